#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "lane/driver.h"
#include "lane/reason.h"
#include "pass/judge.h"
#include "store/query.h"

/* A reason on its way into words. */
struct saying {
	const struct ck_speaker *speaker;
	const struct ck_value *reason;
	const char *code;
	int err;		/* of the store; the first */
};

/* -- the site's words ----------------------------------------------------- */

const char *ck_reason_word(const struct ck_speaker *speaker,
			   const struct ck_value *words)
{
	const char *language = speaker->language ? speaker->language
						 : speaker->gate->language;
	const char *word = ck_get_str(words, language ? language : "en");

	if (!word)
		word = ck_get_str(words, "en");
	return word ? word : ck_str(ck_at(words, 0));
}

const char *ck_reason_clock(const struct ck_speaker *speaker, int64_t ms)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, speaker->offset_min, text);
	text[16] = '\0';
	return ck_doc_strdup(speaker->doc, text + 11);
}

static const struct ck_value *look_up(struct saying *say, const char *kind,
				      const char *code)
{
	const struct ck_speaker *speaker = say->speaker;
	const struct ck_value *row = NULL;
	int r;

	if (!code)
		return NULL;
	r = ck_row_of(ck_query(speaker->store, CK_SQL_GATE_WORDING, "sss",
			       speaker->gate->site, kind, code),
		      speaker->doc, &row);
	if (r < 0 && !say->err)
		say->err = r;
	return row;
}

/* The name of an agency, check or zone; its code when the site has none. */
static const char *name_of(struct saying *say, const char *kind,
			   const char *member)
{
	const char *code = ck_get_str(say->reason, member);
	const char *word = ck_reason_word(
		say->speaker, ck_get(look_up(say, kind, code), "words"));

	return word ? word : code ? code : "?";
}

/* A trip that is over asks for a declaration, unless there is one. */
static const char *driver_code(const struct saying *say)
{
	return ck_get(say->reason, "again") ? "closed-again" : say->code;
}

static const struct ck_value *driver_text(struct saying *say)
{
	const struct ck_value *words = ck_get(
		look_up(say, "check_driver", ck_get_str(say->reason, "check")),
		"words");

	if (!words)
		words = ck_get(look_up(say, "driver", driver_code(say)),
			       "words");
	return words ? words : ck_driver_words(say->speaker->doc,
					       driver_code(say));
}

#define SAY(...) ck_doc_format(say->speaker->doc, __VA_ARGS__)

/* -- sentences ------------------------------------------------------------ */

static const char *clock_of(struct saying *say, const char *member)
{
	return ck_reason_clock(say->speaker,
			       ck_get_int(say->reason, member, 0));
}

/* "22/11 07:31" */
static const char *day_of(struct saying *say, const char *member)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ck_get_int(say->reason, member, 0),
		      say->speaker->offset_min, text);
	return SAY("%.2s/%.2s %.5s", text + 8, text + 5, text + 11);
}

static const char *list_of(struct saying *say, const char *member)
{
	const struct ck_value *list = ck_get(say->reason, member);
	CK_BUF text = { 0 };

	for (size_t i = 0; i < ck_count(list); i++)
		ck_buf_printf(&text, "%s%s", i ? ", " : "",
			      ck_str(ck_at(list, i)));
	return ck_doc_strdup(say->speaker->doc, ck_buf_text(&text));
}

static const char *say_unknown(struct saying *say)
{
	const struct ck_value *near = ck_get(say->reason, "near");
	CK_BUF text = { 0 };

	if (!near)
		return SAY("%s", _("no open declaration has this vehicle"));
	for (size_t i = 0; i < ck_count(near); i++)
		ck_buf_printf(&text, "%s%s", i ? ", " : "",
			      ck_get_str(ck_at(near, i), "label"));
	return SAY(_("no open declaration has this vehicle; near it are %s"),
		   ck_buf_text(&text));
}

/* Why one of several vehicles may be meant. */
static const char *say_why(const struct ck_value *one)
{
	static const struct ck_term all[] = {
		{ "exact", N_("as it was read") },
		{ "form", N_("another writing of it") },
		{ "alternative", N_("another reading of the camera") },
		{ "confused", N_("one character taken for another") },
		{ NULL, NULL },
	};

	return ck_term_words(all, ck_get_str(one, "matched")) ?: "?";
}

static const char *say_ambiguous(struct saying *say)
{
	const struct ck_value *all = ck_get(say->reason, "candidates");
	CK_BUF text = { 0 };

	for (size_t i = 0; i < ck_count(all); i++) {
		const struct ck_value *one = ck_at(all, i);

		ck_buf_printf(&text, "%s%s (%s: %s)", i ? ", " : "",
			      ck_get_str(one, "trip"),
			      ck_get_str(one, "normal"), say_why(one));
	}
	return SAY(_("several trips fit: %s"),
		   all ? ck_buf_text(&text) : list_of(say, "trips"));
}

