/* From a declaration to its event (ck-declare submit).
 *
 *	sub = ck_submission_new(doc, site);
 *	r = ck_submission_prepare(sub, store, input);	// before the lock
 *	...
 *	r = ck_submission_refresh(sub, store);		// under it
 *	r = ck_submission_repeat(sub, store, &declaration);
 *	r = ck_submission_meet(sub, store, now);
 *	r = ck_submission_append(sub, txn, &declaration);
 *
 * A document whose findings hold an error is not appended.
 *
 * The digest of the content is SHA-256 over the RFC 8785 form of the stored
 * document without persons and without "written".
 */
#ifndef CK_TRADE_SUBMIT_H
#define CK_TRADE_SUBMIT_H

#include "base/digest.h"
#include "site/rules.h"
#include "store/log.h"
#include "store/person.h"
#include "trade/document.h"

struct ck_submission_person {
	const char *path;		/* of the object it belongs to */
	struct ck_person person;
};

struct ck_submission_trip {
	const char *vehicle;		/* its ref */
	const struct ck_value *stored;	/* the vehicle */
	const struct ck_value *identity;
	const struct ck_value *keys;
	const struct ck_value *customs;	/* ids of its numbers */
	const struct ck_value *known;	/* their rows when the rules were asked */
	const struct ck_ruling *ruling;
	const char *zone;
	bool laden;
};

struct ck_submission {
	struct ck_doc *doc;
	const struct ck_site *site;
	int64_t now;			/* may be set before it is prepared;
					   0: dates are not held against
					   today */
	const struct ck_value *input;
	/* Of an amendment, set before prepare: the stored document as it was,
	 * whose persons keep their references where they are the same, and the
	 * refs it has given up. */
	const struct ck_value *before;
	const struct ck_value *taken;
	struct ck_document document;
	struct ck_findings findings;
	char digest[CK_DIGEST_HEX];
	struct ck_submission_person *persons;
	size_t person_count;
	struct ck_submission_trip *trips;
	size_t trip_count;
	const char *declaration;	/* its id, once appended */
	int64_t version;		/* the seq of its event */
	struct ck_value *answer;	/* its trips, as they were appended */
};

struct ck_submission *ck_submission_new(struct ck_doc *doc,
					const struct ck_site *site);

/* Judges the document, draws the persons' references, works out the trips and
 * asks the rules; the store (which may be NULL) is read for customs numbers
 * and for lists of codes, as they hold at expected_at or now.
 * 0 also when there are findings. -EINVAL: the site's rules do not compile. */
int ck_submission_prepare(struct ck_submission *sub, struct ck_store *store,
			  const struct ck_value *input) CK_MUST_CHECK;

/* Reads a part of a declaration that has nothing around it: what is found
 * elsewhere (a missing direction) says nothing. Its persons have their
 * references. */
void ck_submission_part(struct ck_submission *sub,
			const struct ck_value *input);

/* Looks again at what may have changed since: the site's file, the customs
 * numbers. Errors as prepare. */
int ck_submission_refresh(struct ck_submission *sub, struct ck_store *store)
	CK_MUST_CHECK;

/* The declaration that had the same content before, persons included, and is
 * not cancelled; NULL: none. */
int ck_submission_repeat(const struct ck_submission *sub,
			 struct ck_store *store, const char **ret_declaration)
	CK_MUST_CHECK;

/* Whether a declaration of the same content has the same persons: 1, or 0,
 * also when one of them was erased or the declaration is not there. */
int ck_submission_same_persons(const struct ck_submission *sub,
			       struct ck_store *store,
			       const char *declaration) CK_MUST_CHECK;

/* Finds vehicles that are queued or inside, continued trips that are not
 * open, customs numbers that have less than is drawn on them, and what the
 * clock says of the document's dates. */
int ck_submission_meet(struct ck_submission *sub, struct ck_store *store,
		       int64_t now) CK_MUST_CHECK;

/* Inside: of these, the customs numbers. */
int ck_submission_draw(struct ck_submission *sub, struct ck_store *store)
	CK_MUST_CHECK;

/* The same of one trip. Of trips of the submission's own declaration nothing
 * is found: an amendment meets its own vehicles. */
int ck_submission_meet_trip(struct ck_submission *sub,
			    const struct ck_submission_trip *trip,
			    struct ck_store *store) CK_MUST_CHECK;

/* Takes the next id of the day and appends declaration.submitted,
 * customs.declared for numbers new to the site, check.opened for their
 * verdicts, and the persons. Under a dry transaction nothing is written and
 * the id is NULL. */
int ck_submission_append(struct ck_submission *sub, struct ck_txn *txn)
	CK_MUST_CHECK;

/* What an event says of a trip that begins (`trips` of declaration.submitted).
 * The submission must have the declaration's id. */
struct ck_value *ck_submission_trip_body(struct ck_submission *sub,
					 const struct ck_submission_trip *trip,
					 const char *id);
/* Appends customs.declared for numbers new to the site. */
int ck_submission_declare_numbers(struct ck_submission *sub,
				  struct ck_txn *txn,
				  const struct ck_event_id *cause)
	CK_MUST_CHECK;
/* Adds the rows of the persons whose references are new. */
int ck_submission_add_persons(struct ck_submission *sub, struct ck_txn *txn)
	CK_MUST_CHECK;

#endif
