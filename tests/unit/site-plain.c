/* What is answered without jq is what libjq answers: every rule of the shipped
 * sites and expressions of all forms, with the facts of known trips and with
 * each fact replaced by values of every type. What is more than plain is left
 * to jq. */
#include <config.h>

#include "base/memory.h"
#include "declare.h"
#include "record/jq.h"
#include "site/plain.h"
#include "site/rules.h"

enum { RULES_MOST = 200 };

static const char *rules[RULES_MOST];
static const struct ck_plain *plain[RULES_MOST];
static size_t count;
static struct ck_jq *jq;
static size_t answered, left, differ;

static const char *const expressions[] = {
	"true", "false", ".laden", ".laden | not", "(true)", "not | not",
	".role == \"main\" or .role == \"power\" and .laden",
	"(.role == \"main\" or .role == \"power\") and .laden",
	".laden and .container or .trailer", ".axles > 5", ".axles<=6",
	"6 >= .axles", "6 < .axles", ".axles != 6", ".gross_kg == 21500",
	".class < \"VT6\"", ".class > \"VT\"", ".class <= .nationality",
	".class == null", "null == .class", ".laden == true", ".ext",
	".ext | not", ".hs and .chapters", ".hs == .chapters",
	"any(.hs[]; . == \"08106000\")", "any(.hs[]; .[0:4] == \"0810\")",
	"any(.hs[]; .[2:3] > \"0\")", "any(.hs[]; .[6:90] == \"00\")",
	"any(.hs[]; .[5:2] == \"\")", "any(.channel[]; .)",
	"any(.channel[]; not)", "any(.channel[]; . as $c | $c == \"red\")",
	".role as $r | any(.hs[]; . > $r)", ".role as $r | .class as $r | $r != \"main\"",
	".role as $r | (.class as $r | $r == \"VT6\") and $r == \"main\"",
	"any(.origins[]; IN(\"VN\", \"CN\")) | not",
	".role | IN(\"main\")", ".axles | IN(\"6\", \"main\")", ".none",
	".none == null", ".none | not", ".none | IN(\"x\")", "(.role)|(.==\"main\")",
	".role == \"chính\"", "any(.origins[]; .[0:1] == \"V\")",
	". | .laden", ".laden\n\tand\n true", ".role < 3", ".role and 0",
};

/* More than plain, or no jq at all. */
static const char *const more[] = {
	"", ".a.b", ".a[0]", ".[0]", ".a[]", "..", ".a?", ".\"a\"", ".a // 1",
	".a, .b", "-1 < .a", ".a + 1 == 2", ".a < 1.5", ".a == 1e3",
	".a == \"\\n\"", ".a == \"x\\(1)\"", "if .a then 1 else 2 end",
	"$x", "$__loc__", "any", "any(.a; .)", "all(.a[]; .)", "IN(.a)",
	"IN(1)", "isempty(.a)", ".a == 1 == true", "true # so", "nothing",
	"(.a", ".a)", "\"a", ".[1:]", ".[:1]", ".[-1:2]", "try .a", "[.a] == []",
	".a as [$x] | $x", ".a as $x", "def f: 1; f", "label $x | .a",
	".a and .b as $x | $x", "1000000000000000000 > .a", ".a::b", "@text",
};

/* -- what jq says --------------------------------------------------------- */

struct told {
	struct ck_doc *doc;
	const struct ck_value *answers;
};

static int hear(void *ctx, const char *json, size_t len)
{
	struct told *told = ctx;
	struct ck_fault fault;

	return ck_read(told->doc, json, len, &told->answers, &fault);
}

static int add(void *ctx, const struct ck_rule *rule)
{
	(void)ctx;
	if (count < RULES_MOST)
		rules[count++] = rule->expression;
	return 0;
}

