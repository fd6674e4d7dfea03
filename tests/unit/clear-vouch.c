/* What a confirmation vouches for: pointers, every element, persons by their
 * digest; the digest is that of RFC 8785 text, whatever order it came in. */
#include <config.h>

#include "clear/vouch.h"
#include "record/reader.h"
#include "tap.h"

static const struct ck_value *text(struct ck_doc *doc, const char *json)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, json, strlen(json), &v, &fault) < 0)
		printf("Bail out! %s\n", fault.message);
	return v;
}

static const char facts[] =
	"{\"declaration\":{\"transfers\":{\"t1\":{\"from\":\"v1\"}},"
	"\"customs\":{\"c1\":{\"number\":\"1\"},\"c2\":{\"paper\":\"2\"}}},"
	"\"vehicle\":{\"plate\":\"12C12345\",\"chassis\":null,\"crew\":{\"p1\":"
	"{\"role\":\"driver\",\"identity\":{\"person\":\"pabc\",\"digest\":"
	"\"d1\"}}},\"seals\":[{\"number\":\"x\"},{\"ref\":\"s9\",\"number\":"
	"\"y\"}]},\"goods\":[{\"ref\":\"g1\",\"hs\":\"08\"},{\"ref\":\"g2\","
	"\"hs\":\"07\"}]}";

static const struct {
	const char *pointer;
	const char *found;
} cases[] = {
	{ "/vehicle/plate", "\"12C12345\"" },
	{ "/vehicle/chassis", "null" },
	{ "/vehicle/nothing", "null" },
	{ "/vehicle/nothing/at/all", "null" },
	{ "/goods/*/hs", "{\"g1\":\"08\",\"g2\":\"07\"}" },
	{ "/goods/*/origin", "{\"g1\":null,\"g2\":null}" },
	{ "/declaration/customs/*/number", "{\"c1\":\"1\",\"c2\":null}" },
	{ "/declaration/transfers", "{\"t1\":{\"from\":\"v1\"}}" },
	{ "/declaration/nothing/*/at", "{}" },
	{ "/vehicle/seals/*/number", "{\"0\":\"x\",\"s9\":\"y\"}" },
	{ "/vehicle/crew",
	  "{\"p1\":{\"role\":\"driver\",\"identity\":\"d1\"}}" },
};

static void values(struct ck_doc *doc)
{
	const struct ck_value *all = text(doc, facts);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ck_value *pointers = ck_new_array(doc);
		CK_BUF got = { 0 };

		ck_push_str(pointers, cases[i].pointer);
		ck_write(&got, ck_get(ck_vouch_values(doc, all, pointers),
				      cases[i].pointer));
		is(ck_buf_text(&got), cases[i].found, "%s", cases[i].pointer);
	}
}

static const char *digest(struct ck_doc *doc, const char *json,
			  const char *pointers)
{
	const struct ck_value *p = text(doc, pointers);

	return ck_get_str(ck_vouch(doc, p, ck_vouch_values(doc, text(doc, json),
							   p)), "digest");
}

static void digests(struct ck_doc *doc)
{
	const char *one = digest(doc, "{\"a\":1,\"b\":\"x\"}",
				 "[\"/a\",\"/b\"]");

	/* printf '{"/a":1,"/b":"x"}' | sha256sum */
	is(one, "0c06320d9830fb8feff35f6587226f032677af7ad22bec6e00ad9a7cc3f25719",
	   "SHA-256 of the canonical text");
	is(digest(doc, "{\"b\":\"x\",\"a\":1.0}", "[\"/b\",\"/a\"]"), one,
	   "order and writing of numbers do not matter");
	ok(strcmp(digest(doc, "{\"a\":1,\"b\":\"y\"}", "[\"/a\",\"/b\"]"), one),
	   "a value does");
	ok(strcmp(digest(doc, "{\"a\":1,\"b\":\"x\"}", "[\"/a\"]"), one),
	   "and so does what is looked at");
	is(digest(doc, "{}", "[]"),
	   "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
	   "nothing vouched for is {}");
	is(digest(doc, "{\"v\":{\"person\":\"p1\",\"digest\":\"x\"}}",
		  "[\"/v\"]"),
	   digest(doc, "{\"v\":{\"person\":\"p2\",\"digest\":\"x\"}}",
		  "[\"/v\"]"), "a person's reference is not looked at");
	ok(strcmp(digest(doc, "{\"v\":{\"person\":\"p1\",\"digest\":\"x\"}}",
			 "[\"/v\"]"),
		  digest(doc, "{\"v\":{\"person\":\"p1\",\"digest\":\"y\"}}",
			 "[\"/v\"]")), "but the digest of the value is");
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	values(doc);
	digests(doc);
	return tap_done();
}
