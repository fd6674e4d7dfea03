/* MT-SICS, the answers of Mettler Toledo balances and terminals:
 *
 *	S S|D <10 characters> <unit> CR LF	weight, stable or dynamic
 *	S I, S +, S -				not now, over, under
 *
 * The value is right-aligned, its sign next to the digits. A terminal was seen
 * with 12 characters. Other answers (Z, T, TA, I0 …, @) and the errors ES, ET
 * and EL say no weight. Source: Mettler Toledo MT-SICS reference as quoted by
 * Atlantis-Software/mt-sics@099c55f (test/sics0Test.js) and four test suites
 * more. There is no check; the width is fixed, so a lost or doubled character
 * shows. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { VALUE = 4, WIDTH = 10, WIDTH_SEEN = 12 };

static bool same(const uint8_t *text, size_t len, const char *word)
{
	return strlen(word) == len && !memcmp(text, word, len);
}

static bool read_value(const uint8_t *text, size_t len, size_t width,
		       struct ck_reading *reading)
{
	struct ck_number number;
	const char *unit;

	if (len < VALUE + width + 2 || text[VALUE + width] != ' ' ||
	    text[VALUE + width + 1] == ' ' || text[len - 1] == ' ' ||
	    !ck_number_fills(text + VALUE, width, &number) || number.open)
		return false;
	unit = ck_unit_read(text + VALUE + width + 1, len - VALUE - width - 1);
	if (!unit)
		return false;
	ck_number_weigh(reading, &number, unit);
	reading->stable = text[2] == 'S';
	return true;
}

static const char *read_weight(const uint8_t *text, size_t len,
			       struct ck_reading *reading)
{
	if (len > VALUE && (text[2] == 'S' || text[2] == 'D') &&
	    text[3] == ' ')
		return read_value(text, len, WIDTH, reading) ||
		       read_value(text, len, WIDTH_SEEN, reading)
			? NULL : CK_SCALE_FORMAT;
	if (same(text, len, "S +"))
		reading->range = CK_SCALE_OVER;
	else if (same(text, len, "S -"))
		reading->range = CK_SCALE_UNDER;
	else if (same(text, len, "S I"))
		ck_reading_set_aside(reading, "not-stable");
	else if (same(text, len, "S L"))
		ck_reading_set_aside(reading, "parameter");
	else
		return CK_SCALE_FORMAT;
	return NULL;
}

/* How an answer that is no weight went; NULL: it is none. */
static const char *outcome(const uint8_t *text, size_t len, size_t status)
{
	static const struct {
		char letter;
		const char *detail;
	} outcomes[] = {
		{ 'A', "done" }, { 'B', "more" }, { 'D', "done" },
		{ 'I', "not-executable" }, { 'L', "parameter" },
		{ 'S', "done" }, { '+', "over" }, { '-', "under" },
	};

	if (status >= len || (status + 1 < len && text[status + 1] != ' '))
		return NULL;
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++)
		if (text[status] == outcomes[i].letter)
			return outcomes[i].detail;
	return NULL;
}

static const char *read_answer(const uint8_t *text, size_t len,
			       struct ck_reading *reading)
{
	const char *detail = NULL;
	size_t id = 0;

	if (same(text, len, "ES"))
		detail = "syntax";
	else if (same(text, len, "ET"))
		detail = "transmission";
	else if (same(text, len, "EL"))
		detail = "logic";
	while (id < len && id < 5 &&
	       ((text[id] >= 'A' && text[id] <= 'Z') ||
		(id && text[id] >= '0' && text[id] <= '9')))
		id++;
	if (!detail && id && id + 1 < len && text[id] == ' ')
		detail = outcome(text, len, id + 1);
	if (!detail)
		return CK_SCALE_FORMAT;
	ck_reading_set_aside(reading, detail);
	return NULL;
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	(void)state;
	(void)options;
	if (len > 1 && text[0] == 'S' && text[1] == ' ')
		return read_weight(text, len, reading);
	return read_answer(text, len, reading);
}

static bool heads(const uint8_t *at)
{
	return at[0] == 'S' && at[1] == ' ' && (at[2] == 'S' || at[2] == 'D') &&
	       at[3] == ' ';
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.heads = heads,
	.head_len = 4,
	.parse = parse,
};

const struct ck_scale_protocol ck_mt_sics = {
	.name = "mt-sics",
	.title = N_("Mettler Toledo MT-SICS, asked or repeating"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_UNIT |
		 CK_SCALE_TELLS_RANGE,
	.ask = "SI\r\n",
	.line = &line,
};
