/* Changes to a value, written as values: JSON Patch (RFC 6902, April 2013) and
 * JSON Merge Patch (RFC 7396, October 2014).
 *
 * The target is never touched: the result shares with it what did not change.
 */
#ifndef CK_RECORD_PATCH_H
#define CK_RECORD_PATCH_H

#include "record/value.h"

enum { CK_PATCH_OPERATIONS = 1000 };	/* of one patch */

/* What is wrong with a patch: `code` is stable ("patch-form", "patch-path",
 * "patch-test", "patch-size"), `message` a translated sentence, `pointer`
 * where in the patch ("/3/path"); both live in the doc. */
struct ck_patch_fault {
	const char *code;
	const char *pointer;
	const char *message;
};

/* Applies the operations in their order, all or none; everything new lives in
 * doc. ret_fault is filled on failure:
 *	-EBADMSG	it is no patch
 *	-ENOENT		an operation does not fit: nothing is at its path
 *	-EEXIST		a test found another value
 *	-E2BIG		over CK_PATCH_OPERATIONS, deeper than a document may be,
 *			or copies upon copies
 * The whole value may be replaced, and not removed. */
int ck_patch_apply(struct ck_doc *doc, const struct ck_value *target,
		   const struct ck_value *patch,
		   const struct ck_value **ret_value,
		   struct ck_patch_fault *ret_fault) CK_MUST_CHECK;

/* RFC 7396, section 2: every patch fits. target may be NULL. */
const struct ck_value *ck_patch_merge(struct ck_doc *doc,
				      const struct ck_value *target,
				      const struct ck_value *patch);

#endif
