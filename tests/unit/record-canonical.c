/* RFC 8785, canonical JSON. */
#include <config.h>

#include <stdlib.h>

#include "record/reader.h"
#include "tap.h"

/* From the RFC (3.2.2 and 3.2.3) and the test data of its author
 * (github.com/cyberphone/json-canonicalization, testdata, commit 19d51d7f).
 * In "values", 333333333.33333329 became 333333333.3333333: our reader refuses
 * the former, which no double keeps. */
static const struct {
	const char *name;
	const char *text;
	const char *canonical;
} samples[] = {
	{ "values",
	  "{\n  \"numbers\": [333333333.3333333, 1E30, 4.50, 2e-3,\n"
	  "    0.000000000000000000000000001],\n"
	  "  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c"
	  "\\\\\\\"\\/\",\n  \"literals\": [null, true, false]\n}",
	  "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,"
	  "1e+30,4.5,0.002,1e-27],\"string\":\"\xe2\x82\xac$\\u000f\\nA'B"
	  "\\\"\\\\\\\\\\\"/\"}" },
	{ "arrays",
	  "[\n  56,\n  {\n    \"d\": true,\n    \"10\": null,\n"
	  "    \"1\": [ ]\n  }\n]",
	  "[56,{\"1\":[],\"10\":null,\"d\":true}]" },
	{ "french",
	  "{\"peach\":\"This sorting order\",\"p\xc3\xa9" "ch\xc3\xa9\":\"is "
	  "wrong according to French\",\"p\xc3\xaa" "che\":\"but "
	  "canonicalization MUST\",\"sin\":\"ignore locale\"}",
	  "{\"peach\":\"This sorting order\",\"p\xc3\xa9" "ch\xc3\xa9\":\"is "
	  "wrong according to French\",\"p\xc3\xaa" "che\":\"but "
	  "canonicalization MUST\",\"sin\":\"ignore locale\"}" },
	{ "structures",
	  "{\"1\": {\"f\": {\"f\": \"hi\",\"F\": 5} ,\"\\n\": 56.0},"
	  "\"10\": { },\"\": \"empty\",\"a\": { },"
	  "\"111\": [ {\"e\": \"yes\",\"E\": \"no\" } ],\"A\": { }}",
	  "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},"
	  "\"10\":{},\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},"
	  "\"a\":{}}" },
	{ "unicode", "{\"Unnormalized Unicode\":\"A\\u030a\"}",
	  "{\"Unnormalized Unicode\":\"A\xcc\x8a\"}" },
	{ "weird",
	  "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
	  "\"\\u000a\":\"Newline\",\"1\":\"One\",\"\\u0080\":"
	  "\"Control\\u007f\",\"\\ud83d\\ude02\":\"Smiley\",\"\\u00f6\":"
	  "\"Latin Small Letter O With Diaeresis\",\"\\ufb33\":"
	  "\"Hebrew Letter Dalet With Dagesh\",\"</script>\":"
	  "\"Browser Challenge\"}",
	  "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\","
	  "\"</script>\":\"Browser Challenge\",\"\xc2\x80\":"
	  "\"Control\x7f\",\"\xc3\xb6\":"
	  "\"Latin Small Letter O With Diaeresis\",\"\xe2\x82\xac\":"
	  "\"Euro Sign\",\"\xf0\x9f\x98\x82\":\"Smiley\",\"\xef\xac\xb3\":"
	  "\"Hebrew Letter Dalet With Dagesh\"}" },
};

static char *canonical(const char *text)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v = NULL;
	struct ck_fault fault;
	struct ck_buf out = { 0 };

	if (ck_read(doc, text, strlen(text), &v, &fault) < 0)
		ck_buf_puts(&out, fault.message);
	else
		ck_write_canonical(&out, v);
	return ck_buf_take(&out);
}

static void test_samples(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		ck_autofree char *once = canonical(samples[i].text);
		ck_autofree char *twice = canonical(once);

		is(once, samples[i].canonical, "%s", samples[i].name);
		is(twice, once, "%s: once more changes nothing",
		   samples[i].name);
	}
}

/* UTF-16 order is not the order of bytes: U+10000 and above sort before U+E000
 * to U+FFFF, and behind U+D7FF. */
static void test_utf16_order(void)
{
	ck_autofree char *out = canonical(
		"{\"\xef\xbf\xbf\":5,\"\xee\x80\x80\":4,\"\xed\x9f\xbf\":1,"
		"\"\xf4\x8f\xbf\xbf\":3,\"\xf0\x90\x80\x80\":2,"
		"\"\xf0\x90\x80\x80\xee\x80\x80\":2.5}");

	is(out,
	   "{\"\xed\x9f\xbf\":1,\"\xf0\x90\x80\x80\":2,"
	   "\"\xf0\x90\x80\x80\xee\x80\x80\":2.5,\"\xf4\x8f\xbf\xbf\":3,"
	   "\"\xee\x80\x80\":4,\"\xef\xbf\xbf\":5}",
	   "members sort by UTF-16 code units");
}

static void test_many(void)
{
	CK_BUF text = { 0 }, sorted = { 0 };

	for (int i = 0; i < 1000; i++) {
		ck_buf_printf(&text, "%c\"%03d\":%d", i ? ',' : '{',
			      i * 7 % 1000, i * 7 % 1000);
		ck_buf_printf(&sorted, "%c\"%03d\":%d", i ? ',' : '{', i, i);
	}
	ck_buf_puts(&text, "}");
	ck_buf_puts(&sorted, "}");
	ck_autofree char *out = canonical(text.data);

	is(out, sorted.data, "a thousand members are sorted");
}

int main(void)
{
	test_samples();
	test_utf16_order();
	test_many();
	return tap_done();
}
