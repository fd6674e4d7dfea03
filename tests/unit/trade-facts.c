/* What a declaration says of each of its vehicles: facts, loads, shares of
 * value, identities; and the way back outside. */
#include <config.h>

#include "declare.h"
#include "trade/facts.h"
#include "trade/identity.h"
#include "trade/load.h"
#include "trade/mask.h"
#include "trade/outside.h"
#include "trade/validate.h"

static const char *text_of(struct ck_doc *doc, const struct ck_value *v)
{
	CK_BUF text = { 0 };

	if (v)
		ck_write(&text, v);
	return ck_doc_strdup(doc, ck_buf_text(&text));
}

static struct ck_value *stored_of(struct ck_doc *doc,
				  const struct ck_site *site,
				  const struct ck_value *input)
{
	struct ck_findings findings;
	struct ck_document document;

	ck_findings_init(&findings, doc);
	ck_document_judge(input, site, &findings, &document);
	for (const struct ck_finding *f = findings.first; f; f = f->next)
		printf("# %s %s\n", f->path, f->message);
	return document.stored;
}

/* A trip with everything has each fact. */
static bool all_named(const struct ck_value *facts)
{
	size_t count = 0;

	for (; ck_facts_names[count]; count++)
		if (!ck_get(facts, ck_facts_names[count]) ||
		    (count && strcmp(ck_facts_names[count - 1],
				     ck_facts_names[count]) > 0))
			return false;
	return count == ck_count(facts);
}

static void test_export(struct ck_doc *doc, const struct ck_site *site)
{
	const struct ck_value *stored = stored_of(doc, site,
		read_tree(doc, "tests/data/trade/declaration-export.json"));
	const struct ck_value *rows = read_text(doc,
		"{\"CKHN/30512345678\":{\"channel\":\"red\",\"type\":\"B12\"}}");

	is(text_of(doc, ck_facts_of(doc, stored, "v1", NULL)),
	   "{\"direction\":\"export\",\"regime\":\"commercial\","
	   "\"role\":\"main\",\"class\":\"VT6\",\"nationality\":\"VN\","
	   "\"laden\":true,\"leg\":\"out\",\"axles\":6,\"container\":true,"
	   "\"trailer\":true,\"hs\":[\"08106000\"],\"chapters\":[\"08\"],"
	   "\"origins\":[\"VN\"],\"gross_kg\":21500,\"goods_count\":1,"
	   "\"customs_numbers\":1,\"customs_types\":[\"B11\"],"
	   "\"channel\":[],\"release\":[\"none\"],\"transfers_out\":0,"
	   "\"transfers_in\":0,\"emptied\":false,\"conditions\":[],"
	   "\"ext\":{\"two_way\":false}}",
	   "the facts of an export");
	ok(all_named(ck_facts_of(doc, stored, "v1", NULL)),
	   "the names of the facts are these, in byte order");
	is(text_of(doc, ck_get(ck_facts_of(doc, stored, "v1", rows),
			       "channel")), "[\"red\"]", "what customs said");
	is(text_of(doc, ck_get(ck_facts_of(doc, stored, "v1", rows),
			       "customs_types")), "[\"B12\"]",
	   "and of the type, which it knows better");
	is(text_of(doc, ck_identity_keys(doc, ck_pointer(stored,
							 "/vehicles/v1"))),
	   "[{\"kind\":\"plate\",\"normal\":\"12C12345\","
	   "\"match\":\"12C12345\",\"reversed\":\"54321C21\"},"
	   "{\"kind\":\"plate\",\"normal\":\"T1212345\","
	   "\"match\":\"T1212345\",\"reversed\":\"5432121T\"},"
	   "{\"kind\":\"trailer\",\"normal\":\"12R00123\","
	   "\"match\":\"12R00123\",\"reversed\":\"32100R21\"},"
	   "{\"kind\":\"container\",\"normal\":\"CSQU3054383\","
	   "\"match\":\"CSQU3054383\",\"reversed\":\"3834503UQSC\"}]",
	   "what it is found by");
}

static void test_import(struct ck_doc *doc, const struct ck_site *site)
{
	const struct ck_value *stored = stored_of(doc, site,
		read_tree(doc, "tests/data/trade/declaration-import.json"));
	const struct ck_value *main = ck_facts_of(doc, stored, "v1", NULL);
	const struct ck_value *taker = ck_facts_of(doc, stored, "v3", NULL);

	ok(ck_is_true(ck_get(main, "laden")) &&
	   ck_get_int(main, "transfers_out", 0) == 2 &&
	   ck_get_int(main, "gross_kg", 0) == 18000, "who brings it");
	ok(!ck_is_true(ck_get(taker, "laden")) &&
	   ck_get_int(taker, "transfers_in", 0) == 1 &&
	   ck_get_int(taker, "gross_kg", 0) == 9000 &&
	   ck_get_int(taker, "customs_numbers", 0) == 1, "who takes it over");
	is(text_of(doc, ck_get(taker, "chapters")), "[\"07\"]",
	   "the goods it is to take over");
	is(text_of(doc, ck_pointer(stored, "/vehicles/v2/carries")), "[]",
	   "it carries nothing yet");
	is(text_of(doc, ck_facts_customs(doc, stored, "v2")),
	   "[\"CKHN/10598765432\"]", "its customs number");
	is(ck_get_str(ck_pointer(stored, "/vehicles/v1"), "nationality"), "CN",
	   "the nationality is that of the plate");
	is(text_of(doc, ck_identity_vehicle(doc, ck_pointer(stored,
							    "/vehicles/v1"))),
	   "{\"plate\":\"桂FA2345\",\"plates\":[\"桂FA2345\",\"桂F1234挂\"],"
	   "\"chassis\":null,\"container\":\"TNAU9000302\",\"unit\":null,"
	   "\"label\":\"桂FA2345\"}", "its identity");
}

