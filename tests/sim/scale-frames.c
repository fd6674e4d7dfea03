#include <config.h>

#include <stdarg.h>
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

/* Without the tare. */
size_t frame_toledo_short(uint8_t *out, const struct indicator *say)
{
	struct indicator bare = *say;
	unsigned sum = 0;
	size_t len = 11;

	bare.parity = 0;
	frame_toledo(out, &bare);
	out[10] = 0x0d;
	for (int i = 0; i < 11; i++)
		sum += out[i];
	if (say->check)
		out[len++] = (128 - sum % 128) % 128;
	if (say->parity)
		add_parity(out, len, say->parity);
	return len;
}

static size_t put(uint8_t *out, const char *format, ...)
{
	char text[FRAME_MAX + 1];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	memcpy(out, text, n);
	return n;
}

static unsigned xor_of(const uint8_t *bytes, size_t n)
{
	unsigned sum = 0;

	while (n--)
		sum ^= *bytes++;
	return sum;
}

static long value_of(const struct indicator *say)
{
	return say->negative ? -say->digits : say->digits;
}

static size_t frame_command(uint8_t *out, const struct indicator *say)
{
	size_t n = put(out, "\x02" "A%c%c%06ld0", say->net ? 'D' : 'B',
		       say->negative ? '-' : '+', say->digits);

	return n + put(out + n, "%02X\x03", xor_of(out + 1, n - 1));
}

static size_t frame_forward(uint8_t *out, const struct indicator *say)
{
	return put(out, "=%08ld", value_of(say));
}

static size_t frame_reversed(uint8_t *out, const struct indicator *say)
{
	uint8_t forward[16];
	size_t n = frame_forward(forward, say);

	out[0] = '=';
	for (size_t i = 1; i < n; i++)
		out[i] = forward[n - i];
	return n;
}

static size_t frame_a12e(uint8_t *out, const struct indicator *say)
{
	size_t n = say->out_of_range
			   ? put(out, "%9s%s", "", say->negative ? "LO" : "OL")
			   : put(out, "W%c%6ld kg", say->net ? 'N' : 'G',
				 value_of(say));

	return n + put(out + n, "%02X\r\n", xor_of(out, n));
}

static size_t frame_ww(uint8_t *out, const struct indicator *say)
{
	return put(out, "w%c%07ldkg\r\n", say->net ? 'n' : 'w', value_of(say));
}

static size_t frame_sics(uint8_t *out, const struct indicator *say)
{
	if (say->out_of_range)
		return put(out, "S %c\r\n", say->negative ? '-' : '+');
	return put(out, "S %c %10ld kg\r\n", say->moving ? 'D' : 'S',
		   value_of(say));
}

static size_t frame_sma(uint8_t *out, const struct indicator *say)
{
	return put(out, "\n%c1%c%c %10ldkg \r",
		   !say->out_of_range ? ' ' : say->negative ? 'U' : 'O',
		   say->net ? 'N' : 'G', say->moving ? 'M' : ' ',
		   value_of(say));
}

static const char *first_word(const struct indicator *say)
{
	if (say->out_of_range)
		return "OL";
	return say->moving ? "US" : "ST";
}

static size_t frame_and(uint8_t *out, const struct indicator *say)
{
	return put(out, "%s,%s,%c%07ldkg\r\n", first_word(say),
		   say->net ? "NT" : "GS", say->negative ? '-' : '+',
		   say->digits);
}

static size_t frame_balance(uint8_t *out, const struct indicator *say)
{
	return put(out, "%s,%c%08ld kg\r\n", first_word(say),
		   say->negative ? '-' : '+', say->digits);
}

static size_t frame_cas(uint8_t *out, const struct indicator *say)
{
	return put(out, "%s,%s,1%c,%8ld kg\r\n", first_word(say),
		   say->net ? "NT" : "GS",
		   0xa4 | !say->moving << 6 | say->net << 1, value_of(say));
}

static size_t frame_rinstrum(uint8_t *out, const struct indicator *say)
{
	char load = say->net ? 'N' : 'G';

	if (say->out_of_range)
		load = say->negative ? 'U' : 'O';
	return put(out, "\x02%c%7ld%c%c -%s\x03", say->negative ? '-' : ' ',
		   say->digits, load, say->moving ? 'M' : ' ',
		   say->moving ? "   " : " kg");
}

