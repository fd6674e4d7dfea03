#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queue/order.h"
#include "store/query.h"

/* A class, and the entry at its head. */
struct class {
	const char *name;
	int64_t share;
	int64_t turns;
	int64_t ticket;		/* of the entry read last; 0: none */
	bool ready;		/* head was read and not given yet */
	bool empty;
	struct ck_queue_entry head;
	struct ck_doc *doc;	/* of the head's texts */
};

struct ck_queue_order {
	struct ck_store *store;
	struct ck_doc *doc;
	const char *queue;
	struct class *classes;	/* in the byte order of their names */
	size_t count;
	struct class *given;
	int64_t called;
};

/* a / s < b / t, in integers. */
static bool is_less(int64_t a, int64_t s, int64_t b, int64_t t)
{
	return a * t < b * s;
}

/* -- reading -------------------------------------------------------------- */

static void add_class(struct ck_queue_order *order, struct ck_stmt *q)
{
	order->classes = ck_realloc(order->classes, (order->count + 1) *
							sizeof(struct class));
	order->classes[order->count++] = (struct class){
		.name = ck_doc_strdup(order->doc, ck_column_text(q, 0)),
		.share = ck_column_int(q, 1),
		.turns = ck_column_int(q, 4),
		.doc = ck_doc_new(),
	};
	order->called += ck_column_int(q, 3);
}

static int read_classes(struct ck_queue_order *order)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(order->store, CK_SQL_QUEUE_CLASSES, "s",
				     order->queue);
	int r;

	while ((r = ck_step(q)) > 0)
		add_class(order, q);
	return r;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct class *)a)->name,
		      ((const struct class *)b)->name);
}

int ck_queue_order_new(struct ck_store *store, const char *queue,
		       struct ck_queue_order **ret_order)
{
	CK_CLEANUP(ck_queue_order_free)
	struct ck_queue_order *order = ck_new(struct ck_queue_order);
	int r;

	order->store = store;
	order->doc = ck_doc_new();
	order->queue = ck_doc_strdup(order->doc, queue);
	r = read_classes(order);
	if (r < 0)
		return r;
	if (order->count)
		qsort(order->classes, order->count, sizeof(*order->classes),
		      by_name);
	*ret_order = ck_take(order);
	return 0;
}

void ck_queue_order_free(struct ck_queue_order *order)
{
	if (!order)
		return;
	for (size_t i = 0; i < order->count; i++)
		ck_doc_free(order->classes[i].doc);
	ck_doc_free(order->doc);
	free(order->classes);
	free(order);
}

static void take_head(struct class *class, struct ck_stmt *q)
{
	ck_doc_reset(class->doc);
	class->head = (struct ck_queue_entry){
		.trip = ck_doc_strdup(class->doc, ck_column_text(q, 0)),
		.ticket = ck_column_int(q, 1),
		.label = ck_doc_strdup(class->doc, ck_column_text(q, 2)),
		.joined_at = ck_column_int(q, 3),
		.state = "waiting",
		.class = class->name,
		.share = class->share,
	};
	class->ticket = class->head.ticket;
	class->ready = true;
}

static int read_head(struct ck_queue_order *order, struct class *class)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (class->ready || class->empty)
		return 0;
	q = ck_query(order->store, CK_SQL_QUEUE_NEXT, "ssi", order->queue,
		     class->name, class->ticket);
	r = ck_step(q);
	if (r < 0)
		return r;
	class->empty = r == 0;
	if (r == 1)
		take_head(class, q);
	return 0;
}

/* -- choosing ------------------------------------------------------------- */

int ck_queue_order_next(struct ck_queue_order *order,
			struct ck_queue_entry *ret_entry)
{
	struct class *best = NULL;

	for (size_t i = 0; i < order->count; i++) {
		struct class *class = &order->classes[i];
		int r = read_head(order, class);

		if (r < 0)
			return r;
		if (class->ready &&
		    (!best || is_less(class->turns + 1, class->share,
				      best->turns + 1, best->share)))
			best = class;
	}
	order->given = best;
	if (!best)
		return 0;
	best->head.turns = best->turns++;
	best->ready = false;
	order->called++;
	*ret_entry = best->head;
	return 1;
}

void ck_queue_order_forgo(struct ck_queue_order *order)
{
	order->given->turns--;
	order->called--;
}

int64_t ck_queue_order_count(const struct ck_queue_order *order)
{
	return order->called;
}

/* -- the level of a class that was empty ---------------------------------- */

static int is_waiting(struct ck_store *store, const char *queue,
		      const char *class)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_QUEUE_NEXT, "ssi", queue,
				     class, INT64_C(0));

	return ck_step(q);
}

int ck_queue_level(struct ck_store *store, const char *queue,
		   const char *class, int64_t share, int64_t *ret_turns)
{
	CK_CLEANUP(ck_queue_order_free) struct ck_queue_order *order = NULL;
	int64_t turns = 0;
	int r = ck_queue_order_new(store, queue, &order);
	int waiting = r < 0 ? r : is_waiting(store, queue, class);

	if (waiting < 0)
		return waiting;
	for (size_t i = 0; i < order->count; i++) {
		const struct class *other = &order->classes[i];
		bool own = !strcmp(other->name, class);
		int64_t level = own ? other->turns
				    : other->turns * share / other->share;

		if (level > turns && (own || !waiting))
			turns = level;
	}
	*ret_turns = turns;
	return 0;
}
