#include <config.h>

#include <stdlib.h>

#include "base/text.h"
#include "trade/load_work.h"

static bool is_complete(const struct ck_value *t)
{
	return ck_get_str(t, "from") && ck_get_str(t, "goods");
}

static bool same_load(const struct ck_value *a, const struct ck_value *b)
{
	return ck_is(a, "from", ck_get_str(b, "from") ?: "") &&
	       ck_is(a, "goods", ck_get_str(b, "goods") ?: "");
}

/* What the vehicle has of it: carried, and received before. */
static struct ck_sum available(const struct ck_load_work *l, const struct ck_value *t,
			    enum ck_amount amount)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	const char *from = ck_get_str(t, "from");
	const char *goods = ck_get_str(t, "goods");
	const struct ck_value *entry =
		ck_load_entry(ck_get(l->vehicles, from), goods);
	struct ck_sum sum = { .known = true };

	if (entry)
		ck_sum_add(&sum, ck_get(entry, ck_amounts[amount]));
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "to", from) &&
		    ck_is(ck_at(transfers, i), "goods", goods))
			ck_sum_add(&sum, ck_get(ck_at(transfers, i), ck_amounts[amount]));
	return sum;
}

/* Of all transfers of this load; first: none of them stands before t. */
static struct ck_sum transferred(const struct ck_load_work *l, const struct ck_value *t,
			      enum ck_amount amount, bool *ret_first)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	struct ck_sum sum = { .known = true };
	bool seen = false;

	*ret_first = false;
	for (size_t i = 0; i < ck_count(transfers); i++) {
		const struct ck_value *other = ck_at(transfers, i);

		if (!same_load(other, t))
			continue;
		if (other == t)
			*ret_first = !seen;
		seen = true;
		ck_sum_add(&sum, ck_get(other, ck_amounts[amount]));
	}
	return sum;
}

static size_t parts_of(const struct ck_load_work *l, const struct ck_value *t)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	size_t count = 0;

	for (size_t i = 0; i < ck_count(transfers); i++)
		count += same_load(ck_at(transfers, i), t);
	return count;
}

static void fill_transfer(const struct ck_load_work *l, const struct ck_value *t)
{
	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		struct ck_sum whole = available(l, t, k);

		if (!ck_get(t, ck_amounts[k]) && whole.known && whole.total &&
		    parts_of(l, t) == 1)
			ck_set_int(ck_writable(t), ck_amounts[k], whole.total);
	}
}

/* The carrier's share of the value, split like its packages, else its mass;
 * the parts of a whole add up. */
static void value_transfers(const struct ck_load_work *l,
			    const struct ck_value *t)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	const struct ck_value *entry =
		ck_load_entry(ck_get(l->vehicles, ck_get_str(t, "from")),
			      ck_get_str(t, "goods"));
	const char *by = ck_get(entry, "packages") ? "packages" : "gross_g";
	int64_t value = ck_get_int(entry, "value_minor", -1);
	int64_t whole = ck_get_int(entry, by, 0);
	int64_t upto = 0;

	for (size_t i = 0; value >= 0 && whole && i < ck_count(transfers); i++) {
		const struct ck_value *other = ck_at(transfers, i);
		int64_t before = ck_load_share(value, upto, whole);

		if (!same_load(other, t))
			continue;
		upto += ck_get_int(other, by, 0);
		ck_set_int(ck_writable(other), "value_minor",
			   ck_load_share(value, upto, whole) - before);
	}
}

/* What is wrong, added to the text: an export may keep a part on board. */
static void compare(const struct ck_load_work *l, const struct ck_value *t,
		    struct ck_buf *missing, struct ck_buf *excess)
{
	bool partial = ck_is(l->stored, "direction", "export");

	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		bool first;
		struct ck_sum whole = available(l, t, k);
		struct ck_sum parts = transferred(l, t, k, &first);
		int64_t rest = whole.total - parts.total;
		struct ck_buf *buf = rest > 0 ? missing : excess;

		if (!first || !whole.known || !rest ||
		    (rest > 0 && (partial || !parts.known)))
			continue;
		ck_buf_printf(buf, "%s%s", buf->len ? ", " : "",
			      ck_load_figure(l->doc, k, llabs(rest)));
	}
}

/* The one transfer of the load whose mass, taken for tonnes, makes the sum
 * right; NULL: none. */
