#include <config.h>

#include <string.h>

#include "queue/place.h"
#include "store/query.h"

/* What the place of one entry is counted against. */
struct count {
	struct ck_store *store;
	const char *queue;
	const struct ck_queue_entry *entry;
	int64_t turn;		/* its own: the mark is turn / share */
};

static int count_of(struct ck_stmt *stmt, int64_t *ret_count)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = stmt;
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_count = ck_column_int(q, 0);
	return 0;
}

/* How many turns of another class have smaller marks, or an equal one and the
 * smaller name; turns behind it do not count. */
static int64_t turns_before(const struct count *count, const char *class,
			    int64_t share, int64_t turns)
{
	int64_t scaled = count->turn * share;
	int64_t most = scaled / count->entry->share;

	if (scaled % count->entry->share == 0 &&
	    strcmp(class, count->entry->class) > 0)
		most--;
	return most > turns ? most - turns : 0;
}

struct other {
	int64_t share;
	int64_t turns;
	const char *class;
};

static int count_other(const struct count *count, const struct other *other,
		       int64_t *place)
{
	int64_t most = turns_before(count, other->class, other->share,
				    other->turns);
	int64_t waiting = 0;
	int r = 0;

	if (most > 0)
		r = count_of(ck_query(count->store, CK_SQL_QUEUE_WAITING_MOST,
				      "ssi", count->queue, other->class, most),
			     &waiting);
	*place += waiting;
	return r;
}

static int count_others(const struct count *count, struct ck_doc *doc,
			int64_t *place)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(count->store, CK_SQL_QUEUE_CLASSES, "s",
				     count->queue);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct other other = {
			.class = ck_doc_strdup(doc, ck_column_text(q, 0)),
			.share = ck_column_int(q, 1),
			.turns = ck_column_int(q, 4),
		};

		if (!strcmp(other.class, count->entry->class))
			continue;
		r = count_other(count, &other, place);
		if (r < 0)
			return r;
	}
	return r;
}

int ck_queue_place(struct ck_store *store, const char *queue,
		   const struct ck_queue_entry *entry, int64_t *ret_place)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct count count = { store, queue, entry, 0 };
	int64_t ahead = 0;
	int64_t place;
	int r;

	if (strcmp(entry->state, "waiting") != 0) {
		*ret_place = 0;
		return 0;
	}
	r = count_of(ck_query(store, CK_SQL_QUEUE_AHEAD, "ssi", queue,
			      entry->class, entry->ticket), &ahead);
	if (r < 0)
		return r;
	count.turn = entry->turns + ahead + 1;
	place = ahead + 1;
	r = count_others(&count, doc, &place);
	if (r < 0)
		return r;
	*ret_place = place;
	return 0;
}
