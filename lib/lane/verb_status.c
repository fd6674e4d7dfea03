/* status: what a lane sees, decides and waits for. */
#include <config.h>

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "lane/run.h"
#include "lane/screen.h"
#include "lane/standing.h"
#include "lane/verbs.h"
#include "store/follow.h"
#include "store/query.h"
#include "store/setting.h"
#include "trade/viewer.h"

enum { FAULTS = 5 };	/* the newest that are told */

struct looking {
	struct ck_session *s;
	struct ck_doc *doc;		/* of one look */
	struct ck_gate gate;
	struct ck_panel_view panel;
	struct ck_standing standing;	/* of gate and panel */
	struct ck_value *record;
	bool passed;			/* a vehicle went through … */
	bool lets;			/* … and none since this opening, which
					   lets one */
	bool newer;			/* it is newer than the decision */
	struct ck_buf screen;		/* of the look before */
};

/* -- what its lines say --------------------------------------------------- */

static void put_lines(struct looking *l)
{
	const struct ck_value *lines = ck_get(l->gate.document, "lines");
	bool runs = ck_panel_read(ck_store_path(l->s->store), l->gate.lane,
				  &l->panel);
	struct ck_value *list;

	l->standing = (struct ck_standing){ .gate = &l->gate, .runs = runs,
					    .view = &l->panel };
	ck_set_bool(l->record, "running", runs);
	if (runs)
		ck_set_str(l->record, "lines_from",
			   l->panel.state.stdio ? "records" : "chips");
	if (runs && l->panel.state.listener)
		ck_set_str(l->record, "cameras",
			   l->panel.state.listener == CK_LISTENER_LOST
				? "lost" : "heard");
	list = ck_set_object(l->record, "lines");
	for (int i = 0; runs && i < CK_PANEL_LINES; i++) {
		const char *name = ck_panel_name(i);

		if (ck_get(lines, name))
			ck_panel_put(list, name, l->panel.line[i].level);
	}
}

/* -- what its log says ---------------------------------------------------- */

static bool is_newest(const struct ck_value *faults, const struct ck_line *line)
{
	for (size_t i = 0; i < ck_count(faults); i++) {
		const struct ck_value *newer = ck_at(faults, i);

		if (ck_equal(ck_get(newer, "code"), ck_get(line->body, "code")) &&
		    ck_equal(ck_get(newer, "line"), ck_get(line->body, "line")))
			return false;
	}
	return true;
}

static void put_lasts(const struct looking *l, struct ck_value *fault,
		      const struct ck_line *line)
{
	const char *name = ck_get_str(line->body, "line");
	const char *code = ck_get_str(line->body, "code");
	enum ck_lasting lasting = ck_standing_lasting(
		&l->standing, name ? name : "", code ? code : "");

	if (lasting != CK_LASTING_UNKNOWN)
		ck_set_bool(fault, "lasts", lasting == CK_LASTING_THERE);
}

static void put_fault(struct looking *l, struct ck_value *faults,
		      const struct ck_line *line)
{
	const char *passage = ck_get_str(line->body, "passage");
	bool newest = is_newest(faults, line);
	struct ck_value *fault;

	if (ck_count(faults) == FAULTS)
		return;
	fault = ck_push_object(faults);
	ck_set(fault, "code", ck_get(line->body, "code"));
	ck_set(fault, "line", ck_get(line->body, "line"));
	ck_set_str(fault, "passage", passage);
	ck_gate_set_when(l->s, fault, line);
	if (passage)
		ck_set_bool(fault, "lasts", ck_gate_is_unknown(
			l->s, &l->gate, passage) > 0);
	else if (newest)
		put_lasts(l, fault, line);
	else
		ck_set_bool(fault, "lasts", false);
}

/* As it was read, or the permit's. */
static const char *label_of(const struct ck_line *line)
{
	const struct ck_value *seen = ck_get(line->body, "sighting");
	const char *label = ck_get_str(ck_get(line->body, "vehicle"), "label");

	if (!label)
		label = ck_get_str(seen, "plate");
	if (!label)
		label = ck_get_str(seen, "text");
	return label ? label : line->subject;
}

