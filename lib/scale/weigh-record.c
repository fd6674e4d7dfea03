/* record: a stable weight bound to a trip. The scale is read before the
 * transaction; inside it everything that may have changed is asked again. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/text.h"
#include "scale/net.h"
#include "scale/weigh-record.h"
#include "trade/mass.h"

/* -- may it be done ------------------------------------------------------- */

static int fail_again(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *last)
{
	char kg[CK_DECIMAL_SIZE];

	ck_mass_text(ck_get_int(last, "gross_g", 0), kg);
	return ck_fail(s, item, -EEXIST, NULL, "weighed-already",
		       _("weighed already: %s, %s kg; --again --reason CODE keeps both"),
		       ck_get_str(last, "weighing"), kg);
}

/* How often the driver may ask is the site's word. */
static int check_driver(struct ck_session *s, struct ck_item *item,
			const struct ck_binding *b,
			const struct ck_weighing_trip *trip)
{
	const struct ck_value *rule = ck_get(ck_get(b->site->document,
						    "weights"), "reweigh");
	const char *reason = ck_get_str(rule, "driver");
	const char *weighs = b->tare ? "tare" : "gross";
	int64_t most = ck_get_int(rule, "driver_most", INT64_MAX);
	int64_t asked = 0;

	if (!reason || !b->again || strcmp(b->again, reason))
		return 0;
	for (size_t i = 0; i < ck_count(trip->rows); i++) {
		const struct ck_value *row = ck_at(trip->rows, i);
		const char *again = ck_get_str(row, "again");

		asked += again && !strcmp(again, reason) &&
			 !strcmp(ck_get_str(row, "weighs"), weighs);
	}
	if (asked < most)
		return 0;
	return ck_fail(s, item, -EPERM, NULL, "driver-most",
		       _("for the reason %s it was weighed %lld times, of at most %lld; once more is an officer's to say, for another reason"),
		       reason, (long long)asked, (long long)most);
}

/* A truck that is elsewhere stands on no scale here. */
static int check_place(struct ck_session *s, struct ck_item *item,
		       const struct ck_binding *b,
		       const struct ck_weighing_trip *trip)
{
	const struct ck_scale_spec *scale = &b->scale;
	int64_t when = b->read_at ? b->read_at
				  : ck_session_now(s, item->record);
	int r;

	if (!scale->from || !scale->to)
		return 0;
	r = ck_weighing_trip_there(s->store, trip, scale->from, scale->to,
				   when);
	if (r != 0)
		return r < 0 ? ck_fail_store(s, item, r) : 0;
	return ck_fail(s, item, -EPERM, NULL, "wrong-zone",
		       _("%s is in the zone %s, scale %s stands between %s and %s"),
		       trip->trip, trip->zone, scale->name, scale->from,
		       scale->to);
}

/* What was weighed goes before what was entered; and nobody carries less than
 * nothing. */
static int check_preset(struct ck_session *s, struct ck_item *item,
			const struct ck_binding *b,
			const struct ck_weighing_trip *trip)
{
	struct ck_net_ask ask = { .rows = trip->rows, .rig = trip->rig };
	const struct ck_value *tare = b->preset_g ? ck_net_partner(&ask) : NULL;

	if (tare)
		return ck_fail(s, item, -EEXIST, NULL, "tare-weighed",
			       _("its tare was weighed: %s; a preset one does not go before that"),
			       ck_get_str(tare, "weighing"));
	if (b->has_weight && b->preset_g > b->weight.grams)
		return ck_fail(s, item, -EBADMSG, NULL, "preset", "%s",
			       _("the preset tare is more than what stands on the scale"));
	return 0;
}

static int check_trip(struct ck_session *s, struct ck_item *item,
		      const struct ck_binding *b,
		      struct ck_weighing_trip *ret_trip)
{
	struct ck_weighing_trip trip;
	const struct ck_value *last;
	int r = ck_weighing_trip_get(s->store, item->doc, b->trip, &trip);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (trip.closed)
		return ck_fail(s, item, -EEXIST, NULL, "trip-closed",
			       _("%s is closed"), b->trip);
	last = b->tare ? trip.last_tare : trip.last_gross;
	if (last && !b->again)
		return fail_again(s, item, last);
	r = check_driver(s, item, b, &trip);
	if (r == 0)
		r = check_preset(s, item, b, &trip);
	if (r == 0)
		*ret_trip = trip;
	return r;
}

static int check_right(struct ck_session *s, const struct ck_binding *b)
{
	return ck_session_allow_lane(s, b->scale.agency, b->scale.lane);
}

/* -- prepare -------------------------------------------------------------- */