/* One line of three packages on three new vehicles, one on a truck. */
static void test_shares(struct ck_doc *doc, const struct ck_site *site)
{
	const struct ck_value *stored = stored_of(doc, site, read_text(doc,
		"{\"direction\":\"import\",\"customs\":[{\"number\":"
		"\"105987654320\"}],\"goods\":[{\"hs\":\"870423\","
		"\"packages\":3,\"gross_kg\":\"25500.500\",\"value\":100,"
		"\"currency\":\"VND\"},{\"ref\":\"g9\",\"hs\":\"400912\","
		"\"gross_kg\":500}],\"vehicles\":["
		"{\"role\":\"goods\",\"chassis\":\"LZZ5ELND8PA000001\","
		"\"carries\":[{\"goods\":\"g1\",\"packages\":1,\"gross_kg\":8500}]},"
		"{\"role\":\"goods\",\"chassis\":\"LZZ5ELND8PA000002\","
		"\"carries\":[{\"goods\":\"g1\",\"packages\":1,\"gross_kg\":8500}]},"
		"{\"role\":\"goods\",\"chassis\":\"LZZ5ELND8PA000003\","
		"\"carries\":[{\"goods\":\"g1\",\"packages\":1,"
		"\"gross_kg\":\"8500.5\"}]},{\"plate\":\"桂FA2345\"}]}"));
	struct ck_load_sum sum;

	is(text_of(doc, ck_pointer(stored, "/vehicles/v3/carries")),
	   "[{\"goods\":\"g1\",\"packages\":1,\"gross_g\":8500500,"
	   "\"value_minor\":34}]", "the parts add up to the value");
	is(text_of(doc, ck_pointer(stored, "/vehicles/v4/carries")),
	   "[{\"goods\":\"g9\",\"gross_g\":500000}]",
	   "what nobody else carries is on the one that leaves it open");
	ck_load_sum(ck_facts_load(doc, stored, "v1"), ck_get(stored, "goods"),
		    "VND", &sum);
	ok(sum.gross_g == 8500000 && sum.value_minor == 33 && sum.packages == 1
	   && sum.value_known && sum.mass_known, "the sums of one vehicle");
	ck_load_sum(ck_facts_load(doc, stored, "v1"), ck_get(stored, "goods"),
		    "CNY", &sum);
	ok(!sum.value_known, "a value in another currency is not known");
}

/* What was declared comes back, in the same units. */
static void test_outside(struct ck_doc *doc, const struct ck_site *site)
{
	const struct ck_value *input =
		read_tree(doc, "tests/data/trade/declaration-import.json");
	const struct ck_value *stored = stored_of(doc, site, input);
	struct ck_value *outside = NULL;
	const struct ck_value *facts =
		ck_document_facts(doc, stored, 420, "v2");

	ok(ck_document_outside(NULL, doc, stored, 420, &outside) == 0,
	   "the way back outside");
	is(text_of(doc, ck_pointer(outside, "/goods/g1")),
	   "{\"customs\":\"c1\",\"hs\":\"07032090\",\"name\":\"Tỏi\","
	   "\"origin\":\"CN\",\"packages\":900,\"unit\":\"BG\","
	   "\"gross_kg\":18000,\"currency\":\"CNY\",\"value\":\"12500.50\"}",
	   "goods in kilograms and major units");
	is(text_of(doc, ck_pointer(facts, "/goods/0/ref")), "\"g1\"",
	   "the goods that a check vouches for");
	is(ck_get_str(ck_get(facts, "vehicle"), "plate"), "12C20011",
	   "and the vehicle");
	ok(ck_equal(ck_get(outside, "transfers"),
		    ck_get(ck_get(facts, "declaration"), "transfers")),
	   "and the declaration");
	ok(ck_equal(stored_of(doc, site, outside), stored),
	   "what came outside is the same declaration");
}

static void test_masks(struct ck_doc *doc)
{
	is(ck_mask_name(doc, "Nguyễn Văn  An"), "N. V. A.", "initials");
	is(ck_mask_name(doc, "王小明"), "王.", "of a name without spaces");
	is(ck_mask_name(doc, ""), "", "of no name");
	is(ck_mask_number(doc, "0912345678"), "…678", "last digits");
	is(ck_mask_number(doc, "12345"), "…5", "at most a third");
	is(ck_mask_number(doc, "12"), "…", "of a short one none");
	is(text_of(doc, ck_mask_person(doc, read_text(doc,
		"{\"name\":\"An\",\"id\":\"C1234567\",\"email\":\"a@b.vn\"}"))),
	   "{\"name\":\"A.\",\"id\":\"…67\",\"email\":\"…\"}",
	   "a person's members");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		read_site(doc, "huu-nghi");

	test_export(doc, site);
	test_import(doc, site);
	test_shares(doc, site);
	test_outside(doc, site);
	test_masks(doc);
	return tap_done();
}
