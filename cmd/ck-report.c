#include <config.h>

#include "base/text.h"
#include "report/verbs.h"

static struct ck_report_settings settings;

static const struct argp_option options[] = {
	{ "node", CK_OPTION_WORD(settings, node), "NODE", 0,
	  N_("sum the sites of this node of the tree, not the one site"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

/* For csv and tsv; the table is the official layout. */
static const struct ck_column day_columns[] = {
	{ N_("Date"), "/date", 10 },
	{ N_("Node"), "/node", 10 },
	{ N_("Total"), "/total", -6 },
	{ N_("Export"), "/export/total", -6 },
	{ N_("Export, fruit"), "/export/fruit", -6 },
	{ N_("Export, other"), "/export/other", -6 },
	{ N_("Import"), "/import/total", -6 },
	{ N_("Import, cargo"), "/import/cargo", -6 },
	{ N_("Import, new vehicles"), "/import/new_vehicles", -6 },
	{ N_("To another gate"), "/diverted", -6 },
	{ N_("Waiting"), "/waiting/total", -6 },
	{ N_("Waiting, fruit"), "/waiting/fruit", -6 },
	{ N_("Waiting, other"), "/waiting/other", -6 },
	{ N_("Not registered"), "/waiting/not_registered", -6 },
	{ N_("Turned back"), "/turned_back", -6 },
	{ N_("Receiving"), "/receiving_vehicles", -6 },
	{ N_("Without declaration"), "/without_declaration", -6 },
	{ N_("Crossings"), "/crossings/total", -6 },
	{ N_("Empty crossings"), "/crossings/empty", -6 },
	{ N_("Declared value, export"), "/value/export", -16 },
	{ N_("Declared value, import"), "/value/import", -16 },
	{ N_("Currency"), "/value/currency", 3 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "day",
	  .arguments = "[DATE]",
	  .summary = N_("the daily report: what crossed, what waits"),
	  .flags = CK_VERB_READS | CK_VERB_TABLE,
	  .columns = day_columns,
	  .run = ck_report_run_day },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-report",
		.summary = N_("what happened, what will"),
		.verbs = verbs,
		.options = options,
		.parse = ck_option_take,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
