#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/day.h"
#include "store/log.h"
#include "store/query.h"

/* -- the window ----------------------------------------------------------- */

/* "20:00" in ms; the site file's check has proved the form. */
static int64_t hour_of(const struct ck_value *document, const char *key,
		       int otherwise)
{
	const char *text = ck_get_str(ck_get(document, "report"), key);
	int64_t minutes = otherwise * 60;

	if (text && strlen(text) == 5)
		minutes = strtol(text, NULL, 10) * 60 +
			  strtol(text + 3, NULL, 10);
	return minutes * 60000;
}

enum { DAY_MS = 86400000 };

void ck_report_day_set(const struct ck_value *document, int64_t date,
		       struct ck_report_day *ret_day)
{
	ret_day->date = date;
	ret_day->to = date + hour_of(document, "day_ends", 24);
	ret_day->from = ret_day->to - DAY_MS;
	ret_day->stock_at = date + hour_of(document, "stock_at", 20);
}

/* -- sums ----------------------------------------------------------------- */

int64_t ck_report_export(const struct ck_report_figures *f)
{
	return f->fruit + f->other;
}

int64_t ck_report_import(const struct ck_report_figures *f)
{
	return f->cargo + f->new_vehicles;
}

int64_t ck_report_total(const struct ck_report_figures *f)
{
	return ck_report_export(f) + ck_report_import(f);
}

int64_t ck_report_stock(const struct ck_report_figures *f)
{
	return f->stock_fruit + f->stock_other;
}

static struct ck_report_value *value_in(struct ck_doc *doc,
					struct ck_report_figures *f,
					const char *currency)
{
	struct ck_report_value *grown;

	for (size_t i = 0; i < f->value_count; i++)
		if (!strcmp(f->values[i].currency, currency))
			return &f->values[i];
	grown = ck_doc_alloc(doc, (f->value_count + 1) * sizeof(*grown));
	if (f->value_count)
		memcpy(grown, f->values, f->value_count * sizeof(*grown));
	f->values = grown;
	grown[f->value_count].currency = ck_doc_strdup(doc, currency);
	return &grown[f->value_count++];
}

static void add(struct ck_doc *doc, struct ck_report_figures *sum,
		const struct ck_report_figures *f)
{
	sum->fruit += f->fruit;
	sum->other += f->other;
	sum->cargo += f->cargo;
	sum->new_vehicles += f->new_vehicles;
	sum->diverted += f->diverted;
	sum->turned_back += f->turned_back;
	sum->impounded += f->impounded;
	sum->destroyed += f->destroyed;
	sum->receiving += f->receiving;
	sum->strangers += f->strangers;
	sum->out += f->out;
	sum->in += f->in;
	sum->empty_out += f->empty_out;
	sum->empty_in += f->empty_in;
	sum->stock_known = f->stock_known;
	sum->stock_fruit += f->stock_fruit;
	sum->stock_other += f->stock_other;
	sum->without_value += f->without_value;
	for (size_t i = 0; i < f->value_count; i++) {
		const struct ck_report_value *v = &f->values[i];
		struct ck_report_value *to = value_in(doc, sum, v->currency);

		to->export += v->export;
		to->import += v->import;
	}
}

/* -- what the tables say -------------------------------------------------- */

/* The sites of a report while it is counted; rows of others are passed by. */
struct tally {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_report_day *day;
	struct ck_report_figures *gates;
	const struct ck_value **documents;
	size_t count;
};

typedef void take_fn(struct tally *tally, struct ck_report_figures *gate,
		     struct ck_stmt *q);

/* The lane of a stranger is "CKHN/B1-1". */
static struct ck_report_figures *gate_of(struct tally *tally, const char *site)
{
	size_t len = strcspn(site, "/");

	for (size_t i = 0; i < tally->count; i++)
		if (!strncmp(tally->gates[i].site, site, len) &&
		    !tally->gates[i].site[len])
			return &tally->gates[i];
	return NULL;
}

/* A query over the day whose first column names the site. */
static int count_day(struct tally *tally, enum ck_sql query, take_fn *take)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(tally->store, query, "ii",
				     tally->day->from, tally->day->to);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_report_figures *gate =
			gate_of(tally, ck_column_text(q, 0));

		if (gate)
			take(tally, gate, q);
	}
	return r;
}