/* What a key covers: the request, and the options that change its meaning. */
static void cover(struct ck_item *item, const struct ck_weigh *set,
		  const struct ck_binding *b)
{
	struct ck_value *content = ck_new_object(item->doc);

	ck_set_str(content, "trip", b->trip);
	ck_set_str(content, "scale", b->scale.name);
	ck_set_str(content, "weighs", b->tare ? "tare" : "gross");
	ck_set_str(content, "again", b->again);
	if (b->preset_g)
		ck_set_int(content, "preset_g", b->preset_g);
	if (set->axles)
		ck_set_int(content, "axles", set->axles);
	CK_SET_SAME(content, item->record, "frames", "zero_frame", "at");
	item->content = content;
}

/* A reading that is sent twice is one reading, whether or not it was named,
 * and is of one truck. A simulated clock may stand still: there two trucks of
 * one weight may give the same reading. */
static void name_reading(struct ck_session *s, struct ck_item *item)
{
	struct ck_value *reading = ck_new_object(item->doc);
	char digest[CK_DIGEST_HEX];
	CK_BUF text = { 0 };

	if (item->key || !ck_get(item->record, "at"))
		return;
	CK_SET_SAME(reading, item->content, "scale", "frames", "at");
	if (ck_store_simulated(s->store))
		CK_SET_SAME(reading, item->content, "trip");
	ck_write_canonical(&text, reading);
	ck_sha256_hex(text.data, text.len, digest);
	item->key = ck_doc_format(item->doc, "reading:%s", digest);
}

int ck_weigh_record_prepare(struct ck_session *s, struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");
	struct ck_binding *b = ck_doc_alloc(item->doc, sizeof(*b));
	struct ck_weighing_trip trip;
	int r;

	if (kind && !strcmp(kind, "reading") &&
	    !ck_reading_concludes(item->record))
		return ck_pass(item);
	item->prepared = b;
	r = ck_binding_find(s, item, b);
	if (r == 0)
		r = check_right(s, b);
	if (r < 0)
		return r;
	cover(item, s->settings, b);
	if (ck_reading_concludes(item->record))
		name_reading(s, item);
	r = ck_item_answered(s, item);
	if (r != 0)
		return r < 0 ? r : 0;
	r = check_trip(s, item, b, &trip);
	/* Before the scale is waited for; a reading says when it was. */
	if (r == 0 && !ck_reading_concludes(item->record))
		r = check_place(s, item, b, &trip);
	return r == 0 ? ck_binding_weigh(s, item, b) : r;
}

/* -- decide --------------------------------------------------------------- */

static void put_hold(struct ck_session *s, struct ck_value *answer,
		     const struct ck_weighing *weighing)
{
	if (!weighing->hold)
		return;
	if (s->options.dry_run && weighing->hold_is_new)
		ck_set_bool(answer, "holds", true);
	else
		ck_set_str(answer, "hold", weighing->hold);
}

static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_binding *b, const struct ck_weighing *weighing)
{
	struct ck_value *answer = ck_answer(s, item, "weighing");
	int r;

	if (!s->options.dry_run)
		ck_set_str(answer, "weighing", weighing->id);
	r = ck_record_trip(s, item->doc, answer, b->trip);
	ck_set_time(answer, "at", b->read_at, s->utc_offset_min);
	ck_set_str(answer, "actor", s->user);
	ck_set_str(answer, "for", s->options.on_behalf);
	ck_weighing_put(item->doc, answer, weighing->body);
	ck_weighing_put_counts(answer, weighing->doubt ? "unverified"
			       : ck_get(weighing->body, "question")
				       ? "scale-question" : "latest-verified");
	if (ck_get(weighing->body, "net_g"))
		ck_set_bool(answer, "net_counts", true);
	put_hold(s, answer, weighing);
	ck_set_int(answer, "confirmed", weighing->confirmed);
	if (!s->options.dry_run)
		ck_set_int(answer, "version", weighing->event.seq);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

int ck_weigh_record_decide(struct ck_session *s, struct ck_item *item)
{
	const struct ck_binding *b = item->prepared;
	struct ck_weighing_trip trip;
	struct ck_weighing weighing;
	struct ck_weighing_new new = {
		.site = b->site, .scale = &b->scale, .trip = &trip,
		.weight = &b->weight, .tare = b->tare, .again = b->again,
		.preset_g = b->preset_g, .read_at = b->read_at,
		.seen = b->seen, .device = b->device,
		.from_record = !b->feed && !ck_store_simulated(s->store),
	};
	int r = check_right(s, b);

	if (r == 0)
		r = check_trip(s, item, b, &trip);
	if (r == 0)
		r = check_place(s, item, b, &trip);
	if (r < 0)
		return r;
	if (!b->has_weight)
		return ck_fail(s, item, -EAGAIN, NULL, "journal", "%s",
			       _("the first answer to this key has gone"));
	r = ck_weighing_record(s->txn, &new, &weighing);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (b->feed)
		ck_feed_take(b->feed);
	return answer(s, item, b, &weighing);
}
