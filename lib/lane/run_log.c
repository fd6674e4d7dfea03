#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "lane/move.h"
#include "lane/run.h"
#include "lane/told.h"

struct ck_grant_of *ck_run_grant(struct ck_runner *run, uint32_t id)
{
	for (int i = 0; i < CK_GRANTS; i++) {
		if (run->grants[i].id == id)
			return &run->grants[i];
	}
	return NULL;
}

static struct ck_grant_of *held(struct ck_runner *run, uint32_t id)
{
	return id ? ck_run_grant(run, id) : NULL;
}

static const char *trip_of(const struct ck_grant_of *grant)
{
	return grant && *grant->trip ? grant->trip : NULL;
}

static const char *permit_of(const struct ck_grant_of *grant)
{
	return grant && *grant->permit ? grant->permit : NULL;
}

/* For whom it was opened, when neither is known; else the permit. */
static const char *seen_of(const struct ck_grant_of *grant)
{
	if (!grant || *grant->permit || !*grant->seen)
		return permit_of(grant);
	return grant->seen;
}

static const char *label_of(const struct ck_grant_of *grant)
{
	return grant && *grant->label ? grant->label : NULL;
}

static int said(struct ck_runner *run, struct ck_item *item, int r)
{
	return r < 0 ? ck_fail_store(run->s, item, r) : 0;
}

static void name_cause(struct ck_event_id *cause, const char *text)
{
	snprintf(cause->text, sizeof(cause->text), "%s", text);
}

static enum ck_lane_input far_end(enum ck_lane_input line)
{
	return line == CK_LOOP_ARRIVE ? CK_LOOP_EXIT
	       : line == CK_LOOP_EXIT ? CK_LOOP_ARRIVE : line;
}

static bool is_busy(const struct ck_lane_state *s)
{
	return s->grant != CK_GRANT_NONE || ck_track_busy(&s->track) ||
	       s->arm == CK_ARM_OPENING || s->arm == CK_ARM_CLOSING;
}

/* What cannot be read stays a fault; what was not read yet is none. */
static bool is_known(const struct ck_lane_state *s, enum ck_lane_input line)
{
	switch (line) {
	case CK_LOOP_ARRIVE:
		return !(s->faults & CK_LINE_BIT(CK_FAULT_LOOP_ARRIVE));
	case CK_LOOP_SAFETY:
		return !(s->faults & CK_LINE_BIT(CK_FAULT_LOOP_SAFETY));
	case CK_LOOP_EXIT:
		return !(s->faults & CK_LINE_BIT(CK_FAULT_LOOP_EXIT));
	case CK_ESTOP:
		return !(s->faults & CK_LINE_BIT(CK_FAULT_ESTOP));
	default:
		return true;
	}
}

/* The lane begins anew, from its other end or by another site file, with the
 * levels that its lines have; not under a vehicle's wheels. What it would say
 * of them was said before. */
static int begin_anew(struct ck_runner *run, const struct ck_gate *gate)
{
	struct ck_lane_state before = run->state;
	bool turned = gate->reversed != run->gate.reversed;
	struct ck_lane_step step;

	if (is_busy(&before))
		return 0;
	run->gate = *gate;
	ck_gate_config(gate, &run->config);
	ck_lane_init(&run->config, &run->state);
	run->state.arm = before.arm;
	run->state.unplaced = before.unplaced;
	run->state.faults = before.faults & (CK_LINE_BIT(CK_FAULT_OPEN_LATE) |
					     CK_LINE_BIT(CK_FAULT_CLOSE_LATE));
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		enum ck_lane_input line = (enum ck_lane_input)i;
		struct ck_lane_cause cause = {
			.kind = CK_INPUT_EDGE,
			.line = turned ? far_end(line) : line,
			.level = (enum ck_level)before.level[i],
		};

		if (cause.level != CK_LEVEL_UNKNOWN ||
		    !is_known(&before, (enum ck_lane_input)i))
			ck_lane_step(&run->config, &run->state, &cause,
				     run->feed->now, &run->state, &step);
	}
	return ck_run_drive(run);
}

/* -- as the store says now ------------------------------------------------ */

/* Out of service a lane opens no more on what was decided before. Whom it has
 * opened for may be on the way: that passage is still its own. */
