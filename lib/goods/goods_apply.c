#include <config.h>

#include <string.h>

#include "store/apply.h"

int ck_apply_goods_refused(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_GOODS_REFUSED_PUT, "ssvvvvvvvissi",
		      ck_line_declaration(line), line->subject,
		      ck_get(b, "goods"), ck_get(b, "check"),
		      ck_get(b, "agency"), ck_get(b, "reason"),
		      ck_get(b, "packages"), ck_get(b, "gross_g"),
		      ck_get(b, "whole"), line->occurred, line->actor,
		      line->on_behalf, line->seq);
}

int ck_apply_goods_readmitted(struct ck_store *store,
			      const struct ck_line *line)
{
	return ck_run(store, CK_SQL_GOODS_REFUSED_DROP, "ssv",
		      ck_line_declaration(line), line->subject,
		      ck_get(line->body, "goods"));
}

/* The event's second word is what was decided. */
int ck_apply_goods_decided(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_DISPOSITION_PUT, "svsvsvvvvvvvissi",
		      ck_line_declaration(line), ck_get(b, "disposition"),
		      line->subject, ck_get(b, "goods"),
		      strchr(line->event, '.') + 1, ck_get(b, "gate"),
		      ck_get(b, "order"), ck_get(b, "agency"),
		      ck_get(b, "reason"), ck_get(b, "packages"),
		      ck_get(b, "gross_g"), ck_get(b, "value_minor"),
		      line->occurred, line->actor, line->on_behalf, line->seq);
}

/* Of a vehicle with all that is on it; one that has to leave has the outcome
 * with which it will be closed. */
int ck_apply_trip_decided(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *ending = ck_get(line->body, "ending");
	int r = ck_apply_goods_decided(store, line);

	if (r < 0 || !ending)
		return r;
	return ck_run(store, CK_SQL_TRIP_ENDING, "viss", ending, line->seq,
		      ck_line_declaration(line), line->subject);
}

/* Also load.returned, which has no time. */
int ck_apply_load_moved(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *trips = ck_get(b, "trips");
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_TRANSFER_MOVE, "vsv",
		       ck_get(b, "moved_at"), id, ck_get(b, "vehicle"));

	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = ck_run(store, CK_SQL_TRIP_LOAD, "visv",
			   ck_get(ck_at(trips, i), "laden"), line->seq, id,
			   ck_get(ck_at(trips, i), "trip"));
	return r;
}
