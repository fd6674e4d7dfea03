/* JSON Patch and Merge Patch against other people's cases
 * (tests/data/patch/README), and what no suite asks. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "base/memory.h"
#include "record/patch.h"
#include "record/reader.h"
#include "tap.h"

static struct ck_doc *doc;

static const struct ck_value *read_file(const char *name)
{
	const char *tree = getenv("top_srcdir");
	ck_autofree char *path = ck_format("%s/tests/data/patch/%s",
					   tree ? tree : ".", name);
	const struct ck_value *v = NULL;
	struct ck_fault fault = { .message = "" };

	ok(ck_read_file(doc, path, CK_FILE_MAX, &v, &fault) == 0,
	   "%s is read%s", name, fault.message);
	return v;
}

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
	CK_BUF out = { 0 };

	ck_write_canonical(&out, v);
	return ck_doc_strdup(doc, ck_buf_text(&out));
}

/* -- the suites ----------------------------------------------------------- */

static void check_case(const char *file, size_t i, const struct ck_value *c)
{
	const struct ck_value *target = ck_get(c, "doc");
	const struct ck_value *expected = ck_get(c, "expected");
	const char *error = ck_get_str(c, "error");
	const char *comment = ck_get_str(c, "comment");
	const struct ck_value *result = NULL;
	const char *before = written(target);
	struct ck_patch_fault fault = { .message = "" };
	int r = ck_patch_apply(doc, target, ck_get(c, "patch"), &result,
			       &fault);

	if (error)
		ok(r < 0 && fault.code && *fault.message,
		   "%s %zu is refused: %s", file, i, error);
	else if (expected)
		is(r < 0 ? fault.message : written(result), written(expected),
		   "%s %zu: %s", file, i, comment ? comment : "");
	else
		ok(r == 0, "%s %zu is applied: %s %s", file, i,
		   comment ? comment : "", r < 0 ? fault.message : "");
	is(written(target), before, "%s %zu: the target is as it was", file,
	   i);
}

/* A member that is there twice is refused before it is a patch. */
static bool is_refused(const char *line)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	return ck_read(doc, line, strlen(line), &v, &fault) < 0 &&
	       !strcmp(fault.code, "duplicate-key");
}

static void check_suite(const char *name, size_t count)
{
	const char *tree = getenv("top_srcdir");
	ck_autofree char *path = ck_format("%s/tests/data/patch/%s",
					   tree ? tree : ".", name);
	FILE *file = fopen(path, "r");
	static char line[8192];
	size_t done = 0, i = 0;

	if (!ok(!!file, "%s is there", name))
		return;
	for (; fgets(line, sizeof(line), file); i++) {
		const struct ck_value *c;

		if (is_refused(line))
			continue;
		c = read_text(line);
		if (!ck_get(c, "patch") || ck_is_true(ck_get(c, "disabled")))
			continue;
		check_case(name, i, c);
		done++;
	}
	fclose(file);
	ok(done == count, "%s is complete: %zu", name, done);
}

static void check_merges(void)
{
	const struct ck_value *cases = read_file("merge.json");

	for (size_t i = 0; i < ck_count(cases); i++) {
		const struct ck_value *c = ck_at(cases, i);

		is(written(ck_patch_merge(doc, ck_at(c, 0), ck_at(c, 1))),
		   written(ck_at(c, 2)), "RFC 7396 appendix A, %zu", i + 1);
	}
	ok(ck_count(cases) == 15, "the appendix is complete");
}

/* -- what no suite asks --------------------------------------------------- */

static void refused(const char *target, const char *patch, int err,
		    const char *code, const char *pointer)
{
	const struct ck_value *result = NULL;
	struct ck_patch_fault fault = { 0 };
	int r = ck_patch_apply(doc, read_text(target), read_text(patch),
			       &result, &fault);

	ok(r == err && !result, "%s gives %d, not %d", patch, err, r);
	is(fault.code, code, "... %s", code);
	is(fault.pointer, pointer, "... at %s", pointer);
}

static void check_faults(void)
{
	refused("{}", "{\"op\":\"add\"}", -EBADMSG, "patch-form", "/0");
	refused("{}", "[[]]", -EBADMSG, "patch-form", "/0");
	refused("{}", "[{\"op\":\"add\",\"path\":\"/a~2\",\"value\":1}]",
		-EBADMSG, "patch-form", "/0/path");
	refused("{}", "[{\"op\":\"add\",\"path\":\"\",\"value\":{}},"
		"{\"op\":\"move\",\"from\":\"a\",\"path\":\"/b\"}]", -EBADMSG,
		"patch-form", "/1/from");
	refused("{}", "[{\"op\":\"set\",\"path\":\"/a\",\"value\":1}]",
		-EBADMSG, "patch-form", "/0/op");
	refused("{\"a\":{}}",
		"[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]",
		-EBADMSG, "patch-form", "/0/path");
	refused("{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":2}]",
		-EEXIST, "patch-test", "/0/value");
	refused("{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"/a/b\","
		"\"value\":2}]", -ENOENT, "patch-path", "/0/path");
	refused("{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"\"}]", -ENOENT,
		"patch-path", "/0/path");
	refused("{\"a\":1}", "[{\"op\":\"copy\",\"from\":\"/b\","
		"\"path\":\"/c\"}]", -ENOENT, "patch-path", "/0/from");
}

static struct ck_value *operation(struct ck_value *patch, const char *op,
				  const char *path)
{
	struct ck_value *o = ck_push_object(patch);

	ck_set_str(o, "op", op);
	ck_set_str(o, "path", path);
	return o;
}

/* Each copy doubles the document: 2^60 of it would be 2^60 of it. */
static void check_copies(void)
{
	struct ck_value *patch = ck_new_array(doc);
	const struct ck_value *result = NULL;
	struct ck_patch_fault fault = { 0 };

	for (int i = 0; i < 60; i++)
		ck_set_str(operation(patch, "copy",
				     ck_doc_format(doc, "/k%d", i)),
			   "from", "");
	ok(ck_patch_apply(doc, read_text("{\"a\":1}"), patch, &result,
			  &fault) == -E2BIG,
	   "copies of copies end");
	is(fault.code, "patch-size", "... and are said to be too much");
}

static void check_bounds(void)
{
	struct ck_value *patch = ck_new_array(doc);
	const struct ck_value *result = NULL;
	struct ck_patch_fault fault = { 0 };
	CK_BUF deep = { 0 };

	for (int i = 0; i <= CK_PATCH_OPERATIONS; i++)
		ck_set_int(operation(patch, "add", "/a"), "value", i);
	ok(ck_patch_apply(doc, read_text("{}"), patch, &result, &fault) ==
		   -E2BIG, "too many operations");
	for (int i = 0; i <= CK_DEPTH_MAX; i++)
		ck_buf_puts(&deep, "/a");
	patch = ck_new_array(doc);
	ck_set_int(operation(patch, "add", ck_buf_text(&deep)), "value", 1);
	ok(ck_patch_apply(doc, read_text("{}"), patch, &result, &fault) ==
		   -E2BIG, "too deep a path");
}

int main(void)
{
	doc = ck_doc_new();
	check_suite("tests.ndjson", 92);
	check_suite("spec_tests.ndjson", 16);
	check_merges();
	check_faults();
	check_copies();
	check_bounds();
	ck_doc_free(doc);
	return tap_done();
}
