/* Is a pass genuine, does it hold now, and is its trip still of the vehicle it
 * names? Needs nothing of the store but its rows of keys, so that a lane alone
 * can tell; the last is asked where the trip is known.
 *
 * What is wrong, the first that is found, and what stands beside it:
 *	pass-unreadable		damaged, or no pass of ours
 *	pass-foreign		of_site: another site's
 *	pass-unknown-key	key: nobody here knows it
 *	pass-forged		the signature is not the key's: altered, or made
 *				by somebody else
 *	pass-key		key, state: retired, over, early
 *	pass-early		from: it does not hold yet
 *	pass-expired		until
 *	pass-outdated		identifier, on_pass, declared: the declaration
 *				was amended; its vehicle is no more known by
 *				what stands on the pass
 */
#ifndef CK_PASS_JUDGE_H
#define CK_PASS_JUDGE_H

#include "pass/key.h"

struct ck_pass_verdict {
	const char *code;	/* NULL: nothing is wrong */
	struct ck_key key;	/* when it is known: id is not empty */
	const char *state;	/* of the key, for pass-key */
	/* for pass-outdated */
	const struct ck_pass_name *lost;
	struct ck_value *declared;	/* what it has of that kind now */
	int64_t version;	/* of the trip, when it is known; else 0 */
};

/* 0 and the verdict, which lives in doc; negative errno of the store, -ENOSYS without the library
 * that verifies. pass NULL: it could not be read. */
int ck_pass_judge(struct ck_store *store, struct ck_doc *doc,
		  const char *site, int64_t now, const struct ck_pass *pass,
		  struct ck_pass_verdict *ret_verdict) CK_MUST_CHECK;

/* Has the vehicle still what stands on the pass? rows: its identifiers as they
 * are declared now, objects with kind and normal. Sets code, lost and declared
 * of the verdict when not. */
void ck_pass_compare(struct ck_doc *doc, const struct ck_pass *pass,
		     const struct ck_value *rows,
		     struct ck_pass_verdict *verdict);

/* What stands beside the code, into a reason that has it; pass as above. */
void ck_pass_fill(const struct ck_pass_verdict *verdict,
		  const struct ck_pass *pass, struct ck_value *reason);

/* From a text that wants to be a pass (ck_pass_is) to its trip: 1; else 0 and
 * the reason. Both in doc. Errors as ck_pass_judge. */
int ck_pass_find(struct ck_store *store, struct ck_doc *doc, const char *site,
		 int64_t now, const char *text, const char **ret_trip,
		 struct ck_value **ret_reason) CK_MUST_CHECK;

/* Such a reason in a sentence, translated, in doc. */
const char *ck_pass_sentence(struct ck_doc *doc, const struct ck_value *reason,
			     int offset_min);

#endif
