/* A document against loaded lists: what is not in them is told at its place,
 * with what was likely meant; what no list says anything of is not. */
#include <config.h>

#include "base/memory.h"
#include "declare.h"
#include "store/query.h"
#include "trade/codes.h"
#include "trade/codes_load.h"
#include "trade/validate.h"
#include "trade/validate_codes.h"

/* 22 November 2026, 08:00 +07:00, and days around it. */
static const int64_t at = INT64_C(1795305600000);
static const char export[] = "tests/data/trade/declaration-export.json";

static struct ck_store *store;

static void load(const char *list, const char *rows)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_envelope envelope = {
		.at = 1795272360000, .actor = "admin", .via = "cli",
		.program = "trade-validate-codes",
	};
	const struct ck_codes_load what = {
		.site = "CKHN", .list = list, .digest = list,
		.source = "a test", .rows = read_text(doc, rows),
	};
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const char *codes = NULL;

	ok(ck_txn_begin(store, false, &txn) == 0 &&
	   ck_txn_enter(txn, &envelope) == 0 &&
	   ck_codes_load(txn, &what, &codes) == 0 && ck_txn_keep(txn) == 0 &&
	   ck_txn_commit(txn) == 0, "list %s", list);
}

struct fault {
	const char *parent;
	const char *key;
	const char *json;
	const char *told;
	const char *words;	/* in the first message; NULL: any */
};

static const struct fault faults[] = {
	{ "", "linked", NULL, "", NULL },
	{ "/goods/0", "hs", "\"08106001\"", "/goods/g1/hs hs-unknown",
	  "08106000" },
	{ "/goods/0", "hs", "\"80106000\"", "/goods/g1/hs hs-unknown",
	  "is it 08106000" },
	{ "/goods/0", "hs", "\"99999999\"", "/goods/g1/hs hs-unknown",
	  "compare" },
	{ "/goods/0", "hs", "\"081060\"", "", NULL },
	{ "/goods/0", "hs", "\"0810600090\"", "", NULL },
	{ "/goods/0", "hs", "\"0810610090\"", "/goods/g1/hs hs-unknown", NULL },
	{ "/goods/0", "hs", "\"08109010\"", "/goods/g1/hs hs-unknown",
	  "other days" },
	{ "/goods/0", "origin", "\"XX\"", "/goods/g1/origin country-unknown",
	  "XX" },
	{ "/goods/0", "unit", "\"ZZ\"", "/goods/g1/unit unit-unknown", NULL },
	{ "/vehicles/0/crew/0", "nationality", "\"QQ\"",
	  "/vehicles/v1/crew/p1/nationality country-unknown", NULL },
	{ "/customs/0", "office", "\"15ZZ\"",
	  "/customs/c1/office office-unknown", "offices" },
	{ "/customs/0", "office", "\"01E1\"", "", NULL },
	{ "/vehicles/0", "plate", "\"10C-123.45\"",
	  "/vehicles/v1/plate plate-province-unknown", "10" },
	{ "/vehicles/0", "other_plates", "[\"桂F12345\",\"桂Z12345\",\"粤Z12345\"]",
	  "/vehicles/v1/other_plates/1 plate-province-unknown", "桂" },
	{ "/vehicles/0", "trailer", "\"13R-001.23\"",
	  "/vehicles/v1/trailer plate-province-unknown", NULL },
	{ "/vehicles/0", "other_plates", "[\"TM-12-34\",\"80-011-NG-01\"]", "",
	  NULL },
	/* the registry */
	{ "/vehicles/0", "plate", "\"12C-999.99\"",
	  "/vehicles/v1/plate registry-expired", "12C99999" },
	{ "/vehicles/0", "trailer", "\"12R-999.99\"",
	  "/vehicles/v1/trailer registry-expired", NULL },
	{ "/vehicles/0", "axles", "5", "/vehicles/v1/axles registry-differs",
	  "6 axles" },
	{ "/vehicles/0", "class", "\"VT7\"",
	  "/vehicles/v1/class registry-differs", "VT6" },
	{ "/vehicles/0", "self_kg", "12000",
	  "/vehicles/v1/self_kg registry-differs", "14500" },
	{ "/vehicles/0", "self_kg", "13100", "", NULL },
	{ "/vehicles/0/carries/0", "gross_kg", "27000",
	  "/vehicles/v1 registry-mass", "33000 kg" },
	/* limits */
	{ "/vehicles/0", "self_kg", "25000", "/vehicles/v1 over-legal-limit",
	  "46000" },
};

