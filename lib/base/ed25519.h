/* Ed25519 signatures (RFC 8032, January 2017, section 5.1) by nettle's public
 * key library, loaded at first use: -ENOSYS from all functions when it is not
 * installed.
 */
#ifndef CK_BASE_ED25519_H
#define CK_BASE_ED25519_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum { CK_ED25519_KEY = 32, CK_ED25519_SIGNATURE = 64 };

/* The public half of a secret key (RFC 8032's 32 octets). */
int ck_ed25519_public(const uint8_t secret[CK_ED25519_KEY],
		      uint8_t ret_public[CK_ED25519_KEY]) CK_MUST_CHECK;
int ck_ed25519_sign(const uint8_t secret[CK_ED25519_KEY], const void *message,
		    size_t len, uint8_t ret_signature[CK_ED25519_SIGNATURE])
	CK_MUST_CHECK;
/* 1: it is the key's signature of the message; 0: it is not. */
int ck_ed25519_verify(const uint8_t public_key[CK_ED25519_KEY],
		      const void *message, size_t len,
		      const uint8_t signature[CK_ED25519_SIGNATURE])
	CK_MUST_CHECK;

#endif
