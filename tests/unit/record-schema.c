/* A value against a schema: known answers are those of the JSON Schema Test
 * Suite (json-schema-org/JSON-Schema-Test-Suite, tests/draft2020-12, files
 * named after the keyword), the examples of the keywords taken here. */
#include <config.h>

#include <string.h>

#include "declare.h"
#include "record/schema.h"

static const struct {
	const char *schema;
	const char *value;
	const char *told;	/* pointers, one after another */
} cases[] = {
	{ "{\"type\":\"integer\"}", "1", "" },
	{ "{\"type\":\"integer\"}", "1.0", "" },
	{ "{\"type\":\"integer\"}", "1.1", "" "/:0" },
	{ "{\"type\":\"integer\"}", "\"1\"", "/:0" },
	{ "{\"type\":\"number\"}", "1.1", "" },
	{ "{\"type\":\"boolean\"}", "false", "" },
	{ "{\"type\":\"boolean\"}", "0", "/:0" },
	{ "{\"type\":\"null\"}", "null", "" },
	{ "{\"type\":\"null\"}", "\"\"", "/:0" },
	{ "{\"type\":[\"integer\",\"string\"]}", "\"foo\"", "" },
	{ "{\"type\":[\"integer\",\"string\"]}", "{}", "/:0" },
	{ "{\"enum\":[1,2,3]}", "1", "" },
	{ "{\"enum\":[1,2,3]}", "4", "/:3" },
	{ "{\"enum\":[6,\"foo\",[],true,{\"foo\":12}]}", "{\"foo\":12}", "" },
	{ "{\"enum\":[6,\"foo\",[],true,{\"foo\":12}]}", "{\"foo\":false}",
	  "/:3" },
	{ "{\"const\":2}", "2", "" },
	{ "{\"const\":2}", "5", "/:3" },
	{ "{\"minLength\":2}", "\"fo\"", "" },
	{ "{\"minLength\":2}", "\"f\"", "/:4" },
	{ "{\"minLength\":2}", "1", "" },
	{ "{\"minLength\":2}", "\"\\ud83d\\udca9\"", "/:4" },
	{ "{\"maxLength\":2}", "\"\\ud83d\\udca9\\ud83d\\udca9\"", "" },
	{ "{\"maxLength\":2}", "\"foo\"", "/:5" },
	{ "{\"minimum\":1.1}", "1.1", "" },
	{ "{\"minimum\":1.1}", "0.6", "/:6" },
	{ "{\"minimum\":1.1}", "\"x\"", "" },
	{ "{\"maximum\":3.0}", "3.0", "" },
	{ "{\"maximum\":3.0}", "3.5", "/:7" },
	{ "{\"maximum\":300}", "300.5", "/:7" },
	{ "{\"minItems\":1}", "[]", "/:4" },
	{ "{\"maxItems\":2}", "[1,2,3]", "/:5" },
	{ "{\"maxItems\":2}", "\"foobar\"", "" },
	{ "{\"items\":{\"type\":\"integer\"}}", "[1,\"x\"]", "/1:0" },
	{ "{\"items\":{\"type\":\"integer\"}}", "{\"foo\":\"bar\"}", "" },
	{ "{\"properties\":{\"foo\":{},\"bar\":{}},\"required\":[\"foo\"]}",
	  "{\"bar\":1}", "/foo:1" },
	{ "{\"properties\":{\"foo\":{\"type\":\"integer\"},"
	  "\"bar\":{\"type\":\"string\"}}}", "{\"foo\":[],\"bar\":{}}",
	  "/foo:0 /bar:0" },
	{ "{\"properties\":{\"foo\":{}},\"additionalProperties\":false}",
	  "{\"foo\":1,\"a/b~\":2}", "/a~1b~0:2" },
	{ "{\"additionalProperties\":{\"type\":\"boolean\"}}",
	  "{\"foo\":true,\"quux\":12}", "/quux:0" },
};

static void add(const struct ck_schema_place *place, void *arg)
{
	struct ck_buf *told = arg;

	ck_buf_printf(told, "%s%s:%d", told->len ? " " : "",
		      *place->pointer ? place->pointer : "/",
		      (int)place->fault);
}

static void test_unknown(struct ck_doc *doc)
{
	static const struct {
		const char *schema;
		const char *at;
	} odd[] = {
		{ "true", "" },
		{ "{\"pattern\":\"^a\"}", "/pattern" },
		{ "{\"properties\":{\"a\":{\"oneOf\":[]}}}",
		  "/properties/a/oneOf" },
		{ "{\"items\":[{}]}", "/items" },
		{ "{\"type\":\"text\"}", "/type" },
		{ "{\"type\":[]}", "/type" },
		{ "{\"required\":\"a\"}", "/required" },
		{ "{\"minLength\":-1}", "/minLength" },
		{ "{\"maximum\":\"9\"}", "/maximum" },
		{ "{\"enum\":[]}", "/enum" },
		{ "{\"additionalProperties\":{\"not\":{}}}",
		  "/additionalProperties/not" },
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		is(ck_schema_unknown(doc, read_text(doc, odd[i].schema)),
		   odd[i].at, "%s cannot be judged by", odd[i].schema);
	ok(!ck_schema_unknown(doc, read_text(doc,
		"{\"$schema\":\"x\",\"title\":\"y\",\"type\":\"object\","
		"\"properties\":{\"a\":{\"enum\":[null]}},"
		"\"required\":[\"a\"],\"additionalProperties\":false}")),
	   "a form can");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct ck_value *both = read_text(doc,
			ck_doc_format(doc, "[%s,%s]", cases[i].schema,
				      cases[i].value));
		CK_BUF told = { 0 };

		ck_schema_judge(doc, ck_at(both, 0), ck_at(both, 1), add,
				&told);
		is(ck_buf_text(&told), cases[i].told, "%s %s", cases[i].schema,
		   cases[i].value);
		ok(!ck_schema_unknown(doc, ck_at(both, 0)),
		   "… by a schema that is taken");
	}
	test_unknown(doc);
	return tap_done();
}
