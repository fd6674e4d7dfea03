/* What a running lane sees now, for who looks from outside: chip lines can be
 * read by nobody but their owner. A small file beside the store,
 * "<store>-lines-B1-1", which ck-gate run keeps locked, whatever its lines are:
 * one process is a lane. The lock ends with the process. The file is no part of
 * the record, and may be deleted when no lane runs.
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

/* What cameras push to (lane/listener.h). */
enum ck_listener_state {
	CK_LISTENER_NONE,		/* not asked for, or not there yet */
	CK_LISTENER_HEARS,
	CK_LISTENER_LOST,
};

/* Beside its lines. Zeros: of a lane that has just begun, with chips. */
struct ck_panel_state {
	uint32_t stdio;			/* 1: its lines come as records */
	uint32_t faults;		/* bits of enum ck_lane_fault that last */
	int32_t err;			/* why chip lines are lost; 0: they
					   are not */
	int32_t line;			/* the one that was missed first; -1:
					   the guard */
	uint32_t driven;		/* 1: outputs are, all the same */
	char by[32];			/* whose the line is, "" unknown */
	uint32_t listener;		/* enum ck_listener_state */
};

struct ck_panel_view {
	struct ck_panel_line line[CK_PANEL_LINES];
	struct ck_panel_state state;
};

struct ck_panel;

/* The name of a line. */
const char *ck_panel_name(int line);
/* Its level as a member: 0, 1, or null while it is not known. */
void ck_panel_put(struct ck_value *object, const char *key, uint32_t level);

/* For the lane itself. The file has the rights of the store. -EBUSY: another
 * process runs it. Who has just been killed, or only looks, is waited for. */
int ck_panel_open(const char *store, const char *lane, bool stdio,
		  struct ck_panel **ret_panel) CK_MUST_CHECK;
void ck_panel_close(struct ck_panel *panel);
CK_DEFINE_CLEANUP(struct ck_panel *, ck_panel_close)

/* A line changed. day: when the day of `at` began. NULL: nothing is kept. */
void ck_panel_note(struct ck_panel *panel, int line, enum ck_level level,
		   int64_t at, int64_t day);
/* The faults that last. */
void ck_panel_fault(struct ck_panel *panel, uint32_t faults);
void ck_panel_listen(struct ck_panel *panel, enum ck_listener_state state);
/* Chip lines are lost: no level of an input is known. NULL: they are back. */
void ck_panel_lose(struct ck_panel *panel,
		   const struct ck_lines_trouble *trouble);

/* For anybody. 1: the lane runs; 0: it does not, and levels are old. Outputs
 * that nobody drives are not known. */
int ck_panel_read(const char *store, const char *lane,
		  struct ck_panel_view *ret_view) CK_MUST_CHECK;
/* What a lane that runs with chips has lost; err 0: nothing. It refers to the
 * view and the wiring. */
struct ck_wiring;
struct ck_lines_trouble ck_panel_trouble(const struct ck_panel_view *view,
					 const struct ck_wiring *wiring);

#endif
