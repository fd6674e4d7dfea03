#include <config.h>

#include <errno.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/panel.h"
#include "lane/verbs.h"
#include "lane/wiring.h"

/* What stands beside a line that cannot be read. */
static const char *trouble_code(int err)
{
	switch (-err) {
	case ENOSYS:
		return "no-library";
	case ENOENT:
		return "no-chip";
	case ENXIO:
		return "no-line";
	case EBUSY:
		return "in-use";
	case EACCES:
	case EPERM:
		return "no-permission";
	default:
		return "failed";
	}
}

/* Reads the chip: the lane does not have the line. */
static int look(const struct ck_wire *wire, struct ck_value *record)
{
	CK_CLEANUP(ck_gpio_close) struct ck_gpio *gpio = NULL;
	char by[CK_GPIO_BY];
	int r = ck_gpio_open(&wire->place, CK_GPIO_LOOK, false, &gpio, by);

	if (r == 0)
		r = ck_gpio_get(gpio);
	if (r >= 0) {
		ck_set_int(record, "value", r);
		return 0;
	}
	ck_set_null(record, "value");
	ck_set_str(record, "trouble", trouble_code(r));
	if (r == -EBUSY && *by)
		ck_set_str(record, "used_by", by);
	return 1;
}

static void put_wire(struct ck_value *record, const struct ck_wire *wire)
{
	ck_set_str(record, "place", wire->line);
	ck_set_str(record, "label", wire->label);
	if (wire->place.active_low)
		ck_set_bool(record, "active_low", true);
	if (wire->place.bias != CK_BIAS_AS_IS)
		ck_set_str(record, "bias",
			   ck_gpio_bias_name(wire->place.bias));
}

struct shown {
	struct ck_session *s;
	const struct ck_gate *gate;
	bool running;
	int64_t day;
	struct ck_panel_view panel;
	int troubles;
};

/* Lines that are lost are let go; outputs may still be the guard's. */
static bool is_known(const struct shown *shown, int line)
{
	const struct ck_panel_state *state = &shown->panel.state;

	return shown->running &&
	       (!state->err || (line >= CK_LANE_INPUTS && state->driven));
}

static int show(struct shown *shown, int line, const struct ck_wire *wire)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = ck_record(shown->s, doc, "line");
	const struct ck_panel_line *panel = &shown->panel.line[line];

	if (!wire->line)
		return 0;
	ck_set_str(record, "lane", shown->gate->lane);
	ck_set_str(record, "line", ck_panel_name(line));
	ck_set_str(record, "direction",
		   line < CK_LANE_INPUTS ? "input" : "output");
	put_wire(record, wire);
	if (is_known(shown, line))
		ck_panel_put(record, "value", panel->level);
	else
		shown->troubles += look(wire, record);
	ck_gate_set_time(shown->s, record, "changed_at", panel->changed_at);
	ck_set_int(record, "edges_today",
		   panel->day == shown->day ? panel->edges : 0);
	return ck_print(shown->s, record);
}

static int show_all(struct shown *shown, const struct ck_wiring *w)
{
	int r = 0;

	for (int i = 0; r >= 0 && i < CK_PANEL_LINES; i++)
		r = show(shown, i, ck_wiring_at(w, i));
	return r;
}

/* Where the values come from, when it is not the running lane's chips. */
static void say_source(struct shown *shown, const struct ck_wiring *wiring)
{
	const char *lane = shown->gate->lane;
	struct ck_lines_trouble lost = ck_panel_trouble(&shown->panel, wiring);

	if (!shown->running) {
		ck_say(shown->s, _("lane %s does not run: its lines are read from the chips"),
		       lane);
	} else if (shown->panel.state.stdio) {
		ck_say(shown->s, _("lane %s runs with lines that come as records (--lines stdio): this is what they said, not the chips"),
		       lane);
	} else if (lost.err) {
		ck_gate_say_lines(shown->s, lane, wiring, &lost);
		shown->troubles++;
	}
}

int ck_gate_run_lines(struct ck_session *s, int argc, char **argv)
{
	struct ck_gate gate;
	struct ck_wiring wiring;
	struct shown shown = { .s = s, .gate = &gate };
	int r;

	if (argc != 1)
		return ck_usage(s, _("say which lane: LANE"));
	r = ck_gate_named(s, NULL, ck_gate_short(argv[0]), &gate);
	if (r == 0)
		r = ck_gate_wiring(s, &gate, &wiring);
	if (r < 0)
		return r;
	shown.day = ck_day_start(ck_session_now(s, NULL), s->utc_offset_min);
	shown.running = ck_panel_read(ck_store_path(s->store), gate.lane,
				      &shown.panel);
	say_source(&shown, &wiring);
	r = show_all(&shown, &wiring);
	return r < 0 ? r : shown.troubles > 0;
}
