/* Lines read by a pattern of the site; patterns that are none. */
#include <config.h>

#include "scale.h"
#include "scale/pattern.h"
#include "tap.h"

static struct gathered got;

static const struct ck_reading *read_line(const char *pattern,
					  const char *line)
{
	struct ck_scale_options options = { .pattern = pattern };

	decode_all(&ck_regex, &options, (const uint8_t *)line, strlen(line),
		   &got);
	return &got.all[0];
}

static void check_words(void)
{
	static const char pattern[] =
		"(?<moving>M)? *(?<sign>-)?(?<weight>[0-9.,]*) (?<unit>kg|t|st)"
		"( T(?<tare>\\d+))?(?<net> N)?(?<over> O)?(?<under> U)?";
	const struct ck_reading *r = read_line(pattern, "  36.74 t\r\n");

	ok(got.n == 1 && r->ok && r->stable == 1 && r->net == 0 &&
		   r->grams == 36740000 && r->range == CK_SCALE_IN_RANGE,
	   "what a missing word says");
	is(r->weight, "36.74", "the digits");
	r = read_line(pattern, "M -36,74 t T120 N\r");
	is(r->weight, "-36.74", "a sign of its own, a comma");
	is(r->tare, "120", "a tare");
	ok(r->stable == 0 && r->net == 1, "moving, net");
	ok(read_line(pattern, "  kg O\n")->range == CK_SCALE_OVER, "over");
	ok(read_line(pattern, "1 kg U\n")->range == CK_SCALE_UNDER, "under");
	is(read_line(pattern, " kg\n")->reason, "format", "no digits");
	is(read_line(pattern, "1.2.3 kg\n")->reason, "format", "no number");
	is(read_line(pattern, "12. kg\n")->reason, "format", "half a number");
	is(read_line(pattern, "1 st\n")->reason, "format", "no unit");
	is(read_line(pattern, "x 1 kg\n")->reason, "format",
	   "the whole line is meant");
	ok(read_line(pattern, "\x02" "12 kg\x03\x02" "13 kg\x03")->ok &&
		   got.good == 2,
	   "STX and ETX are none of the line");
	is(read_line("(?<stable>S)(?<moving>M)(?<weight>1)", "SM1\n")->reason,
	   "format", "words that exclude each other");
	ok(read_line("(?<weight>\\d+)", "12\n")->stable == -1,
	   "words that are not in the pattern");
	is(got.all[0].unit, "kg", "nor is a unit");
	ok(read_line("[]\\s\\d^[:alpha:]-]+,(?<weight>\\d+)", "a] 1,12\n")->ok,
	   "classes and escapes in a set");
	is(read_line(NULL, "12\n")->reason, "format", "no pattern reads nothing");
}

static void check_faults(void)
{
	static const char *const patterns[] = {
		"\\d+", "(?<weight>1)(?<weight>2)", "(?<wait>1)", "(?weight)",
		"(?<weight>1", "(?<weight>1))|(x", "(?<weight>1)\\1",
		"(?<weight>1)\\", "(?<weight>[1)", "[\\w](?<weight>1)", "(?<weight>1){200}{200}",
		"(?<weight>1){99999999999}", "(?<weight>*{)",
		"(((((((((((((((((((((((((?<weight>1)))))))))))))))))))))))))",
		"(?<weight>\\d++++++++++++++++++++++++)",
		"(?<weight>[0-9]************************)",
		"((((((((((((?<weight>1)+)+)+)+)+)+)+)+)+)+)+)+",
		"((?<weight>1){40}){60}",
	};
	char wide[600] = "(?<weight>1)";

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		const char *fault = NULL;

		ok(!ck_scale_pattern_new(patterns[i], &fault) && fault,
		   "%s is none", patterns[i]);
	}
	memset(wide + 12, 'x', 500);
	ok(!ck_scale_pattern_new(wide, NULL), "too long");
	ck_scale_pattern_free(NULL);
}

/* Counts beside each other add up, they do not multiply. */
static void check_counts(void)
{
	static const char line[] = "1 2 3 4 5 6 7 8 9 10 11 12\n";

	ok(read_line("\\d+ \\d+ \\d+ \\d+ \\d+ \\d+ \\d+ \\d+ \\d+ \\d+ \\d+ "
		     "(?<weight>\\d+)", line)->ok, "twelve numbers");
	ok(read_line("( *\\d+){11} (?<weight>\\d{1,7})", line)->ok,
	   "eleven numbers and one");
}

/* What makes a backtracking matcher try for ever ends here. */
static void check_time(void)
{
	static const char *const patterns[] = {
		"((x*)*)*y(?<weight>1)", "(x+x+)+y(?<weight>1)",
		"(x|xx|xxx)*y(?<weight>1)", "((x?){15}){15}y(?<weight>1)",
		"(.*)(.*)(.*)(.*)(.*)(.*)(.*)y(?<weight>1)",
	};
	char line[128];

	memset(line, 'x', 90);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		strcpy(line + 90, "\n");
		ok(!read_line(patterns[i], line)->ok, "%s ends", patterns[i]);
		strcpy(line + 90, "y1\n");
		ok(read_line(patterns[i], line)->ok, "%s matches",
		   patterns[i]);
	}
}

int main(void)
{
	check_words();
	check_faults();
	check_counts();
	check_time();
	return tap_done();
}
