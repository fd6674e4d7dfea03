/* A good declaration has no finding; each fault put into it is told at its
 * place, by its code, and nothing else is. */
#include <config.h>

#include "declare.h"
#include "trade/validate.h"

struct fault {
	const char *parent;
	const char *key;
	const char *json;		/* NULL: taken away */
	const char *told;		/* "E /path code", one after another */
};

static const struct fault export_faults[] = {
	/* the shape */
	{ "", "vehicls", "1", "E /vehicls unknown-key" },
	{ "", "a/b", "1", "E /a~1b unknown-key" },
	{ "/goods/0", "gross_kgs", "1", "E /goods/g1/gross_kgs unknown-key" },
	{ "/vehicles/0/crew/0", "passport", "\"B1\"",
	  "E /vehicles/v1/crew/p1/passport unknown-key" },
	{ "", "channel", "\"green\"", "E /channel not-yours" },
	{ "/customs/0", "cleared_at", "\"x\"",
	  "E /customs/c1/cleared_at not-yours" },
	{ "/vehicles/0", "weighed_kg", "1",
	  "E /vehicles/v1/weighed_kg not-yours" },
	{ "", "declaration", "\"CKHN-20261122-00001\"",
	  "E /declaration not-yours" },
	{ "/vehicles/0/crew/0", "identity", "{}",
	  "E /vehicles/v1/crew/p1/identity not-yours" },
	{ "", "direction", NULL, "E /direction missing" },
	{ "", "direction", "1", "E /direction wrong-type" },
	{ "", "vehicles", "[]",
	  "E /vehicles missing" },
	{ "", "vehicles", "\"12C-123.45\"", "E /vehicles wrong-type" },
	{ "/vehicles", "", "7", "E /vehicles/v2 wrong-type" },
	{ "", "enterprise", "\"0100112437\"", "E /enterprise wrong-type" },
	{ "/vehicles/0", "carries", "{}",
	  "E /vehicles/v1/carries wrong-type" },
	{ "", "ext", "[]", "E /ext wrong-type" },
	{ "", "direction", "\"exprt\"", "E /direction unknown-code" },
	{ "", "regime", "\"comercial\"", "E /regime unknown-code" },
	{ "/vehicles/0", "class", "\"VT7\"",
	  "E /vehicles/v1/class unknown-code" },
	{ "/vehicles/0", "role", "\"mian\"",
	  "E /vehicles/v1/role unknown-code" },
	{ "/vehicles/0/seals/0", "by", "\"me\"",
	  "E /vehicles/v1/seals/s1/by unknown-code" },
	/* refs */
	{ "/goods/0", "ref", "\"g 1\"",
	  "E /goods/g 1 ref-form" },
	{ "/vehicles/0", "ref", "\"c1\"",
	  "E /vehicles/c1 ref-duplicate" },
	{ "/goods/0", "customs", "\"c2\"", "E /goods/g1/customs ref-unknown" },
	{ "/vehicles/0/carries/0", "goods", "\"g2\"",
	  "E /vehicles/v1/carries/0/goods ref-unknown" },
	/* texts */
	{ "/enterprise", "name", "\"a\\tb\"",
	  "E /enterprise/name control-character" },
	{ "/enterprise", "tax_code", "\"0100112437\\u0007\"",
	  "E /enterprise/tax_code control-character" },
	{ "/goods/0", "name", "\"x\\u200b\"",
	  "E /goods/g1/name control-character" },
	{ "/goods/0", "name", "\"NULL\"", "E /goods/g1/name null-text" },
	{ "/vehicles/0", "plate", "\"null\"", "E /vehicles/v1/plate null-text" },
	{ "/vehicles/0/crew/0", "id", "\".\"",
	  "E /vehicles/v1/crew/p1/id lone-punctuation" },
	{ "/contact", "name", "\" - \"", "E /contact/name lone-punctuation" },
	{ "", "declared_by", "\"，\"", "E /declared_by lone-punctuation" },
	{ "/vehicles/0", "parking", "\"\"",
	  "W /vehicles/v1/parking empty-text" },
	{ "/enterprise", "tax_code", "\"  \"",
	  "W /enterprise/tax_code empty-text" },
	/* vehicles */
	{ "/vehicles/0", "plate", "\"12C/123.45\"",
	  "E /vehicles/v1/plate plate-form" },
	{ "/vehicles/0", "plate", "\"12C-123.45/12R-001.23\"",
	  "E /vehicles/v1/plate plate-form" },
	{ "/vehicles/0", "plate", "\"１２Ｃ－１２３．４５\"", "" },
	{ "/vehicles/0", "plate", "\"12I-123.45\"",
	  "W /vehicles/v1/plate plate-unknown" },
	{ "/vehicles/0", "plate", "\"12R-123.45\"",
	  "W /vehicles/v1/plate trailer-plate" },
	{ "/vehicles/0", "trailer", "\"12C-001.23\"",
	  "W /vehicles/v1/trailer trailer-plate" },
	{ "/vehicles/0", "plate", "\"FA2345\"",
	  "W /vehicles/v1/plate plate-province" },
	{ "/vehicles/0", "plate", "\"LX 1234\"",
	  "W /vehicles/v1/plate plate-province" },
	{ "/vehicles/0", "plate", "\"LX 123\"",
	  "W /vehicles/v1/plate plate-unknown" },
	{ "/vehicles/0", "plate", "\"京A1234港\"",
	  "W /vehicles/v1/plate plate-unknown" },
	{ "/vehicles/0", "other_plates", "[\"AB 1234\",\"LX 1234\",\"LX 12\"]", "" },
	{ "/vehicles/0", "other_plates", "[\"LX 0123\",\"LX 012\"]",
	  "W /vehicles/v1/other_plates/1 plate-unknown" },
	{ "/vehicles/0", "other_plates", "[\"T12-123.45\",\"?x\"]",
	  "E /vehicles/v1/other_plates/1 plate-form" },
	{ "/vehicles/0", "other_plates", "\"T12\"",
	  "E /vehicles/v1/other_plates wrong-type" },
	{ "/vehicles/0", "chassis", "\"LFWSRXRJ0P1E1234O\"",
	  "E /vehicles/v1/chassis chassis-form" },
	{ "/vehicles/0", "chassis", "\"A1\"",
	  "E /vehicles/v1/chassis chassis-form" },
	{ "/vehicles/0", "container", "\"CSQU305438\"",
	  "E /vehicles/v1/container container-form" },
	{ "/vehicles/0", "container", "\"CSQU3054384\"",
	  "W /vehicles/v1/container container-check-digit" },
	{ "/vehicles/0", "unit", "\"IGV#7\"", "E /vehicles/v1/unit wrong-type" },
	{ "/vehicles/0", "nationality", "\"CN\"",
	  "W /vehicles/v1/nationality nationality-plate" },
	{ "/vehicles/0", "nationality", "\"VNM\"",
	  "E /vehicles/v1/nationality country-form" },
	{ "/vehicles/0", "axles", "1", "E /vehicles/v1/axles count-range" },
	{ "/vehicles/0", "axles", "\"6\"", "E /vehicles/v1/axles wrong-type" },
	{ "/vehicles/0", "continues", "\"12C12345\"",
	  "E /vehicles/v1/continues trip-form" },
	{ "/vehicles", "", "{\"plate\":\"12C 12345\",\"carries\":[]}",
	  "E /vehicles/v2/plate vehicle-twice" },
	{ "/vehicles", "", "{\"class\":\"VT1\",\"carries\":[]}",
	  "E /vehicles/v2 no-identifier" },
	/* parties and customs */
	{ "/enterprise", "tax_code", "\"0100112438\"",
	  "E /enterprise/tax_code tax-code-check" },
	{ "/enterprise", "tax_code", "\"010011243\"",
	  "E /enterprise/tax_code tax-code-form" },
	{ "/payer", "tax_code", "\"91350211M000100Y43\"",
	  "E /payer/tax_code tax-code-check" },
	{ "/payer", "tax_code", "\"91350211M000100YO3\"",
	  "E /payer/tax_code tax-code-form" },
	{ "/customs/0", "number", "\"3051234567\"",
	  "E /customs/c1/number customs-number-form" },
	{ "/customs/0", "number", "\"105123456780\"",
	  "E /customs/c1/number customs-direction" },
	{ "/customs/0", "number", NULL, "E /customs/c1/number missing" },
	{ "/customs", "", "{\"number\":\"305123456781\"}",
	  "E /customs/c2/number customs-twice" },
	{ "/customs/0", "type", "\"B1\"",
	  "W /customs/c1/type customs-code-form" },
	{ "/customs/0", "office", "\"HUUNGHI\"",
	  "W /customs/c1/office customs-code-form" },
	/* goods */
	{ "/goods/0", "hs", "\"0810\"", "E /goods/g1/hs hs-form" },
	{ "/goods/0", "hs", NULL, "E /goods/g1/hs missing" },
	{ "/vehicles/0", "driver", "\"Nam\"",
	  "E /vehicles/v1/driver unknown-key" },
	{ "/goods/0", "origin", "\"Vietnam\"", "E /goods/g1/origin country-form" },
	{ "/goods/0", "unit", "\"cartons\"", "W /goods/g1/unit unit-form" },
	{ "/goods/0", "currency", "\"VNX\"",
	  "E /goods/g1/currency currency-unknown" },
	{ "/goods/0", "currency", NULL, "E /goods/g1/value currency-missing" },
	{ "/goods/0", "currency", "\" \"",
	  "E /goods/g1/currency currency-missing" },
	{ "/goods/0", "hs", "\"\"", "E /goods/g1/hs missing" },
	{ "/goods/0", "ref", "7", "E /goods/g1/ref wrong-type" },
	{ "/enterprise", "ref", "\"e1\"", "E /enterprise/ref unknown-key" },
	{ "/vehicles/0/licence", "ref", "\"l1\"",
	  "E /vehicles/v1/licence/ref unknown-key" },
	{ "/vehicles/0/carries/0", "ref", "\"x1\"",
	  "E /vehicles/v1/carries/0/ref unknown-key" },
	{ "", "ref", "\"x1\"", "E /ref unknown-key" },
	{ "/goods/0", "value", "1.5", "E /goods/g1/value money-form" },
	{ "/goods/0", "value", "\"1.850.000.000\"",
	  "E /goods/g1/value money-form" },
	{ "/goods/0", "value", "\"790.000\"",
	  "E /goods/g1/value money-form" },
	{ "/goods/0", "value", "-1", "E /goods/g1/value money-form" },
	{ "/goods/0", "packages", "-1", "E /goods/g1/packages count-range" },
	{ "/goods/0", "packages", "1200.5", "E /goods/g1/packages wrong-type" },
	{ "/goods/0", "gross_kg", "\"21.500,5\"",
	  "E /goods/g1/gross_kg mass-form" },
	{ "/goods/0", "gross_kg", "21500.0004",
	  "E /goods/g1/gross_kg mass-form" },
	{ "/goods/0", "gross_kg", "-5", "E /goods/g1/gross_kg mass-form" },
	{ "/goods/0", "gross_kg", "true", "E /goods/g1/gross_kg wrong-type" },
	{ "/goods/0", "net_kg", "21600", "E /goods/g1/net_kg net-over-gross" },
	{ "/goods/0", "net_kg", "20.4", "W /goods/g1/net_kg mass-slip" },
	{ "/goods/0", "net_kg", "20400000", "W /goods/g1/net_kg mass-slip" },
	{ "/vehicles/0", "self_kg", "15.2", "W /vehicles/v1/self_kg mass-slip" },
	{ "/vehicles/0", "self_kg", "15200000",
	  "W /vehicles/v1/self_kg mass-slip" },
	{ "/vehicles/0", "self_kg", "152000",
	  "W /vehicles/v1/self_kg mass-slip" },
	{ "/vehicles/0", "self_kg", "26501", "W /vehicles/v1 over-legal-limit" },
	{ "/vehicles/0", "self_kg", "26500", "" },
	{ "", "goods", NULL,
	  "E /vehicles/v1/carries/0/goods ref-unknown; W /goods no-goods" },
	{ "/vehicles/0", "role", "\"goods\"",
	  "W /vehicles/v1/chassis chassis-missing" },
	/* loads */
	{ "/goods/0", "packages", "1300", "E /goods/g1 carries-sum" },
	{ "/goods/0", "gross_kg", "21000", "E /goods/g1 carries-sum" },
	{ "/goods/0", "gross_kg", "21.5",
	  "E /goods/g1/gross_kg carries-sum" },
	{ "/vehicles/0/carries/0", "gross_kg", "21.5",
	  "E /vehicles/v1/carries/0/gross_kg carries-sum" },
	{ "/vehicles/0/carries/0", "packages", "1100",
	  "E /goods/g1 carries-sum" },
	{ "/vehicles/0/carries", "", "{\"goods\":\"g1\"}",
	  "E /vehicles/v1/carries/1 ref-duplicate" },
	{ "/vehicles/0", "carries", "[]", "E /goods/g1 carries-missing" },
	{ "/goods", "", "{\"hs\":\"070320\"}", "E /goods/g2 carries-missing" },
	/* the kind of the declaration, the site */
	{ "", "regime", "\"empty\"", "E /regime empty-with-goods" },
	{ "/vehicles/0", "class", "\"VT5\"", "W /vehicles/v1/class class-mass" },
	{ "/vehicles/0/seals", "", "{\"number\":\"VN0012345\"}",
	  "W /vehicles/v1/seals/s2/number seal-twice" },
	{ "/vehicles/0", "container", "\"CSQJ3054386\"",
	  "W /vehicles/v1/container container-category" },
	{ "/ext", "two_way", "\"yes\"", "E /ext/two_way ext-form" },
	{ "/ext", "remrk", "\"x\"", "E /ext/remrk ext-form" },
	{ "/goods/0", "hs", "\"2601.11.00\"", "E /goods/g1/hs goods-not-allowed" },
	{ "/goods/0", "hs", "\"2602.00.00\"", "" },
	/* persons */
	{ "/vehicles/0/crew/0", "id", "\"099085001234\"",
	  "W /vehicles/v1/crew/p1/id person-id-form" },
	{ "/vehicles/0/crew/0", "id", "\"C1234567\"", "" },
	{ "/vehicles/0/crew/0", "phone", "\"098765\"",
	  "W /vehicles/v1/crew/p1/phone phone-form" },
	{ "/contact", "phone", "\"+84 (0)91 234 5678\"", "" },
	{ "/enterprise", "phone", "\"ask Lan\"", "W /enterprise/phone phone-form" },
	/* times */
	{ "/documents/0", "issued", "\"2026-12-21\"",
	  "E /documents/d1/valid_until date-order" },
	{ "/documents/0", "valid_until", "\"2026-11-21\"",
	  "W /documents/d1/valid_until expired" },
	{ "/documents/0", "valid_until", "\"2026-11-22\"", "" },
	{ "/vehicles/0/licence", "valid_until", "\"2026-06-30\"",
	  "W /vehicles/v1/licence/valid_until expired" },
	{ "/vehicles/0/insurance", "valid_until", "\"2016-01-31\"",
	  "W /vehicles/v1/insurance/valid_until expired" },
	{ "", "expected_at", "\"2026-11-22 08:00\"",
	  "E /expected_at time-form" },
	{ "", "expected_at", "\"2026-02-30T08:00:00Z\"",
	  "E /expected_at time-form" },
	{ "/vehicles/0/seals/0", "applied_at", "\"today\"",
	  "E /vehicles/v1/seals/s1/applied_at time-form" },
	{ "/vehicles/0/licence", "valid_until", "\"30/06/2027\"",
	  "E /vehicles/v1/licence/valid_until date-form" },
	{ "/documents/0", "issued", "\"2026-02-29\"",
	  "E /documents/d1/issued date-form" },
	{ "/documents/0", "digest", "\"9F86\"",
	  "E /documents/d1/digest digest-form" },
};

