/* Values in memory: making, looking, comparing. */
#include <config.h>

#include <stdlib.h>

#include "base/utf8.h"
#include "record/reader.h"
#include "tap.h"

static struct ck_doc *doc;

static const struct ck_value *read_text(const char *text)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, strlen(text), &v, &fault) < 0)
		printf("# %s: %s\n", text, fault.message);
	return v;
}

static const char *written(const struct ck_value *v)
{
	static struct ck_buf out;

	ck_buf_clear(&out);
	ck_write(&out, v);
	return ck_doc_strdup(doc, out.data);
}

static void test_absent(void)
{
	int64_t n = 7;

	ok(ck_type(NULL) == CK_NULL && ck_is_null(NULL), "absent is null");
	ok(!ck_is_object(NULL) && !ck_is_array(NULL) && !ck_is_true(NULL),
	   "and nothing else");
	ok(!ck_get(NULL, "a") && !ck_str(NULL) && !ck_get_str(NULL, "a") &&
		   !ck_number_text(NULL) && !ck_pointer(NULL, "/a"),
	   "has no members, text or number");
	ok(!ck_count(NULL) && !ck_at(NULL, 0) && !ck_key_at(NULL, 0),
	   "and counts nothing");
	ok(!ck_int(NULL, &n) && n == 7, "an absent integer sets nothing");
	ok(ck_get_int(NULL, "a", 5) == 5, "and gives the other value");
	ok(!ck_copy(doc, NULL), "the copy of absent is absent");
	is(written(NULL), "null", "it is written as null");
}

static void test_looking(void)
{
	const struct ck_value *v = read_text(
		"{\"plate\":\"12C\",\"n\":42,\"f\":1.5,\"t\":true,"
		"\"l\":[1,\"x\",null],\"z\":null}");

	is(ck_get_str(v, "plate"), "12C", "a text member");
	ok(!ck_get_str(v, "n") && !ck_get_str(v, "plat") &&
		   !ck_get_str(v, "plate2"),
	   "another type or name is no text");
	ok(ck_get_int(v, "n", 0) == 42 && ck_get_int(v, "f", -1) == -1 &&
		   ck_get_int(v, "plate", -1) == -1,
	   "integers");
	is(ck_number_text(ck_get(v, "n")), "42", "the text of an integer");
	is(ck_number_text(ck_get(v, "f")), "1.5", "and of a fraction");
	ok(!ck_number_text(ck_get(v, "plate")), "text has no number text");
	ok(ck_is_true(ck_get(v, "t")) && !ck_is_true(ck_get(v, "n")), "true");
	ok(ck_count(v) == 6 && ck_count(ck_get(v, "l")) == 3, "counts");
	is(ck_key_at(v, 4), "l", "members keep their order");
	ok(!ck_key_at(v, 6) && !ck_at(v, 6), "and end");
	is(ck_str(ck_at(ck_get(v, "l"), 1)), "x", "elements");
	ok(ck_at(v, 1) == ck_get(v, "n"), "a member by its place");
	ok(ck_is_null(ck_get(v, "z")) && ck_get(v, "z"),
	   "null is there all the same");
	ok(!ck_get(ck_get(v, "l"), "0") && !ck_key_at(ck_get(v, "l"), 0),
	   "an array has no names");
}

/* RFC 6901 section 5. */
static void test_pointer(void)
{
	static const struct {
		const char *pointer;
		const char *found;
	} cases[] = {
		{ "/foo", "[\"bar\",\"baz\"]" },
		{ "/foo/0", "\"bar\"" },
		{ "/", "0" },
		{ "/a~1b", "1" },
		{ "/c%d", "2" },
		{ "/e^f", "3" },
		{ "/g|h", "4" },
		{ "/i\\j", "5" },
		{ "/k\"l", "6" },
		{ "/ ", "7" },
		{ "/m~0n", "8" },
	};
	static const char *const absent[] = {
		"foo", "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/1x",
		"/foo/0/x", "/nope", "/a/b", "/foo/99999999999999999999",
		"/foo/+1", "/foo/",
	};
	const struct ck_value *v = read_text(
		"{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,"
		"\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,"
		"\"m~n\":8}");

	ok(ck_pointer(v, "") == v, "the empty pointer is the whole");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		is(written(ck_pointer(v, cases[i].pointer)), cases[i].found,
		   "pointer %s", cases[i].pointer);
	for (size_t i = 0; i < sizeof(absent) / sizeof(*absent); i++)
		ok(!ck_pointer(v, absent[i]), "nothing at %s", absent[i]);
}

