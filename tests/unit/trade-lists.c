/* A list of codes answers for the dates it holds, the one before it for older
 * ones; what is asked for in any writing is found; a long list is many short
 * lines; the store proves itself. */
#include <config.h>

#include <errno.h>
#include <time.h>

#include "base/memory.h"
#include "declare.h"
#include "store/query.h"
#include "store/verify.h"
#include "trade/codes.h"
#include "trade/codes_kind.h"
#include "trade/codes_load.h"

enum { DAY = 86400000 };

static struct ck_store *store;
static struct ck_doc *doc;

/* In days, so that a date is a small number. */
static int load(const char *list, int from, int until, const char *digest,
		const struct ck_value *rows, const char **ret_codes)
{
	const struct ck_envelope envelope = {
		.at = 1795272360000, .actor = "admin", .via = "cli",
		.program = "trade-lists",
	};
	const int64_t to = (int64_t)until * DAY;
	const struct ck_codes_load what = {
		.site = "CKHN", .list = list, .digest = digest,
		.source = "a test", .valid_from = (int64_t)from * DAY,
		.valid_to = until ? &to : NULL, .rows = rows,
	};
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	const char *codes = NULL;
	int r = ck_txn_begin(store, false, &txn);
	int done;

	if (r == 0)
		r = ck_txn_enter(txn, &envelope);
	if (r < 0)
		return r;
	done = ck_codes_load(txn, &what, &codes);
	if (done < 0)
		printf("# %s\n", ck_store_error(store));
	r = ck_txn_keep(txn);
	if (r == 0)
		r = ck_txn_commit(txn);
	if (ret_codes)
		*ret_codes = ck_doc_strdup(doc, codes);
	return r < 0 ? r : done;
}

static int find(const char *list, const char *code, int day)
{
	return ck_codes_find(store, list, code, (int64_t)day * DAY, doc, NULL);
}

static const char *name_of(const char *list, const char *code, int day)
{
	const struct ck_value *row = NULL;

	if (ck_codes_find(store, list, code, (int64_t)day * DAY, doc, &row) < 0)
		return NULL;
	return ck_get_str(row, "name");
}

static void test_dates(void)
{
	const char *codes = NULL;

	ok(find("hs", "08106000", 100) == -ENODATA, "no list, no answer");
	ok(load("hs", 100, 0, "d1", read_text(doc,
		"[{\"code\":\"08106000\",\"name\":\"durian\"},"
		"{\"code\":\"08109010\",\"name\":\"old\"}]"), &codes) == 0,
	   "a list is loaded");
	is(codes, "CKHN/hs/1", "under its name");
	ok(find("hs", "08106000", 99) == -ENODATA, "it does not hold before");
	ok(find("hs", "0810.60.00", 100) == 1, "it answers from its date on");
	ok(find("hs", "08106001", 100) == 0, "no such code");
	ok(find("hs", "rubbish", 100) == 0, "what is no code is not found");
	ok(ck_codes_begins(store, "hs", "081060", 100LL * DAY) == 1,
	   "a code begins so");
	ok(ck_codes_begins(store, "hs", "0811", 100LL * DAY) == 0,
	   "none begins so");
	ok(ck_codes_begins(store, "hs", "0810", 99LL * DAY) == -ENODATA,
	   "no list then");
	ok(load("hs", 200, 300, "d2", read_text(doc,
		"[{\"code\":\"08106000\",\"name\":\"fresh durian\"}]"),
		&codes) == 0, "another one follows");
	is(codes, "CKHN/hs/2", "under the next name");
	is(name_of("hs", "08106000", 199), "durian", "the old one for its days");
	is(name_of("hs", "08106000", 200), "fresh durian", "the new for its own");
	ok(find("hs", "08109010", 199) == 1 && find("hs", "08109010", 200) == 0,
	   "a code left out is gone from then on");
	ok(find("hs", "08106000", 300) == -ENODATA, "until it ends");
	ok(load("hs", 200, 300, "d2", read_text(doc, "[]"), &codes) == 1,
	   "the same file again is no new load");
	is(codes, "CKHN/hs/2", "it is the one that was");
	ok(load("hs", 150, 0, "d3", read_text(doc,
		"[{\"code\":\"08106000\",\"name\":\"between\"}]"), NULL) == 0,
	   "one for dates between");
	is(name_of("hs", "08106000", 170), "between", "answers for them");
	is(name_of("hs", "08106000", 200), "fresh durian", "and no others");
}

static void test_row_dates(void)
{
	const struct ck_value *row = NULL;
	int64_t at = 500LL * DAY;

	ok(load("countries", 0, 0, "d", read_text(doc,
		"[{\"code\":\"VN\",\"name\":\"Viet Nam\"},"
		"{\"code\":\"AN\",\"name\":\"gone\",\"valid_to\":1000}]"),
		NULL) == 0, "a list with a dated row");
	ok(ck_codes_find(store, "countries", "AN", at, doc, &row) == 0 &&
	   ck_get_int(row, "valid_to", 0) == 1000,
	   "past its date it is not found, but shown");
	ok(ck_codes_find(store, "countries", "vn", at, doc, &row) == 1,
	   "small letters are taken");
	ok(ck_codes_find(store, "countries", "XX", at, doc, &row) == 0 && !row,
	   "what is not there is not shown");
	ok(ck_codes_find(store, "stars", "XX", at, doc, &row) == -EINVAL,
	   "a list we do not know is a mistake");
}

