/* A date that was mistyped is one fault, and told where it stands: the papers
 * and the day of issue beside it are not doubted for it. */
#include <config.h>

#include "base/clock.h"
#include "declare.h"
#include "trade/validate.h"
#include "trade/validate_date.h"

static const char whole[] = "tests/data/trade/declaration-whole.json";
static const char evening[] = "2026-11-21T22:46:00+07:00";

/* Of the document whose last paper ends on 2027-11-01, on that evening. */
static const struct {
	const char *parent;
	const char *key;
	const char *json;
	const char *told;
} cases[] = {
	{ "", "expected_at", "\"2062-11-22T08:00:00+07:00\"",
	  " /expected_at expected-far" },
	{ "", "expected_at", "\"2025-11-22T08:00:00+07:00\"",
	  " /expected_at expected-far" },
	{ "/documents/0", "issued", "\"2062-11-01\"",
	  " /documents/d1/issued date-future" },
	{ "/documents/0", "issued", "\"2026-11-22\"",
	  " /documents/d1/issued date-future" },
	{ "/documents/0", "valid_until", "\"2006-11-01\"",
	  " /documents/d1/valid_until date-order" },
	{ "/documents/0", "valid_until", "\"2026-11-20\"",
	  " /documents/d1/valid_until expired" },
	{ "/vehicles/0/licence", "valid_until", "\"2006-06-30\"",
	  " /vehicles/v1/licence/valid_until expired" },
	{ "/vehicles/0/insurance", "valid_until", "\"2026-11-21\"",
	  " /vehicles/v1/insurance/valid_until expired" },
	{ "/vehicles/0/seals/0", "applied_at",
	  "\"2062-11-21T20:00:00+08:00\"",
	  " /vehicles/v1/seals/s1/applied_at date-future" },
};

static const char *told_of(struct ck_doc *doc, const struct ck_site *site,
			   const struct ck_value *input)
{
	struct ck_document document;
	struct ck_findings findings;
	CK_BUF told = { 0 };
	int64_t now = 0;

	if (ck_time_parse(evening, &now) < 0)
		return "";
	ck_findings_init(&findings, doc);
	ck_document_judge_again(input, site, NULL, now, &findings, &document);
	ck_validate_now(document.stored, site, now, &findings);
	for (const struct ck_finding *f = findings.first; f; f = f->next)
		ck_buf_printf(&told, " %s %s", f->path,
			      ck_finding_rule(f->code)->code);
	return ck_doc_strdup(doc, ck_buf_text(&told));
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		read_site(doc, "huu-nghi");

	is(told_of(doc, site, read_tree(doc, whole)), "",
	       "nothing is wrong with the dates");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct ck_value *input = read_tree(doc, whole);

		put(doc, input, cases[i].parent, cases[i].key, cases[i].json);
		is(told_of(doc, site, input), cases[i].told, "%s/%s %s",
		       cases[i].parent, cases[i].key, cases[i].json);
	}
	return tap_done();
}
