#include <config.h>

#include <errno.h>
#include <string.h>

#include "goods/goods.h"
#include "clear/reason.h"
#include "store/query.h"

/* One row as it was given: who, when, for what reason, how much. */
static void set_row(const struct ck_case *c, const struct ck_value *row,
		    const char *time, struct ck_value *object)
{
	struct ck_goods_amount amount = { ck_get_int(row, "packages", -1),
					  ck_get_int(row, "gross_g", -1) };

	CK_SET_SAME(object, row, "agency", "reason", "actor");
	ck_set(object, "for", ck_get(row, "on_behalf"));
	ck_set_str(object, "at", ck_time_text(c->doc, c->site,
					      ck_get_int(row, time, 0)));
	ck_goods_set_amount(c->doc, object, &amount);
}

static int read_rows(const struct ck_case *c, enum ck_sql query,
		     struct ck_value *rows)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, query, "ss", c->declaration,
				     c->trip);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push(rows, ck_row_object(q, c->doc));
	return r;
}

static bool is_of(const struct ck_value *row, const char *ref)
{
	const char *goods = ck_get_str(row, "goods_ref");

	return goods && !strcmp(goods, ref);
}

static void add_refusals(const struct ck_case *c, const char *ref,
			 const struct ck_value *rows, const char *language,
			 struct ck_value *list)
{
	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const char *check = ck_get_str(row, "check_name");
		struct ck_value *refusal;

		if (!is_of(row, ref))
			continue;
		refusal = ck_push_object(list);
		ck_set_str(refusal, "check", check);
		if (check)
			ck_set_str(refusal, "name",
				   ck_check_word(c->site, check, language));
		set_row(c, row, "refused_at", refusal);
	}
}

static void add_decisions(const struct ck_case *c, const char *ref,
			  const struct ck_value *rows, struct ck_value *list)
{
	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		struct ck_value *decision;

		if (!is_of(row, ref))
			continue;
		decision = ck_push_object(list);
		CK_SET_SAME(decision, row, "disposition", "act", "gate");
		ck_set(decision, "order", ck_get(row, "order_number"));
		set_row(c, row, "decided_at", decision);
	}
}

static int add_line(const struct ck_case *c, const char *ref,
		    const char *language, const struct ck_value *refused,
		    const struct ck_value *decided, struct ck_value *list)
{
	struct ck_value *object = ck_push_object(list);
	struct ck_goods_amount open;
	struct ck_goods_line line;
	int r = ck_goods_line_read(c, ref, &line);

	ck_set_str(object, "goods", ref);
	add_refusals(c, ref, refused, language,
		     ck_set_array(object, "refusals"));
	add_decisions(c, ref, decided, ck_set_array(object, "decisions"));
	/* An amendment may have taken the line away. */
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	ck_set(object, "name", ck_get(line.goods, "name"));
	open = ck_goods_undecided(&line);
	if (!ck_goods_none(&open))
		ck_goods_set_amount(c->doc, ck_set_object(object, "undecided"),
				    &open);
	return 0;
}

int ck_goods_fill(const struct ck_case *c, const char *language,
		  struct ck_value *record)
{
	struct ck_value *refused = ck_new_array(c->doc);
	struct ck_value *decided = ck_new_array(c->doc);
	struct ck_value *list;
	const char *last = "";
	int r = read_rows(c, CK_SQL_GOODS_REFUSED_ROWS, refused);

	if (r < 0 || !ck_count(refused))
		return r;
	r = read_rows(c, CK_SQL_DISPOSITION_ROWS, decided);
	list = ck_set_array(record, "refused_goods");
	for (size_t i = 0; r == 0 && i < ck_count(refused); i++) {
		const char *ref = ck_get_str(ck_at(refused, i), "goods_ref");

		if (strcmp(ref, last))
			r = add_line(c, ref, language, refused, decided, list);
		last = ref;
	}
	return r;
}
