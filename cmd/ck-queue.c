#include <config.h>

#include "base/text.h"
#include "queue/verbs.h"

static struct ck_queue_settings settings;

static const struct argp_option options[] = {
	{ "queue", 'Q', "QUEUE", 0,
	  N_("join, leave: this queue, not the one of the trip's direction"),
	  0 },
	{ "reason", 'r', "CODE", 0, N_("leave: why"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_queue_settings *set = state->input;

	switch (key) {
	case 'Q':
		set->queue = arg;
		return 0;
	case 'r':
		set->reason = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct ck_column columns[] = {
	{ N_("Place"), "/place", -6 },
	{ N_("Vehicle"), "/vehicle/label", 14 },
	{ N_("Class"), "/class", 10 },
	{ N_("Ticket"), "/ticket", -7 },
	{ N_("State"), "/state", 8 },
	{ N_("Waited (min)"), "/waited_min", -12 },
	{ N_("Come before"), "/window_to", CK_COLUMN_TIME },
	{ N_("Trip"), "/trip", 24 },
	{ N_("Note"), "/message", 30 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "join",
	  .arguments = "[TRIP...]",
	  .summary = N_("put trips into the queue they need"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = columns,
	  .prepare = ck_queue_prepare_join,
	  .decide = ck_queue_decide_join },
	{ .name = "call",
	  .arguments = "QUEUE [N]",
	  .summary = N_("call the next N, one record each"),
	  .flags = CK_VERB_WRITES,
	  .columns = columns,
	  .run = ck_queue_run_call },
	{ .name = "leave",
	  .arguments = "--reason CODE [TRIP...]",
	  .summary = N_("take trips out of the queue"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = columns,
	  .decide = ck_queue_decide_leave },
	{ .name = "list",
	  .arguments = "[QUEUE] [TRIP...|-]",
	  .summary = N_("who is called and who waits, in order"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = columns,
	  .run = ck_queue_run_list,
	  .decide = ck_queue_decide_list,
	  .own_optional = 1,
	  .is_own = ck_queue_is_name },
	{ .name = NULL },
};

int main(int argc, char **argv)
{
	static const struct ck_program program = {
		.name = "ck-queue",
		.summary = N_("order and call-forward"),
		.verbs = verbs,
		.options = options,
		.parse = parse,
		.settings = &settings,
	};

	return ck_main(&program, argc, argv);
}
