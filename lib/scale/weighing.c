#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "scale/axles.h"
#include "scale/compare.h"
#include "scale/weighing.h"
#include "scale/weighing_follow.h"
#include "scale/weighing_net.h"
#include "scale/weighing_registry.h"

/* -- judging -------------------------------------------------------------- */

struct judged {
	struct ck_weighing_figures figures;
	const char *doubt;
	const struct ck_value *legal;	/* row of the site file; NULL: none */
	bool anew;
	int64_t unloaded_g;		/* -1: not declared */
	struct ck_weighing_registry registry;
	struct ck_net net;
	struct ck_comparison comparison;
	enum ck_weighed outcome;
};

static const struct ck_value *weights_of(const struct ck_weighing_new *new)
{
	return ck_get(new->site->document, "weights");
}

/* Not by the weigher's word alone. */
static bool is_other_load(const struct ck_weighing_new *new,
			  const struct judged *judged)
{
	return judged->anew && !new->tare && judged->unloaded_g > 0;
}

static void compare(struct ck_doc *doc, const struct ck_weighing_new *new,
		    struct judged *judged)
{
	struct ck_comparison_ask ask = {
		.rows = new->trip->rows,
		.scale = new->scale->name,
		.weighs = new->tare ? "tare" : "gross",
		.weighed_g = judged->figures.weighed_g,
		.limit_g = judged->figures.limit_g,
		.anew = is_other_load(new, judged),
		.claimed = judged->anew && !is_other_load(new, judged),
	};

	if (judged->figures.verified)
		ck_weighing_compare(doc, &ask, &judged->comparison);
	judged->figures.in_question = judged->comparison.in_question;
}

/* Beside what is still on it, where that is known. */
static void declare(const struct ck_weighing_new *new, int64_t unloaded_g,
		    struct ck_weighing_figures *figures)
{
	const struct ck_weighing_trip *trip = new->trip;

	if (!trip->has_declared || (!new->tare && unloaded_g < 0))
		return;
	ck_weighing_declare(figures,
			    new->tare ? trip->declared_own_g
				      : trip->declared_g - unloaded_g,
			    ck_get_int(weights_of(new),
				       "declared_tolerance_permille", 0));
}

/* What came by another way was perhaps said by no scale; then what stood there
 * comes before what is known of the scale: on none would it prove anything. */
static const char *doubt_of(const struct ck_weighing_new *new,
			    int64_t limit_g)
{
	int64_t grams = new->weight->grams;

	if (new->device)
		return "device";
	if (new->from_record && !new->scale->records)
		return "record";
	if (new->weight->parts)
		return "axle-sum";
	if (!new->tare &&
	    ck_weighing_under_own(grams, limit_g, new->trip->own_g,
				  ck_get_int(weights_of(new),
					     "declared_tolerance_permille",
					     0)))
		return "under-own";
	if (llabs(new->weight->zero_g) > ck_scale_limit(0, new->scale->e_g))
		return "zero";
	return ck_scale_doubt(new->scale, new->weight->protocol, grams,
			      new->read_at);
}

/* Axles that nobody declared the registry may know. */
static int ask_registry(struct ck_txn *txn, const struct ck_weighing_new *new,
			struct judged *judged)
{
	const struct ck_weighing_trip *trip = new->trip;
	int r = ck_weighing_registry_get(ck_txn_store(txn), ck_txn_doc(txn),
					 trip, new->read_at, &judged->registry);

	if (r < 0)
		return r;
	if (judged->registry.permitted_g > 0)
		ck_weighing_permit(&judged->figures,
				   judged->registry.permitted_g,
				   ck_get_int(weights_of(new),
					      "declared_tolerance_permille",
					      0));
	if (trip->axles)
		judged->registry.axles = 0;
	judged->figures.legal_g = ck_site_legal_limit(
		new->site, trip->axles ? trip->axles : judged->registry.axles,
		trip->trailer, &judged->legal);
	return 0;
}

static int judge(struct ck_txn *txn, const struct ck_weighing_new *new,
		 struct judged *ret)
{
	struct ck_weighing_figures *f = &ret->figures;
	int r;

	*f = (struct ck_weighing_figures){
		.weighed_g = new->weight->grams,
		.limit_g = ck_weight_limit(new->weight, new->scale->e_g),
		.tare = new->tare,
	};
	ret->doubt = doubt_of(new, f->limit_g);
	f->verified = !ret->doubt;
	ret->unloaded_g = ck_weighing_unloaded(new);
	declare(new, ret->unloaded_g, f);
	r = ask_registry(txn, new, ret);
	if (r < 0)
		return r;
	ret->anew = ck_weighing_reason_is(new, "anew", new->again);
	compare(ck_txn_doc(txn), new, ret);
	if (f->verified && !f->in_question)
		r = ck_weighing_find_net(txn, new, new->read_at,
					 ret->unloaded_g, f, &ret->net);
	ret->outcome = ck_weighing_judge(f);
	return r;
}

/* -- the event ------------------------------------------------------------ */

