#include <config.h>

#include <string.h>

#include "base/columns.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "command/session.h"
#include "lane/screen.h"
#include "lane/told.h"

static const char *clock_of(const struct ck_value *object, const char *key,
			    char ret_text[9])
{
	const char *at = ck_get_str(object, key);

	ret_text[0] = '\0';
	if (at && strlen(at) >= 19) {
		memcpy(ret_text, at + 11, 8);
		ret_text[8] = '\0';
	}
	return ret_text;
}

static void draw_lines(const struct ck_value *record, struct ck_buf *out)
{
	const struct ck_value *lines = ck_get(record, "lines");

	if (!ck_is_true(ck_get(record, "running"))) {
		ck_buf_printf(out, "%s\n", _("does not run"));
		return;
	}
	if (!strcmp(ck_get_str(record, "lines_from"), "records"))
		ck_buf_printf(out, "%s\n", _("runs; its lines come as records (--lines stdio)"));
	if (ck_is(record, "cameras", "lost"))
		ck_buf_printf(out, "%s\n", _("what cameras push is not heard"));
	for (size_t i = 0; i < ck_count(lines); i++) {
		const struct ck_value *value = ck_at(lines, i);

		ck_buf_printf(out, "%s %s%s", ck_key_at(lines, i),
			      ck_is_null(value) ? "?" : ck_number_text(value),
			      i + 1 < ck_count(lines) ? "  " : "\n");
	}
}

/* By the lane's own computer, when it was heard again. */
static void draw_told(const struct ck_value *object, struct ck_buf *out)
{
	const char *told = ck_get_str(object, "told_at");

	if (told && strlen(told) >= 16)
		ck_buf_printf(out, _(" (told at %.5s)"), told + 11);
}

static void draw_decision(const struct ck_value *record, struct ck_buf *out)
{
	const struct ck_value *d = ck_get(record, "decision");
	const struct ck_value *reasons = ck_get(d, "reasons");
	char at[9];

	if (!d)
		return;
	ck_buf_printf(out, "%s  ", clock_of(d, "at", at));
	ck_words_clean(out, ck_get_str(d, "subject"));
	ck_buf_printf(out, "  %s", ck_is_true(ck_get(d, "admit"))
					   ? _("may pass") : _("may not pass"));
	for (size_t i = 0; i < ck_count(reasons); i++)
		ck_buf_printf(out, "%s%s", i ? ", " : ": ",
			      ck_str(ck_at(reasons, i)));
	draw_told(d, out);
	ck_buf_putc(out, '\n');
}

static void draw_opening(const struct ck_value *record, struct ck_buf *out)
{
	const struct ck_value *o = ck_get(record, "opening");
	const char *reason = ck_get_str(o, "reason") ?: "-";
	const char *by = ck_get_str(o, "by");
	char at[9];

	if (!o)
		return;
	ck_buf_printf(out, "%s  ", clock_of(o, "at", at));
	ck_words_clean(out, ck_get_str(o, "subject") ?: "-");
	ck_buf_puts(out, "  ");
	if (by)
		ck_buf_printf(out, _("opened by hand by %s: %s"), by, reason);
	else
		ck_buf_printf(out, _("opened by the lane itself: %s"), reason);
	draw_told(o, out);
	ck_buf_putc(out, '\n');
}

static void draw_gatehouse(const struct ck_value *record, struct ck_buf *out)
{
	const struct ck_value *g = ck_get(record, "gatehouse");
	const char *at = ck_get_str(g, "as_of");
	int64_t untold = ck_get_int(g, "untold", 0);

	if (!g)
		return;
	if (ck_is_true(ck_get(g, "online")))
		ck_buf_printf(out, "%s", _("online"));
	else if (at && strlen(at) >= 16)
		ck_buf_printf(out, _("offline, as of %.5s"), at + 11);
	else
		ck_buf_printf(out, "%s", _("offline"));
	if (untold)
		ck_buf_printf(out, _("; lines that the gatehouse has not yet: %lld"),
			      (long long)untold);
	ck_buf_putc(out, '\n');
}

