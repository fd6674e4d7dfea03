#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "command/lookup.h"
#include "command/private.h"
#include "pass/judge.h"
#include "trade/plate.h"
#include "trade/viewer.h"

/* -- whose they are -------------------------------------------------------- */

/* Leaves what an enterprise may touch; how many others' there were. */
static int keep_own(struct ck_session *s, struct ck_item *item,
		    struct ck_matches *matches)
{
	size_t kept = 0;
	size_t count = matches->count;
	int r = count ? ck_viewer_sees_all(s) : 1;

	if (r != 0)
		return r < 0 ? r : 0;
	for (size_t i = 0; i < count; i++) {
		r = ck_viewer_owns(s, item->doc, matches->at[i].declaration);
		if (r < 0)
			return r;
		if (r)
			matches->at[kept++] = matches->at[i];
	}
	matches->count = kept;
	return count - kept;
}

/* Of several only one's own were meant. */
static int allow(struct ck_session *s, struct ck_item *item,
		 struct ck_matches *matches)
{
	int others = keep_own(s, item, matches);

	if (others <= 0 || matches->count)
		return others < 0 ? others : 0;
	return ck_viewer_refuse(s, item);
}

/* -- no match, or several ------------------------------------------------- */

/* An operand stands before its diagnostic already. */
static int fail_named(struct ck_session *s, struct ck_item *item, int err,
		      const char *pointer, const char *code, const char *text,
		      const char *sentence)
{
	bool told = item->operand != NULL;

	return ck_fail(s, item, err, pointer, code, "%s%s%s",
		       told ? "" : text, told ? "" : ": ", sentence);
}

/* Those of the vehicle that are over; without any, what may have been meant. */
static int find_others(struct ck_session *s, struct ck_item *item,
		       const char *text, struct ck_matches *ret_others,
		       bool *ret_closed)
{
	int r = ck_lookup_closed(s, item->doc, text, ret_others);

	if (r < 0)
		return ck_fail_store(s, item, r);
	r = keep_own(s, item, ret_others);
	*ret_closed = r >= 0 && ret_others->count;
	if (r < 0 || *ret_closed)
		return r;
	r = ck_lookup_near(s, item->doc, text, ret_others);
	return r < 0 ? ck_fail_store(s, item, r)
		     : keep_own(s, item, ret_others);
}

static int unknown(struct ck_session *s, struct ck_item *item,
		   const char *text, const char *pointer)
{
	const char *sentence = _("names no open trip");
	const char *stranger = ck_plate_stranger_said(item->doc, text);
	struct ck_matches near;
	bool closed = false;
	int r = find_others(s, item, text, &near, &closed);

	if (r < 0)
		return r;
	if (closed)
		sentence = _("names no open trip; its last ones closed, this long ago");
	else if (near.count)
		sentence = _("names no open trip; near it are");
	else if (stranger)
		sentence = ck_doc_format(item->doc, _("names no open trip; %s"),
					 stranger);
	fail_named(s, item, -ENOENT, pointer, "no-such-trip", text, sentence);
	ck_matches_list(s, &near);
	return -ENOENT;
}

static int ambiguous(struct ck_session *s, struct ck_item *item,
		     struct ck_matches *matches)
{
	ck_matches_sort(matches);
	ck_fail(s, item, -EEXIST, NULL, "ambiguous",
		_("names %zu trips; say which"), matches->count);
	ck_matches_list(s, matches);
	return -EEXIST;
}

static bool same_vehicle(const struct ck_matches *matches)
{
	const char *normal = matches->at[0].normal;

	for (size_t i = 0; i < matches->count; i++)
		if (!normal || strcmp(matches->at[i].normal, normal))
			return false;
	return true;
}

/* A vehicle has any number of planned trips, but only one that has entered. */
static bool choose(struct ck_matches *matches)
{
	size_t entered = 0;
	size_t which = 0;

	if (matches->all || matches->count <= 1)
		return true;
	for (size_t i = 0; i < matches->count; i++)
		if (matches->at[i].entered) {
			entered++;
			which = i;
		}
	if (entered != 1 || !same_vehicle(matches))
		return false;
	matches->at[0] = matches->at[which];
	matches->count = 1;
	return true;
}

