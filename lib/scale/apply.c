#include <config.h>

#include "store/apply.h"

int ck_apply_weighing_recorded(struct ck_store *store,
			       const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_WEIGHING_PUT, "svsvvvvvvvvvvvisvi",
		      ck_line_declaration(line), ck_get(b, "weighing"),
		      line->subject, ck_get(b, "scale"), ck_get(b, "lane"),
		      ck_get(b, "weighs"), ck_get(b, "gross_g"),
		      ck_get(b, "digits"), ck_get(b, "unit"), ck_get(b, "e_g"),
		      ck_get(b, "limit_g"), ck_get(b, "verified"),
		      ck_get(b, "protocol"), ck_get(b, "frames"),
		      line->occurred, line->actor, ck_get(b, "outcome"),
		      line->seq);
}