static const char *lasting(const struct ck_value *fault)
{
	const struct ck_value *lasts = ck_get(fault, "lasts");

	return !lasts ? _("over? not known")
	       : ck_is_true(lasts) ? _("still there") : _("over");
}

static void draw_faults(struct ck_doc *doc, const struct ck_value *record,
			struct ck_buf *out)
{
	const struct ck_value *faults = ck_get(record, "faults");
	char at[9];

	for (size_t i = 0; i < ck_count(faults); i++) {
		const struct ck_value *f = ck_at(faults, i);

		ck_buf_printf(out, "%s  %s  %s", clock_of(f, "at", at),
			      ck_told_fault(doc,
					    ck_get_str(f, "line")
						?: ck_get_str(f, "passage"),
					    ck_get_str(f, "code")),
			      lasting(f));
		draw_told(f, out);
		ck_buf_putc(out, '\n');
	}
	if (ck_count(faults))
		ck_buf_printf(out, "%s\n", _("what to do: man ck-troubles"));
}

static const char *waiting(const char *what)
{
	return !strcmp(what, "service") ? _("waits to be put in service")
	       : !strcmp(what, "passage") ? _("waits for it to go through")
					  : _("waits for a vehicle");
}

/* What holds the lane comes first. */
static void draw_held(const struct ck_value *record, struct ck_buf *out)
{
	static const struct ck_term held[] = {
		{ "lines-lost", N_("the lines are lost, nothing moves: ck-gate lines says why") },
		{ "emergency-stop", N_("the emergency stop is pressed, or cannot be read: nothing moves") },
		{ "fire", N_("fire: it stands open") },
		{ "fault", N_("a fault is there, see below") },
		{ "vehicle", N_("a vehicle is under the arm") },
		{ NULL, NULL },
	};
	const char *words = ck_term_words(held, ck_get_str(record, "held_by"));

	if (words)
		ck_buf_printf(out, "%s\n", words);
}

void ck_screen_draw(struct ck_doc *doc, const struct ck_value *record,
		    bool newer, struct ck_buf *out)
{
	const char *duty = ck_get_str(record, "duty");
	const char *waits = ck_get_str(record, "waits_for");

	ck_buf_printf(out, "%s  %s > %s  %s  %s%s\n",
		      ck_get_str(record, "lane"), ck_get_str(record, "from"),
		      ck_get_str(record, "to"),
		      strcmp(ck_get_str(record, "service"), "out")
				? _("in service") : _("out of service"),
		      duty ? duty : "-",
		      ck_get(record, "simulated") ? "  SIMULATED" : "");
	draw_held(record, out);
	draw_gatehouse(record, out);
	draw_lines(record, out);
	if (newer)
		draw_opening(record, out);
	draw_decision(record, out);
	if (strcmp(waits, "release"))
		ck_buf_printf(out, "%s\n", waiting(waits));
	draw_faults(doc, record, out);
}

enum { INDENT = 2 };

/* A word may be longer than the window is wide. */
static int rows_of(const char *text, int columns)
{
	int rows = 0;

	while (*text) {
		size_t len = strcspn(text, "\n");
		CK_BUF line = { 0 };

		ck_buf_add(&line, text, len);
		rows += 1 + (ck_text_columns(ck_buf_text(&line)) - 1) / columns;
		text += len + (text[len] == '\n');
	}
	return rows;
}

void ck_screen_fit(const char *screen, int columns, int rows,
		   struct ck_buf *out)
{
	while (*screen) {
		size_t len = strcspn(screen, "\n");
		CK_BUF line = { 0 };
		CK_BUF wrapped = { 0 };
		int needed;

		ck_buf_add(&line, screen, len);
		ck_text_wrap(&wrapped, ck_buf_text(&line), 0, INDENT, columns);
		needed = rows_of(ck_buf_text(&wrapped), columns);
		if (needed <= rows) {
			ck_buf_puts(out, ck_buf_text(&wrapped));
			ck_buf_putc(out, '\n');
			rows -= needed;
		}
		screen += len + (screen[len] == '\n');
	}
}
