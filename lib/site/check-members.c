/* What a site file may name: every member that share/schemas/site.schema.json
 * has. A misspelt name must not pass for something left out: a lane with
 * "requires" would ask for nothing. Members that no program reads are here
 * too, for they are the site's notes. */
#include <config.h>

#include "base/text.h"
#include "base/words.h"
#include "site/judge.h"
#include "trade/reading.h"

struct members {
	const char *pattern;	/* of the objects; "" is the file itself */
	const char *const *names;
};

#define NAMES(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *const texts[] = { "en", "vi", "zh", NULL };

static const struct members members[] = {
	{ "",
	  NAMES("agencies", "amend", "calendar", "checks", "country",
		"currency", "customs", "effective", "entered", "ext_schema",
		"far_country", "field_owners", "gates", "home_leg", "kinds",
		"lanes", "language", "name", "not_allowed", "note", "notes",
		"occurred_limit_min",
		"peers", "planned_expires_h", "points", "queues", "reasons",
		"regimes", "report", "retention", "scales", "site", "staff",
		"stay_limit", "tariff", "tree", "turned_back", "utc_offset",
		"version", "weights", "withdraw_min", "zones") },
	{ "/report",
	  NAMES("day_ends", "stock_at") },
	{ "/calendar/*",
	  NAMES("close", "closed", "days", "from", "open", "side", "source",
		"subject", "to", "unconfirmed", "utc_offset") },
	{ "/agencies/*",
	  NAMES("contact", "name", "superior") },
	{ "/staff/*",
	  NAMES("agencies", "from", "lanes", "order", "stands_in_for", "to",
		"user") },
	{ "/zones/*",
	  NAMES("capacity", "country", "inside", "name", "source",
		"unconfirmed") },
	{ "/points/*",
	  NAMES("name") },
	{ "/lanes/*",
	  NAMES("admit_s", "cameras", "degraded", "directions", "duty",
		"from", "home", "lines", "on_power_loss", "point", "queue",
		"receiving", "require", "require_home", "reverse", "safe",
		"scale", "sighting",
		"source", "timings", "to", "unconfirmed", "watchdog",
		"wiring") },
	{ "/lanes/*/reverse",
	  NAMES("directions", "home", "queue", "receiving", "require",
		"require_home", "source", "unconfirmed") },
	{ "/lanes/*/cameras/*",
	  NAMES("adapter", "address", "charset", "source", "unconfirmed",
		"utc_offset") },
	{ "/lanes/*/sighting",
	  NAMES("closed_h", "late_s", "least_permille", "repeat_s", "source",
		"uncertain", "unconfirmed") },
	{ "/lanes/*/lines",
	  NAMES("alarm", "barrier_close", "barrier_open", "barrier_stop",
		"button_close", "button_open", "button_stop", "estop", "fire",
		"light_green", "light_red", "limit_down", "limit_up",
		"loop_arrive", "loop_exit", "loop_safety") },
	{ "/lanes/*/wiring",
	  NAMES("alarm", "barrier_close", "barrier_open", "barrier_stop",
		"button_close", "button_open", "button_stop", "estop", "fire",
		"light_green", "light_red", "limit_down", "limit_up",
		"loop_arrive", "loop_exit", "loop_safety") },
	{ "/lanes/*/wiring/*",
	  NAMES("active_low", "bias", "debounce_ms", "label") },
	{ "/lanes/*/timings",
	  NAMES("alarm_ms", "close_after_ms", "debounce_ms",
		"decide_timeout_ms", "expected_max_age_s", "gap_ms",
		"loop_debounce_ms", "open_timeout_ms", "pulse_ms",
		"stuck_ms") },
	{ "/lanes/*/duty",
	  NAMES("agency", "open") },
	{ "/checks/*",
	  NAMES("after", "after_linked", "agency", "alias", "auto", "deadline",
		"driver", "expires", "moves", "name", "request", "scope",
		"source", "unconfirmed",
		"vouches", "when", "where") },
	{ "/checks/*/auto",
	  NAMES("from", "lane_point", "on", "release", "to") },
	{ "/checks/*/deadline",
	  NAMES("clock", "extend_min", "from", "minutes", "source",
		"unconfirmed") },
	{ "/checks/*/expires",
	  NAMES("at", "minutes", "source", "unconfirmed") },
	{ "/queues/*",
	  NAMES("agency", "classes", "directions", "from", "grace_min",
		"misses", "name", "source", "to", "unconfirmed",
		"window_min") },
	{ "/queues/*/classes/*",
	  NAMES("name", "share", "source", "unconfirmed", "when") },
	{ "/home_leg",
	  NAMES("export", "import") },
	{ "/home_leg/*",
	  NAMES("nationality", "require") },
	{ "/turned_back",
	  NAMES("export", "import", "receiving") },
	{ "/turned_back/*",
	  NAMES("require") },
	{ "/stay_limit",
	  NAMES("default_h", "source", "two_way_h", "unconfirmed") },
	{ "/notes/*",
	  NAMES("agency", "answer_min", "prefix", "source", "unconfirmed") },
	{ "/not_allowed/*",
	  NAMES("direction", "from", "hs", "name", "regimes", "source", "to",
		"unconfirmed") },
	{ "/amend",
	  NAMES("breakdown", "correctors", "identity", "source",
		"unconfirmed") },
	{ "/amend/breakdown",
	  NAMES("most", "source", "unconfirmed", "zones") },
	{ "/weights",
	  NAMES("check", "declared_tolerance_permille", "hold_agency", "legal",
		"reasons", "reweigh", "tare") },
	{ "/weights/reweigh",
	  NAMES("anew", "driver", "driver_most", "unloaded") },
	{ "/weights/tare",
	  NAMES("source", "stored_days", "unconfirmed") },
	{ "/weights/reasons",
	  NAMES("declared", "legal", "scale") },
	{ "/weights/legal/*",
	  NAMES("axles", "max_kg", "source", "source_date",
		"trailer", "unconfirmed") },
	{ "/scales/*",
	  NAMES("certificate", "check", "decimals", "device", "e_kg", "lane",
		"least_kg", "max_kg", "min_kg", "pattern", "protocol",
		"records", "seal", "serial", "source", "unconfirmed", "unit",
		"verified_until") },
	{ "/scales/*/serial",
	  NAMES("baud", "framing") },
	{ "/tariff",
	  NAMES("base_when", "classes", "currency", "day", "effective",
		"multipliers", "receipts", "rules", "several_goods", "source",
		"split", "transfer_of", "transfer_percent", "transfer_when",
		"unconfirmed") },
	{ "/tariff/classes/*",
	  NAMES("amount", "source", "unconfirmed", "under_t") },
	{ "/tariff/rules/*",
	  NAMES("amount", "code", "name", "source", "unconfirmed", "when") },
	{ "/tariff/multipliers/*",
	  NAMES("code", "name", "percent", "source", "unconfirmed", "when") },
	{ "/tariff/several_goods",
	  NAMES("by", "source", "unconfirmed") },
	{ "/tariff/split/*",
	  NAMES("percent", "to") },
	{ "/tariff/receipts",
	  NAMES("digits", "prefix") },
	{ "/customs",
	  NAMES("office", "place", "satisfies", "source", "stopped",
		"unconfirmed") },
	{ "/customs/stopped",
	  NAMES("agency", "lift", "reason") },
	{ "/peers/*",
	  NAMES("adapter", "backoff_ms", "ca", "certificate", "kind",
		"private_key", "tells", "timeout_ms", "tries", "unix_socket",
		"url") },
	{ "/retention/*",
	  NAMES("days", "ground", "shown_to", "unconfirmed") },
	{ "/name", texts },
	{ "/agencies/*/name", texts },
	{ "/not_allowed/*/name", texts },
	{ "/regimes/*", texts },
	{ "/gates/*", texts },
	{ "/zones/*/name", texts },
	{ "/points/*/name", texts },
	{ "/checks/*/name", texts },
	{ "/checks/*/driver", texts },
	{ "/queues/*/name", texts },
	{ "/queues/*/classes/*/name", texts },
	{ "/reasons/*/*", texts },
	{ "/tariff/rules/*/name", texts },
	{ "/tariff/multipliers/*/name", texts },
};

static void judge_object(struct judge *judge, const struct place *place,
			 const void *rule)
{
	const struct members *m = rule;

	for (size_t i = 0; ck_is_object(place->value) &&
			   i < ck_count(place->value); i++) {
		const char *name = ck_key_at(place->value, i);
		const char *near = ck_nearest_word(m->names, name);

		if (ck_listed(m->names, name))
			continue;
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, name),
			      near ? _("there is no such member; is %s meant?")
				   : _("there is no such member"), near);
	}
}

void ck_judge_members(struct judge *judge)
{
	const struct place root = { "", judge->document, NULL, NULL };

	judge_object(judge, &root, &members[0]);
	for (size_t i = 1; i < sizeof(members) / sizeof(*members); i++)
		ck_judge_each(judge, members[i].pattern, judge_object,
			      &members[i]);
}
