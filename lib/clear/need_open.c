#include <config.h>

#include <string.h>

#include "clear/need.h"
#include "store/query.h"

static int open_one(struct ck_txn *txn, const struct ck_value *need,
		    const struct ck_event_id *cause)
{
	const char *name = ck_get_str(need, "name");
	const char *subject = ck_get_str(need, "subject");
	struct ck_value *body;
	const char *root;
	int there;

	{
		CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
			ck_query(ck_txn_store(txn), CK_SQL_VERDICT_THERE, "ss",
				 subject, name);

		there = ck_step(q);
	}
	if (there != 0)
		return there < 0 ? there : 0;
	body = ck_new_object(ck_txn_doc(txn));
	ck_set_str(body, "name", name);
	ck_set(body, "agency", ck_get(need, "agency"));
	ck_set(body, "scope", ck_get(need, "scope"));
	root = ck_doc_format(ck_txn_doc(txn), "customs:%s", subject);
	return ck_append_as(txn, "rule:needs", "check.opened", root, subject,
			    body, cause, NULL);
}

int ck_need_open(struct ck_txn *txn, const struct ck_value *needs,
		 const struct ck_event_id *cause)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(needs); i++) {
		const char *scope = ck_get_str(ck_at(needs, i), "scope");

		if (scope && !strcmp(scope, "customs"))
			r = open_one(txn, ck_at(needs, i), cause);
	}
	return r < 0 ? r : 0;
}
