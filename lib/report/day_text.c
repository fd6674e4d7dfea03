/* The daily report as it is sent: báo cáo nhanh. */
#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "report/day.h"
#include "trade/money.h"

enum { LABEL_WIDTH = 48, NUMBER_WIDTH = 12 };

/* -- lines ---------------------------------------------------------------- */

static void put_label(struct ck_buf *buf, int indent, const char *label)
{
	int width = indent + (int)ck_utf8_count(label, strlen(label));

	ck_buf_printf(buf, "%*s%s", indent, "", label);
	ck_buf_printf(buf, "%*s", width < LABEL_WIDTH ? LABEL_WIDTH - width : 1,
		      "");
}

static void put_number(struct ck_buf *buf, int indent, const char *label,
		       int64_t n)
{
	put_label(buf, indent, label);
	ck_buf_printf(buf, "%*lld\n", NUMBER_WIDTH, (long long)n);
}

static void put_changed(struct ck_buf *buf, int indent, const char *label,
			int64_t n, const int64_t *before)
{
	put_label(buf, indent, label);
	ck_buf_printf(buf, "%*lld", NUMBER_WIDTH, (long long)n);
	if (before)
		ck_buf_printf(buf, "  (%+lld)", (long long)(n - *before));
	ck_buf_putc(buf, '\n');
}

static void put_words(struct ck_buf *buf, int indent, const char *label,
		      const char *words)
{
	int width = (int)ck_utf8_count(words, strlen(words));

	put_label(buf, indent, label);
	ck_buf_printf(buf, "%*s%s\n",
		      width < NUMBER_WIDTH ? NUMBER_WIDTH - width : 0, "",
		      words);
}

/* -- times ---------------------------------------------------------------- */

/* "29/08/2024" */
static const char *day_text(int64_t ms, int offset_min, char ret_text[11])
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	memcpy(ret_text, text + 8, 2);
	ret_text[2] = '/';
	memcpy(ret_text + 3, text + 5, 2);
	ret_text[5] = '/';
	memcpy(ret_text + 6, text, 4);
	ret_text[10] = '\0';
	return ret_text;
}

/* "20:00" */
static const char *hour_text(int64_t ms, int offset_min, char ret_text[6])
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	memcpy(ret_text, text + 11, 5);
	ret_text[5] = '\0';
	return ret_text;
}

/* -- sections ------------------------------------------------------------- */

static const char *name_of(const struct ck_report_figures *gate,
			   const char *language)
{
	const char *name = ck_get_str(gate->name, language ? language : "vi");

	if (!name)
		name = ck_str(ck_at(gate->name, 0));
	return name ? name : gate->site;
}

static void put_heading(struct ck_buf *buf, const struct ck_report *report,
			const struct ck_report_style *style)
{
	char day[11];
	char to[6];
	char last[11];

	if (style->simulated)
		ck_buf_printf(buf, "*** %s ***\n",
			      _("SIMULATED: not an official figure"));
	ck_buf_printf(buf, "%s\n", _("DAILY REPORT"));
	if (report->gate_count == 1)
		ck_buf_printf(buf, "%s (%s)\n",
			      name_of(report->gates, style->language),
			      report->gates->site);
	else
		ck_buf_printf(buf, "%s\n", report->node);
	ck_buf_printf(buf, _("Day %s"), day_text(report->day.date,
						 style->offset_min, day));
	if (report->day.now < report->day.to)
		ck_buf_printf(buf, _(", not over: counted at %s on %s"),
			      hour_text(report->day.now, style->offset_min,
					to),
			      day_text(report->day.now, style->offset_min,
				       last));
	ck_buf_puts(buf, "\n\n");
}

static void put_totals(struct ck_buf *buf, const struct ck_report *report)
{
	const struct ck_report_figures *f = &report->all;
	int64_t total = ck_report_total(&report->before);
	int64_t export = ck_report_export(&report->before);
	int64_t import = ck_report_import(&report->before);
	bool known = report->before_known;

	put_changed(buf, 0, _("1. Vehicles exporting and importing"),
		    ck_report_total(f), known ? &total : NULL);
	put_changed(buf, 3, _("Export"), ck_report_export(f),
		    known ? &export : NULL);
	put_number(buf, 6, _("fruit"), f->fruit);
	put_number(buf, 6, _("other goods"), f->other);
	put_changed(buf, 3, _("Import"), ck_report_import(f),
		    known ? &import : NULL);
	put_number(buf, 6, _("cargo"), f->cargo);
	put_number(buf, 6, _("new vehicles"), f->new_vehicles);
}

