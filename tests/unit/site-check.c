/* The shipped site files contradict themselves nowhere; each contradiction put
 * into one of them is told at its place. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/reader.h"
#include "site/asked.h"
#include "site/check.h"
#include "site/judge.h"
#include "tap.h"

/* What is put where, and where that is told, with a word of the sentence. */
struct damage {
	const char *parent;
	const char *key;
	const char *json;	/* NULL: removed */
	const char *pointer;
	const char *word;
};

#define JQ_WHEN "/checks/fee/when"

static const struct damage damages[] = {
	/* forms */
	{ "", "utc_offset", "\"+7\"", "/utc_offset", "offset" },
	{ "", "utc_offset", NULL, "/utc_offset", "missing" },
	{ "", "country", NULL, "/country", "missing" },
	{ "", "language", "\"\"", "/language", "text" },
	{ "", "zones", NULL, "/zones", "missing" },
	{ "", "lanes", "[]", "/lanes", "object" },
	{ "", "checks", NULL, "/checks", "missing" },
	{ "", "agencies", "null", "/agencies", "object" },
	{ "", "planned_expires_h", "-1", "/planned_expires_h", "integer" },
	{ "", "occurred_limit_min", "1.5", "/occurred_limit_min", "integer" },
	{ "/report", "day_ends", "\"24:01\"", "/report/day_ends", "time" },
	{ "/report", "stock_at", "\"8 pm\"", "/report/stock_at", "time" },
	{ "/report", "stock_at", "\"20:60\"", "/report/stock_at", "time" },
	{ "/staff/0", "from", "\"2024-02-30\"", "/staff/0/from", "day" },
	{ "/staff/0", "to", "\"2021-12-31\"", "/staff/0/to", "before" },
	{ "/zones/yard", "inside", "\"yes\"", "/zones/yard/inside", "true" },
	{ "/zones/yard", "inside", NULL, "/zones/yard/inside", "missing" },
	{ "/lanes/B1-1", "directions", "[\"out\"]", "/lanes/B1-1/directions/0",
	  "export" },
	{ "/lanes/B1-1", "directions", "[\"export import\"]",
	  "/lanes/B1-1/directions/0", "export" },
	{ "/lanes/B1-1", "require", "{}", "/lanes/B1-1/require", "array" },
	{ "/lanes/B1-1", "on_power_loss", "\"shut\"",
	  "/lanes/B1-1/on_power_loss", "hold" },
	{ "/lanes/B1-1", "reverse", "{\"directions\":[]}",
	  "/lanes/B1-1/reverse/home", "missing" },
	{ "/lanes/B1-1", "reverse", "{\"directions\":[\"export\"],"
	  "\"home\":[\"export\"],\"require\":[],\"require_home\":[],"
	  "\"queue\":null}",
	  "/lanes/B1-1/reverse/home", "directions" },
	{ "/lanes/B1-1", "reverse", "{\"directions\":[],\"home\":[],"
	  "\"require\":[\"nothing\"],\"require_home\":[],\"queue\":null}",
	  "/lanes/B1-1/reverse/require/0", "nothing" },
	{ "/lanes/B1-1", "sighting", "{\"uncertain\":\"open\"}",
	  "/lanes/B1-1/sighting/uncertain", "admit" },
	{ "/lanes/B1-1", "sighting", "{\"repeat_s\":-1}",
	  "/lanes/B1-1/sighting/repeat_s", "integer" },
	{ "/lanes/B1-1", "sighting", "{\"repeat\":1}",
	  "/lanes/B1-1/sighting/repeat", "repeat_s" },
	{ "/checks/fee", "scope", "\"truck\"", "/checks/fee/scope", "trip" },
	{ "/checks/fee", "when", NULL, "/checks/fee/when", "missing" },
	{ "/checks/fee", "auto", "{}", "/checks/fee/auto/on", "missing" },
	{ "/checks/fee", "auto", "{\"on\":\"rain\"}", "/checks/fee/auto/on",
	  "weighing" },
	{ "/queues/export", "window_min", NULL, "/queues/export/window_min",
	  "missing" },
	{ "/customs", "satisfies", "[\"done\"]", "/customs/satisfies/0",
	  "cleared" },
	{ "/scales/B1-S1", "verified_until", "\"soon\"",
	  "/scales/B1-S1/verified_until", "day" },
	{ "/calendar/0", "utc_offset", "\"Z\"", "/calendar/0/utc_offset",
	  "offset" },
	{ "/zones", "a/b", "{\"inside\":true}", "/zones/a~1b", "name" },
	{ "/kinds", "a~b", "\"true\"", "/kinds/a~0b", "name" },
	{ "/lanes/B1-1", "require", NULL, "/lanes/B1-1/require", "missing" },
	{ "/lanes/B1-1", "duty", NULL, "/lanes/B1-1/duty", "missing" },
	{ "/lanes/B1-1/duty", "agency", NULL, "/lanes/B1-1/duty/agency",
	  "missing" },
	{ "", "not_allowed", "{}", "/not_allowed", "array" },
	{ "", "not_allowed", "[{\"name\":{}}]", "/not_allowed/0/hs", "missing" },
	{ "", "not_allowed", "[{\"hs\":[\"26\"],\"name\":{},\"to\":\"x\"}]",
	  "/not_allowed/0/to", "day" },
	{ "/ext_schema", "pattern", "\"x\"", "/ext_schema/pattern", "keyword" },
	/* members */
	{ "", "zzz", "1", "/zzz", "no such member" },
	{ "", "lane", "{}", "/lane", "lanes" },
	{ "/lanes/B1-1", "requires", "[]", "/lanes/B1-1/requires",
	  "is require meant" },
	{ "/lanes/B1-1", "queu", "null", "/lanes/B1-1/queu", "queue" },
	{ "/lanes/B1-1/lines", "stop", "\"\"", "/lanes/B1-1/lines/stop",
	  "no such member" },
	{ "/checks/fee", "afte", "[]", "/checks/fee/afte", "after" },
	{ "/checks/fee", "Where", "[]", "/checks/fee/Where", "where" },
	{ "/checks/fee/name", "vn", "\"\"", "/checks/fee/name/vn", "en" },
	{ "/staff/0", "agency", "\"fee\"", "/staff/0/agency", "no such" },
	{ "/home_leg", "exports", "{}", "/home_leg/exports", "export" },
	{ "/queues/export/classes/fresh", "wen", "\"\"",
	  "/queues/export/classes/fresh/wen", "when" },
	{ "/tariff/classes/VT1", "a/b", "1", "/tariff/classes/VT1/a~1b",
	  "no such" },
	/* names */
	{ "/agencies/fee", "superior", "\"nobody\"", "/agencies/fee/superior",
	  "nobody" },
	{ "/staff/0", "agencies", "[\"coast_guard\"]", "/staff/0/agencies/0",
	  "coast_guard" },
	{ "/staff/0", "lanes", "[\"*\",\"B9-1\"]", "/staff/0/lanes/1",
	  "B9-1" },
	{ "/lanes/B1-1", "from", "\"moon\"", "/lanes/B1-1/from", "moon" },
	{ "/lanes/B1-1", "to", "\"moon\"", "/lanes/B1-1/to", "moon" },
	{ "/lanes/B1-1", "point", "\"B9\"", "/lanes/B1-1/point", "B9" },
	{ "/lanes/B1-1", "queue", "\"import\"", "/lanes/B1-1/queue",
	  "import" },
	{ "/lanes/B1-1", "scale", "\"B9-S9\"", "/lanes/B1-1/scale", "B9-S9" },
	{ "/lanes/B1-1", "require", "[\"luck\"]", "/lanes/B1-1/require/0",
	  "luck" },
	{ "/lanes/B1-1", "require_home", "[\"luck\"]",
	  "/lanes/B1-1/require_home/0", "luck" },
	{ "/lanes/B1-1/duty", "agency", "\"x\"", "/lanes/B1-1/duty/agency",
	  "x" },
	{ "/lanes/B1-1/duty", "agency", "\"enterprise:0100112437\"",
	  "/lanes/B1-1/duty/agency", "enterprise:" },
	{ "/lanes/B1-1/duty", "open", "[\"broker:0100112437\"]",
	  "/lanes/B1-1/duty/open/0", "broker:" },
	{ "/checks/fee", "agency", "\"x\"", "/checks/fee/agency", "x" },
	{ "/checks/fee", "after", "[\"luck\"]", "/checks/fee/after/0",
	  "luck" },
	{ "/checks/fee", "after_linked", "[\"luck\"]",
	  "/checks/fee/after_linked/0", "luck" },
	{ "/checks/fee", "where", "[\"moon\"]", "/checks/fee/where/0",
	  "moon" },
	{ "/checks/fee", "auto", "{\"on\":\"passage\",\"from\":\"moon\"}",
	  "/checks/fee/auto/from", "moon" },
	{ "/checks/fee", "auto", "{\"on\":\"passage\",\"to\":\"moon\"}",
	  "/checks/fee/auto/to", "moon" },
	{ "/checks/fee", "auto", "{\"on\":\"passage\",\"lane_point\":\"B9\"}",
	  "/checks/fee/auto/lane_point", "B9" },
	{ "/queues/export", "from", "\"moon\"", "/queues/export/from",
	  "moon" },
	{ "/queues/export", "to", "\"moon\"", "/queues/export/to", "moon" },
	{ "/queues/export", "agency", "\"x\"", "/queues/export/agency", "x" },
	{ "/home_leg/export", "require", "[\"luck\"]",
	  "/home_leg/export/require/0", "luck" },
	{ "/turned_back/import", "require", "[\"luck\"]",
	  "/turned_back/import/require/0", "luck" },
	{ "/notes/dispute", "agency", "\"x\"", "/notes/dispute/agency", "x" },
	{ "/field_owners", "/a~b", "\"x\"", "/field_owners/~1a~0b", "x" },
	{ "/weights", "check", "\"luck\"", "/weights/check", "luck" },
	{ "/weights", "hold_agency", "\"x\"", "/weights/hold_agency", "x" },
	{ "/weights/reasons", "legal", "\"fat\"", "/weights/reasons/legal",
	  "fat" },
	{ "/scales/B1-S1", "lane", "\"B9-1\"", "/scales/B1-S1/lane", "B9-1" },
	/* sense */
	{ "/lanes/B1-1", "scale", "null", "/scales/B1-S1/lane", "in return" },
	{ "/scales/B1-S1", "lane", "\"B1-2\"", "/lanes/B1-1/scale",
	  "in return" },
	{ "/lanes/B1-1", "home", "[\"export\"]", "/lanes/B1-1/home",
	  "export" },
	{ "/lanes/B1-1", "to", "\"yard\"", "/lanes/B1-1/to", "one zone" },
	{ "/scales/B1-S1", "e_kg", "0", "/scales/B1-S1/e_kg", "1, 2 or 5" },
	{ "/scales/B1-S1", "e_kg", "-20", "/scales/B1-S1/e_kg", "integer" },
	{ "/scales/B1-S1", "e_kg", "7", "/scales/B1-S1/e_kg", "1, 2 or 5" },
	{ "/scales/B1-S1", "e_kg", "25", "/scales/B1-S1/e_kg", "1, 2 or 5" },
	{ "/scales/B1-S1", "max_kg", "9980", "/scales/B1-S1/max_kg",
	  "500 to 10000 intervals of 20 kg" },
	{ "/scales/B1-S1", "max_kg", "200020", "/scales/B1-S1/max_kg",
	  "500 to 10000 intervals of 20 kg" },
	{ "/scales/B1-S1", "max_kg", NULL, "/scales/B1-S1/max_kg",
	  "missing" },
	{ "/scales/B1-S1", "min_kg", "380", "/scales/B1-S1/min_kg",
	  "at least 20 intervals of 20 kg" },
	{ "/scales/B1-S1", "min_kg", "80000", "/scales/B1-S1/min_kg",
	  "less than Max" },
	{ "/scales/B1-S1", "min_kg", NULL, "/scales/B1-S1/min_kg",
	  "missing" },
	{ "/scales/B1-S1", "certificate", "\"\"",
	  "/scales/B1-S1/certificate", "text" },
	{ "/scales/B1-S1", "certificate", NULL, "/scales/B1-S1/certificate",
	  "missing" },
	{ "/scales/B1-S1", "seal", "\"\"", "/scales/B1-S1/seal", "text" },
	{ "/lanes/B1-1/lines", "loop_exit", "\"gpiochip0:0\"",
	  "/lanes/B1-1/lines/loop_exit", "loop_arrive" },
	{ "/agencies/management_board", "superior", "\"fee\"",
	  "/agencies/gate_centre/superior", "circle" },
	{ "/checks/fee", "after", "[\"fee\"]", "/checks/fee/after",
	  "circle" },
	{ "/checks/fee", "alias", "\"bp-den\"", "/checks/fee/alias",
	  "border_guard_arrival" },
	{ "/checks/fee", "alias", "\"weight\"", "/checks/fee/alias",
	  "name of a check" },
	{ "/checks/transport_licence", "vouches", "[\"/vehicle/plate\"]",
	  "/checks/transport_licence/expires", "vouches" },
	{ "/checks/fee", "where", "[\"abroad\"]", "/checks/fee/where/0",
	  "abroad" },
	{ "/queues/export", "classes", "{}", "/queues/export/classes",
	  "class" },
	{ "/queues/export/classes/fresh", "share", "0",
	  "/queues/export/classes/fresh/share", "share" },
	{ "/tariff/classes/VT1", "under_t", "null",
	  "/tariff/classes/VT6/under_t", "VT1" },
	{ "/tariff/classes/VT6", "under_t", "99", "/tariff/classes",
	  "bound" },
	{ "/tariff", "split", "[{\"to\":\"a\",\"percent\":99}]",
	  "/tariff/split", "100" },
	{ "/checks/fee", "alias", "\"fee\"", "/checks/fee/alias",
	  "leave the alias out" },
	/* values */
	{ "", "language", "\"fr\"", "/language", "none of: vi, en, zh" },
	{ "", "currency", "\"dong\"", "/currency", "as VND" },
	{ "", "currency", "\"XXX\"", "/currency", "XXX is no currency" },
	{ "/tariff", "currency", "\"XAU\"", "/tariff/currency",
	  "XAU is no currency" },
	{ "", "far_country", "\"China\"", "/far_country", "as VN" },
	{ "/calendar/0", "days", "[\"monday\"]", "/calendar/0/days/0",
	  "monday is none of: mon" },
	{ "/calendar/0", "subject", "\"trucks\"", "/calendar/0/subject",
	  "vehicles" },
	{ "/calendar/0", "subject", "\"lane:B9-9\"", "/calendar/0/subject",
	  "no lane B9-9" },
	{ "/calendar/0", "side", "\"XX\"", "/calendar/0/side", "VN, CN" },
	{ "/calendar/0", "close", "\"00:00\"", "/calendar/0/close", "night" },
	{ "/calendar/0", "days", NULL, "/calendar/0", "closed" },
	{ "/calendar/0", "closed", "true", "/calendar/0", "closed" },
	{ "/lanes/B1-1/timings", "pulse_ms", "0",
	  "/lanes/B1-1/timings/pulse_ms", "50 to 5000" },
	{ "/lanes/B1-1/timings", "open_timeout_ms", "99999999999",
	  "/lanes/B1-1/timings/open_timeout_ms", "1000 to 60000" },
	{ "/lanes/B1-1", "admit_s", "0", "/lanes/B1-1/admit_s", "10 to 3600" },
	{ "/lanes/B1-1", "sighting", "{\"least_permille\":1800}",
	  "/lanes/B1-1/sighting/least_permille", "0 to 1000" },
	{ "/zones/yard", "name", "{\"vi\":\"a\",\"en\":\"b\"}",
	  "/zones/yard/name/zh", "text" },
	{ "/checks/fee", "vouches", "[\"/good/*/hs\"]",
	  "/checks/fee/vouches/0", "/goods" },
	{ "/scales/B1-S1", "protocol", "\"yaohoa-a9\"",
	  "/scales/B1-S1/protocol", "is yaohua-a9 meant?" },
	{ "/scales/B1-S1", "serial", "{\"baud\":12,\"framing\":\"8n1\"}",
	  "/scales/B1-S1/serial/baud", "9600" },
	{ "/scales/B1-S1", "serial", "{\"baud\":9600,\"framing\":\"9x1\"}",
	  "/scales/B1-S1/serial/framing", "as 8n1" },
	{ "/home_leg/export", "nationality", "[\"Vietnam\"]",
	  "/home_leg/export/nationality/0", "as VN" },
	{ "/retention", "drivers", "{\"days\":1,\"ground\":\"x\"}",
	  "/retention/drivers", "is driver meant?" },
	{ "/lanes/B1-1/lines", "loop_exit", "\"lane-io:-1\"",
	  "/lanes/B1-1/lines/loop_exit", "chip:offset" },
	{ "/lanes/B1-1", "cameras", "{\"a\":{\"adapter\":\"axis\","
	  "\"address\":\"192.0.2.300\"}}",
	  "/lanes/B1-1/cameras/a/address", "192.0.2.17" },
	{ "/lanes/B1-1", "cameras", "{\"a\":{\"adapter\":\"axis\","
	  "\"address\":\"192.0.2.3\"},\"b\":{\"adapter\":\"axis\","
	  "\"address\":\"192.0.2.3\"}}",
	  "/lanes/B1-1/cameras/b/address", "of a already" },
	/* what must be there */
	{ "", "tariff", NULL, "/tariff", "missing" },
	{ "", "retention", NULL, "/retention", "missing" },
	{ "", "tree", NULL, "/tree", "missing" },
	{ "/agencies", "admin", NULL, "/agencies/admin", "missing" },
	{ "/lanes/B1-1", "home", NULL, "/lanes/B1-1/home", "missing" },
	{ "/lanes/B1-1", "queue", NULL, "/lanes/B1-1/queue", "missing" },
	{ "/lanes/B1-1", "degraded", NULL, "/lanes/B1-1/degraded",
	  "missing" },
	{ "/reasons", "open", NULL, "/reasons/open", "missing" },
	{ "/tariff", "base_when", NULL, "/tariff/base_when", "missing" },
	{ "/checks/fee", "name", NULL, "/checks/fee/name", "missing" },
};

