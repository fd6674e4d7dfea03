/* ticket: a weighing on paper, with what proves it. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "note/note.h"
#include "scale/decoder.h"
#include "scale/reading_record.h"
#include "scale/ticket.h"
#include "scale/weigh.h"
#include "scale/weighing.h"
#include "store/log.h"
#include "store/query.h"
#include "trade/lookup.h"
#include "trade/viewer.h"

/* -- the log -------------------------------------------------------------- */

/* The event that recorded it: among the logs of a store a seq may stand more
 * than once. */
static int find_event(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_value *row, struct ck_value *ret_log,
		      const struct ck_value **ret_body)
{
	const char *root = ck_doc_format(doc, "declaration:%s",
					 ck_get_str(row, "declaration"));
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_WEIGH_EVENT, "sv", root,
				     ck_get(row, "version"));
	struct ck_line line;
	const char *text, *id;
	int r;

	while ((r = ck_step(q)) > 0) {
		text = ck_column_text(q, 1);
		r = ck_line_read(doc, text, strlen(text), &line);
		if (r < 0)
			return r;
		id = ck_get_str(line.body, "weighing");
		if (!id || strcmp(id, ck_get_str(row, "weighing")))
			continue;
		ck_set_str(ret_log, "event",
			   ck_doc_format(doc, "%s:%lld", ck_column_text(q, 0),
					 (long long)line.seq));
		ck_set_str(ret_log, "hash", ck_column_text(q, 2));
		*ret_body = line.body;
		return 0;
	}
	return r < 0 ? r : -EBADMSG;
}

/* -- the frames ----------------------------------------------------------- */

struct hearing {
	const char *digits;
	const char *unit;
	int64_t grams;		/* of what they said */
	bool bad;
	bool said;
};

static void hear(const struct ck_reading *reading, void *user)
{
	struct hearing *h = user;

	if (!reading->ok)
		h->bad = true;
	else if (!strcmp(reading->weight, h->digits) &&
		 !strcmp(reading->unit, h->unit)) {
		h->said = true;
		h->grams = reading->grams;
	}
}

static int add_bytes(struct ck_buf *bytes, const struct ck_value *frames,
		     size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		const char *hex = ck_str(ck_at(frames, i)) ?: "?";
		uint8_t frame[CK_SCALE_FRAME_MAX];
		int n = ck_hex_read(hex, strlen(hex), frame, sizeof(frame));

		if (n < 0)
			return n;
		ck_buf_add(bytes, frame, n);
	}
	return 0;
}

static struct ck_scale_options options_of(const struct ck_value *body)
{
	return (struct ck_scale_options){
		.unit = ck_get_str(body, "unit"),
		.pattern = ck_get_str(body, "pattern"),
		.has_decimals = ck_get(body, "decimals") != NULL,
		.decimals = ck_get_int(body, "decimals", 0),
	};
}

/* Do so many frames from the first say these digits? */
static bool say(const struct ck_value *body, size_t first, size_t count,
		const char *digits, int64_t *ret_g)
{
	const struct ck_scale_protocol *protocol =
		ck_scale_protocol_find(ck_get_str(body, "protocol") ?: "");
	struct hearing h = { .digits = digits,
			     .unit = ck_get_str(body, "unit") };
	struct ck_scale_options options = options_of(body);
	CK_CLEANUP(ck_scale_decoder_free)
	struct ck_scale_decoder *decoder = NULL;
	CK_BUF bytes = { 0 };

	if (!protocol || !h.digits || !h.unit ||
	    add_bytes(&bytes, ck_get(body, "frames"), first, count) < 0)
		return false;
	decoder = ck_scale_decoder_new(protocol, &options);
	ck_scale_decoder_feed(decoder, (const uint8_t *)bytes.data, bytes.len,
			      hear, &h);
	ck_scale_decoder_finish(decoder, hear, &h);
	*ret_g = h.grams;
	return h.said && !h.bad;
}

