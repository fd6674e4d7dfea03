#include <config.h>

#include <string.h>

#include "scale/headed.h"

/* More digits before the point are no weight of a bridge; seven were two
 * frames run together (openscale, public code index, file id 59955631362). */
enum { WHOLE_MAX = 6, FIELD = 8 };

struct first {
	char word[3];
	int stable;
	enum ck_scale_range range;
	const char *aside;
};

static const struct first firsts[] = {
	{ "ST", 1, CK_SCALE_IN_RANGE, NULL },
	{ "US", 0, CK_SCALE_IN_RANGE, NULL },
	{ "OL", 0, CK_SCALE_OVER, NULL },
	{ "LO", 0, CK_SCALE_UNDER, NULL },
	{ "UL", 0, CK_SCALE_UNDER, NULL },
	{ "HD", -1, CK_SCALE_IN_RANGE, "hold" },
	{ "QT", -1, CK_SCALE_IN_RANGE, "pieces" },
	{ "S", 1, CK_SCALE_IN_RANGE, NULL },
	{ "U", 0, CK_SCALE_IN_RANGE, NULL },
};

static const struct second {
	char word[3];
	int net;
	const char *aside;
} seconds[] = {
	{ "GS", 0, NULL },    { "GR", 0, NULL },   { "NT", 1, NULL },
	{ "TR", -1, "tare" }, { "PT", -1, "tare" }, { "VL", -1, "raw" },
	{ "RZ", -1, "raw" },  { "G", 0, NULL },	   { "N", 1, NULL },
};

static uint8_t upper(uint8_t byte)
{
	return byte >= 'a' && byte <= 'z' ? byte - 0x20 : byte;
}

/* The length of the word with one of the bytes of `after` behind it; 0: the
 * text does not begin so. */
static size_t begins(const uint8_t *text, size_t len, const char *word,
		     const char *after)
{
	size_t n = strlen(word);

	if (len <= n || !text[n] || !strchr(after, text[n]))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (upper(text[i]) != word[i])
			return 0;
	return n + 1;
}

bool ck_head_begins(const uint8_t *at)
{
	if (at[2] != ',')
		return false;
	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++)
		if (firsts[i].word[1] && begins(at, 3, firsts[i].word, ","))
			return true;
	return false;
}

static void read_second(const uint8_t *text, size_t len, struct ck_head *head)
{
	for (size_t i = 0; i < sizeof(seconds) / sizeof(*seconds); i++) {
		size_t n = begins(text + head->len, len - head->len,
				  seconds[i].word, ", ");

		if (!n)
			continue;
		head->len += n;
		head->net = seconds[i].net;
		if (!head->aside)
			head->aside = seconds[i].aside;
		return;
	}
}

bool ck_head_read(const uint8_t *text, size_t len, struct ck_head *ret_head)
{
	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++) {
		struct ck_head head = {
			.len = begins(text, len, firsts[i].word, ","),
			.stable = firsts[i].stable,
			.range = firsts[i].range,
			.net = -1,
			.aside = firsts[i].aside,
		};

		if (!head.len)
			continue;
		read_second(text, len, &head);
		*ret_head = head;
		return true;
	}
	return false;
}

void ck_head_put(const struct ck_head *head, struct ck_reading *reading)
{
	reading->stable = head->stable;
	reading->net = head->net;
	reading->range = head->range;
	if (head->aside)
		ck_reading_set_aside(reading, head->aside);
}

/* A mark without a digit after it is right where the field is full: sign, six
 * digits, point. Else digits were lost. */
static bool number_holds(const struct ck_number *number, size_t len)
{
	return (!number->open || (len == FIELD && number->has_sign &&
				  !number->has_blanks)) &&
	       ck_number_whole(number) <= WHOLE_MAX;
}

static bool out_of_range(const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	ck_trim(&text, &len);
	if (len && (text[0] == '+' || text[0] == '-')) {
		if (text[0] == '-')
			reading->range = CK_SCALE_UNDER;
		text++;
		len--;
	}
	return ck_is_blank(text, len) || ck_unit_read(text, len);
}

bool ck_head_weigh(const struct ck_head *head, const uint8_t *text, size_t len,
		   struct ck_reading *reading)
{
	struct ck_number number;
	size_t n = ck_number_read(text, len, &number);
	const char *unit = n ? ck_unit_read(text + n, len - n) : NULL;

	if (n && unit && number_holds(&number, n)) {
		ck_number_weigh(reading, &number, unit);
		return true;
	}
	return !n && head && head->range != CK_SCALE_IN_RANGE &&
	       out_of_range(text, len, reading);
}
