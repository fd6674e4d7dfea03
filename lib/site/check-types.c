/* The form of what the programs read from a site file. The schema asks for
 * more; what it asks for and nobody reads is not asked for here. What a lane
 * requires is: one that is silent on it would let every vehicle through. What a
 * file that is loaded now must say besides stands in check-required.c. */
#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "site/judge.h"

enum {
	OBJECT = 1,
	ARRAY,
	STRING,
	INTEGER,		/* not negative */
	BOOLEAN,
	OFFSET,			/* "+07:00" */
	DAY,			/* "2026-11-22" */
	HOUR,			/* "20:00", up to "24:00" */
	WORD,			/* one of the words */
	FORM = 15,
	MUST = 16,		/* wherever its parent is */
	NULLABLE = 32,
};

struct form {
	const char *pattern;
	unsigned what;
	const char *words;	/* of WORD: " one two " */
};

#define DIRECTIONS " export import "
#define RELEASES \
	" none documents goods stopped storage released cleared transit "

static const struct form forms[] = {
	{ "/utc_offset", OFFSET | MUST, NULL },
	{ "/country", STRING | MUST, NULL },
	{ "/far_country", STRING, NULL },
	{ "/language", STRING | MUST, NULL },
	{ "/tree", ARRAY, NULL },
	{ "/tree/*", STRING, NULL },
	{ "/name", OBJECT, NULL },
	{ "/regimes", OBJECT, NULL },
	{ "/regimes/*", OBJECT, NULL },
	{ "/currency", STRING, NULL },
	{ "/planned_expires_h", INTEGER, NULL },
	{ "/withdraw_min", INTEGER, NULL },
	{ "/occurred_limit_min", INTEGER, NULL },
	{ "/report", OBJECT, NULL },
	{ "/report/day_ends", HOUR, NULL },
	{ "/report/stock_at", HOUR, NULL },
	{ "/stay_limit", OBJECT, NULL },
	{ "/stay_limit/default_h", INTEGER, NULL },
	{ "/stay_limit/two_way_h", INTEGER, NULL },
	{ "/agencies", OBJECT | MUST, NULL },
	{ "/agencies/*", OBJECT, NULL },
	{ "/agencies/*/name", OBJECT, NULL },
	{ "/agencies/*/contact", STRING, NULL },
	{ "/agencies/*/superior", STRING | NULLABLE, NULL },
	{ "/staff", ARRAY, NULL },
	{ "/staff/*", OBJECT, NULL },
	{ "/staff/*/user", STRING | MUST, NULL },
	{ "/staff/*/agencies", ARRAY | MUST, NULL },
	{ "/staff/*/agencies/*", STRING, NULL },
	{ "/staff/*/lanes", ARRAY, NULL },
	{ "/staff/*/lanes/*", STRING, NULL },
	{ "/staff/*/from", DAY | NULLABLE, NULL },
	{ "/staff/*/to", DAY | NULLABLE, NULL },
	{ "/zones", OBJECT | MUST, NULL },
	{ "/zones/*", OBJECT, NULL },
	{ "/zones/*/name", OBJECT, NULL },
	{ "/zones/*/inside", BOOLEAN | MUST, NULL },
	{ "/zones/*/country", STRING, NULL },
	{ "/zones/*/capacity", INTEGER | NULLABLE, NULL },
	{ "/points", OBJECT, NULL },
	{ "/lanes", OBJECT | MUST, NULL },
	{ "/lanes/*", OBJECT, NULL },
	{ "/lanes/*/point", STRING | MUST, NULL },
	{ "/lanes/*/from", STRING | MUST, NULL },
	{ "/lanes/*/to", STRING | MUST, NULL },
	{ "/lanes/*/scale", STRING | NULLABLE, NULL },
	{ "/lanes/*/queue", STRING | NULLABLE, NULL },
	{ "/lanes/*/admit_s", INTEGER, NULL },
	{ "/lanes/*/directions", ARRAY | MUST, NULL },
	{ "/lanes/*/directions/*", WORD, DIRECTIONS },
	{ "/lanes/*/home", ARRAY, NULL },
	{ "/lanes/*/home/*", WORD, DIRECTIONS },
	{ "/lanes/*/receiving", ARRAY, NULL },
	{ "/lanes/*/receiving/*", WORD, DIRECTIONS },
	{ "/lanes/*/require", ARRAY | MUST, NULL },
	{ "/lanes/*/require/*", STRING, NULL },
	{ "/lanes/*/require_home", ARRAY, NULL },
	{ "/lanes/*/require_home/*", STRING, NULL },
	{ "/lanes/*/lines", OBJECT, NULL },
	{ "/lanes/*/lines/*", STRING, NULL },
	{ "/lanes/*/wiring", OBJECT, NULL },
	{ "/lanes/*/wiring/*", OBJECT, NULL },
	{ "/lanes/*/wiring/*/active_low", BOOLEAN, NULL },
	{ "/lanes/*/wiring/*/bias", WORD, " as-is pull-up pull-down disable " },
	{ "/lanes/*/wiring/*/debounce_ms", INTEGER, NULL },
	{ "/lanes/*/wiring/*/label", STRING, NULL },
	{ "/lanes/*/safe", ARRAY, NULL },
	{ "/lanes/*/safe/*", WORD,
	  " barrier_open barrier_stop light_red light_green alarm " },
	{ "/lanes/*/watchdog", STRING, NULL },
	{ "/lanes/*/timings", OBJECT, NULL },
	{ "/lanes/*/timings/*", INTEGER, NULL },
	{ "/lanes/*/reverse", OBJECT, NULL },
	{ "/lanes/*/reverse/directions", ARRAY | MUST, NULL },
	{ "/lanes/*/reverse/directions/*", WORD, DIRECTIONS },
	{ "/lanes/*/reverse/home", ARRAY | MUST, NULL },
	{ "/lanes/*/reverse/home/*", WORD, DIRECTIONS },
	{ "/lanes/*/reverse/receiving", ARRAY, NULL },
	{ "/lanes/*/reverse/receiving/*", WORD, DIRECTIONS },
	{ "/lanes/*/reverse/require", ARRAY | MUST, NULL },
	{ "/lanes/*/reverse/require/*", STRING, NULL },
	{ "/lanes/*/reverse/require_home", ARRAY | MUST, NULL },
	{ "/lanes/*/reverse/require_home/*", STRING, NULL },
	{ "/lanes/*/reverse/queue", STRING | NULLABLE, NULL },
	{ "/lanes/*/cameras", OBJECT, NULL },
	{ "/lanes/*/cameras/*", OBJECT, NULL },
	{ "/lanes/*/cameras/*/adapter", STRING | MUST, NULL },
	{ "/lanes/*/cameras/*/address", STRING | MUST, NULL },
	{ "/lanes/*/cameras/*/charset", STRING, NULL },
	{ "/lanes/*/cameras/*/utc_offset", STRING, NULL },
	{ "/lanes/*/sighting", OBJECT, NULL },
	{ "/lanes/*/sighting/uncertain", WORD, " admit deny " },
	{ "/lanes/*/sighting/least_permille", INTEGER, NULL },
	{ "/lanes/*/sighting/repeat_s", INTEGER, NULL },
	{ "/lanes/*/sighting/closed_h", INTEGER, NULL },
	{ "/lanes/*/sighting/late_s", INTEGER, NULL },
	{ "/lanes/*/on_power_loss", WORD, " hold open " },
	{ "/lanes/*/degraded", WORD, " manual expected " },
	{ "/lanes/*/duty", OBJECT, NULL },
	{ "/lanes/*/duty/agency", STRING, NULL },
	{ "/lanes/*/duty/open", ARRAY, NULL },
	{ "/lanes/*/duty/open/*", STRING, NULL },
	{ "/checks", OBJECT | MUST, NULL },
	{ "/checks/*", OBJECT, NULL },
	{ "/checks/*/agency", STRING | MUST, NULL },
	{ "/checks/*/scope", WORD | MUST,
	  " trip declaration customs vehicle person " },
	{ "/checks/*/name", OBJECT, NULL },
	{ "/checks/*/driver", OBJECT, NULL },
	{ "/checks/*/alias", STRING, NULL },
	{ "/checks/*/when", STRING | MUST, NULL },
	{ "/checks/*/after", ARRAY, NULL },
	{ "/checks/*/after/*", STRING, NULL },
	{ "/checks/*/moves", WORD, " load " },
	{ "/checks/*/request", BOOLEAN, NULL },
	{ "/checks/*/after_linked", ARRAY, NULL },
	{ "/checks/*/after_linked/*", STRING, NULL },
	{ "/checks/*/where", ARRAY, NULL },
	{ "/checks/*/where/*", STRING, NULL },
	{ "/checks/*/vouches", ARRAY, NULL },
	{ "/checks/*/vouches/*", STRING, NULL },
	{ "/checks/*/auto", OBJECT, NULL },
	{ "/checks/*/auto/on", WORD | MUST, " weighing fee customs passage " },
	{ "/checks/*/auto/release", ARRAY, NULL },
	{ "/checks/*/auto/release/*", WORD, RELEASES },
	{ "/checks/*/auto/from", STRING, NULL },
	{ "/checks/*/auto/to", STRING, NULL },
	{ "/checks/*/auto/lane_point", STRING, NULL },
	{ "/checks/*/deadline", OBJECT, NULL },
	{ "/checks/*/deadline/minutes", INTEGER | MUST, NULL },
	{ "/checks/*/deadline/clock", WORD, " working elapsed " },
	{ "/checks/*/deadline/from", WORD, " needed requested started " },
	{ "/checks/*/expires", OBJECT, NULL },
	{ "/checks/*/expires/minutes", INTEGER, NULL },
	{ "/checks/*/expires/at", STRING, NULL },
	{ "/queues", OBJECT, NULL },
	{ "/queues/*", OBJECT, NULL },
	{ "/queues/*/agency", STRING, NULL },
	{ "/queues/*/from", STRING | MUST, NULL },
	{ "/queues/*/to", STRING | MUST, NULL },
	{ "/queues/*/directions", ARRAY | MUST, NULL },
	{ "/queues/*/directions/*", WORD, DIRECTIONS },
	{ "/queues/*/classes", OBJECT | MUST, NULL },
	{ "/queues/*/classes/*", OBJECT, NULL },
	{ "/queues/*/classes/*/share", INTEGER | MUST, NULL },
	{ "/queues/*/classes/*/when", STRING | MUST, NULL },
	{ "/queues/*/window_min", INTEGER | MUST, NULL },
	{ "/queues/*/grace_min", INTEGER, NULL },
	{ "/queues/*/misses", INTEGER, NULL },
	{ "/kinds", OBJECT, NULL },
	{ "/kinds/*", STRING, NULL },
	{ "/home_leg", OBJECT, NULL },
	{ "/home_leg/*", OBJECT, NULL },
	{ "/home_leg/*/nationality", ARRAY | MUST, NULL },
	{ "/home_leg/*/nationality/*", STRING, NULL },
	{ "/home_leg/*/require", ARRAY | MUST, NULL },
	{ "/home_leg/*/require/*", STRING, NULL },
	{ "/entered", ARRAY, NULL },
	{ "/entered/*", STRING, NULL },
	{ "/turned_back", OBJECT, NULL },
	{ "/turned_back/*", OBJECT, NULL },
	{ "/turned_back/*/require", ARRAY | MUST, NULL },
	{ "/turned_back/*/require/*", STRING, NULL },
	{ "/reasons", OBJECT, NULL },
	{ "/reasons/*", OBJECT, NULL },
	{ "/reasons/*/*", OBJECT, NULL },
	{ "/notes", OBJECT, NULL },
	{ "/notes/*", OBJECT, NULL },
	{ "/notes/*/prefix", STRING | MUST, NULL },
	{ "/notes/*/agency", STRING | MUST, NULL },
	{ "/notes/*/answer_min", INTEGER, NULL },
	{ "/field_owners", OBJECT, NULL },
	{ "/field_owners/*", STRING, NULL },
	{ "/not_allowed", ARRAY, NULL },
	{ "/not_allowed/*", OBJECT, NULL },
	{ "/not_allowed/*/hs", ARRAY | MUST, NULL },
	{ "/not_allowed/*/hs/*", STRING, NULL },
	{ "/not_allowed/*/direction", WORD, DIRECTIONS },
	{ "/not_allowed/*/regimes", ARRAY, NULL },
	{ "/not_allowed/*/regimes/*", STRING, NULL },
	{ "/not_allowed/*/from", DAY, NULL },
	{ "/not_allowed/*/to", DAY | NULLABLE, NULL },
	{ "/not_allowed/*/name", OBJECT | MUST, NULL },
	{ "/amend", OBJECT, NULL },
	{ "/amend/correctors", OBJECT, NULL },
	{ "/amend/correctors/*", ARRAY, NULL },
	{ "/amend/correctors/*/*", STRING, NULL },
	{ "/amend/identity", ARRAY, NULL },
	{ "/amend/identity/*", WORD,
	  " plate trailer container chassis unit " },
	{ "/amend/breakdown", OBJECT, NULL },
	{ "/amend/breakdown/zones", ARRAY | MUST, NULL },
	{ "/amend/breakdown/zones/*", STRING, NULL },
	{ "/amend/breakdown/most", INTEGER, NULL },
	{ "/weights", OBJECT, NULL },
	{ "/weights/declared_tolerance_permille", INTEGER, NULL },
	{ "/weights/check", STRING, NULL },
	{ "/weights/hold_agency", STRING, NULL },
	{ "/weights/reasons", OBJECT, NULL },
	{ "/weights/reasons/*", STRING, NULL },
	{ "/weights/reweigh", OBJECT, NULL },
	{ "/weights/reweigh/driver", STRING, NULL },
	{ "/weights/reweigh/driver_most", INTEGER, NULL },
	{ "/weights/reweigh/anew", ARRAY, NULL },
	{ "/weights/reweigh/anew/*", STRING, NULL },
	{ "/weights/reweigh/unloaded", ARRAY, NULL },
	{ "/weights/reweigh/unloaded/*", STRING, NULL },
	{ "/weights/tare", OBJECT, NULL },
	{ "/weights/tare/stored_days", INTEGER, NULL },
	{ "/weights/legal", ARRAY, NULL },
	{ "/weights/legal/*", OBJECT, NULL },
	{ "/weights/legal/*/axles", INTEGER | MUST, NULL },
	{ "/weights/legal/*/trailer", BOOLEAN, NULL },
	{ "/weights/legal/*/max_kg", INTEGER | MUST, NULL },
	{ "/weights/legal/*/source_date", DAY, NULL },
	{ "/scales", OBJECT, NULL },
	{ "/scales/*", OBJECT, NULL },
	{ "/scales/*/lane", STRING | MUST, NULL },
	{ "/scales/*/protocol", STRING | MUST, NULL },
	{ "/scales/*/pattern", STRING, NULL },
	{ "/scales/*/unit", WORD, " kg g t lb " },
	{ "/scales/*/check", BOOLEAN, NULL },
	{ "/scales/*/decimals", INTEGER, NULL },
	{ "/scales/*/records", BOOLEAN, NULL },
	{ "/scales/*/device", STRING, NULL },
	{ "/scales/*/e_kg", INTEGER | MUST, NULL },
	{ "/scales/*/max_kg", INTEGER | MUST, NULL },
	{ "/scales/*/min_kg", INTEGER | MUST, NULL },
	{ "/scales/*/least_kg", INTEGER, NULL },
	{ "/scales/*/certificate", STRING | MUST, NULL },
	{ "/scales/*/verified_until", DAY | MUST, NULL },
	{ "/scales/*/seal", STRING, NULL },
	{ "/scales/*/serial", OBJECT, NULL },
	{ "/scales/*/serial/baud", INTEGER, NULL },
	{ "/scales/*/serial/framing", STRING, NULL },
	{ "/tariff", OBJECT, NULL },
	{ "/tariff/currency", STRING | MUST, NULL },
	{ "/tariff/day", WORD, " declared assessed crossed " },
	{ "/tariff/classes", OBJECT | MUST, NULL },
	{ "/tariff/classes/*", OBJECT, NULL },
	{ "/tariff/classes/*/under_t", INTEGER | NULLABLE | MUST, NULL },
	{ "/tariff/classes/*/amount", INTEGER | MUST, NULL },
	{ "/tariff/base_when", STRING, NULL },
	{ "/tariff/transfer_when", STRING, NULL },
	{ "/tariff/transfer_percent", INTEGER, NULL },
	{ "/tariff/transfer_of", WORD, " receiving own " },
	{ "/tariff/rules", ARRAY, NULL },
	{ "/tariff/rules/*", OBJECT, NULL },
	{ "/tariff/rules/*/code", STRING | MUST, NULL },
	{ "/tariff/rules/*/when", STRING | MUST, NULL },
	{ "/tariff/rules/*/amount", INTEGER | MUST, NULL },
	{ "/tariff/multipliers", ARRAY, NULL },
	{ "/tariff/multipliers/*", OBJECT, NULL },
	{ "/tariff/multipliers/*/code", STRING | MUST, NULL },
	{ "/tariff/multipliers/*/when", STRING | MUST, NULL },
	{ "/tariff/multipliers/*/percent", INTEGER | MUST, NULL },
	{ "/tariff/several_goods", OBJECT, NULL },
	{ "/tariff/several_goods/by", WORD | MUST, " value amount " },
	{ "/tariff/split", ARRAY, NULL },
	{ "/tariff/split/*", OBJECT, NULL },
	{ "/tariff/split/*/to", STRING | MUST, NULL },
	{ "/tariff/split/*/percent", INTEGER | MUST, NULL },
	{ "/tariff/receipts", OBJECT, NULL },
	{ "/tariff/receipts/prefix", STRING | MUST, NULL },
	{ "/tariff/receipts/digits", INTEGER | MUST, NULL },
	{ "/customs", OBJECT, NULL },
	{ "/customs/stopped", OBJECT, NULL },
	{ "/customs/stopped/agency", STRING | MUST, NULL },
	{ "/customs/stopped/reason", STRING | MUST, NULL },
	{ "/customs/stopped/lift", STRING | MUST, NULL },
	{ "/customs/satisfies", ARRAY, NULL },
	{ "/customs/satisfies/*", WORD, RELEASES },
	{ "/calendar", ARRAY, NULL },
	{ "/calendar/*", OBJECT, NULL },
	{ "/calendar/*/subject", STRING | MUST, NULL },
	{ "/calendar/*/side", STRING | MUST, NULL },
	{ "/calendar/*/utc_offset", OFFSET | MUST, NULL },
	{ "/calendar/*/from", DAY | MUST, NULL },
	{ "/calendar/*/to", DAY | NULLABLE, NULL },
	{ "/calendar/*/days", ARRAY, NULL },
	{ "/calendar/*/days/*", STRING, NULL },
	{ "/calendar/*/closed", BOOLEAN, NULL },
	{ "/calendar/*/open", HOUR, NULL },
	{ "/calendar/*/close", HOUR, NULL },
	{ "/peers", OBJECT, NULL },
	{ "/peers/*", OBJECT, NULL },
	{ "/peers/*/url", STRING, NULL },
	{ "/peers/*/adapter", STRING, NULL },
	{ "/peers/*/tells", ARRAY, NULL },
	{ "/peers/*/tells/*", WORD, " passed messages " },
	{ "/retention", OBJECT, NULL },
	{ "/retention/*", OBJECT, NULL },
	{ "/retention/*/days", INTEGER, NULL },
	{ "/retention/*/ground", STRING, NULL },
	{ "/retention/*/shown_to", ARRAY, NULL },
	{ "/retention/*/shown_to/*", STRING, NULL },
};

