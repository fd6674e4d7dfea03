#include <config.h>

#include "store/apply.h"

/* Of keys that were made here and of those of others. */
int ck_apply_key_made(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_KEY_PUT, "svvvvi", line->subject,
		      ck_get(b, "site"), ck_get(b, "public"),
		      ck_get(b, "valid_from"), ck_get(b, "valid_until"),
		      line->seq);
}

int ck_apply_key_retired(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_KEY_RETIRE, "iis", line->at, line->seq,
		      line->subject);
}
