/* Correcting what was declared, without starting over: what was confirmed stays
 * so, as far as it did not vouch for what changed.
 *
 *	r = ck_amendment_open(store, doc, site, declaration, &a);
 *	r = ck_amendment_make(a, store, &ask, &fault);	// the new document
 *	r = ck_amendment_judge(a, store, now);		// what it brings
 *	r = ck_amendment_append(a, txn);
 *
 * A patch is made to the document as `ck-declare show` prints it, arrays as
 * objects by ref, persons by their values. What the document then says is
 * judged like any declaration. Of what was confirmed, a check goes stale when
 * the values change that it vouches for, and no other.
 *
 * A vehicle is another one when an identifier of `amend.identity` of the site
 * file (else plate, chassis and unit; the container where it has none of them)
 * changes. It loses its place in a queue, unless
 *  - the identifiers differ by one character each and the vehicle is present
 *    (inside, or seen by whoever corrects): it was misread, and keeps its
 *    confirmations too. By no more than that character it may differ from what
 *    was declared first, or put there as another vehicle;
 *  - it broke down, and the site's rule `amend.breakdown` lets another take
 *    the place.
 */
#ifndef CK_TRADE_AMEND_H
#define CK_TRADE_AMEND_H

#include "record/patch.h"
#include "store/log.h"
#include "trade/submit.h"

struct ck_amend_ask {
	const struct ck_value *patch;	/* a list: JSON Patch; else Merge */
	const char *reason;
	const char *breakdown;		/* a code; NULL: none */
	bool present;			/* the vehicle is seen */
	int64_t request;		/* the number of what is granted, or 0 */
	int64_t now;			/* ms: which lists of codes hold */
	bool blind;			/* who asks may not see the persons:
					   what the patch writes of them counts
					   as changed, and is not compared */
	bool dry;			/* nothing of it will stand */
	bool keep;			/* the patch, to know it again */
	const struct ck_value *kept;	/* its patch's reference, or NULL */
};

/* Why an amendment is not possible at all; texts in the doc. */
struct ck_amend_obstacle {
	const char *code;		/* NULL: none */
	const char *pointer;
	const char *trip;
	const char *label;
	const char *zone;
};

/* What the amendment does to one trip. */
struct ck_amend_trip {
	const char *trip;		/* NULL: of a dry run, not numbered */
	const struct ck_value *row;	/* NULL: it begins */
	const struct ck_submission_trip *planned;	/* NULL: it is
							   cancelled */
	struct ck_value *body;		/* of the event; NULL: as it was */
	const struct ck_value *near;	/* pointers that were misread */
	bool other;			/* it is another vehicle */
	const struct ck_value *entry;	/* its place: queue, class, state */
	const char *lost;		/* why the place is lost, or NULL */
	const struct ck_value *held;	/* what stopped it before */
	/* {"check","agency","scope","subject","root","pointers"} */
	struct ck_value *stale;
	struct ck_value *open;		/* the same of checks still open */
	const struct ck_value *checks;	/* as before, rows of clear/case.h */
	struct ck_value *needed;	/* needs as in clear/need.h */
	struct ck_value *unneeded;
	struct ck_value *fees;		/* {"kind","assessed_minor",
					   "due_minor"} that differ */
};

struct ck_amendment {
	struct ck_doc *doc;
	const struct ck_site *site;
	const char *declaration;
	const struct ck_value *row;	/* of table declaration */
	const struct ck_value *trips;	/* rows of table trip */
	const struct ck_value *before;	/* the stored document */
	struct ck_value *before_whole;	/* outside, persons as they are */
	struct ck_value *before_shown;	/* outside, persons masked */
	/* The same for who is blind, without what may not be compared. */
	const struct ck_value *known;	/* of `before` */
	const struct ck_value *known_whole;
	struct ck_value *taken;		/* refs given up, sections by ref */
	struct ck_amend_ask ask;
	struct ck_submission *sub;	/* the document as it would be */
	struct ck_value *after_whole;
	struct ck_value *after_shown;
	/* [{"pointer","was","is"}], persons masked; empty: nothing changes */
	struct ck_value *changes;
	struct ck_amend_obstacle obstacle;
	struct ck_amend_trip *effects;
	size_t effect_count;
	struct ck_person patch;		/* as it is kept beside the log */
	int64_t version;		/* of its event, once appended */
};

/* Reads the declaration. -ENOENT: there is none. */
int ck_amendment_open(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_site *site, const char *declaration,
		      struct ck_amendment **ret_amendment) CK_MUST_CHECK;

