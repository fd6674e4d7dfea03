#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "lane/verbs.h"
#include "site/site.h"

/* -- the vehicle it is for ------------------------------------------------ */

static int bad_pass(struct ck_session *s, struct ck_item *item,
		    const struct ck_shown *shown,
		    const struct ck_sighting *seen)
{
	struct ck_value *reason = ck_new_object(item->doc);

	ck_set_str(reason, "code", shown->code);
	ck_shown_fill(shown, seen, reason);
	return ck_fail(s, item, -EBADMSG, NULL, shown->code, "%s",
		       ck_pass_sentence(item->doc, reason, s->utc_offset_min));
}

static int find_trip(struct ck_session *s, struct ck_item *item,
		     const struct ck_gate *gate, const char *text,
		     struct ck_value *answer, const char **ret_trip)
{
	struct ck_sighting_fault fault = { NULL, NULL, NULL };
	struct ck_sighting seen;
	struct ck_found found = { .one = NULL };
	int r = ck_sighting_read(item->doc, NULL, text, &seen, &fault);

	if (r == 0)
		r = ck_gate_find(s->store, item->doc, gate,
				 ck_txn_at(s->txn), &seen, &found);
	if (r < 0 && !fault.message)
		return ck_fail_store(s, item, r);
	if (r == 0 && found.shown.code)
		return bad_pass(s, item, &found.shown, &seen);
	if (r == 0 && found.one)
		r = ck_record_trip(s, item->doc, answer, found.one->trip);
	if (r < 0 || !found.one)
		return ck_fail(s, item, found.count > 1 ? -EEXIST : -ENOENT,
			       NULL, "no-such-trip", _("no such trip: %s"),
			       text);
	*ret_trip = found.one->trip;
	return 0;
}

/* -- the opening ---------------------------------------------------------- */

static int append(struct ck_session *s, struct ck_item *item,
		  const struct ck_gate *gate, const char *trip,
		  struct ck_value *answer)
{
	const struct ck_gate_settings *set = s->settings;
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id id;
	int r;

	ck_set_str(body, "lane", gate->id);
	ck_set_str(body, "trip", trip);
	ck_set_str(body, "reason", set->reason);
	r = ck_append(s->txn, "gate.opened", gate->id, trip ? trip : gate->id,
		      body, NULL, &id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (id.seq)
		ck_set_str(answer, "opened", id.text);
	return 0;
}

static void put_output(struct ck_session *s, const struct ck_gate *gate,
		       struct ck_value *answer)
{
	const struct ck_gate_settings *set = s->settings;
	struct ck_lane_config config;

	ck_gate_config(gate, &config);
	ck_set_str(answer, "lane", gate->lane);
	ck_set_str(answer, "line", ck_lane_output_name(CK_BARRIER_OPEN));
	ck_set_int(answer, "value", 1);
	ck_set_int(answer, "pulse_ms", config.pulse_ms);
	ck_set_str(answer, "reason", set->reason);
	ck_gate_set_time(s, answer, "at", ck_txn_at(s->txn));
}

int ck_gate_open(struct ck_session *s, struct ck_item *item)
{
	const struct ck_gate_settings *set = s->settings;
	struct ck_value *answer;
	static const char *const groups[] = { "open", NULL };
	const char *trip = NULL, *reason = NULL;
	struct ck_gate gate;
	int r = ck_gate_named(s, item, ck_gate_short(s->own[0]), &gate);

	if (r == 0)
		r = ck_session_reason(s, item, groups, set->reason, &reason);
	if (r == 0)
		r = ck_gate_allow_open(s, &gate);
	if (r < 0)
		return r;
	answer = ck_answer(s, item, "output");
	if (set->trip)
		r = find_trip(s, item, &gate, set->trip, answer, &trip);
	if (r < 0)
		return r;
	put_output(s, &gate, answer);
	return append(s, item, &gate, trip, answer);
}