/* Own mass and axles were left out, and the registry knows them. */
static const struct fault left_out[] = {
	{ "/vehicles/0/carries/0", "gross_kg", "21500", "", NULL },
	{ "/vehicles/0/carries/0", "gross_kg", "27000",
	  "/vehicles/v1 registry-mass", "33500 kg" },
	{ "/vehicles/0/carries/0", "gross_kg", "33000",
	  "/vehicles/v1 registry-mass; /vehicles/v1 over-legal-limit",
	  "39500 kg" },
};
enum { LEFT_OUT = sizeof(left_out) / sizeof(*left_out) };

static const char *told_of(struct ck_doc *doc, const struct fault *fault,
			   const char **ret_words)
{
	const struct ck_value *input = read_tree(doc, export);
	struct ck_findings findings;
	struct ck_document document;
	CK_BUF told = { 0 };

	put(doc, input, fault->parent, fault->key, fault->json);
	if (fault >= left_out && fault < left_out + LEFT_OUT) {
		put(doc, input, "/vehicles/0", "self_kg", NULL);
		put(doc, input, "/vehicles/0", "axles", NULL);
	}
	if (!strcmp(fault->key, "gross_kg"))
		put(doc, input, "/goods/0", "gross_kg", fault->json);
	ck_findings_init(&findings, doc);
	ck_document_judge(input, NULL, &findings, &document);
	ok(ck_validate_codes(store, NULL, document.stored, at,
			     &findings) == 0,
	   "the lists are asked");
	*ret_words = findings.first ? findings.first->message : "";
	for (const struct ck_finding *f = findings.first; f; f = f->next)
		ck_buf_printf(&told, "%s%s %s", told.len ? "; " : "", f->path,
			      ck_finding_rule(f->code)->code);
	return ck_doc_strdup(doc, ck_buf_text(&told));
}

static void test_fault(const struct fault *fault, bool loaded)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const char *words;

	is(told_of(doc, fault, &words), loaded ? fault->told : "",
	   "%s/%s %s", fault->parent, fault->key, fault->json);
	if (loaded && fault->words)
		ok(strstr(words, fault->words) != NULL, "in words: %s", words);
}

static void load_all(void)
{
	load("hs", "[{\"code\":\"08106000\",\"name\":\"durian\"},"
		   "{\"code\":\"08109010\",\"name\":\"old\","
		   "\"valid_to\":1700000000000}]");
	load("countries", "[{\"code\":\"VN\",\"name\":\"Viet Nam\"},"
			  "{\"code\":\"CN\",\"name\":\"China\"}]");
	load("units", "[{\"code\":\"CT\",\"name\":\"carton\"}]");
	load("offices", "[{\"code\":\"15BB\",\"name\":\"Huu Nghi\"}]");
	load("plates", "[{\"code\":\"12\",\"name\":\"Lang Son\","
		       "\"country\":\"VN\"},{\"code\":\"桂F\","
		       "\"name\":\"Chongzuo\",\"country\":\"CN\"},"
		       "{\"code\":\"粤\",\"name\":\"Guangdong\","
		       "\"country\":\"CN\"}]");
	load("vehicles",
	     "[{\"code\":\"12C12345\",\"axles\":3,\"own_g\":8000000,"
	     "\"class\":\"VT1\",\"inspection_to\":1800000000000},"
	     "{\"code\":\"12R00123\",\"axles\":3,\"own_g\":6500000,"
	     "\"class\":\"VT6\",\"permitted_g\":33000000,"
	     "\"valid_to\":1800000000000},"
	     "{\"code\":\"12C99999\",\"inspection_to\":1795300000000},"
	     "{\"code\":\"12R99999\",\"valid_to\":1795300000000}]");
	load("weights", "[{\"code\":\"6\",\"axles\":6,\"max_g\":48000000,"
			"\"source\":\"a\"},{\"code\":\"6+\",\"axles\":6,"
			"\"max_g\":46000000,\"source\":\"a\"}]");
}

int main(void)
{
	char folder[] = "/tmp/ck-validate-codes-XXXXXX";
	ck_autofree char *path = NULL;
	ck_autofree char *rm = NULL;

	if (!mkdtemp(folder))
		return 99;
	path = ck_format("%s/ck.db", folder);
	if (!ok(ck_store_create(path, "CKHN", true, &store) == 0, "a store"))
		return tap_done();
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		test_fault(&faults[i], false);
	load_all();
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		test_fault(&faults[i], true);
	for (size_t i = 0; i < LEFT_OUT; i++)
		test_fault(&left_out[i], true);
	ck_store_close(store);
	rm = ck_format("rm -rf %s", folder);
	ok(system(rm) == 0, "cleaned");
	return tap_done();
}
