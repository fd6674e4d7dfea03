/* What a site file names must be in it. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "site/judge.h"

/* Where a name is looked up. */
struct section {
	const char *pointer;
	const char *sentence;
};

static const struct section zones = { "/zones", N_("there is no zone %s") };
static const struct section lanes = { "/lanes", N_("there is no lane %s") };
static const struct section points = { "/points", N_("there is no point %s") };
static const struct section scales = { "/scales", N_("there is no scale %s") };
static const struct section checks = { "/checks", N_("there is no check %s") };
static const struct section queues = { "/queues", N_("there is no queue %s") };
static const struct section agencies = { "/agencies",
					 N_("there is no agency %s") };
/* Parties, too: they are on the staff to declare, and nothing else is theirs. */
static const struct section actors = { "/agencies",
				       N_("there is no agency %s") };
static const struct section holds = { "/reasons/hold",
				      N_("there is no hold reason %s") };
static const struct section reweighs = { "/reasons/reweigh",
					 N_("there is no reason %s to weigh again") };

struct naming {
	const char *pattern;
	const struct section *section;
};

static const struct naming namings[] = {
	{ "/agencies/*/superior", &agencies },
	{ "/staff/*/agencies/*", &actors },
	{ "/staff/*/lanes/*", &lanes },
	{ "/lanes/*/from", &zones },
	{ "/lanes/*/to", &zones },
	{ "/lanes/*/scale", &scales },
	{ "/lanes/*/queue", &queues },
	{ "/lanes/*/require/*", &checks },
	{ "/lanes/*/require_home/*", &checks },
	{ "/lanes/*/reverse/queue", &queues },
	{ "/lanes/*/reverse/require/*", &checks },
	{ "/lanes/*/reverse/require_home/*", &checks },
	{ "/lanes/*/duty/agency", &agencies },
	{ "/lanes/*/duty/open/*", &agencies },
	{ "/checks/*/agency", &agencies },
	{ "/checks/*/after/*", &checks },
	{ "/checks/*/after_linked/*", &checks },
	{ "/checks/*/where/*", &zones },
	{ "/checks/*/auto/from", &zones },
	{ "/checks/*/auto/to", &zones },
	{ "/queues/*/from", &zones },
	{ "/queues/*/to", &zones },
	{ "/queues/*/agency", &agencies },
	{ "/home_leg/*/require/*", &checks },
	{ "/entered/*", &checks },
	{ "/turned_back/*/require/*", &checks },
	{ "/notes/*/agency", &agencies },
	{ "/field_owners/*", &agencies },
	{ "/retention/*/shown_to/*", &agencies },
	{ "/amend/correctors/*/*", &agencies },
	{ "/amend/breakdown/zones/*", &zones },
	{ "/weights/check", &checks },
	{ "/weights/hold_agency", &agencies },
	{ "/customs/stopped/agency", &agencies },
	{ "/weights/reasons/*", &holds },
	{ "/weights/reweigh/driver", &reweighs },
	{ "/weights/reweigh/anew/*", &reweighs },
	{ "/weights/reweigh/unloaded/*", &reweighs },
	{ "/scales/*/lane", &lanes },
};

/* Parties stand in no section; "*" is every lane. */
static bool stands_for_itself(const struct section *section, const char *name)
{
	if (section == &actors)
		return !strncmp(name, "enterprise:", 11) ||
		       !strncmp(name, "broker:", 7);
	return section == &lanes && !strcmp(name, "*");
}

static void judge_name(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const struct section *section = rule;
	const char *name = ck_str(place->value);

	if (!name || stands_for_itself(section, name) ||
	    ck_get(ck_pointer(judge->document, section->pointer), name))
		return;
	ck_judge_tell(judge, place->pointer, _(section->sentence), name);
}

/* -- points --------------------------------------------------------------- */

/* A file may leave its points undescribed: then those of the lanes count. */
static bool is_point(const struct judge *judge, const char *name)
{
	const struct ck_value *described = ck_get(judge->document, "points");
	const struct ck_value *all = ck_get(judge->document, "lanes");

	if (described)
		return ck_get(described, name) != NULL;
	for (size_t i = 0; i < ck_count(all); i++)
		if (!strcmp(ck_get_str(ck_at(all, i), "point"), name))
			return true;
	return false;
}

static void judge_point(struct judge *judge, const struct place *place,
			const void *rule)
{
	const char *name = ck_str(place->value);

	(void)rule;
	if (name && !is_point(judge, name))
		ck_judge_tell(judge, place->pointer, _(points.sentence), name);
}

/* -- scales and lanes ----------------------------------------------------- */

/* Each names the other, else a weighing would count for the wrong lane. */
static void judge_pair(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const char *back = rule;	/* "lane" in "scales" */
	const char *section = strcmp(back, "lane") ? "lanes" : "scales";
	const char *own = strcmp(back, "lane") ? "lane" : "scale";
	const char *named = ck_get_str(place->value, own);
	const struct ck_value *other =
		ck_get(ck_get(judge->document, section), named ? named : "");
	const char *answer = ck_get_str(other, back);

	if (other && (!answer || strcmp(answer, place->key) != 0))
		ck_judge_tell(judge, ck_judge_at(judge, place->pointer, own),
			      _("%s does not name %s in return"), named,
			      place->key);
}

/* -- judging -------------------------------------------------------------- */

void ck_judge_names(struct judge *judge)
{
	for (size_t i = 0; i < sizeof(namings) / sizeof(*namings); i++)
		ck_judge_each(judge, namings[i].pattern, judge_name,
			      namings[i].section);
	ck_judge_each(judge, "/lanes/*/point", judge_point, NULL);
	ck_judge_each(judge, "/checks/*/auto/lane_point", judge_point, NULL);
	ck_judge_each(judge, "/lanes/*", judge_pair, "lane");
	ck_judge_each(judge, "/scales/*", judge_pair, "scale");
}
