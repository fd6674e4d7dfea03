#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"
#include "store/seal.h"
#include "store/verify.h"

enum { NAME = 128 };

/* One origin's chain while it is walked. */
struct walk {
	struct ck_verify *v;
	const char *origin;
	int64_t origin_id;
	int64_t seq;			/* of the last event seen */
	int64_t arrival;
	int64_t to;			/* where to stop */
	char hash[CK_DIGEST_HEX];	/* after it */
	char prefix[NAME];		/* how a line of this origin begins */
	struct ck_sha256 sum;		/* of the lines seen */
};

static void begin_walk(struct walk *w, int64_t after, const char *hash)
{
	w->seq = after;
	w->arrival = 0;
	ck_sha256_begin(&w->sum);
	snprintf(w->hash, sizeof(w->hash), "%s", hash);
	snprintf(w->prefix, sizeof(w->prefix), "{\"origin\":\"%s\",%s\"seq\":",
		 w->origin,
		 ck_store_simulated(w->v->store) ? "\"simulated\":true," : "");
}

/* Does the line name its own place? It is the writer's exact text, so its
 * first members stand where they always do. */
static bool line_names(const struct walk *w, const char *line, int64_t seq)
{
	char number[32];
	size_t len = strlen(w->prefix);

	snprintf(number, sizeof(number), "%" PRId64 ",", seq);
	return !strncmp(line, w->prefix, len) &&
	       !strncmp(line + len, number, strlen(number));
}

static void check_place(struct walk *w, const char *where, int64_t seq,
			int64_t arrival, const char *line)
{
	if (seq != w->seq + 1)
		ck_verify_found(w->v, "gap", where,
				_("event %" PRId64 " is missing before it"),
				w->seq + 1);
	if (arrival <= w->arrival)
		ck_verify_found(w->v, "place", where, "%s",
				_("it stands before an earlier event"));
	if (!line_names(w, line, seq))
		ck_verify_found(w->v, "place", where, "%s",
				_("the line names another place in the log"));
}

static void check_event(struct walk *w, int64_t seq, int64_t arrival,
			const char *line, const char *hash)
{
	char where[NAME];
	char computed[CK_DIGEST_HEX];

	snprintf(where, sizeof(where), "%s:%" PRId64, w->origin, seq);
	check_place(w, where, seq, arrival, line);
	ck_line_hash(w->hash, line, strlen(line), computed);
	if (strcmp(computed, hash) != 0)
		ck_verify_found(w->v, "hash", where,
				_("the line does not give the stored hash %s"),
				hash);
	ck_seal_add(&w->sum, line);
	w->seq = seq;
	w->arrival = arrival;
	snprintf(w->hash, sizeof(w->hash), "%s", hash);
	w->v->events++;
}

static int walk_chain(struct walk *w)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(w->v->store, CK_SQL_EVENT_RANGE, "iii",
				     w->origin_id, w->seq, w->to);
	int r;

	while ((r = ck_step(q)) > 0)
		check_event(w, ck_column_int(q, 0), ck_column_int(q, 3),
			    ck_column_text(q, 1), ck_column_text(q, 2));
	return r;
}

/* -- seals ---------------------------------------------------------------- */

/* Once its range has been walked. */
static void check_seal(struct walk *w, int64_t from, struct ck_stmt *seal)
{
	char computed[CK_DIGEST_HEX];
	char where[NAME];

	ck_sha256_end(&w->sum, computed);
	snprintf(where, sizeof(where), "%s:%" PRId64 "-%" PRId64, w->origin,
		 from, w->to);
	if (strcmp(computed, ck_column_text(seal, 2)) != 0)
		ck_verify_found(w->v, "seal", where,
				_("the lines no longer give the sealed digest %s"),
				ck_column_text(seal, 2));
	if (w->seq != w->to || strcmp(w->hash, ck_column_text(seal, 3)))
		ck_verify_found(w->v, "seal", w->origin,
				_("the chain does not reach the seal at %" PRId64),
				w->to);
}

