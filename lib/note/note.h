/* Notes: a dispute, feedback or an incident, with a number, an agency that
 * answers, and a time by which it does. The site file says which agency and
 * how long it has (`notes` in ck-site(5)). What is said, and what is answered,
 * is free text: it stands in table person, the line has its digest (store/person.h).
 */
#ifndef CK_NOTE_NOTE_H
#define CK_NOTE_NOTE_H

#include "site/site.h"
#include "store/log.h"

/* "dispute", "feedback", "incident"; NULL after the last. */
extern const char *const ck_note_kinds[];

enum { CK_NOTE_ID = 32,		/* "CKHN-D00001" and NUL */
       CK_NOTE_TEXT_MOST = 8192 };	/* bytes of what is said */

struct ck_note_new {
	const char *site;		/* "CKHN" */
	const char *prefix;		/* "D", of the site file */
	const char *kind;		/* of ck_note_kinds */
	const char *agency;		/* the owner: who is to answer */
	const char *about;		/* a check, or NULL */
	const char *subject_kind;	/* of ck_hold_kinds but person, "lane",
					   "site" */
	const char *subject;		/* its normal form */
	int64_t deadline_at;		/* ms */
	bool given;			/* the deadline is not the site's */
	const char *text;
	const char *actor;		/* who writes it */
};

/* Appends note.written. The same words of the same writer on the same subject,
 * still open, are the same note: then returns 1 and its id. */
int ck_note_write(struct ck_txn *txn, const struct ck_note_new *note,
		  char ret_id[CK_NOTE_ID], struct ck_event_id *ret_event)
	CK_MUST_CHECK;

/* "D-1", "d1" or "CKHN-D00001" as the id; NULL: it is no number of a note. */
const char *ck_note_id(struct ck_doc *doc, const char *site,
		       const char *text);
/* "CKHN-D00001" as people say it: "D-1". */
const char *ck_note_number(struct ck_doc *doc, const char *id);

/* The row of table note, nulls left out. -ENOENT. */
int ck_note_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		const struct ck_value **ret_row) CK_MUST_CHECK;
/* The open ones on a trip or on an identifier of its vehicle. */
int ck_note_of_trip(struct ck_store *store, struct ck_doc *doc,
		    const char *declaration, const char *trip,
		    const struct ck_value **ret_rows) CK_MUST_CHECK;

/* A free text on its way into table person: {"person","digest"} for the body,
 * in doc. The row is written unless the transaction is dry. */
int ck_note_keep_text(struct ck_txn *txn, const char *text,
		      const struct ck_value **ret_named) CK_MUST_CHECK;
/* The words of a row's member `text` or `answer`, in doc; NULL: erased, or
 * there are none. */
int ck_note_words(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_value *row, const char *member,
		  const char **ret_words) CK_MUST_CHECK;

/* Fills a record of a row: note, number, note_kind, subject_kind, subject,
 * about, agency, contact, state, since, actor, for, deadline, late_min,
 * answered_at … version; no words. */
void ck_note_fill(struct ck_doc *doc, const struct ck_site *site,
		  const struct ck_value *row, int64_t now,
		  struct ck_value *record);

#endif
