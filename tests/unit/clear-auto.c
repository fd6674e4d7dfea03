/* Facts confirm checks: each kind of fact, what must hold beside it, and what
 * no rule may touch. The declaration is a transfer with two customs numbers. */
#include <config.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "clear/auto.h"
#include "hold/hold.h"
#include "record/reader.h"
#include "store/query.h"
#include "tap.h"

#define D "CKHN-20261122-00001"

static const char declared[] =
	"{\"site\":\"CKHN\",\"direction\":\"import\",\"regime\":\"commercial\","
	"\"digest\":\"x\",\"enterprise\":\"0100112437\",\"site_version\":1,"
	"\"document\":{\"direction\":\"import\",\"regime\":\"commercial\","
	"\"customs\":{\"c1\":{\"customs\":\"CKHN/10000000001\"},"
	"\"c2\":{\"customs\":\"CKHN/10000000002\"}},"
	"\"goods\":{\"g1\":{\"customs\":\"c1\",\"hs\":\"07032090\"},"
	"\"g2\":{\"customs\":\"c2\",\"hs\":\"07032090\"}},"
	"\"vehicles\":{\"v1\":{\"role\":\"main\",\"plate\":\"29C11111\","
	"\"carries\":[{\"goods\":\"g1\",\"packages\":1},"
	"{\"goods\":\"g2\",\"packages\":1}]},"
	"\"v2\":{\"role\":\"receiving\",\"plate\":\"29C22222\"}},"
	"\"transfers\":{\"t1\":{\"from\":\"v1\",\"to\":\"v2\",\"goods\":\"g1\"}}},"
	"\"trips\":[{\"trip\":\"" D ".1\",\"vehicle_ref\":\"v1\","
	"\"role\":\"main\",\"kind\":\"cargo\",\"laden\":true,"
	"\"nationality\":\"CN\",\"label\":\"1\",\"vehicle\":{\"label\":\"1\"},"
	"\"leg\":\"out\",\"zone\":\"abroad\",\"identities\":[],\"checks\":["
	"{\"name\":\"transport_entry\",\"subject\":\"" D ".1\","
	"\"agency\":\"transport\",\"scope\":\"trip\"},"
	"{\"name\":\"transfer\",\"subject\":\"" D ".1\","
	"\"agency\":\"yard:XUAN-CUONG\",\"scope\":\"trip\"},"
	"{\"name\":\"fee\",\"subject\":\"" D ".1\",\"agency\":\"fee\","
	"\"scope\":\"trip\"},"
	"{\"name\":\"supervision_exit\",\"subject\":\"" D ".1\","
	"\"agency\":\"customs\",\"scope\":\"trip\"}]},"
	"{\"trip\":\"" D ".2\",\"vehicle_ref\":\"v2\",\"role\":\"receiving\","
	"\"kind\":\"receiving\",\"laden\":false,\"nationality\":\"VN\","
	"\"label\":\"2\",\"vehicle\":{\"label\":\"2\"},\"leg\":\"out\","
	"\"zone\":\"outside\",\"identities\":[],\"checks\":["
	"{\"name\":\"weight\",\"subject\":\"" D ".2\","
	"\"agency\":\"gate_centre\",\"scope\":\"trip\"},"
	"{\"name\":\"supervision_exit\",\"subject\":\"" D ".2\","
	"\"agency\":\"customs\",\"scope\":\"trip\"}]}]}";

static const struct ck_envelope envelope = {
	.at = 1795300000000, .actor = "tt-gate", .via = "cli",
	.program = "clear-auto",
};

/* What every step works on. */
static struct ck_store *store;
static struct ck_txn *txn;
static struct ck_doc *doc;
static const struct ck_site *site;

static const struct ck_value *text(const char *json)
{
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, json, strlen(json), &v, &fault) < 0)
		printf("Bail out! %s\n", fault.message);
	return v;
}

static int append(const char *kind, const char *root, const char *subject,
		  const char *body)
{
	return ck_append(txn, kind, root, subject, text(body), NULL, NULL);
}

static int fact(const char *trip, const char *on, const char *json)
{
	struct ck_event_id cause = { 0 };

	snprintf(cause.text, sizeof(cause.text), "CKHN:1");
	return ck_check_auto(txn, site, trip, on, text(json), &cause);
}

static const char *state(const char *trip, const char *name)
{
	const struct ck_value *row = NULL;
	struct ck_stmt *q = ck_query(store, CK_SQL_CLEAR_CHECKS, "ss", D, trip);
	const char *found = "none";

	while (ck_step(q) > 0) {
		row = ck_row_object(q, doc);
		if (!strcmp(ck_get_str(row, "name"), name))
			found = ck_doc_format(doc, "%s %s",
					      ck_get_str(row, "state"),
					      ck_get_str(row, "actor")
						? ck_get_str(row, "actor")
						: "-");
	}
	ck_stmt_done(q);
	return found;
}

