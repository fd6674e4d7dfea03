/* The verbs of ck-gate. Failures are said. */
#ifndef CK_LANE_VERBS_H
#define CK_LANE_VERBS_H

#include "command/session.h"
#include "lane/decision.h"

/* The program's own options: its session's settings. */
struct ck_gate_settings {
	const char *lane;
	const char *reason;
	const char *trip;
	const char *from;
	const char *until;
	const char *to;
	const char *lines;		/* "gpiod", "stdio"; NULL */
	const char *decider;		/* what decides in place of run; NULL */
	const char *listen;		/* where cameras push to; NULL: nowhere */
	const char *spool;		/* of their sightings; NULL: the usual
					   folder */
	const char *adapters;		/* for them; NULL: the installed ones */
	bool follow;
	bool trust_input;
	struct ck_gate last;		/* the lane that was asked for last */
};

int ck_gate_prepare_decide(struct ck_session *s, struct ck_item *item);
int ck_gate_decide_one(struct ck_session *s, struct ck_item *item);
/* lib/lane/verb_asked.c: what the lane's own computer asks and tells, beside
 * sightings: records of kind lane_call and lane_log. */
bool ck_gate_is_asked(const struct ck_value *record);
int ck_gate_prepare_asked(struct ck_session *s, struct ck_item *item,
			  const char *lane) CK_MUST_CHECK;
int ck_gate_decide_asked(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;
int ck_gate_open(struct ck_session *s, struct ck_item *item);
/* The trip of what --trip names: trip, declaration, plate or pass; the answer
 * gets its members. NULL at a lane's own computer, which has no trips. -ENOENT,
 * -EEXIST (several), -EBADMSG (a pass): said. */
int ck_gate_find_trip(struct ck_session *s, struct ck_item *item,
		      const struct ck_gate *gate, const char *text,
		      struct ck_value *answer, const char **ret_trip)
	CK_MUST_CHECK;
/* Is it still a passage of an unknown vehicle? Negative errno of the store. */
int ck_gate_is_unknown(struct ck_session *s, const struct ck_gate *gate,
		       const char *passage) CK_MUST_CHECK;
int ck_gate_prepare_identify(struct ck_session *s, struct ck_item *item);
int ck_gate_identify(struct ck_session *s, struct ck_item *item);
int ck_gate_put_in(struct ck_session *s, struct ck_item *item);
int ck_gate_take_out(struct ck_session *s, struct ck_item *item);
int ck_gate_reverse(struct ck_session *s, struct ck_item *item);
int ck_gate_run_permit(struct ck_session *s, int argc, char **argv);
int ck_gate_run_status(struct ck_session *s, int argc, char **argv);
int ck_gate_run_list(struct ck_session *s, int argc, char **argv);
int ck_gate_run_watch(struct ck_session *s, int argc, char **argv);
int ck_gate_run_actuate(struct ck_session *s, int argc, char **argv);
int ck_gate_run_lines(struct ck_session *s, int argc, char **argv);
int ck_gate_run_test(struct ck_session *s, int argc, char **argv);
int ck_gate_run_lane(struct ck_session *s, int argc, char **argv);

/* -- what they share (lib/lane/common.c) ---------------------------------- */

/* The lane by its name, read again only when the site or its service has
 * changed; it lives as long as the session. -ENOENT: none, or no site. */
int ck_gate_named(struct ck_session *s, struct ck_item *item,
		  const char *name, struct ck_gate *ret_gate) CK_MUST_CHECK;

/* May the acting user decide there, actuate or run: for the agency on duty or
 * one that the site lets open it, for the gate centre or as the keeper; or as
 * an officer who is entered for this very lane; in a dry run for any agency of
 * the gate. -EPERM, said. */
int ck_gate_allow(struct ck_session *s, const struct ck_gate *gate)
	CK_MUST_CHECK;

/* May the acting user open by hand there, or take the lane out of service: for
 * the agency on duty, or one that the site lets open it; where the site names
 * nobody, for admin alone. -EPERM, said. */
int ck_gate_allow_open(struct ck_session *s, const struct ck_gate *gate)
	CK_MUST_CHECK;

/* How the lane is wired. -EMEDIUMTYPE, said: it has no lines, or one that is
 * not CHIP:LINE. */
struct ck_wiring;
int ck_gate_wiring(struct ck_session *s, const struct ck_gate *gate,
		   struct ck_wiring *ret_wiring) CK_MUST_CHECK;

/* lib/lane/trouble.c: why lines cannot be had, as a sentence; and libgpiod
 * itself (-ENOSYS, said). */
struct ck_lines_trouble;
void ck_gate_say_lines(struct ck_session *s, const char *lane,
		       const struct ck_wiring *wiring,
		       const struct ck_lines_trouble *trouble);
int ck_gate_load_gpio(struct ck_session *s) CK_MUST_CHECK;
/* One process has a lane, and others can see its lines (lane/panel.h). Said. */
struct ck_panel;
int ck_gate_panel(struct ck_session *s, const struct ck_gate *gate, bool stdio,
		  struct ck_panel **ret_panel) CK_MUST_CHECK;

/* lib/lane/verb_list.c: a lane's decisions as a table. */
extern const struct ck_column ck_gate_decision_columns[];

/* The newest events of a lane, in doc, what happened last first; their count.
 * Said. */
int ck_gate_log(struct ck_session *s, struct ck_doc *doc,
		const struct ck_gate *gate, struct ck_line **ret_lines)
	CK_MUST_CHECK;

/* "B1-1" of "B1-1" and of "CKHN/B1-1". */
const char *ck_gate_short(const char *lane);
/* Is the record about this lane? One that names none is about any. */
bool ck_gate_is_own(const struct ck_value *record, const char *lane);

/* How an item's answers are worded. */
struct ck_speaker ck_gate_speaker(struct ck_session *s, struct ck_doc *doc,
				  const struct ck_gate *gate);

/* A sighting of the item's record or operand. */
int ck_gate_sighting(struct ck_session *s, struct ck_item *item,
		     struct ck_sighting *ret_seen) CK_MUST_CHECK;

/* A time as text, set when it is not 0. */
void ck_gate_set_time(struct ck_session *s, struct ck_value *record,
		      const char *key, int64_t ms);

/* The event of a name, "CKHN:41". -ENOENT: there is none. */
int ck_gate_event(struct ck_session *s, struct ck_item *item, const char *name,
		  struct ck_line *ret_line) CK_MUST_CHECK;

/* When it happened, as `at`; and what a lane's own computer told later when it
 * did, as `told_at`. */
void ck_gate_set_when(struct ck_session *s, struct ck_value *record,
		      const struct ck_line *line);

/* Until when an opening by hand or by the wall button lets one through; 0: it
 * is another, and lets nobody. */
int64_t ck_gate_lets_until(const struct ck_gate *gate,
			   const struct ck_line *opened);

/* A record of kind output: lane, line, value, at. */
struct ck_value *ck_gate_output(struct ck_session *s, struct ck_doc *doc,
				const char *lane, enum ck_lane_output line,
				bool value, int64_t at);

#endif