static int drop_next(struct ck_runner *run, struct ck_item *item)
{
	const struct ck_lane_state *s = &run->state;
	const struct ck_grant_of *next = held(run, s->next ? s->next_id : 0);
	const struct ck_lane_cause cause = { .kind = CK_INPUT_REVOKE,
					     .id = s->next_id };

	if (!next || next->by_hand)
		return 0;
	return run->s->txn ? ck_run_step(run, item, &cause)
			   : ck_run_cause_alone(run, &cause);
}

static int read_gate(struct ck_runner *run, struct ck_item *item,
		     struct ck_gate *ret_gate)
{
	int r = ck_gate_named(run->s, item, run->gate.lane, ret_gate);

	if (r == 0)
		run->gate.service = ret_gate->service;
	return r;
}

int ck_run_service(struct ck_runner *run, struct ck_item *item)
{
	struct ck_gate gate;
	int r = read_gate(run, item, &gate);

	if (r == 0 && gate.service.out)
		r = drop_next(run, item);
	if (r < 0)
		return r;
	if (gate.reversed == run->gate.reversed &&
	    gate.site_seq == run->gate.site_seq)
		return 0;
	r = ck_site_get(run->s->store, run->s->site, &run->site);
	return r < 0 ? ck_fail_store(run->s, item, r) : begin_anew(run, &gate);
}

/* -- opened --------------------------------------------------------------- */

static const char *reason_of(enum ck_opener by)
{
	switch (by) {
	case CK_BY_BUTTON:
		return "button";
	case CK_BY_FIRE:
		return "fire";
	case CK_BY_SAFETY:
		return "safety";
	default:
		return NULL;
	}
}

/* Nobody sees who presses the wall button: the officer on duty answers for it,
 * or whoever started the lane. */
static int put_duty(struct ck_runner *run, struct ck_item *item,
		    struct ck_value *body)
{
	struct ck_gate gate;
	int r = read_gate(run, item, &gate);
	const char *duty = run->gate.service.duty;

	ck_set_str(body, "duty", duty ? duty : run->s->user);
	return r;
}

/* An opening by hand was logged by whoever made it. */
static int log_opened(struct ck_runner *run, struct ck_item *item,
		      const struct ck_lane_event *e)
{
	const struct ck_grant_of *grant = held(run, e->id);
	const char *subject = trip_of(grant) ? grant->trip
			      : permit_of(grant) ? grant->permit
						 : run->gate.id;
	struct ck_value *b = ck_new_object(item->doc);
	struct ck_event_id cause = { 0 };
	struct ck_event_id id = { 0 };
	bool decided = e->by == CK_BY_DECISION;
	int r;

	if (e->by == CK_BY_HAND || (decided && grant && grant->by_hand))
		return 0;
	r = e->by == CK_BY_BUTTON ? put_duty(run, item, b) : 0;
	if (r < 0)
		return r;
	ck_set_str(b, "lane", run->gate.id);
	if (decided && grant) {
		ck_set_str(b, "decision", grant->opened_by);
		name_cause(&cause, grant->opened_by);
	}
	ck_set_str(b, "trip", trip_of(grant));
	ck_set_str(b, "permit", permit_of(grant));
	ck_set_str(b, "reason", reason_of(e->by));
	r = ck_append(run->s->txn, "gate.opened", run->gate.id, subject, b,
		      *cause.text ? &cause : NULL, &id);
	run->unlogged &= e->by != CK_BY_SAFETY;
	if (e->by == CK_BY_BUTTON && !grant)
		memcpy(run->button, id.text, sizeof(run->button));
	return said(run, item, r);
}

/* -- passed --------------------------------------------------------------- */

static struct ck_value *answer(struct ck_runner *run, struct ck_item *item,
			       const char *kind)
{
	struct ck_value *record = ck_answer(run->s, item, kind);

	ck_set_str(record, "lane", run->gate.lane);
	return record;
}

