#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/log.h"
#include "store/query.h"
#include "trade/declarant.h"
#include "trade/lookup.h"
#include "trade/mask.h"
#include "trade/party.h"

/* 1, 0, or a negative errno of the store. */
typedef int may_fn(struct ck_session *s, struct ck_item *item,
		   const char *agency, const char *enterprise);

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* -- for whom ------------------------------------------------------------- */

const char *ck_declarant_party(const char *agency)
{
	if (begins(agency, "enterprise:") || begins(agency, "broker:"))
		return strchr(agency, ':') + 1;
	return NULL;
}

static bool same_code(const char *a, const char *b)
{
	char x[CK_PARTY_CODE_SIZE], y[CK_PARTY_CODE_SIZE];

	return !strcmp(a, b) || (ck_party_code(a, x) >= 0 &&
				 ck_party_code(b, y) >= 0 && !strcmp(x, y));
}

/* May one who acts for this agency declare for the enterprise, and take back
 * what was declared? 1, 0, or a negative errno of the store. */
static int speaks_for(struct ck_session *s, struct ck_item *item,
		      const char *agency, const char *enterprise)
{
	const char *own = ck_declarant_party(agency);
	int64_t at = s->txn ? ck_txn_occurred(s->txn)
			    : ck_session_now(s, item->record);

	if (!own)
		return !strcmp(agency, "gate_centre");
	if (same_code(own, enterprise))
		return 1;
	return ck_party_mandated(s->store, item->doc, s->site, own, enterprise,
				 at);
}

static int may_declare(struct ck_session *s, struct ck_item *item,
		       const char *agency, const char *enterprise)
{
	(void)s;
	(void)item;
	(void)enterprise;
	return ck_declarant_party(agency) || !strcmp(agency, "gate_centre");
}

/* -- who ------------------------------------------------------------------ */

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
		 may_fn *may, const char *enterprise, const char *sentence)
{
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	for (size_t i = 0; r == 0 && i < ck_count(agencies); i++)
		r = may(s, item, ck_str(ck_at(agencies, i)), enterprise);
	if (r != 0)
		return r < 0 ? ck_fail_store(s, item, r) : 0;
	r = is_keeper(s, item->doc);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (r)
		return ck_session_allow(s, "admin");
	r = ck_session_allow_staff(s);
	return r < 0 ? r : refuse(s, item, sentence);
}

static const char *masked(struct ck_doc *doc, const char *code)
{
	char normal[CK_PARTY_CODE_SIZE];

	if (ck_party_code(code, normal) >= 0 && ck_party_is_person(normal))
		return ck_mask_number(doc, normal);
	return code;
}

/* Whoever acts for a party declares for that one, or for one whose mandate it
 * has. A declaration that names no enterprise is anybody's. */
int ck_declarant_mandate(struct ck_session *s, struct ck_item *item,
			 const char *enterprise, const char **ret_sentence)
{
	const struct ck_value *agencies = NULL;
	const char *own = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	for (size_t i = 0; r == 0 && enterprise && i < ck_count(agencies);
	     i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		r = speaks_for(s, item, agency, enterprise);
		own = ck_declarant_party(agency) ? ck_declarant_party(agency) : own;
	}
	if (r == 0 && own)
		r = is_keeper(s, item->doc);
	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_sentence = NULL;
	if (r == 0 && own)
		*ret_sentence = ck_doc_format(item->doc,
			_("%s acts for %s, which has no mandate to declare for %s; the keeper enters one with ck-store party mandate"),
			s->user, masked(item->doc, own),
			masked(item->doc, enterprise));
	return 0;
}

int ck_declarant_allow_for(struct ck_session *s, struct ck_item *item,
			   const char *enterprise)
{
	const char *sentence = NULL;
	int r = ck_declarant_mandate(s, item, enterprise, &sentence);

	if (r < 0 || !sentence)
		return r;
	return ck_fail(s, item, -EPERM, "/enterprise/tax_code", "no-mandate",
		       "%s", sentence);
}

int ck_declarant_allow_any(struct ck_session *s, struct ck_item *item)
{
	return allow(s, item, may_declare, "",
		     _("%s may not declare: an enterprise, a broker, the gate centre or admin does"));
}

int ck_declarant_is_keeper(struct ck_session *s, struct ck_item *item)
{
	int r = is_keeper(s, item->doc);

	return r < 0 ? ck_fail_store(s, item, r) : r;
}

int ck_declarant_allow(struct ck_session *s, struct ck_item *item)
{
	int r = ck_declarant_allow_any(s, item);

	return r < 0 ? r
		     : ck_declarant_allow_for(s, item,
				ck_str(ck_pointer(item->record,
						  "/enterprise/tax_code")));
}

