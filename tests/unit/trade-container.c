/* Container numbers (ISO 6346). */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/container.h"
#include "trade/fold.h"
#include "trade-tsv.h"

struct guesses {
	char text[2048];	/* " NUMBER" each, of the slip looked for */
	enum ck_container_slip slip;
	int digits_only;	/* leave out what changes a letter */
	const char *from;
	int all;
	int wrong;
};

static int note(const char *number, enum ck_container_slip slip, void *arg)
{
	struct guesses *g = arg;
	struct ck_container c;
	size_t len = strlen(g->text);

	g->all++;
	g->wrong += ck_container_parse(number, &c) != 0;
	if (slip != g->slip ||
	    (g->digits_only && strncmp(number, g->from, 4)))
		return 0;
	snprintf(g->text + len, sizeof(g->text) - len, "%s%s",
		 len ? " " : "", number);
	return 0;
}

static int has_word(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	return at && (at == text || at[-1] == ' ');
}

static void check_swaps(const char *text, const char *swaps)
{
	struct guesses g = { .slip = CK_CONTAINER_SWAPPED, .digits_only = 1,
			     .from = text };
	char copy[256];

	ok(!ck_container_near(text, note, &g) && !g.wrong,
	   "%s: all guesses are right numbers", text);
	ok(strlen(g.text) == strlen(swaps), "%s: swaps of digits: '%s'", text,
	   g.text);
	snprintf(copy, sizeof(copy), "%s", swaps);
	for (char *s = strtok(copy, " "); s; s = strtok(NULL, " "))
		ok(has_word(g.text, s), "%s is a swap of %s", s, text);
}

static void check_normal(const struct ck_container *c, const char *normal)
{
	char text[CK_CONTAINER_FORMAT_SIZE];

	ck_container_format(c, text);
	is(normal[4] == ' ' ? text : c->number, normal, "its normal form");
}

static void known_answer(char **row)
{
	struct ck_container c = { .remainder = -1 };
	int err = ck_container_parse(row[0], &c);

	if (!strcmp(row[1], "no")) {
		ok(err != 0, "%s is not right", row[0]);
		return;
	}
	ok(err == 0 && c.check == c.expected, "%s is right", row[0]);
	if (*row[2])
		check_normal(&c, row[2]);
	is(c.size_type, row[3], "its size and type");
	if (*row[4])
		ok(c.remainder == atoi(row[4]), "its remainder");
	if (strstr(row[6], "remainder 10 written"))
		ok(c.remainder == 10, "remainder 10 becomes 0");
	if (*row[5])
		check_swaps(row[0], row[5]);
}

static void check_parse(const char *text, int expected)
{
	struct ck_container c;

	ok(ck_container_parse(text, &c) == expected, "'%s' gives %d", text,
	   expected);
}

static void test_verdicts(void)
{
	struct ck_container c = { .remainder = 99 };

	ok(ck_container_parse("CSQU305438-4", &c) == CK_WRONG_CHECK,
	   "a wrong check digit is its own answer");
	ok(c.check == '4' && c.expected == '3' && c.category == 'U',
	   "with the digit expected");
	is(c.owner, "CSQ", "the owner");
	is(c.serial, "305438", "and the serial");
	check_parse("ＣＳＱＵ３０５４３８３", 0);
	check_parse("CSQU3054383 PPG1", 0);
	check_parse("CSQU3054383 Q2G1", -EBADMSG);
	check_parse("CSQU3054383 2QG1", -EBADMSG);
	check_parse("CSQU3054383 0000", -EBADMSG);
	check_parse("CSQU3054383 Z2G1", -EBADMSG);
	check_parse("CSQU3054383 2ZG1", -EBADMSG);
	check_parse("CSQU3054383 22", -EBADMSG);
	check_parse("CSQX3054383", -EBADMSG);
	check_parse("CS0U3054383", -EBADMSG);
	check_parse("0SQU3054383", -EBADMSG);
	check_parse("CSQU30543B3", -EBADMSG);
	check_parse("CSQU305438", -EBADMSG);
	check_parse("CSQU3054383\t", -EBADMSG);
	check_parse("CSQU3054383.", -EBADMSG);
	check_parse("\xff", -EBADMSG);
	check_parse("", -EBADMSG);
	c.remainder = 99;
	ok(ck_container_parse("CSQ", &c) < 0 && c.remainder == 99,
	   "nothing is written when the shape is wrong");
	ok(ck_container_remainder("CSQU30543") == -EBADMSG &&
	   ck_container_remainder("csqu305438") == -EBADMSG &&
	   ck_container_remainder("CSQU305438") == 3, "the remainder");
}

