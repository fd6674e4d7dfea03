/* The daily report: what crossed in one report day, what waited at one moment,
 * by the definitions of ck-report(1).
 *
 * Figures are counted from the tables as of a moment, not as of now: a report
 * of an earlier day comes out the same today and in a year, unless an event
 * was entered late for that day.
 */
#ifndef CK_REPORT_DAY_H
#define CK_REPORT_DAY_H

#include "record/value.h"
#include "store/store.h"

/* The window of a report, from the site's `report`. */
struct ck_report_day {
	int64_t date;		/* first moment of the calendar day */
	int64_t from;		/* crossings from here on, */
	int64_t to;		/* and before this */
	int64_t stock_at;
	int64_t now;		/* what lies after it is not known yet */
};

/* ret_day->now is left alone. The site's document says when the day ends and
 * the stock is counted; without that 24:00 and 20:00. */
void ck_report_day_set(const struct ck_value *document, int64_t date,
		       struct ck_report_day *ret_day);

/* Goods that crossed, in one currency, minor units. */
struct ck_report_value {
	const char *currency;	/* "" for goods without one */
	int64_t export;
	int64_t import;
};

/* The figures of one site, or the sum of several. */
struct ck_report_figures {
	const char *site;		/* NULL: a sum */
	const struct ck_value *name;	/* vi, en, zh */
	/* counted vehicles */
	int64_t fruit, other;		/* export */
	int64_t cargo, new_vehicles;	/* import */
	/* not in the totals */
	int64_t diverted, turned_back, impounded, destroyed;
	int64_t receiving, strangers;
	int64_t out, in;		/* passages over the line */
	int64_t empty_out, empty_in;	/* of these, without load */
	/* waiting at stock_at; known only when that is past */
	bool stock_known;
	int64_t stock_fruit, stock_other;
	struct ck_report_value *values;	/* sorted by currency */
	size_t value_count;
	int64_t without_value;		/* goods lines that crossed unpriced */
};

int64_t ck_report_export(const struct ck_report_figures *f);
int64_t ck_report_import(const struct ck_report_figures *f);
int64_t ck_report_total(const struct ck_report_figures *f);
int64_t ck_report_stock(const struct ck_report_figures *f);

/* One day's report; texts live in its doc. */
struct ck_report {
	struct ck_report_day day;
	struct ck_report_figures all;
	struct ck_report_figures *gates;	/* by code */
	size_t gate_count;
	struct ck_report_figures before;	/* the day before, summed */
	bool before_known;			/* the log reaches back so far */
	int64_t log_from;			/* its first event */
	const char *node;			/* what was summed */
	const char *currency;			/* the site's */
	const char *origin;			/* the head of the log */
	int64_t seq;
	const char *hash;
};

/* Counts the sites that are `node`, or have it in their `tree`. All figures
 * and the head are of one moment of the store. -ENOENT: no such node. */
int ck_report_count(struct ck_store *store, struct ck_doc *doc,
		    const char *node, const struct ck_report_day *day,
		    struct ck_report *ret_report) CK_MUST_CHECK;

/* As members of a record of kind report_day. */
void ck_report_put(struct ck_doc *doc, struct ck_value *record,
		   const struct ck_report *report, int offset_min);

/* In the official layout. */
struct ck_report_style {
	const char *language;	/* of names; NULL: vi */
	int offset_min;
	bool simulated;
};
void ck_report_write(struct ck_buf *buf, const struct ck_report *report,
		     const struct ck_report_style *style);

#endif
