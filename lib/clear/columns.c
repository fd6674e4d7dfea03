#include <config.h>

#include "base/text.h"
#include "clear/columns.h"

const struct ck_column ck_clear_verdict_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Trip"), "/trip", 22 },
	{ N_("Check"), "/check", 20 },
	{ N_("State"), "/state", 10 },
	{ N_("By"), "/actor", 10 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_hold_columns[] = {
	{ N_("Hold"), "/hold", 13 },
	{ N_("State"), "/state", 7 },
	{ N_("Agency"), "/agency", 18 },
	{ N_("Reason"), "/reason", 18 },
	{ N_("On"), "/subject", 24 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_open_hold_columns[] = {
	{ N_("Hold"), "/hold", 13 },
	{ N_("Reason"), "/reason", 18 },
	{ N_("On"), "/subject", 24 },
	{ N_("By"), "/actor", 10 },
	{ N_("Since"), "/at", CK_COLUMN_TIME },
	{ N_("Review"), "/review_at", CK_COLUMN_TIME },
	{ N_("Late, min"), "/late_min", -9 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_note_columns[] = {
	{ N_("Number"), "/number", 7 },
	{ N_("Kind"), "/note_kind", 9 },
	{ N_("State"), "/state", 9 },
	{ N_("Agency"), "/agency", 16 },
	{ N_("On"), "/subject", 24 },
	{ N_("About"), "/about", 16 },
	{ N_("Due"), "/deadline/at", CK_COLUMN_TIME },
	{ N_("Late, min"), "/late_min", -9 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_turn_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Trip"), "/trip", 22 },
	{ N_("Zone"), "/zone", 8 },
	{ N_("To get out"), "/checks", 24 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_disposition_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Trip"), "/trip", 22 },
	{ N_("Goods"), "/goods", 6 },
	{ N_("Decided"), "/act", 11 },
	{ N_("Packages"), "/packages", -8 },
	{ N_("Gross, kg"), "/gross_kg", -9 },
	{ N_("To get out"), "/checks", 24 },
	{ N_("Note"), "/message", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_customs_columns[] = {
	{ N_("Customs"), "/customs", 12 },
	{ N_("Channel"), "/channel", 7 },
	{ N_("Release"), "/release", 9 },
	{ N_("By"), "/actor", 10 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_status_columns[] = {
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Trip"), "/trip", 22 },
	{ N_("Zone"), "/zone", 8 },
	{ N_("Since"), "/since", CK_COLUMN_TIME },
	{ N_("Open"), "/open", -5 },
	{ N_("Version"), "/version", -8 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_clear_pending_columns[] = {
	{ N_("Waiting since"), "/waiting_since", CK_COLUMN_TIME },
	{ N_("Vehicle"), "/vehicle/label", 12 },
	{ N_("Trip"), "/trip", 22 },
	{ N_("Zone"), "/zone", 8 },
	{ N_("Check"), "/check", 20 },
	{ N_("State"), "/state", 9 },
	{ N_("Due"), "/deadline/at", CK_COLUMN_TIME },
	{ N_("Late, min"), "/late_min", -9 },
	{ N_("Also waited for"), "/others", 0 },
	{ NULL, NULL, 0 },
};
