/* A head of a log, vouched for by a site at a time.
 *
 * What is signed are five lines, each with its newline: "ck head 1", the
 * origin, the seq, the hash and the time of signing, as the record of kind
 * head has them.
 */
#ifndef CK_PASS_HEAD_H
#define CK_PASS_HEAD_H

#include "pass/key.h"

struct ck_signed_head {
	const char *origin;
	int64_t seq;
	const char *hash;
	const char *signed_at;		/* as text */
};

int ck_head_sign(const struct ck_signed_head *head,
		 const uint8_t secret[CK_ED25519_KEY],
		 uint8_t ret_signature[CK_ED25519_SIGNATURE]) CK_MUST_CHECK;
/* 1: the key's own signature of it; 0: not. */
int ck_head_verify(const struct ck_signed_head *head,
		   const uint8_t public_half[CK_ED25519_KEY],
		   const uint8_t signature[CK_ED25519_SIGNATURE])
	CK_MUST_CHECK;

#endif
