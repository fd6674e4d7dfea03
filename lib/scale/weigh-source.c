/* The weight that is bound: from a device, or from a record of a reading. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/error_text.h"
#include "base/text.h"
#include "scale/axles.h"
#include "scale/weigh-record.h"
#include "trade/mass.h"

enum { WAIT_MS = 200, LATE_MIN = 15 };

/* Frames counted as time are for the clock of a simulated store. */
static int check_clock(struct ck_session *s, struct ck_item *item)
{
	const struct ck_weigh *set = s->settings;
	bool counted = set->frame_ms || ck_get(item->record, "frame_ms");

	if (!counted || ck_store_simulated(s->store))
		return 0;
	return ck_fail(s, item, -EPERM, NULL, "real-store", "%s",
		       _("--frame-ms is for simulated stores only"));
}

/* What reads a weight that counts is the site's to say. */
static int check_options(struct ck_session *s)
{
	const struct ck_weigh *set = s->settings;

	if (!set->pattern && !set->unit && !set->check && !set->has_decimals)
		return 0;
	return ck_usage(s, "%s",
			_("record reads frames as the site file says: --pattern, --unit, --check and --decimals are for decode and read"));
}

/* -- a record ------------------------------------------------------------- */

/* A reading that came as a record has a time of its own. */
static int find_time(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b)
{
	const char *at = ck_get_str(item->record, "at");
	int64_t now = ck_session_now(s, item->record);
	int64_t limit = ck_get_int(b->site->document, "occurred_limit_min",
				   LATE_MIN) * CK_MINUTE_MS;

	if (!at || ck_store_simulated(s->store))
		return 0;
	if (ck_time_parse(at, &b->read_at) < 0)
		return ck_fail(s, item, -EBADMSG, "/at", "time",
			       _("not an RFC 3339 time: %s"), at);
	if (b->read_at > now || b->read_at < now - limit)
		return ck_fail(s, item, -EBADMSG, "/at", "stale-reading",
			       _("the reading is not of now: %s"), at);
	return 0;
}

static int take_record(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b)
{
	const struct ck_weigh *set = s->settings;
	struct ck_stability_rule rule = ck_scale_rule(&b->scale,
						      ck_weigh_least(set));
	struct ck_weight_doubt doubt;
	int r;

	if (set->axles)
		return ck_usage(s, "%s",
				_("--axles reads a scale; a record of a reading is one weight"));
	r = find_time(s, item, b);
	if (r == 0 &&
	    ck_weight_of_record(item->doc, item->record, &b->scale.options,
				&rule, &b->weight, &doubt) < 0)
		r = ck_fail(s, item, -EBADMSG, doubt.pointer, doubt.code, "%s",
			    _(doubt.sentence));
	if (r == 0 && !ck_store_simulated(s->store))
		b->device = b->weight.protocol != b->scale.protocol
				    ? b->weight.protocol->name
				    : ck_get_str(item->record, "device");
	return r;
}

/* -- a device ------------------------------------------------------------- */

static void listen_aside(void *ctx)
{
	(void)!ck_feeds_listen(ctx, 0);
}

static int open_feed(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b)
{
	struct ck_weigh *set = s->settings;
	struct ck_feed_setting setting;
	int r;

	r = ck_weigh_setting(s, &b->scale, &setting);
	if (r < 0)
		return r;
	if (!set->feeds) {
		set->feeds = ck_feeds_new();
		s->aside = (struct ck_lines_aside){
			.fd = ck_feeds_fd(set->feeds), .look = listen_aside,
			.ctx = set->feeds };
	}
	b->feed = ck_feeds_find(set->feeds, b->scale.name);
	if (!b->feed)
		b->feed = ck_feeds_add(set->feeds, b->scale.name, &setting);
	b->protocol = setting.protocol;
	b->device = ck_weigh_device(s, item->doc, &b->scale, &setting);
	r = ck_feeds_open(set->feeds, b->feed);
	return r < 0 ? ck_weigh_fail_port(s, item, b->feed, r) : 0;
}

/* Between two vehicles the scale must have been empty, also where another run
 * weighed the one before: it may stand there still. 1: nothing stands still that
 * is surely another. */