static const struct damage conditions[] = {
	{ "/checks/fee", "when", "\".laden and\"", JQ_WHEN, "" },
	{ "/checks/fee", "when", "\"now > 0\"", JQ_WHEN, "now" },
	{ "/checks/fee", "when", "\"$ENV.HOME\"", JQ_WHEN, "$ENV" },
	{ "/checks/fee", "when", "\"nosuch(1)\"", JQ_WHEN, "" },
	{ "/checks/fee", "when", "\"true) or (true\"", JQ_WHEN, "brackets" },
	{ "/kinds", "fruit", "\".direction ==\"", "/kinds/fruit", "" },
	{ "/queues/export/classes/other", "when", "\"}\"",
	  "/queues/export/classes/other/when", "" },
	{ "/tariff", "base_when", "\"input\"", "/tariff/base_when", "input" },
	{ "/checks/fee", "when", "\".directon == \\\"export\\\"\"", JQ_WHEN,
	  "there is no fact directon; is direction meant?" },
	{ "/kinds", "fruit", "\"any(.chapter[]; . == \\\"08\\\")\"",
	  "/kinds/fruit", "is chapters meant" },
	{ "/tariff", "base_when", "\".zzz\"", "/tariff/base_when",
	  "there is no fact zzz" },
	{ "/tariff/multipliers/0", "when", "\".x[\"",
	  "/tariff/multipliers/0/when", "" },
};

