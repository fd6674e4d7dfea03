/* SHA-256 (FIPS 180-4) by nettle, as lower-case hex, and random bytes. */
#ifndef CK_BASE_DIGEST_H
#define CK_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

enum { CK_DIGEST_HEX = 65 };	/* 64 digits and the NUL */

void ck_sha256_hex(const void *bytes, size_t len, char ret_hex[CK_DIGEST_HEX]);

/* The digest of several pieces, one after another. */
struct ck_piece {
	const void *bytes;
	size_t len;
};
void ck_sha256_pieces(const struct ck_piece *pieces, size_t count,
		      char ret_hex[CK_DIGEST_HEX]);

/* The same of pieces that come one at a time. */
struct ck_sha256 {
	struct sha256_ctx ctx;
};
void ck_sha256_begin(struct ck_sha256 *sum);
void ck_sha256_add(struct ck_sha256 *sum, const void *bytes, size_t len);
void ck_sha256_end(struct ck_sha256 *sum, char ret_hex[CK_DIGEST_HEX]);

/* From the kernel's generator; ends the process if it has none. */
void ck_random(void *ret_bytes, size_t len);
void ck_hex(const void *bytes, size_t len, char *ret_hex);

#endif
