#include <config.h>

#include "base/text.h"
#include "scale/columns.h"

const struct ck_column ck_weigh_protocol_columns[] = {
	{ N_("Protocol"), "/protocol", 20 },
	{ N_("Stable"), "/tells/stable", 6 },
	{ N_("Net"), "/tells/net", 6 },
	{ N_("Unit"), "/tells/unit", 6 },
	{ N_("Range"), "/tells/range", 6 },
	{ N_("Check"), "/tells/check", 8 },
	{ N_("Indicators"), "/title", 40 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_weigh_reading_columns[] = {
	{ N_("Weight"), "/weight", -10 },
	{ N_("Unit"), "/unit", 4 },
	{ N_("Stable"), "/stable", 6 },
	{ N_("Concluded"), "/concluded", 9 },
	{ N_("Range"), "/range", 6 },
	{ N_("Refused"), "/reason", 9 },
	{ N_("Frame"), "/frame", 36 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_weigh_indicator_columns[] = {
	{ N_("Device"), "/device", 20 },
	{ N_("Line"), "/line", 11 },
	{ N_("Protocol"), "/protocol", 20 },
	{ N_("Sure"), "/sure", 8 },
	{ N_("Frames"), "/good", -6 },
	{ N_("Refused"), "/refused", -9 },
	{ N_("Weight"), "/weight", -10 },
	{ N_("Unit"), "/unit", 4 },
	{ N_("Or"), "/also/0/protocol", 20 },
	{ N_("Or"), "/also/1/protocol", 20 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_weigh_weighing_columns[] = {
	{ N_("Weighing"), "/weighing", 28 },
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Scale"), "/scale", 6 },
	{ N_("Of"), "/weighs", 5 },
	{ N_("kg"), "/gross_kg", -8 },
	{ N_("Net"), "/net_kg", -8 },
	{ N_("Declared"), "/declared_kg", -8 },
	{ N_("Apart"), "/difference_kg", -7 },
	{ N_("Legal"), "/legal_kg", -7 },
	{ N_("Result"), "/outcome", 10 },
	{ N_("Counts"), "/counts_why", 15 },
	{ N_("Hold"), "/hold", 12 },
	{ N_("At"), "/at", CK_COLUMN_TIME },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_weigh_drift_columns[] = {
	{ N_("Scale"), "/scale", 6 },
	{ N_("State"), "/state", 8 },
	{ N_("Bias kg"), "/bias_kg", -8 },
	{ N_("from"), "/bias_low_kg", -8 },
	{ N_("to"), "/bias_high_kg", -8 },
	{ N_("Limit"), "/limit_kg", -6 },
	{ N_("Change"), "/change_kg", -8 },
	{ N_("Alarm from"), "/threshold_kg", -10 },
	{ N_("Compared"), "/compared", -8 },
	{ N_("before"), "/compared_before", -8 },
	{ NULL, NULL, 0 },
};
