#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "scale/axles.h"
#include "scale/columns.h"
#include "scale/weigh.h"
#include "trade/mass.h"

enum {
	OPT_UNIT = 0x400,
	OPT_CHECK,
	OPT_DECIMALS,
	OPT_TIMEOUT,
	OPT_SILENCE,
	OPT_E,
	OPT_FRAME_MS,
	OPT_AXLES,
	OPT_PRESET_TARE,
	OPT_DAYS,
	OPT_FALSE_ALARMS,
};

enum { TIMEOUT_MS = 120000, SILENCE_MS = 10000, MINUTE_MS = 60000,
       YEAR_DAYS = 366 };

static struct ck_weigh settings = { .timeout_ms = TIMEOUT_MS,
				     .silence_ms = SILENCE_MS,
				     .days = 30, .false_alarms = "0.01" };

static const struct argp_option options[] = {
	{ "protocol", CK_OPTION_WORD(settings, protocol), "NAME", 0,
	  N_("what the indicator speaks; ck-weigh protocols lists them"), 0 },
	{ "pattern", CK_OPTION_WORD(settings, pattern), "REGEX", 0,
	  N_("decode, read: for --protocol regex, with named groups"), 0 },
	{ "unit", OPT_UNIT, "UNIT", 0,
	  N_("decode, read: of frames that name none: kg, g, t, lb"), 0 },
	{ "check", OPT_CHECK, "yes|no", 0,
	  N_("decode, read: whether frames end in a check; else found out"), 0 },
	{ "decimals", OPT_DECIMALS, "NUMBER", 0,
	  N_("decode, read: yaohua-a9 with seven digits, so many decimals"), 0 },
	{ "hex", CK_OPTION_FLAG(settings, hex), NULL, 0,
	  N_("decode: lines of hex digits instead of bytes"), 0 },
	{ "device", CK_OPTION_WORD(settings, device), "DEVICE", 0,
	  N_("/dev/ttyUSB0, or tcp:HOST:PORT"), 0 },
	{ "line", CK_OPTION_WORD(settings, line), "SETTING", 0,
	  N_("speed and framing of a serial device: \"9600 8N1\""), 0 },
	{ "scale", CK_OPTION_WORD(settings, scale), "NAME", 0,
	  N_("a scale of the site file"), 0 },
	{ "follow", CK_OPTION_FLAG(settings, follow), NULL, 0,
	  N_("read: go on after the first stable weight"), 0 },
	{ "ask", CK_OPTION_FLAG(settings, ask), NULL, 0,
	  N_("identify: send questions to an indicator that is silent"), 0 },
	{ "timeout", OPT_TIMEOUT, "SECONDS", 0,
	  N_("how long a stable weight is waited for; 0 for ever"), 0 },
	{ "silence", OPT_SILENCE, "SECONDS", 0,
	  N_("how long the scale may send no frame; 0 for ever"), 0 },
	{ "e", OPT_E, "KG", 0,
	  N_("read: the scale interval, where no scale is named"), 0 },
	{ "frame-ms", OPT_FRAME_MS, "MS", 0,
	  N_("count time by frames, for a simulated indicator"), 0 },
	{ "tare", CK_OPTION_FLAG(settings, tare), NULL, 0,
	  N_("record: the empty vehicle"), 0 },
	{ "axles", OPT_AXLES, "NUMBER", 0,
	  N_("record: a sum of so many weights, axle after axle"), 0 },
	{ "under-min", CK_OPTION_FLAG(settings, under_min), NULL, 0,
	  N_("record: also what is less than the scale is made for"), 0 },
	{ "preset-tare", OPT_PRESET_TARE, "KG", 0,
	  N_("record: the net with a tare that nobody weighed here"), 0 },
	{ "again", CK_OPTION_FLAG(settings, again), NULL, 0,
	  N_("record: weigh again, with --reason"), 0 },
	{ "reason", CK_OPTION_WORD(settings, reason), "CODE", 0,
	  N_("record: why it is weighed again"), 0 },
	{ "days", OPT_DAYS, "DAYS", 0,
	  N_("drift: how many days are now; before is the year before"), 0 },
	{ "false-alarms", OPT_FALSE_ALARMS, "SHARE", 0,
	  N_("drift: in what share of runs sound scales may be blamed"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static int64_t seconds_of(const char *option, const char *text,
			  struct argp_state *state)
{
	int64_t ms = 0;

	if (ck_decimal_parse(text, 3, &ms) < 0 || ms < 0 || ms > CK_DAY_MS)
		argp_error(state, _("%s takes seconds, at most a day, not \"%s\""),
			   option, text);
	return ms;
}

static int frame_of(const char *text, struct argp_state *state)
{
	int64_t ms = 0;

	if (ck_decimal_parse(text, 0, &ms) < 0 || ms < 1 || ms > MINUTE_MS)
		argp_error(state, _("--frame-ms takes milliseconds, at most a minute, not \"%s\""),
			   text);
	return ms;
}

static int axles_of(const char *text, struct argp_state *state)
{
	int64_t axles = 0;

	if (ck_decimal_parse(text, 0, &axles) < 0 || axles < 2 ||
	    axles > CK_AXLES_MOST)
		argp_error(state, _("--axles takes a number from 2 to %d, not \"%s\""),
			   CK_AXLES_MOST, text);
	return axles;
}

static int64_t days_of(const char *text, struct argp_state *state)
{
	int64_t days = 0;

	if (ck_decimal_parse(text, 0, &days) < 0 || days < 1 ||
	    days > YEAR_DAYS)
		argp_error(state, _("--days takes a number of days, at most %d, not \"%s\""),
			   YEAR_DAYS, text);
	return days;
}

static const char *share_of(const char *text, struct argp_state *state)
{
	int64_t millionths = 0;

	if (ck_decimal_parse(text, 6, &millionths) < 0 || millionths < 1000 ||
	    millionths > 200000)
		argp_error(state, _("--false-alarms takes a share from 0.001 to 0.2, not \"%s\""),
			   text);
	return text;
}

static enum ck_scale_check check_of(const char *text, struct argp_state *state)
{
	if (strcmp(text, "yes") && strcmp(text, "no"))
		argp_error(state, _("--check takes yes or no, not \"%s\""), text);
	return *text == 'y' ? CK_SCALE_CHECK_PRESENT : CK_SCALE_CHECK_ABSENT;
}

static int decimals_of(const char *text, struct argp_state *state)
{
	int64_t decimals = -1;

	if (ck_decimal_parse(text, 0, &decimals) < 0 || decimals < 0 ||
	    decimals > CK_SCALE_DECIMALS_MOST)
		argp_error(state, _("--decimals takes a number from 0 to %d, not \"%s\""),
			   CK_SCALE_DECIMALS_MOST, text);
	return decimals;
}

static const char *unit_of(const char *text, struct argp_state *state)
{
	static const char *const units[] = { "kg", "g", "t", "lb" };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (!strcmp(text, units[i]))
			return units[i];
	argp_error(state, _("no such unit: %s (kg, g, t, lb)"), text);
	return NULL;
}

static int64_t mass_of(const char *option, const char *text,
		       struct argp_state *state)
{
	int64_t grams = 0;

	if (ck_mass_parse(text, &grams) < 0 || grams <= 0)
		argp_error(state, _("%s takes a mass in kg, not \"%s\""),
			   option, text);
	return grams;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_weigh *set = state->input;

	switch (key) {
	case OPT_UNIT:
		set->unit = unit_of(arg, state);
		return 0;
	case OPT_CHECK:
		set->check = check_of(arg, state);
		return 0;
	case OPT_DECIMALS:
		set->has_decimals = true;
		set->decimals = decimals_of(arg, state);
		return 0;
	case OPT_TIMEOUT:
		set->timeout_ms = seconds_of("--timeout", arg, state);
		return 0;
	case OPT_SILENCE:
		set->silence_ms = seconds_of("--silence", arg, state);
		return 0;
	case OPT_E:
		set->e_g = mass_of("--e", arg, state);
		return 0;
	case OPT_FRAME_MS:
		set->frame_ms = frame_of(arg, state);
		return 0;
	case OPT_AXLES:
		set->axles = axles_of(arg, state);
		return 0;
	case OPT_PRESET_TARE:
		set->preset_g = mass_of("--preset-tare", arg, state);
		return 0;
	case OPT_DAYS:
		set->days = days_of(arg, state);
		return 0;
	case OPT_FALSE_ALARMS:
		set->false_alarms = share_of(arg, state);
		return 0;
	default:
		return ck_option_take(key, arg, state);
	}
}

static const struct ck_verb verbs[] = {
	{ .name = "protocols",
	  .summary = N_("list the protocols and what their frames tell"),
	  .columns = ck_weigh_protocol_columns,
	  .run = ck_weigh_protocols },
	{ .name = "decode",
	  .arguments = "--protocol NAME | --scale NAME [--hex] [FILE...]",
	  .summary = N_("an indicator's bytes to readings"),
	  .flags = CK_VERB_READS,
	  .wants_store = ck_weigh_decode_wants,
	  .columns = ck_weigh_reading_columns,
	  .run = ck_weigh_decode },
	{ .name = "read",
	  .arguments = "--scale NAME | --device DEVICE --protocol NAME",
	  .summary = N_("what a scale says, to the first stable weight"),
	  .flags = CK_VERB_READS | CK_VERB_NO_STORE_OK,
	  .columns = ck_weigh_reading_columns,
	  .run = ck_weigh_read },
	{ .name = "identify",
	  .arguments = "--device DEVICE [--ask]",
	  .summary = N_("find speed and protocol of an unknown indicator"),
	  .columns = ck_weigh_indicator_columns,
	  .run = ck_weigh_identify },
	{ .name = "record",
	  .arguments = "--scale NAME [TRIP...]",
	  .summary = N_("bind a stable weight to a trip"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS | CK_VERB_WAITS,
	  .columns = ck_weigh_weighing_columns,
	  .prepare = ck_weigh_record_prepare,
	  .decide = ck_weigh_record_decide },
	{ .name = "list",
	  .arguments = "[--scale NAME] [TRIP...]",
	  .summary = N_("weighings with their figures"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = ck_weigh_weighing_columns,
	  .run = ck_weigh_list,
	  .decide = ck_weigh_list_trip },
	{ .name = "ticket",
	  .arguments = "WEIGHING|TRIP...",
	  .summary = N_("print a weighing with what proves it"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS,
	  .columns = ck_weigh_weighing_columns,
	  .formats = " text svg ",
	  .draw = ck_weigh_ticket_draw,
	  .decide = ck_weigh_ticket },
	{ .name = "drift",
	  .arguments = "[--days DAYS] [--false-alarms SHARE] [--scale NAME]",
	  .summary = N_("which scale has left the others"),
	  .flags = CK_VERB_READS,
	  .columns = ck_weigh_drift_columns,
	  .run = ck_weigh_drift },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-weigh",
		.summary = N_("read the scales, and weigh trips"),
		.verbs = verbs,
		.options = options,
		.parse = parse,
		.settings = &settings,
	};
	int status = ck_main(&program, argc, argv);

	ck_feeds_free(settings.feeds);
	return status;
}
