/* Inside scale/weighing.c: the net of a weighing, and what of the load was
 * taken off before. */
#ifndef CK_SCALE_WEIGHING_NET_H
#define CK_SCALE_WEIGHING_NET_H

#include "scale/net.h"
#include "scale/weighing.h"

/* Is the reason (NULL: none) among these of the site's weights.reweigh:
 * "anew", "unloaded"? */
bool ck_weighing_reason_is(const struct ck_weighing_new *new, const char *among,
			   const char *reason);

/* What is declared to have left the vehicle before it was weighed: what it
 * sends to others, once its gross was weighed for a reason of the site's
 * weights.reweigh.unloaded; else 0. -1: that much is not declared. */
int64_t ck_weighing_unloaded(const struct ck_weighing_new *new);

/* The net, and in figures what it says beside the declaration. figures are of
 * a weighing that counts. */
int ck_weighing_find_net(struct ck_txn *txn, const struct ck_weighing_new *new,
			 int64_t when, int64_t unloaded_g,
			 struct ck_weighing_figures *figures,
			 struct ck_net *ret_net) CK_MUST_CHECK;

void ck_weighing_put_net(struct ck_value *body, const struct ck_net *net,
			 const struct ck_net_figures *figures);

#endif
