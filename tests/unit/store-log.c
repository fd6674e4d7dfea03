/* What is appended is in the log, in the tables, and proves itself. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/digest.h"
#include "store/query.h"
#include "store/verify.h"
#include "tap.h"

static const struct ck_envelope envelope = {
	.at = 1724864400000, .actor = "admin", .via = "cli",
	.program = "store-log",
};

static int faults_seen;

static void found(void *ctx, const struct ck_verify_fault *fault)
{
	(void)ctx;
	printf("# %s: %s: %s\n", fault->code, fault->where, fault->detail);
	faults_seen++;
}

static int verify(struct ck_store *store)
{
	struct ck_verify v = { .found = found };
	int r = ck_verify_begin(&v, store, -1);

	faults_seen = 0;
	if (r == 0)
		r = ck_verify_schema(&v);
	if (r == 0)
		r = ck_verify_chain(&v);
	if (r == 0)
		r = ck_verify_roots(&v);
	if (r == 0)
		r = ck_verify_orphans(&v);
	if (r == 0)
		r = ck_verify_persons(&v);
	ck_verify_end(&v);
	return r;
}

static int hold(struct ck_txn *txn, const char *id)
{
	struct ck_value *b = ck_new_object(ck_txn_doc(txn));

	ck_set_str(b, "site", "CKHN");
	ck_set_int(b, "number", atoi(id + strlen("CKHN-H")));
	ck_set_str(b, "agency", "customs");
	ck_set_str(b, "reason", "inspection");
	ck_set_str(b, "subject_kind", "plate");
	ck_set_str(b, "subject", "12C12345");
	ck_set_bool(b, "silent", false);
	return ck_append(txn, "hold.placed", id, id, b, NULL, NULL);
}

static void appending(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	char hash[CK_DIGEST_HEX];

	ok(ck_txn_begin(store, false, &txn) == 0, "a transaction begins");
	ok(ck_txn_enter(txn, &envelope) == 0, "a command begins");
	ok(hold(txn, "CKHN-H00001") == 0, "an event is appended");
	ok(ck_txn_keep(txn) == 0, "the command is kept");
	ok(ck_txn_enter(txn, &envelope) == 0 && hold(txn, "CKHN-H00002") == 0,
	   "a second command appends");
	ok(ck_txn_undo(txn) == 0, "and is undone");
	ok(ck_txn_head(txn, hash) == 1, "the log ends with the first");
	ok(ck_txn_commit(txn) == 0, "the transaction is committed");
}

static void wrong_root(struct ck_store *store)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	struct ck_value *b;

	ok(ck_txn_begin(store, false, &txn) == 0 &&
	   ck_txn_enter(txn, &envelope) == 0, "a command begins");
	b = ck_new_object(ck_txn_doc(txn));
	ok(ck_append(txn, "hold.lifted", "CKHN-H00009", "CKHN-H00001", b, NULL,
		     NULL) < 0, "a root that the line does not name is refused");
	ok(ck_append(txn, "hold.vanished", "x", "x", b, NULL, NULL) < 0,
	   "an unknown kind of event is refused");
}

int main(void)
{
	char folder[] = "/tmp/ck-store-log-XXXXXX";
	ck_autofree char *path = NULL;
	ck_autofree char *sql = NULL;
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_store_close) struct ck_store *again = NULL;

	if (!mkdtemp(folder))
		return 1;
	path = ck_format("%s/ck.db", folder);
	ok(ck_store_create(path, "CKHN", true, &store) == 0,
	   "a store is made: %s", store ? ck_store_error(store) : "");
	ok(ck_store_create(path, "CKHN", true, &again) == -EEXIST,
	   "a second one in its place is refused");
	appending(store);
	wrong_root(store);
	ok(verify(store) == 0 && faults_seen == 0, "it verifies");
	sql = ck_format("sqlite3 %s \"update hold set agency='admin'\"", path);
	ok(system(sql) == 0 && verify(store) == 0 && faults_seen == 1,
	   "a changed row is found");
	free(sql);
	sql = ck_format("rm -rf %s", folder);
	ok(system(sql) == 0, "cleaned");
	return tap_done();
}
