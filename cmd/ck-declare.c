#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trade/columns.h"
#include "trade/verbs.h"

/* -- options -------------------------------------------------------------- */

enum { OPT_DECIMAL = 0x400, OPT_HEADING, OPT_VEHICLE, OPT_DRIVER, OPT_GOODS };

static struct ck_declare_settings settings;

static const struct argp_option options[] = {
	{ "reason", CK_OPTION_WORD(settings, reason), "CODE", 0,
	  N_("cancel, amend, show --full: why (reasons of the site)"), 0 },
	{ "full", CK_OPTION_FLAG(settings, full), NULL, 0,
	  N_("show: persons in full, with a reason; it is written down"), 0 },
	{ "patch", CK_OPTION_WORD(settings, patch), "FILE", 0,
	  N_("amend: a JSON Patch, or a Merge Patch (- is standard input)"), 0 },
	{ "request", CK_OPTION_FLAG(settings, request), NULL, 0,
	  N_("amend: ask the owner of the fields"), 0 },
	{ "approve", CK_OPTION_WORD(settings, approve), "NUMBER", 0,
	  N_("amend: as the owner, do what this request asks"), 0 },
	{ "decline", CK_OPTION_WORD(settings, decline), "NUMBER", 0,
	  N_("amend: as the owner, do not do it"), 0 },
	{ "breakdown", CK_OPTION_WORD(settings, breakdown), "CODE", 0,
	  N_("amend: the vehicle broke down, another takes its place"), 0 },
	{ "present", CK_OPTION_FLAG(settings, present), NULL, 0,
	  N_("amend: the vehicle stands here, it was misread"), 0 },
	{ "history", CK_OPTION_FLAG(settings, history), NULL, 0,
	  N_("show: who changed what, when, on whose request"), 0 },
	{ "zone", CK_OPTION_WORD(settings, zone), "ZONE", 0,
	  N_("list open trips in this zone"), 0 },
	{ "direction", CK_OPTION_WORD(settings, direction), "export|import", 0,
	  N_("list trips of this direction"), 0 },
	{ "state", CK_OPTION_WORD(settings, state),
	  "open|planned|inside|closed|all", 0,
	  N_("list trips in this state (open)"), 0 },
	{ "since", CK_OPTION_WORD(settings, since), "TIME", 0,
	  N_("list, messages: then or later; a day counts from its start"), 0 },
	{ "customs", CK_OPTION_WORD(settings, customs), "NUMBER", 0,
	  N_("show what a customs number has, what passed, what is left"), 0 },
	{ "map", CK_OPTION_WORD(settings, how.map), "FILE", 0,
	  N_("import: what the columns mean, a jq program"), 0 },
	{ "decimal", OPT_DECIMAL, "comma|point", 0,
	  N_("import: the decimal sign, when the sheet does not show it"), 0 },
	{ "heading", OPT_HEADING, "LINE", 0,
	  N_("import: the line of the headings (the first)"), 0 },
	{ "from", CK_OPTION_WORD(settings, from), "TIME", 0,
	  N_("pass: it holds from then on (now)"), 0 },
	{ "until", CK_OPTION_WORD(settings, until), "TIME", 0,
	  N_("pass: it holds until then (as long as a planned trip)"), 0 },
	{ "enterprise", CK_OPTION_WORD(settings, enterprise), "TAX", 0,
	  N_("new, save, saved, messages: whose"), 0 },
	{ "remove", CK_OPTION_FLAG(settings, remove), NULL, 0,
	  N_("save: forget the entry"), 0 },
	{ "like", CK_OPTION_WORD(settings, like), "TRIP", 0,
	  N_("new: as this one was declared"), 0 },
	{ "party", CK_OPTION_WORD(settings, party), "NAME", 0,
	  N_("new: the saved enterprise"), 0 },
	{ "vehicle", OPT_VEHICLE, "NAME", 0,
	  N_("new: a saved vehicle; several are several"), 0 },
	{ "driver", OPT_DRIVER, "NAME", 0,
	  N_("new: its saved driver, in the same order"), 0 },
	{ "goods", OPT_GOODS, "NAME", 0, N_("new: saved goods"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static void add_name(struct argp_state *state, struct ck_names *names,
		     const char *arg)
{
	if (names->count == CK_NAMES_MOST)
		argp_error(state, _("%s is one too many; %d are taken"), arg,
			   CK_NAMES_MOST);
	else
		names->name[names->count++] = arg;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_declare_settings *set = state->input;

	switch (key) {
	case OPT_DECIMAL:
		ck_import_decimal(state, arg, &set->how);
		return 0;
	case OPT_HEADING:
		ck_import_heading(state, arg, &set->how);
		return 0;
	case OPT_VEHICLE:
		add_name(state, &set->vehicles, arg);
		return 0;
	case OPT_DRIVER:
		add_name(state, &set->drivers, arg);
		return 0;
	case OPT_GOODS:
		add_name(state, &set->goods, arg);
		return 0;
	default:
		return ck_option_take(key, arg, state);
	}
}

/* -- the program ---------------------------------------------------------- */

static const struct ck_verb verbs[] = {
	{ .name = "submit",
	  .arguments = "[FILE...]",
	  .summary = N_("declare: one document a file, or one a line"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS,
	  .columns = ck_declaration_columns,
	  .prepare = ck_declare_submit_prepare,
	  .decide = ck_declare_submit_decide },
	{ .name = "check",
	  .arguments = "[FILE...]",
	  .summary = N_("say what is wrong with declarations, submit nothing"),
	  .flags = CK_VERB_READS | CK_VERB_RECORDS | CK_VERB_NO_STORE_OK,
	  .columns = ck_finding_columns,
	  .prepare = ck_declare_check_prepare,
	  .decide = ck_declare_check_decide },
	{ .name = "new",
	  .arguments = "[--like TRIP] [--party|--vehicle|--driver|--goods NAME]...",
	  .summary = N_("begin a declaration with what is known"),
	  .flags = CK_VERB_WRITES,
	  .run = ck_declare_new_run },
	{ .name = "save",
	  .arguments = "party|vehicle|driver|goods NAME FILE",
	  .summary = N_("keep what is declared again and again"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS,
	  .own_operands = 2,
	  .columns = ck_saved_columns,
	  .run = ck_declare_save_run,
	  .prepare = ck_declare_save_prepare,
	  .decide = ck_declare_save_decide },
	{ .name = "saved",
	  .arguments = "[party|vehicle|driver|goods]",
	  .summary = N_("list what was saved"),
	  .flags = CK_VERB_READS,
	  .columns = ck_saved_columns,
	  .run = ck_declare_saved_run },
	{ .name = "import",
	  .arguments = "--map FILE [FILE...]",
	  .summary = N_("declare what a sheet (CSV) has"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS,
	  .source = &ck_declare_import_source,
	  .columns = ck_declaration_columns,
	  .prepare = ck_declare_import_prepare,
	  .decide = ck_declare_import_decide },
	{ .name = "show",
	  .arguments = "[TRIP...]",
	  .summary = N_("show declarations with their trips, or a customs number"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = ck_declaration_columns,
	  .formats = " text ",
	  .draw = ck_declare_show_draw,
	  .run = ck_declare_show_run,
	  .decide = ck_declare_show_decide },
	{ .name = "list",
	  .arguments = "[TRIP...]",
	  .summary = N_("list trips, one a line"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = ck_trip_columns,
	  .run = ck_declare_list_run,
	  .decide = ck_declare_list_decide },
	{ .name = "amend",
	  .arguments = "TRIP...",
	  .summary = N_("correct what was declared, without starting over"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = ck_amendment_columns,
	  .prepare = ck_declare_amend_prepare,
	  .decide = ck_declare_amend_decide },
	{ .name = "messages",
	  .summary = N_("what you are told: amendments asked for, made, declined"),
	  .flags = CK_VERB_READS,
	  .columns = ck_message_columns,
	  .run = ck_declare_messages_run },
	{ .name = "cancel",
	  .arguments = "DECLARATION...",
	  .summary = N_("take back declarations of which no trip has begun"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = ck_declaration_columns,
	  .prepare = ck_declare_cancel_prepare,
	  .decide = ck_declare_cancel_decide },
	{ .name = "pass",
	  .arguments = "TRIP...",
	  .summary = N_("print a pass with a code that lanes read"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = ck_pass_columns,
	  .formats = " terminal text svg png ",
	  .draw = ck_declare_pass_draw,
	  .prepare = ck_declare_pass_prepare,
	  .decide = ck_declare_pass_decide },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-declare",
		.summary = N_("declarations: new, submit, import, check, show, list, amend, cancel, pass"),
		.verbs = verbs,
		.options = options,
		.parse = parse,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
