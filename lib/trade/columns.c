#include <config.h>

#include "base/text.h"
#include "trade/columns.h"

const struct ck_column ck_finding_columns[] = {
	{ N_("Input"), "/input", 20 },
	{ N_("Severity"), "/severity", 8 },
	{ N_("Path"), "/path", 30 },
	{ N_("Code"), "/code", 22 },
	{ N_("Message"), "/message", 60 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_declaration_columns[] = {
	{ N_("Declaration"), "/declaration", 22 },
	{ N_("Direction"), "/direction", 9 },
	{ N_("State"), "/state", 10 },
	{ N_("First vehicle"), "/trips/0/vehicle/label", 16 },
	{ N_("Zone"), "/trips/0/zone", 10 },
	{ N_("Finding"), "/code|/findings code", 22 },
	{ N_("Path"), "/path|/findings path", 30 },
	{ N_("Message"), "/message|/findings message", 60 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_trip_columns[] = {
	{ N_("Trip"), "/trip", 24 },
	{ N_("Vehicle"), "/vehicle/label", 16 },
	{ N_("Direction"), "/direction", 9 },
	{ N_("Kind"), "/counts_as", 12 },
	{ N_("Leg"), "/leg", 5 },
	{ N_("Zone"), "/zone", 10 },
	{ N_("Since"), "/zone_since", CK_COLUMN_TIME },
	{ N_("Outcome"), "/outcome", 12 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_pass_columns[] = {
	{ N_("Trip"), "/trip", 24 },
	{ N_("Vehicle"), "/vehicle/label", 16 },
	{ N_("From"), "/from", CK_COLUMN_TIME },
	{ N_("Until"), "/until", CK_COLUMN_TIME },
	{ N_("Text of the pass"), "/pass", 0 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_saved_columns[] = {
	{ N_("Owner"), "/owner", 24 },
	{ N_("Type"), "/type", 8 },
	{ N_("Name"), "/name", 16 },
	{ N_("Plate"), "/entry/plate", 12 },
	{ N_("HS"), "/entry/hs", 10 },
	{ N_("Called"), "/entry/name", 30 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_amendment_columns[] = {
	{ N_("Declaration"), "/declaration", 22 },
	{ N_("State"), "/state", 10 },
	{ N_("Request"), "/request", -7 },
	{ N_("Path"), "/path", 30 },
	{ N_("Message"), "/message", 60 },
	{ NULL, NULL, 0 },
};

const struct ck_column ck_message_columns[] = {
	{ N_("At"), "/at", CK_COLUMN_TIME },
	{ N_("Told to"), "/to", 24 },
	{ N_("Declaration"), "/declaration", 22 },
	{ N_("Request"), "/request", -7 },
	{ N_("State"), "/state", 10 },
	{ N_("Message"), "/message", 60 },
	{ NULL, NULL, 0 },
};
