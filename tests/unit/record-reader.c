/* The strict reader: each fault where it stands, and what is let through. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/reader.h"
#include "tap.h"

/* -- faults --------------------------------------------------------------- */

#define TEXT(s) s, sizeof(s) - 1

static const struct {
	const char *what;
	const char *text;
	size_t len;
	const char *code;
	size_t line;
	size_t column;
} faults[] = {
	{ "nothing", TEXT(""), "incomplete", 1, 1 },
	{ "only space", TEXT(" \n\t\r\n "), "incomplete", 3, 2 },
	{ "an open object", TEXT("{\"a\":1,\n"), "incomplete", 2, 1 },
	{ "an open string", TEXT("[\"ab"), "incomplete", 1, 5 },
	{ "a word cut off", TEXT("[tru"), "incomplete", 1, 5 },
	{ "a number cut off", TEXT("[1e"), "incomplete", 1, 4 },
	{ "an escape cut off", TEXT("\"a\\"), "incomplete", 1, 4 },
	{ "a \\u cut off", TEXT("\"\\u00"), "incomplete", 1, 6 },

	{ "two commas", TEXT("{\"a\":[1,,2]}"), "syntax", 1, 9 },
	{ "a comma at the end", TEXT("{\"a\":1,}"), "syntax", 1, 8 },
	{ "no colon", TEXT("{\"a\" 1}"), "syntax", 1, 6 },
	{ "an unquoted name", TEXT("{\n  a: 1}"), "syntax", 2, 3 },
	{ "a wrong word", TEXT("[nulL]"), "syntax", 1, 5 },
	{ "a leading zero", TEXT("[-012]"), "syntax", 1, 4 },
	{ "a plus", TEXT("[+1]"), "syntax", 1, 2 },
	{ "NaN", TEXT("NaN"), "syntax", 1, 1 },
	{ "no digit after the point", TEXT("[1.]"), "syntax", 1, 4 },
	{ "an unknown escape", TEXT("\"a\\'\""), "syntax", 1, 4 },
	{ "a bad \\u", TEXT("\"\\u12G4\""), "syntax", 1, 6 },
	{ "a full-width quote", TEXT("{\xef\xbc\x82"), "syntax", 1, 2 },
	{ "a no-break space", TEXT("{\xc2\xa0}"), "syntax", 1, 2 },
	{ "a form feed", TEXT("[\f]"), "syntax", 1, 2 },
	{ "columns count characters",
	  TEXT("{\"H\xe1\xbb\xafu Ngh\xe1\xbb\x8b\":x}"), "syntax", 1, 13 },
	{ "lines end with LF only", TEXT("[1,\r\n\r 2,\n  ?]"),
	  "syntax", 3, 3 },

	{ "a second value", TEXT("{}\n{}"), "trailing", 2, 1 },
	{ "a bracket too many", TEXT("[1]]"), "trailing", 1, 4 },

	{ "a stray byte", TEXT("{\"a\xff\":1}"), "utf8", 1, 4 },
	{ "an overlong slash", TEXT("\"\xc0\xaf\""), "utf8", 1, 2 },
	{ "overlong in three", TEXT("\"\xe0\x80\xaf\""), "utf8", 1, 2 },
	{ "overlong in four", TEXT("\"\xf0\x80\x80\xaf\""), "utf8", 1, 2 },
	{ "an encoded surrogate", TEXT("\"\xed\xa0\x80\""), "utf8", 1, 2 },
	{ "above U+10FFFF", TEXT("\"\xf4\x90\x80\x80\""), "utf8", 1, 2 },
	{ "a character cut off", TEXT("\"x\xe1\xbb"), "utf8", 1, 3 },
	{ "a byte outside strings", TEXT("[1,\xe5]"), "utf8", 1, 4 },
	{ "Latin 1", TEXT("\"L\xe0o\""), "utf8", 1, 3 },
	{ "UTF-16", TEXT("\xff\xfe{\0}\0"), "utf8", 1, 1 },

	{ "a byte order mark", TEXT("\xef\xbb\xbf{}"), "bom", 1, 1 },
	{ "a NUL between values", TEXT("{}\0"), "nul", 1, 3 },
	{ "a NUL in a string", TEXT("\"a\0b\""), "nul", 1, 3 },
	{ "a NUL as value", TEXT("[\0]"), "nul", 1, 2 },
	{ "an escaped NUL", TEXT("[\"ab\\u0000\"]"), "nul", 1, 5 },
	{ "an escaped NUL in a name", TEXT("{\"\\u0000\":1}"), "nul", 1, 3 },

	{ "half a pair", TEXT("\"\\ud83d\""), "surrogate", 1, 2 },
	{ "the other half", TEXT("\"a\\ude00\""), "surrogate", 1, 3 },
	{ "two first halves", TEXT("\"\\ud83d\\ud83d\""), "surrogate", 1, 2 },
	{ "half a pair and text", TEXT("\"\\ud83dxxxxxx\""),
	  "surrogate", 1, 2 },

	{ "a tab in a string", TEXT("\"a\tb\""), "control", 1, 3 },
	{ "a line end in a string", TEXT("{\"a\":\n\"b\nc\"}"),
	  "control", 2, 3 },
	{ "an escape character", TEXT("\"\x1b[2J\""), "control", 1, 2 },

	{ "a name twice", TEXT("{\"a\":1,\n \"a\":1}"), "duplicate-key", 2, 2 },
	{ "a name twice, escaped", TEXT("{\"plate\":1,\"\\u0070late\":2}"),
	  "duplicate-key", 1, 12 },
	{ "an empty name twice", TEXT("{\"\":1,\"\":2}"),
	  "duplicate-key", 1, 7 },
	{ "a long name twice", TEXT("{\"declaration\":1,\"declaration\":2}"),
	  "duplicate-key", 1, 18 },

	{ "2^53 + 1", TEXT("[9007199254740993]"), "number", 1, 2 },
	{ "a digit too many", TEXT("0.10000000000000000000001"),
	  "number", 1, 1 },
	{ "too large", TEXT("{\"a\": 1e400}"), "number", 1, 7 },
	{ "too small", TEXT("1e-400"), "number", 1, 1 },
	{ "minus zero", TEXT("[0,-0]"), "number", 1, 4 },
	{ "minus zero, written long", TEXT("-0.00e5"), "number", 1, 1 },
};

