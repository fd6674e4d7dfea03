/* Nearly equal texts and plates. */
#include <config.h>

#include <errno.h>
#include <math.h>

#include "tap.h"
#include "trade/near.h"
#include "trade/plate_near.h"
#include "trade-tsv.h"

struct search {
	const char *wanted;
	int found;
	int visited;
	char first[CK_NEAR_SIZE];
};

static int look(const char *variant, void *arg)
{
	struct search *search = arg;

	if (!search->visited++)
		snprintf(search->first, sizeof(search->first), "%s", variant);
	search->found += !strcmp(variant, search->wanted);
	return 0;
}

static int count_near(const char *reading, const char *wanted, int *ret_all)
{
	struct search search = { .wanted = wanted };

	if (ck_plate_near(reading, look, &search) != 0 ||
	    strcmp(search.first, reading))
		return -1;
	*ret_all = search.visited;
	return search.found;
}

static double similar(const char *a, const char *b)
{
	char p[CK_PLATE_SIZE];
	char q[CK_PLATE_SIZE];

	if (ck_plate_normalise(a, p, sizeof(p)) < 0 ||
	    ck_plate_normalise(b, q, sizeof(q)) < 0)
		return -1;
	return ck_near_similarity(p, q);
}

/* Each character of a set is confused with all the others, no more. */
static void check_set(const char *set)
{
	int wrong = 0;

	for (const char *c = set; *c; c++) {
		const char *others = ck_near_confused(*c);

		wrong += strlen(others) + 1 != strlen(set);
		wrong += strspn(others, set) != strlen(others);
		wrong += strchr(others, *c) != NULL;
	}
	ok(!wrong, "the set %s", set);
}

static void known_answer(char **row)
{
	struct search search = { .wanted = row[2] };

	if (!strcmp(row[0], "sets")) {
		for (char *set = strtok(row[1], " "); set;
		     set = strtok(NULL, " "))
			check_set(set);
	} else if (!strcmp(row[0], "variant")) {
		ok(!ck_near_each(row[1], look, &search) && search.found == 1,
		   "%s may be %s", row[1], row[2]);
		ok(!ck_plate_near(row[1], look, &search) && search.found == 2,
		   "as a plate too");
	} else {
		ok(fabs(similar(row[1], row[2]) - atof(row[3])) < 1e-12,
		   "%s and %s: %s", row[1], row[2], row[3]);
	}
}

static void check_near(const char *reading, const char *wanted, int all)
{
	int visited = 0;
	int found = count_near(reading, wanted, &visited);

	ok(found == 1 && visited == all, "%s: %s among %d (found %d in %d)",
	   reading, wanted, all, found, visited);
}

/* Positions by FORMATS; the digits are made up. */
static void test_positions(void)
{
	check_near("29C12345", "29CL2345", 2);
	check_near("29812345", "29B12345", 2);
	check_near("Z9C12345", "29C12345", 2);
	check_near("29012345", "29D12345", 2);
	check_near("桂FA2345", "桂FA2345", 3);
	check_near("桂FA2345", "桂FAZ345", 3);
	check_near("桂FA234S", "桂FA2345", 3);
	check_near("桂8A2345", "桂BA2345", 2);
	check_near("???0", "???O", 4);
}

static int stop(const char *variant, void *arg)
{
	int *calls = arg;

	(void)variant;
	return ++*calls == 2 ? 7 : 0;
}

static void test_visits(void)
{
	char text[CK_NEAR_SIZE + 1];
	int calls = 0;

	ok(ck_near_each("000", stop, &calls) == 7 && calls == 2,
	   "a visit can end the run");
	calls = 0;
	ok(ck_plate_near("0AB", stop, &calls) == 7 && calls == 2,
	   "over plates too");
	calls = 0;
	ok(ck_plate_near("29812345", stop, &calls) == 7 && calls == 2,
	   "over known shapes too");
	memset(text, 'A', CK_NEAR_SIZE);
	text[CK_NEAR_SIZE] = '\0';
	ok(ck_near_each(text, stop, &calls) == -EBADMSG &&
	   ck_plate_near(text, stop, &calls) == -EBADMSG,
	   "a text too long is refused");
	text[CK_NEAR_SIZE - 1] = '\0';
	calls = 9;
	ok(ck_near_each(text, stop, &calls) == 0 && calls == 10,
	   "a text that fits is not");
}

static void test_correct(void)
{
	char text[CK_PLATE_SIZE] = "kept";

	ok(ck_plate_correct("3OE88888", text) == 1, "O in a province");
	is(text, "30E88888", "is a zero");
	ok(ck_plate_correct("I2C12345", text) == 1, "I in a province");
	is(text, "12C12345", "is a one");
	ok(ck_plate_correct("桂O12345", text) == 0, "O where a letter stands");
	is(text, "桂O12345", "is left alone");
	ok(ck_plate_correct("HELLO", text) == 0, "what is no plate");
	is(text, "HELLO", "is left alone");
	ok(ck_plate_correct("桂", text) == 0, "one character");
	is(text, "桂", "is left alone");
	ok(ck_plate_correct("012345678901234567890123456789012345678901234567",
			    text) == -EBADMSG, "a text too long is refused");
	is(text, "桂", "and the result is kept");
}

static void test_distance(void)
{
	char a[200];
	char b[200];

	ok(ck_near_distance("kitten", "sitting") == 3, "kitten, sitting");
	ok(ck_near_distance("29C1234", "29CC1234") == 1 &&
	   ck_near_distance("29CC1234", "29C1234") == 1,
	   "one character too many or too few");
	ok(ck_near_distance("", "abc") == 3 && ck_near_distance("abc", "") == 3,
	   "from nothing");
	ok(ck_near_distance("桂FA2345", "粤FA2345") == 1,
	   "a Han character counts one");
	ok(ck_near_distance("\xff\xfe", "\xff\xfd") == 1,
	   "a byte that is not UTF-8 counts one");
	ok(ck_near_similarity("", "") == 1.0, "nothing equals nothing");
	ok(ck_near_similarity("abc", "xyz") == 0.0, "nothing in common");
	memset(a, 'a', sizeof(a) - 1);
	a[sizeof(a) - 1] = '\0';
	strcpy(b, a);
	ok(ck_near_distance(a, b) == 0 && ck_near_similarity(a, b) == 1.0,
	   "long texts, equal");
	b[0] = 'b';
	ok(ck_near_distance(a, b) == 199 && ck_near_similarity(a, b) == 0.0,
	   "long texts, not equal");
	a[CK_NEAR_POINTS] = b[CK_NEAR_POINTS] = '\0';
	ok(ck_near_distance(a, b) == 1, "the longest that is compared");
}

int main(void)
{
	ok(tsv_each("near", known_answer) == 11, "all known answers");
	test_positions();
	test_visits();
	test_correct();
	test_distance();
	return tap_done();
}
