/* Keys of sites, by which passes and heads are signed and checked (Ed25519).
 *
 * A key's id is SITE/ and the first 8 bytes of SHA-256 over its public half,
 * in hex: whoever has the half can tell the id. A key holds from one time to
 * before another; several may hold at once, and of those whose secret half is
 * here the one that began last signs. A retired key is good for nothing from
 * that moment on.
 */
#ifndef CK_PASS_KEY_H
#define CK_PASS_KEY_H

#include "base/ed25519.h"
#include "pass/token.h"
#include "store/log.h"

enum { CK_KEY_ID = CK_PASS_SITE + 1 + 2 * CK_PASS_KEY };	/* and NUL */

struct ck_key {
	char id[CK_KEY_ID];		/* "CKHN/0f1e2d3c4b5a6978" */
	char site[CK_PASS_SITE];
	uint8_t public_half[CK_ED25519_KEY];
	int64_t from;			/* ms */
	int64_t until;			/* before here */
	int64_t retired_at;		/* 0: it is not */
	int64_t version;		/* seq of its last event */
	bool signs;			/* its secret half is here */
};

enum ck_key_state {
	CK_KEY_VALID,
	CK_KEY_EARLY,
	CK_KEY_OVER,
	CK_KEY_RETIRED,
};

/* "valid", "early", "over", "retired". */
const char *ck_key_state_name(enum ck_key_state state);
enum ck_key_state ck_key_state(const struct ck_key *key, int64_t now);

/* "CKHN/0f1e…" of a site and a public half. */
void ck_key_name(const char *site, const uint8_t public_half[CK_ED25519_KEY],
		 char ret_id[CK_KEY_ID]);
/* The same of the bytes in a token. */
void ck_key_name_of(const char *site, const uint8_t bytes[CK_PASS_KEY],
		    char ret_id[CK_KEY_ID]);
/* 64 hex digits to a public half. -EBADMSG. */
int ck_key_parse(const char *hex, uint8_t ret_public[CK_ED25519_KEY])
	CK_MUST_CHECK;

/* -ENOENT: the store knows no such key. */
int ck_key_get(struct ck_store *store, const char *id, struct ck_key *ret_key)
	CK_MUST_CHECK;
/* The key after this one (NULL: the first) by id; 1, or 0 at the end. */
int ck_key_next(struct ck_store *store, const char *after,
		struct ck_key *ret_key) CK_MUST_CHECK;
/* The key the site signs with now, and its secret half, which the caller wipes
 * (ck_key_wipe). -ENOKEY: it has none. */
int ck_key_signing(struct ck_store *store, const char *site, int64_t now,
		   struct ck_key *ret_key, uint8_t ret_secret[CK_ED25519_KEY])
	CK_MUST_CHECK;
/* Is the secret half that lies here the one of the public half in the log? 1,
 * also when there is none; 0; negative errno. */
int ck_key_fits(struct ck_store *store, const struct ck_key *key)
	CK_MUST_CHECK;
/* Secret halves of keys that the log does not know, or has retired. */
int ck_key_strays(struct ck_store *store, int64_t *ret_count) CK_MUST_CHECK;
void ck_key_wipe(uint8_t secret[CK_ED25519_KEY]);

/* Draws a key for key->site, key->from and key->until, and appends key.made;
 * the secret half goes to the private table alone. -ENOSYS without the library
 * that computes it. */
int ck_key_make(struct ck_txn *txn, struct ck_key *key) CK_MUST_CHECK;
/* Appends key.imported of another's public half; 1 when the key is known as it
 * is, -EEXIST when it is known with other times, -EPERM: it was retired. */
int ck_key_import(struct ck_txn *txn, struct ck_key *key) CK_MUST_CHECK;
/* Appends key.retired and deletes the secret half. reason may be NULL. 1 when
 * it is retired already. */
int ck_key_retire(struct ck_txn *txn, const struct ck_key *key,
		  const char *reason) CK_MUST_CHECK;

#endif
