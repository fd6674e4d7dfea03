#include <config.h>

#include <errno.h>
#include <string.h>

#include "record/reader.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/fold.h"
#include "trade/party.h"
#include "trade/taxcode.h"
#include "trade/uscc.h"

/* Longer than any tax code: a Chinese one was meant. */
enum { TAX_CODE_MOST = 13 };

/* -- codes ---------------------------------------------------------------- */

int ck_party_code(const char *text, char ret_code[CK_PARTY_CODE_SIZE])
{
	char code[64];
	struct ck_taxcode tax;
	int r = ck_fold_code(text, " -.", code, sizeof(code));

	if (r < 0)
		return r;
	if (strlen(code) > TAX_CODE_MOST)
		return ck_uscc_parse(code, ret_code);
	r = ck_taxcode_parse(code, &tax);
	if (r >= 0)
		strcpy(ret_code, tax.digits);
	return r;
}

bool ck_party_is_person(const char *code)
{
	return strlen(code) == 12 && ck_fold_digits(code, 12);
}

/* -- looking -------------------------------------------------------------- */

int ck_party_fill(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_value *row, struct ck_value **ret_row)
{
	const char *id = ck_get_str(ck_get(row, "identity"), "person");
	const struct ck_value *value = NULL;
	struct ck_value *filled = ck_copy(doc, row);
	struct ck_fault fault;
	const char *text;
	int r = id ? ck_person_get(store, doc, id, &text) : -ENOENT;

	if (r < 0 && r != -ENOENT)
		return r;
	if (r == 0)
		r = ck_read_object(doc, text, strlen(text), &value, &fault);
	if (r < 0 && r != -ENOENT)
		return r;
	ck_unset(filled, "identity");
	if (id)
		ck_set_bool(filled, "person", true);
	for (size_t i = 0; i < ck_count(value); i++)
		ck_set(filled, ck_key_at(value, i), ck_at(value, i));
	*ret_row = filled;
	return 0;
}

static int read_persons(struct ck_store *store, struct ck_doc *doc,
			const char *site, struct ck_value *ret_rows)
{
	return ck_rows_of(ck_query(store, CK_SQL_PARTY_PERSONS, "s", site), doc,
			  ret_rows);
}

static int find_person(struct ck_store *store, struct ck_doc *doc,
		       const char *site, const char *code,
		       const struct ck_value **ret_row)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = read_persons(store, doc, site, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		struct ck_value *row = NULL;
		const char *number;

		r = ck_party_fill(store, doc, ck_at(rows, i), &row);
		number = r < 0 ? NULL : ck_get_str(row, "tax_code");
		if (!number || strcmp(number, code) != 0)
			continue;
		*ret_row = row;
		return 1;
	}
	return r;
}

int ck_party_find(struct ck_store *store, struct ck_doc *doc,
		  const char *site, const char *code,
		  const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int r;

	if (ck_party_is_person(code))
		return find_person(store, doc, site, code, ret_row);
	r = ck_row_of(ck_query(store, CK_SQL_PARTY_GET, "s",
			       ck_doc_format(doc, "%s/%s", site, code)),
		      doc, &row);
	if (r < 0 || !row)
		return r;
	*ret_row = row;
	return 1;
}

static int find_text(struct ck_store *store, struct ck_doc *doc,
		     const char *site, const char *text,
		     const char **ret_party)
{
	const struct ck_value *row = NULL;
	char code[CK_PARTY_CODE_SIZE];
	int r = ck_party_code(text, code);

	if (r != 0)
		return 0;
	r = ck_party_find(store, doc, site, code, &row);
	if (r > 0)
		*ret_party = ck_get_str(row, "party");
	return r;
}

int ck_party_mandated(struct ck_store *store, struct ck_doc *doc,
		      const char *site, const char *broker,
		      const char *enterprise, int64_t at_ms)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	const char *from = NULL;
	const char *to = NULL;
	int r = find_text(store, doc, site, enterprise, &from);

	if (r > 0)
		r = find_text(store, doc, site, broker, &to);
	if (r <= 0)
		return r;
	q = ck_query(store, CK_SQL_MANDATE_HOLDS, "iss", at_ms, from, to);
	return ck_step(q);
}

/* -- adding --------------------------------------------------------------- */

static void put_members(struct ck_value *to, const struct ck_party *party)
{
	ck_set_str(to, "tax_code", party->code);
	ck_set_str(to, "name", party->name);
	ck_set_str(to, "address", party->address);
	ck_set_str(to, "phone", party->phone);
}

/* The row of a person's values, and its reference in the body. */
static int put_identity(struct ck_txn *txn, const struct ck_party *party,
			struct ck_value *body, const char **ret_id)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *value = ck_new_object(doc);
	struct ck_value *identity = ck_set_object(body, "identity");
	struct ck_person person;
	CK_BUF text = { 0 };

	put_members(value, party);
	ck_write_canonical(&text, value);
	ck_person_new(ck_doc_strdup(doc, ck_buf_text(&text)), &person);
	ck_set_str(identity, "person", ck_doc_strdup(doc, person.id));
	ck_set_str(identity, "digest", ck_doc_strdup(doc, person.digest));
	*ret_id = ck_get_str(identity, "person");
	return ck_txn_dry(txn) ? 0 : ck_person_add(ck_txn_store(txn), &person);
}

int ck_party_principals(struct ck_store *store, struct ck_doc *doc,
			const char *party, struct ck_value *ret_codes)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_MANDATE_PRINCIPALS, "s",
				     party);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(ret_codes,
			    ck_doc_strdup(doc, ck_column_text(q, 0)));
	return r;
}

int ck_party_add(struct ck_txn *txn, const struct ck_party *party,
		 const char **ret_party)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *body = ck_new_object(doc);
	const struct ck_value *known = NULL;
	const char *id = party->code;
	int r = ck_party_find(ck_txn_store(txn), doc, party->site, party->code,
			      &known);

	if (r < 0)
		return r;
	ck_set_str(body, "site", party->site);
	ck_set_int(body, "valid_from", party->valid_from);
	r = 0;
	if (ck_party_is_person(party->code))
		r = put_identity(txn, party, body, &id);
	else
		put_members(body, party);
	if (r < 0)
		return r;
	*ret_party = known ? ck_get_str(known, "party")
			   : ck_doc_format(doc, "%s/%s", party->site, id);
	return ck_append(txn, "party.added", *ret_party, *ret_party, body, NULL,
			 NULL);
}
