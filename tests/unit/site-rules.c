/* The rules of the shipped site answer known trips as their table says; a
 * rule that fails is told and counts as required; the rules run once for trips
 * that no rule can tell apart. */
#include <config.h>

#include <errno.h>

#include "clear/need.h"
#include "declare.h"

static const struct ck_need_about about = { .trip = "T.1", .declaration = "T" };

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of needs, sorted, as one text. */
static const char *names_of(struct ck_doc *doc, const struct ck_value *needs)
{
	const char *names[64];
	size_t count = ck_count(needs);
	CK_BUF text = { 0 };

	for (size_t i = 0; i < count && i < 64; i++) {
		const struct ck_value *need = ck_at(needs, i);

		names[i] = ck_str(need) ? ck_str(need)
					: ck_get_str(need, "name");
	}
	qsort(names, count, sizeof(*names), by_text);
	for (size_t i = 0; i < count; i++)
		ck_buf_printf(&text, "%s%s", i ? " " : "", names[i]);
	return ck_doc_strdup(doc, ck_buf_text(&text));
}

static void test_known(struct ck_doc *doc, const struct ck_site *site,
		       const struct ck_value *known)
{
	const char *name = ck_get_str(known, "name");
	const struct ck_ruling *ruling = NULL;
	const char *kind;
	int r = ck_rules_ask(site, doc, ck_get(known, "facts"), &ruling, NULL);

	if (!ok(r == 0 && ruling, "%s: the rules answer", name))
		return;
	is(names_of(doc, ck_need_list(doc, site, ruling, &about)),
	   names_of(doc, ck_get(known, "needs")), "%s: its checks", name);
	kind = ck_ruled_first(ruling, "/kinds");
	is(kind ? kind : "",
	   ck_str(ck_at(ck_get(known, "kind"), 0)) ?: "", "%s: its kind", name);
	ok(!ck_ruled_wrong(ruling, 0), "%s: no rule fails", name);
}

static void test_shipped(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *known = read_tree(doc, "tests/data/site-facts.json");
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		read_site(doc, "huu-nghi");

	ok(ck_count(known) > 10, "there are known trips");
	for (size_t i = 0; i < ck_count(known); i++)
		test_known(doc, site, ck_at(known, i));
}

/* A site of a few rules. */
static struct ck_site *site_of(struct ck_doc *doc, const char *json)
{
	return ck_site_new(read_text(doc, json));
}

static const struct ck_ruling *ask(struct ck_doc *doc,
				   const struct ck_site *site, const char *facts)
{
	const struct ck_ruling *ruling = NULL;

	if (ck_rules_ask(site, doc, read_text(doc, facts), &ruling, NULL) < 0)
		printf("# the rules do not compile\n");
	return ruling;
}

static void test_wrong(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site = site_of(doc,
		"{\"checks\":{"
		"\"a\":{\"agency\":\"x\",\"when\":\".n > 1\"},"
		"\"b\":{\"agency\":\"x\",\"when\":\".n | error\"},"
		"\"c\":{\"agency\":\"x\",\"when\":\".n # to the end\"},"
		"\"d\":{\"agency\":\"x\",\"when\":\"empty\"},"
		"\"e\":{\"agency\":\"x\",\"when\":\"true, false\"},"
		"\"f\":{\"agency\":\"x\",\"when\":\"false\"}}}");
	const struct ck_ruling *ruling = ask(doc, site, "{\"n\":2}");

	ok(ck_ruled(ruling, "/checks/a/when") == CK_RULED_YES, "yes");
	ok(ck_ruled(ruling, "/checks/f/when") == CK_RULED_NO, "no");
	ok(ck_ruled(ruling, "/checks/b/when") == CK_RULED_WRONG, "an error");
	ok(ck_ruled(ruling, "/checks/c/when") == CK_RULED_WRONG, "a number");
	ok(ck_ruled(ruling, "/checks/d/when") == CK_RULED_WRONG, "nothing");
	ok(ck_ruled(ruling, "/checks/e/when") == CK_RULED_WRONG, "two answers");
	ok(ck_ruled(ruling, "/checks/z/when") == CK_RULED_NO, "no such rule");
	is(names_of(doc, ck_need_list(doc, site, ruling, &about)), "a b c d e",
	   "what fails is required");
	is(ck_ruled_wrong(ruling, 3)->pointer, "/checks/e/when",
	   "the last of four that fail");
	ok(!ck_ruled_wrong(ruling, 4), "and no more");
}

