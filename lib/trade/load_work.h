/* Inside the trade room: a document whose loads are being completed. */
#ifndef CK_TRADE_LOAD_WORK_H
#define CK_TRADE_LOAD_WORK_H

#include <string.h>

#include "trade/finding.h"

enum ck_amount { CK_PACKAGES, CK_GROSS };
extern const char *const ck_amounts[];	/* their members, stored */

struct ck_load_work {
	struct ck_doc *doc;
	struct ck_findings *findings;
	struct ck_value *stored;
	const struct ck_value *goods;
	const struct ck_value *vehicles;
};

struct ck_sum {
	int64_t total;
	bool known;			/* of every part */
};

static inline void ck_sum_add(struct ck_sum *sum, const struct ck_value *part)
{
	int64_t n;

	if (ck_int(part, &n))
		sum->total += n;
	else
		sum->known = false;
}

/* What the vehicle carries of the goods; NULL when nothing. */
const struct ck_value *ck_load_entry(const struct ck_value *vehicle,
				     const char *goods);
/* Would the sum be the whole if this part of it were in tonnes? */
static inline bool ck_load_slipped(int64_t part, int64_t sum, int64_t whole)
{
	return part > 0 && part < INT64_MAX / 1000 &&
	       sum - part + part * 1000 == whole;
}

/* upto/whole of value: taken one after another, the parts of 0..whole add up. */
static inline int64_t ck_load_share(int64_t value, int64_t upto, int64_t whole)
{
	return (int64_t)((__int128)value * upto / whole);
}

/* "50 packages", "1000 kg". */
const char *ck_load_figure(struct ck_doc *doc, enum ck_amount amount,
			   int64_t n);

/* Completes the transfers and judges their sums. */
void ck_transfers_complete(const struct ck_load_work *work);

#endif
