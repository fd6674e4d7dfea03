/* Order is by seq alone: a clock that went back does no harm, and a real store
 * says that it did, once. */
#include <config.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/memory.h"
#include "store/log.h"
#include "store/query.h"
#include "tap.h"

enum { HOUR = 3600 * 1000 };

static int hold(struct ck_txn *txn, const char *id, int64_t number)
{
	struct ck_value *b = ck_new_object(ck_txn_doc(txn));

	ck_set_str(b, "site", "CKHN");
	ck_set_int(b, "number", number);
	ck_set_str(b, "agency", "customs");
	ck_set_str(b, "reason", "inspection");
	ck_set_str(b, "subject_kind", "plate");
	ck_set_str(b, "subject", "12C12345");
	ck_set_bool(b, "silent", false);
	return ck_append(txn, "hold.placed", id, id, b, NULL, NULL);
}

/* One command at this time; the seq the log ends with after it. */
static int64_t command_at(struct ck_store *store, int64_t at)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const struct ck_envelope envelope = { .at = at, .actor = "admin",
					      .via = "cli",
					      .program = "store-clock" };
	static int64_t number;
	ck_autofree char *id = ck_format("CKHN-H%05d", (int)++number);
	char hash[CK_DIGEST_HEX];
	int64_t seq;

	if (ck_txn_begin(store, false, &txn) < 0 ||
	    ck_txn_enter(txn, &envelope) < 0 || hold(txn, id, number) < 0 ||
	    ck_txn_keep(txn) < 0)
		return -1;
	seq = ck_txn_head(txn, hash);
	return ck_txn_commit(txn) == 0 ? seq : -1;
}

static void line_at(struct ck_store *store, int64_t seq, struct ck_doc *doc,
		    struct ck_line *ret_line)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_EVENT_BY_NAME, "si", "CKHN", seq);
	const char *text = ck_step(q) > 0 ? ck_column_text(q, 0) : "";

	*ret_line = (struct ck_line){ .event = "none" };
	if (ck_line_read(doc, text, strlen(text), ret_line) < 0)
		ret_line->event = "unreadable";
}

static void real(struct ck_store *store)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_line line;

	ok(command_at(store, 10 * HOUR) == 1, "a command appends its event");
	ok(command_at(store, 10 * HOUR) == 2, "at the same time, too");
	ok(command_at(store, 9 * HOUR) == 4, "an hour back, one event more");
	line_at(store, 3, doc, &line);
	is(line.event, "clock.stepped", "which says that the clock went back");
	is(line.actor, "rule:clock", "by no person");
	ok(ck_get_int(line.body, "behind_ms", 0) == HOUR, "and how far");
	ok(line.at == 9 * HOUR, "at the time there is now");
	line_at(store, 4, doc, &line);
	is(line.event, "hold.placed", "the command's event follows it");
	ok(command_at(store, 9 * HOUR) == 5, "it is said once");
	ok(command_at(store, 11 * HOUR) == 6, "and not when the clock goes on");
	ok(command_at(store, 11 * HOUR - 1) == 8,
	   "but at every step back, however small");
}

int main(void)
{
	char folder[] = "/tmp/ck-store-clock-XXXXXX";
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_store_close) struct ck_store *simulated = NULL;
	ck_autofree char *path = NULL;
	ck_autofree char *other = NULL;
	ck_autofree char *clean = NULL;

	if (!mkdtemp(folder))
		return 1;
	path = ck_format("%s/ck.db", folder);
	other = ck_format("%s/simulated.db", folder);
	if (ok(ck_store_create(path, "CKHN", false, &store) == 0,
	       "a real store is made"))
		real(store);
	ok(ck_store_create(other, "CKHN", true, &simulated) == 0 &&
	   command_at(simulated, 10 * HOUR) == 1 &&
	   command_at(simulated, 9 * HOUR) == 2,
	   "a simulated store's clock goes as it likes");
	clean = ck_format("rm -rf %s", folder);
	ok(system(clean) == 0, "cleaned");
	return tap_done();
}