static int put_decision(struct looking *l, const struct ck_line *line)
{
	struct ck_value *d = ck_set_object(l->record, "decision");
	const struct ck_value *b = line->body, *row = NULL;
	struct ck_value *codes = ck_set_array(d, "reasons");
	const char *label = label_of(line);
	int r = ck_row_of(ck_query(l->s->store, CK_SQL_GATE_ADMISSION, "ss",
				   l->gate.id, line->subject), l->doc, &row);

	ck_set_str(d, "subject", label);
	ck_set_bool(d, "admit", ck_is_true(ck_get(b, "admit")));
	for (size_t i = 0; i < ck_count(ck_get(b, "reasons")); i++)
		ck_push(codes, ck_get(ck_at(ck_get(b, "reasons"), i), "code"));
	ck_set(d, "state", ck_get(row, "admission_state"));
	ck_gate_set_when(l->s, d, line);
	ck_gate_set_time(l->s, d, "expires_at", ck_get_int(b, "expires_at", 0));
	if (ck_get(b, "as_of"))
		ck_set_bool(d, "offline", true);
	return r < 0 ? ck_fail_store(l->s, NULL, r) : 0;
}

/* -- who opened it -------------------------------------------------------- */

static const char *opened_for(struct looking *l, const struct ck_value *body)
{
	struct ck_value *record = ck_new_object(l->doc);
	const char *trip = ck_get_str(body, "trip");
	const char *label = ck_run_label(body);

	if (!label && trip && ck_record_trip(l->s, l->doc, record, trip) == 0)
		label = ck_run_label(record);
	return label ?: ck_get_str(body, "seen") ?: trip
		     ?: ck_get_str(body, "permit");
}

/* One that no decision asked for. Nobody sees who presses the wall button; the
 * lane opens for fire and safety by itself. */
static void put_opening(struct looking *l, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *by = ck_get_str(b, "by") ?: ck_get_str(b, "duty");
	struct ck_value *o = ck_set_object(l->record, "opening");

	if (!by && strncmp(line->actor, "lane:", 5))
		by = line->actor;
	ck_set_str(o, "subject", opened_for(l, b));
	ck_set_str(o, "by", by);
	ck_set(o, "reason", ck_get(b, "reason"));
	ck_gate_set_when(l->s, o, line);
	l->newer = !ck_get(l->record, "decision");
	l->lets = !l->passed && ck_gate_lets_until(&l->gate, line) >
					ck_session_now(l->s, NULL);
}

static int put_line(struct looking *l, struct ck_value *faults,
		    const struct ck_line *line)
{
	if (!strcmp(line->event, "gate.faulted"))
		put_fault(l, faults, line);
	if (!strcmp(line->event, "gate.passed"))
		l->passed = true;
	if (!strcmp(line->event, "gate.opened") &&
	    !ck_get(line->body, "decision") && !ck_get(l->record, "opening"))
		put_opening(l, line);
	if (!strcmp(line->event, "gate.decided") &&
	    !ck_get(l->record, "decision"))
		return put_decision(l, line);
	return 0;
}

static int put_log(struct looking *l)
{
	struct ck_value *faults = ck_set_array(l->record, "faults");
	struct ck_line *lines = NULL;
	int r = ck_gate_log(l->s, l->doc, &l->gate, &lines);
	int count = r;

	l->passed = l->lets = l->newer = false;
	for (int i = 0; r >= 0 && i < count; i++)
		r = put_line(l, faults, &lines[i]);
	return r < 0 ? r : 0;
}

/* -- the gatehouse, as the lane's own computer knows it -------------------- */

static int put_untold(struct looking *l, struct ck_value *gatehouse,
		      int64_t merged)
{
	const struct ck_value *head = NULL;
	int r = ck_row_of(ck_query(l->s->store, CK_SQL_REPORT_HEAD, ""),
			  l->doc, &head);

	ck_set_int(gatehouse, "untold", ck_get_int(head, "seq", 0) - merged);
	return r < 0 ? ck_fail_store(l->s, NULL, r) : 0;
}

static int put_gatehouse(struct looking *l)
{
	const struct ck_value *kept =
		ck_setting_object(l->s->store, l->doc, "gatehouse");
	struct ck_value *gatehouse;

	if (!kept)
		return 0;
	gatehouse = ck_set_object(l->record, "gatehouse");
	ck_set_bool(gatehouse, "online", ck_is_true(ck_get(kept, "online")));
	l->standing.offline = !ck_is_true(ck_get(kept, "online"));
	ck_gate_set_time(l->s, gatehouse, "as_of",
			 ck_get_int(kept, "as_of", 0));
	return put_untold(l, gatehouse, ck_get_int(kept, "merged", 0));
}

