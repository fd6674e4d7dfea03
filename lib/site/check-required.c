/* What a file that is loaded now must say, as share/schemas/site.schema.json
 * has it. One that a store holds already may be of before this was asked. */
#include <config.h>

#include "base/text.h"
#include "site/judge.h"

static const char *const required[] = {
	"/tree", "/name", "/far_country", "/currency", "/report", "/calendar",
	"/regimes", "/queues", "/kinds", "/home_leg", "/turned_back",
	"/stay_limit", "/planned_expires_h", "/occurred_limit_min",
	"/reasons", "/field_owners", "/weights", "/scales", "/tariff",
	"/customs", "/retention",
	"/report/day_ends", "/report/stock_at", "/calendar/*/to",
	"/agencies/admin", "/agencies/gate_centre", "/agencies/*/name",
	"/agencies/*/contact", "/agencies/*/superior", "/staff/*/lanes", "/staff/*/from", "/staff/*/to",
	"/zones/outside", "/zones/abroad", "/zones/*/name", "/points/*/name",
	"/lanes/*/scale", "/lanes/*/admit_s", "/lanes/*/home",
	"/lanes/*/require_home", "/lanes/*/queue", "/lanes/*/timings",
	"/lanes/*/on_power_loss", "/lanes/*/degraded", "/lanes/*/duty",
	"/lanes/*/duty/agency", "/lanes/*/timings/pulse_ms",
	"/lanes/*/timings/open_timeout_ms", "/lanes/*/timings/debounce_ms",
	"/lanes/*/reverse/queue",
	"/checks/*/name", "/checks/*/deadline/clock",
	"/checks/*/deadline/from", "/checks/*/deadline/source",
	"/queues/*/name", "/queues/*/grace_min", "/queues/*/misses",
	"/home_leg/export", "/home_leg/import",
	"/turned_back/export", "/turned_back/import", "/turned_back/receiving",
	"/stay_limit/default_h", "/stay_limit/two_way_h", "/stay_limit/source",
	"/notes/*/answer_min",
	"/reasons/hold", "/reasons/refuse", "/reasons/turn_back",
	"/reasons/open",
	"/not_allowed/*/source",
	"/weights/declared_tolerance_permille", "/weights/check",
	"/weights/hold_agency", "/weights/reasons", "/weights/legal",
	"/weights/reasons/declared", "/weights/reasons/legal",
	"/weights/reasons/scale", "/weights/legal/*/source",
	"/scales/*/serial/baud", "/scales/*/serial/framing",
	"/tariff/source", "/tariff/effective", "/tariff/day",
	"/tariff/base_when", "/tariff/transfer_when",
	"/tariff/transfer_percent", "/tariff/transfer_of", "/tariff/rules",
	"/tariff/multipliers",
	"/customs/satisfies",
	"/retention/*/days", "/retention/*/ground",
};

static void judge_there(struct judge *judge, const struct place *place,
			const void *rule)
{
	(void)rule;
	if (!place->value)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("this is missing"));
}

void ck_judge_required(struct judge *judge)
{
	for (size_t i = 0; i < sizeof(required) / sizeof(*required); i++)
		ck_judge_each(judge, required[i], judge_there, NULL);
}
