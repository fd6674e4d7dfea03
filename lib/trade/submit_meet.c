#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "record/reader.h"
#include "store/query.h"
#include "trade/lookup.h"
#include "trade/submit.h"
#include "trade/validate_date.h"

/* -- the same declaration ------------------------------------------------- */

static size_t count_persons(const struct ck_value *v)
{
	size_t count = ck_get_str(ck_get(v, "identity"), "person") != NULL;

	for (size_t i = 0; i < ck_count(v); i++)
		count += count_persons(ck_at(v, i));
	return count;
}

/* 1 the same, 0 another, also when the first one was erased. */
static int same_person(const struct ck_submission *sub, struct ck_store *store,
		       const struct ck_submission_person *p,
		       const struct ck_value *document)
{
	const char *pointer = ck_doc_format(sub->doc, "%s/identity", p->path);
	const struct ck_value *first = ck_pointer(document, pointer);
	const char *id = ck_get_str(first, "person");
	char digest[CK_DIGEST_HEX];
	int r;

	if (!id)
		return 0;
	r = ck_person_digest(store, id, p->person.value, digest);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return !strcmp(digest, ck_get_str(first, "digest") ?: "");
}

static int same_persons(const struct ck_submission *sub,
			struct ck_store *store, const struct ck_value *document)
{
	int r = 1;

	if (count_persons(document) != sub->person_count)
		return 0;
	for (size_t i = 0; r > 0 && i < sub->person_count; i++)
		r = same_person(sub, store, &sub->persons[i], document);
	return r;
}

int ck_submission_repeat(const struct ck_submission *sub,
			 struct ck_store *store, const char **ret_declaration)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_DECLARATION_BY_DIGEST, "ss",
			 sub->digest, sub->site->code);
	int r;

	*ret_declaration = NULL;
	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = ck_row_object(q, sub->doc);
		int same = same_persons(sub, store, ck_get(row, "document"));

		if (same < 0)
			return same;
		if (!same)
			continue;
		*ret_declaration = ck_get_str(row, "declaration");
		return 0;
	}
	return r;
}

int ck_submission_same_persons(const struct ck_submission *sub,
			       struct ck_store *store, const char *declaration)
{
	const struct ck_value *row = NULL;
	int r = ck_declaration_get(store, sub->doc, declaration, &row);

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return same_persons(sub, store, ck_get(row, "document"));
}

/* -- vehicles that are here ----------------------------------------------- */

/* The member of the vehicle that a key came from. */
static const char *member_of(const struct ck_submission_trip *trip,
			     const char *kind, const char *normal)
{
	const char *plate = ck_get_str(trip->stored, "plate");

	if (!strcmp(kind, "plate") && (!plate || strcmp(plate, normal) != 0))
		return "other_plates";
	return kind;
}

/* Only an amendment has an id before it is appended. */
static bool is_own(const struct ck_submission *sub, const char *trip)
{
	size_t len = sub->declaration ? strlen(sub->declaration) : 0;

	return len && !strncmp(trip, sub->declaration, len) &&
	       trip[len] == '.';
}

/* One that is on its way home may be declared for the next journey. */
static bool is_other(const struct ck_submission *sub,
		     const struct ck_submission_trip *trip, struct ck_stmt *q,
		     const char *kind)
{
	const char *other = ck_column_text(q, 0);
	const char *continued = ck_get_str(trip->stored, "continues");

	return !is_own(sub, other) && !strcmp(ck_column_text(q, 1), kind) &&
	       strcmp(ck_column_text(q, 4), "home") != 0 &&
	       (!continued || strcmp(continued, other) != 0);
}

static bool is_busy(const struct ck_submission *sub, struct ck_stmt *q)
{
	return !ck_column_null(q, 5) ||
	       ck_site_zone_inside(sub->site, ck_column_text(q, 3));
}

static void tell_busy(struct ck_submission *sub, struct ck_stmt *q,
		      const char *path)
{
	bool queued = !ck_column_null(q, 5);

	ck_find(&sub->findings, CK_F_VEHICLE_INSIDE, path,
		queued ? _("%s waits in the queue for %s (%s); let that trip end or cancel it first")
		       : _("%s is inside for %s (%s); let that trip end first, or name it under continues"),
		ck_column_text(q, 2), ck_column_text(q, 0),
		ck_column_text(q, 3));
}

