#include <config.h>

#include <string.h>

#include "clear/auto.h"
#include "fee/assess.h"
#include "fee/change.h"

static int64_t balance(const struct ck_value *fee)
{
	return ck_get_int(fee, "amount_minor", 0) -
	       ck_get_int(fee, "waived_minor", 0) -
	       ck_get_int(fee, "paid_minor", 0);
}

int64_t ck_fee_open(const struct ck_value *fee)
{
	return balance(fee) > 0 ? balance(fee) : 0;
}

int64_t ck_fee_over(const struct ck_value *fee)
{
	int64_t paid = ck_get_int(fee, "paid_minor", 0);
	int64_t over = -balance(fee);

	if (over <= 0)
		return 0;
	return over < paid ? over : paid;
}

static const char *state_of(const struct ck_value *fee)
{
	if (!ck_fee_open(fee))
		return "paid";
	return ck_get_int(fee, "paid_minor", 0) > 0 ? "part" : "open";
}

/* The event, and what it means for the trip. 1 when a check was confirmed or
 * opened again. */
static int append(struct ck_txn *txn, const struct ck_site *site,
		  const char *kind, const struct ck_value *fee,
		  const struct ck_value *body, int64_t *ret_seq)
{
	struct ck_value *fact = ck_new_object(ck_txn_doc(txn));
	struct ck_event_id event = { 0 };
	int r = ck_append(txn, kind, ck_get_str(fee, "declaration"),
			  ck_get_str(fee, "fee"), body, NULL, &event);

	ck_set(fact, "fee", ck_get(fee, "fee"));
	if (r == 0)
		r = ck_check_auto(txn, site, ck_get_str(fee, "trip"), "fee",
				  fact, &event);
	if (r < 0)
		return r;
	*ret_seq = event.seq;
	return r > 0;
}

int ck_fee_waive(struct ck_txn *txn, const struct ck_site *site,
		 const struct ck_value *fee, int64_t amount_minor,
		 const char *reason, const char *order, int64_t *ret_seq)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_int(body, "amount_minor", amount_minor);
	ck_set_str(body, "reason", reason);
	ck_set_str(body, "order", order);
	return append(txn, site, "fee.waived", fee, body, ret_seq);
}

int ck_fee_refund(struct ck_txn *txn, const struct ck_site *site,
		  const struct ck_value *fee,
		  const struct ck_fee_refund *refund, int64_t *ret_seq)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	int64_t over = ck_fee_over(fee);
	int64_t more = refund->amount_minor - over;

	ck_set_str(body, "refund", refund->id);
	ck_set_str(body, "reference", refund->reference);
	ck_set_str(body, "means", refund->means);
	ck_set_str(body, "reason", refund->reason);
	ck_set_int(body, "amount_minor", refund->amount_minor);
	ck_set_int(body, "waived_minor", more > 0 ? more : 0);
	return append(txn, site, "fee.refunded", fee, body, ret_seq);
}

/* -- lowering ------------------------------------------------------------- */

static struct ck_value *working_of(struct ck_doc *doc,
				   const struct ck_charge *charge,
				   int64_t before, int64_t after)
{
	struct ck_value *working = ck_copy(doc, charge->working);
	struct ck_value *line = ck_push_object(working);

	ck_set_str(line, "code", "reduced");
	ck_set_int(line, "before_minor", before);
	ck_set_int(line, "amount_minor", after);
	return working;
}

static int reduce(struct ck_txn *txn, const struct ck_case *c,
		  const struct ck_charge *charge, int64_t by,
		  struct ck_value *fee)
{
	struct ck_value *body = ck_new_object(c->doc);
	int64_t before = ck_get_int(fee, "amount_minor", 0);
	int64_t seq = 0;
	int r;

	ck_set_int(body, "by_minor", by);
	ck_set_bool(body, "unconfirmed", charge->unconfirmed);
	ck_set(body, "working",
	       working_of(c->doc, charge, before, before - by));
	r = append(txn, c->site, "fee.reduced", fee, body, &seq);
	ck_set_int(fee, "amount_minor", before - by);
	ck_set(fee, "working", ck_get(body, "working"));
	ck_set_int(fee, "unconfirmed", charge->unconfirmed);
	ck_set_int(fee, "version", seq);
	ck_set_str(fee, "state", state_of(fee));
	return r;
}

/* Takes what it can of `left`: of the open part only, or of the amount. */
static int reduce_all(struct ck_txn *txn, const struct ck_case *c,
		      const struct ck_charge *charge, struct ck_value *fees,
		      bool open_only, int64_t *left)
{
	int r = 0;

	for (size_t i = ck_count(fees); r >= 0 && *left && i-- > 0;) {
		struct ck_value *fee = ck_writable(ck_at(fees, i));
		int64_t most = open_only ? ck_fee_open(fee)
					 : ck_get_int(fee, "amount_minor", 0);
		int64_t by = most < *left ? most : *left;

		if (!by)
			continue;
		*left -= by;
		r = reduce(txn, c, charge, by, fee);
	}
	return r;
}

int ck_fee_reduce(struct ck_txn *txn, const struct ck_case *c,
		  const struct ck_value *fees, enum ck_charge_kind kind,
		  const struct ck_charge *charge,
		  const struct ck_value **ret_fees)
{
	struct ck_value *ours = ck_new_array(c->doc);
	int64_t left = -charge->amount_minor;
	int r;

	for (size_t i = 0; i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);

		if (strcmp(ck_get_str(fee, "kind"), ck_charge_names[kind]))
			continue;
		ck_push(ours, ck_copy(c->doc, fee));
		left += ck_get_int(fee, "amount_minor", 0);
	}
	r = reduce_all(txn, c, charge, ours, true, &left);
	if (r >= 0)
		r = reduce_all(txn, c, charge, ours, false, &left);
	*ret_fees = ours;
	return r < 0 ? r : 0;
}
