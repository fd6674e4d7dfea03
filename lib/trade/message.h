/* What somebody is told of a declaration that others have changed, or want
 * changed: an enterprise of what it did not do itself, whoever asked for an
 * amendment of the answer. A message is an event (message.sent) with the one
 * it tells of as its cause; ck-declare messages lists them, ck-sync push takes
 * them to a peer that reaches people (a portal, a gateway for short messages).
 */
#ifndef CK_TRADE_MESSAGE_H
#define CK_TRADE_MESSAGE_H

#include "record/value.h"
#include "site/site.h"
#include "store/log.h"

struct ck_message {
	const char *declaration;
	const char *to;		/* "enterprise:0100112437", "user:hq-lan" */
	const char *about;	/* kind of the event: amendment.requested,
				   amendment.declined, amendment.granted,
				   declaration.amended,
				   declaration.cancelled */
	int64_t request;	/* its number; 0: none */
	const char *reason;	/* code */
	const struct ck_value *changed;	/* pointers; NULL: none */
	int64_t cause;		/* seq of the event */
};

/* Appends message.sent. */
int ck_message_send(struct ck_txn *txn, const struct ck_message *message)
	CK_MUST_CHECK;

/* A row of table message, with `label` of the declaration's first vehicle.
 * -ENOENT. */
int ck_message_get(struct ck_store *store, struct ck_doc *doc,
		   const char *declaration, int64_t number,
		   const struct ck_value **ret_row) CK_MUST_CHECK;

/* Where a listing goes on; zero begins. */
struct ck_message_cursor {
	int64_t version;
	char declaration[64];
	int64_t number;
};

/* The next rows in the order of the log, sent at `since` (ms) or later, to one
 * recipient or (NULL) to all, each with `label` and, of a request, its `state`
 * now. An empty array: there are no more. */
int ck_message_page(struct ck_store *store, struct ck_doc *doc,
		    const char *to, int64_t since,
		    struct ck_message_cursor *cursor,
		    const struct ck_value **ret_rows) CK_MUST_CHECK;

/* Fills a record of kind message from such a row. language as in site.h. */
void ck_message_fill(struct ck_value *record, struct ck_doc *doc,
		     const struct ck_site *site, const char *language,
		     const struct ck_value *row);

#endif
