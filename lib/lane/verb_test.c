#include <config.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "command/loop.h"
#include "lane/panel.h"
#include "lane/verbs.h"
#include "lane/wiring.h"
#include "record/lines.h"

enum result { SKIPPED, PASSED, FAILED, RESULTS };

static const char *const result_names[RESULTS] = {
	"skipped", "passed", "failed",
};

struct testing {
	struct ck_session *s;
	struct ck_gate gate;
	struct ck_wiring wiring;
	struct ck_lane_config config;
	struct ck_panel *panel;
	struct ck_lane_lines *lines;
	struct ck_lines *answers;
	struct ck_lines *nobody;	/* to wait without hearing answers */
	struct ck_lines_aside aside;
	bool ended;			/* nobody answers any more */
	int input;			/* the one that is tried; -1: none */
	unsigned seen;			/* bits of levels that it took */
	enum result result[CK_PANEL_LINES];
	int number;
	int total;
};

/* -- the chips ------------------------------------------------------------ */

static int drop_output(void *ctx, enum ck_lane_output line, bool value)
{
	(void)ctx;
	(void)line;
	(void)value;
	return 0;
}

static void look(void *ctx)
{
	(void)ctx;
}

static void see(struct testing *t, const struct ck_edge *edge)
{
	if (t->input < 0)
		return;
	if ((int)edge->line == t->input)
		t->seen |= CK_LINE_BIT(edge->level);
	else if (edge->level == CK_LEVEL_ON)
		ck_say(t->s, _("that was %s"), ck_lane_input_name(edge->line));
}

static int read_edges(struct testing *t)
{
	struct ck_edge edge;
	int r;

	while ((r = ck_lane_lines_read(t->lines, &edge)) > 0)
		see(t, &edge);
	if (r == 0)
		return 0;
	ck_gate_say_lines(t->s, t->gate.lane, &t->wiring,
			  t->lines->ops->trouble(t->lines));
	return ck_fail(t->s, NULL, -ENODEV, NULL, "lines-lost",
		       _("the lines of lane %s cannot be had"), t->gate.lane);
}

/* The first levels are no edges. */
static int open_lines(struct testing *t)
{
	int r = ck_gate_load_gpio(t->s);

	if (r < 0)
		return r;
	r = ck_gate_panel(t->s, &t->gate, false, &t->panel);
	if (r < 0)
		return r;
	t->lines = ck_lane_lines_gpiod(&t->wiring, drop_output, t);
	t->aside = (struct ck_lines_aside){ .fd = ck_lane_lines_fd(t->lines),
					    .look = look, .wakes = true };
	ck_lines_beside(t->answers, &t->aside, 1);
	ck_lines_beside(t->nobody, &t->aside, 1);
	t->input = -1;
	return read_edges(t);
}

/* -- the technician ------------------------------------------------------- */

/* 1: an answer waits, or the end; 0: it is time, or an edge was seen. */
static int listen_for(struct testing *t, struct ck_lines *answers, int64_t ms)
{
	int r = ck_lines_wait(answers, ms);

	if (r == 0 && t->lines)
		r = read_edges(t);
	return r;
}

/* The first letter; '\0' for an empty line, and at the end. */
static int read_answer(struct testing *t, char *ret_letter)
{
	char *line = NULL;
	size_t len = 0;
	int r;

	do
		r = listen_for(t, t->answers, -1);
	while (r == 0);
	if (r > 0)
		r = ck_lines_next(t->answers, &line, &len);
	if (r < 0 && r != -EMSGSIZE)
		return r;
	t->ended = r == 0;
	*ret_letter = r > 0 ? *line : '\0';
	return 0;
}

static int ask_yes(struct testing *t, bool *ret_yes, bool *ret_no)
{
	char letter = '\0';
	int r = t->ended ? 0 : read_answer(t, &letter);

	*ret_yes = letter && strchr(_("yY"), letter);
	*ret_no = letter && !*ret_yes;
	return r;
}

static void introduce(struct testing *t, const char *name,
		      const struct ck_wire *wire, const char *what)
{
	ck_say(t->s, "%d/%d %s (%s%s%s): %s", ++t->number, t->total, name,
	       wire->line, wire->label ? ", " : "",
	       wire->label ? wire->label : "", what);
}

/* -- a line --------------------------------------------------------------- */

static int test_input(struct testing *t, enum ck_lane_input line)
{
	const unsigned both = CK_LINE_BIT(CK_LEVEL_ON) |
			      CK_LINE_BIT(CK_LEVEL_OFF);
	char letter;
	int r = 0;

	if (t->ended)
		return 0;
	introduce(t, ck_lane_input_name(line), &t->wiring.input[line],
		  _("make it go on and off; Enter when it does not"));
	t->input = (int)line;
	t->seen = 0;
	while (r == 0 && t->seen != both)
		r = listen_for(t, t->answers, -1);
	t->input = -1;
	if (r > 0)
		r = read_answer(t, &letter);
	if (t->seen == both)
		t->result[line] = PASSED;
	else if (!t->ended)
		t->result[line] = FAILED;
	return r;
}