static void test_faults(void)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
		ck_autofree char *exact = ck_alloc(faults[i].len);
		const struct ck_value *v = NULL;
		struct ck_fault fault = { 0 };
		int r;

		memcpy(exact, faults[i].text, faults[i].len);
		r = ck_read(doc, exact, faults[i].len, &v, &fault);
		ok(r == -EBADMSG && !v, "%s: refused", faults[i].what);
		is(fault.code, faults[i].code, "%s: code", faults[i].what);
		if (!ok(fault.line == faults[i].line &&
				fault.column == faults[i].column,
			"%s: place", faults[i].what))
			printf("# at %zu:%zu\n", fault.line, fault.column);
		ok(*fault.message, "%s: %s", faults[i].what, fault.message);
	}
}

static const char *message_of(const char *text, char message[200])
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v;
	struct ck_fault fault = { 0 };

	if (ck_read(doc, text, strlen(text), &v, &fault) == -EBADMSG)
		memcpy(message, fault.message, sizeof(fault.message));
	return message;
}

static void test_messages(void)
{
	CK_BUF text = { 0 };
	char message[200] = "";
	size_t len;

	is(message_of("[0.10000000000000000000001]", message),
	   "this number would not survive: write it as text",
	   "a refused number says what to do");
	is(message_of("{\"a\":1,\"a\":2}", message),
	   "the member \"a\" is there twice", "a duplicate is named");
	is(message_of("{\"\\u001b[2J\":1,\"\\u001b[2J\":2}", message),
	   "the member \"?[2J\" is there twice",
	   "a name cannot steer a terminal");
	is(message_of("[1 2]", message), "expected ',' or ']', found '2'",
	   "says what was expected and found");
	is(message_of("[\xef\xbc\x91]", message),
	   "expected a JSON value, found U+FF11",
	   "what is not ASCII is named by its number");

	for (int i = 0; i < 2; i++) {
		ck_buf_puts(&text, i ? ",\"" : "{\"");
		for (int j = 0; j < 200; j++)
			ck_buf_puts(&text, "\xe1\xbb\x8b");
		ck_buf_puts(&text, "\":1");
	}
	message_of(text.data, message);
	len = strlen(message);
	ok(len > 190 && ck_utf8_valid(message, len),
	   "a long message is cut between characters");
}