/* What is asked for, by jq's own reading of the text: the manual of jq 1.7. */
static const struct {
	const char *expression;
	const char *facts;
} asked[] = {
	{ "true", "" }, { ".", "" }, { "..", "" }, { ".laden", "laden" },
	{ ".a == \".b\" and .c", "a c" }, { ".ext.a.b", "ext" },
	{ ".[\"a\"] or .\"b\"", "a b" }, { ".[\"a\" + .b]", "b" },
	{ ".ext[\"a\"]", "ext" }, { "any(.a[]; .b)", "a" },
	{ "any(.b)", "" }, { "any(.b == \";\")", "" },
	{ "any(.a[] | select(.b); .c)", "a" }, { ".a | .b", "a" },
	{ "(.a | .b) and .c", "a c" }, { ".axles as $a | .b > $a", "axles b" },
	{ ".a as $x | .b as $y | .c", "a b c" }, { ".a | index(.b)", "a" },
	{ ".a | IN(\"x\") or .b", "a" }, { "IN(.a; .b, .c)", "a b c" },
	{ "if .a then .b elif .c then .d else .e end or .f",
	  "a b c d e f" },
	{ "if .a | .x then .b else false end", "a b" },
	{ "[.a, .b] | map(.c)", "a b" }, { "map(.c)", "" },
	{ "{a: .b, and: .c} | .d", "b c" }, { "\"x\\(.a)y\" == .b", "a b" },
	{ "def f: .x; .a and f", "a" }, { "def f(g): def h: .x; .y; .a", "a" },
	{ "reduce .a[] as $x (0; . + 1) | .b", "a" },
	{ "try .a catch .b", "a" }, { ".a # .b\n and .c", "a c" },
	{ ".5 < .a", "a" }, { ".a? // .b", "a b" }, { ".a[.b:]", "a b" },
	{ "$__x .a", "" }, { "label $o | .a", "a" }, { ".a |= .b", "a b" },
};

