#include <config.h>

#include <string.h>

#include "scale/weighing.h"
#include "trade/mass.h"

static const struct {
	const char *from;
	const char *as;
	enum { AS_IT_IS, MASS, FLAG } how;
} members[] = {
	{ "scale", "scale", AS_IT_IS },
	{ "lane", "lane", AS_IT_IS },
	{ "weighs", "weighs", AS_IT_IS },
	{ "gross_g", "gross_kg", MASS },
	{ "digits", "weight", AS_IT_IS },
	{ "unit", "unit", AS_IT_IS },
	{ "e_g", "e_kg", MASS },
	{ "limit_g", "limit_kg", MASS },
	{ "max_g", "max_kg", MASS },
	{ "min_g", "min_kg", MASS },
	{ "zero_g", "zero_kg", MASS },
	{ "zero_frame", "zero_frame", AS_IT_IS },
	{ "verified", "verified", FLAG },
	{ "doubt", "doubt", AS_IT_IS },
	{ "certificate", "certificate", AS_IT_IS },
	{ "verified_until", "verified_until", AS_IT_IS },
	{ "seal", "seal", AS_IT_IS },
	{ "outcome", "outcome", AS_IT_IS },
	{ "declared_g", "declared_kg", MASS },
	{ "difference_g", "difference_kg", MASS },
	{ "tolerance_g", "tolerance_kg", MASS },
	{ "legal_g", "legal_kg", MASS },
	{ "legal_unconfirmed", "legal_unconfirmed", FLAG },
	{ "permitted_g", "permitted_kg", MASS },
	{ "permitted_tolerance_g", "permitted_tolerance_kg", MASS },
	{ "registry_axles", "registry_axles", AS_IT_IS },
	{ "registry", "registry", AS_IT_IS },
	{ "unloaded_g", "unloaded_kg", MASS },
	{ "net_g", "net_kg", MASS },
	{ "net_by", "net_by", AS_IT_IS },
	{ "net_counts", "net_counts", FLAG },
	{ "tare_g", "tare_kg", MASS },
	{ "pair", "pair", AS_IT_IS },
	{ "between_ms", "between_ms", AS_IT_IS },
	{ "net_e_g", "net_e_kg", MASS },
	{ "net_limit_g", "net_limit_kg", MASS },
	{ "declared_net_g", "declared_net_kg", MASS },
	{ "net_difference_g", "net_difference_kg", MASS },
	{ "net_tolerance_g", "net_tolerance_kg", MASS },
	{ "again", "again", AS_IT_IS },
	{ "anew", "anew", FLAG },
	{ "question", "question", AS_IT_IS },
	{ "against", "against", AS_IT_IS },
	{ "apart_g", "apart_kg", MASS },
	{ "allowed_g", "allowed_kg", MASS },
	{ "protocol", "protocol", AS_IT_IS },
	{ "by_indicator", "by_indicator", FLAG },
	{ "count", "count", AS_IT_IS },
	{ "span_ms", "span_ms", AS_IT_IS },
	{ "device", "device", AS_IT_IS },
	{ "from", "from", AS_IT_IS },
	{ "frames", "frames", AS_IT_IS },
};

static void put_mass(struct ck_doc *doc, struct ck_value *record,
		     const char *key, const struct ck_value *grams)
{
	char kg[CK_DECIMAL_SIZE];
	int64_t g;

	if (!ck_int(grams, &g))
		return;
	ck_mass_text(g, kg);
	ck_set(record, key, ck_new_number(doc, kg));
}

/* A table keeps 1 and 0. */
static bool is_set(const struct ck_value *v)
{
	int64_t n;

	return ck_is_true(v) || (ck_int(v, &n) && n);
}

static void put_parts(struct ck_doc *doc, struct ck_value *record,
		      const struct ck_value *parts)
{
	struct ck_value *list = parts ? ck_set_array(record, "parts") : NULL;

	for (size_t i = 0; i < ck_count(parts); i++) {
		const struct ck_value *part = ck_at(parts, i);
		struct ck_value *one = ck_new_object(doc);

		ck_set(one, "weight", ck_get(part, "digits"));
		put_mass(doc, one, "gross_kg", ck_get(part, "gross_g"));
		ck_set(one, "frames", ck_get(part, "frames"));
		ck_push(list, one);
	}
}

void ck_weighing_put(struct ck_doc *doc, struct ck_value *record,
		     const struct ck_value *from)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		const struct ck_value *v = ck_get(from, members[i].from);

		if (members[i].how == MASS)
			put_mass(doc, record, members[i].as, v);
		else if (v && members[i].how == FLAG)
			ck_set_bool(record, members[i].as, is_set(v));
		else
			ck_set(record, members[i].as, ck_copy(doc, v));
	}
	put_parts(doc, record, ck_get(from, "parts"));
}

void ck_weighing_put_counts(struct ck_value *record, const char *why)
{
	ck_set_bool(record, "counts", !strcmp(why, "latest-verified"));
	ck_set_str(record, "counts_why", why);
}
