#include <config.h>

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

void ck_sha256_begin(struct ck_sha256 *sum)
{
	sha256_init(&sum->ctx);
}

void ck_sha256_add(struct ck_sha256 *sum, const void *bytes, size_t len)
{
	sha256_update(&sum->ctx, len, bytes);
}

void ck_sha256_end(struct ck_sha256 *sum, char ret_hex[CK_DIGEST_HEX])
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(&sum->ctx, sizeof(digest), digest);
	ck_hex(digest, sizeof(digest), ret_hex);
}

void ck_sha256_pieces(const struct ck_piece *pieces, size_t count,
		      char ret_hex[CK_DIGEST_HEX])
{
	struct ck_sha256 sum;

	ck_sha256_begin(&sum);
	for (size_t i = 0; i < count; i++)
		ck_sha256_add(&sum, pieces[i].bytes, pieces[i].len);
	ck_sha256_end(&sum, ret_hex);
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