static void test_asked(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		const struct ck_value *list =
			ck_asked_facts(doc, asked[i].expression);
		CK_BUF text = { 0 };

		for (size_t k = 0; k < ck_count(list); k++)
			ck_buf_printf(&text, "%s%s", k ? " " : "",
				      ck_str(ck_at(list, k)));
		is(ck_buf_text(&text), asked[i].facts,
		   "expression %zu asks for: %s", i, asked[i].facts);
	}
}

struct told {
	const char *wanted;
	const char *word;
	int there;
	int all;
	char first[256];
};

static void tell(void *ctx, const char *pointer, const char *sentence)
{
	struct told *told = ctx;

	if (!told->all++)
		snprintf(told->first, sizeof(told->first), "%s: %s", pointer,
			 sentence);
	if (told->wanted && !strcmp(told->wanted, pointer) &&
	    strstr(sentence, told->word))
		told->there++;
}

static const struct ck_value *read_site(struct ck_doc *doc, const char *name)
{
	const char *top = getenv("top_srcdir");
	char *path = ck_doc_format(doc, "%s/share/sites/%s.json",
				   top ? top : ".", name);
	const struct ck_value *site = NULL;
	static char text[1 << 20];
	struct ck_fault fault;
	FILE *f = fopen(path, "re");
	size_t len = 0;

	if (f) {
		len = fread(text, 1, sizeof(text), f);
		fclose(f);
	}
	if (!len || ck_read_object(doc, text, len, &site, &fault) < 0)
		printf("# cannot read %s\n", path);
	return site;
}