static int look_stable(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b,
		       const struct ck_stable **ret_stable)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_stable *stable = ck_feed_stable(b->feed);
	const struct ck_value *before = NULL;
	char kg[CK_DECIMAL_SIZE];
	int r = 0;

	if (!stable)
		return 1;
	if (!set->axles && !ck_feed_was_empty(b->feed))
		r = ck_weighing_trip_before(s->store, item->doc, &b->scale,
					    b->trip, stable->reading.grams,
					    ck_session_now(s, item->record),
					    &before);
	if (r < 0)
		return ck_fail_store(s, item, r);
	*ret_stable = stable;
	if (!before)
		return 0;
	ck_mass_text(ck_get_int(before, "gross_g", 0), kg);
	ck_say(s, _("%s: %s kg stood there for %s, and it was not seen empty since: waiting until that vehicle has left"),
	       b->scale.name, kg, ck_get_str(before, "weighing"));
	ck_words_flush(s);
	ck_feed_take(b->feed);
	return 1;
}

/* What waits in the buffers is older than the question: it moves the detector
 * on, and only then is it asked what stands on the scale. */
static int wait_stable(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b,
		       const struct ck_stable **ret_stable)
{
	const struct ck_weigh *set = s->settings;
	int64_t most = set->timeout_ms;
	int64_t start = ck_clock_steady();
	int rest = 64;
	int wait = 0;
	int r;

	for (;;) {
		int n = ck_feeds_listen(set->feeds, wait);

		if (ck_session_stopping())
			return ck_fail(s, item, -EAGAIN, NULL, "stopped", "%s",
				       _("stopped before a weight stood still"));
		if (ck_feed_fd(b->feed) < 0)
			return ck_weigh_fail_port(s, item, b->feed, -ENODEV);
		if (n < 0 && n != -EINTR)
			return ck_fail(s, item, n, NULL, "device", "%s",
				       ck_error_text(-n));
		if (n > 0 && !wait && --rest)
			continue;
		wait = WAIT_MS;
		r = look_stable(s, item, b, ret_stable);
		if (r <= 0)
			return r;
		r = ck_weigh_check_heard(s, item, b->feed, start);
		if (r < 0)
			return r;
		if (most && ck_clock_steady() - start > most)
			return ck_weigh_fail_wait(s, item, b->feed);
	}
}

static int take_weight(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b, struct ck_weight *ret_weight)
{
	const struct ck_weigh *set = s->settings;
	const struct ck_stable *stable = NULL;
	int r = wait_stable(s, item, b, &stable);

	if (r == 0)
		ck_weight_of_stable(item->doc, b->protocol, stable,
				    set->frame_ms, ret_weight);
	return r;
}

static int add_axle(struct ck_session *s, struct ck_item *item,
		    struct ck_weight *sum, const struct ck_weight *axle)
{
	if (ck_weight_add(item->doc, sum, axle) < 0)
		return ck_fail(s, item, -EBADMSG, NULL, "unit", "%s",
			       _("the indicator has changed its unit between two axles"));
	ck_say(s, _("axle %zu: %s %s"), ck_count(sum->parts), axle->digits,
	       axle->unit);
	/* The driver goes on when it is read. */
	ck_words_flush(s);
	return 0;
}

/* Between two the scale must have been empty, so that none is taken twice. The
 * last is taken as a whole weight is: when it is recorded. */
static int take_axles(struct ck_session *s, struct ck_item *item,
		      struct ck_binding *b, int axles)
{
	struct ck_weight sum = { 0 };
	struct ck_weight axle;
	int r = 0;

	for (int i = 0; r == 0 && i < axles; i++) {
		if (i)
			ck_feed_take(b->feed);
		r = take_weight(s, item, b, &axle);
		if (r == 0)
			r = add_axle(s, item, &sum, &axle);
	}
	if (r == 0)
		b->weight = sum;
	return r;
}

static int take_device(struct ck_session *s, struct ck_item *item,
		       struct ck_binding *b)
{
	const struct ck_weigh *set = s->settings;
	int r = open_feed(s, item, b);

	if (r < 0)
		return r;
	return set->axles ? take_axles(s, item, b, set->axles)
			  : take_weight(s, item, b, &b->weight);
}

static int check_net(struct ck_session *s, struct ck_item *item,
		     const struct ck_binding *b)
{
	if (b->weight.net != 1)
		return 0;
	return ck_fail(s, item, -EBADMSG, NULL, "indicator-net", "%s",
		       _("the indicator shows net: clear its tare and weigh again"));
}

int ck_binding_weigh(struct ck_session *s, struct ck_item *item,
		     struct ck_binding *b)
{
	int r = check_options(s);

	if (r == 0)
		r = check_clock(s, item);
	if (r == 0)
		r = ck_reading_concludes(item->record)
			    ? take_record(s, item, b)
			    : take_device(s, item, b);
	if (r == 0)
		r = check_net(s, item, b);
	/* Not when it is said to have occurred: these bytes are of now. */
	if (r == 0 && !b->read_at)
		b->read_at = ck_session_now(s, item->record);
	b->has_weight = r == 0;
	return r;
}