static size_t frame_dini(uint8_t *out, const struct indicator *say)
{
	return put(out, "%s,%s,%8ld,kg\r\n", first_word(say),
		   say->net ? "NT" : "GS", value_of(say));
}

static size_t frame_dini_extended(uint8_t *out, const struct indicator *say)
{
	return put(out, "1,%s,%10ld,%s%10ld,%10d,kg\r\n", first_word(say),
		   value_of(say), say->tare ? "PT" : "  ", say->tare, 0);
}

static size_t frame_systec(uint8_t *out, const struct indicator *say)
{
	return put(out, "<%s%d%d22.11.2610:00   11%8ld%8ld%8ldkg     1%8d>\r\n",
		   say->out_of_range ? "12" : "00", say->moving,
		   say->negative, say->digits, say->tare,
		   say->digits - say->tare, 12345);
}

static size_t frame_ohaus(uint8_t *out, const struct indicator *say)
{
	return put(out, "%8ld kg   %c%c\r\n", value_of(say),
		   say->moving ? '?' : ' ', say->net ? 'N' : 'G');
}

static size_t frame_tenzo(uint8_t *out, const struct indicator *say)
{
	return put(out, "=%6ld", value_of(say));
}

static size_t frame_dingsong_a(uint8_t *out, const struct indicator *say)
{
	size_t n = put(out, "\x02" "AA%c%06ld0%06ld000",
		       say->negative ? '-' : '+', say->digits, say->tare);

	return n + put(out + n, "%c\x03", xor_of(out, n) | 0x40);
}

static size_t frame_dingsong_c(uint8_t *out, const struct indicator *say)
{
	char digits[16];
	size_t n = put(out, "\x02" "Ac");

	snprintf(digits, sizeof(digits), "%06ld", say->digits);
	for (int i = 0; i < 6; i++)
		n += put(out + n, "%c ", digits[i]);
	return n + put(out + n, "%c\x03", xor_of(out, n) | 0x40);
}

static size_t frame_display(uint8_t *out, const struct indicator *say)
{
	long digits = say->digits;

	out[0] = 0xff;
	out[1] = !say->moving << 4 | say->negative << 5 |
		 say->out_of_range << 7;
	for (int i = 2; i < 5; i++, digits /= 100)
		out[i] = digits / 10 % 10 << 4 | digits % 10;
	return 5;
}

const struct speech speeches[] = {
	{ "and", frame_and, false, false },
	{ "and", frame_balance, false, false },
	{ "dingsong", frame_dingsong_a, true, false },
	{ "dingsong", frame_dingsong_c, true, false },
	{ "dini-argeo", frame_dini, false, false },
	{ "dini-argeo", frame_dini_extended, false, false },
	{ "keli-display", frame_display, false, true },
	{ "mt-sics", frame_sics, false, false },
	{ "ohaus", frame_ohaus, false, false },
	{ "rinstrum", frame_rinstrum, false, false },
	{ "sma", frame_sma, false, false },
	{ "st-gs", frame_and, false, false },
	{ "st-gs", frame_cas, false, false },
	{ "systec", frame_systec, false, false },
	{ "tenzo-m", frame_tenzo, false, true },
	{ "toledo-continuous", frame_toledo, false, false },
	{ "toledo-short", frame_toledo_short, false, false },
	{ "yaohua-a12-ww", frame_ww, false, false },
	{ "yaohua-a12e", frame_a12e, true, false },
	{ "yaohua-a9", frame_yaohua_a9, true, false },
	{ "yaohua-command", frame_command, true, false },
	{ "yaohua-eq-forward", frame_forward, false, true },
	{ "yaohua-eq-reversed", frame_reversed, false, true },
	{ NULL, NULL, false, false },
};

const struct speech *speech_find(const char *protocol)
{
	for (const struct speech *s = speeches; s->protocol; s++)
		if (!strcmp(s->protocol, protocol))
			return s;
	return NULL;
}
