#include <config.h>

#include "store/apply.h"

int ck_apply_weighing_recorded(struct ck_store *store,
			       const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	int64_t taken_at = ck_get_int(b, "read_at", line->occurred);

	return ck_run(store, CK_SQL_WEIGHING_PUT, "svsvvvvvvvvvvvissvvvvvvvvi",
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
		      line->seq);
}
