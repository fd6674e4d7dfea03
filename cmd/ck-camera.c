#include <config.h>

#include "base/text.h"
#include "camera/verbs.h"

enum {
	OPT_ADAPTER = 0x400,
	OPT_ADAPTERS,
	OPT_ADDRESS,
	OPT_CHARSET,
	OPT_CSV,
	OPT_DEVICE,
	OPT_LANE,
	OPT_LATE,
	OPT_LINE,
	OPT_LINES,
	OPT_SOURCE,
	OPT_SPOOL,
	OPT_UTC_OFFSET,
};

static struct ck_camera_settings settings;

static const struct argp_option options[] = {
	{ "adapter", OPT_ADAPTER, N_("NAME"), 0,
	  N_("what sends: a jq program of the adapters"), 0 },
	{ "adapters", OPT_ADAPTERS, N_("FOLDER"), 0,
	  N_("adapters of one's own"), 0 },
	{ "address", OPT_ADDRESS, N_("ADDRESS"), 0,
	  N_("listen: on this address and port; else 127.0.0.1:8077"), 0 },
	{ "charset", OPT_CHARSET, N_("NAME"), 0,
	  N_("what the camera writes where it is not UTF-8, such as GBK"), 0 },
	{ "csv", OPT_CSV, NULL, 0,
	  N_("rows of comma-separated values, names in the first"), 0 },
	{ "device", OPT_DEVICE, "DEVICE", 0,
	  N_("read: a scanner on /dev/ttyACM0, or tcp:HOST:PORT"), 0 },
	{ "line", OPT_LINE, "SETTING", 0,
	  N_("speed and framing of a serial device: \"9600 8N1\""), 0 },
	{ "lane", OPT_LANE, N_("LANE"), 0, N_("read: where it is"), 0 },
	{ "late", OPT_LATE, NULL, 0,
	  N_("read: take readings that the camera kept, too"), 0 },
	{ "lines", OPT_LINES, NULL, 0,
	  N_("read: a text a line, of a scanner"), 0 },
	{ "source", OPT_SOURCE, N_("NAME"), 0,
	  N_("read: how the camera is called; else camera"), 0 },
	{ "spool", OPT_SPOOL, N_("FOLDER"), 0,
	  N_("listen: where sightings are stored; else /var/lib/ck/cameras"), 0 },
	{ "utc-offset", OPT_UTC_OFFSET, N_("OFFSET"), 0,
	  N_("read: of times that name no zone, such as +07:00"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_camera_settings *set = state->input;

	switch (key) {
	case OPT_ADAPTER:
		set->adapter = arg;
		return 0;
	case OPT_ADAPTERS:
		set->adapters = arg;
		return 0;
	case OPT_ADDRESS:
		set->address = arg;
		return 0;
	case OPT_SPOOL:
		set->spool = arg;
		return 0;
	case OPT_CHARSET:
		set->charset = arg;
		return 0;
	case OPT_CSV:
		set->text = CK_TEXT_TABLE;
		return 0;
	case OPT_DEVICE:
		set->device = arg;
		return 0;
	case OPT_LINE:
		set->line = arg;
		return 0;
	case OPT_LANE:
		set->lane = arg;
		return 0;
	case OPT_LATE:
		set->late = true;
		return 0;
	case OPT_LINES:
		set->text = CK_TEXT_LINES;
		return 0;
	case OPT_SOURCE:
		set->source = arg;
		return 0;
	case OPT_UTC_OFFSET:
		set->offset = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
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
