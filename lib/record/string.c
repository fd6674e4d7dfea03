#include <config.h>

#include "base/text.h"
#include "base/utf8.h"
#include "record/layout.h"
#include "record/parse.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits at s; -1 when they are not there. */
static int32_t hex_unit(const char *s, const char *end)
{
	int32_t unit = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(s[i]);

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

static bool is_high(int32_t unit)
{
	return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_low(int32_t unit)
{
	return unit >= 0xdc00 && unit <= 0xdfff;
}

static bool fail_unit(struct ck_parse *p)
{
	const char *escape = p->at;

	for (p->at += 2; p->at < p->end && hex_digit(*p->at) >= 0; p->at++)
		;
	ck_parse_unexpected(p, N_("four hexadecimal digits after \\u"));
	p->at = escape;
	return false;
}

static bool check_unit(struct ck_parse *p)
{
	int32_t unit = hex_unit(p->at + 2, p->end);
	const char *next = p->at + 6;

	if (unit < 0)
		return fail_unit(p);
	if (!unit)
		return ck_parse_fail(p, p->at, "nul", _("a NUL character"));
	if (is_high(unit) && p->end - next >= 6 && next[0] == '\\' &&
	    next[1] == 'u' && is_low(hex_unit(next + 2, p->end)))
		next += 6;
	else if (is_high(unit) || is_low(unit))
		return ck_parse_fail(
			p, p->at, "surrogate",
			_("half of a surrogate pair; expected both"));
	p->at = next;
	return true;
}

static bool check_escape(struct ck_parse *p)
{
	if (p->end - p->at > 1 && p->at[1] == 'u')
		return check_unit(p);
	if (p->end - p->at > 1 && p->at[1] && strchr("\"\\/bfnrt", p->at[1])) {
		p->at += 2;
		return true;
	}
	p->at++;
	return ck_parse_unexpected(p, N_("one of \"\\/bfnrtu after \\"));
}

/* One character that is not plain ASCII and no quote. */
static bool check_character(struct ck_parse *p)
{
	unsigned char c = (unsigned char)*p->at;
	size_t n;

	if (c == '\\')
		return check_escape(p);
	if (c && c < ' ')
		return ck_parse_fail(
			p, p->at, "control",
			_("control character U+%04X in a string; write it "
			  "as an escape"),
			c);
	n = c ? ck_utf8_length(p->at, (size_t)(p->end - p->at)) : 0;
	if (!n)
		return ck_parse_unexpected(p, N_("a character"));
	p->at += n;
	return true;
}

#define ONES (~UINT64_C(0) / 255)

/* The first byte that is a quote, a backslash, a control character or not
 * ASCII, eight bytes a step: the lowest mark of each test is exact. */
static const char *plain_end(const char *s, const char *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	for (uint64_t w; end - s >= 8; s += 8) {
		uint64_t quote, slash, marks;

		memcpy(&w, s, sizeof(w));
		quote = w ^ ONES * '"';
		slash = w ^ ONES * '\\';
		marks = (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) |
			 ((w - ONES * ' ') & ~w) | w) &
			ONES * 0x80;
		if (marks)
			return s + __builtin_ctzll(marks) / 8;
	}
#endif
	while (s < end && (signed char)*s >= ' ' && *s != '"' && *s != '\\')
		s++;
	return s;
}

static char *unescape_unit(const char **s, char *at)
{
	int32_t unit = hex_unit(*s, *s + 4);
	uint32_t code = (uint32_t)unit;

	*s += 4;
	if (is_high(unit)) {
		code = 0x10000 + ((code - 0xd800) << 10) +
		       ((uint32_t)hex_unit(*s + 2, *s + 6) - 0xdc00);
		*s += 6;
	}
	return at + ck_utf8_encode(code, at);
}

/* Of text that was checked. */
static char *unescape(struct ck_doc *doc, const char *s, const char *end,
		      size_t *ret_len)
{
	static const char plain[256] = {
		['b'] = '\b', ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r',
		['t'] = '\t', ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',
	};
	char *text = ck_doc_alloc(doc, (size_t)(end - s) + 8);
	char *at = text;

	while (s < end) {
		if (*s != '\\') {
			*at++ = *s++;
		} else if (s[1] == 'u') {
			s += 2;
			at = unescape_unit(&s, at);
		} else {
			*at++ = plain[(unsigned char)s[1]];
			s += 2;
		}
	}
	*ret_len = (size_t)(at - text);
	return text;
}

/* The string whose opening quote was taken. */
const char *ck_parse_string(struct ck_parse *p, size_t *ret_len)
{
	const char *from = p->at;
	bool escaped = false;

	for (;;) {
		p->at = plain_end(p->at, p->end);
		if (ck_parse_take(p, '"'))
			break;
		if (p->at == p->end)
			return ck_parse_unexpected(p, N_("the closing quote"));
		escaped |= *p->at == '\\';
		if (!check_character(p))
			return NULL;
	}
	if (escaped)
		return unescape(p->doc, from, p->at - 1, ret_len);
	*ret_len = (size_t)(p->at - 1 - from);
	return ck_doc_text(p->doc, from, *ret_len);
}