/* -- what passes ---------------------------------------------------------- */

static const struct {
	const char *text;
	const char *written;
} accepted[] = {
	{ "null", "null" },
	{ " true ", "true" },
	{ "\t[\r\n]\n", "[]" },
	{ "{ }", "{}" },
	{ "{\"b\":1,\"a\":[false,null,\"x\"]}",
	  "{\"b\":1,\"a\":[false,null,\"x\"]}" },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
	{ "\"\\u0001\\u001F\\u007f\"", "\"\\u0001\\u001f\x7f\"" },
	{ "\"\\ud83d\\uDE00\"", "\"\xf0\x9f\x98\x80\"" },
	{ "\"\\u1eefu\\u00e0\"", "\"\xe1\xbb\xafu\xc3\xa0\"" },
	{ "\"\xef\xbb\xbfx\"", "\"\xef\xbb\xbfx\"" },
	{ "\"\xf4\x8f\xbf\xbf\"", "\"\xf4\x8f\xbf\xbf\"" },
	{ "[1e2,1.0,0.1,1E+2,-1.50e1,0e9]", "[100,1,0.1,100,-15,0]" },
	{ "{\"a\":1,\"A\":2,\"\":3}", "{\"a\":1,\"A\":2,\"\":3}" },
	{ "{\"container\":1,\"containers\":2,\"containe\":3}",
	  "{\"container\":1,\"containers\":2,\"containe\":3}" },
};

static void test_accepted(void)
{
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
		const struct ck_value *v = NULL;
		struct ck_fault fault = { 0 };
		CK_BUF written = { 0 };
		const char *text = accepted[i].text;

		ok(!ck_read(doc, text, strlen(text), &v, &fault), "reads %zu",
		   i);
		ck_write(&written, v);
		is(ck_buf_text(&written), accepted[i].written, "writes %s",
		   accepted[i].written);
	}
}

static int read_nested(unsigned int depth, struct ck_fault *ret_fault)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v;
	CK_BUF text = { 0 };

	for (unsigned int i = 0; i < depth; i++)
		ck_buf_puts(&text, i % 2 ? "[" : "{\"a\":");
	ck_buf_puts(&text, "1");
	for (unsigned int i = depth; i-- > 0;)
		ck_buf_puts(&text, i % 2 ? "]" : "}");
	return ck_read(doc, text.data, text.len, &v, ret_fault);
}

static void test_depth(void)
{
	struct ck_fault fault = { 0 };

	ok(read_nested(64, &fault) == 0, "64 levels are read");
	ok(read_nested(65, &fault) == -EBADMSG, "65 are not");
	is(fault.code, "depth", "the code of it");
	ok(fault.column == 32 * 6 + 1, "and the column: %zu", fault.column);
}

/* The plain-text scan goes by eight bytes: a special one at each place. */
static void test_alignment(void)
{
	static const char special[][3] = { "\n", "\x80", "\"x", "\\q" };
	int wrong = 0;

	for (size_t at = 0; at < 40; at++)
		for (size_t s = 0; s < 4; s++) {
			CK_CLEANUP(ck_doc_free) struct ck_doc *doc =
				ck_doc_new();
			const struct ck_value *v;
			struct ck_fault fault = { 0 };
			char text[64] = "\"";

			memset(text + 1, '~', sizeof(text) - 2);
			memcpy(text + 1 + at, special[s], strlen(special[s]));
			text[62] = '"';
			wrong += !ck_read(doc, text, 63, &v, &fault) ||
				 fault.column != at + 2 + (s >= 2);
		}
	ok(!wrong, "a fault is seen at each place of a long string");
}