/* The table of surikaterna/iso6346checksum: A=10, B=12 ... U=32, V=34, Z=38. */
static void test_letters(void)
{
	char number[] = "?000000000";
	int expected = 10;
	int wrong = 0;

	for (char c = 'A'; c <= 'Z'; c++, expected++) {
		if (expected % 11 == 0)
			expected++;
		number[0] = c;
		wrong += ck_container_remainder(number) != expected % 11;
	}
	ok(!wrong && expected == 39, "the values of the letters");
}

static void check_guess(const char *text, enum ck_container_slip slip,
			const char *wanted)
{
	struct guesses g = { .slip = slip };

	ok(!ck_container_near(text, note, &g) && !g.wrong && g.all < 40 &&
	   has_word(g.text, wanted), "%s may be %s, in %d guesses", text,
	   wanted, g.all);
}

static int stop_at_third(const char *number, enum ck_container_slip slip,
			 void *arg)
{
	int *calls = arg;

	(void)number;
	(void)slip;
	return ++*calls == 3 ? 5 : 0;
}

static void test_near(void)
{
	int calls = 0;

	check_guess("CSQU3045383", CK_CONTAINER_SWAPPED, "CSQU3054383");
	check_guess("SCQU3054383", CK_CONTAINER_SWAPPED, "CSQU3054383");
	check_guess("CSUQ3054383", CK_CONTAINER_SWAPPED, "CSQU3054383");
	check_guess("C5QU3054383", CK_CONTAINER_CONFUSED, "CSQU3054383");
	check_guess("CSQU3O54383", CK_CONTAINER_CONFUSED, "CSQU3054383");
	check_guess("csqu 305438 [4]", CK_CONTAINER_REPLACED, "CSQU3054383");
	check_guess("CSQU3054583", CK_CONTAINER_REPLACED, "CSQU3054383");
	check_guess("DSQU3054383", CK_CONTAINER_REPLACED, "CSQU3054383");
	check_guess("CTQU3054383", CK_CONTAINER_REPLACED, "CSQU3054383");
	check_guess("CSQV3054383", CK_CONTAINER_REPLACED, "CSQU3054383");
	ok(ck_container_near("CSQU3045383", stop_at_third, &calls) == 5 &&
	   calls == 3, "a visit can end the run");
	ok(ck_container_near("CSQU304538", stop_at_third, &calls) == -EBADMSG &&
	   ck_container_near("CSQU30453834", stop_at_third, &calls) == -EBADMSG &&
	   ck_container_near("CSQU3045/83", stop_at_third, &calls) == -EBADMSG,
	   "eleven characters, or nothing to guess");
}

/* Every number offered once. */
static void test_once(void)
{
	struct guesses g[3] = { { .slip = CK_CONTAINER_SWAPPED },
				{ .slip = CK_CONTAINER_CONFUSED },
				{ .slip = CK_CONTAINER_REPLACED } };
	char all[8192] = "";
	int twice = 0;

	for (int i = 0; i < 3; i++) {
		ck_container_near("DLQU0050608", note, &g[i]);
		strcat(all, g[i].text);
		strcat(all, " ");
	}
	for (char *at = all; strlen(at) > 12; at += 12) {
		char word[13] = "";

		while (*at == ' ')
			at++;
		memcpy(word, at, 12);
		twice += strstr(at + 12, word) != NULL;
	}
	ok(g[0].all > 10 && !twice, "%d guesses, none twice", g[0].all);
}

int main(void)
{
	ok(tsv_each("containers", known_answer) == 44, "all known answers");
	test_verdicts();
	test_letters();
	test_near();
	test_once();
	return tap_done();
}
