#include <config.h>

#include <string.h>

#include "lane/standing.h"

static bool is_on(const struct ck_standing *s, enum ck_lane_input line)
{
	return s->view->line[line].level == CK_LEVEL_ON;
}

static bool has_fault(const struct ck_standing *s, enum ck_lane_fault fault)
{
	return s->view->state.faults & CK_LINE_BIT(fault);
}

const char *ck_standing_held_by(const struct ck_standing *s)
{
	if (!s->runs)
		return NULL;
	if (s->view->state.err)
		return "lines-lost";
	if (is_on(s, CK_ESTOP) || has_fault(s, CK_FAULT_ESTOP))
		return "emergency-stop";
	if (is_on(s, CK_FIRE))
		return "fire";
	if (s->view->state.faults)
		return "fault";
	return is_on(s, CK_LOOP_SAFETY) ? "vehicle" : NULL;
}

static enum ck_lasting known(const struct ck_standing *s, bool there)
{
	if (!s->runs)
		return CK_LASTING_UNKNOWN;
	return there ? CK_LASTING_THERE : CK_LASTING_OVER;
}

/* The lane latches those that last. CK_LANE_FAULTS: none of its own. */
static enum ck_lane_fault find(const struct ck_standing *s, const char *line,
			       const char *code)
{
	int fault = 0;

	while (fault < CK_LANE_FAULTS &&
	       (strcmp(ck_lane_fault_code((enum ck_lane_fault)fault), code) ||
		strcmp(ck_gate_fault_line(s->gate, (enum ck_lane_fault)fault),
		       line)))
		fault++;
	return (enum ck_lane_fault)fault;
}

enum ck_lasting ck_standing_lasting(const struct ck_standing *s,
				    const char *line, const char *code)
{
	enum ck_lane_fault fault = find(s, line, code);

	if (fault < CK_FAULT_MOVED)
		return known(s, has_fault(s, fault));
	if (!strcmp(code, "decider-lost"))
		return known(s, s->offline);
	if (!strcmp(code, "listener-lost"))
		return s->view->state.listener == CK_LISTENER_NONE
			       ? CK_LASTING_UNKNOWN
			       : known(s, s->view->state.listener ==
						  CK_LISTENER_LOST);
	/* With lines that come as records it does not try the chips. */
	if (!strcmp(code, "lines-lost"))
		return s->view->state.stdio ? CK_LASTING_UNKNOWN
					    : known(s, s->view->state.err);
	return strcmp(code, "site-refused") ? CK_LASTING_OVER
					    : CK_LASTING_UNKNOWN;
}