static void test_object(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v = NULL;
	struct ck_fault fault = { 0 };

	ok(!ck_read_object(doc, "{}", 2, &v, &fault) && ck_is_object(v),
	   "an object is a record");
	v = NULL;
	ok(ck_read_object(doc, " [1]", 4, &v, &fault) == -EBADMSG && !v,
	   "an array is none");
	is(fault.code, "not-object", "the code of it");
	ok(ck_read_object(doc, "[", 1, &v, &fault) == -EBADMSG &&
		   !strcmp(fault.code, "incomplete"),
	   "a fault of the text comes first");
}

/* -- large ---------------------------------------------------------------- */

/* 100,000 members, and the name that is there twice comes last. */
static void test_many_members(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v = NULL;
	struct ck_fault fault = { 0 };
	CK_BUF text = { 0 };

	for (int i = 0; i < 100000; i++)
		ck_buf_printf(&text, "%c\"member-%d\":%d", i ? ',' : '{', i,
			      i);
	ck_buf_puts(&text, "}");
	ok(!ck_read(doc, text.data, text.len, &v, &fault),
	   "an object of 100000 members is read");
	ok(ck_count(v) == 100000 && ck_get_int(v, "member-0", -1) == 0 &&
		   ck_get_int(v, "member-99999", -1) == 99999 &&
		   !ck_get(v, "member-100000"),
	   "and its members are found");
	text.len--;
	ck_buf_puts(&text, ",\"member-500\":0}");
	ok(ck_read(doc, text.data, text.len, &v, &fault) == -EBADMSG &&
		   !strcmp(fault.code, "duplicate-key") &&
		   fault.column == text.len - 14,
	   "a name among them that comes twice is seen");
}

/* -- files ---------------------------------------------------------------- */

static int read_made(const char *content, size_t len, size_t max,
		     const char **ret_kind, struct ck_fault *ret_fault)
{
	static char kind[64];
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	char path[] = "/tmp/ck-record-reader-XXXXXX";
	const struct ck_value *v;
	int fd = mkstemp(path);
	int r;

	if (fd < 0 || write(fd, content, len) != (ssize_t)len)
		abort();
	close(fd);
	r = ck_read_file(doc, path, max, &v, ret_fault);
	unlink(path);
	if (r < 0)
		return r;
	snprintf(kind, sizeof(kind), "%s", ck_get_str(v, "kind"));
	*ret_kind = kind;
	return r;
}

static void test_file(void)
{
	static const char site[] = "{\n\t\"kind\": \"site\"\n}\n";
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v;
	struct ck_fault fault = { 0 };
	const char *kind = NULL;
	size_t len = sizeof(site) - 1;

	ok(!read_made(site, len, len, &kind, &fault), "a file of max bytes");
	is(kind, "site", "is read over its lines");
	ok(read_made(site, len, len - 1, &kind, &fault) == -EBADMSG,
	   "a longer one is not");
	is(fault.code, "too-long", "the code of it");
	ok(read_made("{\n}\n}", 5, 64, &kind, &fault) == -EBADMSG &&
		   fault.line == 3 && fault.column == 1,
	   "a fault in a file has its line");
	ok(read_made("", 0, 64, &kind, &fault) == -EBADMSG &&
		   !strcmp(fault.code, "incomplete"),
	   "an empty file is incomplete");
	ok(ck_read_file(doc, "/nonexistent/file", 64, &v, &fault) == -ENOENT,
	   "a missing file");
	ok(ck_read_file(doc, "/", 64, &v, &fault) == -EISDIR, "a directory");
}

/* -- memory --------------------------------------------------------------- */

static void test_bytes_cut_anywhere(void)
{
	static const char text[] =
		"{\"a\":[1.5e3,true,\"\\ud83d\\ude00 \xe1\xbb\x8b\"],\"b\":{}}";
	int accepted_early = 0;

	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
		ck_autofree char *exact = malloc(len ? len : 1);
		const struct ck_value *v;
		struct ck_fault fault;

		memcpy(exact, text, len);
		accepted_early += !ck_read(doc, exact, len, &v, &fault);
	}
	ok(!accepted_early, "a text cut anywhere is refused");
}

int main(void)
{
	ck_text_language("en");
	test_faults();
	test_messages();
	test_accepted();
	test_depth();
	test_alignment();
	test_object();
	test_many_members();
	test_file();
	test_bytes_cut_anywhere();
	return tap_done();
}
