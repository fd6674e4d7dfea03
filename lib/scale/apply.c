#include <config.h>

#include "store/apply.h"

static int put(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int64_t taken_at = ck_get_int(b, "read_at", line->occurred);

	return ck_run(store, CK_SQL_WEIGHING_PUT,
		      "svsvvvvvvvvvvvissvvvvvvvvivvvvvvvv",
		      ck_line_declaration(line), ck_get(b, "weighing"),
		      line->subject, ck_get(b, "scale"), ck_get(b, "lane"),
		      ck_get(b, "weighs"), ck_get(b, "gross_g"),
		      ck_get(b, "digits"), ck_get(b, "unit"), ck_get(b, "e_g"),
		      ck_get(b, "limit_g"), ck_get(b, "verified"),
		      ck_get(b, "protocol"), ck_get(b, "frames"), taken_at,
		      line->actor, line->on_behalf, ck_get(b, "outcome"),
		      ck_get(b, "doubt"),
		      ck_get(b, "certificate"), ck_get(b, "declared_g"),
		      ck_get(b, "tolerance_g"), ck_get(b, "legal_g"),
		      ck_get(b, "legal_unconfirmed"), ck_get(b, "again"),
		      line->seq, ck_get(b, "seal"), ck_get(b, "anew"),
		      ck_get(b, "question"), ck_get(b, "against"),
		      ck_get(b, "apart_g"), ck_get(b, "allowed_g"),
		      ck_get(b, "rig"), ck_get(b, "unloaded_g"));
}

static int net(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	if (!ck_get(b, "net_g"))
		return 0;
	return ck_run(store, CK_SQL_WEIGHING_NET, "vvvvvvvvvsv",
		      ck_get(b, "net_g"), ck_get(b, "net_by"),
		      ck_get(b, "tare_g"), ck_get(b, "pair"),
		      ck_get(b, "between_ms"), ck_get(b, "net_e_g"),
		      ck_get(b, "net_limit_g"), ck_get(b, "declared_net_g"),
		      ck_get(b, "net_tolerance_g"), ck_line_declaration(line),
		      ck_get(b, "weighing"));
}

/* The other weighing is in question as much as this one. */
static int question(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	if (!ck_get(b, "against"))
		return 0;
	return ck_run(store, CK_SQL_WEIGHING_QUESTION, "viisv",
		      ck_get(b, "weighing"), -ck_get_int(b, "apart_g", 0),
		      ck_get_int(b, "allowed_g", 0), ck_line_declaration(line),
		      ck_get(b, "against"));
}

int ck_apply_weighing_recorded(struct ck_store *store,
			       const struct ck_line *line)
{
	const struct ck_value *settles = ck_get(line->body, "settles");
	int r = put(store, line);

	if (r >= 0)
		r = net(store, line);
	if (r >= 0)
		r = question(store, line);
	for (size_t i = 0; r >= 0 && i < ck_count(settles); i++)
		r = ck_run(store, CK_SQL_WEIGHING_SETTLE, "sv",
			   ck_line_declaration(line), ck_at(settles, i));
	return r;
}