static void test_equal(void)
{
	static const struct {
		const char *a;
		const char *b;
		bool equal;
	} cases[] = {
		{ "1", "1.0", true },
		{ "100", "1e2", true },
		{ "0.5", "5e-1", true },
		{ "1", "\"1\"", false },
		{ "1", "1.5", false },
		{ "1", "true", false },
		{ "null", "false", false },
		{ "\"a\"", "\"\\u0061\"", true },
		{ "\"a\"", "\"ab\"", false },
		{ "[1,2]", "[2,1]", false },
		{ "[1,2]", "[1,2]", true },
		{ "[]", "{}", false },
		{ "{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1}", true },
		{ "{\"a\":1}", "{\"b\":1}", false },
		{ "{\"a\":1}", "{\"a\":1,\"b\":1}", false },
		{ "{\"a\":null}", "{\"b\":null}", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ok(ck_equal(read_text(cases[i].a), read_text(cases[i].b)) ==
			   cases[i].equal,
		   "%s %s %s", cases[i].a, cases[i].equal ? "is" : "is not",
		   cases[i].b);
	ok(ck_equal(NULL, NULL) && !ck_equal(NULL, read_text("null")),
	   "absent equals only absent");
}

static void test_making(void)
{
	struct ck_value *v = ck_new_object(doc);
	struct ck_value *inner = ck_set_object(v, "vehicle");
	struct ck_value *list = ck_set_array(v, "list");

	ck_set_str(v, "kind", "trip");
	ck_set_int(v, "n", -5);
	ck_set_bool(v, "b", false);
	ck_set_null(v, "z");
	ck_set(v, "number", ck_new_number(doc, "36.740"));
	ck_set_str(v, "absent", NULL);
	ck_set(v, "absent", NULL);
	ck_set_str(inner, "plate", "12C");
	ck_push_str(list, "a");
	ck_push_str(list, NULL);
	ck_push(list, NULL);
	ck_set_int(ck_push_object(list), "x", 1);
	ck_push(list, ck_new_bool(doc, true));
	ck_push(list, ck_new_null(doc));
	ck_push(list, ck_new_str(doc, NULL));
	is(written(v),
	   "{\"vehicle\":{\"plate\":\"12C\"},\"list\":[\"a\",{\"x\":1},true,"
	   "null,null],\"kind\":\"trip\",\"n\":-5,\"b\":false,\"z\":null,"
	   "\"number\":36.74}", "an object made by hand");

	ck_set_str(v, "n", "now text");
	ck_unset(v, "list");
	ck_unset(v, "nothing");
	is(written(v),
	   "{\"vehicle\":{\"plate\":\"12C\"},\"kind\":\"trip\","
	   "\"n\":\"now text\",\"b\":false,\"z\":null,\"number\":36.74}",
	   "a member is replaced where it stands, or taken away");
	is(written(ck_new_str(doc, "a\xff" "b\xc3")),
	   "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\"",
	   "bytes that are no text cannot be written");
	is(written(ck_new_int(doc, INT64_MIN)), "-9223372036854775808",
	   "the smallest integer");
	is(ck_doc_format(doc, "%s-%05d", "CKHN", 7), "CKHN-00007",
	   "formatted text");
}

static void test_copy(void)
{
	static const char text[] =
		"{\"a\":[1,2.5,\"x\",null,true,false,{\"b\":{}}],\"c\":\"d\"}";
	struct ck_doc *other = ck_doc_new();
	struct ck_fault fault;
	const struct ck_value *v;
	struct ck_value *copy;

	if (ck_read(other, text, strlen(text), &v, &fault) < 0)
		abort();
	copy = ck_copy(doc, v);
	ok(ck_equal(copy, v), "a copy is equal");
	ck_doc_free(other);
	is(written(copy), text, "and outlives the original");
}

static void test_many_members(void)
{
	struct ck_value *v = ck_new_object(doc);
	int missing = 0;
	char key[32];

	for (int i = 0; i < 10000; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		ck_set_int(v, key, i);
		ck_set_int(v, key, i + 1);
	}
	for (int i = 0; i < 10000; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		missing += ck_get_int(v, key, -1) != i + 1;
	}
	ok(ck_count(v) == 10000 && !missing, "ten thousand members");
	ck_unset(v, "k5");
	ok(!ck_get(v, "k5") && ck_get_int(v, "k9999", -1) == 10000 &&
		   ck_count(v) == 9999,
	   "one of them is taken away");
}

static void test_reset(void)
{
	struct ck_doc *d = ck_doc_new();
	struct ck_fault fault;
	CK_BUF text = { 0 };
	const struct ck_value *v;
	int failed = 0;

	for (int size = 1; size <= 1 << 20; size *= 4) {
		ck_buf_clear(&text);
		ck_buf_putc(&text, '[');
		for (int i = 0; i < size / 2; i++)
			ck_buf_puts(&text, "1,");
		ck_buf_puts(&text, "1]");
		failed += ck_read(d, text.data, text.len, &v, &fault) < 0 ||
			  ck_count(v) != (size_t)size / 2 + 1;
		ck_doc_reset(d);
	}
	ok(!failed, "one document takes small and large values in turn");
	ok(*(char *)ck_doc_alloc(d, 100) == 0, "memory comes zeroed");
	ck_doc_free(d);
	ck_doc_free(NULL);
}

static void test_utf8(void)
{
	CK_BUF all = { 0 };
	size_t count = 0;
	int wrong = 0;

	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		uint32_t back = 0;
		size_t n;

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		n = ck_utf8_encode(code, bytes);
		wrong += ck_utf8_decode(bytes, n, &back) != n || back != code;
		wrong += n > 1 && ck_utf8_length(bytes, n - 1) != 0;
		if (code % 97 == 0) {
			ck_buf_add(&all, bytes, n);
			count++;
		}
	}
	ok(!wrong, "every code point is encoded and decoded");
	ok(ck_utf8_valid(all.data, all.len) &&
		   ck_utf8_count(all.data, all.len) == count,
	   "valid text and its characters");
}

/* With every code point accepted once, nothing else is accepted when the
 * number of accepted sequences is that of the code points. */
static void test_utf8_exact(void)
{
	size_t two = 0, three = 0, four = 0;

	for (unsigned int i = 0; i < 1u << 24; i++) {
		char s[] = { (char)(i >> 16), (char)(i >> 8), (char)i, '\x80' };
		size_t n = ck_utf8_length(s, 4);

		two += n == 2 && !(i & 0xff);
		three += n == 3;
		four += n == 4;
	}
	ok(two == 0x800 - 0x80, "sequences of two bytes: %zu", two);
	ok(three == 0x10000 - 0x800 - 0x800, "of three: %zu", three);
	ok(four == 0x100000 / 64, "of four that end in 80: %zu", four);
	ok(!ck_utf8_length("", 0), "nothing is no character");
	ok(ck_utf8_cut("a\xe1\xbb\x8b" "b", 5, 3) == 1 &&
		   ck_utf8_cut("a\xe1\xbb\x8b" "b", 5, 4) == 4 &&
		   ck_utf8_cut("ab", 2, 9) == 2,
	   "text is cut between characters");
}

/* Text is copied and looked through in steps: each character has to be seen
 * wherever it stands in one. */
static void test_steps(void)
{
	size_t wrong = 0;

	for (int c = 1; c < 256; c++)
		for (size_t at = 0; at < 20; at++) {
			char s[21] = "abcdefghijklmnopqrst";
			CK_BUF out = { 0 };
			bool escaped = c < ' ' || c == '"' || c == '\\';
			const char *there;

			s[at] = (char)c;
			ck_write_str(&out, s);
			there = out.data + 1 + at;
			wrong += memcmp(out.data + 1, s, at) != 0;
			wrong += escaped ? *there != '\\'
					 : *there != (char)c || out.len != 22;
			wrong += memcmp(out.data + out.len - 20 + at, s + at + 1,
					19 - at) != 0;
			wrong += ck_utf8_valid(s, 20) != (c < 0x80);
		}
	ok(!wrong, "each character is seen at each place (%zu wrong)", wrong);
}

int main(void)
{
	doc = ck_doc_new();
	test_absent();
	test_looking();
	test_pointer();
	test_equal();
	test_making();
	test_copy();
	test_many_members();
	test_reset();
	test_utf8();
	test_utf8_exact();
	test_steps();
	ck_doc_free(doc);
	return tap_done();
}