static const struct fault import_faults[] = {
	{ "/transfers/1", "packages", "400", "E /transfers transfer-sum" },
	{ "/transfers/1", "gross_kg", "9500", "E /transfers transfer-sum" },
	{ "/transfers/1", "gross_kg", "9",
	  "E /transfers/t2/gross_kg transfer-sum" },
	{ "/transfers/1", "to", "null", "" },
	{ "/transfers/1", "to", "\"v1\"", "E /transfers/t2 transfer-self" },
	{ "/transfers/1", "to", "\"v9\"", "E /transfers/t2/to ref-unknown" },
	{ "/transfers/1", "from", "\"TNAU9000302\"", "" },
	{ "/transfers/1", "from", "\"桂F·1234挂\"", "" },
	{ "/transfers/1", "from", NULL, "E /transfers/t2/from missing" },
	{ "/transfers/1", "packages", NULL, "" },
	{ "", "transfers",
	  "[{\"from\":\"v1\",\"to\":\"v2\",\"goods\":\"g1\",\"packages\":2000},"
	  "{\"from\":\"v1\",\"to\":\"v3\",\"goods\":\"g1\"}]",
	  "E /transfers/t2 transfer-sum; E /transfers transfer-sum" },
	{ "", "transfers",
	  "[{\"from\":\"v1\",\"to\":\"v2\",\"goods\":\"g1\"},"
	  "{\"from\":\"v1\",\"to\":\"v3\",\"goods\":\"g1\"}]",
	  "E /transfers/t1 transfer-sum; E /transfers/t2 transfer-sum" },
	{ "", "transfers",
	  "[{\"from\":\"v1\",\"to\":\"v2\",\"goods\":\"g1\"},"
	  "{\"from\":\"v1\",\"to\":\"v3\",\"goods\":\"g1\",\"packages\":450}]",
	  "E /transfers/t1 transfer-sum" },
	{ "", "transfers", "[]", "E /transfers transfer-sum" },
	{ "", "transfers", "[{\"from\":\"v1\",\"to\":\"v2\",\"goods\":\"g1\"}]",
	  "W /vehicles/v2/class class-mass" },
	{ "/vehicles", "", "{\"plate\":\"29C-777.01\"}",
	  "E /goods/g1 carries-missing" },
	{ "/goods", "", "{\"hs\":\"070310\",\"gross_kg\":50}",
	  "E /transfers transfer-sum" },
	{ "/customs", "", "{\"paper\":\"12/CKHN/2026\"}",
	  "E /goods/g1/customs customs-missing" },
	{ "", "customs", NULL, "" },
	{ "/goods/0", "gross_kg", "18",
	  "E /goods/g1/gross_kg transfer-sum" },
	{ "/goods/0", "gross_kg", "180000",
	  "E /goods/g1/gross_kg transfer-sum" },
	{ "/goods/0", "gross_kg", "19000", "E /transfers transfer-sum" },
};