static const char *slip_of(const struct ck_load_work *l,
			   const struct ck_value *t)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	struct ck_sum whole = available(l, t, CK_GROSS);
	bool first;
	struct ck_sum parts = transferred(l, t, CK_GROSS, &first);

	for (size_t i = 0; first && whole.known && parts.known &&
			   i < ck_count(transfers); i++) {
		const struct ck_value *other = ck_at(transfers, i);

		if (same_load(other, t) &&
		    ck_load_slipped(ck_get_int(other, "gross_g", 0),
				    parts.total, whole.total))
			return ck_doc_format(l->doc, "/transfers/%s/gross_kg",
					     ck_key_at(transfers, i));
	}
	return NULL;
}

/* Is one of them the other with the point elsewhere? */
static bool is_shifted(int64_t a, int64_t b)
{
	for (int64_t by = 10; by <= 1000; by *= 10)
		if (a > 0 && b > 0 && (a == b * by || b == a * by))
			return true;
	return false;
}

/* A line that is wholly on one vehicle, and whose transfers say otherwise by
 * the place of the point alone: the line is wrong, not each of them. */
static bool tell_shifted(const struct ck_load_work *l, const struct ck_value *t)
{
	const char *goods = ck_get_str(t, "goods");
	struct ck_sum whole = available(l, t, CK_GROSS);
	bool first;
	struct ck_sum parts = transferred(l, t, CK_GROSS, &first);
	const struct ck_value *line = ck_get(ck_get(l->stored, "goods"), goods);

	if (!first || !whole.known || !parts.known ||
	    whole.total != ck_get_int(line, "gross_g", -1) ||
	    !is_shifted(whole.total, parts.total))
		return false;
	ck_find(l->findings, CK_F_TRANSFER_SUM,
		ck_doc_format(l->doc, "/goods/%s/gross_kg", goods),
		_("%s of %s are declared, and %s transferred: is the point or a zero in the wrong place here?"),
		ck_load_figure(l->doc, CK_GROSS, whole.total), goods,
		ck_load_figure(l->doc, CK_GROSS, parts.total));
	return true;
}

static void check_transfer(const struct ck_load_work *l,
			   const struct ck_value *t)
{
	const char *slip = slip_of(l, t);
	const char *from = ck_get_str(t, "from");
	const char *goods = ck_get_str(t, "goods");
	CK_BUF missing = { 0 };
	CK_BUF excess = { 0 };

	if (!slip && tell_shifted(l, t))
		return;
	if (slip) {
		ck_find(l->findings, CK_F_TRANSFER_SUM, slip,
			_("%s carries %s of %s, and this is a thousandth of what is left; were tonnes meant here?"),
			from, ck_load_figure(l->doc, CK_GROSS,
					     available(l, t, CK_GROSS).total),
			goods);
		return;
	}
	compare(l, t, &missing, &excess);
	if (missing.len)
		ck_find(l->findings, CK_F_TRANSFER_SUM, "/transfers",
			_("%s of %s on %s are in no transfer; a load whose receiver is not known yet has to: null"),
			missing.data, goods, from);
	if (excess.len)
		ck_find(l->findings, CK_F_TRANSFER_SUM, "/transfers",
			_("%s more of %s are transferred from %s than it carries"),
			excess.data, goods, from);
}

/* -- loads that nobody says anything of ------------------------------------ */

static bool is_blank(const struct ck_value *t)
{
	return !ck_get(t, "packages") && !ck_get(t, "gross_g");
}

/* What the others leave of it, as far as it is known; "" when this is not the
 * only one without figures. */
static void add_left(const struct ck_load_work *l, const struct ck_value *t,
		     struct ck_buf *left)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	bool first;

	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_at(transfers, i) != t && is_blank(ck_at(transfers, i)) &&
		    same_load(ck_at(transfers, i), t))
			return;
	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		struct ck_sum whole = available(l, t, k);
		int64_t rest = whole.total - transferred(l, t, k, &first).total;

		if (whole.known && rest > 0)
			ck_buf_printf(left, "%s%s", left->len ? ", " : "",
				      ck_load_figure(l->doc, k, rest));
	}
}

/* Without figures it would be all of the load, and others take of it. */
static void check_blank(const struct ck_load_work *l, const struct ck_value *t,
			const char *ref)
{
	const char *path = ck_doc_format(l->doc, "/transfers/%s", ref);
	CK_BUF left = { 0 };

	if (!is_blank(t) || parts_of(l, t) == 1)
		return;
	add_left(l, t, &left);
	if (left.len)
		ck_find(l->findings, CK_F_TRANSFER_SUM, path,
			_("%s has no figures, and others take of this load too; are %s meant?"),
			ref, left.data);
	else
		ck_find(l->findings, CK_F_TRANSFER_SUM, path,
			_("%s has no figures, and others take of this load too; say what each takes"),
			ref);
}

