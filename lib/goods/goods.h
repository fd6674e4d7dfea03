/* Goods that may not pass, while the rest of the load goes on.
 *
 * An agency refuses a goods line of a trip, or a part of it. What was refused
 * counts in no rule and no balance any more; until it is decided what becomes
 * of it, a hold of the agency keeps the vehicle from driving on with it, for
 * a program must not refuse. Decided is in parts: turned back, sent
 * to another gate, impounded, disposed of (clear/dispose.h).
 */
#ifndef CK_GOODS_GOODS_H
#define CK_GOODS_GOODS_H

#include "clear/case.h"
#include "store/log.h"

/* Packages and grams; -1: not known, or not said. */
struct ck_goods_amount {
	int64_t packages;
	int64_t gross_g;
};

struct ck_goods_line {
	const char *ref;			/* "g2" */
	const struct ck_value *goods;		/* of the stored document */
	struct ck_goods_amount carried;		/* by this trip, as declared */
	struct ck_goods_amount refused;
	struct ck_goods_amount decided;		/* of what was refused */
	int64_t value_minor;			/* of all carried; -1: unknown */
	bool whole;				/* all of it is refused */
	const char *agency;			/* whose refusal is the last */
	const char *actor;
	const char *reason;
	int64_t at;
	int64_t version;
};

/* The line as it stands. -ENOENT: this trip does not carry such goods. */
int ck_goods_line_read(const struct ck_case *c, const char *ref,
		       struct ck_goods_line *ret_line) CK_MUST_CHECK;
/* Is the entry of a load of these goods? */
bool ck_goods_is(const struct ck_value *entry, const char *ref);
/* "g1, g2": what the trip carries, in the case's doc. */
const char *ck_goods_refs(const struct ck_case *c);

/* What is left that may pass; and of the refused what nobody has decided. */
struct ck_goods_amount ck_goods_passing(const struct ck_goods_line *line);
struct ck_goods_amount ck_goods_undecided(const struct ck_goods_line *line);
/* Less what may be less: never under zero, and not known stays so. */
struct ck_goods_amount ck_goods_minus(const struct ck_goods_amount *a,
				      const struct ck_goods_amount *b);
bool ck_goods_none(const struct ck_goods_amount *amount);

/* How much of `left` is meant: nothing said means all, packages alone take
 * their share of the mass. -ERANGE: more than is left. -EINVAL: packages
 * must be said, since the goods are counted in them. */
int ck_goods_share(const struct ck_goods_amount *left,
		   const struct ck_goods_amount *asked,
		   struct ck_goods_amount *ret_amount) CK_MUST_CHECK;
/* whole * part / of, rounded down. */
int64_t ck_goods_part(int64_t whole, int64_t part, int64_t of);

struct ck_goods_refusal {
	const char *check;		/* or NULL */
	const char *agency;
	const char *reason;
	int64_t seen;			/* 0: none */
	struct ck_goods_amount amount;	/* not more than is passing */
	const struct ck_event_id *cause;	/* or NULL */
};

/* Appends goods.refused; what follows from it with actor rule:needs: checks
 * that only these goods needed are needed no more, customs' releases are
 * looked at again; and hold.placed, actor rule:goods. When nothing of the load
 * may pass any more, the needs are left as they are. Returns 1 then, else 0. */
int ck_goods_refuse(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_goods_line *line,
		    const struct ck_goods_refusal *refusal,
		    struct ck_event_id *ret_id) CK_MUST_CHECK;

/* Appends goods.readmitted: the line passes as before. Nothing of it may have
 * been decided. */
int ck_goods_readmit(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_goods_line *line, const char *reason,
		     struct ck_event_id *ret_id) CK_MUST_CHECK;

/* Lifts the holds that refusals have placed when nothing refused on the trip
 * is undecided. Returns how many. */
int ck_goods_release(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_event_id *cause) CK_MUST_CHECK;

/* The stored document without what may not pass on the trip of the vehicle;
 * the document itself when that is all. */
int ck_goods_document(struct ck_store *store, struct ck_doc *doc,
		      const char *declaration, const char *trip,
		      const char *vehicle, const struct ck_value *document,
		      const struct ck_value **ret_document) CK_MUST_CHECK;

/* Does anything of the load go on? 1, 0, or a negative errno. */
int ck_goods_pass(const struct ck_case *c) CK_MUST_CHECK;

/* Refused goods with what was decided, as `refused_goods` of a record; none
 * when nothing was refused. `language` as in struct ck_status_view. */
int ck_goods_fill(const struct ck_case *c, const char *language,
		  struct ck_value *record) CK_MUST_CHECK;

/* As far as known: packages and gross_g of an event, packages and gross_kg of
 * a record. */
void ck_goods_put_amount(struct ck_value *body,
			 const struct ck_goods_amount *amount);
void ck_goods_set_amount(struct ck_doc *doc, struct ck_value *object,
			 const struct ck_goods_amount *amount);

#endif
