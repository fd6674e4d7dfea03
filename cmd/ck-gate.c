#include <config.h>

#include "base/text.h"
#include "lane/verbs.h"

static struct ck_gate_settings settings;

static const struct argp_option options[] = {
	{ "adapters", CK_OPTION_WORD(settings, adapters), N_("FOLDER"), 0,
	  N_("run --listen: adapters of one's own"), 0 },
	{ "decider", CK_OPTION_WORD(settings, decider), N_("COMMAND"), 0,
	  N_("run: this program decides; the lane has a store of its own"), 0 },
	{ "follow", CK_OPTION_FLAG(settings, follow), NULL, 0,
	  N_("status: go on, and show what changes"), 0 },
	{ "from", CK_OPTION_WORD(settings, from), N_("TIME"), 0,
	  N_("permit add: in force from then on; now without it"), 0 },
	{ "lane", CK_OPTION_WORD(settings, lane), N_("LANE"), 0,
	  N_("decide: at this lane; watch: only its lines; permit add: for these"), 0 },
	{ "lines", CK_OPTION_WORD(settings, lines), N_("WORD"), 0,
	  N_("run: gpiod (chip lines) or stdio (records)"), 0 },
	{ "listen", CK_OPTION_WORD(settings, listen), N_("ADDRESS"), 0,
	  N_("run: cameras push to this address and port"), 0 },
	{ "reason", CK_OPTION_WORD(settings, reason), N_("CODE"), 0,
	  N_("open, out-of-service, reverse, permit: why; a code of the site file"), 0 },
	{ "spool", CK_OPTION_WORD(settings, spool), N_("FOLDER"), 0,
	  N_("run --listen: where sightings are stored; else /var/lib/ck/cameras"), 0 },
	{ "to", CK_OPTION_WORD(settings, to), N_("PLACE"), 0,
	  N_("reverse: the zone that the lane is to lead to"), 0 },
	{ "trip", CK_OPTION_WORD(settings, trip), N_("TRIP"), 0,
	  N_("open, identify: for this vehicle"), 0 },
	{ "trust-input", CK_OPTION_FLAG(settings, trust_input), NULL, 0,
	  N_("actuate: without a store, take decisions as they come"), 0 },
	{ "until", CK_OPTION_WORD(settings, until), N_("TIME"), 0,
	  N_("permit add: in force before then"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static const struct ck_column decision_columns[] = {
	{ N_("Lane"), "/lane", 6 },
	{ N_("Vehicle"), "/vehicle/label|/seen", 12 },
	{ N_("Pass"), "/admit", 5 },
	{ N_("Until"), "/expires_at", CK_COLUMN_TIME },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column list_columns[] = {
	{ N_("Lane"), "/lane", 6 },
	{ N_("From zone"), "/from", 8 },
	{ N_("To zone"), "/to", 8 },
	{ N_("Service"), "/service", 7 },
	{ N_("Decisions"), "/decisions", -9 },
	{ N_("Passages"), "/passages", -9 },
	{ N_("Unadmitted"), "/unadmitted", -10 },
	{ N_("Faults"), "/faults", -6 },
	{ N_("Admitted now"), "/open_admissions", -12 },
	{ N_("Newest"), "/last_at", CK_COLUMN_TIME },
	{ NULL, NULL, 0 },
};

static const struct ck_column service_columns[] = {
	{ N_("Lane"), "/lane", 6 },
	{ N_("Service"), "/service", 7 },
	{ N_("To zone"), "/to", 8 },
	{ N_("Duty"), "/duty", 12 },
	{ N_("Reason"), "/reason", 12 },
	{ N_("Since"), "/since", CK_COLUMN_TIME },
	{ NULL, NULL, 0 },
};

static const struct ck_column permit_columns[] = {
	{ N_("Permit"), "/permit", 12 },
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("State"), "/state", 6 },
	{ N_("Until"), "/until", CK_COLUMN_TIME },
	{ N_("Reason"), "/reason", 12 },
	{ N_("By"), "/given_by", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column line_columns[] = {
	{ N_("Chip line"), "/line", 13 },
	{ N_("Chip"), "/place", 16 },
	{ N_("Wire"), "/label", 8 },
	{ N_("Now"), "/value", -3 },
	{ N_("Changed"), "/changed_at", CK_COLUMN_TIME },
	{ N_("Today"), "/edges_today", -5 },
	{ N_("Trouble"), "/trouble", 13 },
	{ N_("Used by"), "/used_by", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "watch", .arguments = "[LANE]",
	  .summary = N_("edges of lines in, the changes that last out"),
	  .flags = CK_VERB_READS | CK_VERB_NO_STORE_OK,
	  .run = ck_gate_run_watch },
	{ .name = "decide", .arguments = "[VEHICLE...]",
	  .summary = N_("may this vehicle pass, and if not, why"),
	  .flags = CK_VERB_LANE | CK_VERB_OPERANDS,
	  .columns = decision_columns, .prepare = ck_gate_prepare_decide,
	  .decide = ck_gate_decide_one },
	{ .name = "actuate", .arguments = "LANE",
	  .summary = N_("decisions in, orders to open out"),
	  .flags = CK_VERB_LANE | CK_VERB_NO_STORE_OK,
	  .run = ck_gate_run_actuate },
	{ .name = "run", .arguments = "LANE",
	  .summary = N_("the lane itself: decide, open, watch, log"),
	  .flags = CK_VERB_LANE, .run = ck_gate_run_lane },
	{ .name = "open", .arguments = "LANE",
	  .summary = N_("open by hand, with a reason"),
	  .flags = CK_VERB_LANE, .decide = ck_gate_open, .own_operands = 1 },
	{ .name = "identify", .arguments = "PASSAGE",
	  .summary = N_("whose the passage of an unknown vehicle was"),
	  .flags = CK_VERB_LANE, .prepare = ck_gate_prepare_identify,
	  .decide = ck_gate_identify, .own_operands = 1 },
	{ .name = "in-service", .arguments = "LANE",
	  .summary = N_("take the duty at a lane; it admits again"),
	  .flags = CK_VERB_LANE, .columns = service_columns,
	  .decide = ck_gate_put_in, .own_operands = 1 },
	{ .name = "out-of-service", .arguments = "LANE",
	  .summary = N_("a lane admits nobody, with a reason"),
	  .flags = CK_VERB_LANE, .columns = service_columns,
	  .decide = ck_gate_take_out, .own_operands = 1 },
	{ .name = "reverse", .arguments = "LANE",
	  .summary = N_("use a lane from its other end, with a reason"),
	  .flags = CK_VERB_LANE, .columns = service_columns,
	  .decide = ck_gate_reverse, .own_operands = 1 },
	{ .name = "permit", .arguments = "[add VEHICLE | end PERMIT]",
	  .summary = N_("vehicles that pass without a declaration"),
	  .flags = CK_VERB_WRITES | CK_VERB_LISTS,
	  .columns = permit_columns, .run = ck_gate_run_permit },
	{ .name = "lines", .arguments = "LANE",
	  .summary = N_("the chip lines of a lane, and what they are now"),
	  .flags = CK_VERB_READS, .columns = line_columns,
	  .run = ck_gate_run_lines },
	{ .name = "test", .arguments = "LANE",
	  .summary = N_("try the lines of a lane one after another"),
	  .flags = CK_VERB_LANE, .run = ck_gate_run_test },
	{ .name = "status", .arguments = "[--follow] LANE",
	  .summary = N_("what a lane sees, decides and waits for"),
	  .flags = CK_VERB_READS | CK_VERB_TABLE,
	  .run = ck_gate_run_status },
	{ .name = "list", .arguments = "[LANE...]",
	  .summary = N_("the lanes; of a lane, its newest decisions"),
	  .flags = CK_VERB_READS, .columns = list_columns,
	  .run = ck_gate_run_list },
	{ .name = NULL },
};

static const struct ck_program program = {
	.name = "ck-gate",
	.summary = N_("Lanes and barriers: who may pass, and who did."),
	.verbs = verbs,
	.options = options,
	.parse = ck_option_take,
	.settings = &settings,
};

int main(int argc, char **argv)
{
	return ck_main(&program, argc, argv);
}
