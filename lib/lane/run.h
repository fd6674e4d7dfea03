/* The lane-long process: sightings, decisions, edges and passages in; outputs,
 * decisions, passages and faults out. Everything it opens for, but a fire, is in
 * the log before the output is driven.
 *
 *	run.c		the loop, the lines, one step of the lane
 *	run_lines.c	chip lines: their edges, and what is wrong with them
 *	run_log.c	what a step said, as events and records
 *	run_take.c	what comes in
 *	run_time.c	what comes about by itself: timers, edges that last
 *	link.c		the gatehouse, when the lane does not decide itself
 *	listener.c	what cameras push
 *	run_resume.c	what a lane that was restarted had opened for
 */
#ifndef CK_LANE_RUN_H
#define CK_LANE_RUN_H

#include "lane/act.h"
#include "lane/edge.h"
#include "lane/feed.h"
#include "lane/panel.h"
#include "lane/verbs.h"
#include "lane/wiring.h"
#include "site/site.h"

enum { CK_GRANTS = 4 };

/* An admission that the lane holds: the one waiting or under the arm, the
 * next, and one on its way out. */
struct ck_grant_of {
	uint32_t id;			/* 0: the place is free */
	bool by_hand;			/* opened_by is its gate.opened */
	char opened_by[96];		/* decision or opening, "CKHN:12" */
	char trip[64];			/* "": no trip is known */
	char permit[32];		/* "": not by a permit */
	char seen[CK_SIGHTING_LONGEST];	/* "": nothing is known; by hand, for
					   whom in normal form */
	char label[64];			/* "": not known */
	int64_t until;
	bool resumed;			/* of a lane that was restarted */
};

/* What an admission is made of. */
struct ck_admitting {
	const char *opened_by;		/* decision or opening */
	const char *trip;		/* NULL: none is known */
	const char *permit;		/* NULL: not by one */
	const char *seen;		/* NULL: nothing, or one of those */
	const char *label;		/* as its plate is written; NULL */
	int64_t until;
	bool by_hand;
};

struct ck_runner {
	struct ck_session *s;
	struct ck_feed *feed;
	struct ck_gate gate;
	const struct ck_site *site;
	struct ck_lane_config config;
	struct ck_edges edges;
	struct ck_lane_lines *lines;
	struct ck_panel *panel;		/* NULL: a dry run without chips */
	ck_lane_output_fn *output;
	const struct ck_wiring *wiring;	/* NULL: no chip lines, and none of
					   the following */
	const struct ck_value *wired;	/* the lane in the site file, as the
					   lines were asked for */
	int lines_aside;		/* the lines in feed->asides */
	struct ck_item *item;		/* whose answers outputs join */
	char actor[72];			/* "lane:B1-1" */
	struct ck_link *link;		/* NULL: the lane decides itself */
	struct ck_listener *listener;	/* NULL: none is asked for */
	bool hearing;			/* a line of it is taken */
	bool begun;
	bool timeless;			/* said that edges have no times */
	bool lines_lost;		/* said, and not back yet */
	bool urgent;			/* what is driven stays, whatever becomes
					   of the log */
	bool unlogged;			/* opened over somebody while the store
					   was waited for */
	bool leaving;			/* outputs that drop are told later */
	/* What a step changes, and a failed one leaves as it was. */
	struct ck_lane_state state;
	struct ck_grant_of grants[CK_GRANTS];
	uint32_t last_id;
	char button[96];		/* the wall button's last opening */
};

/* One step of the lane inside a command (s->txn), or outside when nothing may
 * be said; appends what it said. Outputs that fall are driven first, the
 * others are left to ck_run_drive. Negative errno, said. */
int ck_run_step(struct ck_runner *run, struct ck_item *item,
		const struct ck_lane_cause *cause) CK_MUST_CHECK;
/* The same without saying anything: what was done and answered before. */
void ck_run_replay(struct ck_runner *run, const struct ck_lane_cause *cause);
/* The outputs as the lane wants them now. */
int ck_run_drive(struct ck_runner *run) CK_MUST_CHECK;
/* The same, for the first time. */
int ck_run_begin(struct ck_runner *run) CK_MUST_CHECK;
/* A raw edge: debounced, and when it counts a step of its own. */
int ck_run_edge(struct ck_runner *run, struct ck_item *item,
		const struct ck_edge *edge) CK_MUST_CHECK;
/* A vehicle under a closing arm, a fire and the emergency stop wait for no
 * store. */
bool ck_run_is_urgent(const struct ck_lane_step *step);
/* A cause as a command of its own, or without one when nothing is said. */
int ck_run_cause(struct ck_runner *run, struct ck_item *item,
		 const struct ck_lane_cause *cause) CK_MUST_CHECK;

