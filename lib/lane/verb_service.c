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
	static const char *const groups[] = { "lane", NULL };
	const struct ck_gate_settings *set = s->settings;
	const char *reason = NULL;
	struct ck_gate gate;
	int r = begin(s, item, &gate);

	if (r == 0)
		r = ck_session_reason(s, item, groups, set->reason, &reason);
	if (r < 0)
		return r;
	if (gate.service.out && same(gate.service.reason, reason)) {
		put_answer(s, item, &gate, &gate.service, true);
		return 0;
	}
	return change(s, item, &gate,
		      (struct ck_service){ .out = true, .reason = reason });
}
