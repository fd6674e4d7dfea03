/* Two scales and the same load: OIML R 76 table 6, in service, gives a scale of
 * e = 20 kg 60 kg above 40 t; two of them agree up to 120 kg. */
#include <config.h>

#include <stdlib.h>

#include "record/reader.h"
#include "scale/compare.h"
#include "tap.h"

static struct ck_doc *doc;

static const struct ck_value *rows_of(const char *text)
{
	const struct ck_value *rows = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, strlen(text), &rows, &fault) < 0)
		abort();
	return rows;
}

#define W(N, SCALE, KG, MORE) \
	"{\"weighing\":\"T/W" #N "\",\"weighs\":\"gross\",\"scale\":\"" SCALE \
	"\",\"gross_g\":" #KG "000,\"limit_g\":60000,\"verified\":1" MORE "}"
#define OPEN ",\"question\":\"open\""

static struct ck_comparison compare(const char *rows, const char *scale,
				    int64_t kg, bool anew)
{
	struct ck_comparison_ask ask = {
		.rows = rows_of(rows),
		.scale = scale,
		.weighs = "gross",
		.weighed_g = kg * 1000,
		.limit_g = 60000,
		.anew = anew,
	};
	struct ck_comparison c;

	ck_weighing_compare(doc, &ask, &c);
	return c;
}

static void test_two(void)
{
	struct ck_comparison c;

	c = compare("[]", "A", 49860, false);
	ok(!c.in_question && !c.settles, "the first is beside none");
	c = compare("[" W(1, "A", 49860, "") "]", "B", 49740, false);
	ok(!c.in_question, "120 kg apart is what two may be");
	c = compare("[" W(1, "A", 49860, "") "]", "B", 49739, false);
	ok(c.in_question && c.apart_g == -121000 && c.allowed_g == 120000,
	   "121 kg is not");
	is(c.against, "T/W1", "it says which it stands against");
	ok(c.one_scale, "only that one had spoken");
	c = compare("[" W(1, "A", 49860, "") "]", "B", 49981, false);
	ok(c.in_question && c.apart_g == 121000, "nor the other way round");
	c = compare("[" W(1, "A", 49860, "") "]", "A", 47440, false);
	ok(!c.in_question, "one scale is not compared with itself");
}

#define BLAMED ",\"outcome\":\"over-legal\""

static void test_own(void)
{
	struct ck_comparison c;

	c = compare("[" W(1, "A", 49860, BLAMED) "]", "A", 49740, false);
	ok(!c.in_question, "what one scale may be apart from itself");
	c = compare("[" W(1, "A", 49860, BLAMED) "]", "A", 49739, false);
	ok(c.in_question && c.own && c.apart_g == -121000,
	   "it takes back no more than that");
	c = compare("[" W(1, "A", 49860, BLAMED) "]", "A", 51000, false);
	ok(!c.in_question, "more is worse for the vehicle");
	c = compare("[" W(1, "A", 49860, BLAMED) "]", "A", 46200, true);
	ok(!c.in_question, "another load is another");
	c = compare("[" W(1, "A", 49860, BLAMED) "]", "B", 46200, false);
	ok(c.in_question && !c.own && c.one_scale, "another scale is none");
	c = compare("[" W(1, "A", 49860, BLAMED OPEN) ","
		    W(2, "A", 46200, OPEN) "]", "B", 46220, false);
	ok(!c.in_question && ck_count(c.settles) == 2, "and decides");
}

static void test_witness(void)
{
	static const char two[] = "[" W(1, "A", 49860, BLAMED OPEN) ","
				  W(2, "B", 46200, OPEN) "]";
	struct ck_comparison c;

	c = compare(two, "A", 46220, false);
	ok(c.in_question && c.own && !c.settles &&
	   !strcmp(c.against, "T/W1") && c.apart_g == -3640000,
	   "a scale is no witness against what it said itself");
	c = compare("[" W(1, "B", 46200, OPEN) "," W(2, "A", 49860, OPEN) "]",
		    "A", 46220, false);
	ok(c.in_question && c.own && !strcmp(c.against, "T/W2"),
	   "whichever was asked first");
	c = compare(two, "B", 49840, false);
	ok(!c.in_question && ck_count(c.settles) == 2,
	   "that it says more now holds the vehicle");
	c = compare(two, "C", 46220, false);
	ok(!c.in_question && ck_count(c.settles) == 2, "a third decides");
	c = compare("[" W(1, "A", 49860, BLAMED ",\"question\":\"settled\"") ","
		    W(2, "B", 46200, ",\"question\":\"settled\"") ","
		    W(3, "C", 46220, "") "]", "A", 46200, false);
	ok(!c.in_question && !c.settles, "what is settled is said no more");
	c = compare("[" W(1, "A", 49860, BLAMED OPEN) ","
		    W(2, "B", 46200, OPEN) "," W(3, "C", 48000, OPEN) "]",
		    "A", 46220, false);
	ok(c.in_question && c.own, "what a third said is beside it");
}

static void test_not_compared(void)
{
	struct ck_comparison c;

	c = compare("[" W(1, "A", 49860, "") "]", "B", 47440, true);
	ok(!c.in_question, "another load is not compared");
	c = compare("[" W(1, "A", 49860, "") "," W(2, "A", 47440,
		    ",\"anew\":1,\"unloaded_g\":1000") "]", "B", 47440, false);
	ok(!c.in_question, "nor what was before it");
	c = compare("[" W(1, "A", 49860, "") "," W(2, "A", 47440,
		    ",\"anew\":1,\"unloaded_g\":1000") "]", "B", 49860, false);
	ok(c.in_question && !strcmp(c.against, "T/W2"), "what came with it is");
	c = compare("[{\"weighing\":\"T/W1\",\"weighs\":\"gross\","
		    "\"scale\":\"A\",\"gross_g\":49860000,\"limit_g\":60000,"
		    "\"verified\":0}]", "B", 47440, false);
	ok(!c.in_question, "an unverified one says nothing");
	c = compare("[{\"weighing\":\"T/W1\",\"weighs\":\"tare\","
		    "\"scale\":\"A\",\"gross_g\":15000000,\"limit_g\":40000,"
		    "\"verified\":1}]", "B", 47440, false);
	ok(!c.in_question, "gross and tare are two things");
}

static void test_third(void)
{
	static const char two[] = "[" W(1, "A", 49860, OPEN) ","
				  W(2, "B", 47960, OPEN) "]";
	struct ck_comparison c;

	c = compare(two, "C", 49840, false);
	ok(!c.in_question && ck_count(c.settles) == 2,
	   "a third scale agrees with one: both are settled");
	c = compare(two, "B", 49840, false);
	ok(!c.in_question, "so does one of them that now agrees");
	c = compare(two, "A", 49860, false);
	ok(c.in_question && !strcmp(c.against, "T/W2"),
	   "a scale that says the same again settles nothing");
	ok(!c.one_scale, "two had spoken");
	c = compare(two, "C", 48900, false);
	ok(c.in_question, "nor does one that agrees with none");
	c = compare(two, "A", 47440, true);
	ok(c.in_question && !c.against && !c.allowed_g,
	   "another load does not clear the scale");
	c = compare(two, "C", 47440, true);
	ok(!c.in_question && !c.settles, "on a third scale it is weighed");
}

int main(void)
{
	doc = ck_doc_new();
	test_two();
	test_own();
	test_witness();
	test_not_compared();
	test_third();
	ck_doc_free(doc);
	return tap_done();
}
