/* The jq room: filters, errors, and which expressions a site may hold. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "record/jq.h"
#include "record/reader.h"
#include "tap.h"

struct collected {
	struct ck_buf text;
	int left;		/* results until it says stop */
};

static int collect(void *ctx, const char *json, size_t len)
{
	struct collected *collected = ctx;

	if (collected->text.len)
		ck_buf_putc(&collected->text, ' ');
	ck_buf_add(&collected->text, json, len);
	return --collected->left ? 0 : -EPIPE;
}

/* The results of a filter on one text, or its error in angle brackets. */
static const char *run(const char *program, const char *text)
{
	static char out[4096];
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;
	ck_autofree char *error = NULL;
	struct collected got = { .left = -1 };
	int r = ck_jq_compile(program, &jq, &error);

	if (!r)
		r = ck_jq_run(jq, text, strlen(text), collect, &got, &error);
	snprintf(out, sizeof(out), "%s%s%s%s", ck_buf_text(&got.text),
		 error ? "<" : "", error ? error : "", error ? ">" : "");
	if ((r < 0) != !!error)
		snprintf(out, sizeof(out), "error and code disagree: %d", r);
	ck_buf_free(&got.text);
	return out;
}

static void test_results(void)
{
	static const struct {
		const char *program;
		const char *input;
		const char *output;
	} cases[] = {
		{ ".", "{\"b\":1,\"a\":[true,null]}",
		  "{\"b\":1,\"a\":[true,null]}" },
		{ ".a, .b", "{\"b\":1,\"a\":2}", "2 1" },
		{ "empty", "1", "" },
		{ ".[] | select(. > 1)", "[1,2,3]", "2 3" },
		{ "\"\\(.)\"", "[1]", "\"[1]\"" },
		{ ".", "\"\\u0001\\\"\\\\ \xe1\xbb\x8b\"",
		  "\"\\u0001\\\"\\\\ \xe1\xbb\x8b\"" },
		{ "[.[] | -.]", "[0,1.5]", "[0,-1.5]" },
		{ "{a: false, b: {}}", "null", "{\"a\":false,\"b\":{}}" },
		{ "halt", "1", "" },
		{ "[inputs]", "1", "[]" },
		{ "debug", "1", "1" },
		{ "input_filename", "1", "null" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		is(run(cases[i].program, cases[i].input), cases[i].output,
		   "%s", cases[i].program);
}

/* As RFC 8785 prints them. jq 1.6 prints 1e1000 and 100000000000000000000 its
 * own way, 1.7 another. */
static void test_numbers(void)
{
	is(run(".[]", "[1e100,1e21,100000000000000000000,0.000001,1e-7]"),
	   "1e+100 1e+21 100000000000000000000 0.000001 1e-7",
	   "numbers pass in one writing");
	is(run(".[0] + .[1]", "[0.1,0.2]"), "0.30000000000000004",
	   "with the digits they need");
	is(run(". * 1000 | floor", "36.74"), "36740", "and no more");
	is(run("[nan, infinite, -infinite]", "0"),
	   "[null,1.7976931348623157e+308,-1.7976931348623157e+308]",
	   "what is no JSON number is what jq makes of it");
}

#define TEN "àààààààààà"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void test_errors(void)
{
	is(run("nosuch", "1"),
	   "<nosuch/0 is not defined at <top-level>, line 1>",
	   "an unknown function");
	ok(strstr(run(".a |", "1"), "<syntax error") != NULL,
	   "a syntax error: %s", run(".a |", "1"));
	is(run("error(\"no plate\")", "1"), "<no plate>", "an error");
	is(run("1, error(\"late\")", "1"), "1<late>", "after a result");
	is(run("error({a: 1})", "1"), "<{\"a\":1}>", "an error that is a value");
	is(run("halt_error", "\"stop\""), "<stop>", "halt_error");
	is(run("\"à\" * 120 | error | 1", "1"), "<" HUNDRED "…>",
	   "a long error is cut at a character");
	is(run("\"à\" * 100 | error", "1"), "<" HUNDRED ">",
	   "one of 200 bytes is not");
	is(run("\"à\" * 101 | halt_error", "1"), "<" HUNDRED "…>",
	   "halt_error too");
	is(run("input", "1"), "<break>", "there is no other input");
	ok(strstr(run(".a", "1"), "<Cannot index number") != NULL,
	   "an error of jq's own: %s", run(".a", "1"));
	is(run("reduce range(64) as $i (0; [.]) | [.] | length", "1"), "1",
	   "values may nest inside");
	is(run("reduce range(65) as $i (0; [.])", "1"),
	   "<more than 64 levels of nesting>", "but no record can");
	ok(strstr(run("import \"a\" as a; 1", "1"), "<") != NULL,
	   "there is no library: %s", run("import \"a\" as a; 1", "1"));
}

static void test_repeated(void)
{
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;
	struct collected got = { .left = 3 };
	int r = ck_jq_compile(".[]", &jq, NULL);

	r = r ?: ck_jq_run(jq, "[1,2]", 5, collect, &got, NULL);
	ok(r == 0, "a program runs");
	ok(ck_jq_run(jq, "[3,4]", 5, collect, &got, NULL) == -EPIPE,
	   "until the receiver says stop");
	got.left = -1;
	ok(ck_jq_run(jq, "1", 1, collect, &got, NULL) == -EBADMSG,
	   "fails without a place for the sentence");
	ok(ck_jq_run(jq, "[5]", 3, collect, &got, NULL) == 0, "and runs on");
	is(got.text.data, "1 2 3 5", "each on its own input");
	ck_buf_free(&got.text);
	ck_jq_free(NULL);
	ok(ck_jq_compile("(", &jq, NULL) == -EINVAL,
	   "compiling fails without a place for the sentence");
}

/* libjq would load $HOME/.jq into every program. */
static void test_home(void)
{
	char home[] = "/tmp/ck-record-jq-XXXXXX";
	ck_autofree char *path = NULL;
	FILE *file;

	if (!mkdtemp(home))
		abort();
	path = ck_format("%s/.jq", home);
	file = fopen(path, "w");
	fputs("def length: 999; def own: 1;", file);
	fclose(file);
	setenv("HOME", home, 1);
	is(run("length", "[1]"), "1", "~/.jq redefines nothing");
	ok(strstr(run("own", "1"), "not defined") != NULL, "and adds nothing");
	is(getenv("HOME"), home, "HOME is as it was");
	unsetenv("HOME");
	is(run("1", "1"), "1", "it need not be set");
	ok(!getenv("HOME"), "and stays unset");
	unlink(path);
	rmdir(home);
}

/* -- rules ---------------------------------------------------------------- */

static const char *const fit[] = {
	".",
	".direction == \"export\" and (.goods | any(.plant))",
	".now", ".env.home", "{now: 1}", "{ now : .input }", ". as $now | $now",
	"\"now\"", ".\"now\"", ".[\"env\"]", "\"a \\\" now\"",
	". # now and env",
	"def f(x): x + 1; f(.)",
	"\"\\(.a) \\(\"\\(.b) now\")\"",
	"@json \"x\\(.a)\"",
	"if .a then {now: 1, env: 2} else empty end",
	"[.a[1:2], ..]",
	"todate", "fromdate", "1e5 + .5",
	". as [$a, {b: $c}] | $a",
	"reduce .[] as $x (0; . + $x)",
	"try error(\"x\") catch .",
	"\"\"", "[]", "{}", "{a, b: .c}", "{\"a\": 1, (.b): 2}",
	"def snow: 1; def envelope: 2; snow + envelope",
};

static const struct {
	const char *expression;
	const char *says;
} unfit[] = {
	{ "now", "\"now\"" },
	{ ".a | now", "\"now\"" },
	{ "{now}", "\"now\"" },
	{ "{a: now}", "\"now\"" },
	{ "{(now): 1}", "\"now\"" },
	{ ".[now:]", "\"now\"" },
	{ "{a: [1, now:2]}", "\"now\"" },
	{ "{a: if . then 1, now else 2 end}", "\"now\"" },
	{ "\"\\(now)\"", "\"now\"" },
	{ "\"\\(\"x\\(env)\")\"", "\"env\"" },
	{ "\"a\\\\\\(env)\"", "\"env\"" },
	{ "@text \"\\(now)\"", "\"now\"" },
	{ "# comment\nnow", "\"now\"" },
	{ "# comment \\\nnow", "comment" },
	{ "# a\rnow", "comment" },
	{ "env", "\"env\"" },
	{ "$ENV", "\"$ENV\"" },
	{ "$ENV.PATH", "\"$ENV\"" },
	{ "$ ENV", "\"$ENV\"" },
	{ "$__loc__", "\"$__loc__\"" },
	{ "{$__loc__}", "\"$__loc__\"" },
	{ "$__prog_args", "\"$__prog_args\"" },
	{ "input", "\"input\"" },
	{ "_input", "\"_input\"" },
	{ "[inputs]", "\"inputs\"" },
	{ "input_filename", "\"input_filename\"" },
	{ "input_line_number", "\"input_line_number\"" },
	{ "import \"a\" as a; 1", "\"import\"" },
	{ "include \"a\"; 1", "\"include\"" },
	{ "modulemeta", "\"modulemeta\"" },
	{ "get_search_list", "\"get_search_list\"" },
	{ "get_jq_origin", "\"get_jq_origin\"" },
	{ "get_prog_origin", "\"get_prog_origin\"" },
	{ "builtins", "\"builtins\"" },
	{ "have_decnum", "\"have_decnum\"" },
	{ "have_literal_numbers", "\"have_literal_numbers\"" },
	{ "debug", "\"debug\"" },
	{ "debug(\"x\")", "\"debug\"" },
	{ "stderr", "\"stderr\"" },
	{ "halt", "\"halt\"" },
	{ "halt_error", "\"halt_error\"" },
	{ "halt_error(1)", "\"halt_error\"" },
	{ "localtime", "\"localtime\"" },
	{ "mktime", "\"mktime\"" },
	{ "strflocaltime(\"%H\")", "\"strflocaltime\"" },
	{ "1) | (2", "brackets" },
	{ "1)", "brackets" },
	{ "(1", "brackets" },
	{ "[1}", "brackets" },
	{ "\"abc", "string" },
	{ "\"abc\\", "string" },
	{ "\"\\(1\"", "string" },
	{ "def f: 1;", "syntax error" },
	{ "", "syntax error" },
	{ "# only a comment", "syntax error" },
	{ ".a ==", "syntax error" },
	{ "nosuch(1)", "nosuch/1" },
};

static void test_rules(void)
{
	CK_BUF deep = { 0 };
	char *error = NULL;

	for (size_t i = 0; i < sizeof(fit) / sizeof(*fit); i++) {
		ok(!ck_jq_check_rule(fit[i], &error), "fit: %s", fit[i]);
		if (error)
			printf("# %s\n", error);
		free(ck_take(error));
	}
	for (size_t i = 0; i < sizeof(unfit) / sizeof(*unfit); i++) {
		int r = ck_jq_check_rule(unfit[i].expression, &error);

		ok(r == -EINVAL && error && strstr(error, unfit[i].says),
		   "unfit: %s", error ? error : unfit[i].says);
		free(ck_take(error));
	}
	for (int i = 0; i < 100000; i++)
		ck_buf_putc(&deep, '(');
	ok(ck_jq_check_rule(deep.data, &error) == -EINVAL,
	   "nested too deep: %s", error);
	free(error);
}

int main(void)
{
	ck_text_language("en");
	test_results();
	test_numbers();
	test_errors();
	test_repeated();
	test_home();
	test_rules();
	return tap_done();
}
