#include <config.h>

#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "record/misread.h"

/* 0x80 to 0x9f of Windows-1252; 0: a control character. */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
};

/* -1: of neither. */
static int byte_of(uint32_t c)
{
	if (c < 0x100)
		return (int)c;
	for (size_t i = 0; i < sizeof(windows) / sizeof(*windows); i++)
		if (windows[i] == c)
			return 0x80 + (int)i;
	return -1;
}

/* Of every text this is asked, and hardly one fits: nothing is copied before. */
static bool may_fit(const char *text, size_t len)
{
	bool plain = true;
	uint32_t c;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = 1;
		if ((unsigned char)text[i] < 0x80)
			continue;
		n = ck_utf8_decode(text + i, len - i, &c);
		if (!n || byte_of(c) < 0)
			return false;
		plain = false;
	}
	return !plain;
}

/* A letter with a mark, a mark alone, Han and what stands beside it. */
static bool is_expected(uint32_t c)
{
	return c < 0x80 || (c >= 0xa0 && c <= 0x1b0) ||
	       (c >= 0x300 && c <= 0x36f) || c >= 0x1e00;
}

bool ck_misread(const char *text, size_t len)
{
	CK_BUF bytes = { 0 };
	uint32_t c;

	if (!may_fit(text, len))
		return false;
	for (size_t i = 0; i < len; ) {
		i += ck_utf8_decode(text + i, len - i, &c);
		ck_buf_putc(&bytes, (char)byte_of(c));
	}
	if (!ck_utf8_valid(bytes.data, bytes.len))
		return false;
	for (size_t i = 0; i < bytes.len; ) {
		i += ck_utf8_decode(bytes.data + i, bytes.len - i, &c);
		if (!is_expected(c))
			return false;
	}
	return true;
}
