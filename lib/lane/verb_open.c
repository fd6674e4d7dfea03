#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "lane/expected.h"
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

/* What the opening says of it, in its event and its answer. */
struct vehicle {
	const char *trip;
	const char *permit;
	const char *seen;	/* of which neither is known here */
	const char *label;
};

/* The lane's own computer has the last list, and else an officer's word: the
 * gatehouse finds the trip when it is told. */
static int find_expected(struct ck_session *s, struct ck_item *item,
			 const struct ck_sighting *seen,
			 const struct ck_found *found, struct vehicle *v)
{
	const struct ck_value *one = ck_expected_find(
		ck_expected_last(s->store, item->doc), seen,
		seen->shown ? seen->pass : NULL, 0);

	v->trip = ck_get_str(one, "trip");
	v->permit = v->trip ? NULL : ck_get_str(one, "permit");
	v->label = ck_get_str(one, "label");
	if (one)
		return 0;
	if (seen->shown && found->one)
		v->trip = found->one->trip;
	else if (seen->count)
		v->seen = seen->text;
	return v->trip || v->seen ? 0 : -ENOENT;
}

static int find_trip(struct ck_session *s, struct ck_item *item,
		     const struct ck_found *found, struct ck_value *answer,
		     struct vehicle *v)
{
	if (!found->one)
		return found->count > 1 ? -EEXIST : -ENOENT;
	v->trip = found->one->trip;
	return ck_record_trip(s, item->doc, answer, v->trip);
}

static int find_vehicle(struct ck_session *s, struct ck_item *item,
			const struct ck_gate *gate, const char *text,
			struct ck_value *answer, struct vehicle *v)
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
	if (r == 0)
		r = ck_gate_own_store(s->store)
			    ? find_expected(s, item, &seen, &found, v)
			    : find_trip(s, item, &found, answer, v);
	return r < 0 ? ck_fail(s, item, r == -EEXIST ? r : -ENOENT, NULL,
			       "no-such-trip", _("no such trip: %s"), text)
		     : 0;
}

int ck_gate_find_trip(struct ck_session *s, struct ck_item *item,
		      const struct ck_gate *gate, const char *text,
		      struct ck_value *answer, const char **ret_trip)
{
	struct vehicle v = { NULL, NULL, NULL, NULL };
	int r = find_vehicle(s, item, gate, text, answer, &v);

	if (r == 0)
		*ret_trip = v.trip;
	return r;
}

/* -- the opening ---------------------------------------------------------- */

static void put_vehicle(const struct vehicle *v, struct ck_value *object)
{
	ck_set_str(object, "trip", v->trip);
	ck_set_str(object, "permit", v->permit);
	ck_set_str(object, "seen", v->seen);
	if (v->label)
		ck_set_str(ck_set_object(object, "vehicle"), "label",
			   v->label);
}

static int append(struct ck_session *s, struct ck_item *item,
		  const struct ck_gate *gate, const struct vehicle *v,
		  struct ck_value *answer)
{
	const struct ck_gate_settings *set = s->settings;
	const char *subject = v->trip ?: v->permit ?: v->seen ?: gate->id;
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id id;
	int r;

	ck_set_str(body, "lane", gate->id);
	put_vehicle(v, body);
	ck_set_str(body, "reason", set->reason);
	r = ck_append(s->txn, "gate.opened", gate->id, subject, body, NULL,
		      &id);
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
	const char *reason = NULL;
	struct vehicle v = { NULL, NULL, NULL, NULL };
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
		r = find_vehicle(s, item, &gate, set->trip, answer, &v);
	if (r < 0)
		return r;
	if (ck_gate_own_store(s->store))
		put_vehicle(&v, answer);
	put_output(s, &gate, answer);
	return append(s, item, &gate, &v, answer);
}
