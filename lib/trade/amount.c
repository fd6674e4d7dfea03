#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "trade/amount.h"

/* -- numbers -------------------------------------------------------------- */

enum { GROUPS_MOST = 8 };

/* The digits of a cell in their groups, and what stands between them. */
struct groups {
	bool negative;
	size_t count;
	const char *digits[GROUPS_MOST];
	size_t len[GROUPS_MOST];
	char sign[GROUPS_MOST];		/* before group i: . , or a blank */
};

/* A blank of any kind, or an apostrophe. */
static size_t blank(const char *at)
{
	if (*at == ' ' || *at == '\'' || *at == '\t')
		return 1;
	if (!strncmp(at, "\xc2\xa0", 2))
		return 2;
	return strncmp(at, "\xe2\x80\xaf", 3) ? 0 : 3;
}

static const char *skip_blanks(const char *at)
{
	size_t n;

	while ((n = blank(at)))
		at += n;
	return at;
}

static bool split(const char *at, struct groups *g)
{
	char sign = 0;

	*g = (struct groups){ 0 };
	at = skip_blanks(at);
	g->negative = *at == '-';
	at += *at == '-' || *at == '+';
	for (; g->count < GROUPS_MOST; g->count++) {
		size_t n = strspn(at, "0123456789");
		size_t gap;

		if (!n)
			return false;
		g->digits[g->count] = at;
		g->len[g->count] = n;
		g->sign[g->count] = sign;
		at += n;
		if (!*skip_blanks(at))
			return ++g->count;
		gap = *at == '.' || *at == ',' ? 1 : blank(at);
		sign = *at == '.' || *at == ',' ? *at : ' ';
		if (!gap)
			return false;
		at += gap;
	}
	return false;
}

static size_t signs(const struct groups *g, char sign)
{
	size_t n = 0;

	for (size_t i = 1; i < g->count; i++)
		n += g->sign[i] == sign;
	return n;
}

/* Are the groups before `end` thousands, parted by `sign` or blanks? */
static bool are_thousands(const struct groups *g, size_t end, char sign)
{
	if (end > 1 && (g->len[0] > 3 || (g->len[0] > 1 && *g->digits[0] == '0')))
		return false;
	for (size_t i = 1; i < end; i++)
		if (g->len[i] != 3 ||
		    (g->sign[i] != sign && g->sign[i] != ' '))
			return false;
	return true;
}

/* With the sign as decimal sign: does it read? */
static bool reads(const struct groups *g, char decimal)
{
	char other = decimal == ',' ? '.' : ',';
	size_t last = g->count - 1;

	if (signs(g, decimal) > 1)
		return false;
	if (!signs(g, decimal))
		return are_thousands(g, g->count, other);
	return g->sign[last] == decimal && are_thousands(g, last, other);
}

int ck_amount_sign(const char *cell)
{
	struct groups g;
	bool comma, point;

	if (!split(cell, &g) || (!signs(&g, '.') && !signs(&g, ',')))
		return CK_DECIMAL_UNKNOWN;
	comma = reads(&g, ',');
	point = reads(&g, '.');
	/* 0.500: nobody writes thousands of nothing. */
	if (comma && point && g.len[0] == 1 && *g.digits[0] == '0')
		return g.sign[1] == ',' ? CK_DECIMAL_COMMA : CK_DECIMAL_POINT;
	if (comma && point)
		return -EAGAIN;
	return comma ? CK_DECIMAL_COMMA
		     : point ? CK_DECIMAL_POINT : CK_DECIMAL_UNKNOWN;
}

static int write_number(const struct groups *g, char decimal, char *to)
{
	size_t digits = 0;
	bool begun = false;

	for (size_t i = 0; i < g->count; i++)
		digits += g->len[i];
	if (digits > CK_AMOUNT_DIGITS)
		return -ERANGE;
	if (g->negative)
		*to++ = '-';
	for (size_t i = 0; i < g->count; i++) {
		bool fraction = i && g->sign[i] == decimal;

		if (fraction && !begun)
			*to++ = '0';
		if (fraction)
			*to++ = '.';
		begun |= fraction;
		for (size_t k = 0; k < g->len[i]; k++) {
			begun |= g->digits[i][k] != '0';
			if (begun)
				*to++ = g->digits[i][k];
		}
	}
	if (!begun)
		*to++ = '0';
	*to = '\0';
	return 0;
}