static void tell_planned(struct ck_submission *sub, struct ck_stmt *q,
			 const char *path)
{
	char text[CK_TIME_TEXT];

	if (ck_column_null(q, 7)) {
		ck_find(&sub->findings, CK_F_VEHICLE_PLANNED, path,
			_("%s is declared already, %s, and has not arrived; if it is the same journey, amend that one"),
			ck_column_text(q, 2), ck_column_text(q, 0));
		return;
	}
	ck_time_print(ck_column_int(q, 7), sub->site->offset_min, text);
	ck_find(&sub->findings, CK_F_VEHICLE_PLANNED, path,
		_("%s is declared already, %s, expected %s; if it is the same journey, amend that one"),
		ck_column_text(q, 2), ck_column_text(q, 0), text);
}

/* Of trips that have not arrived the first is told, once for a vehicle. */
static int meet_key(struct ck_submission *sub,
		    const struct ck_submission_trip *trip,
		    struct ck_store *store, const struct ck_value *key,
		    bool *told)
{
	const char *kind = ck_get_str(key, "kind");
	const char *normal = ck_get_str(key, "normal");
	const char *path = ck_doc_format(sub->doc, "/vehicles/%s/%s",
					 trip->vehicle,
					 member_of(trip, kind, normal));
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_TRIP_BUSY, "s", normal);
	int r;

	while ((r = ck_step(q)) > 0) {
		if (!is_other(sub, trip, q, kind))
			continue;
		if (is_busy(sub, q)) {
			tell_busy(sub, q, path);
			return 0;
		}
		if (!*told && ck_column_null(q, 6)) {
			tell_planned(sub, q, path);
			*told = true;
		}
	}
	return r;
}

/* Trailers are lent: one that is inside behind another tractor says nothing. */
static int meet_vehicle(struct ck_submission *sub,
			const struct ck_submission_trip *trip,
			struct ck_store *store)
{
	bool told = false;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(trip->keys); i++) {
		const struct ck_value *key = ck_at(trip->keys, i);

		if (strcmp(ck_get_str(key, "kind"), "trailer") != 0)
			r = meet_key(sub, trip, store, key, &told);
	}
	return r;
}

static int meet_continued(struct ck_submission *sub,
			  const struct ck_submission_trip *trip,
			  struct ck_store *store)
{
	const char *continued = ck_get_str(trip->stored, "continues");
	const struct ck_value *row = NULL;
	int r = continued ? ck_trip_get(store, sub->doc, continued, &row) : 0;

	if (r < 0 && r != -ENOENT)
		return r;
	if (!continued || (row && !ck_get(row, "closed_at")))
		return 0;
	ck_find(&sub->findings, CK_F_CONTINUES_UNKNOWN,
		ck_doc_format(sub->doc, "/vehicles/%s/continues",
			      trip->vehicle),
		row ? _("the trip %s is closed") : _("there is no trip %s"),
		continued);
	return 0;
}

/* A contract's number is nobody's to know; an id of ours is. */
static int meet_linked(struct ck_submission *sub, struct ck_store *store)
{
	const char *linked = ck_get_str(sub->document.stored, "linked");
	size_t len = strlen(sub->site->code);
	const struct ck_value *row = NULL;
	int r;

	if (!linked || strncmp(linked, sub->site->code, len) != 0 ||
	    linked[len] != '-')
		return 0;
	r = ck_declaration_get(store, sub->doc,
			       ck_trip_declaration(sub->doc, linked), &row);
	if (r == 0 && strchr(linked, '.'))
		r = ck_trip_get(store, sub->doc, linked, &row);
	if (r != -ENOENT)
		return r;
	ck_find(&sub->findings, CK_F_LINKED_UNKNOWN, "/linked",
		_("there is no declaration or trip %s"), linked);
	return 0;
}

int ck_submission_meet_trip(struct ck_submission *sub,
			    const struct ck_submission_trip *trip,
			    struct ck_store *store)
{
	int r = meet_vehicle(sub, trip, store);

	return r < 0 ? r : meet_continued(sub, trip, store);
}

int ck_submission_meet(struct ck_submission *sub, struct ck_store *store,
		       int64_t now)
{
	int r = ck_submission_draw(sub, store);

	if (r >= 0)
		r = meet_linked(sub, store);
	for (size_t i = 0; r >= 0 && i < sub->trip_count; i++)
		r = ck_submission_meet_trip(sub, &sub->trips[i], store);
	if (r >= 0)
		ck_validate_now(sub->document.stored, sub->site, now,
				&sub->findings);
	return r;
}