static void test_shipped(const char *name)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *site = read_site(doc, name);
	struct told told = { .word = "" };

	ok(site && ck_site_check(site, doc, tell, &told) == 0 && !told.all,
	   "%s says nothing against itself", name);
	if (told.all)
		printf("# %s\n", told.first);
}

/* All but the conditions, whose compilation takes its time. */
static int check_facts(const struct ck_value *site, struct ck_doc *doc,
		       struct told *told)
{
	struct judge judge = { site, doc, tell, told, 0, false };

	ck_judge_members(&judge);
	ck_judge_types(&judge);
	ck_judge_required(&judge);
	if (!judge.found) {
		ck_judge_names(&judge);
		ck_judge_sense(&judge);
		ck_judge_values(&judge);
	}
	return judge.found ? -EBADMSG : 0;
}

static void test_damage(const struct ck_value *site, const struct damage *d,
			bool conditions_too)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *copy = ck_copy(doc, site);
	struct ck_value *parent = (struct ck_value *)ck_pointer(copy, d->parent);
	struct told told = { .wanted = d->pointer, .word = d->word };
	const struct ck_value *v = NULL;
	struct ck_fault fault;
	int r;

	if (d->json && ck_read(doc, d->json, strlen(d->json), &v, &fault) < 0)
		parent = NULL;
	if (parent && d->json)
		ck_set(parent, d->key, v);
	else if (parent)
		ck_unset(parent, d->key);
	r = conditions_too ? ck_site_check(copy, doc, tell, &told)
			   : check_facts(copy, doc, &told);
	if (!ok(parent && r == -EBADMSG && told.there >= 1, "%s/%s: %s: %s",
		d->parent, d->key, d->json ? d->json : "removed", d->pointer))
		printf("# told %d, the first %s\n", told.all, told.first);
}

