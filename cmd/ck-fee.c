#include <config.h>

#include "base/text.h"
#include "fee/verbs.h"

enum { OPT_DECIMAL = 0x400, OPT_HEADING };

static struct ck_cashier settings;

static const struct argp_option options[] = {
	{ "amount", CK_OPTION_WORD(settings, amount), N_("NUMBER"), 0,
	  N_("pay: how much; waive, refund: not all"), 0 },
	{ "currency", CK_OPTION_WORD(settings, currency), N_("CODE"), 0,
	  N_("in which currency; the tariff's"), 0 },
	{ "reference", CK_OPTION_WORD(settings, reference), N_("TEXT"), 0,
	  N_("pay, refund: the bank's number or the voucher's; once only"), 0 },
	{ "means", CK_OPTION_WORD(settings, means), N_("WORD"), 0,
	  N_("pay, refund: how: cash, transfer, card or cheque"), 0 },
	{ "reason", CK_OPTION_WORD(settings, reason), N_("CODE"), 0,
	  N_("waive, refund, void: why; a code of the site file"), 0 },
	{ "order", CK_OPTION_WORD(settings, order), N_("TEXT"), 0,
	  N_("waive: the number of the decision"), 0 },
	{ "excess", CK_OPTION_FLAG(settings, excess), NULL, 0,
	  N_("pay: also what is beyond what is open, to be paid back"), 0 },
	{ "open", CK_OPTION_FLAG(settings, open), NULL, 0,
	  N_("list: only what is not paid"), 0 },
	{ "over", CK_OPTION_FLAG(settings, over), NULL, 0,
	  N_("list: only what is paid beyond what is due"), 0 },
	{ "map", CK_OPTION_WORD(settings, how.map), "FILE", 0,
	  N_("match: what the columns mean, a jq program"), 0 },
	{ "decimal", OPT_DECIMAL, "comma|point", 0,
	  N_("match: the decimal sign, when the list does not show it"), 0 },
	{ "heading", OPT_HEADING, "LINE", 0,
	  N_("match: the line of the headings (the first)"), 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ck_cashier *set = state->input;

	switch (key) {
	case OPT_DECIMAL:
		ck_import_decimal(state, arg, &set->how);
		return 0;
	case OPT_HEADING:
		ck_import_heading(state, arg, &set->how);
		return 0;
	default:
		return ck_option_take(key, arg, state);
	}
}

static const struct ck_column fee_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Fee"), "/fee", 23 },
	{ N_("For"), "/charge", 14 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Unpaid"), "/open", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("State"), "/state", 5 },
	{ N_("Unconfirmed"), "/unconfirmed", 11 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column payment_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Payment"), "/payment", 23 },
	{ N_("For"), "/charge", 14 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Unpaid"), "/open", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("Reference"), "/reference", 16 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column waiver_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Fee"), "/fee", 23 },
	{ N_("For"), "/charge", 14 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Unpaid"), "/open", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("Reason"), "/reason", 12 },
	{ N_("Order"), "/order", 16 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column refund_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Refund"), "/refund", 23 },
	{ N_("For"), "/charge", 14 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("Reason"), "/reason", 12 },
	{ N_("Reference"), "/reference", 16 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column receipt_columns[] = {
	{ N_("Receipt"), "/receipt", 16 },
	{ N_("State"), "/state", 5 },
	{ N_("Declaration"), "/declaration", 20 },
	{ N_("For"), "/charge", 14 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("Means"), "/means", 8 },
	{ N_("Reference"), "/reference", 16 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column closing_columns[] = {
	{ N_("Closing"), "/closing", 11 },
	{ N_("Collector"), "/collector", 12 },
	{ N_("Amount"), "/amount", -12 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("By means"), "/takings means amount", 30 },
	{ N_("Goes to"), "/split to amount", 30 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_column match_columns[] = {
	{ N_("Result"), "/result", 10 },
	{ N_("Day"), "/date", 10 },
	{ N_("Amount"), "/amount", -10 },
	{ N_("Currency"), "/currency", 8 },
	{ N_("Reference"), "/reference", 16 },
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Found by"), "/by", 9 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

static const struct ck_verb verbs[] = {
	{ .name = "assess", .arguments = "[TRIP...]",
	  .summary = N_("work out what a trip owes, line by line"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS, .columns = fee_columns,
	  .prepare = ck_cashier_assess_prepare, .decide = ck_cashier_assess },
	{ .name = "pay", .arguments = "[FEE|TRIP...]",
	  .summary = N_("take in a payment"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = payment_columns,
	  .prepare = ck_cashier_pay_prepare, .decide = ck_cashier_pay },
	{ .name = "waive", .arguments = "[FEE|TRIP...]",
	  .summary = N_("remit a fee, by order"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = waiver_columns,
	  .prepare = ck_cashier_waive_prepare, .decide = ck_cashier_waive },
	{ .name = "refund", .arguments = "[FEE|TRIP...]",
	  .summary = N_("pay back what is not due"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = refund_columns,
	  .prepare = ck_cashier_refund_prepare, .decide = ck_cashier_refund },
	{ .name = "receipt", .arguments = "[PAYMENT|FEE|TRIP...]",
	  .summary = N_("give a receipt for what was paid, with the next number"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = receipt_columns,
	  .prepare = ck_cashier_receipt_prepare,
	  .decide = ck_cashier_receipt },
	{ .name = "void", .arguments = "[RECEIPT...]",
	  .summary = N_("void a receipt; its number stays used"),
	  .flags = CK_VERB_WRITES | CK_VERB_OPERANDS,
	  .columns = receipt_columns,
	  .prepare = ck_cashier_void_prepare, .decide = ck_cashier_void },
	{ .name = "receipts", .arguments = "",
	  .summary = N_("all receipts in the order of their numbers"),
	  .flags = CK_VERB_READS, .columns = receipt_columns,
	  .run = ck_cashier_receipts },
	{ .name = "close", .arguments = "[COLLECTOR]",
	  .summary = N_("what a collector hands over, by means of payment"),
	  .flags = CK_VERB_WRITES, .columns = closing_columns,
	  .decide = ck_cashier_close, .own_optional = 1 },
	{ .name = "match", .arguments = "[SHEET...]",
	  .summary = N_("which payments a bank's list has, and which not"),
	  .flags = CK_VERB_WRITES | CK_VERB_RECORDS, .columns = match_columns,
	  .source = &ck_cashier_bank_source,
	  .prepare = ck_cashier_match_prepare, .decide = ck_cashier_match },
	{ .name = "list", .arguments = "[TRIP...]",
	  .summary = N_("fees, and what of them is open"),
	  .flags = CK_VERB_READS | CK_VERB_OPERANDS | CK_VERB_LISTS,
	  .columns = fee_columns,
	  .run = ck_cashier_list, .decide = ck_cashier_list_of },
	{ .name = NULL },
};

static const struct ck_program program = {
	.name = "ck-fee",
	.summary = N_("The gate fee: assessed by the tariff, paid, listed."),
	.verbs = verbs,
	.options = options,
	.parse = parse,
	.settings = &settings,
};

int main(int argc, char **argv)
{
	return ck_main(&program, argc, argv);
}