static bool says_zero(const struct ck_value *body)
{
	const struct ck_scale_protocol *protocol =
		ck_scale_protocol_find(ck_get_str(body, "protocol") ?: "");
	const char *hex = ck_get_str(body, "zero_frame");
	struct ck_scale_options options = options_of(body);
	int64_t grams;

	if (!hex)
		return !ck_get(body, "zero_g");
	return protocol && ck_frame_mass(protocol, &options, hex, &grams) == 0 &&
	       grams == ck_get_int(body, "zero_g", -1);
}

/* Each part of a sum has frames of its own. */
static bool say_parts(const struct ck_value *body,
		      const struct ck_value *parts, int64_t *ret_g)
{
	size_t left = ck_count(ck_get(body, "frames"));
	size_t first = 0;
	int64_t sum = 0, grams;

	for (size_t i = 0; i < ck_count(parts); i++) {
		const struct ck_value *part = ck_at(parts, i);
		int64_t count = ck_get_int(part, "frames", 0);

		if (count < 1 || (uint64_t)count > left ||
		    !say(body, first, count, ck_get_str(part, "digits"),
			 &grams))
			return false;
		sum += grams;
		first += count;
		left -= count;
	}
	*ret_g = sum;
	return !left;
}

/* The digest of the frames' bytes, one after another; false when they do not
 * say the digits of the weighing, and its mass. */
static bool prove(const struct ck_value *body, char ret_digest[CK_DIGEST_HEX])
{
	const struct ck_value *frames = ck_get(body, "frames");
	const struct ck_value *parts = ck_get(body, "parts");
	CK_BUF bytes = { 0 };
	int64_t grams;

	if (add_bytes(&bytes, frames, 0, ck_count(frames)) < 0)
		return false;
	ck_sha256_hex(bytes.data, bytes.len, ret_digest);
	if (!says_zero(body))
		return false;
	if (parts ? !say_parts(body, parts, &grams)
		  : !say(body, 0, ck_count(frames), ck_get_str(body, "digits"),
			 &grams))
		return false;
	return grams == ck_get_int(body, "gross_g", -1);
}

/* What the event has and a list has not. */
static void put_event(struct ck_doc *doc, struct ck_value *record,
		      const struct ck_value *body)
{
	struct ck_value *more = ck_new_object(doc);

	CK_SET_SAME(record, body, "frames", "legal_source", "legal_date",
		    "pattern", "decimals", "device", "from", "registry_axles",
		    "registry");
	CK_SET_SAME(more, body, "max_g", "min_g", "verified_until", "parts",
		    "zero_g", "zero_frame", "permitted_g",
		    "permitted_tolerance_g");
	ck_weighing_put(doc, record, more);
}

/* -- a dispute ------------------------------------------------------------ */

/* Is it of the weight, or of all? */
static bool is_of_weight(const struct ck_value *note,
			 const struct ck_site *site)
{
	const char *about = ck_get_str(note, "about");
	const char *check = ck_get_str(ck_get(site->document, "weights"),
				       "check");

	return ck_is(note, "note_kind", "dispute") &&
	       (!about || (check && !strcmp(about, check)));
}

/* Who answers a dispute, and the open ones about the weight. */
static int put_dispute(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *row, struct ck_value *record)
{
	const struct ck_value *notes = NULL;
	const struct ck_site *site = NULL;
	struct ck_value *dispute = ck_new_object(item->doc);
	struct ck_value *open = ck_new_array(item->doc);
	const char *agency;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	agency = ck_str(ck_pointer(site->document, "/notes/dispute/agency"))
			 ?: ck_str(ck_pointer(site->document,
					      "/weights/hold_agency"));
	if (!agency)
		return 0;
	ck_set_str(dispute, "agency", agency);
	ck_set_str(dispute, "contact",
		   ck_get_str(ck_site_find_agency(site, agency), "contact"));
	r = ck_note_of_trip(s->store, item->doc, ck_get_str(row, "declaration"),
			    ck_get_str(row, "trip"), &notes);
	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; i < ck_count(notes); i++)
		if (is_of_weight(ck_at(notes, i), site))
			ck_push_str(open, ck_get_str(ck_at(notes, i), "note"));
	if (ck_count(open))
		ck_set(dispute, "notes", open);
	ck_set(record, "dispute", dispute);
	return 0;
}

/* -- the record ----------------------------------------------------------- */

