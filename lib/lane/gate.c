#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "lane/gate.h"
#include "store/query.h"

static struct ck_service service_of(const struct ck_value *row)
{
	const char *state = ck_get_str(row, "service");

	return (struct ck_service){
		.out = state && !strcmp(state, "out"),
		.reason = ck_get_str(row, "service_reason"),
		.duty = ck_get_str(row, "duty"),
		.since = ck_get_int(row, "since", 0),
		.version = ck_get_int(row, "service_version", 0),
	};
}

/* -- from its far side ---------------------------------------------------- */

const struct ck_value *ck_gate_turn(struct ck_doc *doc,
				    const struct ck_value *document)
{
	const struct ck_value *reverse = ck_get(document, "reverse");
	struct ck_value *turned = ck_copy(doc, document);

	CK_SET_SAME(turned, reverse, "directions", "home", "require",
		    "require_home", "receiving");
	return turned;
}

bool ck_gate_turns(const struct ck_gate *gate)
{
	return ck_get(gate->document, "reverse") != NULL;
}

enum ck_lane_input ck_gate_line(const struct ck_gate *gate,
				enum ck_lane_input line)
{
	if (!gate->reversed)
		return line;
	if (line == CK_LOOP_ARRIVE)
		return CK_LOOP_EXIT;
	return line == CK_LOOP_EXIT ? CK_LOOP_ARRIVE : line;
}

static const char *other_way(const char *crossing)
{
	if (!crossing)
		return NULL;
	return strcmp(crossing, "out") ? "out" : "in";
}

static void turn(struct ck_doc *doc, struct ck_gate *gate)
{
	const struct ck_value *reverse = ck_get(gate->document, "reverse");
	const char *queue = ck_get_str(reverse, "queue");
	const char *from = gate->from;

	gate->reversed = true;
	gate->from = gate->to;
	gate->to = from;
	gate->crossing = other_way(gate->crossing);
	gate->queue = queue ? ck_doc_format(doc, "%s/%s", gate->site, queue)
			    : NULL;
	gate->queue_rule = ck_get(reverse, "rule");
	gate->document = ck_gate_turn(doc, gate->document);
}

/* -- the row -------------------------------------------------------------- */

static struct ck_gate read_row(struct ck_doc *doc, const char *site,
			       const char *lane, const struct ck_value *row)
{
	const char *queue = ck_get_str(row, "queue");

	return (struct ck_gate){
		.site = ck_doc_strdup(doc, site),
		.lane = ck_doc_strdup(doc, lane),
		.id = ck_doc_format(doc, "%s/%s", site, lane),
		.point = ck_get_str(row, "point"),
		.from = ck_get_str(row, "zone_from"),
		.to = ck_get_str(row, "zone_to"),
		.queue = queue ? ck_doc_format(doc, "%s/%s", site, queue)
			       : NULL,
		.queue_rule = ck_get(row, "rule"),
		.admit_ms = ck_get_int(row, "admit_ms", 0),
		.crossing = ck_get_str(row, "crossing"),
		.document = ck_get(row, "document"),
		.language = ck_get_str(row, "language"),
		.site_seq = ck_get_int(row, "seq", 0),
		.service = service_of(row),
	};
}

int ck_gate_get(struct ck_store *store, struct ck_doc *doc, const char *site,
		const char *lane, struct ck_gate *ret_gate)
{
	const struct ck_value *row = NULL;
	struct ck_gate gate;
	int r = ck_row_of(ck_query(store, CK_SQL_GATE_LANE, "ss", site, lane),
			  doc, &row);

	if (r < 0)
		return r;
	if (!row)
		return -ENOENT;
	gate = read_row(doc, site, lane, row);
	/* A site that no longer lets it turn has turned it back. */
	if (ck_get_int(row, "reversed", 0) && ck_gate_turns(&gate))
		turn(doc, &gate);
	*ret_gate = gate;
	return 0;
}

/* -- who uses it ---------------------------------------------------------- */

struct ck_way_of ck_gate_way_of(const struct ck_value *row)
{
	return (struct ck_way_of){
		.direction = ck_get_str(row, "direction"),
		.role = ck_get_str(row, "role"),
		.leg = ck_get_str(row, "leg"),
		.turned_back = ck_get_int(row, "turned_back", 0),
		.laden = ck_get_int(row, "laden", 0),
		.given = ck_get_int(row, "given", 0),
		.came_in = ck_get_int(row, "came_in", 0),
	};
}

bool ck_way_takes(const struct ck_way_of *trip)
{
	return !strcmp(trip->role, "receiving") || !strcmp(trip->role, "power");
}

/* Back to where it came from is its own way out: of an import the receiving
 * vehicle, which came from our side, of an export the foreign one. */
static bool goes_on(const struct ck_way_of *trip)
{
	bool import = !strcmp(trip->direction, "import");

	return ck_way_takes(trip) && import != trip->came_in;
}

static enum ck_way back_way(const struct ck_value *lane,
			    const struct ck_way_of *trip)
{
	const char *member = goes_on(trip) ? "directions" : "home";

	return ck_lists(ck_get(lane, member), trip->direction)
		       ? CK_WAY_HOME : CK_WAY_NONE;
}

