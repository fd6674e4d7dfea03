#include <config.h>

#include <errno.h>
#include <string.h>

#include "goods/goods.h"
#include "store/query.h"
#include "trade/facts.h"
#include "trade/mass.h"

/* -- amounts -------------------------------------------------------------- */

static const struct ck_goods_amount unknown = { -1, -1 };

static int64_t less(int64_t whole, int64_t part)
{
	if (whole < 0)
		return -1;
	return part > whole ? 0 : part > 0 ? whole - part : whole;
}

struct ck_goods_amount ck_goods_minus(const struct ck_goods_amount *a,
				      const struct ck_goods_amount *b)
{
	return (struct ck_goods_amount){ less(a->packages, b->packages),
					 less(a->gross_g, b->gross_g) };
}

/* A figure that is not known of one part is not known of the sum. */
static void add(int64_t *sum, const struct ck_value *n)
{
	int64_t part;

	if (*sum >= 0)
		*sum = ck_int(n, &part) ? *sum + part : -1;
}

bool ck_goods_none(const struct ck_goods_amount *amount)
{
	return amount->packages <= 0 && amount->gross_g <= 0;
}

int64_t ck_goods_part(int64_t whole, int64_t part, int64_t of)
{
	return of > 0 ? (int64_t)((__int128)whole * part / of) : 0;
}

int ck_goods_share(const struct ck_goods_amount *left,
		   const struct ck_goods_amount *asked,
		   struct ck_goods_amount *ret_amount)
{
	struct ck_goods_amount amount = *left;

	if (asked->packages > left->packages ||
	    asked->gross_g > left->gross_g)
		return -ERANGE;
	if (asked->gross_g >= 0 && asked->packages < 0 && left->packages > 0 &&
	    asked->gross_g < left->gross_g)
		return -EINVAL;
	if (asked->packages >= 0) {
		amount.packages = asked->packages;
		if (left->gross_g >= 0)
			amount.gross_g = ck_goods_part(left->gross_g,
						       asked->packages,
						       left->packages);
	}
	if (asked->gross_g >= 0)
		amount.gross_g = asked->gross_g;
	*ret_amount = amount;
	return 0;
}

void ck_goods_put_amount(struct ck_value *body,
			 const struct ck_goods_amount *amount)
{
	if (amount->packages >= 0)
		ck_set_int(body, "packages", amount->packages);
	if (amount->gross_g >= 0)
		ck_set_int(body, "gross_g", amount->gross_g);
}

void ck_goods_set_amount(struct ck_doc *doc, struct ck_value *object,
			 const struct ck_goods_amount *amount)
{
	char kg[CK_DECIMAL_SIZE];

	if (amount->packages >= 0)
		ck_set_int(object, "packages", amount->packages);
	if (amount->gross_g < 0)
		return;
	ck_mass_text(amount->gross_g, kg);
	ck_set(object, "gross_kg", ck_new_number(doc, kg));
}

/* -- a line --------------------------------------------------------------- */

static const struct ck_value *load_of(const struct ck_case *c)
{
	return ck_facts_load(c->doc, ck_case_document(c),
			     ck_get_str(c->row, "vehicle_ref"));
}

bool ck_goods_is(const struct ck_value *entry, const char *ref)
{
	const char *goods = ck_get_str(entry, "goods");

	return goods && !strcmp(goods, ref);
}

static bool read_carried(const struct ck_case *c, struct ck_goods_line *line)
{
	const struct ck_value *load = load_of(c);
	bool found = false;

	for (size_t i = 0; i < ck_count(load); i++) {
		const struct ck_value *entry = ck_at(load, i);

		if (!ck_goods_is(entry, line->ref))
			continue;
		if (!found)
			line->carried = (struct ck_goods_amount){ 0, 0 };
		if (!found)
			line->value_minor = 0;
		found = true;
		add(&line->carried.packages, ck_get(entry, "packages"));
		add(&line->carried.gross_g, ck_get(entry, "gross_g"));
		add(&line->value_minor, ck_get(entry, "value_minor"));
	}
	return found;
}

static int read_sums(const struct ck_case *c, struct ck_goods_line *line)
{
	const struct ck_value *refused = NULL, *decided = NULL;
	int r = ck_row_of(ck_query(c->store, CK_SQL_GOODS_REFUSED, "ss",
				   c->trip, line->ref), c->doc, &refused);

	if (r == 0)
		r = ck_row_of(ck_query(c->store, CK_SQL_GOODS_DECIDED, "ss",
				       c->trip, line->ref), c->doc, &decided);
	if (r < 0)
		return r;
	line->refused.packages = ck_get_int(refused, "packages", 0);
	line->refused.gross_g = ck_get_int(refused, "gross_g", 0);
	line->whole = ck_get_int(refused, "whole", 0);
	line->agency = ck_get_str(refused, "agency");
	line->actor = ck_get_str(refused, "actor");
	line->reason = ck_get_str(refused, "reason");
	line->at = ck_get_int(refused, "refused_at", 0);
	line->version = ck_get_int(refused, "version", 0);
	line->decided.packages = ck_get_int(decided, "packages", 0);
	line->decided.gross_g = ck_get_int(decided, "gross_g", 0);
	return 0;
}

int ck_goods_line_read(const struct ck_case *c, const char *ref,
		       struct ck_goods_line *ret_line)
{
	const struct ck_value *goods = ck_get(ck_case_document(c), "goods");
	struct ck_goods_line line = { .ref = ref, .goods = ck_get(goods, ref),
				      .carried = unknown, .value_minor = -1 };
	int r;

	if (!line.goods || !read_carried(c, &line))
		return -ENOENT;
	r = read_sums(c, &line);
	if (r == 0)
		*ret_line = line;
	return r;
}

const char *ck_goods_refs(const struct ck_case *c)
{
	const struct ck_value *load = load_of(c);
	CK_BUF text = { 0 };

	for (size_t i = 0; i < ck_count(load); i++) {
		const char *ref = ck_get_str(ck_at(load, i), "goods");

		if (ref)
			ck_buf_printf(&text, "%s%s", text.len ? ", " : "",
				      ref);
	}
	return ck_doc_strdup(c->doc, ck_buf_text(&text));
}

struct ck_goods_amount ck_goods_passing(const struct ck_goods_line *line)
{
	if (line->whole)
		return (struct ck_goods_amount){
			line->carried.packages < 0 ? -1 : 0,
			line->carried.gross_g < 0 ? -1 : 0 };
	return ck_goods_minus(&line->carried, &line->refused);
}

struct ck_goods_amount ck_goods_undecided(const struct ck_goods_line *line)
{
	struct ck_goods_amount open = ck_goods_minus(&line->refused,
						     &line->decided);

	/* Of what is counted in packages no mass is left without one. */
	if (line->carried.packages > 0 && open.packages <= 0)
		open.gross_g = 0;
	return open;
}