static void test_memory(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site = site_of(doc,
		"{\"kinds\":{\"b\":\".n == 1\",\"a\":\".n < 3\",\"c\":\"false\"},"
		"\"queues\":{\"q\":{\"classes\":{\"x\":{\"when\":\".n == 2\"}}}},"
		"\"tariff\":{\"base_when\":\"true\",\"transfer_when\":\"false\","
		"\"rules\":[{\"when\":\".n == 1\"}],"
		"\"multipliers\":[{\"when\":\".n == 2\"}]}}");
	const struct ck_ruling *one = ask(doc, site, "{\"n\":1,\"seen\":0}");
	const struct ck_ruling *two = ask(doc, site, "{\"seen\":9,\"n\":2}");

	is(ck_ruled_first(one, "/kinds"), "a", "the first in byte order");
	ok(!ck_ruled_first(one, "/queues/q/classes"), "no class");
	is(ck_ruled_first(two, "/queues/q/classes"), "x", "a class");
	ok(ck_ruled(one, "/tariff/base_when") == CK_RULED_YES &&
	   ck_ruled(one, "/tariff/transfer_when") == CK_RULED_NO &&
	   ck_ruled(one, "/tariff/rules/0/when") == CK_RULED_YES &&
	   ck_ruled(one, "/tariff/multipliers/0/when") == CK_RULED_NO,
	   "the tariff's rules");
	ok(ck_rules_runs(site) == 2, "the rules ran twice");
	ask(doc, site, "{\"n\":1,\"seen\":77}");
	ok(ck_rules_runs(site) == 2, "not again for what no rule can see");
	for (int i = 0; i < 5000; i++)
		ask(doc, site, ck_doc_format(doc, "{\"n\":%d}", i));
	ok(ck_rules_runs(site) > 4900, "again for what it has forgotten");
	ok(ck_ruled(one, "/kinds/b") == CK_RULED_YES,
	   "a ruling outlives what is forgotten");
}

static void test_uncompilable(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		site_of(doc, "{\"kinds\":{\"a\":\".n ==\"}}");
	const struct ck_ruling *ruling = NULL;
	const char *error = NULL;

	for (int i = 0; i < 2; i++)
		ok(ck_rules_ask(site, doc, read_text(doc, "{}"), &ruling,
				&error) == -EINVAL && error && *error,
		   "rules that do not compile are told each time");
}

static void test_none(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site = site_of(doc, "{}");
	const struct ck_ruling *ruling = ask(doc, site, "{\"n\":1}");

	ok(ruling && ck_ruled(ruling, "/kinds/a") == CK_RULED_NO,
	   "a site without rules says no");
}

static void test_names(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_site_free) struct ck_site *site =
		read_site(doc, "huu-nghi");
	const struct ck_value *words =
		read_text(doc, "{\"vi\":\"một\",\"zh\":\"一\"}");
	const struct ck_value *row = NULL;

	is(ck_site_check_name(site, "bp-den"), "border_guard_arrival",
	   "a check by its alias");
	is(ck_site_check_name(site, "weight"), "weight", "by its name");
	ok(!ck_site_check_name(site, "luck"), "no such check");
	is(ck_site_word(site, words, "zh"), "一", "the language asked for");
	is(ck_site_word(site, words, "en"), "một", "else the site's");
	is(ck_site_start_zone(site, "export", "main", NULL), "outside", "exports");
	is(ck_site_start_zone(site, "import", "main", NULL), "abroad", "imports");
	is(ck_site_start_zone(site, "import", "receiving", NULL), "outside",
	   "who takes imports over");
	is(ck_site_field_owner(site, "/customs/c7/channel"), "customs",
	   "whose a field is");
	ok(!ck_site_field_owner(site, "/customs/c7/number") &&
	   !ck_site_field_owner(site, "/customs/channel"), "nobody's");
	ok(ck_site_legal_limit(site, 5, true, &row) == 44000000 &&
	   ck_site_legal_limit(site, 5, false, &row) == 34000000 &&
	   ck_site_legal_limit(site, 0, false, &row) == 0, "limits in grams");
	ok(ck_site_zone_abroad(site, "abroad") &&
	   !ck_site_zone_abroad(site, "inland") &&
	   ck_site_zone_inside(site, "yard") &&
	   !ck_site_zone_inside(site, "nowhere"), "zones");
	ok(ck_site_find_reason(site, "cancel", "mistake") &&
	   !ck_site_find_reason(site, "cancel", "overweight"), "reasons");
}

int main(void)
{
	test_shipped();
	test_wrong();
	test_memory();
	test_uncompilable();
	test_none();
	test_names();
	return tap_done();
}
