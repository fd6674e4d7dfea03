#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "clear/auto.h"
#include "fee/assess.h"
#include "store/query.h"
#include "trade/facts.h"

const char *ck_fee_agency(const struct ck_site *site)
{
	const struct ck_value *checks = ck_get(site->document, "checks");

	for (size_t i = 0; i < ck_count(checks); i++)
		if (ck_is(ck_get(ck_at(checks, i), "auto"), "on", "fee"))
			return ck_get_str(ck_at(checks, i), "agency");
	return NULL;
}

/* -- working it out ------------------------------------------------------- */

static int64_t mass_of(const struct ck_value *load)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(load); i++)
		sum += ck_get_int(ck_at(load, i), "gross_g", 0);
	return sum;
}

static const char *class_of(const struct ck_site *site, struct ck_doc *doc,
			    const struct ck_value *document,
			    const char *vehicle)
{
	const struct ck_value *v = ck_get(ck_get(document, "vehicles"),
					  vehicle);

	return ck_tariff_class(site, ck_get_str(v, "class"),
			       mass_of(ck_facts_load(doc, document, vehicle)));
}

/* The classes of the vehicles that take over this one's load. */
static struct ck_value *takers_of(const struct ck_site *site,
				  const struct ck_case *c,
				  const struct ck_value *document)
{
	const struct ck_value *transfers = ck_get(document, "transfers");
	struct ck_value *takers = ck_new_array(c->doc);

	for (size_t i = 0; i < ck_count(transfers); i++) {
		const struct ck_value *t = ck_at(transfers, i);
		const char *to = ck_get_str(t, "to");

		if (to && ck_is(t, "from", ck_get_str(c->row, "vehicle_ref")))
			ck_push_str(takers, class_of(site, c->doc, document,
						     to));
	}
	return takers;
}

/* What is on the vehicle, each kind as if it were alone there. */
static struct ck_value *goods_of(const struct ck_case *c,
				 const struct ck_value *document,
				 const struct ck_value *facts)
{
	const struct ck_value *load =
		ck_facts_load(c->doc, document,
			      ck_get_str(c->row, "vehicle_ref"));
	struct ck_value *by_ref = ck_new_object(c->doc);

	for (size_t i = 0; i < ck_count(load); i++) {
		const struct ck_value *part = ck_at(load, i);
		const char *ref = ck_get_str(part, "goods");
		const struct ck_value *g = ck_get(by_ref, ref);
		struct ck_value *kind = g ? ck_writable(g)
					  : ck_set_object(by_ref, ref);

		ck_set_str(kind, "goods", ref);
		ck_set(kind, "currency",
		       ck_get(ck_get(ck_get(document, "goods"), ref),
			      "currency"));
		if (ck_get(part, "value_minor"))
			ck_set_int(kind, "value_minor",
				   ck_get_int(kind, "value_minor", 0) +
				   ck_get_int(part, "value_minor", 0));
		ck_set(kind, "facts",
		       ck_facts_of_goods(c->doc, document, facts, part));
	}
	return by_ref;
}

static int work_out(const struct ck_case *c, const struct ck_value *document,
		    const struct ck_value *declared,
		    struct ck_charge ret_charges[CK_CHARGE_KINDS])
{
	const struct ck_site *site = NULL;
	struct ck_value *facts;
	int r = ck_fee_day(c, &site);

	if (r < 0)
		return r;
	facts = ck_copy(c->doc, declared);
	ck_set_str(facts, "class",
		   class_of(site, c->doc, document,
			    ck_get_str(c->row, "vehicle_ref")));
	return ck_tariff_charges(site, c->doc, facts,
				 goods_of(c, document, facts),
				 takers_of(site, c, document), ret_charges);
}

int ck_fee_work_out(const struct ck_case *c,
		    struct ck_charge ret_charges[CK_CHARGE_KINDS])
{
	const struct ck_value *declared = NULL;
	int r = ck_facts_of_trip(c->store, c->doc, c->trip, &declared);

	return r < 0 ? r : work_out(c, ck_case_document(c), declared,
				    ret_charges);
}

int ck_fee_work_out_as(const struct ck_case *c, const struct ck_value *document,
		       const struct ck_value *customs,
		       struct ck_charge ret_charges[CK_CHARGE_KINDS])
{
	return work_out(c, document,
			ck_facts_of(c->doc, document,
				    ck_get_str(c->row, "vehicle_ref"),
				    customs), ret_charges);
}

/* -- what was assessed before --------------------------------------------- */

int ck_fee_of_trip(struct ck_store *store, struct ck_doc *doc,
		   const char *trip, const struct ck_value **ret_fees)
{
	const char *declaration = ck_doc_format(doc, "%.*s",
						(int)strcspn(trip, "."), trip);
	struct ck_value *fees = ck_new_array(doc);

	*ret_fees = fees;
	return ck_rows_of(ck_query(store, CK_SQL_FEE_OF_TRIP, "ss", declaration,
				   trip), doc, fees);
}

struct ck_fee_sum ck_fee_sum(const struct ck_value *fees, const char *kind)
{
	struct ck_fee_sum sum = { 0 };

	for (size_t i = 0; i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);

		if (!ck_is(fee, "kind", kind))
			continue;
		sum.count++;
		sum.amount_minor += ck_get_int(fee, "amount_minor", 0);
		sum.paid_minor += ck_get_int(fee, "paid_minor", 0);
	}
	return sum;
}

/* -- appending ------------------------------------------------------------ */

static int next_id(const struct ck_case *c, const char **ret_fee)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_FEE_COUNT, "s",
				     c->declaration);
	int r = ck_step(q);

	if (r > 0)
		*ret_fee = ck_doc_format(c->doc, "%s/F%" PRId64,
					 c->declaration,
					 ck_column_int(q, 0) + 1);
	return r < 0 ? r : 0;
}

static struct ck_value *body_of(const struct ck_case *c,
				enum ck_charge_kind kind,
				const struct ck_charge *charge, int64_t before)
{
	const struct ck_value *tariff = ck_get(c->site->document, "tariff");
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_value *working = ck_copy(c->doc, charge->working);
	struct ck_value *line;

	if (before) {
		line = ck_push_object(working);
		ck_set_str(line, "code", "assessed-before");
		ck_set_int(line, "before_minor", before);
		ck_set_int(line, "amount_minor", charge->amount_minor - before);
	}
	ck_set_str(body, "trip", c->trip);
	ck_set_str(body, "kind", ck_charge_names[kind]);
	ck_set_int(body, "amount_minor", charge->amount_minor - before);
	ck_set(body, "currency", ck_get(tariff, "currency"));
	ck_set_bool(body, "unconfirmed", charge->unconfirmed);
	ck_set(body, "working", working);
	return body;
}

int ck_fee_assess(struct ck_txn *txn, const struct ck_case *c,
		  enum ck_charge_kind kind, const struct ck_charge *charge,
		  int64_t before, const char **ret_fee)
{
	struct ck_value *fact = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	const char *fee = NULL;
	int r = next_id(c, &fee);

	if (r == 0)
		r = ck_append(txn, "fee.assessed", c->declaration, fee,
			      body_of(c, kind, charge, before), NULL, &id);
	ck_set_str(fact, "fee", fee);
	if (r == 0)
		r = ck_check_auto(txn, c->site, c->trip, "fee", fact, &id);
	if (r < 0)
		return r;
	*ret_fee = fee;
	return 0;
}
