#include <config.h>

#include <string.h>

#include "base/utf8.h"

static bool continues(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* The second byte is where overlong forms, surrogates and code points that
 * are too large show (RFC 3629 section 4). */
static bool second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return continues(second);
	}
}

size_t ck_utf8_length(const char *s, size_t len)
{
	const unsigned char *b = (const unsigned char *)s;

	if (!len)
		return 0;
	if (b[0] < 0x80)
		return 1;
	if (b[0] < 0xc2 || b[0] > 0xf4 || len < 2 || !second_fits(b[0], b[1]))
		return 0;
	if (b[0] < 0xe0)
		return 2;
	if (len < 3 || !continues(b[2]))
		return 0;
	if (b[0] < 0xf0)
		return 3;
	return len >= 4 && continues(b[3]) ? 4 : 0;
}

size_t ck_utf8_decode(const char *s, size_t len, uint32_t *ret_code)
{
	static const unsigned char first_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t n = ck_utf8_length(s, len);
	uint32_t code;

	if (!n)
		return 0;
	code = (unsigned char)s[0] & first_bits[n];
	for (size_t i = 1; i < n; i++)
		code = code << 6 | ((unsigned char)s[i] & 0x3f);
	*ret_code = code;
	return n;
}

size_t ck_utf8_encode(uint32_t code, char ret_bytes[static 4])
{
	static const unsigned char first_mark[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--) {
		ret_bytes[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	ret_bytes[0] = (char)(first_mark[n] | code);
	return n;
}

/* How many bytes are ASCII, in steps of eight. */
static size_t ascii_length(const char *s, size_t len)
{
	size_t n = 0;

	for (uint64_t word; len - n >= sizeof(word); n += sizeof(word)) {
		memcpy(&word, s + n, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	return n;
}

bool ck_utf8_valid(const char *s, size_t len)
{
	for (size_t i = ascii_length(s, len), n; i < len; i += n) {
		n = ck_utf8_length(s + i, len - i);
		if (!n)
			return false;
	}
	return true;
}

size_t ck_utf8_count(const char *s, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += !continues((unsigned char)s[i]);
	return count;
}

size_t ck_utf8_cut(const char *s, size_t len, size_t limit)
{
	if (len <= limit)
		return len;
	while (limit && continues((unsigned char)s[limit]))
		limit--;
	return limit;
}
