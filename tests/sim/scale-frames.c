#include <config.h>

#include <stdio.h>
#include <string.h>

#include "scale-frames.h"

size_t frame_yaohua_a9(uint8_t *out, const struct indicator *say)
{
	char text[16];
	unsigned sum = 0;

	snprintf(text, sizeof(text), "%c%06ld%d", say->negative ? '-' : '+',
		 say->digits % 1000000, say->decimals);
	for (int i = 0; i < 8; i++)
		sum ^= (unsigned char)text[i];
	out[0] = 0x02;
	memcpy(out + 1, text, 8);
	snprintf(text, sizeof(text), "%02X", sum);
	memcpy(out + 9, text, 2);
	out[11] = 0x03;
	return 12;
}

static void add_parity(uint8_t *bytes, size_t n, char parity)
{
	for (size_t i = 0; i < n; i++) {
		int ones = 0;

		for (int bit = 0; bit < 7; bit++)
			ones += bytes[i] >> bit & 1;
		if ((ones & 1) == (parity == 'e'))
			bytes[i] |= 0x80;
	}
}

size_t frame_toledo(uint8_t *out, const struct indicator *say)
{
	char digits[16];
	unsigned sum = 0;
	size_t len = 17;

	out[0] = 0x02;
	out[1] = 0x28 | (say->decimals + 2);
	out[2] = 0x30 | say->net | say->negative << 1 |
		 say->out_of_range << 2 | say->moving << 3;
	out[3] = 0x20;
	snprintf(digits, sizeof(digits), "%06ld%06ld", say->digits % 1000000,
		 say->tare % 1000000);
	memcpy(out + 4, digits, 12);
	out[16] = 0x0d;
	for (int i = 0; i < 17; i++)
		sum += out[i];
	if (say->check)
		out[len++] = (128 - sum % 128) % 128;
	if (say->parity)
		add_parity(out, len, say->parity);
	return len;
}