/* What an older file had to have, when it was loaded: a store that holds it
 * goes on with it. */
static void test_held(void)
{
	static const char text[] =
		"{\"utc_offset\":\"+07:00\",\"country\":\"VN\","
		"\"language\":\"fr\",\"agencies\":{},\"zones\":{},"
		"\"lanes\":{},\"checks\":{},\"kinds\":{\"a\":\".zzz\"}}";
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *site = NULL;
	struct told told = { .word = "" };
	struct ck_fault fault;

	ok(ck_read(doc, text, strlen(text), &site, &fault) == 0 &&
		   ck_site_check_held(site, doc, tell, &told) == 0,
	   "a file of before more was asked is held on to");
	ok(ck_site_check(site, doc, tell, &told) == -EBADMSG && told.all > 20,
	   "... and not loaded again");
}

static void test_all_told(const struct ck_value *site)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *copy = ck_copy(doc, site);
	struct told told = { .word = "" };

	ck_set_str((struct ck_value *)ck_pointer(copy, "/checks/fee"), "when",
		   "(");
	ck_set_str((struct ck_value *)ck_pointer(copy, "/kinds"), "fruit",
		   ". ==");
	ck_set_str((struct ck_value *)ck_pointer(copy, "/lanes/B1-1"), "queue",
		   "none");
	ok(ck_site_check(copy, doc, tell, &told) == -EBADMSG && told.all == 3,
	   "wrong names, tokens and programs are told together");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *site = read_site(doc, "huu-nghi");

	if (!site)
		return 99;
	test_shipped("huu-nghi");
	test_shipped("tan-thanh");
	test_shipped("chi-ma");
	test_shipped("tra-linh");
	test_held();
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++)
		test_damage(site, &damages[i], false);
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++)
		test_damage(site, &conditions[i], true);
	test_all_told(site);
	test_asked();
	return tap_done();
}