static void put_scale(struct ck_value *body, const struct ck_weighing_new *new,
		      const struct judged *judged)
{
	ck_set_str(body, "scale", new->scale->name);
	ck_set_str(body, "lane", new->scale->lane);
	ck_set_str(body, "weighs", new->tare ? "tare" : "gross");
	ck_set_int(body, "gross_g", judged->figures.weighed_g);
	ck_set_str(body, "digits", new->weight->digits);
	ck_set_str(body, "unit", new->weight->unit);
	ck_set_int(body, "e_g", new->scale->e_g);
	ck_set_int(body, "limit_g", judged->figures.limit_g);
	if (new->scale->max_g)
		ck_set_int(body, "max_g", new->scale->max_g);
	if (new->scale->min_g)
		ck_set_int(body, "min_g", new->scale->min_g);
	ck_set_bool(body, "verified", judged->figures.verified);
	ck_set_str(body, "doubt", judged->doubt);
	ck_set_str(body, "certificate", new->scale->certificate);
	ck_set_str(body, "verified_until", new->scale->until);
	ck_set_str(body, "seal", new->scale->seal);
}

static void put_weight(struct ck_value *body, const struct ck_weight *weight)
{
	ck_set_str(body, "protocol", weight->protocol->name);
	ck_set_bool(body, "by_indicator", weight->by_indicator);
	ck_set_int(body, "count", weight->count);
	ck_set_int(body, "span_ms", weight->span_ms);
	ck_set(body, "frames", weight->frames);
	ck_set(body, "parts", weight->parts);
	if (!weight->zero_frame)
		return;
	ck_set_int(body, "zero_g", weight->zero_g);
	ck_set_str(body, "zero_frame", weight->zero_frame);
}

/* What a reader of the frames must be told besides protocol and unit. */
static void put_options(struct ck_value *body,
			const struct ck_weighing_new *new)
{
	const struct ck_scale_protocol *protocol = new->weight->protocol;
	const struct ck_scale_options *options = &new->scale->options;

	if (protocol->patterned)
		ck_set_str(body, "pattern", options->pattern);
	if (protocol->tells & CK_SCALE_MAY_DECIMALS && options->has_decimals)
		ck_set_int(body, "decimals", options->decimals);
}

static void put_figures(struct ck_value *body, const struct judged *judged)
{
	const struct ck_weighing_figures *f = &judged->figures;

	ck_set_str(body, "outcome", ck_weighed_name(judged->outcome));
	if (judged->unloaded_g > 0)
		ck_set_int(body, "unloaded_g", judged->unloaded_g);
	if (f->has_declared) {
		ck_set_int(body, "declared_g", f->declared_g);
		ck_set_int(body, "difference_g", ck_weighing_difference(f));
		ck_set_int(body, "tolerance_g", f->tolerance_g);
	}
	if (f->permitted_g) {
		ck_set_int(body, "permitted_g", f->permitted_g);
		ck_set_int(body, "permitted_tolerance_g",
			   f->permitted_tolerance_g);
	}
	if (judged->registry.axles)
		ck_set_int(body, "registry_axles", judged->registry.axles);
	if (f->permitted_g || judged->registry.axles)
		ck_set_str(body, "registry", judged->registry.source);
	if (!f->legal_g)
		return;
	ck_set_int(body, "legal_g", f->legal_g);
	ck_set_str(body, "legal_source", ck_get_str(judged->legal, "source"));
	ck_set_str(body, "legal_date",
		   ck_get_str(judged->legal, "source_date"));
	if (ck_is_true(ck_get(judged->legal, "unconfirmed")))
		ck_set_bool(body, "legal_unconfirmed", true);
}

static void put_comparison(struct ck_value *body,
			   const struct ck_comparison *comparison)
{
	if (comparison->in_question)
		ck_set_str(body, "question", "open");
	ck_set(body, "settles", comparison->settles);
	if (!comparison->against)
		return;
	ck_set_str(body, "against", comparison->against);
	ck_set_int(body, "apart_g", comparison->apart_g);
	ck_set_int(body, "allowed_g", comparison->allowed_g);
}

static struct ck_value *body_of(struct ck_doc *doc, const char *id,
				const struct ck_weighing_new *new,
				int64_t occurred, const struct judged *judged)
{
	struct ck_value *body = ck_new_object(doc);

	ck_set_str(body, "weighing", id);
	ck_set_str(body, "rig", new->trip->rig);
	put_scale(body, new, judged);
	put_weight(body, new->weight);
	put_options(body, new);
	put_figures(body, judged);
	ck_weighing_put_net(body, &judged->net, &judged->figures.net);
	ck_set_str(body, "again", new->again);
	if (judged->anew)
		ck_set_bool(body, "anew", true);
	put_comparison(body, &judged->comparison);
	ck_set_str(body, "device", new->device);
	if (new->from_record)
		ck_set_str(body, "from", "record");
	ck_set(body, "sighting", new->seen);
	if (new->read_at != occurred)
		ck_set_int(body, "read_at", new->read_at);
	return body;
}

int ck_weighing_record(struct ck_txn *txn, const struct ck_weighing_new *new,
		       struct ck_weighing *ret_weighing)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_weighing weighing = { 0 };
	struct judged judged = { 0 };
	int r = judge(txn, new, &judged);

	if (r < 0)
		return r;
	weighing.id = ck_doc_format(doc, "%s/W%u", new->trip->trip,
				    new->trip->weighings + 1);
	weighing.doubt = judged.doubt;
	weighing.outcome = ck_weighed_name(judged.outcome);
	weighing.body = body_of(doc, weighing.id, new, ck_txn_occurred(txn),
				&judged);
	r = ck_append(txn, "weighing.recorded", new->trip->declaration,
		      new->trip->trip, weighing.body, NULL, &weighing.event);
	if (r >= 0)
		r = ck_weighing_follow(txn, new, judged.outcome,
				       &judged.comparison, &weighing);
	if (r < 0)
		return r;
	*ret_weighing = weighing;
	return 0;
}
