#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "clear/reason.h"

/* -- words ---------------------------------------------------------------- */

static const struct ck_term states[] = {
	{ "open", N_("open") },
	{ "requested", N_("requested") },
	{ "started", N_("started") },
	{ "sampled", N_("at the laboratory") },
	{ "resulted", N_("result is there") },
	{ "stale", N_("to be confirmed again") },
	{ "confirmed", N_("confirmed") },
	{ "refused", N_("refused") },
	{ "void", N_("no longer asked") },
	{ NULL, NULL },
};

static const struct ck_term note_kinds[] = {
	{ "dispute", N_("dispute") },
	{ "feedback", N_("feedback") },
	{ "incident", N_("incident") },
	{ NULL, NULL },
};

const char *ck_state_word(const char *state)
{
	return ck_term_words(states, state) ?: state;
}

const char *ck_note_word(const char *kind)
{
	return ck_term_words(note_kinds, kind) ?: kind;
}

static const char *name_of(const struct ck_site *site,
			   const struct ck_value *object, const char *code,
			   const char *language)
{
	const char *word = ck_site_word(site, ck_get(object, "name"), language);

	return word ? word : code;
}

const char *ck_check_word(const struct ck_site *site, const char *check,
			  const char *language)
{
	return name_of(site, ck_site_find_check(site, check), check, language);
}

const char *ck_agency_word(const struct ck_site *site, const char *agency,
			   const char *language)
{
	return name_of(site, ck_site_find_agency(site, agency), agency,
		       language);
}

const char *ck_zone_word(const struct ck_site *site, const char *zone,
			 const char *language)
{
	return name_of(site, ck_site_find_zone(site, zone), zone, language);
}

const char *ck_time_text(struct ck_doc *doc, const struct ck_site *site,
			 int64_t ms)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, site->offset_min, text);
	return ck_doc_strdup(doc, text);
}

/* -- sentences ------------------------------------------------------------ */

struct words {
	const struct ck_case *c;
	const struct ck_value *reason;
	const char *language;
};

typedef const char *sentence(const struct words *w);

static const char *get(const struct words *w, const char *key)
{
	const char *text = ck_get_str(w->reason, key);

	return text ? text : "?";
}

/* "07:35 22/11" of the RFC 3339 text: a sentence is for the eye. */
static const char *time_of(const struct words *w)
{
	const char *at = get(w, "at");

	if (strlen(at) < 16)
		return at;
	return ck_doc_format(w->c->doc, "%.5s %.2s/%.2s", at + 11, at + 8,
			     at + 5);
}

static const char *check_of(const struct words *w)
{
	return ck_check_word(w->c->site, get(w, "check"), w->language);
}

static const char *agency_of(const struct words *w)
{
	return ck_agency_word(w->c->site, get(w, "agency"), w->language);
}

static const char *say_closed(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("the trip is closed (%s)"),
			     get(w, "outcome"));
}

static const char *say_unneeded(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("this trip does not need %s"),
			     check_of(w));
}

static const char *say_absent(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("the vehicle is not there: %s"),
			     ck_zone_word(w->c->site, get(w, "zone"),
					  w->language));
}

static const char *say_after(const struct words *w)
{
	if (ck_get_str(w->reason, "trip"))
		return ck_doc_format(w->c->doc,
				     _("first: %s, of %s (%s)"), check_of(w),
				     get(w, "trip"), agency_of(w));
	return ck_doc_format(w->c->doc, _("first: %s (%s)"), check_of(w),
			     agency_of(w));
}

static const char *say_receiver(const struct words *w)
{
	(void)w;
	return _("part of the load has no receiving vehicle yet");
}

static const char *say_ungiven(const struct words *w)
{
	return ck_doc_format(w->c->doc,
			     _("its load does not come: %s was to give it and gives nothing; turn the vehicle back, or name another that gives"),
			     get(w, "trip"));
}

static const char *say_laden(const struct words *w)
{
	return ck_doc_format(w->c->doc,
			     _("the receiving vehicle of %s is not empty"),
			     get(w, "trip"));
}

static const char *say_unrequested(const struct words *w)
{
	(void)w;
	return _("it was not requested yet");
}

static const char *say_changed(const struct words *w)
{
	if (!ck_get_str(w->reason, "pointer"))
		return ck_doc_format(w->c->doc,
				     _("since you looked: %s is %s (%s)"),
				     check_of(w),
				     ck_state_word(get(w, "state")),
				     get(w, "actor"));
	return ck_doc_format(w->c->doc, _("since you looked, %s changed"),
			     get(w, "pointer"));
}

static const char *say_confirmed(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("%s has confirmed it at %s"),
			     get(w, "actor"), time_of(w));
}

static const char *say_refused(const struct words *w)
{
	return ck_doc_format(w->c->doc,
			     _("%s has refused it at %s (%s); --overrule confirms it all the same"),
			     get(w, "actor"), time_of(w), get(w, "reason"));
}

