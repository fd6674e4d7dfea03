/* Contradictions between the parts of a site file. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "record/schema.h"
#include "site/judge.h"

/* -- circles -------------------------------------------------------------- */

/* Whether `from` comes to `wanted` by following the names under `key`, in at
 * most `steps`; as many as there are names are enough. */
static bool reaches(const struct ck_value *section, const char *key,
		    const char *from, const char *wanted, bool *seen);

static bool leads(const struct ck_value *section, const char *key,
		  const char *next, const char *wanted, bool *seen)
{
	return next && (!strcmp(next, wanted) ||
			reaches(section, key, next, wanted, seen));
}

static bool *mark_of(const struct ck_value *section, const char *name,
		     bool *seen)
{
	for (size_t i = 0; i < ck_count(section); i++)
		if (!strcmp(ck_key_at(section, i), name))
			return &seen[i];
	return NULL;
}

static bool reaches(const struct ck_value *section, const char *key,
		    const char *from, const char *wanted, bool *seen)
{
	const struct ck_value *next = ck_get(ck_get(section, from), key);
	bool *mark = mark_of(section, from, seen);

	if (!mark || *mark)
		return false;
	*mark = true;
	if (leads(section, key, ck_str(next), wanted, seen))
		return true;
	for (size_t i = 0; ck_is_array(next) && i < ck_count(next); i++)
		if (leads(section, key, ck_str(ck_at(next, i)), wanted, seen))
			return true;
	return false;
}

static void judge_circle(struct judge *judge, const struct place *place,
			 const void *rule)
{
	bool *seen = ck_doc_alloc(judge->doc, ck_count(place->parent));

	if (reaches(place->parent, rule, place->key, place->key, seen))
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, rule),
			      _("%s comes to itself in a circle"), place->key);
}

/* -- checks --------------------------------------------------------------- */

static void judge_alias(struct judge *judge, const struct place *place,
			const void *rule)
{
	const struct ck_value *checks = ck_get(judge->document, "checks");
	const char *alias = ck_get_str(place->value, "alias");

	(void)rule;
	for (size_t i = 0; alias && i < ck_count(checks); i++) {
		const struct ck_value *other = ck_at(checks, i);
		const char *taken = ck_get_str(other, "alias");

		if (other == place->value)
			return;
		if (taken && !strcmp(taken, alias))
			ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
							 "alias"),
				      _("%s is the alias of %s already"), alias,
				      ck_key_at(checks, i));
	}
}

static void judge_alias_name(struct judge *judge, const struct place *place,
			     const void *rule)
{
	const struct ck_value *checks = ck_get(judge->document, "checks");
	const char *alias = ck_str(place->value);

	(void)rule;
	if (!alias || !ck_get(checks, alias))
		return;
	if (ck_get(checks, alias) == place->parent)
		ck_judge_tell(judge, place->pointer,
			      _("%s is the name of this check itself; leave the alias out"),
			      alias);
	else
		ck_judge_tell(judge, place->pointer,
			      _("%s is the name of a check"), alias);
}

/* No flag for a truck that is not there. */
static void judge_where(struct judge *judge, const struct place *place,
			const void *rule)
{
	const struct ck_value *zone = ck_get(ck_get(judge->document, "zones"),
					     ck_str(place->value));

	(void)rule;
	if (zone && !ck_is_true(ck_get(zone, "inside")))
		ck_judge_tell(judge, place->pointer,
			      _("%s is not inside the site"),
			      ck_str(place->value));
}

/* A date that is amended must make stale what ends with it. */
static void judge_end(struct judge *judge, const struct place *place,
		      const void *rule)
{
	const struct ck_value *vouches = ck_get(place->value, "vouches");
	const char *at = ck_get_str(ck_get(place->value, "expires"), "at");

	(void)rule;
	for (size_t i = 0; at && i < ck_count(vouches); i++) {
		const char *pointer = ck_str(ck_at(vouches, i));
		size_t len = strlen(pointer);

		if (!strncmp(at, pointer, len) &&
		    (!at[len] || at[len] == '/'))
			at = NULL;
	}
	if (at)
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
						 "expires"),
			      _("%s is not among what the check vouches for"),
			      at);
}

/* -- scales --------------------------------------------------------------- */

/* UK SI 1995/1907 schedule 2, as Directive 2014/31/EU annex I: 1, 2 or 5 times a
 * power of ten (2.2.1); of class III with 5 g and more, Max is 500 to 10,000 e,
 * and Min 20 e (2.1, table 1). OIML R 76-1:2006 has that in its table 3. */
enum { LEAST_INTERVALS = 500, MOST_INTERVALS = 10000, MIN_INTERVALS = 20 };

static bool is_interval(int64_t e)
{
	while (e > 0 && e % 10 == 0)
		e /= 10;
	return e == 1 || e == 2 || e == 5;
}

