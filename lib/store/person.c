#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "store/person.h"
#include "store/query.h"

static void salted(const void *salt, size_t salt_len, const char *value,
		   char ret_digest[CK_DIGEST_HEX])
{
	const struct ck_piece pieces[] = {
		{ salt, salt_len }, { value, strlen(value) },
	};

	ck_sha256_pieces(pieces, 2, ret_digest);
}

void ck_person_new(const char *value, struct ck_person *ret_person)
{
	unsigned char id[(CK_PERSON_ID - 2) / 2];
	uint64_t ms = (uint64_t)ck_clock_now();

	ck_random(id, sizeof(id));
	for (int i = 0; i < 6; i++)
		id[i] = (unsigned char)(ms >> (40 - 8 * i));
	ret_person->id[0] = 'p';
	ck_hex(id, sizeof(id), ret_person->id + 1);
	ck_random(ret_person->salt, CK_SALT);
	ret_person->value = value;
	salted(ret_person->salt, CK_SALT, value, ret_person->digest);
}

int ck_person_add(struct ck_store *store, const struct ck_person *person)
{
	int r = ck_run(store, CK_SQL_PERSON_ADD, "sbs", person->id,
		       person->salt, (size_t)CK_SALT, person->value);

	return r < 0 ? r : 0;
}

int ck_person_digest(struct ck_store *store, const char *id, const char *value,
		     char ret_digest[CK_DIGEST_HEX])
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_PERSON_GET, "s", id);
	const void *salt;
	size_t len;
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	salt = ck_column_bytes(q, 0, &len);
	/* A byte that moved from the value into the salt gives the same
	 * digest. */
	if (len != CK_SALT)
		return -EBADMSG;
	salted(salt, len, value ? value : ck_column_text(q, 1), ret_digest);
	return 0;
}

int ck_person_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		  const char **ret_value)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_PERSON_GET, "s", id);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	*ret_value = ck_doc_strdup(doc, ck_column_text(q, 1));
	return 0;
}

int ck_person_erase(struct ck_store *store, const char *id)
{
	return ck_run(store, CK_SQL_PERSON_ERASE, "s", id);
}

int ck_person_next(struct ck_store *store, struct ck_doc *doc,
		   const char *after, const char **ret_id,
		   const char **ret_value)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_PERSON_NEXT, "s", after);
	int r = ck_step(q);

	if (r <= 0)
		return r;
	*ret_id = ck_doc_strdup(doc, ck_column_text(q, 0));
	*ret_value = ck_doc_strdup(doc, ck_column_text(q, 1));
	return 1;
}
