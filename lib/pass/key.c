#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pass/key.h"
#include "store/query.h"

/* -- names ---------------------------------------------------------------- */

const char *ck_key_state_name(enum ck_key_state state)
{
	static const char *const names[] = {
		[CK_KEY_VALID] = "valid", [CK_KEY_EARLY] = "early",
		[CK_KEY_OVER] = "over", [CK_KEY_RETIRED] = "retired",
	};

	return names[state];
}

enum ck_key_state ck_key_state(const struct ck_key *key, int64_t now)
{
	if (key->retired_at)
		return CK_KEY_RETIRED;
	if (now < key->from)
		return CK_KEY_EARLY;
	return now < key->until ? CK_KEY_VALID : CK_KEY_OVER;
}

void ck_key_name(const char *site, const uint8_t public_half[CK_ED25519_KEY],
		 char ret_id[CK_KEY_ID])
{
	char digest[CK_DIGEST_HEX];

	ck_sha256_hex(public_half, CK_ED25519_KEY, digest);
	snprintf(ret_id, CK_KEY_ID, "%.8s/%.*s", site, 2 * CK_PASS_KEY, digest);
}

void ck_key_name_of(const char *site, const uint8_t bytes[CK_PASS_KEY],
		    char ret_id[CK_KEY_ID])
{
	char hex[2 * CK_PASS_KEY + 1];

	ck_hex(bytes, CK_PASS_KEY, hex);
	snprintf(ret_id, CK_KEY_ID, "%.8s/%s", site, hex);
}

int ck_key_parse(const char *hex, uint8_t ret_public[CK_ED25519_KEY])
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(hex) != 2 * CK_ED25519_KEY ||
	    strspn(hex, digits) != 2 * CK_ED25519_KEY)
		return -EBADMSG;
	for (int i = 0; i < CK_ED25519_KEY; i++)
		ret_public[i] = (strchr(digits, hex[2 * i]) - digits) << 4 |
				(strchr(digits, hex[2 * i + 1]) - digits);
	return 0;
}

/* -- reading -------------------------------------------------------------- */

static int take_row(struct ck_stmt *q, struct ck_key *ret_key)
{
	const char *site = ck_column_text(q, 1);
	struct ck_key key = {
		.from = ck_column_int(q, 3),
		.until = ck_column_int(q, 4),
		.retired_at = ck_column_int(q, 5),
		.version = ck_column_int(q, 6),
		.signs = ck_column_int(q, 7) != 0,
	};

	if (strlen(site) >= sizeof(key.site) ||
	    ck_key_parse(ck_column_text(q, 2), key.public_half) < 0)
		return -EBADMSG;
	snprintf(key.site, sizeof(key.site), "%s", site);
	snprintf(key.id, sizeof(key.id), "%s", ck_column_text(q, 0));
	*ret_key = key;
	return 0;
}

static int one(struct ck_stmt *query, struct ck_key *ret_key)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = query;
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	return take_row(q, ret_key);
}

int ck_key_get(struct ck_store *store, const char *id, struct ck_key *ret_key)
{
	return one(ck_query(store, CK_SQL_KEY_GET, "s", id), ret_key);
}

int ck_key_next(struct ck_store *store, const char *after,
		struct ck_key *ret_key)
{
	int r = one(ck_query(store, CK_SQL_KEY_NEXT, "s", after ? after : ""),
		    ret_key);

	return r == -ENOENT ? 0 : r < 0 ? r : 1;
}

static int read_secret(struct ck_store *store, const char *id,
		       uint8_t ret_secret[CK_ED25519_KEY])
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_KEY_SECRET, "s", id);
	const void *secret;
	size_t len = 0;
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOKEY;
	secret = ck_column_bytes(q, 0, &len);
	if (len != CK_ED25519_KEY)
		return -EBADMSG;
	memcpy(ret_secret, secret, len);
	return 0;
}