static const char *say_unread(struct saying *say)
{
	return SAY("%s", _("nothing that was seen could be read"));
}

static const char *say_late(struct saying *say)
{
	int64_t age = ck_get_int(say->reason, "age_min", 0);
	char span[CK_SPAN_TEXT];

	if (!ck_get(say->reason, "age_min"))
		return SAY("%s", _("this is no reading of now: the camera kept it or sent it again, or its clock is wrong"));
	return SAY(_("it was read %s ago, by the camera's clock: nobody may stand there now"),
		   ck_span_print(age * CK_MINUTE_MS, span));
}

static const char *say_ahead(struct saying *say)
{
	int64_t ahead = ck_get_int(say->reason, "ahead_min", 0);
	char span[CK_SPAN_TEXT];

	return SAY(_("the camera's clock is %s ahead: when this was read is not known"),
		   ck_span_print(ahead * CK_MINUTE_MS, span));
}

static const char *say_uncertain(struct saying *say)
{
	if (ck_get(say->reason, "least_permille"))
		return SAY("%s", _("the plate was not read surely enough for this lane"));
	return SAY(_("this lane wants a sure reading, this is %s"),
		   say_why(say->reason));
}

static const char *say_closed(struct saying *say)
{
	const char *outcome = ck_get_str(say->reason, "outcome");
	const char *again = ck_get_str(say->reason, "again");

	if (again)
		return SAY(_("the trip is over (%s); the vehicle is declared again as %s: print its pass"),
			   outcome, again);
	if (!ck_get(say->reason, "closed_at"))
		return SAY(_("the trip is over (%s)"), outcome);
	return SAY(_("the trip is over (%s) since %s"), outcome,
		   day_of(say, "closed_at"));
}

static const char *say_permit_over(struct saying *say)
{
	const char *permit = ck_get_str(say->reason, "permit");

	if (ck_get(say->reason, "from"))
		return SAY(_("permit %s holds from %s"), permit,
			   day_of(say, "from"));
	if (ck_get(say->reason, "until"))
		return SAY(_("permit %s ran out at %s"), permit,
			   day_of(say, "until"));
	return SAY(_("permit %s was ended at %s"), permit,
		   day_of(say, "ended_at"));
}

static const char *say_permit_lane(struct saying *say)
{
	return SAY(_("permit %s is for other lanes: %s"),
		   ck_get_str(say->reason, "permit"), list_of(say, "lanes"));
}

static const char *say_lane_closed(struct saying *say)
{
	return SAY(_("the lane is out of service since %s: %s"),
		   clock_of(say, "since"), name_of(say, "lane", "reason"));
}

static const char *say_zone(struct saying *say)
{
	return SAY(_("it is in %s, the lane begins in %s"),
		   name_of(say, "zone", "zone"),
		   name_of(say, "zone", "expected"));
}

static const char *say_lane(struct saying *say)
{
	if (!ck_count(ck_get(say->reason, "lanes")))
		return SAY("%s", _("it may not use this lane"));
	return SAY(_("it may not use this lane, but %s"),
		   list_of(say, "lanes"));
}

static const char *say_held(struct saying *say)
{
	return SAY(_("held by %s: %s (%s)"), name_of(say, "agency", "agency"),
		   name_of(say, "hold", "reason"),
		   ck_get_str(say->reason, "hold"));
}

static const char *say_officer(struct saying *say)
{
	return SAY("%s", _("see the officer on duty"));
}

static const char *say_elsewhere(struct saying *say)
{
	const char *lane = ck_get_str(say->reason, "lane");
	const char *slash = lane ? strchr(lane, '/') : NULL;

	return SAY(_("it is admitted at lane %s until %s"),
		   slash ? slash + 1 : lane, clock_of(say, "until"));
}

static const char *say_not_called(struct saying *say)
{
	if (ck_get(say->reason, "place"))
		return SAY(_("not called yet, number %lld in the queue"),
			   (long long)ck_get_int(say->reason, "place", 0));
	if (ck_get(say->reason, "class"))
		return SAY("%s", _("not called yet"));
	return SAY("%s", _("not in the queue"));
}

static const char *say_expired(struct saying *say)
{
	return SAY(_("its call ran out at %s"), clock_of(say, "window_to"));
}

static const char *say_open(struct saying *say)
{
	const char *check = name_of(say, "check", "check");

	if (!ck_get(say->reason, "since"))
		return SAY(_("%s has no result yet"), check);
	return SAY(_("%s has no result yet, waiting since %s"), check,
		   clock_of(say, "since"));
}