static void judge_scale(struct judge *judge, const struct place *place,
			const void *rule)
{
	int64_t e = 0, max = 0, min = 0;
	bool has_max = ck_int(ck_get(place->value, "max_kg"), &max);
	bool has_min = ck_int(ck_get(place->value, "min_kg"), &min);

	(void)rule;
	if (!ck_int(ck_get(place->value, "e_kg"), &e))
		return;
	if (!is_interval(e)) {
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, "e_kg"),
			      "%s", _("an interval is 1, 2 or 5 times a power of ten"));
		return;
	}
	if (has_max && (max / e < LEAST_INTERVALS ||
			max > e * MOST_INTERVALS))
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
						 "max_kg"),
			      _("Max is %d to %d intervals of %lld kg"),
			      LEAST_INTERVALS, MOST_INTERVALS, (long long)e);
	if (has_min && (min < e * MIN_INTERVALS || (has_max && min >= max)))
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
						 "min_kg"),
			      _("Min is at least %d intervals of %lld kg, and less than Max"),
			      MIN_INTERVALS, (long long)e);
}

/* -- lanes ---------------------------------------------------------------- */

static void judge_direction(struct judge *judge, const struct place *place,
			    const void *rule)
{
	const struct ck_value *home = ck_get(place->value, "home");

	(void)rule;
	for (size_t i = 0; i < ck_count(home); i++) {
		const char *word = ck_str(ck_at(home, i));

		if (ck_judge_has(ck_get(place->value, "directions"), word))
			ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
							 "home"),
				      _("%s stands in directions, too"), word);
	}
}

static void judge_way(struct judge *judge, const struct place *place,
		      const void *rule)
{
	const char *from = ck_get_str(place->value, "from");

	(void)rule;
	if (!strcmp(from, ck_get_str(place->value, "to")))
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, "to"),
			      "%s", _("from and to are one zone"));
}

/* CHIP:LINE; no line has a number below 0. */
static bool is_line(const char *text)
{
	const char *colon = strrchr(text, ':');

	return colon && colon > text && colon[1] && colon[1] != '-' &&
	       strlen(text) < 64;
}

static void judge_lines(struct judge *judge, const struct place *place,
			const void *rule)
{
	(void)rule;
	if (!is_line(ck_str(place->value)))
		ck_judge_tell(judge, place->pointer,
			      _("a line is chip:offset or chip:name, not %s"),
			      ck_str(place->value));
	for (size_t i = 0; i < ck_count(place->parent); i++) {
		const struct ck_value *other = ck_at(place->parent, i);

		if (other == place->value)
			return;
		if (ck_equal(other, place->value))
			ck_judge_tell(judge, place->pointer,
				      _("%s is the line of %s already"),
				      ck_str(place->value),
				      ck_key_at(place->parent, i));
	}
}

/* Of a line that the lane does not have, nothing else can be said. */
static void judge_wired(struct judge *judge, const struct ck_value *lane,
			const char *pointer, const char *line)
{
	if (!ck_get(ck_get(lane, "lines"), line))
		ck_judge_tell(judge, pointer, _("the lane has no line %s"),
			      line);
}

static void judge_wiring(struct judge *judge, const struct place *place,
			 const void *rule)
{
	const struct ck_value *wiring = ck_get(place->value, "wiring");
	const struct ck_value *safe = ck_get(place->value, "safe");
	struct ck_doc *doc = judge->doc;

	(void)rule;
	for (size_t i = 0; i < ck_count(wiring); i++)
		judge_wired(judge, place->value,
			    ck_doc_format(doc, "%s/wiring/%s", place->pointer,
					  ck_key_at(wiring, i)),
			    ck_key_at(wiring, i));
	for (size_t i = 0; i < ck_count(safe); i++)
		judge_wired(judge, place->value,
			    ck_doc_format(doc, "%s/safe/%zu", place->pointer,
					  i),
			    ck_str(ck_at(safe, i)));
}

/* What a barrier, a loop or a person is never as fast or slow as; the schema
 * has the same (share/schemas/site.schema.json). */
static const struct range times[] = {
	{ "admit_s", 10, 3600 },
	{ "pulse_ms", 50, 5000 },
	{ "open_timeout_ms", 1000, 60000 },
	{ "debounce_ms", 0, 1000 },
	{ "loop_debounce_ms", 0, 2000 },
	{ "close_after_ms", 0, 60000 },
	{ "gap_ms", 100, 60000 },
	{ "stuck_ms", 1000, 3600000 },
	{ "alarm_ms", 100, 600000 },
	{ "decide_timeout_ms", 100, 60000 },
	{ "expected_max_age_s", 1, 86400 },
};

static void judge_time(struct judge *judge, const struct place *place,
		       const void *rule)
{
	(void)rule;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (!strcmp(times[i].pattern, place->key))
			ck_judge_range(judge, place, &times[i]);
}