int ck_key_signing(struct ck_store *store, const char *site, int64_t now,
		   struct ck_key *ret_key, uint8_t ret_secret[CK_ED25519_KEY])
{
	int r = one(ck_query(store, CK_SQL_KEY_SIGNING, "si", site, now),
		    ret_key);

	if (r < 0)
		return r == -ENOENT ? -ENOKEY : r;
	return read_secret(store, ret_key->id, ret_secret);
}

int ck_key_fits(struct ck_store *store, const struct ck_key *key)
{
	uint8_t secret[CK_ED25519_KEY], public_half[CK_ED25519_KEY];
	int r = read_secret(store, key->id, secret);

	if (r == -ENOKEY || r == -EBADMSG)
		return r == -ENOKEY;
	if (r == 0)
		r = ck_ed25519_public(secret, public_half);
	ck_key_wipe(secret);
	if (r < 0)
		return r;
	return !memcmp(public_half, key->public_half, CK_ED25519_KEY);
}

int ck_key_strays(struct ck_store *store, int64_t *ret_count)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_KEY_STRAYS, "");
	int r = ck_step(q);

	if (r > 0)
		*ret_count = ck_column_int(q, 0);
	return r < 0 ? r : 0;
}

void ck_key_wipe(uint8_t secret[CK_ED25519_KEY])
{
	explicit_bzero(secret, CK_ED25519_KEY);
}

/* -- events --------------------------------------------------------------- */

static int append(struct ck_txn *txn, const char *event, struct ck_key *key)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	char hex[2 * CK_ED25519_KEY + 1];
	struct ck_event_id id = { 0 };
	int r;

	ck_hex(key->public_half, CK_ED25519_KEY, hex);
	ck_set_str(body, "site", key->site);
	ck_set_str(body, "public", hex);
	ck_set_int(body, "valid_from", key->from);
	ck_set_int(body, "valid_until", key->until);
	r = ck_append(txn, event, key->id, key->id, body, NULL, &id);
	key->version = id.seq;
	return r;
}

static int make(struct ck_txn *txn, struct ck_key *key,
		const uint8_t secret[CK_ED25519_KEY])
{
	int r = ck_ed25519_public(secret, key->public_half);

	if (r < 0)
		return r;
	ck_key_name(key->site, key->public_half, key->id);
	key->signs = true;
	r = append(txn, "key.made", key);
	if (r == 0 && !ck_txn_dry(txn))
		r = ck_run(ck_txn_store(txn), CK_SQL_KEY_SECRET_ADD, "sb",
			   key->id, secret, (size_t)CK_ED25519_KEY);
	return r < 0 ? r : 0;
}

int ck_key_make(struct ck_txn *txn, struct ck_key *key)
{
	uint8_t secret[CK_ED25519_KEY];
	int r;

	ck_random(secret, sizeof(secret));
	r = make(txn, key, secret);
	ck_key_wipe(secret);
	return r;
}

int ck_key_import(struct ck_txn *txn, struct ck_key *key)
{
	struct ck_key known;
	int r;

	ck_key_name(key->site, key->public_half, key->id);
	r = ck_key_get(ck_txn_store(txn), key->id, &known);
	if (r == -ENOENT)
		return append(txn, "key.imported", key);
	if (r < 0)
		return r;
	if (known.retired_at)
		return -EPERM;
	if (known.from != key->from || known.until != key->until)
		return -EEXIST;
	*key = known;
	return 1;
}

int ck_key_retire(struct ck_txn *txn, const struct ck_key *key,
		  const char *reason)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	int r;

	if (key->retired_at)
		return 1;
	ck_set_str(body, "reason", reason);
	r = ck_append(txn, "key.retired", key->id, key->id, body, NULL, NULL);
	if (r == 0 && !ck_txn_dry(txn))
		r = ck_run(ck_txn_store(txn), CK_SQL_KEY_SECRET_DROP, "s",
			   key->id);
	return r < 0 ? r : 0;
}
