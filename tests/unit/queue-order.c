/* The order of a queue: what joins, calls and leavings in any sequence give is
 * what a model says that sorts marks by hand; a place is a place in it. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>

#include "queue/call.h"
#include "queue/place.h"
#include "store/query.h"
#include "tap.h"

enum { TRIPS = 400, CLASSES = 3, STEPS = 1200 };

static const char *const class_names[CLASSES] = { "fresh", "other", "urgent" };
static const int64_t shares[CLASSES] = { 3, 1, 5 };

static struct ck_queue queue = {
	.id = "CKHN/export",
	.name = "export",
	.agency = "gate_centre",
	.from = "outside",
	.to = "yard",
	.window_ms = 1800000,
	.grace_ms = 900000,
};

static int64_t now = 1724864400000;

/* -- the model ------------------------------------------------------------ */

static struct {
	int class;		/* -1: not waiting */
	int64_t ticket;
} waits[TRIPS];
static int64_t joined[CLASSES];
static int64_t turns[CLASSES];

static int count_waiting(int class)
{
	int n = 0;

	for (int i = 0; i < TRIPS; i++)
		n += waits[i].class == class;
	return n;
}

static void model_join(int trip, int class)
{
	if (!count_waiting(class))
		for (int c = 0; c < CLASSES; c++) {
			int64_t level = turns[c] * shares[class] / shares[c];

			if (level > turns[class])
				turns[class] = level;
		}
	waits[trip].class = class;
	waits[trip].ticket = ++joined[class];
}

/* The k-th of its class, counted from 1. */
static int64_t rank_of(int trip)
{
	int64_t k = 1;

	for (int i = 0; i < TRIPS; i++)
		k += waits[i].class == waits[trip].class &&
		     waits[i].ticket < waits[trip].ticket;
	return k;
}

static int before(int a, int b)
{
	int ca = waits[a].class, cb = waits[b].class;
	int64_t ma = (turns[ca] + rank_of(a)) * shares[cb];
	int64_t mb = (turns[cb] + rank_of(b)) * shares[ca];

	return ma != mb ? ma < mb : strcmp(class_names[ca], class_names[cb]) < 0;
}

static int64_t model_place(int trip)
{
	int64_t place = 1;

	for (int i = 0; i < TRIPS; i++)
		if (i != trip && waits[i].class >= 0 &&
		    (waits[i].class == waits[trip].class
			     ? waits[i].ticket < waits[trip].ticket
			     : before(i, trip)))
			place++;
	return place;
}

static int model_next(void)
{
	for (int i = 0; i < TRIPS; i++)
		if (waits[i].class >= 0 && model_place(i) == 1)
			return i;
	return -1;
}

/* -- the store ------------------------------------------------------------ */

static const char *trip_id(struct ck_doc *doc, int i)
{
	return ck_doc_format(doc, "CKHN-20240829-00001.%d", i + 1);
}

static int declare(struct ck_txn *txn)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *b = ck_new_object(doc);
	struct ck_value *trips;

	ck_set_str(b, "site", "CKHN");
	ck_set_str(b, "direction", "export");
	ck_set_str(b, "regime", "commercial");
	ck_set_str(b, "digest", "0");
	ck_set_int(b, "site_version", 1);
	ck_set_object(b, "document");
	trips = ck_set_array(b, "trips");
	for (int i = 0; i < TRIPS; i++) {
		struct ck_value *t = ck_push_object(trips);

		ck_set_str(t, "trip", trip_id(doc, i));
		ck_set_str(t, "vehicle_ref", ck_doc_format(doc, "v%d", i + 1));
		ck_set_str(t, "role", "main");
		ck_set_str(t, "kind", "fruit");
		ck_set_bool(t, "laden", true);
		ck_set_str(t, "label", ck_doc_format(doc, "12C-%05d", i));
		ck_set_object(t, "vehicle");
		ck_set_str(t, "leg", "out");
		ck_set_str(t, "zone", "outside");
	}
	return ck_append(txn, "declaration.submitted", "CKHN-20240829-00001",
			 "CKHN-20240829-00001", b, NULL, NULL);
}

static int close_trip(struct ck_txn *txn, int i)
{
	struct ck_value *b = ck_new_object(ck_txn_doc(txn));

	ck_set_str(b, "outcome", "cancelled");
	return ck_append(txn, "trip.closed", "CKHN-20240829-00001",
			 trip_id(ck_txn_doc(txn), i), b, NULL, NULL);
}