/* -- each kind ------------------------------------------------------------ */

static void passages(void)
{
	ok(fact(D ".1", "passage",
		"{\"from\":\"yard\",\"to\":\"inland\",\"point\":\"B0\"}") == 0,
	   "another passage confirms nothing");
	ok(fact(D ".1", "passage",
		"{\"from\":\"abroad\",\"to\":\"control\",\"point\":\"B2\"}") == 1,
	   "the passage that the site names does");
	is(state(D ".1", "transport_entry"), "confirmed rule:transport_entry",
	   "by the rule");
	ok(fact(D ".1", "passage",
		"{\"from\":\"abroad\",\"to\":\"control\",\"point\":\"B2\"}") == 0,
	   "once");
}

static int release(const char *number, const char *state_name)
{
	const char *id = ck_doc_format(doc, "CKHN/%s", number);

	return append("customs.updated", id, id,
		      ck_doc_format(doc, "{\"release\":\"%s\"}", state_name));
}

static void customs(void)
{
	static const char one[] = "{\"customs\":\"CKHN/10000000001\"}";

	ok(append("customs.declared", "CKHN/10000000001", "CKHN/10000000001",
		  "{\"number\":\"100000000010\"}") == 0 &&
	   append("customs.declared", "CKHN/10000000002", "CKHN/10000000002",
		  "{\"number\":\"100000000020\"}") == 0, "two numbers");
	ok(release("10000000001", "cleared") == 0 &&
	   fact(D ".1", "customs", one) == 0,
	   "one number of two released is not enough");
	ok(fact(D ".2", "customs", one) == 1,
	   "it is for the truck that takes over only its goods");
	ok(release("10000000002", "released") == 0 &&
	   fact(D ".1", "customs", one) == 1, "both are");
	is(state(D ".1", "supervision_exit"), "confirmed rule:supervision_exit",
	   "by the rule");
	ok(fact(D ".1", "customs", one) == 0, "once");
	ok(release("10000000001", "stopped") == 0 &&
	   fact(D ".1", "customs", one) == 1 &&
	   fact(D ".2", "customs", one) == 1, "a stop withdraws it");
	is(state(D ".1", "supervision_exit"), "open rule:supervision_exit",
	   "it is open again");
	ok(append("check.confirmed", "declaration:" D, D ".1",
		  "{\"name\":\"supervision_exit\"}") == 0 &&
	   fact(D ".1", "customs", one) == 0,
	   "what a person has confirmed no rule takes back");
}

static void weighings(void)
{
	ok(fact(D ".2", "weighing", "{\"weighing\":\"" D ".2/W1\"}") == 0,
	   "a receiving truck weighed before the transfer");
	ok(append("check.refused", "declaration:" D, D ".1",
		  "{\"name\":\"transfer\",\"reason\":\"goods-differ\"}") == 0 &&
	   fact(D ".2", "weighing", "{\"weighing\":\"" D ".2/W2\"}") == 0,
	   "or when the transfer was refused");
	ok(append("check.confirmed", "declaration:" D, D ".1",
		  "{\"name\":\"transfer\"}") == 0 &&
	   fact(D ".2", "weighing", "{\"weighing\":\"" D ".2/W3\"}") == 1,
	   "after it the weighing counts");
	is(state(D ".2", "weight"), "confirmed rule:weight", "by the rule");
}

static void fees(void)
{
	ok(fact(D ".1", "fee", "{\"fee\":\"" D "/F1\"}") == 0,
	   "nothing was assessed yet");
	ok(append("fee.assessed", D, D "/F1", "{\"trip\":\"" D ".1\","
		  "\"kind\":\"infrastructure\",\"amount_minor\":5,"
		  "\"currency\":\"VND\",\"unconfirmed\":true,"
		  "\"working\":[]}") == 0 &&
	   fact(D ".1", "fee", "{\"fee\":\"" D "/F1\"}") == 0, "nor paid");
	ok(append("check.refused", "declaration:" D, D ".1",
		  "{\"name\":\"fee\",\"reason\":\"goods-differ\"}") == 0 &&
	   append("fee.paid", D, D "/F1", "{\"payment\":\"" D "/P1\","
		  "\"reference\":\"r\",\"means\":\"cash\","
		  "\"amount_minor\":5}") == 0 &&
	   fact(D ".1", "fee", "{\"fee\":\"" D "/F1\"}") == 0,
	   "a refusal is not overturned by a rule");
	ok(append("check.withdrawn", "declaration:" D, D ".1",
		  "{\"name\":\"fee\"}") == 0 &&
	   fact(D ".1", "fee", "{\"fee\":\"" D "/F1\"}") == 1,
	   "when it is withdrawn the payment counts");
}

