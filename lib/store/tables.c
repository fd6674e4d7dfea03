#include <config.h>

#include <stddef.h>

#include "store/root.h"

const struct ck_derived_table ck_derived_tables[] = {
	{ "site", "site", "site", 1 },
	{ "site_pending", "site", "site", 2 },
	{ "seal", "site", "site", 3 },
	{ "lane", "site", "site", 2 },
	{ "wording", "site", "site", 3 },
	{ "staff", "staff", "staff", 1 },
	{ "saved", "saved", "saved", 1 },
	{ "declaration", "declaration", "declaration", 1 },
	{ "goods", "declaration", "declaration", 2 },
	{ "customs_use", "declaration", "declaration", 2 },
	{ "carries", "declaration", "declaration", 3 },
	{ "transfer", "declaration", "declaration", 2 },
	{ "trip", "declaration", "declaration", 2 },
	{ "stay", "declaration", "declaration", 3 },
	{ "trip_identity", "declaration", "declaration", 4 },
	{ "need", "declaration", "declaration", 4 },
	{ "verdict", NULL, "root", 3 },
	{ "crossing", "declaration", "declaration", 3 },
	{ "weighing", "declaration", "declaration", 2 },
	{ "fee", "declaration", "declaration", 2 },
	{ "payment", "declaration", "declaration", 2 },
	{ "customs", "customs", "customs", 1 },
	{ "customs_passed", "customs", "customs", 3 },
	{ "hold", "hold", "hold", 1 },
	{ "queue_class", "queue", "queue", 2 },
	{ "queue_entry", "queue", "queue", 2 },
	{ "lane_state", "lane", "lane", 1 },
	{ "admission", "lane", "lane", 2 },
	{ "stranger", "lane", "lane", 2 },
	{ "codes", "codes", "codes", 1 },
	{ "code", "codes", "codes", 2 },
	{ "party", "party", "party", 1 },
	{ "mandate", "party", "party", 3 },
	{ "signing_key", "key", "key", 1 },
	{ NULL, NULL, NULL, 0 },
};
