#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/auto.h"
#include "fee/change.h"
#include "fee/target.h"
#include "fee/verbs.h"
#include "store/query.h"

/* The agency that collects; above: its superiors, nearest first. */
static int collector(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const char **ret_agency,
		     struct ck_value *above)
{
	const struct ck_value *all = ck_get(site->document, "agencies");
	const char *agency = ck_fee_agency(site);
	const char *next = agency;

	if (!agency)
		return ck_fail(s, item, -EPERM, NULL, "no-agency",
			       _("at %s no check is confirmed by a payment"),
			       site->code);
	/* The loader refuses circles; the count is a second belt. */
	for (size_t i = 0; next && i <= ck_count(all); i++) {
		next = ck_get_str(ck_get(all, next), "superior");
		ck_push_str(above, next);
	}
	*ret_agency = agency;
	return 0;
}

int ck_cashier_allow(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site)
{
	const char *agency = NULL;
	int r = collector(s, item, site, &agency, ck_new_array(item->doc));

	return r < 0 ? r : ck_session_allow(s, agency);
}

int ck_cashier_allow_above(struct ck_session *s, struct ck_item *item,
			   const struct ck_site *site)
{
	struct ck_value *above = ck_new_array(item->doc);
	const char *agency = NULL;
	int r = collector(s, item, site, &agency, above);

	return r < 0 ? r : ck_session_allow_any(s, agency, above, NULL);
}

int ck_cashier_answer(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const struct ck_value *row,
		      struct ck_value **ret_answer)
{
	struct ck_value *answer = ck_answer(s, item, "fee");
	const char *trip = ck_get_str(row, "trip");
	int r = trip ? ck_record_trip(s, item->doc, answer, trip) : 0;

	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_fee_fill(item->doc, site, row, s->options.language, answer);
	if (ret_answer)
		*ret_answer = answer;
	return 0;
}

/* -- what cannot be done -------------------------------------------------- */

static int fail_charges(struct ck_session *s, struct ck_item *item, int err)
{
	switch (err) {
	case -EINVAL:
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "tariff",
			       _("the tariff of the site file cannot be used: no class fits, or a condition does not compile"));
	case -EOPNOTSUPP:
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "tariff",
			       _("the currency of the site file's tariff is none of ISO 4217: load a site file with one that is"));
	case -ERANGE:
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "tariff",
			       _("the tariff gives an amount beyond all bounds"));
	default:
		return ck_fail_store(s, item, err);
	}
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct ck_case *c, const char *code,
		     const char *message)
{
	struct ck_value *answer = ck_answer(s, item, "fee");
	int r = ck_record_trip(s, item->doc, answer, c->trip);

	if (r < 0)
		return ck_fail_store(s, item, r);
	return ck_fee_no(answer, code, message);
}

/* -- one charge ----------------------------------------------------------- */

/* The answer about what stands; of a dry run what would stand. */
static int answer_new(struct ck_session *s, struct ck_item *item,
		      const struct ck_case *c, const char *fee,
		      enum ck_charge_kind kind, const struct ck_charge *charge,
		      int64_t before)
{
	const struct ck_value *row = NULL;
	struct ck_value *planned;
	int r = ck_row_of(ck_query(s->store, CK_SQL_FEE_GET, "ss",
				   c->declaration, fee), item->doc, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (s->options.dry_run) {
		planned = ck_new_object(item->doc);
		ck_set_str(planned, "trip", c->trip);
		ck_set_str(planned, "kind", ck_charge_names[kind]);
		ck_set_int(planned, "amount_minor",
			   charge->amount_minor - before);
		ck_set(planned, "currency",
		       ck_get(ck_get(c->site->document, "tariff"),
			      "currency"));
		ck_set_int(planned, "unconfirmed", charge->unconfirmed);
		ck_set(planned, "working", charge->working);
		row = planned;
	}
	return ck_cashier_answer(s, item, c->site, row, NULL);
}

static int answer_old(struct ck_session *s, struct ck_item *item,
		      const struct ck_case *c, const struct ck_value *fees,
		      const char *kind)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);
		struct ck_value *answer = NULL;

		if (strcmp(ck_get_str(fee, "kind"), kind))
			continue;
		r = ck_cashier_answer(s, item, c->site, fee, &answer);
		if (r == 0)
			ck_set_bool(answer, "repeated", true);
	}
	return r;
}

/* What was paid for may have changed, and the fee not: the check is asked for
 * it again. */
