#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "report/day.h"
#include "report/verbs.h"
#include "site/site.h"

static int read_date(struct ck_session *s, const char *text, int64_t now,
		     int64_t *ret_date)
{
	int64_t today = ck_day_start(now, s->utc_offset_min);

	*ret_date = today;
	if (!text)
		return 0;
	if (ck_session_day(s, text, ret_date) < 0)
		return ck_usage(s, _("%s: expected a day, as 2024-08-29, today or yesterday"),
				text);
	if (*ret_date > today)
		return ck_usage(s, _("%s has not begun"), text);
	return 0;
}

static int print_text(struct ck_session *s, const struct ck_site *site,
		      const struct ck_report *report)
{
	const struct ck_report_style style = {
		.language = s->options.language ? s->options.language
						: site->language,
		.offset_min = s->utc_offset_min,
		.simulated = ck_store_simulated(s->store),
	};
	CK_BUF text = { 0 };

	ck_report_write(&text, report, &style);
	return ck_print_text(s, text.data, text.len);
}

static int print(struct ck_session *s, const struct ck_site *site,
		 const struct ck_report *report)
{
	struct ck_value *record;

	if (ck_session_format(s) == CK_FORMAT_TABLE)
		return print_text(s, site, report);
	record = ck_record(s, s->doc, "report_day");
	ck_report_put(s->doc, record, report, s->utc_offset_min);
	return ck_print(s, record);
}

/* Zeros would be no answer about a day that nobody recorded. */
static int before_log(struct ck_session *s, const struct ck_report *report)
{
	char text[CK_TIME_TEXT];

	ck_time_print(report->log_from, s->utc_offset_min, text);
	return ck_fail(s, NULL, -EEXIST, NULL, "before-log",
		       _("the log begins later: %s"), text);
}

int ck_report_run_day(struct ck_session *s, int argc, char **argv)
{
	const struct ck_report_settings *set = s->settings;
	const char *node = set->node ? set->node : s->site;
	struct ck_report_day day = { .now = ck_session_now(s, NULL) };
	const struct ck_site *site = NULL;
	struct ck_report report;
	int64_t date;
	int r;

	if (argc > 1)
		return ck_usage(s, _("day takes one DATE"));
	r = ck_session_site(s, NULL, &site);
	if (r < 0)
		return r;
	r = read_date(s, argc ? argv[0] : NULL, day.now, &date);
	if (r < 0)
		return r;
	ck_report_day_set(site->document, date, &day);
	r = ck_report_count(s->store, s->doc, node, &day, &report);
	if (r == -ENOENT)
		return ck_fail(s, NULL, r, NULL, "no-such-node",
			       _("no site of the store is %s or lies under it"),
			       node);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (report.log_from >= day.to)
		return before_log(s, &report);
	return print(s, site, &report);
}