static bool gives(const struct ck_value *transfers, const char *vehicle,
		  const char *goods)
{
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "from", vehicle) &&
		    (!goods || ck_is(ck_at(transfers, i), "goods", goods)))
			return true;
	return false;
}

static bool has_receiver(const struct ck_load_work *l)
{
	for (size_t i = 0; i < ck_count(l->vehicles); i++)
		if (ck_is(ck_at(l->vehicles, i), "role", "receiving"))
			return true;
	return false;
}

static void tell_left(const struct ck_load_work *l, const char *from,
		      const struct ck_value *entry)
{
	const char *goods = ck_get_str(entry, "goods");
	CK_BUF text = { 0 };
	int64_t n;

	for (int k = CK_PACKAGES; k <= CK_GROSS; k++)
		if (ck_int(ck_get(entry, ck_amounts[k]), &n))
			ck_buf_printf(&text, "%s%s", text.len ? ", " : "",
				      ck_load_figure(l->doc, k, n));
	if (text.len)
		ck_find(l->findings, CK_F_TRANSFER_SUM, "/transfers",
			_("%s of %s on %s are in no transfer; a load whose receiver is not known yet has to: null"),
			text.data, goods, from);
	else
		ck_find(l->findings, CK_F_TRANSFER_SUM, "/transfers",
			_("%s on %s is in no transfer; a load whose receiver is not known yet has to: null"),
			goods, from);
}

/* A vehicle of an import that gives up a line gives up all of them. */
static void check_left(const struct ck_load_work *l, const char *ref,
		       const struct ck_value *vehicle)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");
	const struct ck_value *carries = ck_get(vehicle, "carries");

	if (!gives(transfers, ref, NULL) &&
	    (ck_count(transfers) || !has_receiver(l)))
		return;
	for (size_t i = 0; i < ck_count(carries); i++) {
		const char *goods = ck_get_str(ck_at(carries, i), "goods");

		if (goods && !gives(transfers, ref, goods))
			tell_left(l, ref, ck_at(carries, i));
	}
}

static void check_loads(const struct ck_load_work *l)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");

	for (size_t i = 0; i < ck_count(transfers); i++)
		if (is_complete(ck_at(transfers, i)))
			check_blank(l, ck_at(transfers, i),
				    ck_key_at(transfers, i));
	for (size_t i = 0; i < ck_count(l->vehicles); i++)
		if (ck_is(l->stored, "direction", "import"))
			check_left(l, ck_key_at(l->vehicles, i),
				   ck_at(l->vehicles, i));
}

/* -- ends ----------------------------------------------------------------- */

static void check_ends(const struct ck_load_work *l, const struct ck_value *t,
		       const char *ref)
{
	if (ck_is(t, "to", ck_get_str(t, "from") ?: ""))
		ck_find(l->findings, CK_F_TRANSFER_SELF,
			ck_doc_format(l->doc, "/transfers/%s", ref),
			_("from and to are the same vehicle"));
}

static bool takes(const struct ck_value *transfers, const char *vehicle)
{
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "to", vehicle))
			return true;
	return false;
}

/* Whose load it pulls over the line must be known, or nobody answers for it. */
static void check_tractors(const struct ck_load_work *l)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");

	for (size_t i = 0; ck_count(l->goods) && i < ck_count(l->vehicles);
	     i++) {
		const struct ck_value *v = ck_at(l->vehicles, i);
		const char *ref = ck_key_at(l->vehicles, i);

		if (ck_is(v, "role", "power") &&
		    !ck_count(ck_get(v, "carries")) && !takes(transfers, ref))
			ck_find(l->findings, CK_F_POWER_IDLE,
				ck_doc_format(l->doc, "/vehicles/%s", ref),
				_("this tractor pulls nothing: say under transfers what it takes over"));
	}
}

void ck_transfers_complete(const struct ck_load_work *l)
{
	const struct ck_value *transfers = ck_get(l->stored, "transfers");

	for (size_t i = 0; i < ck_count(transfers); i++) {
		check_ends(l, ck_at(transfers, i), ck_key_at(transfers, i));
		if (is_complete(ck_at(transfers, i)))
			fill_transfer(l, ck_at(transfers, i));
	}
	if (ck_findings_spoil(l->findings, "/transfers"))
		return;
	check_tractors(l);
	check_loads(l);
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (is_complete(ck_at(transfers, i))) {
			check_transfer(l, ck_at(transfers, i));
			value_transfers(l, ck_at(transfers, i));
		}
}