/* What is found in the file so changed. */
static const char *told_of(struct ck_doc *doc, const struct ck_site *site,
			   const char *file, const struct fault *fault)
{
	const struct ck_value *input = read_tree(doc, file);
	struct ck_findings findings;
	struct ck_document document;
	CK_BUF told = { 0 };

	if (fault)
		put(doc, input, fault->parent, fault->key, fault->json);
	ck_findings_init(&findings, doc);
	ck_document_judge(input, site, &findings, &document);
	for (const struct ck_finding *f = findings.first; f; f = f->next) {
		const struct ck_finding_rule *rule = ck_finding_rule(f->code);

		ck_buf_printf(&told, "%s%s %s %s", told.len ? "; " : "",
			      rule->error ? "E" : "W", f->path, rule->code);
		if (!*f->message)
			ck_buf_puts(&told, " without words");
	}
	return ck_doc_strdup(doc, ck_buf_text(&told));
}

static void test_fault(const struct ck_site *site, const char *file,
		       const struct fault *fault)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	is(told_of(doc, site, file, fault), fault->told, "%s/%s %s",
	   fault->parent, fault->key, fault->json ? fault->json : "taken away");
}

static const char export[] = "tests/data/trade/declaration-export.json";
static const char import[] = "tests/data/trade/declaration-import.json";

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		read_site(doc, "huu-nghi");

	put(doc, site->document, "", "not_allowed",
	    "[{\"hs\":[\"26\"],\"direction\":\"import\",\"name\":{}},"
	    "{\"hs\":[\"2601\",\"93\"],\"direction\":\"export\","
	    "\"regimes\":[\"commercial\"],\"from\":\"2026-11-22\","
	    "\"to\":null,\"name\":{\"en\":\"iron ore\"},\"source\":\"test\"},"
	    "{\"hs\":[\"2602\"],\"to\":\"2026-11-21\",\"name\":{}}]");
	is(told_of(doc, site, export, NULL), "", "the export is good");
	is(told_of(doc, site, import, NULL), "", "the import is good");
	is(told_of(doc, NULL, export, NULL), "", "also without a site");
	for (size_t i = 0; i < LENGTH(export_faults); i++)
		test_fault(site, export, &export_faults[i]);
	for (size_t i = 0; i < LENGTH(import_faults); i++)
		test_fault(site, import, &import_faults[i]);
	return tap_done();
}
