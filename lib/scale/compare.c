#include <config.h>

#include <string.h>

#include "scale/compare.h"

/* The row that the load on the scale begins with. */
static size_t first_of_load(const struct ck_comparison_ask *ask)
{
	size_t count = ck_count(ask->rows);

	if (ask->anew)
		return count;
	while (count--) {
		const struct ck_value *row = ck_at(ask->rows, count);

		if (ck_is(row, "weighs", ask->weighs) &&
		    ck_get_int(row, "anew", 0) &&
		    ck_get_int(row, "unloaded_g", 0) > 0)
			return count;
	}
	return 0;
}

static int64_t apart_of(const struct ck_comparison_ask *ask,
			const struct ck_value *row)
{
	return ask->weighed_g - ck_get_int(row, "gross_g", 0);
}

static int64_t allowed_of(const struct ck_comparison_ask *ask,
			  const struct ck_value *row)
{
	return ask->limit_g + ck_get_int(row, "limit_g", 0);
}

static bool agrees(const struct ck_comparison_ask *ask,
		   const struct ck_value *row)
{
	int64_t apart = apart_of(ask, row);

	return (apart < 0 ? -apart : apart) <= allowed_of(ask, row);
}

static bool is_open(const struct ck_comparison_ask *ask,
		    const struct ck_value *row)
{
	return ck_is(row, "weighs", ask->weighs) &&
	       ck_is(row, "question", "open");
}

static const struct ck_value *settles(struct ck_doc *doc,
				      const struct ck_comparison_ask *ask)
{
	struct ck_value *list = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(ask->rows); i++) {
		const struct ck_value *row = ck_at(ask->rows, i);

		if (is_open(ask, row))
			ck_push_str(list, ck_get_str(row, "weighing"));
	}
	return ck_count(list) ? list : NULL;
}

/* Has this scale been in question since before? */
static bool was_in_question(const struct ck_comparison_ask *ask)
{
	for (size_t i = 0; i < ck_count(ask->rows); i++) {
		const struct ck_value *row = ck_at(ask->rows, i);

		if (is_open(ask, row) && ck_is(row, "scale", ask->scale))
			return true;
	}
	return false;
}

/* What would clear the vehicle of what this scale itself had said. What was
 * settled since is said no more. */
static bool takes_back(const struct ck_comparison_ask *ask,
		       const struct ck_value *row)
{
	bool said = is_open(ask, row) || ck_is(row, "outcome", "over-legal") ||
		    ck_is(row, "outcome", "outside");

	return said && !ck_is(row, "question", "settled") &&
	       apart_of(ask, row) < 0 && !agrees(ask, row);
}

static bool is_compared(const struct ck_comparison_ask *ask,
			const struct ck_value *row)
{
	return ck_is(row, "weighs", ask->weighs) &&
	       ck_get_int(row, "verified", 0);
}

void ck_weighing_compare(struct ck_doc *doc,
			 const struct ck_comparison_ask *ask,
			 struct ck_comparison *ret)
{
	const struct ck_value *apart = NULL, *own = NULL;
	const char *scale = NULL;
	bool agreed = false;

	*ret = (struct ck_comparison){ .one_scale = true };
	for (size_t i = first_of_load(ask); i < ck_count(ask->rows); i++) {
		const struct ck_value *row = ck_at(ask->rows, i);

		if (!is_compared(ask, row))
			continue;
		if (scale && !ck_is(row, "scale", scale))
			ret->one_scale = false;
		scale = ck_get_str(row, "scale");
		if (!strcmp(scale, ask->scale)) {
			own = takes_back(ask, row) ? row : own;
			continue;
		}
		if (!agrees(ask, row))
			apart = row;
		else if (!ask->claimed)
			agreed = true;
	}
	if (agreed && !own) {
		*ret = (struct ck_comparison){ .settles = settles(doc, ask) };
		return;
	}
	if (agreed)
		apart = NULL;
	ret->own = own && !apart;
	apart = apart ? apart : own;
	ret->in_question = apart || was_in_question(ask);
	if (!apart)
		return;
	ret->against = ck_get_str(apart, "weighing");
	ret->apart_g = apart_of(ask, apart);
	ret->allowed_g = allowed_of(ask, apart);
}
