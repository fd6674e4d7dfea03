#include <config.h>

#include "base/text.h"
#include "clear/columns.h"
#include "clear/verbs.h"

enum {
	OPT_REASON = 0x400,
	OPT_AGENCY,
	OPT_CHECK,
	OPT_REVIEW,
	OPT_SILENT,
	OPT_OVERRULE,
	OPT_READY,
	OPT_FULL,
	OPT_CONDITIONS,
	OPT_LAST,
	OPT_LATE,
	OPT_OVERSTAY,
	OPT_STATE,
	OPT_KIND,
	OPT_ABOUT,
	OPT_TEXT,
	OPT_DEADLINE,
	OPT_GOODS,
	OPT_PACKAGES,
	OPT_GROSS,
	OPT_ORDER,
	OPT_RELEASE,
	OPT_CHANNEL,
};

static struct ck_clear settings;

static const struct argp_option options[] = {
	{ "reason", OPT_REASON, N_("CODE"), 0,
	  N_("refuse, result, withdraw, hold, lift, turn-back, close, --full, confirm by hand what a fact confirms: why; a code of the site file"), 0 },
	{ "agency", OPT_AGENCY, N_("AGENCY"), 0,
	  N_("in whose name; pending, holds: whose; note, notes: who answers"), 0 },
	{ "check", OPT_CHECK, N_("CHECK"), 0,
	  N_("confirm, refuse, pending: this check"), 0 },
	{ "review", OPT_REVIEW, N_("TIME"), 0,
	  N_("hold: when to look at it again"), 0 },
	{ "silent", OPT_SILENT, NULL, 0,
	  N_("hold: others are only told to see the officer"), 0 },
	{ "overrule", OPT_OVERRULE, NULL, 0,
	  N_("confirm: although it was refused"), 0 },
	{ "conditions", OPT_CONDITIONS, N_("CODE[,CODE...]"), 0,
	  N_("result, confirm: under these conditions; codes of the site file"),
	  0 },
	{ "last", OPT_LAST, NULL, 0,
	  N_("withdraw: one's own last act, a slip of the hand"), 0 },
	{ "state", OPT_STATE, N_("STATE"), 0,
	  N_("pending: only open, requested, started, sampled (at the laboratory), resulted or stale"),
	  0 },
	{ "goods", OPT_GOODS, N_("REF"), 0,
	  N_("refuse, withdraw, turn-back, divert, impound, dispose: only these goods of the load"),
	  0 },
	{ "packages", OPT_PACKAGES, N_("N"), 0,
	  N_("with --goods: of these so many packages"), 0 },
	{ "gross", OPT_GROSS, N_("KG"), 0,
	  N_("with --goods: of these so much gross mass"), 0 },
	{ "order", OPT_ORDER, N_("NUMBER"), 0,
	  N_("turn-back, divert, impound, dispose: by this decision"), 0 },
	{ "release", OPT_RELEASE, N_("STATE"), 0,
	  N_("customs: none, documents, goods, stopped, storage, released, cleared or transit"),
	  0 },
	{ "channel", OPT_CHANNEL, N_("COLOUR"), 0,
	  N_("customs: green, yellow or red"), 0 },
	{ "late", OPT_LATE, NULL, 0,
	  N_("pending, holds, notes: only what is past its limit"), 0 },
	{ "overstay", OPT_OVERSTAY, NULL, 0,
	  N_("pending: vehicles too long on the other side, longest first"),
	  0 },
	{ "full", OPT_FULL, NULL, 0,
	  N_("status: the crew in full; notes: the words; with a reason, and it is written down"),
	  0 },
	{ "ready", OPT_READY, NULL, 0,
	  N_("pending: only what can be done now, longest waiting first"), 0 },
	{ "kind", OPT_KIND, N_("KIND"), 0,
	  N_("note, notes: dispute, feedback or incident"), 0 },
	{ "about", OPT_ABOUT, N_("CHECK"), 0,
	  N_("note: it is about this check"), 0 },
	{ "text", OPT_TEXT, N_("TEXT"), 0,
	  N_("note, answer: what is said; it stays outside the log"), 0 },
	{ "deadline", OPT_DEADLINE, N_("TIME"), 0,
	  N_("note: when it is to be answered, if not as the site file says"),
	  0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_clear *set = state->input;

	switch (key) {
	case OPT_REASON:
		set->reason = arg;
		return 0;
	case OPT_AGENCY:
		set->agency = arg;
		return 0;
	case OPT_CHECK:
		set->check = arg;
		return 0;
	case OPT_REVIEW:
		set->review = arg;
		return 0;
	case OPT_SILENT:
		set->silent = true;
		return 0;
	case OPT_OVERRULE:
		set->overrule = true;
		return 0;
	case OPT_CONDITIONS:
		set->conditions = arg;
		return 0;
	case OPT_LATE:
		set->late = true;
		return 0;
	case OPT_OVERSTAY:
		set->overstay = true;
		return 0;
	case OPT_STATE:
		set->state = arg;
		return 0;
	case OPT_GOODS:
		set->goods = arg;
		return 0;
	case OPT_PACKAGES:
		set->packages = arg;
		return 0;
	case OPT_GROSS:
		set->gross = arg;
		return 0;
	case OPT_RELEASE:
		set->release = arg;
		return 0;
	case OPT_CHANNEL:
		set->channel = arg;
		return 0;
	case OPT_ORDER:
		set->order = arg;
		return 0;
	case OPT_LAST:
		set->last = true;
		return 0;
	case OPT_FULL:
		set->full = true;
		return 0;
	case OPT_KIND:
		set->kind = arg;
		return 0;
	case OPT_ABOUT:
		set->about = arg;
		return 0;
	case OPT_TEXT:
		set->text = arg;
		return 0;
	case OPT_DEADLINE:
		set->deadline = arg;
		return 0;
	case OPT_READY:
		set->ready = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

enum { ACTS = CK_VERB_WRITES | CK_VERB_OPERANDS };

static const struct ck_verb verbs[] = {
	{ .name = "confirm", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("give a check that the agency has to give"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_confirm_prepare, .decide = ck_clear_confirm,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "refuse", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("refuse a check, with a reason"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_refuse_prepare, .decide = ck_clear_refuse,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "request", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("ask the agency for a check"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_step_prepare, .decide = ck_clear_request,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "start", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("begin a check"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_step_prepare, .decide = ck_clear_start,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "sample", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("a sample was taken for the laboratory"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_step_prepare, .decide = ck_clear_sample,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "result", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("the result is there, also days later"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_result_prepare, .decide = ck_clear_result,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "withdraw", .arguments = "[CHECK] [TRIP...]",
	  .summary = N_("take a step or a verdict back"),
	  .flags = ACTS, .columns = ck_clear_verdict_columns,
	  .prepare = ck_clear_withdraw_prepare, .decide = ck_clear_withdraw,
	  .alone = ck_clear_withdraw_alone,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "hold", .arguments = "[TRIP|KIND:SUBJECT...]",
	  .summary = N_("stop a trip, or whatever carries this plate, number or name"),
	  .flags = ACTS, .columns = ck_clear_hold_columns,
	  .prepare = ck_clear_hold_prepare, .decide = ck_clear_hold },
	{ .name = "lift", .arguments = "[HOLD...]",
	  .summary = N_("lift a hold"),
	  .flags = ACTS, .columns = ck_clear_hold_columns,
	  .prepare = ck_clear_lift_prepare, .decide = ck_clear_lift },
	{ .name = "holds",
	  .summary = N_("open holds of an agency, overdue reviews first"),
	  .flags = CK_VERB_READS, .columns = ck_clear_open_hold_columns,
	  .run = ck_clear_holds },
	{ .name = "note", .arguments = "[TRIP|KIND:SUBJECT|lane:LANE|site...]",
	  .summary = N_("write a dispute, feedback or an incident down, to be answered"),
	  .flags = ACTS, .columns = ck_clear_note_columns,
	  .prepare = ck_clear_note_prepare, .decide = ck_clear_note },
	{ .name = "answer", .arguments = "[NOTE...]",
	  .summary = N_("answer a note"),
	  .flags = ACTS, .columns = ck_clear_note_columns,
	  .prepare = ck_clear_answer_prepare, .decide = ck_clear_answer_note },
	{ .name = "close", .arguments = "[NOTE...]",
	  .summary = N_("close a note that is answered, or take one's own back"),
	  .flags = ACTS, .columns = ck_clear_note_columns,
	  .prepare = ck_clear_close_prepare, .decide = ck_clear_close },
	{ .name = "notes", .arguments = "[NOTE...]",
	  .summary = N_("open notes, overdue first; or these"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = ck_clear_note_columns, .run = ck_clear_notes,
	  .decide = ck_clear_notes_show },
	{ .name = "turn-back", .arguments = "[TRIP...]",
	  .summary = N_("send a vehicle back where it came from"),
	  .flags = ACTS, .columns = ck_clear_turn_columns,
	  .prepare = ck_clear_turn_prepare, .decide = ck_clear_turn },
	{ .name = "divert", .arguments = "[GATE] [TRIP...]",
	  .summary = N_("send a vehicle, or goods of it, to another gate"),
	  .flags = ACTS, .columns = ck_clear_disposition_columns,
	  .prepare = ck_clear_divert_prepare, .decide = ck_clear_turn,
	  .own_optional = 1, .is_own = ck_clear_is_check },
	{ .name = "impound", .arguments = "[TRIP...]",
	  .summary = N_("keep a vehicle, or goods of it, by order"),
	  .flags = ACTS, .columns = ck_clear_disposition_columns,
	  .prepare = ck_clear_impound_prepare, .decide = ck_clear_turn },
	{ .name = "dispose", .arguments = "[TRIP...]",
	  .summary = N_("destroy goods, or what else was ordered"),
	  .flags = ACTS, .columns = ck_clear_disposition_columns,
	  .prepare = ck_clear_dispose_prepare, .decide = ck_clear_turn },
	{ .name = "customs", .arguments = "[NUMBER...]",
	  .summary = N_("what customs says of a number, typed by its staff"),
	  .flags = ACTS, .columns = ck_clear_customs_columns,
	  .prepare = ck_clear_customs_prepare, .decide = ck_clear_customs },
	{ .name = "status", .arguments = "TRIP...",
	  .summary = N_("all there is to know about a trip, on one screen"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = ck_clear_status_columns, .decide = ck_clear_status },
	{ .name = "pending",
	  .summary = N_("what waits for an agency, oldest first"),
	  .flags = CK_VERB_READS, .columns = ck_clear_pending_columns,
	  .run = ck_clear_pending },
	{ .name = NULL },
};

static const struct ck_program program = {
	.name = "ck-clear",
	.summary = N_("The agencies' work on a trip: checks, holds, turning back."),
	.verbs = verbs,
	.options = options,
	.parse = parse,
	.settings = &settings,
};

int main(int argc, char **argv)
{
	return ck_main(&program, argc, argv);
}