/* -- forms of text -------------------------------------------------------- */

static bool is_offset(const char *text)
{
	int minutes;

	return text && ck_offset_parse(text, &minutes) == 0;
}

static bool is_day(const char *text)
{
	int64_t ms;

	return text && ck_day_parse(text, 0, &ms) == 0;
}

static bool is_hour(const char *text)
{
	static const char digits[] = "0123456789";
	int hour;

	if (!text || strlen(text) != 5 || strspn(text, digits) != 2 ||
	    text[2] != ':' || strspn(text + 3, digits) != 2)
		return false;
	hour = (text[0] - '0') * 10 + text[1] - '0';
	return text[3] < '6' && (hour < 24 || !strcmp(text, "24:00"));
}

static bool is_word(const char *words, const char *text)
{
	const char *at = text && *text ? strstr(words, text) : NULL;

	return at && at[-1] == ' ' && at[strlen(text)] == ' ' &&
	       !strchr(text, ' ');
}

/* -- judging -------------------------------------------------------------- */

static bool fits(const struct form *form, const struct ck_value *v)
{
	int64_t n;

	switch (form->what & FORM) {
	case OBJECT:
		return ck_is_object(v);
	case ARRAY:
		return ck_is_array(v);
	case INTEGER:
		return ck_int(v, &n) && n >= 0;
	case BOOLEAN:
		return ck_type(v) == CK_TRUE || ck_type(v) == CK_FALSE;
	case OFFSET:
		return is_offset(ck_str(v));
	case DAY:
		return is_day(ck_str(v));
	case HOUR:
		return is_hour(ck_str(v));
	case WORD:
		return is_word(form->words, ck_str(v));
	}
	return ck_str(v) && *ck_str(v);
}

