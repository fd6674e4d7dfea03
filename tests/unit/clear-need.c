/* The needs of a trip follow the facts about it: what customs says, the home
 * leg, a turned-back vehicle; the tables equal their rebuild afterwards. */
#include <config.h>

#include <errno.h>

#include "clear/need.h"
#include "declare.h"
#include "store/query.h"
#include "store/verify.h"
#include "trade/lookup.h"
#include "trade/submit.h"

#define TRIP "CKHN-20261121-00001.1"
#define DECLARATION "CKHN-20261121-00001"
#define CUSTOMS "CKHN/30512345678"

static const struct ck_envelope envelope = {
	.at = 1795272360000, .actor = "admin", .via = "cli",
	.program = "clear-need",		/* 2026-11-21T22:46:00+07:00 */
};

struct ground {
	struct ck_store *store;
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_site *site;
};

/* -- commands ------------------------------------------------------------- */

static void append(struct ground *g, const char *kind, const char *root,
		   const char *subject, const char *body)
{
	ok(ck_append(g->txn, kind, root, subject, read_text(g->doc, body),
		     NULL, NULL) == 0, "%s is appended", kind);
}

static void load_site(struct ground *g, const struct ck_value *document)
{
	static int loaded;
	struct ck_value *body = ck_new_object(g->doc);

	ck_set_bool(body, "active", true);
	ck_set_int(body, "effective", 0);
	ck_set_int(body, "file_version", 1);
	ck_set_str(body, "digest", ck_doc_format(g->doc, "%d", loaded++));
	ck_set(body, "document", document);
	ok(ck_append(g->txn, "site.loaded", "CKHN", "CKHN", body, NULL,
		     NULL) == 0, "the site is loaded");
	ok(ck_site_get(g->store, "CKHN", &g->site) == 0, "and read");
}

static void submit(struct ground *g, const struct ck_value *input)
{
	struct ck_submission *sub = ck_submission_new(g->doc, g->site);

	ok(ck_submission_prepare(sub, g->store, input) == 0 &&
	   !sub->findings.errors, "a declaration is prepared");
	ok(ck_submission_append(sub, g->txn) == 0 &&
	   !strcmp(sub->declaration, DECLARATION), "and submitted");
}

static bool needs(struct ground *g, const char *name, const char *subject)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = ck_query(
		g->store, CK_SQL_NEED_OF_TRIP, "ss", DECLARATION, TRIP);
	bool found = false;

	while (ck_step(q) > 0)
		if (!strcmp(ck_column_text(q, 0), name) &&
		    !strcmp(ck_column_text(q, 1), subject))
			found = true;
	return found;
}

static int count_needs(struct ground *g)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = ck_query(
		g->store, CK_SQL_NEED_OF_TRIP, "ss", DECLARATION, TRIP);
	int count = 0;

	while (ck_step(q) > 0)
		count++;
	return count;
}

static int update(struct ground *g)
{
	struct ck_event_id cause = { 1, "memory:1" };

	return ck_need_update_customs(g->txn, g->site, CUSTOMS, &cause);
}

/* -- what happens --------------------------------------------------------- */

static void test_channel(struct ground *g)
{
	ok(!needs(g, "customs_documents", DECLARATION) &&
	   needs(g, "weight", TRIP) && needs(g, "plant_quarantine", TRIP),
	   "at first no document check");
	ok(update(g) == 0, "nothing changed, nothing is appended");
	append(g, "customs.updated", CUSTOMS, CUSTOMS,
	       "{\"channel\":\"yellow\"}");
	ok(update(g) == 1 && needs(g, "customs_documents", DECLARATION),
	   "yellow: the documents are checked");
	append(g, "customs.updated", CUSTOMS, CUSTOMS, "{\"channel\":\"red\"}");
	ok(update(g) == 1 && needs(g, "customs_goods", TRIP),
	   "red: the goods too");
	append(g, "customs.updated", CUSTOMS, CUSTOMS,
	       "{\"channel\":\"green\"}");
	ok(update(g) == 2 && !needs(g, "customs_goods", TRIP) &&
	   !needs(g, "customs_documents", DECLARATION), "green: neither");
	ok(update(g) == 0, "and again nothing");
}

static void test_home(struct ground *g)
{
	struct ck_value *home = NULL;
	struct ck_value *body = ck_new_object(g->doc);
	int before = count_needs(g);

	ok(ck_need_home(g->store, g->doc, g->site, TRIP, &home) == 0 &&
	   ck_count(home) == 2, "two checks of the home leg");
	ck_set_str(body, "leg", "home");
	ck_set_bool(body, "laden", false);
	ck_set(body, "checks", home);
	ok(ck_append(g->txn, "trip.leg_opened", DECLARATION, TRIP, body, NULL,
		     NULL) == 0 && count_needs(g) == before + 2,
	   "the home leg is opened");
	ok(update(g) == 0, "coming home empty takes no need away");
	ok(ck_need_home(g->store, g->doc, g->site, "CKHN-20261121-00009.1",
			&home) == -ENOENT, "no such trip");
}

