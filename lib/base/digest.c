#include <config.h>

#include <nettle/sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/digest.h"

void ck_hex(const void *bytes, size_t len, char *ret_hex)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *b = bytes;

	for (size_t i = 0; i < len; i++) {
		*ret_hex++ = digits[b[i] >> 4];
		*ret_hex++ = digits[b[i] & 15];
	}
	*ret_hex = '\0';
}

void ck_sha256_pieces(const struct ck_piece *pieces, size_t count,
		      char ret_hex[CK_DIGEST_HEX])
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&ctx);
	for (size_t i = 0; i < count; i++)
		sha256_update(&ctx, pieces[i].len, pieces[i].bytes);
	sha256_digest(&ctx, sizeof(digest), digest);
	ck_hex(digest, sizeof(digest), ret_hex);
}

void ck_sha256_hex(const void *bytes, size_t len, char ret_hex[CK_DIGEST_HEX])
{
	ck_sha256_pieces(&(struct ck_piece){ bytes, len }, 1, ret_hex);
}

void ck_random(void *ret_bytes, size_t len)
{
	uint8_t *at = ret_bytes;

	while (len) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0)
			abort();
		at += got;
		len -= got;
	}
}