void ck_gate_put_passage(struct ck_session *s, struct ck_value *record,
			 const struct ck_passage *p,
			 const struct ck_passed *passed)
{
	const struct ck_gate *gate = p->gate;

	ck_set_str(record, "trip", p->trip);
	ck_set(record, "declaration", ck_get(passed->trip, "declaration"));
	ck_set(record, "vehicle", ck_get(passed->trip, "vehicle"));
	if (!passed->trip && p->label)
		ck_set_str(ck_set_object(record, "vehicle"), "label",
			   p->label);
	ck_set_str(record, "permit", p->permit);
	if (!p->trip && !p->permit)
		ck_set_str(record, "seen", p->seen);
	ck_set_str(record, "from", ck_passage_from(p));
	ck_set_str(record, "to", p->against ? gate->from : gate->to);
	ck_set_bool(record, "admitted", p->admitted);
	if (p->against)
		ck_set_bool(record, "against", true);
	if (p->doubtful)
		ck_set_bool(record, "doubtful", true);
	ck_set_str(record, "opened_by", p->opened_by);
	ck_set_str(record, "outcome", passed->outcome);
	if (passed->counted)
		ck_set_bool(record, "counted", true);
	ck_gate_set_time(s, record, "at", ck_txn_occurred(s->txn));
}

static const char *told_passage(const struct ck_runner *run,
				struct ck_item *item,
				const struct ck_passage *passage,
				const struct ck_passed *passed)
{
	struct ck_speaker speaker = ck_gate_speaker(run->s, item->doc,
						    &run->gate);

	return ck_told_passage(&speaker, passage, passed->trip);
}

int ck_run_pass(struct ck_runner *run, struct ck_item *item,
		const struct ck_passage *passage)
{
	struct ck_value *record = answer(run, item, "passage");
	struct ck_event_id cause = { 0 };
	struct ck_passed passed;
	int r;

	if (passage->opened_by)
		name_cause(&cause, passage->opened_by);
	r = ck_trip_pass(run->s->txn, passage,
			 *cause.text ? &cause : NULL, &passed);
	if (r == -ENOENT)
		return ck_fail(run->s, item, r, "/trip", "no-such-trip",
			       _("no such trip: %s"), passage->trip);
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	/* The transaction's values end before the answer is printed. */
	passed.trip = ck_copy(item->doc, passed.trip);
	ck_gate_put_passage(run->s, record, passage, &passed);
	if (passed.id.seq)
		ck_set_str(record, "passage", passed.id.text);
	ck_set_str(record, "message",
		   told_passage(run, item, passage, &passed));
	return 0;
}

static int log_passed(struct ck_runner *run, struct ck_item *item,
		      const struct ck_lane_event *e)
{
	const struct ck_grant_of *grant = held(run, e->id);
	struct ck_passage p = {
		.gate = &run->gate, .site = run->site, .trip = trip_of(grant),
		.admitted = e->admitted, .doubtful = e->doubtful,
		.against = e->kind == CK_LANE_AGAINST,
		.permit = permit_of(grant), .seen = seen_of(grant),
		.label = label_of(grant),
	};

	if (grant)
		p.opened_by = ck_doc_strdup(item->doc, grant->opened_by);
	else if (e->admitted && *run->button)
		p.opened_by = ck_doc_strdup(item->doc, run->button);
	return ck_run_pass(run, item, &p);
}

/* -- faults --------------------------------------------------------------- */

int ck_run_fault(struct ck_runner *run, struct ck_item *item, const char *line,
		 const char *code)
{
	struct ck_value *record = answer(run, item, "lane_fault");
	struct ck_value *b = ck_new_object(item->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(b, "lane", run->gate.id);
	ck_set_str(b, "line", line);
	ck_set_str(b, "code", code);
	r = ck_append(run->s->txn, "gate.faulted", run->gate.id, run->gate.id,
		      b, NULL, &id);
	ck_set_str(record, "line", line);
	ck_set_str(record, "code", code);
	if (id.seq)
		ck_set_str(record, "fault", id.text);
	ck_gate_set_time(run->s, record, "at", ck_txn_at(run->s->txn));
	ck_set_str(record, "message", ck_told_fault(item->doc, line, code));
	return said(run, item, r);
}

static int log_fault(struct ck_runner *run, struct ck_item *item,
		     enum ck_lane_fault fault)
{
	return ck_run_fault(run, item, ck_gate_fault_line(&run->gate, fault),
			    ck_lane_fault_code(fault));
}

int ck_run_log(struct ck_runner *run, struct ck_item *item,
	       const struct ck_lane_event *event)
{
	switch (event->kind) {
	case CK_LANE_OPENED:
		return log_opened(run, item, event);
	case CK_LANE_PASSED:
	case CK_LANE_AGAINST:
		return log_passed(run, item, event);
	case CK_LANE_FAULTED:
		return log_fault(run, item, event->fault);
	default:
		return 0;
	}
}
