#include <config.h>

#include <errno.h>

#include "base/base32.h"

enum { BITS = 5 };

void ck_base32_write(struct ck_buf *buf, const void *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const uint8_t *b = bytes;
	unsigned held = 0, bits = 0;

	for (size_t i = 0; i < len; i++) {
		held = (held << 8 | b[i]) & 0xfff;
		for (bits += 8; bits >= BITS; bits -= BITS)
			ck_buf_putc(buf, digits[held >> (bits - BITS) & 31]);
	}
	if (bits)
		ck_buf_putc(buf, digits[held << (BITS - bits) & 31]);
}

static int digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

int ck_base32_read(const char *text, size_t len, uint8_t *ret_bytes,
		   size_t size, size_t *ret_len)
{
	unsigned held = 0, bits = 0;
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		int digit = digit_of(text[i]);

		if (digit < 0)
			return -EBADMSG;
		held = (held << BITS | (unsigned)digit) & 0xfff;
		bits += BITS;
		if (bits < 8)
			continue;
		bits -= 8;
		if (count == size)
			return -E2BIG;
		ret_bytes[count++] = held >> bits & 0xff;
	}
	if (bits >= BITS || (held & ((1u << bits) - 1)))
		return -EBADMSG;
	*ret_len = count;
	return 0;
}
