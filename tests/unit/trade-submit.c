/* What changes between judging a declaration and appending it is seen: a new
 * site file, what customs said meanwhile. A rule that fails is a finding, and
 * its check is required. */
#include <config.h>

#include <errno.h>

#include "declare.h"
#include "trade/submit.h"

static const struct ck_envelope envelope = {
	.at = 1795272360000, .actor = "admin", .via = "cli",
	.program = "trade-submit",
};

struct ground {
	struct ck_store *store;
	struct ck_txn *txn;
	struct ck_doc *doc;
};

static void load_site(struct ground *g, const struct ck_value *document,
		      int version)
{
	struct ck_value *body = ck_new_object(g->doc);

	ck_set_bool(body, "active", true);
	ck_set_int(body, "effective", 0);
	ck_set_int(body, "file_version", version);
	ck_set_str(body, "digest", ck_doc_format(g->doc, "s%d", version));
	ck_set(body, "document", document);
	ok(ck_append(g->txn, "site.loaded", "CKHN", "CKHN", body, NULL,
		     NULL) == 0, "site file %d takes effect", version);
}

static struct ck_submission *prepare(struct ground *g)
{
	const struct ck_site *site = NULL;
	struct ck_submission *sub;

	ok(ck_site_get(g->store, "CKHN", &site) == 0, "the site is read");
	sub = ck_submission_new(g->doc, site);
	ok(ck_submission_prepare(sub, g->store, read_tree(g->doc,
		"tests/data/trade/declaration-export.json")) == 0 &&
	   !sub->findings.errors, "a declaration is prepared");
	return sub;
}

static bool needs(const struct ck_submission *sub, const char *name)
{
	const struct ck_value *checks =
		ck_get(ck_at(sub->answer, 0), "checks");

	for (size_t i = 0; i < ck_count(checks); i++)
		if (!strcmp(ck_get_str(ck_at(checks, i), "name"), name))
			return true;
	return false;
}

static bool found(const struct ck_submission *sub, enum ck_finding_code code)
{
	for (const struct ck_finding *f = sub->findings.first; f; f = f->next)
		if (f->code == code)
			return true;
	return false;
}

static void test_unchanged(struct ground *g)
{
	struct ck_submission *sub = prepare(g);
	const struct ck_ruling *before = sub->trips[0].ruling;
	const char *same = "";

	ok(ck_submission_refresh(sub, g->store) == 0 &&
	   sub->trips[0].ruling == before, "nothing changed, nothing is asked");
	ok(ck_submission_repeat(sub, g->store, &same) == 0 && !same,
	   "nobody declared it before");
	ok(ck_submission_append(sub, g->txn) == 0, "it is appended");
	is(sub->declaration, "CKHN-20261121-00001", "the first of the day");
	ok(!needs(sub, "customs_documents"), "with the checks of an export");
}

static void test_customs(struct ground *g)
{
	struct ck_submission *sub = prepare(g);
	const char *same = NULL;

	ok(ck_append(g->txn, "customs.updated", "CKHN/30512345678",
		     "CKHN/30512345678",
		     read_text(g->doc, "{\"channel\":\"red\"}"), NULL,
		     NULL) == 0, "customs says red meanwhile");
	ok(ck_submission_repeat(sub, g->store, &same) == 0, "the same again");
	is(same, "CKHN-20261121-00001", "is known");
	ok(ck_submission_refresh(sub, g->store) == 0 &&
	   ck_submission_append(sub, g->txn) == 0, "appended all the same");
	is(sub->declaration, "CKHN-20261121-00002", "it is the second");
	ok(needs(sub, "customs_documents") && needs(sub, "customs_goods"),
	   "with the checks of what customs said");
}

static void test_site(struct ground *g, const struct ck_value *document)
{
	struct ck_submission *sub = prepare(g);

	put(g->doc, document, "/checks", "luck",
	    "{\"agency\":\"customs\",\"scope\":\"trip\","
	    "\"when\":\".direction | error\"}");
	put(g->doc, document, "/checks/fee", "when", "\"false\"");
	load_site(g, document, 2);
	ok(ck_submission_refresh(sub, g->store) == 0 &&
	   sub->site->version == 2, "it is judged by the new file");
	ok(found(sub, CK_F_RULE_ERROR) && !sub->findings.errors,
	   "a rule that fails is a warning");
	ok(ck_submission_append(sub, g->txn) == 0 && needs(sub, "luck") &&
	   !needs(sub, "fee"), "and its check is required");
}

static void test_strict(struct ground *g, const struct ck_value *document)
{
	struct ck_submission *sub = prepare(g);

	put(g->doc, document, "/regimes", "commercial", NULL);
	load_site(g, document, 3);
	ok(ck_submission_refresh(sub, g->store) == 0 &&
	   found(sub, CK_F_UNKNOWN_CODE) && sub->findings.errors == 1,
	   "a new file may refuse what the old one took");
	put(g->doc, document, "/regimes", "commercial", "{\"vi\":\"x\"}");
	put(g->doc, document, "/kinds", "fruit", "\".direction ==\"");
	load_site(g, document, 4);
	ok(ck_submission_refresh(sub, g->store) == -EINVAL,
	   "rules that do not compile are told");
}

int main(void)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *document =
		read_tree(doc, "share/sites/huu-nghi.json");
	struct ground g = { .doc = doc };

	ok(ck_store_create_memory(&store) == 0 &&
	   ck_txn_begin(store, false, &txn) == 0 &&
	   ck_txn_enter(txn, &envelope) == 0, "a command on a store");
	g.store = store;
	g.txn = txn;
	load_site(&g, document, 1);
	test_unchanged(&g);
	test_customs(&g);
	test_site(&g, document);
	test_strict(&g, document);
	return tap_done();
}