static void test_turned_back(struct ground *g)
{
	const struct ck_value *names =
		read_text(g->doc, "[\"customs_yard_out\",\"luck\"]");

	append(g, "trip.turned_back", DECLARATION, TRIP,
	       "{\"reason\":\"refused\"}");
	ok(ck_need_replace(g->txn, g->site, TRIP, names, NULL) > 0 &&
	   count_needs(g) == 1 && needs(g, "customs_yard_out", TRIP),
	   "turned back: exactly what the site says");
	append(g, "customs.updated", CUSTOMS, CUSTOMS, "{\"channel\":\"red\"}");
	ok(update(g) == 0, "rules are not asked again about it");
	append(g, "trip.closed", DECLARATION, TRIP,
	       "{\"outcome\":\"turned_back\"}");
	ok(ck_need_update(g->txn, g->site, TRIP, NULL) == 0,
	   "nor about one that is closed");
	ok(ck_need_update(g->txn, g->site, "CKHN-20261121-00009.1", NULL) ==
	   -ENOENT, "no such trip");
}

/* -- a verdict on the customs number -------------------------------------- */

static bool opened(struct ground *g, const char *subject)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(g->store, CK_SQL_VERDICT_THERE, "ss", subject,
			 "customs_documents");

	return ck_step(q) == 1;
}

static void test_customs_scope(struct ground *g)
{
	append(g, "customs.updated", CUSTOMS, CUSTOMS,
	       "{\"channel\":\"yellow\"}");
	ok(!opened(g, CUSTOMS), "no verdict on the number yet");
	ok(update(g) == 2 && needs(g, "customs_documents", CUSTOMS) &&
	   needs(g, "customs_documents", "CKHN/30598765432"),
	   "one need for each number");
	ok(opened(g, CUSTOMS) && opened(g, "CKHN/30598765432"),
	   "and a verdict on each");
	append(g, "customs.updated", CUSTOMS, CUSTOMS,
	       "{\"channel\":\"green\"}");
	ok(update(g) == 1 && !needs(g, "customs_documents", CUSTOMS),
	   "both go together");
	ok(opened(g, CUSTOMS), "a verdict that was opened stays");
}

/* -- all of it ------------------------------------------------------------ */

static void found(void *ctx, const struct ck_verify_fault *fault)
{
	(void)ctx;
	printf("# %s: %s: %s\n", fault->code, fault->where, fault->detail);
}

static void verify(struct ck_store *store)
{
	struct ck_verify v = { .found = found };
	int r = ck_verify_begin(&v, store, -1);

	if (r == 0)
		r = ck_verify_roots(&v);
	if (r == 0)
		r = ck_verify_orphans(&v);
	if (r == 0)
		r = ck_verify_persons(&v);
	ok(r == 0 && !v.faults, "the tables equal their rebuild");
	ck_verify_end(&v);
}

static void run(const struct ck_value *site, const struct ck_value *input,
		void (*const *tests)(struct ground *g))
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ground g = { .doc = doc };

	ok(ck_store_create_memory(&store) == 0, "a store");
	g.store = store;
	{
		CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;

		ok(ck_txn_begin(store, false, &txn) == 0 &&
		   ck_txn_enter(txn, &envelope) == 0, "a command");
		g.txn = txn;
		load_site(&g, site);
		submit(&g, input);
		for (; *tests; tests++)
			(*tests)(&g);
		ok(ck_txn_keep(txn) == 0 && ck_txn_commit(txn) == 0,
		   "it is committed");
	}
	verify(store);
}

int main(void)
{
	static void (*const usual[])(struct ground *g) = {
		test_channel, test_home, test_turned_back, NULL,
	};
	static void (*const scoped[])(struct ground *g) = {
		test_customs_scope, NULL,
	};
	static const char declaration[] =
		"tests/data/trade/declaration-export.json";
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *site =
		read_tree(doc, "share/sites/huu-nghi.json");
	const struct ck_value *input = read_tree(doc, declaration);

	run(site, input, usual);
	put(doc, site, "/checks/customs_documents", "scope", "\"customs\"");
	input = read_tree(doc, declaration);
	put(doc, input, "/customs", "",
	    "{\"ref\":\"c2\",\"number\":\"305987654320\"}");
	put(doc, input, "/goods", "",
	    "{\"ref\":\"g2\",\"hs\":\"07032090\",\"customs\":\"c2\"}");
	put(doc, input, "/vehicles/0/carries", "", "{\"goods\":\"g2\"}");
	run(site, input, scoped);
	return tap_done();
}
