#include <config.h>

#include <string.h>

#include "scale/weighing_net.h"

static const struct ck_value *weights_of(const struct ck_weighing_new *new)
{
	return ck_get(new->site->document, "weights");
}

bool ck_weighing_reason_is(const struct ck_weighing_new *new, const char *among,
			   const char *reason)
{
	const struct ck_value *codes =
		ck_get(ck_get(weights_of(new), "reweigh"), among);

	for (size_t i = 0; reason && i < ck_count(codes); i++)
		if (!strcmp(ck_str(ck_at(codes, i)), reason))
			return true;
	return false;
}

static bool unloads(const struct ck_weighing_new *new, const char *reason)
{
	return ck_weighing_reason_is(new, "unloaded", reason);
}

static bool was_unloaded(const struct ck_weighing_new *new)
{
	const struct ck_value *rows = new->trip->rows;

	for (size_t i = 0; i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const char *weighs = ck_get_str(row, "weighs");

		if (!strcmp(weighs, "gross") &&
		    unloads(new, ck_get_str(row, "again")))
			return true;
	}
	return !new->tare && unloads(new, new->again);
}

int64_t ck_weighing_unloaded(const struct ck_weighing_new *new)
{
	if (!was_unloaded(new))
		return 0;
	return new->trip->has_sent ? new->trip->sent_g : -1;
}

int ck_weighing_find_net(struct ck_txn *txn, const struct ck_weighing_new *new,
			 int64_t when, int64_t unloaded_g,
			 struct ck_weighing_figures *figures,
			 struct ck_net *ret_net)
{
	const struct ck_value *weights = weights_of(new);
	struct ck_net_figures *net = &figures->net;
	struct ck_net_ask ask = {
		.rows = new->trip->rows,
		.rig = new->trip->rig,
		.tare = new->tare,
		.weighed_g = figures->weighed_g,
		.limit_g = figures->limit_g,
		.e_g = new->scale->e_g,
		.taken_at = when,
		.preset_g = new->preset_g,
	};
	int r = ck_net_stored(ck_txn_store(txn), ck_txn_doc(txn),
			      new->trip->trip, ask.rig, when,
			      ck_get_int(ck_get(weights, "tare"),
					 "stored_days", 0), &ask.stored);

	if (r < 0)
		return r;
	ck_net_find(&ask, ret_net);
	net->weighed = ret_net->pair != NULL;
	net->net_g = ret_net->net_g;
	net->limit_g = ret_net->limit_g;
	if (ret_net->by && new->trip->has_load && unloaded_g >= 0)
		ck_net_declare(net, new->trip->load_g - unloaded_g,
			       ck_get_int(weights,
					  "declared_tolerance_permille", 0));
	return 0;
}

void ck_weighing_put_net(struct ck_value *body, const struct ck_net *net,
			 const struct ck_net_figures *figures)
{
	if (!net->by)
		return;
	ck_set_int(body, "net_g", net->net_g);
	ck_set_str(body, "net_by", net->by);
	ck_set_int(body, "tare_g", net->tare_g);
	ck_set_int(body, "net_e_g", net->e_g);
	if (net->pair) {
		ck_set_str(body, "pair", net->pair);
		ck_set_int(body, "between_ms", net->between_ms);
		ck_set_int(body, "net_limit_g", net->limit_g);
	}
	if (!figures->has_declared)
		return;
	ck_set_int(body, "declared_net_g", figures->declared_g);
	ck_set_int(body, "net_difference_g",
		   net->net_g - figures->declared_g);
	if (net->pair)
		ck_set_int(body, "net_tolerance_g", figures->tolerance_g);
}
