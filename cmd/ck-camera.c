#include <config.h>

#include "base/text.h"
#include "camera/verbs.h"

enum { OPT_CSV = 0x400, OPT_LINES };

static struct ck_camera_settings settings;

static const struct argp_option options[] = {
	{ "adapter", CK_OPTION_WORD(settings, adapter), N_("NAME"), 0,
	  N_("what sends: a jq program of the adapters"), 0 },
	{ "adapters", CK_OPTION_WORD(settings, adapters), N_("FOLDER"), 0,
	  N_("adapters of one's own"), 0 },
	{ "address", CK_OPTION_WORD(settings, address), N_("ADDRESS"), 0,
	  N_("listen: on this address and port; else 127.0.0.1:8077"), 0 },
	{ "charset", CK_OPTION_WORD(settings, charset), N_("NAME"), 0,
	  N_("what the camera writes where it is not UTF-8, such as GBK"), 0 },
	{ "csv", OPT_CSV, NULL, 0,
	  N_("rows of comma-separated values, names in the first"), 0 },
	{ "device", CK_OPTION_WORD(settings, device), "DEVICE", 0,
	  N_("read: a scanner on /dev/ttyACM0, or tcp:HOST:PORT"), 0 },
	{ "line", CK_OPTION_WORD(settings, line), "SETTING", 0,
	  N_("speed and framing of a serial device: \"9600 8N1\""), 0 },
	{ "lane", CK_OPTION_WORD(settings, lane), N_("LANE"), 0,
	  N_("read: where it is"), 0 },
	{ "late", CK_OPTION_FLAG(settings, late), NULL, 0,
	  N_("read: take readings that the camera kept, too"), 0 },
	{ "lines", OPT_LINES, NULL, 0,
	  N_("read: a text a line, of a scanner"), 0 },
	{ "source", CK_OPTION_WORD(settings, source), N_("NAME"), 0,
	  N_("read: how the camera is called; else camera"), 0 },
	{ "spool", CK_OPTION_WORD(settings, spool), N_("FOLDER"), 0,
	  N_("listen: where sightings are stored; else /var/lib/ck/cameras"), 0 },
	{ "tied", CK_OPTION_FLAG(settings, tied), NULL, 0,
	  N_("listen: end with standard input; an empty line says that it listens"), 0 },
	{ "utc-offset", CK_OPTION_WORD(settings, offset), N_("OFFSET"), 0,
	  N_("read: of times that name no zone, such as +07:00"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_camera_settings *set = state->input;

	switch (key) {
	case OPT_CSV:
		set->text = CK_TEXT_TABLE;
		return 0;
	case OPT_LINES:
		set->text = CK_TEXT_LINES;
		return 0;
	default:
		return ck_option_take(key, arg, state);
	}
}

static const struct ck_column sighting_columns[] = {
	{ N_("Lane"), "/lane", 6 },
	{ N_("Source"), "/source", 12 },
	{ N_("Plate"), "/plate", 12 },
	{ N_("Confidence"), "/confidence", -10 },
	{ N_("Container"), "/container", 12 },
	{ N_("At"), "/at", CK_COLUMN_TIME },
	{ N_("Chip"), "/rfid", 0 },
	{ N_("Text of the pass"), "/pass", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "read",
	  .arguments = "--adapter NAME [--lane LANE] [--device DEVICE | FILE...]",
	  .summary = N_("what a camera or a scanner sends, to sightings"),
	  .columns = sighting_columns,
	  .run = ck_camera_read },
	{ .name = "listen",
	  .arguments = "[--address ADDRESS] [--spool FOLDER] LANE",
	  .summary = N_("what a lane's cameras push, to sightings"),
	  .flags = CK_VERB_READS,
	  .columns = sighting_columns,
	  .run = ck_camera_listen },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-camera",
		.summary = N_("cameras and scanners: who stands at a lane"),
		.verbs = verbs,
		.options = options,
		.parse = parse,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
