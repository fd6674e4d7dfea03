/* What a customs number has, what passed under it and what is left: counted
 * by what trips carried, never by goods lines, over all trucks and days.
 *
 * `declared` is the number's own total: told by customs, else by a declarant
 * (`packages` and `gross_kg` of a customs entry); where nobody said, the sum of
 * what is planned and what passed. `planned` is on open trips that have not
 * crossed with it. A trip that was closed without crossing counts in nothing.
 * `remaining` is declared less passed; `free` is that less planned.
 */
#ifndef CK_TRADE_BALANCE_H
#define CK_TRADE_BALANCE_H

#include "record/value.h"
#include "store/store.h"

struct ck_balance_sum {
	int64_t packages;
	int64_t gross_g;
	bool packages_known;		/* of every part */
	bool gross_known;
};

struct ck_balance {
	struct ck_balance_sum declared;
	struct ck_balance_sum planned;
	struct ck_balance_sum passed;
	const char *by;			/* "customs", "declarant", "trips" */
	const struct ck_value *trips;	/* rows of customs-draws */
};

enum ck_draw { CK_DRAW_PLANNED, CK_DRAW_PASSED, CK_DRAW_ENDED };

/* What a row of `trips` counts in. */
enum ck_draw ck_balance_draw(const struct ck_value *trip);

/* The sum of a row, of what is planned on it or what passed with it. */
struct ck_balance_sum ck_balance_of(const struct ck_value *trip);

void ck_balance_add(struct ck_balance_sum *sum,
		    const struct ck_balance_sum *part);

/* customs: its row (trade/lookup.h). Everything lives in doc. */
int ck_balance_read(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_value *customs,
		    struct ck_balance *ret_balance) CK_MUST_CHECK;

#endif
