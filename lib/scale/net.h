/* What a vehicle carries: gross less tare. Pure but for ck_net_stored.
 *
 * Nothing is rounded. Of two weighings with different intervals the net stands
 * in the coarser one, and so says net_e_g. Each of them may be wrong by its own
 * error limit in service, so the net may be by the sum. A preset tare is a
 * figure that somebody entered: it has no error limit (UK SI 1995/1907
 * schedule 2 paragraph 4: the limits are of net loads too, preset tares
 * excepted), and its net is compared with nothing.
 */
#ifndef CK_SCALE_NET_H
#define CK_SCALE_NET_H

#include "store/store.h"

#define CK_NET_TWO_PASS "two-pass"	/* both weighed on this trip */
#define CK_NET_STORED "stored"		/* the tare on an earlier trip */
#define CK_NET_PRESET "preset"		/* the tare was entered */

struct ck_net_ask {
	/* Rows {"weighing","weighs","gross_g","limit_g","e_g","verified",
	 * "anew","question","rig","taken_at"} of the trip, oldest first. */
	const struct ck_value *rows;
	const struct ck_value *stored;	/* such a row of another trip; NULL */
	const char *rig;		/* what is on the scale; NULL: unknown */
	bool tare;			/* it is the empty vehicle */
	int64_t weighed_g;
	int64_t limit_g;
	int64_t e_g;
	int64_t taken_at;		/* ms */
	int64_t preset_g;		/* 0: none */
};

struct ck_net {
	const char *by;			/* NULL: no net */
	const char *pair;		/* the other weighing; NULL: preset */
	int64_t net_g;
	int64_t tare_g;
	int64_t e_g;
	int64_t limit_g;		/* of the net; 0: preset */
	int64_t between_ms;		/* from the one to the other */
};

/* The weighing of the other kind that counts, of the same rig, as
 * "latest-verified" of scale/weighing.h has it; NULL: none. */
const struct ck_value *ck_net_partner(const struct ck_net_ask *ask);

/* The weighing asked for counts. Two weighings on this trip go before a preset
 * tare, that before a stored one. */
void ck_net_find(const struct ck_net_ask *ask, struct ck_net *ret);

/* The last tare of the rig on another trip, taken within so many days before
 * when; *ret_row NULL: none that counts. */
int ck_net_stored(struct ck_store *store, struct ck_doc *doc, const char *trip,
		  const char *rig, int64_t when, int64_t days,
		  const struct ck_value **ret_row) CK_MUST_CHECK;

#endif