/* A contact that is still closed when the arm has arrived holds it there. */
static void judge_pulse(struct judge *judge, const struct place *place,
			const void *rule)
{
	int64_t pulse, open;

	(void)rule;
	if (ck_int(ck_get(place->value, "pulse_ms"), &pulse) &&
	    ck_int(ck_get(place->value, "open_timeout_ms"), &open) &&
	    pulse >= open)
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
						 "pulse_ms"),
			      _("the pulse is no shorter than open_timeout_ms"));
}

/* -- queues --------------------------------------------------------------- */

static void judge_share(struct judge *judge, const struct place *place,
			const void *rule)
{
	int64_t share;

	(void)rule;
	if (ck_int(place->value, &share) && share == 0)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("a share from 1 is expected"));
}

static void judge_classes(struct judge *judge, const struct place *place,
			  const void *rule)
{
	(void)rule;
	if (ck_count(place->value) == 0)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("a queue has at least one class"));
}

/* -- staff ---------------------------------------------------------------- */

/* Days of one form: their text orders them. */
static void judge_term(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const char *from = ck_get_str(place->value, "from");
	const char *to = ck_get_str(place->value, "to");

	(void)rule;
	if (from && to && strcmp(to, from) < 0)
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, "to"),
			      "%s", _("the last day is before the first"));
}

/* -- the tariff ----------------------------------------------------------- */

/* Classes with equal bounds meet; without an open one there is a gap above. */
static void judge_bound(struct judge *judge, const struct place *place,
			const void *rule)
{
	const struct ck_value *bound = ck_get(place->value, "under_t");

	(void)rule;
	for (size_t i = 0; i < ck_count(place->parent); i++) {
		const struct ck_value *other = ck_at(place->parent, i);

		if (other == place->value)
			return;
		if (ck_equal(ck_get(other, "under_t"), bound))
			ck_judge_tell(judge, ck_judge_at(judge, place->pointer,
							 "under_t"),
				      _("%s has the same bound"),
				      ck_key_at(place->parent, i));
	}
}

static void judge_bounds(struct judge *judge, const struct place *place,
			 const void *rule)
{
	(void)rule;
	for (size_t i = 0; i < ck_count(place->value); i++)
		if (ck_is_null(ck_get(ck_at(place->value, i), "under_t")))
			return;
	if (place->value)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("one class without upper bound is expected"));
}

static void judge_split(struct judge *judge, const struct place *place,
			const void *rule)
{
	int64_t sum = 0;

	(void)rule;
	for (size_t i = 0; i < ck_count(place->value); i++) {
		int64_t part = ck_get_int(ck_at(place->value, i), "percent", 0);

		sum += part > 100 ? 101 : part;
	}
	if (ck_count(place->value) && sum != 100)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("the parts do not sum to 100"));
}

/* -- what only this site asks for ----------------------------------------- */

static void judge_schema(struct judge *judge, const struct place *place,
			 const void *rule)
{
	const char *at;

	(void)rule;
	if (!place->value)
		return;
	at = ck_schema_unknown(judge->doc, place->value);
	if (at)
		ck_judge_tell(judge,
			      ck_doc_format(judge->doc, "%s%s", place->pointer,
					    at),
			      "%s",
			      _("no such keyword of JSON Schema is taken here, or not with this value"));
}

/* -- judging -------------------------------------------------------------- */

struct sense {
	const char *pattern;
	judge_visit *visit;
	const void *rule;
};

static const struct sense senses[] = {
	{ "/agencies/*", judge_circle, "superior" },
	{ "/staff/*", judge_term, NULL },
	{ "/ext_schema", judge_schema, NULL },
	{ "/lanes/*", judge_direction, NULL },
	{ "/lanes/*/reverse", judge_direction, NULL },
	{ "/lanes/*", judge_way, NULL },
	{ "/scales/*", judge_scale, NULL },
	{ "/lanes/*/lines/*", judge_lines, NULL },
	{ "/lanes/*", judge_wiring, NULL },
	{ "/lanes/*/admit_s", judge_time, NULL },
	{ "/lanes/*/timings/*", judge_time, NULL },
	{ "/lanes/*/timings", judge_pulse, NULL },
	{ "/checks/*", judge_circle, "after" },
	{ "/checks/*", judge_alias, NULL },
	{ "/checks/*/alias", judge_alias_name, NULL },
	{ "/checks/*/where/*", judge_where, NULL },
	{ "/checks/*", judge_end, NULL },
	{ "/queues/*/classes", judge_classes, NULL },
	{ "/queues/*/classes/*/share", judge_share, NULL },
	{ "/tariff/classes/*", judge_bound, NULL },
	{ "/tariff/classes", judge_bounds, NULL },
	{ "/tariff/split", judge_split, NULL },
};

void ck_judge_sense(struct judge *judge)
{
	for (size_t i = 0; i < sizeof(senses) / sizeof(*senses); i++)
		ck_judge_each(judge, senses[i].pattern, senses[i].visit,
			      senses[i].rule);
}