static const char *say_by_fact(const struct words *w)
{
	const char *on = get(w, "on");

	return ck_doc_format(w->c->doc,
			     _("%s is what confirms it; --reason says why it is done by hand"),
			     !strcmp(on, "weighing") ? _("a weighing")
			     : !strcmp(on, "fee") ? _("a fee that is paid")
			     : !strcmp(on, "customs") ? _("a release by customs")
			     : _("a passage"));
}

static const char *say_unweighed(const struct words *w)
{
	(void)w;
	return _("the vehicle was not weighed");
}

static const char *say_expired(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("what it rests on ended at %s"),
			     time_of(w));
}

static const char *say_crossed(const struct words *w)
{
	(void)w;
	return _("the vehicle has crossed the line already");
}

static const char *say_load_given(const struct words *w)
{
	(void)w;
	return _("its load was handed over: it goes home, or the transfer is withdrawn first");
}

static const char *say_load_taken(const struct words *w)
{
	(void)w;
	return _("it has a load of the export on it, which its way back would take over the line: the transfer is withdrawn first");
}

static const char *say_not_now(const struct words *w)
{
	const char *actor = ck_get_str(w->reason, "actor");
	const char *state = ck_state_word(get(w, "state"));

	if (!actor)
		return ck_doc_format(w->c->doc, _("%s is %s"), check_of(w),
				     state);
	return ck_doc_format(w->c->doc, _("%s is %s (%s)"), check_of(w), state,
			     actor);
}

static const char *goods_of(const struct words *w)
{
	const char *ref = get(w, "goods");
	const char *name = ck_get_str(ck_get(ck_get(
		ck_case_document(w->c), "goods"), ref), "name");

	return name ? ck_doc_format(w->c->doc, "%s (%s)", ref, name) : ref;
}

static const char *say_goods_refused(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("%s has refused %s at %s (%s)"),
			     get(w, "actor"), goods_of(w), time_of(w),
			     get(w, "reason"));
}

static const char *say_goods_exceeded(const struct words *w)
{
	const char *packages = ck_number_text(ck_get(w->reason, "packages"));
	const char *kg = ck_number_text(ck_get(w->reason, "gross_kg"));

	return ck_doc_format(w->c->doc,
			     _("of %s there are %s packages, %s kg left"),
			     goods_of(w), packages ? packages : "?",
			     kg ? kg : "?");
}

static const char *say_goods_decided(const struct words *w)
{
	return ck_doc_format(w->c->doc,
			     _("it is decided already what becomes of %s"),
			     goods_of(w));
}

static const char *say_goods_pass(const struct words *w)
{
	return ck_doc_format(w->c->doc, _("nobody has refused %s"),
			     goods_of(w));
}

static const char *say_all_refused(const struct words *w)
{
	return ck_doc_format(w->c->doc,
			     _("the whole load was refused, and %s with it"),
			     goods_of(w));
}

static const struct {
	const char *code;
	sentence *say;
} sentences[] = {
	{ "trip-closed", say_closed },
	{ "not-needed", say_unneeded },
	{ "not-present", say_absent },
	{ "after", say_after },
	{ "no-receiver", say_receiver },
	{ "no-giver", say_ungiven },
	{ "receiver-laden", say_laden },
	{ "not-requested", say_unrequested },
	{ "changed", say_changed },
	{ "already-confirmed", say_confirmed },
	{ "check-refused", say_refused },
	{ "by-fact", say_by_fact },
	{ "not-weighed", say_unweighed },
	{ "expired", say_expired },
	{ "crossed", say_crossed },
	{ "load-given", say_load_given },
	{ "load-taken", say_load_taken },
	{ "not-now", say_not_now },
	{ "goods-refused", say_goods_refused },
	{ "goods-exceeded", say_goods_exceeded },
	{ "goods-decided", say_goods_decided },
	{ "goods-pass", say_goods_pass },
	{ "all-refused", say_all_refused },
};

static const char *say(const struct words *w)
{
	const char *code = get(w, "code");

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (!strcmp(sentences[i].code, code))
			return sentences[i].say(w);
	return code;
}

struct ck_value *ck_reasons_say(const struct ck_case *c,
				const struct ck_value *reasons,
				const char *language)
{
	struct ck_value *said = ck_new_array(c->doc);

	for (size_t i = 0; i < ck_count(reasons); i++) {
		struct words w = { c, ck_at(reasons, i), language };
		struct ck_value *reason = ck_copy(c->doc, w.reason);
		const struct ck_value *agency =
			ck_site_find_agency(c->site, get(&w, "agency"));

		ck_set(reason, "contact", ck_get(agency, "contact"));
		ck_set_str(reason, "message", say(&w));
		ck_push(said, reason);
	}
	return said;
}

const char *ck_reasons_text(struct ck_doc *doc, const struct ck_value *reasons)
{
	CK_BUF text = { 0 };

	for (size_t i = 0; i < ck_count(reasons); i++)
		ck_buf_printf(&text, "%s%s", i ? "; " : "",
			      ck_get_str(ck_at(reasons, i), "message"));
	return text.len ? ck_doc_strdup(doc, ck_buf_text(&text)) : NULL;
}
