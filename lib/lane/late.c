#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "lane/late.h"

static const char late[] = "reading-late";
static const char ahead[] = "reading-ahead";

const char *ck_late_code(const struct ck_gate *gate,
			 const struct ck_sighting *seen, int64_t now)
{
	int64_t most = ck_gate_sighting_rule(gate).late_ms;

	if (seen->at && seen->at - now > most)
		return ahead;
	return seen->late || (seen->at && now - seen->at > most) ? late : NULL;
}

static void fill(const struct ck_sighting *seen, int64_t now,
		 const char *code, struct ck_value *reason)
{
	int64_t age = (now - seen->at) / CK_MINUTE_MS;

	/* Not to the second: the same vehicle, read again by the same wrong
	 * clock, gets the same answer. */
	ck_set_str(reason, "code", code);
	if (code == ahead)
		ck_set_int(reason, "ahead_min", -age);
	else if (seen->at && age > 0)
		ck_set_int(reason, "age_min", age);
	ck_set_str(seen->body, "at", seen->at_text);
	if (seen->late)
		ck_set_bool(seen->body, "late", true);
}

bool ck_late_judge(struct ck_txn *txn, const struct ck_gate *gate,
		   const struct ck_sighting *seen, struct ck_value *reasons)
{
	const char *code = ck_late_code(gate, seen, ck_txn_at(txn));

	if (!code)
		return false;
	ck_txn_catch_up(txn);
	fill(seen, ck_txn_at(txn), code, ck_push_object(reasons));
	return true;
}

bool ck_late_is(const struct ck_value *reasons)
{
	for (size_t i = 0; i < ck_count(reasons); i++) {
		const struct ck_value *one = ck_at(reasons, i);

		if (ck_is(one, "code", late) || ck_is(one, "code", ahead))
			return true;
	}
	return false;
}