static int drive_for(struct testing *t, enum ck_lane_output line)
{
	int64_t until = ck_clock_steady() + t->config.pulse_ms;
	int r = ck_lane_lines_drive(t->lines, CK_LINE_BIT(line));

	while (r == 0 && ck_clock_steady() < until)
		r = listen_for(t, t->nobody, until - ck_clock_steady());
	if (ck_lane_lines_drive(t->lines, 0) < 0)
		return -EIO;
	return r < 0 ? r : 0;
}

static int test_output(struct testing *t, enum ck_lane_output line)
{
	bool yes, no;
	int r;

	if (t->ended)
		return 0;
	introduce(t, ck_lane_output_name(line), &t->wiring.output[line],
		  _("goes on for the time of a pulse; did it? [y/n]"));
	r = drive_for(t, line);
	if (r == 0)
		r = ask_yes(t, &yes, &no);
	if (r == 0 && yes)
		t->result[CK_LANE_INPUTS + line] = PASSED;
	else if (r == 0 && no)
		t->result[CK_LANE_INPUTS + line] = FAILED;
	return r;
}

static int test_all(struct testing *t)
{
	int r = 0;

	t->total = __builtin_popcount(t->wiring.inputs) +
		   __builtin_popcount(t->wiring.outputs);
	for (int i = 0; r == 0 && i < CK_LANE_INPUTS; i++) {
		if (t->wiring.input[i].line)
			r = test_input(t, (enum ck_lane_input)i);
	}
	for (int i = 0; r == 0 && i < CK_LANE_OUTPUTS; i++) {
		if (t->wiring.output[i].line)
			r = test_output(t, (enum ck_lane_output)i);
	}
	return r;
}

/* -- the result ----------------------------------------------------------- */

static void put_result(const struct testing *t, struct ck_value *list, int i)
{
	struct ck_value *one = ck_push_object(list);

	ck_set_str(one, "line", ck_panel_name(i));
	ck_set_str(one, "result", result_names[t->result[i]]);
}

static void put_results(const struct testing *t, struct ck_value *object)
{
	struct ck_value *list = ck_set_array(object, "lines");
	int count[RESULTS] = { 0 };

	for (int i = 0; i < CK_PANEL_LINES; i++) {
		if (!ck_wiring_at(&t->wiring, i)->line)
			continue;
		put_result(t, list, i);
		count[t->result[i]]++;
	}
	for (int i = 0; i < RESULTS; i++)
		ck_set_int(object, result_names[i], count[i]);
}

static int write_down(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct testing *t = ctx;
	struct ck_value *body = ck_new_object(s->doc);
	struct ck_value *record = ck_record(s, s->doc, "lane_test");
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "lane", t->gate.id);
	put_results(t, body);
	r = ck_append(txn, "lane.tested", t->gate.id, t->gate.id, body, NULL,
		      &id);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	ck_set_str(record, "lane", t->gate.lane);
	put_results(t, record);
	if (id.seq)
		ck_set_str(record, "test", id.text);
	ck_gate_set_time(s, record, "at", ck_txn_at(txn));
	t->number = (int)ck_get_int(record, "failed", 0);
	r = ck_print(s, record);
	return r < 0 ? r : 0;
}

/* -- the verb ------------------------------------------------------------- */

static int check_isolated(struct testing *t)
{
	bool yes, no;
	int r;

	if (!t->gate.service.out)
		return ck_fail(t->s, NULL, -EEXIST, NULL, "in-service",
			       _("lane %s is in service; take it out first (ck-gate out-of-service)"),
			       t->gate.lane);
	ck_say(t->s, _("The barrier's contacts will close. Is the arm isolated: motor off, nobody under it? [y/n]"));
	r = ask_yes(t, &yes, &no);
	if (r == 0 && !yes)
		r = ck_fail(t->s, NULL, -EEXIST, NULL, "not-isolated",
			    _("nothing was tested: the arm is not isolated"));
	return r;
}

static int test_lane(struct testing *t)
{
	int r;

	ck_session_catch();
	t->answers = ck_lines_new(STDIN_FILENO);
	t->nobody = ck_lines_new(-1);
	ck_lines_stop(t->answers, ck_session_stop());
	ck_lines_stop(t->nobody, ck_session_stop());
	r = check_isolated(t);
	if (r == 0)
		r = open_lines(t);
	if (r == 0)
		r = test_all(t);
	if (r == 0 || r == -EINTR)
		r = ck_session_transact(t->s, write_down, t);
	ck_lane_lines_close(t->lines);
	ck_panel_close(t->panel);
	ck_lines_free(t->answers);
	ck_lines_free(t->nobody);
	return r < 0 ? r : t->number > 0;
}

int ck_gate_run_test(struct ck_session *s, int argc, char **argv)
{
	struct testing *t = ck_doc_alloc(s->doc, sizeof(*t));
	int r;

	if (argc != 1)
		return ck_usage(s, _("say which lane: LANE"));
	t->s = s;
	r = ck_gate_named(s, NULL, ck_gate_short(argv[0]), &t->gate);
	if (r == 0)
		r = ck_gate_allow_open(s, &t->gate);
	if (r == 0)
		r = ck_gate_wiring(s, &t->gate, &t->wiring);
	if (r < 0)
		return r;
	ck_gate_config(&t->gate, &t->config);
	return test_lane(t);
}
