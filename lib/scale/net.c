#include <config.h>

#include "base/clock.h"
#include "scale/net.h"
#include "store/query.h"

static bool is_sound(const struct ck_value *row, const char *rig)
{
	return ck_get_int(row, "verified", 0) && ck_is(row, "rig", rig) &&
	       !ck_is(row, "question", "open");
}

const struct ck_value *ck_net_partner(const struct ck_net_ask *ask)
{
	const char *other = ask->tare ? "gross" : "tare";

	for (size_t i = ck_count(ask->rows); i--;) {
		const struct ck_value *row = ck_at(ask->rows, i);

		if (ck_is(row, "weighs", other) &&
		    (ck_get_int(row, "verified", 0) ||
		     ck_get_int(row, "anew", 0)))
			return is_sound(row, ask->rig) ? row : NULL;
	}
	return NULL;
}

static void subtract(const struct ck_net_ask *ask, const struct ck_value *row,
		     const char *by, struct ck_net *ret)
{
	int64_t other_g = ck_get_int(row, "gross_g", 0);
	int64_t e_g = ck_get_int(row, "e_g", 0);
	int64_t ms = ask->taken_at - ck_get_int(row, "taken_at", 0);
	int64_t gross_g = ask->tare ? other_g : ask->weighed_g;

	ret->by = by;
	ret->pair = ck_get_str(row, "weighing");
	ret->tare_g = ask->tare ? ask->weighed_g : other_g;
	ret->net_g = gross_g - ret->tare_g;
	ret->e_g = e_g > ask->e_g ? e_g : ask->e_g;
	ret->limit_g = ask->limit_g + ck_get_int(row, "limit_g", 0);
	ret->between_ms = ms < 0 ? -ms : ms;
}

void ck_net_find(const struct ck_net_ask *ask, struct ck_net *ret)
{
	const struct ck_value *partner = ck_net_partner(ask);

	*ret = (struct ck_net){ 0 };
	if (partner) {
		subtract(ask, partner, CK_NET_TWO_PASS, ret);
	} else if (ask->tare) {
		return;
	} else if (ask->preset_g) {
		*ret = (struct ck_net){
			.by = CK_NET_PRESET,
			.tare_g = ask->preset_g,
			.net_g = ask->weighed_g - ask->preset_g,
			.e_g = ask->e_g,
		};
	} else if (ask->stored && is_sound(ask->stored, ask->rig)) {
		subtract(ask, ask->stored, CK_NET_STORED, ret);
	}
}

int ck_net_stored(struct ck_store *store, struct ck_doc *doc, const char *trip,
		  const char *rig, int64_t when, int64_t days,
		  const struct ck_value **ret_row)
{
	*ret_row = NULL;
	if (!rig || days <= 0)
		return 0;
	return ck_row_of(ck_query(store, CK_SQL_WEIGH_STORED_TARE, "siis", rig,
				  when - days * CK_DAY_MS, when, trip), doc,
			 ret_row);
}
