/* What an enterprise or a broker declares again and again, under a name of its
 * own: parties, vehicles, drivers, goods.
 *
 * An entry belongs to an agency, enterprise:TAX or broker:TAX; who acts for it
 * sees it whole. The gate centre and the keeper of the store may keep and use
 * entries for it, and see persons masked. Personal values stand in table person
 * and go when the entry is replaced or removed.
 *
 * An object of a declaration may name an entry: {"saved":"NAME"}, or
 * "enterprise:TAX/NAME" for another's; what stands beside it goes before what
 * the entry has.
 */
#ifndef CK_TRADE_SAVED_H
#define CK_TRADE_SAVED_H

#include "command/session.h"
#include "trade/document.h"

struct ck_saved_kind {
	const char *name;	/* "driver" */
	const char *place;	/* in a declaration: "/vehicles/v1/crew/p1" */
	const char *const *once;	/* members that are no part of it */
};

/* NULL: there is no such kind. */
const struct ck_saved_kind *ck_saved_kind(const char *name);

/* Whose entries the acting user means: *owner when given (a tax code or an
 * agency), else the one agency he acts for. ret_own: he acts for it, and so
 * sees its persons. -EINVAL or -EPERM, said. */
int ck_saved_owner(struct ck_session *s, struct ck_item *item,
		   const char *given, const char **ret_owner, bool *ret_own)
	CK_MUST_CHECK;

/* The id of an entry, its root in the log. */
const char *ck_saved_id(struct ck_session *s, struct ck_doc *doc,
			const char *owner, const char *kind, const char *name);

/* A row of table saved. -ENOENT. */
int ck_saved_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		 const struct ck_value **ret_row) CK_MUST_CHECK;

/* The entry as its owner wrote it, masked (persons by initials), or whole. */
int ck_saved_object(struct ck_session *s, struct ck_doc *doc,
		    const struct ck_value *row, bool whole,
		    const struct ck_value **ret_object) CK_MUST_CHECK;

/* Adds to persons the ids of all persons in a stored document. */
void ck_saved_persons(const struct ck_value *stored, struct ck_value *persons);

/* Erases the persons of a row, each with its event. */
int ck_saved_forget(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_value *row) CK_MUST_CHECK;

/* Puts the entries that the item's declaration names in their places; one that
 * is not there is found (saved-unknown). 0, or negative, said. */
int ck_saved_expand(struct ck_session *s, struct ck_item *item,
		    struct ck_findings *findings) CK_MUST_CHECK;
/* What is missing in the place of an entry that is not there is no finding of
 * its own. */
void ck_saved_spare(struct ck_findings *findings);

/* Leaves out of a declaration as it is outside what is for one journey only
 * (ck-declare(1) has the list). */
void ck_saved_drop_once(struct ck_value *document);

#endif
