#include <config.h>

#include "clear/follow.h"
#include "clear/linked.h"
#include "clear/load.h"
#include "clear/need.h"

int ck_check_follow(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_value *check,
		    const struct ck_value *conditions, bool fell,
		    const struct ck_event_id *cause)
{
	int r = ck_load_follow(txn, c, ck_get_str(check, "name"), cause);

	if (r >= 0 && fell)
		r = ck_linked_follow(txn, c, cause);
	return r < 0 ? r
		     : ck_need_follow(txn, c->site, check, conditions, cause);
}