static int allow_own(struct ck_session *s, struct ck_item *item,
		     const char *declaration, may_fn *may,
		     const char *sentence)
{
	const struct ck_value *row;
	const char *tax_code;
	int r = ck_declaration_get(s->store, item->doc, declaration, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	tax_code = ck_get_str(row, "enterprise");
	return allow(s, item, may, tax_code ? tax_code : "", sentence);
}

int ck_declarant_allow_cancel(struct ck_session *s, struct ck_item *item,
			      const char *declaration)
{
	return allow_own(s, item, declaration, speaks_for,
		     _("%s may not cancel it: its enterprise, the gate centre or admin does"));
}

int ck_declarant_allow_request(struct ck_session *s, struct ck_item *item,
			       const char *declaration)
{
	return allow_own(s, item, declaration, speaks_for,
		     _("%s may not ask for a check of it: its enterprise, the check's agency, the gate centre or admin does"));
}

int ck_declarant_allow_pass(struct ck_session *s, struct ck_item *item,
			    const char *declaration)
{
	return allow_own(s, item, declaration, speaks_for,
		     _("%s may not print its pass: its enterprise, the gate centre or admin does"));
}

/* -- the declaring side --------------------------------------------------- */

bool ck_declarant_is_user(const struct ck_session *s, const char *user)
{
	const char *behalf = s->options.on_behalf;

	return user && (!strcmp(user, s->user) ||
			(behalf && !strcmp(user, behalf)));
}

static int first_line(struct ck_session *s, struct ck_doc *doc,
		      const char *declaration, struct ck_line *ret_line)
{
	ck_autofree char *root = ck_format("declaration:%s", declaration);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_DECLARATION_FIRST_EVENT,
				     "s", root);
	const char *text;
	int r = ck_step(q);

	if (r <= 0)
		return r;
	text = ck_column_text(q, 0);
	r = ck_line_read(doc, text, strlen(text), ret_line);
	return r < 0 ? r : 1;
}

/* 1 when the acting person submitted it. */
static int has_submitted(struct ck_session *s, struct ck_doc *doc,
			 const char *declaration)
{
	struct ck_line line;
	int r = first_line(s, doc, declaration, &line);

	if (r <= 0)
		return r;
	return ck_declarant_is_user(s, line.actor) ||
	       ck_declarant_is_user(s, line.on_behalf);
}

int ck_declarant_submitter(struct ck_session *s, struct ck_item *item,
			   const char *declaration, const char **ret_user)
{
	struct ck_line line;
	int r = first_line(s, item->doc, declaration, &line);

	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_user = NULL;
	if (r > 0)
		*ret_user = line.on_behalf ? line.on_behalf : line.actor;
	return 0;
}

/* 1 when one of the agencies is the enterprise's, or has its mandate. */
static int speaks(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *agencies, const char *enterprise)
{
	int r = 0;

	for (size_t i = 0; enterprise && r == 0 && i < ck_count(agencies);
	     i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		if (ck_declarant_party(agency))
			r = speaks_for(s, item, agency, enterprise);
	}
	return r;
}

int ck_declarant_speaks(struct ck_session *s, struct ck_item *item,
			const char *enterprise)
{
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r >= 0)
		r = speaks(s, item, agencies, enterprise);
	return r < 0 ? ck_fail_store(s, item, r) : r;
}

int ck_declarant_knows(struct ck_session *s, struct ck_item *item,
		       const char *declaration, const char *enterprise)
{
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	for (size_t i = 0; enterprise && i < ck_count(agencies); i++) {
		const char *agency = ck_str(ck_at(agencies, i));
		const char *party = ck_declarant_party(agency);

		if (party && !strcmp(party, enterprise))
			return 1;
	}
	r = has_submitted(s, item->doc, declaration);
	return r < 0 ? ck_fail_store(s, item, r) : r;
}

int ck_declarant_is(struct ck_session *s, struct ck_item *item,
		    const char *declaration, const char *enterprise,
		    const struct ck_value **ret_agencies, bool *ret_is)
{
	const struct ck_value *agencies = NULL;
	bool may = false;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0)
		return r;
	for (size_t i = 0; i < ck_count(agencies); i++) {
		const char *agency = ck_str(ck_at(agencies, i));

		/* A party that submitted it needs its mandate still. */
		may |= !(enterprise && ck_declarant_party(agency)) &&
		       may_declare(s, item, agency, enterprise) > 0;
	}
	r = speaks(s, item, agencies, enterprise);
	if (r == 0 && may)
		r = has_submitted(s, item->doc, declaration);
	if (r == 0) {
		r = is_keeper(s, item->doc);
		if (r > 0 && ck_session_allow(s, "admin") < 0)
			return -EPERM;
	}
	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_agencies = agencies;
	*ret_is = r > 0;
	return 0;
}
