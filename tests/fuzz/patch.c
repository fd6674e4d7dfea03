/* Patches from any bytes. The input is one JSON text: [target, patch]. What a
 * JSON Patch makes can be written and read again as the same value, the target
 * stays as it was, and a merge patch that was applied changes nothing the
 * second time. */
#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "record/patch.h"
#include "record/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void check_again(struct ck_doc *doc, const struct ck_value *v)
{
	const struct ck_value *again = NULL;
	struct ck_fault fault;
	CK_BUF text = { 0 };

	ck_write(&text, v);
	demand(ck_read(doc, text.data, text.len, &again, &fault) == 0);
	demand(ck_equal(again, v));
}

static void check_patch(struct ck_doc *doc, const struct ck_value *target,
			const struct ck_value *patch)
{
	const struct ck_value *result = NULL;
	struct ck_patch_fault fault = { 0 };
	int r = ck_patch_apply(doc, target, patch, &result, &fault);

	if (r == 0) {
		check_again(doc, result);
		return;
	}
	demand(r == -EBADMSG || r == -ENOENT || r == -EEXIST || r == -E2BIG);
	demand(fault.code && *fault.message && *fault.pointer == '/');
}

static void check_merge(struct ck_doc *doc, const struct ck_value *target,
			const struct ck_value *patch)
{
	const struct ck_value *once = ck_patch_merge(doc, target, patch);

	demand(ck_equal(ck_patch_merge(doc, once, patch), once));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *input = NULL;
	struct ck_value *before;
	struct ck_fault fault;

	if (ck_read(doc, (const char *)data, size, &input, &fault) < 0 ||
	    !ck_is_array(input) || ck_count(input) != 2)
		return 0;
	before = ck_copy(doc, ck_at(input, 0));
	check_patch(doc, ck_at(input, 0), ck_at(input, 1));
	check_merge(doc, ck_at(input, 0), ck_at(input, 1));
	demand(ck_equal(before, ck_at(input, 0)));
	return 0;
}
