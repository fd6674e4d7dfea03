/* Events: a command decides, an event records, apply writes.
 *
 *	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
 *	r = ck_txn_begin(store, &envelope, &txn);
 *	... read what is needed, check the rules ...
 *	r = ck_append(txn, "check.confirmed", subject, body, cause);
 *	r = ck_txn_commit(txn);
 *
 * A transaction that is freed without commit leaves nothing.
 */
#ifndef CK_STORE_LOG_H
#define CK_STORE_LOG_H

#include "store/store.h"

struct ck_txn;

/* What every event of a command carries beside its fact. All borrowed. */
struct ck_envelope {
	int64_t at;		/* ms; 0 takes the clock inside the lock */
	int64_t occurred;	/* 0: the same as at */
	const char *actor;	/* "hq-lan", "lane:B1-1", "rule:weight" */
	const char *on_behalf;	/* "for" in the line; NULL: none */
	const char *via;	/* "cli", "lane", "peer:customs", "paper:…" */
	const char *program;	/* "ck-clear" */
	const char *key;	/* the sender's own name for it, or NULL */
	const char *late_reason;	/* a code; in the body of the command's
				   first event, or NULL */
};

/* Takes the writers' turnstile and the write lock. -EAGAIN after 10 s. With
 * dry, takes no lock and appends nothing: ck_append checks and builds, then
 * returns 0. */
int ck_txn_begin(struct ck_store *store, bool dry, struct ck_txn **ret_txn)
	CK_MUST_CHECK;
int ck_txn_commit(struct ck_txn *txn) CK_MUST_CHECK;
void ck_txn_free(struct ck_txn *txn);
CK_DEFINE_CLEANUP(struct ck_txn *, ck_txn_free)
bool ck_txn_dry(const struct ck_txn *txn);
struct ck_store *ck_txn_store(const struct ck_txn *txn);
/* Scratch values that live until the transaction is freed. */
struct ck_doc *ck_txn_doc(struct ck_txn *txn);

/* Whether another program waits for this one to end. */
bool ck_txn_wanted(const struct ck_txn *txn);

/* One command inside the transaction: everything since `enter` is undone by
 * `ck_txn_undo`, kept by `ck_txn_keep`. Not nested. */
int ck_txn_enter(struct ck_txn *txn, const struct ck_envelope *envelope)
	CK_MUST_CHECK;
int ck_txn_keep(struct ck_txn *txn) CK_MUST_CHECK;
int ck_txn_undo(struct ck_txn *txn) CK_MUST_CHECK;

/* The time the current command's events carry; never 0 after enter. */
int64_t ck_txn_at(const struct ck_txn *txn);
int64_t ck_txn_occurred(const struct ck_txn *txn);

/* On a simulated store, where a record sets the clock: a record of before does
 * not. The command's time is then that of the newest event. */
void ck_txn_catch_up(struct ck_txn *txn);

/* The seq the log ends with now, this transaction's events included, and its
 * hash. */
int64_t ck_txn_head(const struct ck_txn *txn, char ret_hash[65]);

/* An event's name. seq 0: there is none. */
struct ck_event_id {
	int64_t seq;
	char text[96];		/* "CKHN:1234", the form of `cause` */
};

/* Appends an event and applies it. The kind fixes the root type; `root` is
 * the root's id without its type (for a trip event the declaration), subject
 * what it is about. Only check.* kinds take the root with its type
 * ("declaration:…", "customs:…": the scope of the check decides). body must be an object; cause the id of the event that
 * made this one, or NULL for the command's own. Only the first event of a
 * command carries the envelope's key and, in its body, `late_reason`. A cause with an actor of its own
 * (rule:weight) is given by ck_append_as. ret_id may be NULL. */
int ck_append(struct ck_txn *txn, const char *kind, const char *root,
	      const char *subject, const struct ck_value *body,
	      const struct ck_event_id *cause, struct ck_event_id *ret_id)
	CK_MUST_CHECK;
int ck_append_as(struct ck_txn *txn, const char *actor, const char *kind,
		 const char *root, const char *subject,
		 const struct ck_value *body, const struct ck_event_id *cause,
		 struct ck_event_id *ret_id) CK_MUST_CHECK;

/* -- the line ------------------------------------------------------------- */

/* A line taken apart; texts live in the document it was read into. */
struct ck_line {
	const char *origin;
	int64_t seq;
	int64_t at;
	int64_t occurred;	/* equals at when the line has none */
	const char *actor;
	const char *on_behalf;
	const char *via;
	const char *program;
	const char *event;
	const char *subject;
	const char *cause;
	const char *key;
	bool simulated;
	const struct ck_value *body;
	struct ck_doc *doc;	/* of a line that was read; else NULL */
};

/* Appends the text of a line, keys in the order of ck-record(5), no newline.
 * offset_min is the site's, for the times. */
void ck_line_write(struct ck_buf *buf, const struct ck_line *line,
		   int offset_min);
/* The link of the chain: SHA-256(previous ∥ "\n" ∥ line ∥ "\n"). */
void ck_line_hash(const char *previous, const char *line, size_t len,
		  char ret_hash[65]);

/* -EBADMSG when the text is not an event line. */
int ck_line_read(struct ck_doc *doc, const char *text, size_t len,
		 struct ck_line *ret_line) CK_MUST_CHECK;

/* -- kinds of event ------------------------------------------------------- */

/* Writes the tables from one line. Total: reads nothing but the line and its
 * root's rows, never refuses, never chooses. Negative errno only when the
 * engine fails. */
typedef int ck_apply_fn(struct ck_store *store, const struct ck_line *line);

struct ck_event_kind {
	const char *name;	/* "check.confirmed" */
	const char *root;	/* "declaration", "customs", "queue", … */
	ck_apply_fn *apply;	/* NULL: the line alone is the record */
};

/* NULL for an unknown kind. */
const struct ck_event_kind *ck_event_kind(const char *name);
/* All kinds, in the order of the manual; NULL after the last. */
const struct ck_event_kind *ck_event_kind_at(size_t i);

#endif