/* Before the last seal only the ranges whose turn it is are hashed again. */
static int walk_sealed(struct walk *w, int64_t *ret_after, char *ret_hash)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(w->v->store, CK_SQL_SEAL_OF_ORIGIN, "s", w->origin);
	int r;

	while ((r = ck_step(q)) > 0) {
		int64_t from = ck_column_int(q, 0), to = ck_column_int(q, 1);
		char name[NAME];

		snprintf(name, sizeof(name), "%" PRId64, from);
		if (w->v->whole_chain || ck_verify_turn(w->v, name)) {
			begin_walk(w, from - 1, ret_hash);
			w->to = to;
			r = walk_chain(w);
			if (r < 0)
				return r;
			check_seal(w, from, q);
		}
		*ret_after = to;
		snprintf(ret_hash, CK_DIGEST_HEX, "%s", ck_column_text(q, 3));
	}
	return r;
}

/* -- heads ---------------------------------------------------------------- */

/* The time that the next event's clock is compared with. */
static int last_time(struct ck_verify *v, int64_t origin_id, int64_t seq,
		     int64_t *ret_at)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = ck_query(
		v->store, CK_SQL_EVENT_BY_SEQ, "ii", origin_id, seq);
	struct ck_line line;
	int r = ck_step(q);

	*ret_at = 0;
	if (r <= 0)
		return r;
	ck_doc_reset(v->doc);
	if (ck_line_read(v->doc, ck_column_text(q, 3),
			 strlen(ck_column_text(q, 3)), &line) == 0)
		*ret_at = line.at;
	return 0;
}

static int check_head(const struct walk *w, struct ck_stmt *o)
{
	int64_t at = 0;
	int r = last_time(w->v, w->origin_id, w->seq, &at);

	if (r < 0)
		return r;
	if (w->seq != ck_column_int(o, 3) || strcmp(w->hash, ck_column_text(o, 4)))
		ck_verify_found(w->v, "head", w->origin,
				_("the log ends at %" PRId64 ", its head says %" PRId64),
				w->seq, ck_column_int(o, 3));
	else if (at != ck_column_int(o, 6))
		ck_verify_found(w->v, "head", w->origin, "%s",
				_("its head names another time than its last event"));
	return 0;
}

static int check_origin(struct ck_verify *v, struct ck_stmt *o)
{
	struct walk w = { .v = v, .origin = ck_column_text(o, 1),
			  .origin_id = ck_column_int(o, 0) };
	char hash[CK_DIGEST_HEX];
	int64_t after = 0;
	int r;

	if (strlen(ck_column_text(o, 2)) >= sizeof(hash))
		ck_verify_found(v, "head", w.origin, "%s",
				_("what it begins with is no hash"));
	snprintf(hash, sizeof(hash), "%s", ck_column_text(o, 2));
	r = walk_sealed(&w, &after, hash);
	if (r < 0)
		return r;
	begin_walk(&w, after, hash);
	w.to = INT64_MAX;
	r = walk_chain(&w);
	if (r == 0)
		r = check_head(&w, o);
	if (r == 0 && ck_store_lost(v->store) &&
	    !strcmp(w.origin, ck_store_origin(v->store)))
		ck_verify_found(v, "head", w.origin,
				_("the log went on to %" PRId64 " and ends at %" PRId64 ": its -wal was deleted, or an old copy put back"),
				ck_store_lost(v->store), w.seq);
	return r < 0 ? r : 0;
}

/* What the walks above never meet. */
static int check_stray(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_EVENT_STRAY, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		char where[NAME];

		snprintf(where, sizeof(where), "event %" PRId64,
			 ck_column_int(q, 0));
		ck_verify_found(v, "place", where, "%s",
				_("it belongs to no log"));
	}
	return r;
}

/* Events arrive one after another and none is taken away. */
static int check_arrivals(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_EVENT_ARRIVALS, "");
	int r = ck_step(q);

	if (r > 0 && ck_column_int(q, 0) != ck_column_int(q, 1))
		ck_verify_found(v, "place", "event",
				_("%" PRId64 " events, but the last one's place is %" PRId64),
				ck_column_int(q, 0), ck_column_int(q, 1));
	return r < 0 ? r : 0;
}

int ck_verify_chain(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *o = ck_query(v->store, CK_SQL_ORIGIN_LIST, "");
	int r;

	while ((r = ck_step(o)) > 0) {
		r = check_origin(v, o);
		if (r < 0)
			return r;
	}
	if (r < 0 || !ck_verify_turn(v, "stray"))
		return r;
	r = check_stray(v);
	return r < 0 ? r : check_arrivals(v);
}
