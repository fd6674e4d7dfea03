/* Edges as records, debounced: {"kind":"edge","lane","line","value","at"}.
 * value is 1 or 0 (true, false); null is a sensor that reports a fault.
 */
#ifndef CK_LANE_EDGE_H
#define CK_LANE_EDGE_H

#include "command/session.h"
#include "lane/debounce.h"
#include "lane/gate.h"

/* The inputs of one lane. */
struct ck_edges {
	const struct ck_gate *gate;	/* NULL: usual times, every line */
	struct ck_debounce line[CK_LANE_INPUTS];
};

void ck_edges_init(struct ck_edges *edges, const struct ck_gate *gate);

/* Reads a record. now is its time when it has no `at` of its own.
 * -EBADMSG, said. */
int ck_edge_read(struct ck_session *s, struct ck_item *item, int64_t now,
		 struct ck_edge *ret_edge) CK_MUST_CHECK;

/* Takes a raw edge; 1 when it counts at once. */
int ck_edges_feed(struct ck_edges *edges, const struct ck_edge *edge,
		  struct ck_edge *ret_edge);
/* The pending change that has lasted first by now; 1, or 0 for none. */
int ck_edges_settle(struct ck_edges *edges, int64_t now,
		    struct ck_edge *ret_edge);
/* The clock was set by so many ms: what is pending lasts as long as before. */
void ck_edges_shift(struct ck_edges *edges, int64_t by);
/* INT64_MAX: nothing is pending. */
int64_t ck_edges_due(const struct ck_edges *edges);

/* A change that counts, as a record. */
struct ck_value *ck_edge_record(struct ck_session *s, struct ck_doc *doc,
				const char *lane, const struct ck_edge *edge);

#endif
