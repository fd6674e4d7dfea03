#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "lane/act.h"
#include "lane/feed.h"

enum { REMEMBERED = 256, PULSE_MS_USUAL = 500 };

struct actuating {
	struct ck_session *s;
	const char *lane;
	struct ck_gate gate;		/* of a lane with a store */
	int64_t pulse_ms;
	int64_t pulse_end;		/* 0: the contact is open */
	char *done[REMEMBERED];		/* decisions, without a store */
	int next;
};

/* -- the contact ---------------------------------------------------------- */

static struct ck_value *output(struct actuating *a, struct ck_doc *doc,
			       bool value, int64_t at)
{
	return ck_gate_output(a->s, doc, a->lane, CK_BARRIER_OPEN, value, at);
}

static int release(struct actuating *a, int64_t at)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	if (!a->pulse_end)
		return 0;
	a->pulse_end = 0;
	return ck_print(a->s, output(a, doc, false, at));
}

static int pulse(struct actuating *a, struct ck_item *item, int64_t now,
		 const char *opened)
{
	struct ck_value *record = output(a, item->doc, true, now);
	int r = release(a, now);

	CK_SET_SAME(record, item->record, "trip", "permit", "declaration",
		    "vehicle", "decision");
	ck_set_str(record, "opened", opened);
	ck_set_int(record, "pulse_ms", a->pulse_ms);
	a->pulse_end = now + a->pulse_ms;
	return r < 0 ? r : ck_print(a->s, record);
}

static int64_t next_due(struct ck_feed *feed)
{
	const struct actuating *a = feed->ctx;

	return a->pulse_end ? a->pulse_end : INT64_MAX;
}

static int tick(struct ck_feed *feed, struct ck_item *item)
{
	(void)item;
	return release(feed->ctx, feed->now);
}

static void shift(struct ck_feed *feed, int64_t by)
{
	struct actuating *a = feed->ctx;

	if (a->pulse_end)
		a->pulse_end += by;
}

/* -- with a store: logged first ------------------------------------------- */

static int append(struct actuating *a, struct ck_item *item,
		  struct ck_txn *txn, struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(item->doc);
	struct ck_event_id cause = { 0 };
	struct ck_admission admission;
	int r = ck_gate_allow(a->s, &a->gate);

	if (r == 0)
		r = ck_lane_admission(a->s, item, &a->gate, ck_txn_at(txn),
				      &admission);
	if (r < 0)
		return r;
	memccpy(cause.text, admission.decision, '\0', sizeof(cause.text) - 1);
	ck_set_str(body, "lane", a->gate.id);
	ck_set_str(body, "decision", admission.decision);
	ck_set_str(body, "trip", admission.trip);
	ck_set_str(body, "permit", admission.permit);
	r = ck_append(txn, "gate.opened", a->gate.id, admission.subject, body,
		      &cause, ret_id);
	return r < 0 ? ck_fail_store(a->s, item, r) : 0;
}

static int open_logged(struct actuating *a, struct ck_item *item, int64_t now)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_event_id id = { 0 };
	int r = ck_lane_enter(a->s, item, now, NULL, &txn);

	if (r == 0)
		r = append(a, item, txn, &id);
	a->s->txn = NULL;
	if (r == 0)
		r = ck_lane_leave(a->s, item, txn);
	if (r < 0)
		return r;
	return pulse(a, item, now, id.seq ? id.text : NULL);
}

/* -- without: as it comes, but once, and in time -------------------------- */

static bool was_done(const struct actuating *a, const char *decision)
{
	for (int i = 0; i < REMEMBERED; i++) {
		if (a->done[i] && !strcmp(a->done[i], decision))
			return true;
	}
	return false;
}

static int open_trusted(struct actuating *a, struct ck_item *item, int64_t now)
{
	const char *decision = ck_get_str(item->record, "decision");
	const char *until = ck_get_str(item->record, "expires_at");
	int64_t expires_at;

	if (!decision)
		return ck_fail(a->s, item, -EBADMSG, "/decision", "decision",
			       _("an admission names its decision"));
	if (!until || ck_time_parse(until, &expires_at) < 0)
		return ck_fail(a->s, item, -EBADMSG, "/expires_at", "time",
			       _("an admission says when it is over"));
	if (expires_at <= now)
		return ck_fail(a->s, item, -EEXIST, "/expires_at",
			       "decision-expired", _("the admission is over"));
	if (was_done(a, decision))
		return ck_fail(a->s, item, -EEXIST, "/decision",
			       "decision-used",
			       _("the barrier was opened on it before"));
	free(a->done[a->next]);
	a->done[a->next] = ck_strdup(decision);
	a->next = (a->next + 1) % REMEMBERED;
	return pulse(a, item, now, NULL);
}

/* -- records -------------------------------------------------------------- */

static bool is_own(const struct actuating *a, const struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");

	return kind && !strcmp(kind, "decision") &&
	       ck_get_str(item->record, "lane") &&
	       ck_gate_is_own(item->record, a->lane);
}

static int take(struct ck_feed *feed, struct ck_item *item)
{
	struct actuating *a = feed->ctx;

	if (!is_own(a, item) || !ck_is_true(ck_get(item->record, "admit")))
		return ck_feed_pass(feed, item);
	if (a->s->store)
		return open_logged(a, item, feed->now);
	return open_trusted(a, item, feed->now);
}

static int prepare(struct actuating *a)
{
	const struct ck_gate_settings *set = a->s->settings;
	struct ck_lane_config config;
	int r;

	a->pulse_ms = PULSE_MS_USUAL;
	if (!a->s->store && set->trust_input)
		return 0;
	if (!a->s->store)
		return ck_fail(a->s, NULL, -EINVAL, NULL, "no-store",
			       _("there is no store to log to; --trust-input opens without"));
	r = ck_gate_named(a->s, NULL, a->lane, &a->gate);
	if (r < 0)
		return r;
	ck_gate_config(&a->gate, &config);
	a->pulse_ms = config.pulse_ms;
	return 0;
}

/* The last pulse is given whole; a signal drops the contact at once. */
static int finish(struct ck_feed *feed)
{
	struct actuating *a = feed->ctx;
	int r = ck_feed_wait(feed);

	if (r >= 0)
		r = release(a, feed->now);
	return r < 0 ? r : ck_print_flush(a->s);
}

int ck_gate_run_actuate(struct ck_session *s, int argc, char **argv)
{
	struct actuating *a = ck_doc_alloc(s->doc, sizeof(*a));
	struct ck_feed feed = { .s = s, .take = take, .due = next_due,
				.tick = tick, .stepped = shift, .ctx = a,
				.time = ck_feed_clock(s) };
	int r;

	if (argc != 1)
		return ck_usage(s, _("an operand is missing: %s"), "LANE");
	a->s = s;
	a->lane = ck_gate_short(argv[0]);
	r = prepare(a);
	if (r == 0)
		r = ck_feed_run(&feed);
	if (r == 0)
		r = finish(&feed);
	for (int i = 0; i < REMEMBERED; i++)
		free(a->done[i]);
	return r;
}
