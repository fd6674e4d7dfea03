#include <config.h>

#include "clear/auto.h"
#include "clear/hold.h"
#include "scale/weighing.h"

/* -- judging -------------------------------------------------------------- */

struct judged {
	struct ck_weighing_figures figures;
	const char *doubt;
	bool legal_unconfirmed;
	enum ck_weighed outcome;
};

static const struct ck_value *weights_of(const struct ck_weighing_new *new)
{
	return ck_get(new->site->document, "weights");
}

static void judge(const struct ck_weighing_new *new, int64_t when,
		  struct judged *ret)
{
	const struct ck_weighing_trip *trip = new->trip;
	struct ck_weighing_figures *f = &ret->figures;
	const struct ck_value *row = NULL;

	ret->doubt = ck_scale_doubt(new->scale, new->weight->protocol,
				    new->weight->grams, when);
	*f = (struct ck_weighing_figures){
		.weighed_g = new->weight->grams,
		.limit_g = ck_scale_limit(new->weight->grams, new->scale->e_g),
		.tare = new->tare,
		.verified = !ret->doubt,
	};
	if (trip->has_declared)
		ck_weighing_declare(f, new->tare ? trip->declared_own_g
						 : trip->declared_g,
				    ck_get_int(weights_of(new),
					       "declared_tolerance_permille",
					       0));
	f->legal_g = ck_site_legal_limit(new->site, trip->axles, trip->trailer,
					 &row);
	ret->legal_unconfirmed = ck_is_true(ck_get(row, "unconfirmed"));
	ret->outcome = ck_weighing_judge(f);
}

/* -- the event ------------------------------------------------------------ */

static void put_scale(struct ck_value *body, const struct ck_weighing_new *new,
		      const struct judged *judged)
{
	ck_set_str(body, "scale", new->scale->name);
	ck_set_str(body, "lane", new->scale->lane);
	ck_set_str(body, "weighs", new->tare ? "tare" : "gross");
	ck_set_int(body, "gross_g", judged->figures.weighed_g);
	ck_set_str(body, "digits", new->weight->digits);
	ck_set_str(body, "unit", new->weight->unit);
	ck_set_int(body, "e_g", new->scale->e_g);
	ck_set_int(body, "limit_g", judged->figures.limit_g);
	ck_set_bool(body, "verified", judged->figures.verified);
	ck_set_str(body, "doubt", judged->doubt);
	ck_set_str(body, "certificate", new->scale->certificate);
}

static void put_weight(struct ck_value *body, const struct ck_weight *weight)
{
	ck_set_str(body, "protocol", weight->protocol->name);
	ck_set_bool(body, "by_indicator", weight->by_indicator);
	ck_set_int(body, "count", weight->count);
	ck_set_int(body, "span_ms", weight->span_ms);
	ck_set(body, "frames", weight->frames);
}

static void put_figures(struct ck_value *body, const struct judged *judged)
{
	const struct ck_weighing_figures *f = &judged->figures;

	ck_set_str(body, "outcome", ck_weighed_name(judged->outcome));
	if (f->has_declared) {
		ck_set_int(body, "declared_g", f->declared_g);
		ck_set_int(body, "difference_g", ck_weighing_difference(f));
		ck_set_int(body, "tolerance_g", f->tolerance_g);
	}
	if (f->legal_g)
		ck_set_int(body, "legal_g", f->legal_g);
	if (judged->legal_unconfirmed)
		ck_set_bool(body, "legal_unconfirmed", true);
}

static struct ck_value *body_of(struct ck_doc *doc, const char *id,
				const struct ck_weighing_new *new,
				const struct judged *judged)
{
	struct ck_value *body = ck_new_object(doc);

	ck_set_str(body, "weighing", id);
	put_scale(body, new, judged);
	put_weight(body, new->weight);
	put_figures(body, judged);
	ck_set_str(body, "again", new->again);
	if (new->read_at)
		ck_set_int(body, "read_at", new->read_at);
	return body;
}

/* -- what follows --------------------------------------------------------- */

static const struct ck_value *figures_of(struct ck_doc *doc,
					 const struct ck_value *body)
{
	static const char *const of_hold[] = {
		"gross_g", "declared_g", "difference_g", "tolerance_g",
		"limit_g", "legal_g", "e_g",
	};
	struct ck_value *figures = ck_new_object(doc);

	for (size_t i = 0; i < sizeof(of_hold) / sizeof(*of_hold); i++)
		ck_set(figures, of_hold[i], ck_get(body, of_hold[i]));
	return figures;
}

/* A site that names no agency or no reason has nobody to hold for. */
static int place_hold(struct ck_txn *txn, const struct ck_weighing_new *new,
		      const char *reason_of, struct ck_weighing *weighing)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	const struct ck_value *weights = weights_of(new);
	const char *check = ck_get_str(weights, "check");
	struct ck_hold_new hold = {
		.site = new->site->code,
		.agency = ck_get_str(weights, "hold_agency"),
		.reason = ck_get_str(ck_get(weights, "reasons"), reason_of),
		.subject_kind = "trip",
		.subject = new->trip->trip,
		.figures = figures_of(doc, weighing->body),
		.actor = ck_doc_format(doc, "rule:%s",
				       check ? check : "weight"),
	};
	char id[CK_HOLD_ID];
	int r;

	if (!hold.agency || !hold.reason)
		return 0;
	r = ck_hold_place(txn, &hold, &weighing->event, id, NULL);
	if (r < 0)
		return r;
	weighing->hold = ck_doc_strdup(doc, id);
	weighing->hold_is_new = r == 0;
	return 0;
}

static int confirm(struct ck_txn *txn, const struct ck_weighing_new *new,
		   struct ck_weighing *weighing)
{
	struct ck_value *fact = ck_new_object(ck_txn_doc(txn));
	int r;

	ck_set_str(fact, "weighing", weighing->id);
	r = ck_check_auto(txn, new->site, new->trip->trip, "weighing", fact,
			  &weighing->event);
	if (r > 0)
		weighing->confirmed = r;
	return r;
}

static int conclude(struct ck_txn *txn, const struct ck_weighing_new *new,
		    enum ck_weighed outcome, struct ck_weighing *weighing)
{
	switch (outcome) {
	case CK_WEIGHED_WITHIN:
		return confirm(txn, new, weighing);
	case CK_WEIGHED_OUTSIDE:
		return place_hold(txn, new, "declared", weighing);
	case CK_WEIGHED_OVER_LEGAL:
		return place_hold(txn, new, "legal", weighing);
	default:
		return 0;
	}
}

int ck_weighing_record(struct ck_txn *txn, const struct ck_weighing_new *new,
		       struct ck_weighing *ret_weighing)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	int64_t when = new->read_at ? new->read_at : ck_txn_occurred(txn);
	struct ck_weighing weighing = { 0 };
	struct judged judged;
	int r;

	judge(new, when, &judged);
	weighing.id = ck_doc_format(doc, "%s/W%u", new->trip->trip,
				    new->trip->weighings + 1);
	weighing.doubt = judged.doubt;
	weighing.outcome = ck_weighed_name(judged.outcome);
	weighing.body = body_of(doc, weighing.id, new, &judged);
	r = ck_append(txn, "weighing.recorded", new->trip->declaration,
		      new->trip->trip, weighing.body, NULL, &weighing.event);
	if (r >= 0)
		r = conclude(txn, new, judged.outcome, &weighing);
	if (r < 0)
		return r;
	*ret_weighing = weighing;
	return 0;
}
