#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trade/columns.h"
#include "trade/verbs.h"

/* -- options -------------------------------------------------------------- */

enum { OPT_REASON = 0x400, OPT_ZONE, OPT_DIRECTION, OPT_STATE, OPT_SINCE,
       OPT_CUSTOMS, OPT_MAP, OPT_DECIMAL, OPT_HEADING, OPT_FROM, OPT_UNTIL,
       OPT_FULL, OPT_ENTERPRISE, OPT_REMOVE, OPT_LIKE, OPT_PARTY, OPT_VEHICLE,
       OPT_DRIVER, OPT_GOODS, OPT_PATCH, OPT_REQUEST, OPT_APPROVE,
       OPT_DECLINE, OPT_BREAKDOWN, OPT_PRESENT, OPT_HISTORY };

static struct ck_declare_settings settings;

static const struct argp_option options[] = {
	{ "reason", OPT_REASON, "CODE", 0,
	  N_("cancel, amend, show --full: why (reasons of the site)"), 0 },
	{ "full", OPT_FULL, NULL, 0,
	  N_("show: persons in full, with a reason; it is written down"), 0 },
	{ "patch", OPT_PATCH, "FILE", 0,
	  N_("amend: a JSON Patch, or a Merge Patch (- is standard input)"), 0 },
	{ "request", OPT_REQUEST, NULL, 0,
	  N_("amend: ask the owner of the fields"), 0 },
	{ "approve", OPT_APPROVE, "NUMBER", 0,
	  N_("amend: as the owner, do what this request asks"), 0 },
	{ "decline", OPT_DECLINE, "NUMBER", 0,
	  N_("amend: as the owner, do not do it"), 0 },
	{ "breakdown", OPT_BREAKDOWN, "CODE", 0,
	  N_("amend: the vehicle broke down, another takes its place"), 0 },
	{ "present", OPT_PRESENT, NULL, 0,
	  N_("amend: the vehicle stands here, it was misread"), 0 },
	{ "history", OPT_HISTORY, NULL, 0,
	  N_("show: who changed what, when, on whose request"), 0 },
	{ "zone", OPT_ZONE, "ZONE", 0, N_("list open trips in this zone"), 0 },
	{ "direction", OPT_DIRECTION, "export|import", 0,
	  N_("list trips of this direction"), 0 },
	{ "state", OPT_STATE, "open|planned|inside|closed|all", 0,
	  N_("list trips in this state (open)"), 0 },
	{ "since", OPT_SINCE, "TIME", 0,
	  N_("list, messages: then or later; a day counts from its start"), 0 },
	{ "customs", OPT_CUSTOMS, "NUMBER", 0,
	  N_("show what a customs number has, what passed, what is left"), 0 },
	{ "map", OPT_MAP, "FILE", 0,
	  N_("import: what the columns mean, a jq program"), 0 },
	{ "decimal", OPT_DECIMAL, "comma|point", 0,
	  N_("import: the decimal sign, when the sheet does not show it"), 0 },
	{ "heading", OPT_HEADING, "LINE", 0,
	  N_("import: the line of the headings (the first)"), 0 },
	{ "from", OPT_FROM, "TIME", 0,
	  N_("pass: it holds from then on (now)"), 0 },
	{ "until", OPT_UNTIL, "TIME", 0,
	  N_("pass: it holds until then (as long as a planned trip)"), 0 },
	{ "enterprise", OPT_ENTERPRISE, "TAX", 0,
	  N_("new, save, saved, messages: whose"), 0 },
	{ "remove", OPT_REMOVE, NULL, 0, N_("save: forget the entry"), 0 },
	{ "like", OPT_LIKE, "TRIP", 0,
	  N_("new: as this one was declared"), 0 },
	{ "party", OPT_PARTY, "NAME", 0, N_("new: the saved enterprise"), 0 },
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

/* What a new declaration is made of. */
static error_t parse_new(int key, char *arg, struct argp_state *state)
{
	struct ck_declare_settings *set = state->input;

	switch (key) {
	case OPT_ENTERPRISE:
		set->enterprise = arg;
		return 0;
	case OPT_REMOVE:
		set->remove = true;
		return 0;
	case OPT_LIKE:
		set->like = arg;
		return 0;
	case OPT_PARTY:
		set->party = arg;
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
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_declare_settings *set = state->input;

	switch (key) {
	case OPT_REASON:
		set->reason = arg;
		return 0;
	case OPT_ZONE:
		set->zone = arg;
		return 0;
	case OPT_DIRECTION:
		set->direction = arg;
		return 0;
	case OPT_STATE:
		set->state = arg;
		return 0;
	case OPT_SINCE:
		set->since = arg;
		return 0;
	case OPT_CUSTOMS:
		set->customs = arg;
		return 0;
	case OPT_MAP:
		set->how.map = arg;
		return 0;
	case OPT_DECIMAL:
		ck_import_decimal(state, arg, &set->how);
		return 0;
	case OPT_HEADING:
		ck_import_heading(state, arg, &set->how);
		return 0;
	case OPT_FULL:
		set->full = true;
		return 0;
	case OPT_FROM:
		set->from = arg;
		return 0;
	case OPT_UNTIL:
		set->until = arg;
		return 0;
	case OPT_PATCH:
		set->patch = arg;
		return 0;
	case OPT_REQUEST:
		set->request = true;
		return 0;
	case OPT_APPROVE:
		set->approve = arg;
		return 0;
	case OPT_DECLINE:
		set->decline = arg;
		return 0;
	case OPT_BREAKDOWN:
		set->breakdown = arg;
		return 0;
	case OPT_PRESENT:
		set->present = true;
		return 0;
	case OPT_HISTORY:
		set->history = true;
		return 0;
	default:
		return parse_new(key, arg, state);
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