static int begin(struct ck_store *store, bool dry, struct ck_txn **ret_txn)
{
	const struct ck_envelope envelope = {
		.at = now += 1000, .actor = "tt-gate", .via = "cli",
		.program = "queue-order",
	};
	int r = ck_txn_begin(store, dry, ret_txn);

	return r < 0 ? r : ck_txn_enter(*ret_txn, &envelope);
}

static int finish(struct ck_txn *txn)
{
	int r = ck_txn_keep(txn);

	return r < 0 ? r : ck_txn_commit(txn);
}

static int join(struct ck_txn *txn, int i, int class,
		struct ck_queue_entry *entry)
{
	const struct ck_queue_joining joining = {
		.queue = &queue,
		.trip = trip_id(ck_txn_doc(txn), i),
		.class = class_names[class],
		.share = shares[class],
	};

	return ck_queue_join(txn, ck_txn_doc(txn), &joining, entry);
}

static int call(struct ck_txn *txn, struct ck_queue_call *ret_call)
{
	CK_CLEANUP(ck_queue_order_free) struct ck_queue_order *order = NULL;
	int r = ck_queue_order_new(ck_txn_store(txn), queue.id, &order);

	if (r == 0)
		r = ck_queue_call_next(txn, &queue, order, ret_call);
	return r;
}

/* -- one random step, in both --------------------------------------------- */

static int step_join(struct ck_txn *txn, int i)
{
	struct ck_queue_entry entry;
	int class = rand() % CLASSES;

	if (waits[i].class >= 0)
		return join(txn, i, class, &entry) == 1 &&
		       entry.ticket == waits[i].ticket;
	if (join(txn, i, class, &entry) != 0)
		return 0;
	model_join(i, class);
	return entry.ticket == waits[i].ticket;
}

static int step_call(struct ck_txn *txn)
{
	struct ck_queue_call called = { 0 };
	int next = model_next();
	int r = call(txn, &called);

	if (next < 0)
		return r == 0;
	if (r != 1 ||
	    strcmp(called.entry.trip, trip_id(ck_txn_doc(txn), next)) != 0)
		return 0;
	turns[waits[next].class]++;
	waits[next].class = -1;
	/* A call that has run out lets it join again. */
	now += queue.window_ms + queue.grace_ms;
	return called.entry.window_to ==
	       ck_txn_at(txn) + queue.window_ms;
}

static int step_leave(struct ck_txn *txn, int i)
{
	int r = ck_queue_leave(txn, queue.id, trip_id(ck_txn_doc(txn), i),
			       "owner-request", NULL);

	if (waits[i].class < 0)
		return r == -ENOENT || r == 0;
	waits[i].class = -1;
	return r == 0;
}

static int step(struct ck_store *store, int i, int what)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	int held;

	if (begin(store, false, &txn) < 0)
		return 0;
	if (what < 6)
		held = step_join(txn, i);
	else
		held = what < 9 ? step_call(txn) : step_leave(txn, i);
	return finish(txn) == 0 && held;
}

/* -- what they say -------------------------------------------------------- */

static int same_place(struct ck_store *store, struct ck_doc *doc, int i)
{
	struct ck_queue_entry entry;
	int64_t place = -1;

	return ck_queue_entry_get(store, doc, queue.id, trip_id(doc, i),
				  &entry) == 0 &&
	       ck_queue_place(store, queue.id, &entry, &place) == 0 &&
	       place == model_place(i);
}

static int same_order(struct ck_store *store)
{
	CK_CLEANUP(ck_queue_order_free) struct ck_queue_order *order = NULL;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_queue_entry entry;
	int64_t place = 0;
	int r = ck_queue_order_new(store, queue.id, &order);

	while (r >= 0 && (r = ck_queue_order_next(order, &entry)) > 0) {
		int i = atoi(strrchr(entry.trip, '.') + 1) - 1;

		if (waits[i].class < 0 || model_place(i) != ++place ||
		    strcmp(entry.class, class_names[waits[i].class]) != 0 ||
		    !same_place(store, doc, i))
			return 0;
	}
	for (int c = 0; c < CLASSES; c++)
		place -= count_waiting(c);
	return r == 0 && place == 0;
}

static void test_random(struct ck_store *store)
{
	int steps = 0, orders = 0;

	srand(20240829);
	for (int i = 0; i < TRIPS; i++)
		waits[i].class = -1;
	for (int i = 0; i < STEPS; i++) {
		steps += step(store, rand() % TRIPS, rand() % 10);
		if (i % 50 == 0)
			orders += same_order(store);
	}
	ok(steps == STEPS, "%d steps are those of the model", steps);
	ok(orders == STEPS / 50, "so are %d orders, place by place", orders);
}