static void take_counted(struct ck_report_figures *gate, const char *direction,
			 const char *kind, int64_t n)
{
	if (!strcmp(direction, "export"))
		*(!strcmp(kind, "fruit") ? &gate->fruit : &gate->other) += n;
	else
		*(!strcmp(kind, "new_vehicle") ? &gate->new_vehicles
					       : &gate->cargo) += n;
}

static void take_crossings(struct tally *tally, struct ck_report_figures *gate,
			   struct ck_stmt *q)
{
	bool out = !strcmp(ck_column_text(q, 3), "out");
	int64_t n = ck_column_int(q, 6);

	(void)tally;
	*(out ? &gate->out : &gate->in) += n;
	if (!ck_column_int(q, 4))
		*(out ? &gate->empty_out : &gate->empty_in) += n;
	if (ck_column_int(q, 5))
		take_counted(gate, ck_column_text(q, 1), ck_column_text(q, 2),
			     n);
}

static void take_value(struct tally *tally, struct ck_report_figures *gate,
		       struct ck_stmt *q)
{
	bool export = !strcmp(ck_column_text(q, 1), "export");
	struct ck_report_value *v =
		value_in(tally->doc, gate, ck_column_text(q, 2));

	*(export ? &v->export : &v->import) += ck_column_int(q, 3);
	gate->without_value += ck_column_int(q, 4);
}

static void take_closed(struct tally *tally, struct ck_report_figures *gate,
			struct ck_stmt *q)
{
	const struct {
		const char *outcome;
		int64_t *sum;
	} ends[] = {
		{ "diverted", &gate->diverted },
		{ "turned_back", &gate->turned_back },
		{ "impounded", &gate->impounded },
		{ "destroyed", &gate->destroyed },
	};

	(void)tally;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (!strcmp(ends[i].outcome, ck_column_text(q, 1)))
			*ends[i].sum += ck_column_int(q, 2);
}

static void take_receiving(struct tally *tally, struct ck_report_figures *gate,
			   struct ck_stmt *q)
{
	(void)tally;
	gate->receiving += ck_column_int(q, 1);
}

static void take_strangers(struct tally *tally, struct ck_report_figures *gate,
			   struct ck_stmt *q)
{
	(void)tally;
	gate->strangers += ck_column_int(q, 1);
}

static int count_zone(struct tally *tally, struct ck_report_figures *gate,
		      const char *zone)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(tally->store, CK_SQL_REPORT_STOCK, "sis",
				     zone, tally->day->stock_at, gate->site);
	int r;

	while ((r = ck_step(q)) > 0) {
		bool fruit = !strcmp(ck_column_text(q, 0), "fruit");

		*(fruit ? &gate->stock_fruit : &gate->stock_other) +=
			ck_column_int(q, 1);
	}
	return r;
}

static int count_stock(struct tally *tally, size_t i)
{
	const struct ck_value *zones = ck_get(tally->documents[i], "zones");
	struct ck_report_figures *gate = &tally->gates[i];
	int r = 0;

	gate->stock_known = tally->day->now >= tally->day->stock_at;
	for (size_t k = 0; r >= 0 && gate->stock_known && k < ck_count(zones);
	     k++)
		if (ck_is_true(ck_get(ck_at(zones, k), "inside")))
			r = count_zone(tally, gate, ck_key_at(zones, k));
	return r;
}

static int count_all(struct tally *tally)
{
	static const struct {
		enum ck_sql query;
		take_fn *take;
	} parts[] = {
		{ CK_SQL_REPORT_CROSSINGS, take_crossings },
		{ CK_SQL_REPORT_VALUE, take_value },
		{ CK_SQL_REPORT_CLOSED, take_closed },
		{ CK_SQL_REPORT_RECEIVING, take_receiving },
		{ CK_SQL_REPORT_STRANGERS, take_strangers },
	};
	int r = 0;

	for (size_t i = 0; r >= 0 && i < sizeof(parts) / sizeof(*parts); i++)
		r = count_day(tally, parts[i].query, parts[i].take);
	for (size_t i = 0; r >= 0 && i < tally->count; i++)
		r = count_stock(tally, i);
	return r;
}

/* -- which sites ---------------------------------------------------------- */

static bool is_of_node(const char *site, const struct ck_value *document,
		       const char *node)
{
	const struct ck_value *tree = ck_get(document, "tree");

	if (!strcmp(site, node))
		return true;
	for (size_t i = 0; i < ck_count(tree); i++)
		if (!strcmp(ck_str(ck_at(tree, i)) ?: "", node))
			return true;
	return false;
}

