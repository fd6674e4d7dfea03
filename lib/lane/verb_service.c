#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/verbs.h"

static bool same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* -- the answer ----------------------------------------------------------- */

static void put_answer(struct ck_session *s, struct ck_item *item,
		       const struct ck_gate *gate,
		       const struct ck_service *now, bool repeated)
{
	struct ck_value *answer = ck_answer(s, item, "lane_service");

	ck_set_str(answer, "lane", gate->lane);
	ck_set_str(answer, "service", now->out ? "out" : "in");
	ck_set_str(answer, "reason", now->reason);
	ck_set_str(answer, "duty", now->duty);
	ck_gate_set_time(s, answer, "since", now->since);
	ck_set_str(answer, "from", gate->from);
	ck_set_str(answer, "to", gate->to);
	if (gate->reversed)
		ck_set_bool(answer, "reversed", true);
	if (repeated)
		ck_set_bool(answer, "repeated", true);
	if (now->version)
		ck_set_int(answer, "version", now->version);
}

/* -- the event ------------------------------------------------------------ */

static int change(struct ck_session *s, struct ck_item *item,
		  const struct ck_gate *gate, struct ck_service now)
{
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "lane", gate->id);
	ck_set_str(body, "reason", now.reason);
	ck_set_str(body, "duty", now.duty);
	r = ck_append(s->txn, now.out ? "lane.taken_out" : "lane.put_in",
		      gate->id, gate->id, body, NULL, &id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	now.since = ck_txn_at(s->txn);
	now.version = id.seq;
	put_answer(s, item, gate, &now, false);
	return 0;
}

/* -- the verbs ------------------------------------------------------------ */

static int begin(struct ck_session *s, struct ck_item *item,
		 struct ck_gate *ret_gate)
{
	int r = ck_gate_named(s, item, ck_gate_short(s->own[0]), ret_gate);

	return r < 0 ? r : ck_gate_allow_open(s, ret_gate);
}

static int read_reason(struct ck_session *s, struct ck_item *item,
		       const char **ret_reason)
{
	static const char *const groups[] = { "lane", NULL };
	const struct ck_gate_settings *set = s->settings;

	return ck_session_reason(s, item, groups, set->reason, ret_reason);
}

/* Whoever puts it in has the duty; another who does takes it over. */
int ck_gate_put_in(struct ck_session *s, struct ck_item *item)
{
	const char *officer = s->options.on_behalf ? s->options.on_behalf
						   : s->user;
	struct ck_gate gate;
	int r = begin(s, item, &gate);

	if (r < 0)
		return r;
	if (!gate.service.out && same(gate.service.duty, officer)) {
		put_answer(s, item, &gate, &gate.service, true);
		return 0;
	}
	return change(s, item, &gate, (struct ck_service){ .duty = officer });
}

int ck_gate_take_out(struct ck_session *s, struct ck_item *item)
{
	const char *reason = NULL;
	struct ck_gate gate;
	int r = begin(s, item, &gate);

	if (r == 0)
		r = read_reason(s, item, &reason);
	if (r < 0)
		return r;
	if (gate.service.out && same(gate.service.reason, reason)) {
		put_answer(s, item, &gate, &gate.service, true);
		return 0;
	}
	return change(s, item, &gate,
		      (struct ck_service){ .out = true, .reason = reason });
}

/* -- the other way -------------------------------------------------------- */

static int may_turn(struct ck_session *s, struct ck_item *item,
		    const struct ck_gate *gate, const char *to)
{
	if (!to || (strcmp(to, gate->from) && strcmp(to, gate->to)))
		return ck_fail(s, item, -EINVAL, NULL, "zone",
			       _("say which zone it is to lead to: --to %s or --to %s"),
			       gate->from, gate->to);
	if (!ck_gate_turns(gate))
		return ck_fail(s, item, -EEXIST, NULL, "lane-one-way",
			       _("lane %s has one way only"), gate->lane);
	if (!gate->service.out && strcmp(to, gate->to))
		return ck_fail(s, item, -EEXIST, NULL, "lane-in-service",
			       _("take lane %s out of service first"),
			       gate->lane);
	return 0;
}

static int turn(struct ck_session *s, struct ck_item *item,
		const struct ck_gate *gate, const char *reason)
{
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_gate turned = *gate;
	struct ck_event_id id = { 0 };
	int r;

	turned.from = gate->to;
	turned.to = gate->from;
	turned.reversed = !gate->reversed;
	ck_set_str(body, "lane", gate->id);
	ck_set_str(body, "to", turned.to);
	ck_set_bool(body, "reversed", turned.reversed);
	ck_set_str(body, "reason", reason);
	r = ck_append(s->txn, "lane.reversed", gate->id, gate->id, body, NULL,
		      &id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	turned.service.version = id.seq;
	put_answer(s, item, &turned, &turned.service, false);
	return 0;
}

int ck_gate_reverse(struct ck_session *s, struct ck_item *item)
{
	const struct ck_gate_settings *set = s->settings;
	const char *reason = NULL;
	struct ck_gate gate;
	int r = begin(s, item, &gate);

	if (r == 0)
		r = may_turn(s, item, &gate, set->to);
	if (r == 0)
		r = read_reason(s, item, &reason);
	if (r < 0)
		return r;
	if (strcmp(set->to, gate.to))
		return turn(s, item, &gate, reason);
	put_answer(s, item, &gate, &gate.service, true);
	return 0;
}