static int64_t limit(int64_t axles, bool trailer, const char *klass)
{
	const struct ck_value *row = NULL;

	if (ck_codes_weight(store, axles, trailer, klass, 0, doc, &row) != 1)
		return -1;
	return ck_get_int(row, "max_g", 0);
}

static void test_weights(void)
{
	ok(load("weights", 0, 0, "d", read_text(doc,
		"[{\"code\":\"2\",\"max_g\":16},{\"code\":\"5-\",\"max_g\":34},"
		"{\"code\":\"5+\",\"max_g\":44},{\"code\":\"5+VT6\",\"max_g\":42},"
		"{\"code\":\"2VT4\",\"max_g\":15}]"), NULL) == 0,
	   "weight limits");
	ok(limit(2, true, NULL) == 16 && limit(2, false, "VT6") == 16,
	   "axles alone");
	ok(limit(5, true, NULL) == 44 && limit(5, false, NULL) == 34, "by body");
	ok(limit(5, true, "VT6") == 42 && limit(2, false, "VT4") == 15,
	   "by class before body");
	ok(limit(7, true, NULL) == -1 && limit(0, true, NULL) == -1,
	   "no limit is known");
}

static void test_normal(void)
{
	static const struct {
		const char *list, *text, *code;
	} each[] = {
		{ "plates", "12", "12" }, { "plates", "桂F", "桂F" },
		{ "plates", "桂", "桂" }, { "plates", "桂FA", NULL },
		{ "plates", "桂1", NULL }, { "plates", "123", NULL },
		{ "plates", "AB", NULL }, { "vehicles", "12c-123.45", "12C12345" },
		{ "units", "kgm", "KGM" }, { "units", "", NULL },
		{ "units", "KGMX", NULL }, { "currencies", "VN1", NULL },
		{ "currencies", "vnd", "VND" }, { "countries", "VNM", NULL },
		{ "offices", "15bb", "15BB" }, { "offices", "15B", NULL },
		{ "hs", "0810.60.00", "08106000" }, { "hs", "0810", NULL },
		{ "weights", "5+VT6", "5+VT6" }, { "weights", "+5", NULL },
		{ "weights", "5+-", NULL },
	};

	for (size_t i = 0; i < sizeof(each) / sizeof(*each); i++) {
		char code[CK_CODE_SIZE];
		int r = ck_codes_normal(each[i].list, each[i].text, code);

		is(r < 0 ? NULL : code, each[i].code, "%s: \"%s\"",
		   each[i].list, each[i].text);
	}
}

/* -- a long list, and proof ----------------------------------------------- */

static void test_long(void)
{
	struct ck_value *rows = ck_new_array(doc);
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	struct timespec a, b;
	int longest = 0, lines = 0;

	for (int i = 0; i < 12000; i++) {
		struct ck_value *row = ck_push_object(rows);

		ck_set_str(row, "code", ck_doc_format(doc, "%08d", 1000000 + i));
		ck_set_str(row, "name", "goods whose description is somewhat "
			   "longer than one would like it to be, as it is");
		ck_set_str(row, "name_vi", "hàng hóa có tên gọi dài hơn mức "
			   "người ta mong muốn, như vốn có");
	}
	ok(load("hs", 400, 0, "long", rows, NULL) == 0, "12,000 rows");
	q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", "codes:CKHN/hs/4");
	while (ck_step(q) > 0) {
		int len = (int)strlen(ck_column_text(q, 0));

		longest = len > longest ? len : longest;
		lines++;
	}
	ok(lines > 10 && longest < 65536 + 512,
	   "they are %d lines of at most %d bytes", lines, longest);
	ok(find("hs", "01011999", 400) == 1, "the last of them is found");
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0; i < 10000; i++)
		if (find("hs", "01005000", 400) != 1)
			break;
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("# %.2f us a look\n", ((b.tv_sec - a.tv_sec) * 1e9 +
				      (b.tv_nsec - a.tv_nsec)) / 1e7);
}

static int faults;

static void found(void *ctx, const struct ck_verify_fault *fault)
{
	(void)ctx;
	printf("# %s: %s: %s\n", fault->code, fault->where, fault->detail);
	faults++;
}

static void test_verify(void)
{
	struct ck_verify v = { .found = found };
	int r = ck_verify_begin(&v, store, -1);

	if (r == 0)
		r = ck_verify_chain(&v);
	if (r == 0)
		r = ck_verify_roots(&v);
	if (r == 0)
		r = ck_verify_orphans(&v);
	ck_verify_end(&v);
	ok(r == 0 && faults == 0 && v.roots == 6, "all loads verify");
}

int main(void)
{
	char folder[] = "/tmp/ck-trade-lists-XXXXXX";
	ck_autofree char *path = NULL;
	ck_autofree char *rm = NULL;

	if (!mkdtemp(folder))
		return 99;
	path = ck_format("%s/ck.db", folder);
	doc = ck_doc_new();
	if (!ok(ck_store_create(path, "CKHN/B1-1", true, &store) == 0,
		"a store whose log is a lane's"))
		return tap_done();
	test_dates();
	test_row_dates();
	test_weights();
	test_normal();
	test_long();
	test_verify();
	ck_store_close(store);
	ck_doc_free(doc);
	rm = ck_format("rm -rf %s", folder);
	ok(system(rm) == 0, "cleaned");
	return tap_done();
}