static void compile(struct ck_doc *doc)
{
	ck_autofree char *error = NULL;
	CK_BUF program = { 0 };

	ck_buf_puts(&program, "def ask(f): try ([f] | if . == [true] then 1 "
			      "elif . == [false] then 0 else 2 end) catch 2; [");
	for (size_t i = 0; i < count; i++) {
		ck_buf_printf(&program, "%sask((%s\n))", i ? "," : "",
			      rules[i]);
		plain[i] = ck_plain_read(doc, rules[i]);
		ok(plain[i] != NULL, "plain: %s", rules[i]);
	}
	ck_buf_putc(&program, ']');
	ok(ck_jq_compile(ck_buf_text(&program), &jq, &error) == 0,
	   "jq knows them: %s", error ? error : "");
}

/* -- both ------------------------------------------------------------------ */

static void compare(const struct ck_value *facts)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct told told = { .doc = doc };
	CK_BUF text = { 0 };
	int64_t theirs;

	ck_write(&text, facts);
	if (ck_jq_run(jq, text.data, text.len, hear, &told, NULL) < 0)
		printf("# jq fails on %s\n", ck_buf_text(&text));
	for (size_t i = 0; i < count; i++) {
		int ours = plain[i] ? ck_plain_ask(plain[i], facts) : -1;

		if (ours < 0) {
			left++;
			continue;
		}
		answered++;
		if (ck_int(ck_at(told.answers, i), &theirs) && theirs == ours)
			continue;
		differ++;
		printf("# %s: ours %d of %s\n", rules[i], ours,
		       ck_buf_text(&text));
	}
}

static void test_known(const struct ck_value *known, size_t shipped)
{
	size_t unanswered = 0;

	for (size_t i = 0; i < ck_count(known); i++) {
		const struct ck_value *facts = ck_get(ck_at(known, i), "facts");

		compare(facts);
		for (size_t k = 0; k < shipped; k++)
			unanswered += ck_plain_ask(plain[k], facts) < 0;
	}
	ok(!unanswered, "the shipped rules need no jq for known trips");
}

/* Each fact in turn is each of these, or absent. */
static void test_types(const struct ck_value *known)
{
	static const char *const values[] = {
		NULL, "null", "true", "false", "0", "6", "-7", "1.5",
		"9007199254740991", "\"main\"", "\"\"", "\"VN\"", "\"Đ\"",
		"\"08106000\"", "[]", "[\"08106000\",\"x\"]", "[\"red\",null]",
		"[true,3]", "[\"Đ\"]", "[[\"08\"]]", "{}", "{\"a\":1}",
	};

	for (size_t n = 0; n < ck_count(known); n += 7) {
		size_t members = ck_count(ck_get(ck_at(known, n), "facts"));

		for (size_t m = 0; m < members; m++)
			for (size_t v = 0; v < sizeof(values) / sizeof(*values);
			     v++) {
				CK_CLEANUP(ck_doc_free) struct ck_doc *doc =
					ck_doc_new();
				const struct ck_value *facts =
					ck_get(ck_at(read_tree(doc,
						"tests/data/site-facts.json"),
						n), "facts");

				put(doc, facts, "", ck_key_at(facts, m),
				    values[v]);
				compare(facts);
			}
	}
}

int main(void)
{
	static const char *const sites[] = { "huu-nghi", "chi-ma", "tan-thanh" };
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *known =
		read_tree(doc, "tests/data/site-facts.json");
	size_t shipped;

	for (size_t i = 0; i < sizeof(sites) / sizeof(*sites); i++)
		ck_rules_each(read_tree(doc, ck_doc_format(doc,
				"share/sites/%s.json", sites[i])), add, NULL);
	shipped = count;
	for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++)
		rules[count++] = expressions[i];
	compile(doc);
	if (!jq)
		return tap_done();
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		ok(!ck_plain_read(doc, more[i]), "left to jq: %s", more[i]);
	test_known(known, shipped);
	test_types(known);
	ok(!differ, "jq says the same %zu times", answered);
	ok(answered > 10 * left, "and is needed for few: %zu", left);
	ck_jq_free(jq);
	return tap_done();
}
