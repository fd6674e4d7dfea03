#include <config.h>

#include "store/apply.h"

int ck_apply_entry_saved(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_SAVED_PUT, "svvvvvi", line->subject,
		      ck_get(b, "site"), ck_get(b, "owner"),
		      ck_get(b, "kind"), ck_get(b, "name"),
		      ck_get(b, "document"), line->seq);
}

int ck_apply_entry_removed(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_SAVED_DROP, "s", line->subject);
}