/* Patches the document and judges it: a->sub->findings, a->changes. Also
 * -EBADMSG, -ENOENT, -EEXIST, -E2BIG with *ret_fault: record/patch.h; -EINVAL
 * as ck_submission_prepare. */
int ck_amendment_make(struct ck_amendment *a, struct ck_store *store,
		      const struct ck_amend_ask *ask,
		      struct ck_patch_fault *ret_fault) CK_MUST_CHECK;

/* Works out what it brings each trip, now (ms): a->effects, or a->obstacle:
 *	declaration-closed	nothing of it is open any more
 *	direction-fixed, role-fixed	declare it anew for that
 *	trip-closed		a change of a vehicle whose trip is over
 *	trip-begun		removed, though it has entered
 *	breakdown-not-allowed	the site has no rule for it here
 * Adds the findings about vehicles that are here. */
int ck_amendment_judge(struct ck_amendment *a, struct ck_store *store,
		       int64_t now) CK_MUST_CHECK;

/* Appends declaration.amended and its consequences. */
int ck_amendment_append(struct ck_amendment *a, struct ck_txn *txn)
	CK_MUST_CHECK;

/* What has changed since the log ended with `seen`, of what this amendment
 * changes too, in the form of a->changes. -ERANGE: there was no such
 * declaration then. */
int ck_amendment_conflicts(struct ck_amendment *a, struct ck_store *store,
			   int64_t seen, struct ck_value **ret_changes)
	CK_MUST_CHECK;

/* Adds to a record what the amendment changes and brings; the language is
 * that of words out of the site file. */
void ck_amendment_fill(const struct ck_amendment *a, const char *language,
		       struct ck_value *record);

/* -- inside --------------------------------------------------------------- */

/* Appends {"pointer","was","is"} to changes for each place where the two
 * outside documents differ; values as the shown ones have them. */
void ck_amend_compare(struct ck_doc *doc, const struct ck_value *before,
		      const struct ck_value *after,
		      const struct ck_value *before_shown,
		      const struct ck_value *after_shown,
		      struct ck_value *changes);
/* Is one of the pointers the other, or above it? */
bool ck_amend_touches(const char *a, const char *b);

/* What goes without saying follows the patch: loads that were implied, and
 * amounts that were those of the whole. Both outside; changes `after`. */
void ck_amend_follow(struct ck_value *after, const struct ck_value *before);

/* The operations of a JSON Patch with a ref for each "-" after the last of a
 * section, as /vehicles/-: the first that is free, and never was given. RFC
 * 6902, section 4.1, has "-" for lists; sections are objects in a patch. */
const struct ck_value *ck_amend_name_dashes(struct ck_amendment *a,
					    const struct ck_value *ops);

/* Sections by ref of a stored document. */
struct ck_value *ck_amend_refs(struct ck_doc *doc,
			       const struct ck_value *document);

/* Draws the reference under which the patch is kept, for it may hold what is
 * personal; and the reference as an event has it. */
struct ck_value *ck_amend_keep_patch(struct ck_amendment *a);
/* Where it changes the document: an array of pointers. */
struct ck_value *ck_amend_pointers(const struct ck_amendment *a);

/* Which identifiers of a vehicle one reads that stands before it. */
enum { CK_AMEND_READABLE = 5 };
extern const char *const ck_amend_readable[CK_AMEND_READABLE];
/* Pointers to those that were misread, when nothing else of them differs; NULL:
 * it is another vehicle, or the same. */
int ck_amend_misread(const struct ck_amendment *a, struct ck_store *store,
		     const char *ref, const struct ck_value *old,
		     const struct ck_value *new,
		     const struct ck_value **ret_near) CK_MUST_CHECK;

/* Identity: near, other, and what of the queue place (amend_place.c). */
int ck_amend_entry(struct ck_amendment *a, struct ck_store *store,
		   struct ck_amend_trip *t) CK_MUST_CHECK;
int ck_amend_place(struct ck_amendment *a, struct ck_store *store,
		   struct ck_amend_trip *t) CK_MUST_CHECK;
/* The stored document before, with what was misread put right. */
const struct ck_value *ck_amend_put_right(const struct ck_amendment *a);
/* Checks and fees (amend_check.c). */
int ck_amend_checks(struct ck_amendment *a, struct ck_store *store,
		    const struct ck_value *before, struct ck_amend_trip *t)
	CK_MUST_CHECK;
/* What was let go on the word of a check that goes stale at the other end of a
 * transfer goes with it (`after_linked` in ck-site(5)). */
void ck_amend_linked(struct ck_amendment *a);

#endif
