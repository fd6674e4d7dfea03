#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "store/query.h"
#include "trade/declarant.h"
#include "trade/lookup.h"

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static bool may_declare(const char *agency, const char *own)
{
	(void)own;
	return begins(agency, "enterprise:") || begins(agency, "broker:") ||
	       !strcmp(agency, "gate_centre");
}

static bool may_cancel(const char *agency, const char *own)
{
	return !strcmp(agency, "gate_centre") || !strcmp(agency, own);
}

/* admin stands for the store, never for another agency: it is asked for by
 * name, and only who has it. */
static int is_keeper(struct ck_session *s, struct ck_doc *doc)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(s->store, CK_SQL_SESSION_STAFF, "ss", s->user,
			 s->site);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *agencies =
			ck_get(ck_row_object(q, doc), "agencies");

		for (size_t i = 0; i < ck_count(agencies); i++)
			if (!strcmp(ck_str(ck_at(agencies, i)) ?: "", "admin"))
				return 1;
	}
	return r;
}

static int refuse(struct ck_session *s, struct ck_item *item,
		  const char *sentence)
{
	return ck_fail(s, item, -EPERM, NULL, "other-agency", sentence,
		       s->user);
}

static int allow(struct ck_session *s, struct ck_item *item,
		 bool (*may)(const char *agency, const char *own),
		 const char *own, const char *sentence)
{
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	for (size_t i = 0; i < ck_count(agencies); i++)
		if (may(ck_str(ck_at(agencies, i)), own))
			return 0;
	r = is_keeper(s, item->doc);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (r)
		return ck_session_allow(s, "admin");
	r = ck_session_allow(s, NULL);
	return r < 0 ? r : refuse(s, item, sentence);
}

int ck_declarant_allow(struct ck_session *s, struct ck_item *item)
{
	return allow(s, item, may_declare, "",
		     _("%s may not declare: an enterprise, a broker, the gate centre or admin does"));
}

int ck_declarant_allow_cancel(struct ck_session *s, struct ck_item *item,
			      const char *declaration)
{
	const struct ck_value *row;
	const char *tax_code;
	int r = ck_declaration_get(s->store, item->doc, declaration, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	tax_code = ck_get_str(row, "enterprise");
	return allow(s, item, may_cancel,
		     ck_doc_format(item->doc, "enterprise:%s",
				   tax_code ? tax_code : ""),
		     _("%s may not cancel it: its enterprise, the gate centre or admin does"));
}