static void echo(struct ck_session *s, const struct ck_item *item,
		 const struct ck_matches *matches)
{
	const struct ck_match *m = matches->at;
	const char *said;

	if (item->line || s->options.quiet || matches->all ||
	    !strcmp(item->operand, m->trip))
		return;
	said = ck_doc_format(item->doc, matches->tail
		? _("the last characters of %s, of no other open trip: %s, in zone %s")
		: _("this is %s, trip %s, in zone %s"),
			     m->label, m->trip, m->zone);
	ck_words_line(s, "%s: %s: %s", s->program->name,
		      ck_words_masked(item->doc, item->operand), said);
}

/* -- a pass --------------------------------------------------------------- */

/* It names its trip while it is in order, like an id that somebody vouches
 * for. */
static int of_pass(struct ck_session *s, struct ck_item *item,
		   const char *text, const char *pointer,
		   struct ck_matches *matches)
{
	struct ck_value *reason = NULL;
	const char *trip = NULL;
	int r = ck_pass_find(s->store, item->doc, s->site ? s->site : "",
			     ck_session_now(s, item->record), text, &trip,
			     &reason);

	if (r > 0)
		r = ck_lookup_trip(s, item->doc, trip, matches);
	else if (r == 0)
		return ck_fail(s, item, -EBADMSG, pointer,
			       ck_get_str(reason, "code"), "%s",
			       ck_pass_sentence(item->doc, reason,
						s->utc_offset_min));
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!matches->count)
		return fail_named(s, item, -ENOENT, pointer, "no-such-trip",
				  trip, _("the pass is in order, but its trip is not known here"));
	return 0;
}

/* -- what the item says --------------------------------------------------- */

static int of_operand(struct ck_session *s, struct ck_item *item,
		      struct ck_matches *matches)
{
	bool pass = ck_pass_is(item->operand);
	int r = pass ? of_pass(s, item, item->operand, NULL, matches)
		     : ck_lookup(s, item->doc, item->operand, matches);

	if (pass && r < 0)
		return r;
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!matches->count)
		return unknown(s, item, item->operand, NULL);
	r = allow(s, item, matches);
	if (r < 0)
		return r;
	if (!choose(matches))
		return ambiguous(s, item, matches);
	echo(s, item, matches);
	return 0;
}

static int of_record(struct ck_session *s, struct ck_item *item,
		     struct ck_matches *matches)
{
	const char *trip = ck_get_str(item->record, "trip");
	const char *declaration = ck_get_str(item->record, "declaration");
	int r;

	if (!trip && !declaration)
		return ck_fail(s, item, -EBADMSG, NULL, "no-trip",
			       _("the record names neither a trip nor a declaration"));
	r = trip ? ck_lookup_trip(s, item->doc, trip, matches)
		 : ck_lookup_declaration(s, item->doc, declaration, matches);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!matches->count)
		return unknown(s, item, trip ? trip : declaration,
			       trip ? "/trip" : "/declaration");
	return allow(s, item, matches);
}

int ck_item_trips(struct ck_session *s, struct ck_item *item,
		  const char ***ret_trips, size_t *ret_count)
{
	struct ck_matches matches = { 0 };
	int r = 0;

	if (!item->trips) {
		r = item->record ? of_record(s, item, &matches)
				 : of_operand(s, item, &matches);
		if (r < 0)
			return r;
		item->trips = ck_doc_alloc(item->doc, matches.count *
							sizeof(*item->trips));
		for (size_t i = 0; i < matches.count; i++)
			item->trips[i] = matches.at[i].trip;
		item->trip_count = matches.count;
	}
	*ret_trips = item->trips;
	*ret_count = item->trip_count;
	return 0;
}

int ck_record_trip(struct ck_session *s, struct ck_doc *doc,
		   struct ck_value *record, const char *trip)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(s->store, CK_SQL_FIND_TRIP_RECORD, "s",
				   trip), doc, &row);

	if (r < 0)
		return r;
	if (!row)
		return -ENOENT;
	ck_set_str(record, "trip", trip);
	ck_set(record, "declaration", ck_get(row, "declaration"));
	ck_set(record, "vehicle", ck_get(row, "vehicle"));
	return 0;
}