static int read_sites(struct tally *tally, const char *node)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(tally->store, CK_SQL_REPORT_SITES, "");
	struct ck_value *rows = ck_new_array(tally->doc);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *row = ck_row_object(q, tally->doc);

		if (is_of_node(ck_get_str(row, "site"),
			       ck_get(row, "document"), node))
			ck_push(rows, row);
	}
	if (r < 0)
		return r;
	tally->count = ck_count(rows);
	tally->gates = ck_doc_alloc(tally->doc,
				    tally->count * sizeof(*tally->gates));
	tally->documents = ck_doc_alloc(tally->doc,
					tally->count * sizeof(void *));
	for (size_t i = 0; i < tally->count; i++) {
		tally->documents[i] = ck_get(ck_at(rows, i), "document");
		tally->gates[i].site = ck_get_str(ck_at(rows, i), "site");
		tally->gates[i].name = ck_get(tally->documents[i], "name");
	}
	return tally->count ? 0 : -ENOENT;
}

/* -- the day before ------------------------------------------------------- */

static int read_first(struct ck_store *store, struct ck_doc *doc,
		      int64_t *ret_at)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_REPORT_FIRST_EVENT, "");
	struct ck_line line;
	const char *text;
	int r = ck_step(q);

	if (r <= 0)
		return r;
	text = ck_column_text(q, 0);
	r = ck_line_read(doc, text, strlen(text), &line);
	if (r < 0)
		return r;
	*ret_at = line.at;
	return 0;
}

/* A change is told only from a day of which the log knows something. */
static int count_before(const struct tally *tally, struct ck_report *report)
{
	struct ck_report_day day = *tally->day;
	struct tally earlier = *tally;
	int r;

	report->before_known = report->log_from < day.to - DAY_MS;
	if (!report->before_known)
		return 0;
	day.date -= DAY_MS;
	day.from -= DAY_MS;
	day.to -= DAY_MS;
	day.stock_at -= DAY_MS;
	earlier.day = &day;
	earlier.gates = ck_doc_alloc(tally->doc,
				     tally->count * sizeof(*earlier.gates));
	for (size_t i = 0; i < tally->count; i++)
		earlier.gates[i].site = tally->gates[i].site;
	r = count_all(&earlier);
	for (size_t i = 0; i < tally->count; i++)
		add(tally->doc, &report->before, &earlier.gates[i]);
	return r;
}

/* -- all of it ------------------------------------------------------------ */

static int read_head(struct ck_store *store, struct ck_doc *doc,
		     struct ck_report *report)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_REPORT_HEAD, "");
	int r = ck_step(q);

	if (r <= 0)
		return r;
	report->origin = ck_doc_strdup(doc, ck_column_text(q, 0));
	report->seq = ck_column_int(q, 1);
	report->hash = ck_doc_strdup(doc, ck_column_text(q, 2));
	return 0;
}

static int count(struct tally *tally, struct ck_report *report)
{
	int r = read_sites(tally, report->node);

	if (r >= 0)
		r = count_all(tally);
	if (r >= 0)
		r = read_first(tally->store, tally->doc, &report->log_from);
	if (r >= 0)
		r = count_before(tally, report);
	if (r >= 0)
		r = read_head(tally->store, tally->doc, report);
	if (r < 0)
		return r;
	report->gates = tally->gates;
	report->gate_count = tally->count;
	report->currency = ck_get_str(tally->documents[0], "currency");
	if (!report->currency)
		report->currency = "";
	for (size_t i = 0; i < tally->count; i++)
		add(tally->doc, &report->all, &tally->gates[i]);
	return 0;
}

int ck_report_count(struct ck_store *store, struct ck_doc *doc,
		    const char *node, const struct ck_report_day *day,
		    struct ck_report *ret_report)
{
	struct tally tally = { .store = store, .doc = doc, .day = day };
	struct ck_report report = { .day = *day, .node = node };
	int r = ck_run(store, CK_SQL_REPORT_BEGIN, "");
	int ended;

	if (r < 0)
		return r;
	r = count(&tally, &report);
	ended = ck_run(store, CK_SQL_REPORT_END, "");
	if (r < 0 || ended < 0)
		return r < 0 ? r : ended;
	*ret_report = report;
	return 0;
}
