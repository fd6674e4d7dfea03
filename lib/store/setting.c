#include <config.h>

#include <string.h>

#include "record/reader.h"
#include "store/query.h"
#include "store/setting.h"

const char *ck_setting(struct ck_store *store, struct ck_doc *doc,
		       const char *name)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_SETTING_GET, "s", name);

	return ck_step(q) > 0 ? ck_doc_strdup(doc, ck_column_text(q, 0)) : NULL;
}

int ck_setting_put(struct ck_store *store, const char *name,
		   const char *value)
{
	return ck_run(store, CK_SQL_SETTING_PUT, "ss", name, value);
}

const struct ck_value *ck_setting_object(struct ck_store *store,
					 struct ck_doc *doc, const char *name)
{
	const char *text = ck_setting(store, doc, name);
	const struct ck_value *object = NULL;
	struct ck_fault fault;

	if (!text ||
	    ck_read_object(doc, text, strlen(text), &object, &fault) < 0)
		return NULL;
	return object;
}

int ck_setting_put_object(struct ck_store *store, const char *name,
			  const struct ck_value *object)
{
	return ck_run(store, CK_SQL_SETTING_PUT, "sv", name, object);
}