static void closed(void)
{
	ok(append("check.withdrawn", "declaration:" D, D ".1",
		  "{\"name\":\"transport_entry\"}") == 0 &&
	   append("trip.closed", D, D ".1", "{\"outcome\":\"returned\"}") == 0 &&
	   fact(D ".1", "passage", "{\"from\":\"abroad\"}") == 0,
	   "a closed trip is left alone");
	ok(ck_check_auto(txn, site, "CKHN-20261122-09999.1", "fee", NULL, NULL)
	   < 0, "no such trip");
}

/* -- holds by programs ---------------------------------------------------- */

static void holds(void)
{
	struct ck_hold_new hold = {
		.site = "CKHN", .agency = "gate_centre", .reason = "overweight",
		.subject_kind = "trip", .subject = D ".2",
		.figures = text("{\"gross_g\":49860000}"),
		.actor = "rule:weight",
	};
	const struct ck_value *list = NULL;
	struct ck_event_id event = { 0 };
	char id[CK_HOLD_ID];

	ok(ck_hold_place(txn, &hold, NULL, id, &event) == 0 && event.seq,
	   "a program holds, with figures");
	is(id, "CKHN-H00001", "the first hold of the site");
	ok(ck_hold_place(txn, &hold, NULL, id, NULL) == 1 &&
	   !strcmp(id, "CKHN-H00001"), "the same again is the same hold");
	hold.reason = "scale-question";
	ok(ck_hold_place(txn, &hold, NULL, id, NULL) == 0 &&
	   !strcmp(id, "CKHN-H00002"), "another reason is another hold");
	hold.subject_kind = "customs";
	hold.subject = "CKHN/10000000001";
	ok(ck_hold_place(txn, &hold, NULL, id, NULL) == 0, "a number is held");
	ok(ck_hold_list(store, doc, D ".2", &list) == 0 && ck_count(list) == 3,
	   "the truck that takes over its goods is stopped by all three");
	is(ck_get_str(ck_at(list, 0), "placed_by"), "rule:weight",
	   "the rule has placed it");
	ok(ck_get_int(ck_get(ck_at(list, 0), "figures"), "gross_g", 0) ==
	   49860000, "with its figures");
}

/* -- the store ------------------------------------------------------------ */

static int make_site(void)
{
	const char *top = getenv("top_srcdir");
	const struct ck_value *document = NULL;
	struct ck_value *body = ck_new_object(doc);
	struct ck_fault fault;
	int r = ck_read_file(doc, ck_doc_format(doc,
				"%s/share/sites/huu-nghi.json",
				top ? top : "."), CK_FILE_MAX, &document,
			     &fault);

	if (r < 0)
		return r;
	ck_set_str(body, "site", "CKHN");
	ck_set_bool(body, "active", true);
	ck_set_int(body, "effective", 0);
	ck_set_int(body, "file_version", 1);
	ck_set_str(body, "digest", "x");
	ck_set(body, "document", document);
	r = ck_append(txn, "site.loaded", "CKHN", "CKHN", body, NULL, NULL);
	return r < 0 ? r : ck_site_get(store, "CKHN", &site);
}

static void run(void)
{
	ok(make_site() == 0, "a site");
	ok(append("declaration.submitted", D, D, declared) == 0,
	   "a declaration: %s", ck_store_error(store));
	passages();
	customs();
	weighings();
	fees();
	holds();
	closed();
}

int main(void)
{
	char folder[] = "/tmp/ck-clear-auto-XXXXXX";
	ck_autofree char *path = NULL;
	ck_autofree char *clean = NULL;

	if (!mkdtemp(folder))
		return 1;
	path = ck_format("%s/ck.db", folder);
	clean = ck_format("rm -rf %s", folder);
	doc = ck_doc_new();
	ok(ck_store_create(path, "CKHN", true, &store) == 0 &&
	   ck_txn_begin(store, false, &txn) == 0 &&
	   ck_txn_enter(txn, &envelope) == 0, "a store");
	run();
	ok(ck_txn_keep(txn) == 0 && ck_txn_commit(txn) == 0, "committed");
	ck_txn_free(txn);
	ck_store_close(store);
	ck_doc_free(doc);
	ok(system(clean) == 0, "cleaned");
	return tap_done();
}
