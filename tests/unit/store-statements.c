/* Every named statement is understood by the engine against the schema that
 * the migrations make, and takes the parameters it is listed with. */
#include <config.h>

#include "base/memory.h"
#include "store/engine.h"
#include "tap.h"

/* Explaining prepares the statement and runs nothing of it. */
static int explained(struct ck_store *store, const char *text)
{
	ck_autofree char *sql = ck_format("explain %s", text);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_engine_prepare(store, sql);
	int r;

	while ((r = ck_step(q)) > 0)
		;
	return r;
}

static int highest_parameter(const char *text)
{
	int highest = 0;

	for (const char *at = strchr(text, '$'); at; at = strchr(at + 1, '$'))
		if (atoi(at + 1) > highest)
			highest = atoi(at + 1);
	return highest;
}

/* What "$n" stands for is bound by position: first appearances must come in
 * the order of the numbers. */
static int in_order(const char *text)
{
	int last = 0;

	for (const char *at = strchr(text, '$'); at; at = strchr(at + 1, '$')) {
		int n = atoi(at + 1);

		if (n > last + 1)
			return 0;
		if (n > last)
			last = n;
	}
	return 1;
}

int main(void)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;

	if (!ok(ck_store_create_memory(&store) == 0, "a store in memory: %s",
		store ? ck_store_error(store) : ""))
		return tap_done();
	for (int i = 0; i < CK_SQL_COUNT_; i++) {
		const char *text = ck_sql_texts[i].text;

		ok(explained(store, text) == 0, "%s is understood %s",
		   ck_sql_texts[i].name, ck_store_error(store));
		ok(highest_parameter(text) == ck_sql_texts[i].params &&
		   in_order(text), "%s takes %d parameters",
		   ck_sql_texts[i].name, ck_sql_texts[i].params);
	}
	return tap_done();
}