enum ck_way ck_gate_way(const struct ck_value *lane,
			const struct ck_way_of *trip)
{
	bool import = !strcmp(trip->direction, "import");
	bool home = !strcmp(trip->leg, "home");
	bool empty = !import && !home && !trip->laden;

	if (trip->turned_back)
		return back_way(lane, trip);
	if (empty && ck_way_takes(trip) && !trip->given &&
	    ck_lists(ck_get(lane, "receiving"), trip->direction))
		return CK_WAY_HOME;
	if (empty && trip->given)
		home = true;
	if (ck_lists(ck_get(lane, "directions"), trip->direction))
		return home && !import ? CK_WAY_NONE : CK_WAY_OUT;
	return home && ck_lists(ck_get(lane, "home"), trip->direction)
		       ? CK_WAY_HOME : CK_WAY_NONE;
}

/* -- what it makes of sightings ------------------------------------------- */

/* Three days: longer than any vehicle may stay on the other side (36 h). */
enum { REPEAT_S = 60, CLOSED_H = 72, SECOND_MS = 1000 };

/* More than a camera takes to try again, less than a vehicle before the arm
 * stays there. */
enum { LATE_S = 120 };

struct ck_sighting_rule ck_gate_sighting_rule(const struct ck_gate *gate)
{
	const struct ck_value *rule = ck_get(gate->document, "sighting");
	const char *uncertain = ck_get_str(rule, "uncertain");

	return (struct ck_sighting_rule){
		.strict = uncertain && !strcmp(uncertain, "deny"),
		.least_permille = ck_get_int(rule, "least_permille", 0),
		.repeat_ms = ck_get_int(rule, "repeat_s", REPEAT_S) * SECOND_MS,
		.closed_ms = ck_get_int(rule, "closed_h", CLOSED_H) * CK_HOUR_MS,
		.late_ms = ck_get_int(rule, "late_s", LATE_S) * SECOND_MS,
	};
}

/* -- how it is built ------------------------------------------------------ */

/* Usual times of barrier makers' manuals (ck-site(5) has the table). */
enum {
	PULSE_MS = 500,
	OPEN_MS = 8000,
	CLOSE_AFTER_MS = 1000,
	GAP_MS = 3000,
	STUCK_MS = 120000,
	ALARM_MS = 10000,
	DEBOUNCE_MS = 50,
	LOOP_DEBOUNCE_MS = 200,
};

int64_t ck_gate_timing(const struct ck_gate *gate, const char *name,
		       int64_t usual)
{
	return ck_get_int(ck_get(gate->document, "timings"), name, usual);
}

void ck_gate_config(const struct ck_gate *gate,
		    struct ck_lane_config *ret_config)
{
	const struct ck_value *lines = ck_get(gate->document, "lines");

	*ret_config = (struct ck_lane_config){
		.pulse_ms = ck_gate_timing(gate, "pulse_ms", PULSE_MS),
		.open_ms = ck_gate_timing(gate, "open_timeout_ms", OPEN_MS),
		.close_after_ms = ck_gate_timing(gate, "close_after_ms",
						 CLOSE_AFTER_MS),
		.gap_ms = ck_gate_timing(gate, "gap_ms", GAP_MS),
		.stuck_ms = ck_gate_timing(gate, "stuck_ms", STUCK_MS),
		.alarm_ms = ck_gate_timing(gate, "alarm_ms", ALARM_MS),
		.manual_ms = gate->admit_ms,
	};
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		enum ck_lane_input line = (enum ck_lane_input)i;

		if (ck_get(lines, ck_lane_input_name(ck_gate_line(gate, line))))
			ret_config->inputs |= CK_LINE_BIT(line);
	}
	for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
		if (ck_get(lines, ck_lane_output_name((enum ck_lane_output)i)))
			ret_config->outputs |= CK_LINE_BIT(i);
	}
}

const char *ck_gate_fault_line(const struct ck_gate *gate,
			       enum ck_lane_fault fault)
{
	if (fault == CK_FAULT_LOOP_ARRIVE || fault == CK_FAULT_LOOP_EXIT)
		return ck_lane_input_name(ck_gate_line(
			gate, fault == CK_FAULT_LOOP_EXIT ? CK_LOOP_EXIT
							  : CK_LOOP_ARRIVE));
	return ck_lane_fault_line(fault);
}

int64_t ck_gate_debounce(const struct ck_gate *gate, enum ck_lane_input line)
{
	if (line == CK_LOOP_ARRIVE || line == CK_LOOP_SAFETY ||
	    line == CK_LOOP_EXIT)
		return ck_gate_timing(gate, "loop_debounce_ms",
				      LOOP_DEBOUNCE_MS);
	return ck_gate_timing(gate, "debounce_ms", DEBOUNCE_MS);
}

struct ck_gate ck_gate_led(const struct ck_gate *gate, const char *from)
{
	struct ck_gate led = *gate;

	if (!from || strcmp(from, gate->to))
		return led;
	led.to = gate->from;
	led.from = from;
	led.queue = NULL;
	if (led.crossing)
		led.crossing = strcmp(led.crossing, "out") ? "out" : "in";
	return led;
}

bool ck_gate_own_store(const struct ck_store *store)
{
	return strchr(ck_store_origin(store), '/') != NULL;
}

bool ck_gate_is_log_of(const char *id, const char *origin)
{
	size_t len = strlen(id);

	return !strncmp(origin, id, len) &&
	       (!origin[len] || origin[len] == '~');
}