static int assess_same(struct ck_session *s, struct ck_item *item,
		       const struct ck_case *c, const struct ck_value *fees,
		       const char *kind)
{
	struct ck_value *fact = ck_new_object(item->doc);
	int r;

	for (size_t i = 0; i < ck_count(fees); i++)
		ck_set(fact, "fee", ck_get(ck_at(fees, i), "fee"));
	r = ck_check_auto_known(s->txn, c->site, c->trip, "fee", fact, NULL);
	return r < 0 ? ck_fail_store(s, item, r)
		     : answer_old(s, item, c, fees, kind);
}

static int assess_less(struct ck_session *s, struct ck_item *item,
		       const struct ck_case *c, const struct ck_value *fees,
		       enum ck_charge_kind kind,
		       const struct ck_charge *charge)
{
	const struct ck_value *ours = NULL;
	int r = ck_fee_reduce(s->txn, c, fees, kind, charge, &ours);

	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; r == 0 && i < ck_count(ours); i++)
		r = ck_cashier_answer(s, item, c->site, ck_at(ours, i), NULL);
	return r;
}

static int assess(struct ck_session *s, struct ck_item *item,
		  const struct ck_case *c, const struct ck_value *fees,
		  enum ck_charge_kind kind, const struct ck_charge *charge)
{
	struct ck_fee_sum sum = ck_fee_sum(fees, ck_charge_names[kind]);
	const char *fee = NULL;
	int r;

	if (sum.count && sum.amount_minor == charge->amount_minor)
		return assess_same(s, item, c, fees, ck_charge_names[kind]);
	if (ck_get(c->row, "closed_at"))
		return answer_no(s, item, c, "trip-closed",
				 _("the trip is closed"));
	if (sum.amount_minor > charge->amount_minor)
		return assess_less(s, item, c, fees, kind, charge);
	r = ck_fee_assess(s->txn, c, kind, charge, sum.amount_minor, &fee);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return answer_new(s, item, c, fee, kind, charge, sum.amount_minor);
}

/* -- a trip --------------------------------------------------------------- */

/* A trip that owes nothing still has a check to be rid of: it is charged
 * nothing, and the working says so. */
static void charge_nothing(struct ck_charge *charge)
{
	struct ck_value *line = ck_push_object(charge->working);

	charge->due = true;
	charge->unconfirmed = false;
	ck_set_str(line, "code", "nothing-due");
	ck_set_int(line, "amount_minor", 0);
}

static int assess_charges(struct ck_session *s, struct ck_item *item,
			  const struct ck_case *c,
			  struct ck_charge charges[CK_CHARGE_KINDS])
{
	const struct ck_value *fees = NULL;
	int no = 0;
	int r = ck_fee_of_trip(s->store, item->doc, c->trip, &fees);

	if (r < 0)
		return ck_fail_store(s, item, r);
	for (int kind = 0; kind < CK_CHARGE_KINDS; kind++) {
		bool before = ck_fee_sum(fees, ck_charge_names[kind]).count;

		if (!charges[kind].due && !before)
			continue;
		r = assess(s, item, c, fees, kind, &charges[kind]);
		if (r < 0)
			return r;
		no |= r;
	}
	return no;
}

static int assess_trip(struct ck_session *s, struct ck_item *item,
		       const char *trip)
{
	struct ck_charge charges[CK_CHARGE_KINDS];
	const char *giver = NULL;
	struct ck_case c;
	int r = ck_case_open(s->store, item->doc, trip, &c);

	if (r == -ENOENT)
		return ck_fail(s, item, r, NULL, "no-such-trip",
			       _("no such trip: %s"), trip);
	if (r == 0)
		r = ck_case_ungiven(&c, &giver);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (r > 0)
		return answer_no(s, item, &c, "no-giver",
				 _("its load does not come: turn the vehicle back, or name another that gives"));
	r = ck_fee_work_out(&c, charges);
	if (r == -ENOLINK)
		return answer_no(s, item, &c, "no-receiver",
				 _("no receiving vehicle is declared yet: its class sets the transfer fee"));
	if (r < 0)
		return fail_charges(s, item, r);
	if (!charges[CK_CHARGE_INFRASTRUCTURE].due &&
	    !charges[CK_CHARGE_TRANSFER].due)
		charge_nothing(&charges[CK_CHARGE_INFRASTRUCTURE]);
	return assess_charges(s, item, &c, charges);
}

int ck_cashier_assess_prepare(struct ck_session *s, struct ck_item *item)
{
	const char **trips = NULL;
	size_t count = 0;

	return ck_item_trips(s, item, &trips, &count);
}

int ck_cashier_assess(struct ck_session *s, struct ck_item *item)
{
	const struct ck_site *site = NULL;
	const char **trips = NULL;
	size_t count = 0;
	int no = 0;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow(s, item, site);
	if (r == 0)
		r = ck_item_trips(s, item, &trips, &count);
	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = assess_trip(s, item, trips[i]);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}