/* A command of the lane about an item: `act` inside a transaction, the answers
 * after its commit. When the item's key was answered before, `again` is called
 * instead (it may be NULL), and the first answers are given. */
struct ck_run_act {
	int (*act)(struct ck_runner *run, struct ck_item *item, void *ctx);
	void (*again)(struct ck_runner *run, struct ck_item *item, void *ctx);
	void *ctx;
};
int ck_run_command(struct ck_runner *run, struct ck_item *item,
		   const struct ck_run_act *act) CK_MUST_CHECK;

/* The same of an item of its own, which no record brought. */
int ck_run_alone(struct ck_runner *run, const struct ck_run_act *act)
	CK_MUST_CHECK;
/* The same, once for a key; without one (NULL) as above. */
int ck_run_keyed(struct ck_runner *run, const char *key,
		 const struct ck_run_act *act) CK_MUST_CHECK;
int ck_run_cause_alone(struct ck_runner *run,
		       const struct ck_lane_cause *cause) CK_MUST_CHECK;
/* A raw edge: true when it counts at once. */
bool ck_run_counts(struct ck_runner *run, const struct ck_edge *edge,
		   struct ck_lane_cause *ret_cause);

/* A raw edge, for who looks from outside. */
void ck_run_note(struct ck_runner *run, const struct ck_edge *edge);

/* -- run_time.c, as a feed has them */
int ck_run_tick(struct ck_feed *feed, struct ck_item *item) CK_MUST_CHECK;
int64_t ck_run_due(struct ck_feed *feed);
void ck_run_shift(struct ck_feed *feed, int64_t by);
/* When the lane itself is due, and nothing beside it. */
int64_t ck_run_lane_due(const struct ck_runner *run);

/* -- run_lines.c */
/* Opens the back end that --lines, the store and the site file ask for. */
int ck_run_lines(struct ck_runner *run, ck_lane_output_fn *output)
	CK_MUST_CHECK;

/* The lane ends: outputs of chips drop at once, and are driven no more,
 * whatever is still to be said. Their records come as without chips. */
void ck_run_lines_leave(struct ck_runner *run, ck_lane_output_fn *output);

/* -- run_log.c */
/* Something is wrong with a line: an event, and a record among the answers. */
int ck_run_fault(struct ck_runner *run, struct ck_item *item, const char *line,
		 const char *code) CK_MUST_CHECK;
/* Whether the lane is in service, and who has the duty, as the store says now. */
int ck_run_service(struct ck_runner *run, struct ck_item *item) CK_MUST_CHECK;
int ck_run_log(struct ck_runner *run, struct ck_item *item,
	       const struct ck_lane_event *event) CK_MUST_CHECK;
/* The place of a grant, NULL for none; id 0 gives a free one. */
struct ck_grant_of *ck_run_grant(struct ck_runner *run, uint32_t id);
/* A passage as a record among the answers. */
struct ck_passage;
int ck_run_pass(struct ck_runner *run, struct ck_item *item,
		const struct ck_passage *passage) CK_MUST_CHECK;
struct ck_passed;
void ck_gate_put_passage(struct ck_session *s, struct ck_value *record,
			 const struct ck_passage *passage,
			 const struct ck_passed *passed);

/* -- run_resume.c */
/* The newest admission of the lane that the barrier was opened for, and which
 * is neither used nor over: after a power loss its vehicle may be anywhere
 * (ck_lane_resume). A decision's, or an opening by hand or by the wall button
 * with no passage since. One that was over meanwhile is told (passage-unseen):
 * nobody saw whether its vehicle went through. */
int ck_run_resume(struct ck_runner *run) CK_MUST_CHECK;

/* -- run_take.c */
/* How the vehicle of a record, or of an event's body, is called; NULL. */
const char *ck_run_label(const struct ck_value *record);
/* For whom a gate.opened was: trip, permit, seen and label. */
void ck_run_for(const struct ck_value *body, struct ck_admitting *a);
/* A place for an admission. False when the lane holds it already, or cannot
 * hold more. */
bool ck_run_hold(struct ck_runner *run, const struct ck_admitting *a,
		 struct ck_lane_cause *ret_cause);
/* Inside a command: opens for who is admitted, when the lane does not hold that
 * yet; takes back what it holds for a trip or permit that is denied. */
struct ck_decision;
int ck_run_decided(struct ck_runner *run, struct ck_item *item,
		   const struct ck_decision *decision) CK_MUST_CHECK;
int ck_run_take(struct ck_feed *feed, struct ck_item *item);

#endif