int ck_amount_read(const char *cell, enum ck_decimal_sign sign,
		   char ret_number[CK_AMOUNT_SIZE])
{
	struct groups g;
	int said = ck_amount_sign(cell);
	char decimal;

	if (!split(cell, &g))
		return -EBADMSG;
	if (said == -EAGAIN && sign == CK_DECIMAL_UNKNOWN)
		return -EAGAIN;
	if (sign == CK_DECIMAL_UNKNOWN)
		sign = said > 0 ? said : CK_DECIMAL_COMMA;
	decimal = sign == CK_DECIMAL_COMMA ? ',' : '.';
	if (!reads(&g, decimal))
		return reads(&g, decimal == ',' ? '.' : ',') ? -EDOM : -EBADMSG;
	return write_number(&g, decimal, ret_number);
}

/* -- days and times ------------------------------------------------------- */

struct moment {
	int year, month, day;
	int hour, minute, second;
	bool has_day;
	bool has_time;
};

static bool take_day(const char **at, struct moment *m)
{
	int a, b, c, n = 0;
	char s1, s2;

	if (sscanf(*at, "%4d%c%2d%c%4d%n", &a, &s1, &b, &s2, &c, &n) < 5 ||
	    s1 != s2 || !strchr("/-.", s1) || m->has_day)
		return false;
	/* Four digits tell the year, and nothing else does. */
	if (strspn(*at, "0123456789") == 4 && s1 == '-')
		*m = (struct moment){ a, b, c, m->hour, m->minute, m->second,
				      true, m->has_time };
	else if (n >= 4 && strspn(*at + n - 4, "0123456789") >= 4)
		*m = (struct moment){ c, b, a, m->hour, m->minute, m->second,
				      true, m->has_time };
	else
		return false;
	*at += n;
	return true;
}

/* SA and CH are what Vietnamese Windows writes for AM and PM. */
static bool take_half(const char **at, struct moment *m)
{
	const char *mark = skip_blanks(*at);
	bool before = !strncasecmp(mark, "am", 2) || !strncasecmp(mark, "sa", 2);
	bool after = !strncasecmp(mark, "pm", 2) || !strncasecmp(mark, "ch", 2);

	if (!before && !after)
		return true;
	if (m->hour < 1 || m->hour > 12)
		return false;
	m->hour = m->hour % 12 + (after ? 12 : 0);
	*at = mark + 2;
	return true;
}

/* "8h" is the full hour; "ngày", the day, may follow. */
static bool take_time(const char **at, struct moment *m)
{
	static const char of_day[] = "ngày";
	const char *rest;
	int n = 0, more = 0;
	char s;

	if (m->has_time || !isdigit((unsigned char)**at) ||
	    sscanf(*at, "%2d%c%n", &m->hour, &s, &n) < 2 || !strchr(":hH", s))
		return false;
	*at += n;
	if (isdigit((unsigned char)**at))
		sscanf(*at, "%2d%n", &m->minute, &more);
	else if (s == ':')
		return false;
	*at += more;
	if (sscanf(*at, ":%2d%n", &m->second, &more) == 1)
		*at += more;
	m->has_time = true;
	rest = skip_blanks(*at);
	if (!strncmp(rest, of_day, sizeof(of_day) - 1))
		*at = rest + sizeof(of_day) - 1;
	return take_half(at, m);
}

int ck_moment_read(const char *cell, char ret_text[CK_MOMENT_SIZE])
{
	struct moment m = { 0 };
	const char *at = skip_blanks(cell);
	char text[64];
	int64_t ms;

	while (*at) {
		if (!take_day(&at, &m) && !take_time(&at, &m))
			return -EBADMSG;
		at += m.has_day && *at == 'T';
		at = skip_blanks(at);
	}
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d", m.year,
		 m.month, m.day, m.hour, m.minute, m.second);
	if (!m.has_day || strlen(text) != 19)
		return -EBADMSG;
	memcpy(ret_text, text, 20);
	strcat(text, "Z");
	if (ck_time_parse(text, &ms) < 0)
		return -EBADMSG;
	if (!m.has_time)
		ret_text[10] = '\0';
	return 0;
}
