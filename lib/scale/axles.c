#include <config.h>

#include <errno.h>
#include <string.h>

#include "scale/axles.h"
#include "scale/judge.h"

static void append(struct ck_value *list, const struct ck_value *from)
{
	for (size_t i = 0; i < ck_count(from); i++)
		ck_push(list, ck_at(from, i));
}

static const struct ck_value *parts_with(struct ck_doc *doc,
					 const struct ck_weight *sum,
					 const struct ck_weight *part)
{
	struct ck_value *parts = ck_new_array(doc);
	struct ck_value *one = ck_new_object(doc);

	append(parts, sum->parts);
	ck_set_int(one, "gross_g", part->grams);
	ck_set_str(one, "digits", part->digits);
	ck_set_int(one, "frames", ck_count(part->frames));
	ck_push(parts, one);
	return parts;
}

int ck_weight_add(struct ck_doc *doc, struct ck_weight *sum,
		  const struct ck_weight *part)
{
	struct ck_value *frames = ck_new_array(doc);

	if (sum->parts && strcmp(sum->unit, part->unit) != 0)
		return -EBADMSG;
	append(frames, sum->frames);
	append(frames, part->frames);
	*sum = (struct ck_weight){
		.grams = sum->grams + part->grams,
		.digits = sum->parts ? ck_doc_format(doc, "%s+%s", sum->digits,
						     part->digits)
				     : part->digits,
		.unit = part->unit,
		.net = sum->net == 1 ? 1 : part->net,
		.by_indicator = part->by_indicator &&
				(!sum->parts || sum->by_indicator),
		.count = sum->count + part->count,
		.span_ms = sum->span_ms + part->span_ms,
		.protocol = part->protocol,
		.frames = frames,
		.parts = parts_with(doc, sum, part),
	};
	return 0;
}

int64_t ck_weight_limit(const struct ck_weight *weight, int64_t e_g)
{
	int64_t limit_g = 0;

	if (!weight->parts)
		return ck_scale_limit(weight->grams, e_g);
	for (size_t i = 0; i < ck_count(weight->parts); i++) {
		const struct ck_value *part = ck_at(weight->parts, i);

		limit_g += ck_scale_limit(ck_get_int(part, "gross_g", 0), e_g);
	}
	return limit_g;
}
