#include <config.h>

#include "base/text.h"
#include "base/words.h"
#include "lane/reason.h"
#include "lane/told.h"

/* -- faults --------------------------------------------------------------- */

static const struct ck_term faults[] = {
	{ "close-timeout", N_("the arm was told to close, and is not down") },
	{ "decider-lost", N_("the gatehouse does not answer") },
	{ "edge-lost", N_("it changed faster than can be told") },
	{ "emergency-stop", N_("the stop is pressed, or cannot be read") },
	{ "limits-contradict", N_("the arm is up and down at once") },
	{ "lines-lost", N_("the lines cannot be read or driven") },
	{ "listener-lost", N_("what cameras push is not heard") },
	{ "loop-fault", N_("the loop stays taken, or reports a fault") },
	{ "moved-by-other", N_("the arm moved without being told") },
	{ "open-timeout", N_("the arm was told to open, and is not up") },
	{ "outputs-dropped", N_("the lane was silent, and its outputs dropped") },
	{ "site-refused", N_("the site file of the gatehouse is not taken") },
	{ "passage-unseen", N_("whom it opened for before it began again was not seen to pass") },
	{ "tailgating", N_("a vehicle went through behind another") },
	{ "vehicle-unknown", N_("a vehicle went through whose trip is not known") },
	{ "unadmitted", N_("a vehicle went through without an admission") },
	{ NULL, NULL },
};

const char *ck_told_fault(struct ck_doc *doc, const char *line,
			  const char *code)
{
	return ck_doc_format(doc, "%s: %s [%s]", line ? line : "-",
			     ck_term_words(faults, code) ?: _("fault"), code);
}

/* -- passages ------------------------------------------------------------- */

static const char *zone_name(const struct ck_speaker *speaker,
			     const struct ck_passage *p, const char *zone)
{
	const char *name = ck_reason_word(
		speaker, ck_get(ck_site_find_zone(p->site, zone), "name"));

	return name ? name : zone;
}

static const char *who(const struct ck_passage *p,
		       const struct ck_value *trip)
{
	const char *label = ck_get_str(ck_get(trip, "vehicle"), "label");

	if (!label)
		label = p->label;
	return label ? label : p->permit ? p->permit : p->seen ? p->seen
		     : p->trip ? p->trip : _("an unknown vehicle");
}

const char *ck_told_passage(const struct ck_speaker *speaker,
			    const struct ck_passage *p,
			    const struct ck_value *trip)
{
	const struct ck_gate *gate = p->gate;
	const char *from = zone_name(speaker, p, gate->from);
	const char *to = zone_name(speaker, p, gate->to);

	return ck_doc_format(speaker->doc, "%s%s%s%s",
		ck_doc_format(speaker->doc,
			      p->admitted
				? _("%s went through lane %s: %s > %s")
				: _("%s went through lane %s without an admission: %s > %s"),
			      who(p, trip), gate->lane, p->against ? to : from,
			      p->against ? from : to),
		p->against ? _(", against its direction") : "",
		p->doubtful ? _(", in doubt") : "",
		p->admitted ? "" : " [unadmitted]");
}