static void put_gate(struct ck_buf *buf, const struct ck_report_figures *f,
		     const char *language)
{
	put_number(buf, 3, name_of(f, language), ck_report_total(f));
	put_number(buf, 6, _("export, fruit"), f->fruit);
	put_number(buf, 6, _("export, other goods"), f->other);
	put_number(buf, 6, _("import, cargo"), f->cargo);
	put_number(buf, 6, _("import, new vehicles"), f->new_vehicles);
}

static void put_gates(struct ck_buf *buf, const struct ck_report *report,
		      const char *language)
{
	ck_buf_printf(buf, "%s\n", _("2. By border gate"));
	for (size_t i = 0; i < report->gate_count; i++)
		put_gate(buf, &report->gates[i], language);
}

static void put_waiting(struct ck_buf *buf, const struct ck_report *report,
			int offset_min)
{
	const struct ck_report_figures *f = &report->all;
	int64_t before = ck_report_stock(&report->before);
	ck_autofree char *label = NULL;
	char at[6];

	label = ck_format(_("4. Waiting to be exported at %s"),
			  hour_text(report->day.stock_at, offset_min, at));
	if (!f->stock_known) {
		put_words(buf, 0, label, _("not yet"));
	} else {
		put_changed(buf, 0, label, ck_report_stock(f),
			    report->before_known ? &before : NULL);
		put_number(buf, 6, _("fruit"), f->stock_fruit);
		put_number(buf, 6, _("other goods"), f->stock_other);
	}
	put_words(buf, 6, _("outside the area, not registered"),
		  _("not observed"));
}

static void put_rest(struct ck_buf *buf, const struct ck_report_figures *f)
{
	ck_buf_printf(buf, "%s\n", _("5. In no total above"));
	put_number(buf, 3, _("turned back"), f->turned_back);
	if (f->impounded)
		put_number(buf, 3, _("impounded"), f->impounded);
	if (f->destroyed)
		put_number(buf, 3, _("load destroyed"), f->destroyed);
	put_number(buf, 3, _("receiving vehicles that entered"), f->receiving);
	put_number(buf, 3, _("passages without a declaration"), f->strangers);
	put_number(buf, 3, _("crossings of the line, all"), f->out + f->in);
	put_number(buf, 6, _("to abroad"), f->out);
	put_number(buf, 6, _("from abroad"), f->in);
	put_number(buf, 6, _("of these empty"), f->empty_out + f->empty_in);
}

/* -- value ---------------------------------------------------------------- */

static void put_amount(struct ck_buf *buf, const char *label, int64_t minor,
		       const char *currency)
{
	char text[CK_DECIMAL_SIZE];
	ck_autofree char *words = NULL;

	if (ck_money_text(minor, currency, text) < 0)
		return;
	words = ck_format("%s %s", text, currency);
	put_words(buf, 3, label, words);
}

static void put_currency(struct ck_buf *buf, const struct ck_report_value *v)
{
	put_amount(buf, _("Export"), v->export, v->currency);
	put_amount(buf, _("Import"), v->import, v->currency);
}

static void put_value(struct ck_buf *buf, const struct ck_report *report)
{
	const struct ck_report_figures *f = &report->all;
	struct ck_report_value own = { report->currency, 0, 0 };

	ck_buf_printf(buf, "%s\n",
		      _("6. Value of what crossed, as declared"));
	for (size_t i = 0; i < f->value_count; i++)
		if (!strcmp(f->values[i].currency, own.currency))
			own = f->values[i];
	put_currency(buf, &own);
	for (size_t i = 0; i < f->value_count; i++)
		if (strcmp(f->values[i].currency, own.currency) != 0)
			put_currency(buf, &f->values[i]);
	if (f->without_value)
		put_number(buf, 3, _("goods lines without a value"),
			   f->without_value);
}

void ck_report_write(struct ck_buf *buf, const struct ck_report *report,
		     const struct ck_report_style *style)
{
	put_heading(buf, report, style);
	put_totals(buf, report);
	put_gates(buf, report, style->language);
	put_number(buf, 0, _("3. Turned to another gate"),
		   report->all.diverted);
	put_waiting(buf, report, style->offset_min);
	put_rest(buf, &report->all);
	put_value(buf, report);
	ck_buf_printf(buf, "\n%s %s:%lld\n%s\n", _("Log:"), report->origin,
		      (long long)report->seq, report->hash);
	ck_buf_printf(buf, "%s\n",
		      _("Definitions: ck-report(1), DEFINITIONS"));
}
