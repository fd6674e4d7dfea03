/* What the lines of a running lane are now, for who looks from outside: chip
 * lines can be read by nobody but their owner. A small file beside the store,
 * "<store>-lines-B1-1", which ck-gate run keeps locked; it is no part of the
 * record, and may be deleted when no lane runs.
 */
#ifndef CK_LANE_PANEL_H
#define CK_LANE_PANEL_H

#include "lane/lines.h"
#include "record/value.h"

/* Inputs come first, then outputs. */
enum { CK_PANEL_LINES = CK_LANE_INPUTS + CK_LANE_OUTPUTS };

struct ck_panel_line {
	int64_t changed_at;		/* ms; 0: never */
	int64_t day;			/* start of the day that edges are of */
	uint32_t edges;
	uint32_t level;			/* enum ck_level */
};

struct ck_panel;

/* The name of a line. */
const char *ck_panel_name(int line);
/* Its level as a member: 0, 1, or null while it is not known. */
void ck_panel_put(struct ck_value *object, const char *key, uint32_t level);

/* For the lane itself. -EBUSY: another process runs it. */
int ck_panel_open(const char *store, const char *lane,
		  struct ck_panel **ret_panel) CK_MUST_CHECK;
void ck_panel_close(struct ck_panel *panel);
CK_DEFINE_CLEANUP(struct ck_panel *, ck_panel_close)

/* A line changed. day: when the day of `at` began. NULL: nothing is kept. */
void ck_panel_note(struct ck_panel *panel, int line, enum ck_level level,
		   int64_t at, int64_t day);
/* No level of an input is known. */
void ck_panel_forget(struct ck_panel *panel);

/* For anybody. 1: the lane runs; 0: it does not, and levels are old. */
int ck_panel_read(const char *store, const char *lane,
		  struct ck_panel_line ret_lines[CK_PANEL_LINES])
	CK_MUST_CHECK;

#endif
