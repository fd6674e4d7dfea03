/* A lane as a decision sees it: its row in the store, with the small part of
 * the site file that is about it. Nothing here reads the site file itself.
 */
#ifndef CK_LANE_GATE_H
#define CK_LANE_GATE_H

#include "lane/lane.h"
#include "record/value.h"
#include "store/store.h"

/* Whether anybody may pass there now. */
struct ck_service {
	bool out;
	const char *reason;	/* for which it is out; NULL */
	const char *duty;	/* the officer who has the duty; NULL: nobody
				   has put the lane in service by name */
	int64_t since;		/* 0: never spoken of */
	int64_t version;
};

/* Texts live in the document that the gate was read into. */
struct ck_gate {
	const char *site;
	const char *lane;		/* "B1-1" */
	const char *id;			/* "CKHN/B1-1", root of its events */
	const char *point;
	const char *from;		/* zones */
	const char *to;
	const char *queue;		/* "CKHN/export", or NULL */
	const struct ck_value *queue_rule;	/* agency, directions,
						   grace_min */
	int64_t admit_ms;
	const char *crossing;		/* "out", "in", or NULL */
	const struct ck_value *document;	/* the lane in the site file */
	const char *language;		/* of the site */
	int64_t site_seq;
	struct ck_service service;
	bool reversed;			/* from, to, crossing, queue and the
					   document are those of its other way */
};

/* Is it the store of a lane's own computer? It has no trips. */
bool ck_gate_own_store(const struct ck_store *store);

/* -ENOENT: the site has no such lane. */
int ck_gate_get(struct ck_store *store, struct ck_doc *doc, const char *site,
		const char *lane, struct ck_gate *ret_gate) CK_MUST_CHECK;

/* How a trip goes through a lane. */
enum ck_way {
	CK_WAY_NONE,		/* it has no business here */
	CK_WAY_OUT,		/* what `require` asks */
	CK_WAY_HOME,		/* what `require_home` asks */
};

struct ck_way_of {
	const char *direction;
	const char *role;
	const char *leg;
	bool turned_back;
	bool laden;		/* now */
	bool given;		/* its load was handed over */
	bool came_in;		/* over the line, to take a load over */
};

/* The way of a row with these members. */
struct ck_way_of ck_gate_way_of(const struct ck_value *row);

/* `directions` of the lane are those whose out leg uses it, `home` those whose
 * home leg and turned-back vehicles do, `receiving` those whose empty receiving
 * vehicles and tractors come in by it. A vehicle that only takes a load over
 * and is turned back leaves the way it would have left, when that leads to
 * where it came from (ck-site(5)). An export vehicle that has handed all over
 * leaves by the way home. An import's home leg begins where it crosses the
 * line, on its way in: it still uses the lanes of its out leg. */
enum ck_way ck_gate_way(const struct ck_value *lane,
			const struct ck_way_of *trip);
/* Is the vehicle there to take a load over? */
bool ck_way_takes(const struct ck_way_of *trip);

/* What the lane makes of sightings: `sighting` of the lane in the site file. */
struct ck_sighting_rule {
	bool strict;		/* who is not surely recognised is denied */
	int least_permille;	/* a reading of less is not sure */
	int64_t repeat_ms;	/* an equal denial within this is the same */
	int64_t closed_ms;	/* a trip closed within this is told */
	int64_t late_ms;	/* a reading further from now is of another
				   time (lane/late.h) */
};

struct ck_sighting_rule ck_gate_sighting_rule(const struct ck_gate *gate);

/* The lane in the site file as it is used from its far side. */
const struct ck_value *ck_gate_turn(struct ck_doc *doc,
				    const struct ck_value *document);

/* Whether the site lets it be turned round. */
bool ck_gate_turns(const struct ck_gate *gate);

/* On a lane that is reversed the loop behind the arm comes first: the line that
 * an input means. It is its own inverse. */
enum ck_lane_input ck_gate_line(const struct ck_gate *gate,
				enum ck_lane_input line);

/* Lines and timings of the lane, with usual values for what the site file
 * leaves out. */
void ck_gate_config(const struct ck_gate *gate,
		    struct ck_lane_config *ret_config);
/* The line that a fault is about, as it is labelled in the cabinet. */
const char *ck_gate_fault_line(const struct ck_gate *gate,
			       enum ck_lane_fault fault);
/* One of `timings`, as the site file has it. */
int64_t ck_gate_timing(const struct ck_gate *gate, const char *name,
		       int64_t usual);
/* The lane as it led when a passage in its direction began in `from`: it may
 * have been turned round since. */
struct ck_gate ck_gate_led(const struct ck_gate *gate, const char *from);

/* Is it a name of the log of the lane's own computer: "CKHN/B1-1", or what it
 * goes on as after a restore, "CKHN/B1-1~2"? id: of the lane. */
bool ck_gate_is_log_of(const char *id, const char *origin);
/* How long a change of the line must last. */
int64_t ck_gate_debounce(const struct ck_gate *gate, enum ck_lane_input line);

#endif
