/* The token on a pass: who it is for and how long it holds, signed with a key
 * of the site (ck-pass(5) has the layout, byte by byte).
 *
 * As text it is "CKP1" and base32: letters and digits alone. Exactly one token
 * of bytes stands behind a text, and one text, but for the case of its
 * letters, stands for a token.
 */
#ifndef CK_PASS_TOKEN_H
#define CK_PASS_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/ed25519.h"
#include "record/value.h"

enum {
	CK_PASS_MOST = 256,		/* bytes of a token, signature included */
	CK_PASS_TEXT_MOST = 440,	/* characters, NUL included */
	CK_PASS_KEY = 8,		/* bytes of a key's id */
	CK_PASS_NAMES = 8,		/* identifiers at most */
	CK_PASS_SITE = 9,		/* letters of a site's code and NUL */
	CK_PASS_TRIP = 48,
};

/* A vehicle's identifier in its normal form. */
struct ck_pass_name {
	const char *kind;	/* "plate", "trailer", "container", "chassis",
				   "unit"; static */
	const char *normal;	/* in the document */
};

struct ck_pass {
	char site[CK_PASS_SITE];	/* "CKHN" */
	uint8_t key[CK_PASS_KEY];
	char trip[CK_PASS_TRIP];	/* "CKHN-20261122-00533.1" */
	int64_t from;			/* ms, whole seconds; holds from here */
	int64_t until;			/* until before here */
	struct ck_pass_name names[CK_PASS_NAMES];
	int count;
	uint8_t signature[CK_ED25519_SIGNATURE];
	/* of a token that was read or signed */
	char digest[CK_DIGEST_HEX];	/* SHA-256 over its bytes */
	uint8_t bytes[CK_PASS_MOST];
	size_t len;
};

/* Does it want to be a pass? Tells it from plates, numbers and ids. */
bool ck_pass_is(const char *text);

/* -EBADMSG: no token of ours, or a damaged one. The signature is not looked
 * at (pass/judge.h). */
int ck_pass_read(struct ck_doc *doc, const char *text,
		 struct ck_pass *ret_pass) CK_MUST_CHECK;

/* Builds bytes, signature and digest from the members before them. Identifiers
 * that have no room are left out, the last first. -EBADMSG for a trip or site
 * that no token can hold, -ENOSYS without the library that signs. */
int ck_pass_sign(struct ck_pass *pass, const uint8_t secret[CK_ED25519_KEY])
	CK_MUST_CHECK;
/* 1: the public key's own signature; 0: not. */
int ck_pass_verify(const struct ck_pass *pass,
		   const uint8_t public_key[CK_ED25519_KEY]) CK_MUST_CHECK;

/* The text of a token that was read or signed. */
void ck_pass_write(const struct ck_pass *pass,
		   char ret_text[CK_PASS_TEXT_MOST]);

#endif
