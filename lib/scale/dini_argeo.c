/* Dini Argeo, a line:
 *
 *	standard	[CC]HH,KK,PPPPPPPP,UM
 *	extended	1,HH,<8 or 10>,<PT or blanks><10 tare>,<10 pieces>,UM
 *
 *	CC	number of the instrument	HH	ST, US, OL, UL
 *	KK	GS, NT; VL and RZ are raw values
 *
 * ERR01 … ERR04 answer a wrong command. The weight of the extended line is net
 * where there is a tare. Source: 3590 E-AF04 manual p. 65, DGT4X p. 52, the
 * DFW protocol (scribd 706025244), captured strings (public code index, file
 * id 41771874866). There is no check; a frame of another length than those
 * before it is refused. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/headed.h"

enum { FIELDS = 6, VALUE = 8, TARE_WORD = 2, WIDE = 10 };

struct field {
	const uint8_t *text;
	size_t len;
};

/* How many fields there are between commas; 0: more than FIELDS. */
static size_t split(const uint8_t *text, size_t len, struct field *fields)
{
	size_t n = 0;
	size_t start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && text[i] != ',')
			continue;
		if (n == FIELDS)
			return 0;
		fields[n++] = (struct field){ text + start, i - start };
		start = i + 1;
	}
	return n;
}

/* The weight of a field; blank or not a number where out of range. */
static bool weigh(const struct ck_head *head, const struct field *value,
		  const struct field *unit, struct ck_reading *reading)
{
	const char *name = ck_unit_read(unit->text, unit->len);
	struct ck_number number;

	if (!name)
		return false;
	if (!ck_number_fills(value->text, value->len, &number))
		return head->range != CK_SCALE_IN_RANGE;
	if (number.open)
		return false;
	ck_number_weigh(reading, &number, name);
	return true;
}

static bool is_number(const struct field *field)
{
	return field->len == 2 && field->text[0] >= '0' &&
	       field->text[0] <= '9' && field->text[1] >= '0' &&
	       field->text[1] <= '9';
}

static const char *read_standard(const uint8_t *text, size_t len,
				 struct ck_reading *reading)
{
	struct field number = { text, 2 };
	struct field fields[FIELDS];
	struct ck_head head;

	if (len > 2 && is_number(&number)) {
		text += 2;
		len -= 2;
	}
	if (split(text, len, fields) != 4 || !ck_head_read(text, len, &head) ||
	    head.len != fields[0].len + fields[1].len + 2 ||
	    fields[2].len != VALUE)
		return CK_SCALE_FORMAT;
	ck_head_put(&head, reading);
	if (head.aside || weigh(&head, &fields[2], &fields[3], reading))
		return NULL;
	return CK_SCALE_FORMAT;
}

static bool read_tare(const struct field *field, struct ck_reading *reading)
{
	struct ck_number number;
	bool preset;

	if (field->len < TARE_WORD + VALUE || field->len > TARE_WORD + WIDE)
		return false;
	preset = !memcmp(field->text, "PT", TARE_WORD);
	if ((!preset && !ck_is_blank(field->text, TARE_WORD)) ||
	    !ck_number_fills(field->text + TARE_WORD, field->len - TARE_WORD,
			     &number))
		return false;
	ck_number_put_tare(reading, &number);
	reading->net = 0;
	for (size_t i = 0; i < number.n; i++)
		if (number.digits[i] != '0')
			reading->net = 1;
	return true;
}

static const char *read_extended(const struct field *fields,
				 struct ck_reading *reading)
{
	uint8_t word[3];
	struct ck_head head;

	if (fields[1].len != 2 ||
	    (fields[2].len != VALUE && fields[2].len != WIDE))
		return CK_SCALE_FORMAT;
	memcpy(word, fields[1].text, 2);
	word[2] = ',';
	if (!ck_head_read(word, sizeof(word), &head))
		return CK_SCALE_FORMAT;
	ck_head_put(&head, reading);
	if (head.aside)
		return NULL;
	if (!weigh(&head, &fields[2], &fields[5], reading) ||
	    !read_tare(&fields[3], reading))
		return CK_SCALE_FORMAT;
	return NULL;
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct field fields[FIELDS];
	const char *reason;

	(void)options;
	if (len == 5 && !memcmp(text, "ERR0", 4)) {
		ck_reading_set_aside(reading, "fault");
		return NULL;
	}
	if (split(text, len, fields) == FIELDS)
		reason = read_extended(fields, reading);
	else
		reason = read_standard(text, len, reading);
	if (!reason && !ck_width_agrees(state, len))
		reason = CK_SCALE_FRAMING;
	return reason;
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.firsts = "0123456789SUOLE",
	.parse = parse,
};

const struct ck_scale_protocol ck_dini_argeo = {
	.name = "dini-argeo",
	.title = N_("Dini Argeo, standard and extended"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_TARE |
		 CK_SCALE_TELLS_RANGE,
	.state_size = sizeof(struct ck_width),
	.line = &line,
};
