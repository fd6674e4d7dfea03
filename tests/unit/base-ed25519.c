/* Signatures against RFC 8032's own vectors, base32 against RFC 4648's. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "base/base32.h"
#include "base/digest.h"
#include "base/ed25519.h"
#include "tap.h"

static size_t unhex(const char *hex, uint8_t *bytes)
{
	size_t n = strlen(hex) / 2;
	unsigned byte = 0;

	for (size_t i = 0; i < n && sscanf(hex + 2 * i, "%2x", &byte); i++)
		bytes[i] = byte;
	return n;
}

static void vector(char **column)
{
	uint8_t secret[CK_ED25519_KEY], public_half[CK_ED25519_KEY];
	uint8_t message[128] = { 0 }, signature[CK_ED25519_SIGNATURE];
	char hex[2 * CK_ED25519_SIGNATURE + 1];
	size_t len = unhex(column[2], message);
	int left = 0;

	unhex(column[0], secret);
	ok(ck_ed25519_public(secret, public_half) == 0, "a public half");
	ck_hex(public_half, sizeof(public_half), hex);
	is(hex, column[1], "... as the RFC has it");
	ok(ck_ed25519_sign(secret, message, len, signature) == 0, "signed");
	ck_hex(signature, sizeof(signature), hex);
	is(hex, column[3], "... as the RFC has it");
	ok(ck_ed25519_verify(public_half, message, len, signature) == 1,
	   "and it verifies");
	for (int i = 0; i < 8 * CK_ED25519_SIGNATURE; i++) {
		signature[i / 8] ^= 1 << i % 8;
		left += ck_ed25519_verify(public_half, message, len,
					  signature) != 0;
		signature[i / 8] ^= 1 << i % 8;
	}
	ok(left == 0, "with any bit changed it does not");
	message[len ? len - 1 : 0] ^= 1;
	ok(ck_ed25519_verify(public_half, message, len ? len : 1,
			     signature) == 0, "nor of another message");
}

static int each_vector(void)
{
	const char *tree = getenv("top_srcdir");
	char line[2048], *column[4];
	FILE *file;
	int count = 0;

	snprintf(line, sizeof(line), "%s/tests/data/ed25519-rfc8032.tsv",
		 tree ? tree : ".");
	file = fopen(line, "r");
	while (file && fgets(line, sizeof(line), file)) {
		char *rest = line;

		line[strcspn(line, "\n")] = '\0';
		if (*line == '#')
			continue;
		for (int i = 0; i < 4; i++) {
			column[i] = strsep(&rest, "\t");
			if (!column[i])
				column[i] = line + strlen(line);
		}
		vector(column);
		count++;
	}
	if (file)
		fclose(file);
	return count;
}

/* RFC 4648, section 10, without the padding. */
static const char *const base32[][2] = {
	{ "", "" }, { "f", "MY" }, { "fo", "MZXQ" }, { "foo", "MZXW6" },
	{ "foob", "MZXW6YQ" }, { "fooba", "MZXW6YTB" },
	{ "foobar", "MZXW6YTBOI" },
};

/* A length that no bytes have, bits left over, other characters. */
static const char *const refused[] = {
	"M", "MZX", "MZXW6Y", "MZ", "MZXR", "MZXW7", "MY======", "M1", "M8",
	"M0", "M ", "M-",
};

static void test_base32(void)
{
	uint8_t bytes[8];
	size_t len = 0;

	for (size_t i = 0; i < sizeof(base32) / sizeof(*base32); i++) {
		CK_BUF text = { 0 };
		const char *plain = base32[i][0], *coded = base32[i][1];

		ck_base32_write(&text, plain, strlen(plain));
		is(ck_buf_text(&text), coded, "\"%s\" is %s", plain, coded);
		ok(ck_base32_read(coded, strlen(coded), bytes, sizeof(bytes),
				  &len) == 0 && len == strlen(plain) &&
		   !memcmp(bytes, plain, len), "... and back");
	}
	ok(ck_base32_read("mzxw6ytboi", 10, bytes, sizeof(bytes), &len) == 0 &&
	   !memcmp(bytes, "foobar", 6), "small letters are the same");
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		ok(ck_base32_read(refused[i], strlen(refused[i]), bytes,
				  sizeof(bytes), &len) == -EBADMSG,
		   "%s is refused", refused[i]);
	ok(ck_base32_read("MZXW6YTBOI", 10, bytes, 5, &len) == -E2BIG,
	   "what does not fit is refused");
}

int main(void)
{
	ok(each_vector() == 4, "four vectors");
	test_base32();
	return tap_done();
}
