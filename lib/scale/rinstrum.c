/* Rinstrum R300, R400 and C500, what they send by themselves and what they
 * answer on the network. Each layout has a length of its own:
 *
 *	1	sign w7 S				9
 *	2, 6	sign w7 S1 S2 S3 S4 unit3		15
 *	3	w8 G|N M|S I|O|U Z|' ' and two blanks	14, or 12 without them
 *	4	ST|US|OL , GS|GR|NT , sign w7 unit2	16
 *	5	sign w7 L|K|G|T G|N status		11; as C500 "Format F"
 *	-	AACCRRRR:data;				a register in words
 *
 * 1, 2, 3 and 6 stand between STX and ETX, the others end in CR LF or ';'. S:
 * G gross, N net, U under, O over, M moving, E error. S1: likewise without M;
 * S2: M or ' '. In 5 the status is ' ', M, O, or of C500 I for an error. The
 * unit of 2 is blank while the weight moves; 1 and 3 name none.
 * Source: R320 reference manual V1.19 p. 44 and 76, C530 user manual p. 48
 * and 76. There is no check; a frame of another length than those before it
 * is refused. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/headed.h"

enum { VALUE = 8 };

static bool value(const uint8_t *text, const char *unit,
		  struct ck_reading *reading)
{
	struct ck_number number;

	if (!unit || !ck_number_fills(text, VALUE, &number))
		return false;
	ck_number_weigh(reading, &number, unit);
	return true;
}

/* The letters of S and S1; false: none of them. An error is no weight. */
static bool state_letter(uint8_t letter, struct ck_reading *reading)
{
	switch (letter) {
	case 'G':
	case 'N':
		reading->net = letter == 'N';
		return true;
	case 'M':
		reading->stable = 0;
		return true;
	case 'U':
	case 'O':
		reading->range = letter == 'U' ? CK_SCALE_UNDER
					       : CK_SCALE_OVER;
		return true;
	case 'E':
		ck_reading_set_aside(reading, "fault");
		return true;
	default:
		return false;
	}
}

/* Out of range and in error there need be no digits. */
static bool excused(const struct ck_reading *reading)
{
	return !reading->ok || reading->range != CK_SCALE_IN_RANGE;
}

static bool read_1(const uint8_t *text, const char *unit,
		   struct ck_reading *reading)
{
	return state_letter(text[8], reading) &&
	       (value(text, unit, reading) || excused(reading));
}

static bool read_2(const uint8_t *text, const char *unit,
		   struct ck_reading *reading)
{
	bool moves = text[9] == 'M';

	if (!ck_is_blank(text + 12, 3))
		unit = ck_unit_read(text + 12, 3);
	else if (!moves && text[8] != 'U' && text[8] != 'O' && text[8] != 'E')
		return false;
	if (text[8] == 'M' || !state_letter(text[8], reading) ||
	    (!moves && text[9] != ' ') ||
	    (text[10] != 'Z' && text[10] != ' ') ||
	    (text[11] != '-' && text[11] != '1' && text[11] != '2'))
		return false;
	reading->stable = !moves;
	return value(text, unit, reading) || excused(reading);
}

static bool read_3(const uint8_t *text, const char *unit,
		   struct ck_reading *reading)
{
	if ((text[8] != 'G' && text[8] != 'N') ||
	    (text[9] != 'M' && text[9] != 'S') ||
	    (text[11] != 'Z' && text[11] != ' '))
		return false;
	reading->net = text[8] == 'N';
	reading->stable = text[9] == 'S';
	if (text[10] == 'O')
		reading->range = CK_SCALE_OVER;
	else if (text[10] == 'U')
		reading->range = CK_SCALE_UNDER;
	else if (text[10] != 'I')
		return false;
	return value(text, unit, reading) || excused(reading);
}

static bool read_4(const uint8_t *text, size_t len, struct ck_reading *reading)
{
	struct ck_head head;

	if (!ck_head_read(text, len, &head) || head.len != 6)
		return false;
	ck_head_put(&head, reading);
	return head.aside ||
	       ck_head_weigh(&head, text + head.len, len - head.len, reading);
}

static bool read_5(const uint8_t *text, struct ck_reading *reading)
{
	static const char letters[] = "LKGT";
	static const char *const units[] = { "lb", "kg", "g", "t" };
	const char *unit = text[8] ? strchr(letters, text[8]) : NULL;

	if (!unit || (text[9] != 'G' && text[9] != 'N') ||
	    !text[10] || !strchr(" MOI", text[10]))
		return false;
	reading->net = text[9] == 'N';
	reading->stable = text[10] == ' ';
	if (text[10] == 'O')
		reading->range = CK_SCALE_OVER;
	if (text[10] == 'I')
		ck_reading_set_aside(reading, "fault");
	return value(text, units[unit - letters], reading) || excused(reading);
}

/* "81110026:     100 kg G": the answer of the gross, net or displayed weight.
 * The register says nothing of motion. */
static bool read_register(const uint8_t *text, size_t len,
			  struct ck_reading *reading)
{
	struct ck_number number;
	const char *unit;
	size_t n;

	if (memcmp(text + 4, "0025", 4) && memcmp(text + 4, "0026", 4) &&
	    memcmp(text + 4, "0027", 4)) {
		ck_reading_set_aside(reading, "answer");
		return true;
	}
	text += 9;
	len -= 9;
	ck_trim(&text, &len);
	n = ck_number_read(text, len, &number);
	if (!n || len < n + 3 || text[len - 2] != ' ' ||
	    (text[len - 1] != 'G' && text[len - 1] != 'N'))
		return false;
	unit = ck_unit_read(text + n, len - n - 2);
	if (!unit)
		return false;
	ck_number_weigh(reading, &number, unit);
	reading->net = text[len - 1] == 'N';
	return true;
}

static bool is_register(const uint8_t *text, size_t len)
{
	if (len < 9 || text[8] != ':')
		return false;
	for (int i = 0; i < 8; i++)
		if ((text[i] < '0' || text[i] > '9') &&
		    (text[i] < 'A' || text[i] > 'F'))
			return false;
	return true;
}

static bool read_layout(const uint8_t *text, size_t len, const char *unit,
			struct ck_reading *reading)
{
	if (is_register(text, len))
		return read_register(text, len, reading);
	switch (len) {
	case 9:
		return read_1(text, unit, reading);
	case 11:
		return read_5(text, reading);
	case 12:
		return read_3(text, unit, reading);
	case 14:
		return ck_is_blank(text + 12, 2) &&
		       read_3(text, unit, reading);
	case 15:
		return read_2(text, unit, reading);
	case 16:
		return read_4(text, len, reading);
	default:
		return false;
	}
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	const char *unit = options->unit ? options->unit : "kg";
	size_t skip = text[0] == 0x02;

	if (!read_layout(text + skip, len - skip, unit, reading))
		return CK_SCALE_FORMAT;
	return ck_width_agrees(state, len) ? NULL : CK_SCALE_FRAMING;
}

static const struct ck_line line = {
	.bytes = { [0x02] = CK_LINE_STARTS, [0x03] = CK_LINE_ENDS,
		   [';'] = CK_LINE_ENDS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_rinstrum = {
	.name = "rinstrum",
	.title = N_("Rinstrum R300, R400, C500: automatic formats and network"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_RANGE,
	.state_size = sizeof(struct ck_width),
	.line = &line,
};