/* -- one by one ----------------------------------------------------------- */

static void test_ratio(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_queue_call called = { 0 };
	struct ck_queue_entry entry;
	char got[64] = "";
	int r = begin(store, false, &txn);

	for (int i = 0; r >= 0 && i < 16; i++)
		r = join(txn, i, i < 8 ? 0 : 1, &entry);
	for (int i = 0; r >= 0 && i < 16; i++) {
		r = call(txn, &called);
		if (r > 0)
			strncat(got, called.entry.class, 1);
	}
	is(got, "fffofffoffoooooo", "three fresh to one other, then the rest");
	ok(called.order == 16, "calls are counted");
	ok(call(txn, &called) == 0, "then nobody is left");
	r = join(txn, 20, 0, &entry);
	ok(r == 0 && entry.ticket == 9, "tickets go on");
	r = join(txn, 20, 1, &entry);
	ok(r == 1 && entry.ticket == 9 && !strcmp(entry.class, "fresh"),
	   "a second joining changes nothing");
}

/* Ten others have been called while no fresh came: that earns fresh nothing. */
static void test_level(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_queue_call called = { 0 };
	struct ck_queue_entry entry;
	char got[64] = "";
	int r = begin(store, false, &txn);

	for (int i = 0; r >= 0 && i < 20; i++)
		r = join(txn, i, 1, &entry);
	for (int i = 0; r >= 0 && i < 10; i++)
		r = call(txn, &called);
	for (int i = 30; r >= 0 && i < 40; i++)
		r = join(txn, i, 0, &entry);
	for (int i = 0; r >= 0 && i < 12; i++) {
		r = call(txn, &called);
		if (r > 0)
			strncat(got, called.entry.class, 1);
	}
	is(got, "fffofffofffo", "an empty class saves nothing up");
}

static void test_gone(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_queue_call called = { 0 };
	struct ck_queue_entry entry = { 0 };
	int r = begin(store, false, &txn);

	for (int i = 0; r >= 0 && i < 3; i++)
		r = join(txn, i, 0, &entry);
	ok(r == 0 && close_trip(txn, 0) == 0, "the first in line is cancelled");
	ok(call(txn, &called) == 1 && called.order == 1 &&
	   strstr(called.entry.trip, ".2"), "the second is called");
	ok(ck_queue_entry_get(store, ck_txn_doc(txn), queue.id,
			      trip_id(ck_txn_doc(txn), 0), &entry) == 0 &&
	   !strcmp(entry.state, "left") && entry.turns == 1,
	   "the first has left, without taking a turn");
	ok(ck_queue_leave_all(txn, trip_id(ck_txn_doc(txn), 2), "turned-back",
			      NULL) == 1, "a trip can be taken out of all");
	ok(ck_queue_leave_all(txn, trip_id(ck_txn_doc(txn), 2), "turned-back",
			      NULL) == 0, "once");
	ok(call(txn, &called) == 0, "nobody waits");
}

static void test_dry(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_queue_entry entry = { .ticket = -1 };
	int r = begin(store, true, &txn);

	ok(r == 0 && join(txn, 5, 0, &entry) == 0 && entry.ticket == 0,
	   "a dry run gives no ticket");
	ok(ck_queue_entry_get(store, ck_txn_doc(txn), queue.id,
			      trip_id(ck_txn_doc(txn), 5), &entry) == -ENOENT,
	   "and leaves nothing");
}

static struct ck_store *fresh_store(void)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_store *store = NULL;

	if (ck_store_create_memory(&store) < 0 ||
	    begin(store, false, &txn) < 0 || declare(txn) < 0 ||
	    finish(txn) < 0)
		printf("# no store: %s\n", ck_store_error(store));
	return store;
}

static const struct ck_value *site_queue(struct ck_doc *doc)
{
	struct ck_value *document = ck_new_object(doc);

	ck_push_str(ck_set_array(document, "directions"), "export");
	return document;
}

int main(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	static void (*const tests[])(struct ck_store *) = {
		test_ratio, test_level, test_gone, test_dry, test_random,
	};

	queue.document = site_queue(doc);
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		CK_CLEANUP(ck_store_close)
		struct ck_store *store = fresh_store();

		tests[i](store);
	}
	return tap_done();
}