static const char *say_refused(struct saying *say)
{
	return SAY(_("%s was refused"), name_of(say, "check", "check"));
}

static const char *say_stale(struct saying *say)
{
	return SAY(_("%s must be confirmed again"),
		   name_of(say, "check", "check"));
}

static const char *say_pass(struct saying *say)
{
	return ck_pass_sentence(say->speaker->doc, say->reason,
				say->speaker->offset_min);
}

static const char *say_pass_mismatch(struct saying *say)
{
	return SAY(_("%s was seen, the pass is of %s"),
		   ck_get_str(say->reason, "read"), list_of(say, "on_pass"));
}

static const char *say_pass_alone(struct saying *say)
{
	return SAY(_("the pass of %s is genuine and holds until %s; its trip %s is not known here"),
		   list_of(say, "on_pass"), day_of(say, "until"),
		   ck_get_str(say->reason, "trip"));
}

static const char *say_nobody(struct saying *say)
{
	return SAY("%s", _("the gatehouse does not answer; an officer opens, with a reason"));
}

static const struct {
	const char *code;
	const char *(*say)(struct saying *say);
} sentences[] = {
	{ "unknown-vehicle", say_unknown },
	{ "unread", say_unread },
	{ "ambiguous", say_ambiguous },
	{ "reading-late", say_late },
	{ "reading-ahead", say_ahead },
	{ "uncertain", say_uncertain },
	{ "closed", say_closed },
	{ "lane-closed", say_lane_closed },
	{ "permit-over", say_permit_over },
	{ "permit-lane", say_permit_lane },
	{ "wrong-zone", say_zone },
	{ "wrong-lane", say_lane },
	{ "held", say_held },
	{ "see-officer", say_officer },
	{ "already-admitted", say_elsewhere },
	{ "nobody-decides", say_nobody },
	{ "not-called", say_not_called },
	{ "call-expired", say_expired },
	{ "check-open", say_open },
	{ "check-refused", say_refused },
	{ "check-stale", say_stale },
	{ "pass-unreadable", say_pass },
	{ "pass-foreign", say_pass },
	{ "pass-unknown-key", say_pass },
	{ "pass-forged", say_pass },
	{ "pass-key", say_pass },
	{ "pass-early", say_pass },
	{ "pass-expired", say_pass },
	{ "pass-outdated", say_pass },
	{ "pass-mismatch", say_pass_mismatch },
	{ "pass-trip-unknown", say_pass_alone },
};

static const char *sentence(struct saying *say)
{
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		if (!strcmp(sentences[i].code, say->code))
			return sentences[i].say(say);
	}
	return say->code;
}

/* -- the reason ----------------------------------------------------------- */

static bool is_time(const char *member)
{
	return !strcmp(member, "since") || !strcmp(member, "until") ||
	       !strcmp(member, "from") ||
	       !strcmp(member, "window_to") || !strcmp(member, "closed_at") ||
	       !strcmp(member, "ended_at") || !strcmp(member, "as_of");
}

/* Lanes are named by their whole id in events, by their own name outside. */
static const char *short_lane(const struct ck_value *v)
{
	const char *text = ck_str(v);
	const char *slash = text ? strchr(text, '/') : NULL;

	return slash ? slash + 1 : text;
}

static void show_members(struct saying *say, struct ck_value *shown)
{
	for (size_t i = 0; i < ck_count(say->reason); i++) {
		const char *key = ck_key_at(say->reason, i);
		const struct ck_value *v = ck_at(say->reason, i);
		int64_t ms;

		if (is_time(key) && ck_int(v, &ms))
			ck_set_str(shown, key,
				   ck_speaker_time(say->speaker, ms));
		else if (!strcmp(key, "lane"))
			ck_set_str(shown, key, short_lane(v));
		else
			ck_set(shown, key, v);
	}
}

/* Where no agency is named, the lane's own takes care. */
static const char *agency_of(const struct saying *say)
{
	const char *agency = ck_get_str(say->reason, "agency");

	return agency ? agency
		      : ck_get_str(ck_get(say->speaker->gate->document, "duty"),
				   "agency");
}

int ck_reason_fill(const struct ck_speaker *speaker,
		   const struct ck_value *reason, struct ck_value *shown)
{
	struct saying say = { speaker, reason, ck_get_str(reason, "code"), 0 };
	const char *agency = agency_of(&say);

	show_members(&say, shown);
	ck_set_str(shown, "agency", agency);
	ck_set_str(shown, "action", ck_driver_action(driver_code(&say)));
	ck_set(shown, "contact",
	       ck_get(look_up(&say, "agency", agency), "contact"));
	ck_set(shown, "driver_text", driver_text(&say));
	ck_set_str(shown, "message", sentence(&say));
	return say.err;
}