static const char *expectation(const struct form *form)
{
	static const char *const sentences[] = {
		[OBJECT] = N_("an object is expected"),
		[ARRAY] = N_("an array is expected"),
		[STRING] = N_("a text is expected"),
		[INTEGER] = N_("an integer from 0 is expected"),
		[BOOLEAN] = N_("true or false is expected"),
		[OFFSET] = N_("an offset is expected, as +07:00"),
		[DAY] = N_("a day is expected, as 2026-11-22"),
		[HOUR] = N_("a time of day is expected, as 20:00"),
	};

	return _(sentences[form->what & FORM]);
}

static void judge_form(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const struct form *form = rule;

	if (!place->value) {
		if (form->what & MUST)
			ck_judge_tell(judge, place->pointer, "%s",
				      _("this is missing"));
		return;
	}
	if ((form->what & NULLABLE) && ck_type(place->value) == CK_NULL)
		return;
	if (fits(form, place->value))
		return;
	if ((form->what & FORM) == WORD)
		ck_judge_tell(judge, place->pointer,
			      _("one of these is expected:%.*s"),
			      (int)strlen(form->words) - 1, form->words);
	else
		ck_judge_tell(judge, place->pointer, "%s", expectation(form));
}

/* Names become parts of pointers and ids. */
static void judge_key(struct judge *judge, const struct place *place,
		      const void *rule)
{
	(void)rule;
	if (!*place->key || strpbrk(place->key, "/~ \t\n"))
		ck_judge_tell(judge, place->pointer, "%s",
			      _("a name without space, / and ~ is expected"));
}

void ck_judge_types(struct judge *judge)
{
	static const char *const named[] = {
		"/agencies/*", "/zones/*", "/points/*", "/lanes/*",
		"/checks/*", "/queues/*", "/queues/*/classes/*", "/kinds/*",
		"/reasons/*/*", "/scales/*", "/tariff/classes/*",
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		ck_judge_each(judge, forms[i].pattern, judge_form, &forms[i]);
	for (size_t i = 0; !judge->found && i < sizeof(named) / sizeof(*named);
	     i++)
		ck_judge_each(judge, named[i], judge_key, NULL);
}
