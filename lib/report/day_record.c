#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "report/day.h"
#include "trade/money.h"

static void put_day(struct ck_value *object, const char *key, int64_t ms,
		    int offset_min)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	text[10] = '\0';
	ck_set_str(object, key, text);
}

static void put_counted(struct ck_value *object,
			const struct ck_report_figures *f)
{
	struct ck_value *export;
	struct ck_value *import;

	ck_set_int(object, "total", ck_report_total(f));
	export = ck_set_object(object, "export");
	ck_set_int(export, "total", ck_report_export(f));
	ck_set_int(export, "fruit", f->fruit);
	ck_set_int(export, "other", f->other);
	import = ck_set_object(object, "import");
	ck_set_int(import, "total", ck_report_import(f));
	ck_set_int(import, "cargo", f->cargo);
	ck_set_int(import, "new_vehicles", f->new_vehicles);
	ck_set_int(object, "diverted", f->diverted);
}

/* Null is what nobody knows: the hour has not come, nobody has looked. */
static void put_waiting(struct ck_value *object,
			const struct ck_report_figures *f)
{
	struct ck_value *waiting = ck_set_object(object, "waiting");

	if (f->stock_known) {
		ck_set_int(waiting, "total", ck_report_stock(f));
		ck_set_int(waiting, "fruit", f->stock_fruit);
		ck_set_int(waiting, "other", f->stock_other);
	} else {
		ck_set_null(waiting, "total");
		ck_set_null(waiting, "fruit");
		ck_set_null(waiting, "other");
	}
	ck_set_null(waiting, "not_registered");
}

static void put_change(struct ck_value *record, const struct ck_report *report)
{
	const struct ck_report_figures *now = &report->all;
	const struct ck_report_figures *was = &report->before;
	struct ck_value *change;

	if (!report->before_known) {
		ck_set_null(record, "change");
		return;
	}
	change = ck_set_object(record, "change");
	ck_set_int(change, "total", ck_report_total(now) - ck_report_total(was));
	ck_set_int(change, "export",
		   ck_report_export(now) - ck_report_export(was));
	ck_set_int(change, "import",
		   ck_report_import(now) - ck_report_import(was));
	if (now->stock_known)
		ck_set_int(change, "waiting",
			   ck_report_stock(now) - ck_report_stock(was));
	else
		ck_set_null(change, "waiting");
}

static void put_crossings(struct ck_value *record,
			  const struct ck_report_figures *f)
{
	struct ck_value *crossings = ck_set_object(record, "crossings");

	ck_set_int(crossings, "total", f->out + f->in);
	ck_set_int(crossings, "out", f->out);
	ck_set_int(crossings, "in", f->in);
	ck_set_int(crossings, "empty", f->empty_out + f->empty_in);
	ck_set_int(crossings, "empty_out", f->empty_out);
	ck_set_int(crossings, "empty_in", f->empty_in);
}

/* -- value ---------------------------------------------------------------- */

static void put_amount(struct ck_doc *doc, struct ck_value *object,
		       const char *key, int64_t minor, const char *currency)
{
	char text[CK_DECIMAL_SIZE];
	int whole = ck_money_text(minor, currency, text);
	const struct ck_value *number =
		whole == 1 ? ck_new_number(doc, text) : NULL;

	if (number)
		ck_set(object, key, number);
	else if (whole >= 0)
		ck_set_str(object, key, text);
}

static void put_values(struct ck_doc *doc, struct ck_value *object,
		       const struct ck_report_value *v)
{
	ck_set_str(object, "currency", v->currency);
	put_amount(doc, object, "export", v->export, v->currency);
	put_amount(doc, object, "import", v->import, v->currency);
}

static void put_value(struct ck_doc *doc, struct ck_value *record,
		      const struct ck_report *report)
{
	const struct ck_report_figures *f = &report->all;
	struct ck_report_value own = { report->currency, 0, 0 };
	struct ck_value *value = ck_set_object(record, "value");
	struct ck_value *others = ck_new_array(doc);

	for (size_t i = 0; i < f->value_count; i++)
		if (!strcmp(f->values[i].currency, own.currency))
			own = f->values[i];
		else if (*f->values[i].currency)
			put_values(doc, ck_push_object(others), &f->values[i]);
	put_values(doc, value, &own);
	ck_set_str(value, "basis", "declared");
	ck_set(value, "other_currencies", others);
	ck_set_int(value, "goods_without_value", f->without_value);
}

/* -- the record ----------------------------------------------------------- */

static void put_window(struct ck_value *record,
		       const struct ck_report_day *day, int offset_min)
{
	put_day(record, "date", day->date, offset_min);
	ck_set_time(record, "from", day->from, offset_min);
	ck_set_time(record, "to", day->to, offset_min);
	ck_set_time(record, "stock_at", day->stock_at, offset_min);
	ck_set_bool(record, "complete", day->now >= day->to);
	ck_set_time(record, "counted_at", day->now, offset_min);
}

void ck_report_put(struct ck_doc *doc, struct ck_value *record,
		   const struct ck_report *report, int offset_min)
{
	struct ck_value *gates;
	struct ck_value *head;

	ck_set_str(record, "node", report->node);
	put_window(record, &report->day, offset_min);
	put_counted(record, &report->all);
	put_waiting(record, &report->all);
	put_change(record, report);
	gates = ck_set_array(record, "gates");
	for (size_t i = 0; i < report->gate_count; i++) {
		struct ck_value *gate = ck_push_object(gates);

		ck_set_str(gate, "gate", report->gates[i].site);
		ck_set(gate, "name", report->gates[i].name);
		put_counted(gate, &report->gates[i]);
		put_waiting(gate, &report->gates[i]);
	}
	ck_set_int(record, "turned_back", report->all.turned_back);
	ck_set_int(record, "impounded", report->all.impounded);
	ck_set_int(record, "destroyed", report->all.destroyed);
	ck_set_int(record, "receiving_vehicles", report->all.receiving);
	ck_set_int(record, "without_declaration", report->all.strangers);
	put_crossings(record, &report->all);
	put_value(doc, record, report);
	head = ck_set_object(record, "head");
	ck_set_str(head, "origin", report->origin);
	ck_set_int(head, "seq", report->seq);
	ck_set_str(head, "hash", report->hash);
}