static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *row)
{
	struct ck_value *log = ck_new_object(item->doc);
	const struct ck_value *body = NULL;
	struct ck_value *record;
	char digest[CK_DIGEST_HEX];
	int r = find_event(s, item->doc, row, log, &body);

	if (r < 0 && r != -EBADMSG)
		return ck_fail_store(s, item, r);
	if (r < 0 || !prove(body, digest))
		return ck_fail(s, item, -EBADMSG, NULL, "not-borne-out",
			       r < 0 ? _("the log does not hold %s")
				     : _("the frames of %s do not say its digits"),
			       ck_get_str(row, "weighing"));
	record = ck_answer(s, item, "ticket");
	ck_weigh_put_row(s, record, item->doc, row);
	put_event(item->doc, record, body);
	ck_set_str(record, "frames_digest", digest);
	ck_set(record, "log", log);
	return put_dispute(s, item, row, record);
}

/* -- which ---------------------------------------------------------------- */

/* "CKHN-20261122-00533.1/W2" is of the trip before its stroke. */
static const char *trip_of(struct ck_doc *doc, const char *word)
{
	const char *end = word ? strrchr(word, '/') : NULL;

	return end && end[1] == 'W'
		       ? ck_doc_format(doc, "%.*s", (int)(end - word),
					word) : NULL;
}

/* The net is what is asked for, where there is one. */
static int worth(const struct ck_value *row)
{
	if (!ck_is(row, "counts_why", "latest-verified"))
		return 0;
	if (ck_get_int(row, "net_counts", 0))
		return 3;
	return ck_is(row, "weighs", "gross") ? 2 : 1;
}

/* The one that is named; of a trip that which counts, else the latest. */
static int find_row(struct ck_session *s, struct ck_doc *doc, const char *trip,
		    const char *weighing, const struct ck_value **ret_row)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_WEIGH_LIST_TRIP, "ss",
				     trip, NULL);
	const struct ck_value *found = NULL;
	int most = 0;
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = ck_row_object(q, doc);
		bool wanted = weighing ? ck_is(row, "weighing", weighing)
				       : worth(row) >= most;

		if (wanted)
			found = row;
		if (worth(row) > most)
			most = worth(row);
	}
	*ret_row = found;
	return r < 0 ? r : 0;
}

static int print_one(struct ck_session *s, struct ck_item *item,
		     const char *trip, const char *weighing)
{
	struct ck_weigh *set = s->settings;
	const char *format = ck_session_own_format(s);
	const struct ck_value *row = NULL;
	int r = find_row(s, item->doc, trip, weighing, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row && weighing)
		return ck_fail(s, item, -ENOENT, NULL, "no-weighing",
			       _("no such weighing: %s"), weighing);
	if (!row)
		return ck_fail(s, item, -ENOENT, NULL, "no-weighing",
			       _("%s was not weighed"), trip);
	if (format && !strcmp(format, "svg") && set->pages++)
		return ck_fail(s, item, -EINVAL, NULL, "one-page",
			       _("one file holds one ticket: name one weighing"));
	return answer(s, item, row);
}

int ck_weigh_ticket(struct ck_session *s, struct ck_item *item)
{
	const char *named = item->operand
				    ? item->operand
				    : ck_get_str(item->record, "weighing");
	const char *trip = trip_of(item->doc, named);
	const char **trips;
	size_t count;
	int r;

	if (trip) {
		r = ck_viewer_allow(s, item,
				    ck_trip_declaration(item->doc, trip));
		return r < 0 ? r : print_one(s, item, trip, named);
	}
	r = ck_item_trips(s, item, &trips, &count);
	for (size_t i = 0; r >= 0 && i < count; i++)
		r = print_one(s, item, trips[i], NULL);
	return r;
}

int ck_weigh_ticket_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *out)
{
	struct ck_ticket ticket = { .record = record,
				    .language = s->options.language };

	if (!ck_get(record, "log"))
		return 0;
	if (ck_site_get(s->store, s->site, &ticket.site) < 0)
		ticket.site = NULL;
	if (!strcmp(format, "svg"))
		ck_ticket_svg(&ticket, out);
	else
		ck_ticket_text(&ticket, out);
	return 0;
}
