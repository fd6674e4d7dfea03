#include <config.h>

#include <string.h>

#include "clear/auto.h"
#include "hold/hold.h"
#include "scale/weighing_follow.h"
#include "store/query.h"

struct following {
	struct ck_txn *txn;
	const struct ck_weighing_new *new;
	const struct ck_value *weights;	/* of the site */
	const char *actor;		/* "rule:weight" */
	struct ck_weighing *weighing;
};

static const char *reason_of(const struct following *f, const char *what)
{
	return ck_get_str(ck_get(f->weights, "reasons"), what);
}

static const struct ck_value *figures_of(struct ck_doc *doc,
					 const struct ck_value *body)
{
	struct ck_value *figures = ck_new_object(doc);

	CK_SET_SAME(figures, body, "gross_g", "declared_g", "difference_g",
		    "tolerance_g", "limit_g", "legal_g", "e_g", "apart_g",
		    "allowed_g", "unloaded_g", "net_g", "tare_g",
		    "declared_net_g", "net_difference_g", "net_tolerance_g",
		    "net_limit_g", "permitted_g", "permitted_tolerance_g");
	return figures;
}

static struct ck_hold_new hold_of(const struct following *f, const char *what)
{
	return (struct ck_hold_new){
		.site = f->new->site->code,
		.agency = ck_get_str(f->weights, "hold_agency"),
		.reason = reason_of(f, what),
		.subject_kind = "trip",
		.subject = f->new->trip->trip,
		.actor = f->actor,
	};
}

/* A site that names no agency or no reason has nobody to hold for. */
static int place_hold(struct following *f, const char *what)
{
	struct ck_doc *doc = ck_txn_doc(f->txn);
	struct ck_hold_new hold = hold_of(f, what);
	char id[CK_HOLD_ID];
	int r;

	if (!hold.agency || !hold.reason)
		return 0;
	hold.figures = figures_of(doc, f->weighing->body);
	r = ck_hold_place(f->txn, &hold, &f->weighing->event, id, NULL);
	if (r < 0)
		return r;
	f->weighing->hold = ck_doc_strdup(doc, id);
	f->weighing->hold_is_new = r == 0;
	return 0;
}

static int tell_checks(struct following *f, bool in_question)
{
	struct ck_value *fact = ck_new_object(ck_txn_doc(f->txn));
	int r;

	ck_set_str(fact, "weighing", f->weighing->id);
	if (in_question)
		ck_set_bool(fact, "question", true);
	r = ck_check_auto(f->txn, f->new->site, f->new->trip->trip, "weighing",
			  fact, &f->weighing->event);
	if (r > 0 && !in_question)
		f->weighing->confirmed = r;
	return r;
}

/* -- two scales disagree -------------------------------------------------- */

/* The open hold that a rule placed on the trip for this; NULL: none. */
static int find_blame(const struct following *f, const char *what,
		      const struct ck_value **ret_row)
{
	struct ck_store *store = ck_txn_store(f->txn);
	struct ck_doc *doc = ck_txn_doc(f->txn);
	struct ck_hold_new hold = hold_of(f, what);
	const struct ck_value *row = NULL;
	const char *by;
	int r;

	if (!hold.agency || !hold.reason)
		return 0;
	r = ck_row_of(ck_query(store, CK_SQL_HOLD_SAME, "sssss", hold.subject,
			       hold.site, hold.subject_kind, hold.agency,
			       hold.reason), doc, &row);
	if (r >= 0 && row)
		r = ck_row_of(ck_query(store, CK_SQL_HOLD_GET, "s",
				       ck_get_str(row, "hold")), doc, &row);
	by = ck_get_str(row, "placed_by");
	if (r >= 0 && by && !strncmp(by, "rule:", 5))
		*ret_row = row;
	return r;
}

/* What a person placed stays, and so does all when the site has no words for
 * why it would be lifted. */
static int withdraw_blame(struct following *f, const char *what)
{
	const char *reason = reason_of(f, "scale");
	const struct ck_value *row = NULL;
	struct ck_value *body;
	const char *hold;
	int r;

	if (!reason || !ck_site_find_reason(f->new->site, "lift", reason))
		return 0;
	r = find_blame(f, what, &row);
	if (r < 0 || !row)
		return r;
	hold = ck_get_str(row, "hold");
	body = ck_new_object(ck_txn_doc(f->txn));
	ck_set_str(body, "reason", reason);
	ck_set(body, "agency", ck_get(row, "agency"));
	return ck_append_as(f->txn, f->actor, "hold.lifted", hold, hold, body,
			    &f->weighing->event, NULL);
}

static int question(struct following *f, const struct ck_comparison *comparison)
{
	int r = place_hold(f, "scale");

	if (r >= 0 && comparison->own)
		return tell_checks(f, true);
	if (r < 0 || !comparison->one_scale)
		return r;
	r = withdraw_blame(f, "declared");
	if (r >= 0)
		r = withdraw_blame(f, "legal");
	return r < 0 ? r : tell_checks(f, true);
}

int ck_weighing_follow(struct ck_txn *txn, const struct ck_weighing_new *new,
		       enum ck_weighed outcome,
		       const struct ck_comparison *comparison,
		       struct ck_weighing *weighing)
{
	const struct ck_value *weights = ck_get(new->site->document, "weights");
	struct following f = {
		.txn = txn, .new = new, .weights = weights,
		.actor = ck_doc_format(ck_txn_doc(txn), "rule:%s",
				       ck_get_str(weights, "check") ?:
				       "weight"),
		.weighing = weighing,
	};

	switch (outcome) {
	case CK_WEIGHED_WITHIN:
		return tell_checks(&f, false);
	case CK_WEIGHED_OUTSIDE:
		return place_hold(&f, "declared");
	case CK_WEIGHED_OVER_LEGAL:
		return place_hold(&f, "legal");
	case CK_WEIGHED_IN_QUESTION:
		return question(&f, comparison);
	default:
		return 0;
	}
}
