#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/error_text.h"
#include "base/text.h"
#include "lane/gpio.h"
#include "lane/panel.h"
#include "lane/verbs.h"
#include "lane/wiring.h"

static const char *why(const struct ck_lines_trouble *t)
{
	switch (-t->err) {
	case ENOSYS:
		return _("libgpiod is not installed");
	case ENOENT:
		return t->line ? _("there is no such chip")
			       : _("the program ck-gate-guard is not installed");
	case ENODEV:
		return _("the chip is gone");
	case ENXIO:
		return _("the chip has no such line");
	case EBUSY:
		return _("the line is in use");
	case EACCES:
	case EPERM:
		return _("no permission for the chip");
	case EPIPE:
		return _("the guard of the outputs has ended");
	default:
		return ck_error_text(-t->err);
	}
}

/* What is wrong with the chip is wrong with all its lines. */
static bool is_of_chip(const struct ck_lines_trouble *t)
{
	return t->place && (t->err == -ENOENT || t->err == -ENODEV ||
			    t->err == -EACCES || t->err == -EPERM);
}

static void say_chip(struct ck_session *s, const char *lane,
		     const struct ck_wiring *wiring,
		     const struct ck_lines_trouble *t)
{
	size_t len = (size_t)(strrchr(t->place, ':') - t->place);
	int lines = 0;

	for (int i = 0; i < CK_PANEL_LINES; i++) {
		const struct ck_wire *wire = ck_wiring_at(wiring, i);

		lines += wire->line && strlen(wire->place.chip) == len &&
			 !memcmp(wire->place.chip, t->place, len);
	}
	ck_say(s, _("lane %s: chip %.*s: %s; lines of the lane there: %d"),
	       lane, (int)len, t->place, why(t), lines);
}

void ck_gate_say_lines(struct ck_session *s, const char *lane,
		       const struct ck_wiring *wiring,
		       const struct ck_lines_trouble *t)
{
	const char *line = t->line ? t->line : "guard";
	const char *place = t->place ? t->place : "-";

	if (is_of_chip(t))
		say_chip(s, lane, wiring, t);
	else if (t->err == -EBUSY && *t->by)
		ck_say(s, _("lane %s: %s (%s): in use by %s"), lane, line,
		       place, t->by);
	else
		ck_say(s, _("lane %s: %s (%s): %s"), lane, line, place, why(t));
}

int ck_gate_load_gpio(struct ck_session *s)
{
	if (ck_gpio_load() == 0)
		return 0;
	return ck_fail(s, NULL, -ENOSYS, NULL, "libgpiod",
		       _("libgpiod is not installed (Debian: %s)"),
		       ck_gpio_api() == 1 ? "libgpiod2" : "libgpiod3");
}

int ck_gate_panel(struct ck_session *s, const struct ck_gate *gate, bool stdio,
		  struct ck_panel **ret_panel)
{
	int r = ck_panel_open(ck_store_path(s->store), gate->lane, stdio,
			      ret_panel);

	if (r == -EBUSY)
		return ck_fail(s, NULL, -EAGAIN, NULL, "lane-runs",
			       _("lane %s runs already"), gate->lane);
	return r < 0 ? ck_fail(s, NULL, r, NULL, "lines",
			       _("the lines of lane %s: %s"), gate->lane,
			       ck_error_text(-r)) : 0;
}
