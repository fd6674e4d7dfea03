#include <config.h>

#include "store/apply.h"

int ck_apply_codes_loaded(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CODES_PUT, "svvvvvvvvii", line->subject,
		      ck_get(b, "site"), ck_get(b, "list"),
		      ck_get(b, "number"), ck_get(b, "valid_from"),
		      ck_get(b, "valid_to"), ck_get(b, "rows"),
		      ck_get(b, "digest"), ck_get(b, "source"), line->at,
		      line->seq);
}

int ck_apply_codes_listed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *rows = ck_get(line->body, "rows");
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);

		r = ck_run(store, CK_SQL_CODE_PUT, "svvvv", line->subject,
			   ck_get(row, "code"), ck_get(row, "valid_from"),
			   ck_get(row, "valid_to"), row);
	}
	return r;
}
