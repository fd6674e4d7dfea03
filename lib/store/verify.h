/* Does the store say what its log says?
 *
 * Nothing found behind the programs' back is trusted: the chain is hashed
 * again from the stored lines, every root is rebuilt in memory from its lines
 * and compared row by row, persons against the digests in the lines, the
 * schema against the migrations.
 */
#ifndef CK_STORE_VERIFY_H
#define CK_STORE_VERIFY_H

#include "store/log.h"

/* What was found wrong: where ("CKHN:1234", "trip declaration:CKHN-…"), a
 * stable code, and words. */
struct ck_verify_fault {
	const char *code;
	const char *where;
	const char *detail;
};

struct ck_verify {
	struct ck_store *store;
	void (*found)(void *ctx, const struct ck_verify_fault *fault);
	void *ctx;
	bool whole_chain;	/* from its beginning, whatever the part */
	/* counted as it goes */
	int64_t faults;
	int64_t events;
	int64_t roots;
	int64_t persons;
	/* inside */
	struct ck_store *memory;
	struct ck_doc *doc;
	struct ck_verify_pair *pairs;
	int part;		/* of CK_VERIFY_PARTS; -1: everything */
};

enum { CK_VERIFY_PARTS = 30 };

/* Prepares a run over the store as it is now; ck_verify_end releases it. part
 * -1 looks everywhere, else at what is open and at that thirtieth of what is
 * closed. The store must not be in a transaction. */
int ck_verify_begin(struct ck_verify *v, struct ck_store *store, int part)
	CK_MUST_CHECK;
void ck_verify_end(struct ck_verify *v);

/* Each returns 0 however much was found wrong, a negative errno when it could
 * not look. */
int ck_verify_engine(struct ck_verify *v) CK_MUST_CHECK;
/* Before ck_verify_roots, which drops indexes of the schema that it compares
 * with. */
int ck_verify_schema(struct ck_verify *v) CK_MUST_CHECK;
int ck_verify_chain(struct ck_verify *v) CK_MUST_CHECK;
int ck_verify_roots(struct ck_verify *v) CK_MUST_CHECK;
/* Rows that no line speaks of; the roots' own pass has compared the values. */
int ck_verify_persons(struct ck_verify *v) CK_MUST_CHECK;
int ck_verify_orphans(struct ck_verify *v) CK_MUST_CHECK;
/* Local tables, which the log says nothing of: settings, cursors of peers, the
 * journal of keys. Their form, and that what they name is in the log. Nothing
 * can tell whether a cursor or a kept answer is another one of the same form;
 * a key that stands in an event has to be in the journal, which a root's own
 * pass looks after. */
int ck_verify_local(struct ck_verify *v) CK_MUST_CHECK;
/* One root: "declaration:CKHN-20261122-00533". */
int ck_verify_root(struct ck_verify *v, const char *root) CK_MUST_CHECK;
/* The log must still hold event (origin, seq) with this hash. */
int ck_verify_expect(struct ck_verify *v, const char *origin, int64_t seq,
		     const char *hash) CK_MUST_CHECK;

/* -- inside the store room ------------------------------------------------ */

/* The persons a line names: their rows' digests. */
int ck_verify_line_persons(struct ck_verify *v, const struct ck_line *line)
	CK_MUST_CHECK;
/* The key that a line carries: its row in the journal. */
int ck_verify_line_key(struct ck_verify *v, const struct ck_line *line)
	CK_MUST_CHECK;
/* The statements that read one derived table of both stores. */
struct ck_verify_pair *ck_verify_pairs_new(struct ck_verify *v);
void ck_verify_pairs_free(struct ck_verify_pair *pairs);
/* Counts and tells a fault. */
void ck_verify_found(struct ck_verify *v, const char *code, const char *where,
		     const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Is this closed thing looked at in this run? */
bool ck_verify_turn(const struct ck_verify *v, const char *name);

#endif