/* -- the record ----------------------------------------------------------- */

static const char *waits_for(const struct looking *l)
{
	const struct ck_value *d = ck_get(l->record, "decision");
	const char *state = ck_get_str(d, "state");

	if (l->gate.service.out)
		return "service";
	if (ck_get(l->record, "held_by"))
		return "release";
	return l->lets || (ck_is_true(ck_get(d, "admit")) && state &&
			   !strcmp(state, "open")) ? "passage" : "vehicle";
}

static int look(struct looking *l, const char *name)
{
	int r = ck_gate_named(l->s, NULL, name, &l->gate);

	if (r < 0)
		return r;
	l->record = ck_record(l->s, l->doc, "lane_status");
	ck_set_str(l->record, "lane", l->gate.lane);
	ck_set_str(l->record, "from", l->gate.from);
	ck_set_str(l->record, "to", l->gate.to);
	ck_set_str(l->record, "service", l->gate.service.out ? "out" : "in");
	ck_set_str(l->record, "reason", l->gate.service.reason);
	ck_set_str(l->record, "duty", l->gate.service.duty);
	put_lines(l);
	ck_set_str(l->record, "held_by", ck_standing_held_by(&l->standing));
	r = put_gatehouse(l);
	if (r == 0)
		r = put_log(l);
	ck_set_str(l->record, "waits_for", waits_for(l));
	return r;
}

/* -- the screen ----------------------------------------------------------- */

static int show_screen(struct looking *l)
{
	const struct ck_gate_settings *set = l->s->settings;
	bool terminal = isatty(STDOUT_FILENO);
	int columns = ck_session_width(), rows = ck_session_height();
	CK_BUF drawn = { 0 };
	CK_BUF screen = { 0 };
	int r;

	ck_screen_draw(l->doc, l->record, l->newer, &drawn);
	/* The row of the cursor is left free. */
	if (columns > 0 && rows > 1)
		ck_screen_fit(ck_buf_text(&drawn), columns,
			      set->follow ? rows - 1 : INT_MAX, &screen);
	else
		ck_buf_puts(&screen, ck_buf_text(&drawn));
	if (!strcmp(ck_buf_text(&screen), ck_buf_text(&l->screen)))
		return 0;
	r = l->screen.len ? ck_print_text(l->s, terminal ? "\033[H\033[J"
							 : "\n",
					  terminal ? 6 : 1) : 0;
	if (r >= 0)
		r = ck_print_text(l->s, screen.data, screen.len);
	ck_buf_clear(&l->screen);
	ck_buf_add(&l->screen, screen.data, screen.len);
	return r;
}

/* A record is printed when it says something new. */
static int show(struct looking *l)
{
	CK_BUF text = { 0 };
	bool same;

	if (ck_session_format(l->s) == CK_FORMAT_TABLE)
		return show_screen(l);
	ck_write(&text, l->record);
	same = !strcmp(ck_buf_text(&text), ck_buf_text(&l->screen));
	ck_buf_clear(&l->screen);
	ck_buf_add(&l->screen, text.data, text.len);
	return same ? 0 : ck_print(l->s, l->record);
}

static int look_and_show(struct looking *l, const char *name)
{
	int r = look(l, name);

	if (r == 0)
		r = show(l);
	ck_doc_reset(l->doc);
	return r < 0 ? r : ck_print_flush(l->s);
}

static int follow(struct looking *l, const char *name)
{
	CK_CLEANUP(ck_follow_free) struct ck_follow *f = NULL;
	int r = ck_follow_new(l->s->store, &f);

	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	ck_session_catch();
	do {
		r = look_and_show(l, name);
		if (r == 0)
			r = ck_follow_wait(f, STDOUT_FILENO);
	} while (r == 0 && !ck_session_stopping());
	return r == -EINTR || r == 1 ? 0 : r;
}

int ck_gate_run_status(struct ck_session *s, int argc, char **argv)
{
	const struct ck_gate_settings *set = s->settings;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct looking l = { .s = s, .doc = doc };
	int r;

	if (argc != 1)
		return ck_usage(s, _("say which lane: LANE"));
	r = ck_viewer_allow_all(s);
	if (r == 0)
		r = set->follow ? follow(&l, ck_gate_short(argv[0]))
				: look_and_show(&l, ck_gate_short(argv[0]));
	ck_buf_free(&l.screen);
	return r;
}
