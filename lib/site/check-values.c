/* Values that a file loaded now must not have, though their form is right: what
 * no program would find, or would take for something else. The schema has the
 * same (share/schemas/site.schema.json). */
#include <config.h>

#include <arpa/inet.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "site/judge.h"
#include "trade/money.h"
#include "trade/reading.h"

/* -- words ---------------------------------------------------------------- */

struct words {
	const char *pattern;
	const char *const *words;
	bool key;		/* the member's name is the word */
};

static const struct words words[] = {
	{ "/language", CK_WORDS("vi", "en", "zh"), false },
	{ "/calendar/*/days/*",
	  CK_WORDS("mon", "tue", "wed", "thu", "fri", "sat", "sun"), false },
	{ "/retention/*",
	  CK_WORDS("driver", "contact", "party", "hold", "note"), true },
};

void ck_judge_among(struct judge *judge, const struct place *place,
		    const char *const *list, const char *word)
{
	const char *near = ck_nearest_word(list, word);
	CK_BUF all = { 0 };

	if (ck_listed(list, word))
		return;
	for (const char *const *at = list; *at; at++)
		ck_buf_printf(&all, "%s%s", at == list ? "" : ", ", *at);
	ck_judge_tell(judge, place->pointer,
		      near ? _("%s is none of: %s; is %s meant?")
			   : _("%s is none of: %s"),
		      word, ck_buf_text(&all), near);
}

static void judge_word(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const struct words *w = rule;
	const char *word = w->key ? place->key : ck_str(place->value);

	if (place->value)
		ck_judge_among(judge, place, w->words, word ? word : "");
}

/* -- forms of text -------------------------------------------------------- */

struct form {
	const char *pattern;
	const char *regex;	/* POSIX extended, of the whole text */
	const char *sentence;
	bool key;
};

#define COUNTRY "[A-Z]{2}"
#define COUNTRY_SAID N_("two capital letters are expected, as VN")

static const struct form forms[] = {
	{ "/country", COUNTRY, COUNTRY_SAID, false },
	{ "/far_country", COUNTRY, COUNTRY_SAID, false },
	{ "/zones/*/country", COUNTRY, COUNTRY_SAID, false },
	{ "/home_leg/*/nationality/*", COUNTRY, COUNTRY_SAID, false },
	{ "/tree/*", "[a-z0-9][a-z0-9-]*",
	  N_("small letters, digits and - are expected"), false },
	{ "/lanes/*", "[A-Z][A-Z0-9]{0,7}-[0-9]{1,3}",
	  N_("a lane is POINT-NUMBER, as B1-3"), true },
	{ "/scales/*", "[A-Z][A-Z0-9]{0,7}-S[0-9]{1,3}",
	  N_("a scale is POINT-SNUMBER, as B1-S1"), true },
	{ "/calendar/*/subject",
	  "vehicles|goods|persons|office|goods:[a-z_]+|lane:.+",
	  N_("expected vehicles, goods, persons, office, goods:KIND or lane:LANE"),
	  false },
	{ "/checks/*/vouches/*", "/(declaration|vehicle|goods)(/[^/]+)*",
	  N_("a pointer into /declaration, /vehicle or /goods is expected"),
	  false },
	{ "/scales/*/serial/framing", "[78][neoms][12]",
	  N_("data bits, parity and stop bits are expected, as 8n1"), false },
	{ "/lanes/*/cameras/*/adapter", "[a-z0-9][a-z0-9-]*",
	  N_("small letters, digits and - are expected"), false },
};

static void judge_form(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const struct form *form = rule;
	const char *text = form->key ? place->key : ck_str(place->value);
	ck_autofree char *whole = ck_format("^(%s)$", form->regex);
	regex_t regex;

	if (!text)
		return;
	if (regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB))
		abort();
	if (regexec(&regex, text, 0, NULL, 0))
		ck_judge_tell(judge, place->pointer, "%s",
			      _(form->sentence));
	regfree(&regex);
}

/* Fees are counted in its minor units. */
static void judge_currency(struct judge *judge, const struct place *place,
			   const void *rule)
{
	const char *code = ck_str(place->value);

	(void)rule;
	if (code && ck_currency_decimals(code) < 0)
		ck_judge_tell(judge, place->pointer,
			      _("%s is no currency of ISO 4217; three capital letters are expected, as VND, CNY or KZT"),
			      code);
}

/* -- numbers -------------------------------------------------------------- */

static const struct range ranges[] = {
	{ "/lanes/*/sighting/least_permille", 0, 1000 },
	{ "/lanes/*/sighting/repeat_s", 0, 3600 },
	{ "/lanes/*/sighting/closed_h", 0, 8760 },
	{ "/lanes/*/wiring/*/debounce_ms", 0, 1000 },
	{ "/weights/declared_tolerance_permille", 0, 1000 },
	{ "/tariff/receipts/digits", 5, 12 },
};

/* -- texts ---------------------------------------------------------------- */

static const char *const texts[] = {
	"/name", "/agencies/*/name", "/not_allowed/*/name", "/regimes/*",
	"/gates/*", "/zones/*/name", "/points/*/name", "/checks/*/name",
	"/checks/*/driver", "/queues/*/name", "/queues/*/classes/*/name",
	"/reasons/*/*", "/tariff/rules/*/name", "/tariff/multipliers/*/name",
};

static void judge_text(struct judge *judge, const struct place *place,
		       const void *rule)
{
	static const char *const languages[] = { "vi", "en", "zh" };

	(void)rule;
	for (size_t i = 0; place->value && i < 3; i++) {
		const char *text = ck_get_str(place->value, languages[i]);

		if (!text || !*text)
			ck_judge_tell(judge,
				      ck_judge_at(judge, place->pointer,
						  languages[i]),
				      "%s", _("a text is expected"));
	}
}

/* -- the calendar --------------------------------------------------------- */

static void judge_side(struct judge *judge, const struct place *place,
		       const void *rule)
{
	const char *sides[] = { ck_get_str(judge->document, "country"),
				ck_get_str(judge->document, "far_country"),
				NULL };

	(void)rule;
	if (ck_str(place->value) && sides[0] && sides[1])
		ck_judge_among(judge, place, sides, ck_str(place->value));
}

static void judge_subject(struct judge *judge, const struct place *place,
			  const void *rule)
{
	const char *text = ck_str(place->value);

	(void)rule;
	if (text && !strncmp(text, "lane:", 5) &&
	    !ck_get(ck_get(judge->document, "lanes"), text + 5))
		ck_judge_tell(judge, place->pointer, _("there is no lane %s"),
			      text + 5);
}

/* A row is of one day: the text of the hours orders them. */
static void judge_hours(struct judge *judge, const struct place *place,
			const void *rule)
{
	const char *open = ck_get_str(place->value, "open");
	const char *close = ck_get_str(place->value, "close");
	bool days = ck_count(ck_get(place->value, "days")) > 0;
	bool closed = ck_is_true(ck_get(place->value, "closed"));

	(void)rule;
	if (closed ? open || close : !days || !open || !close)
		ck_judge_tell(judge, place->pointer, "%s",
			      _("expected days, open and close, or closed: true"));
	else if (!closed && strcmp(open, close) >= 0)
		ck_judge_tell(judge,
			      ck_judge_at(judge, place->pointer, "close"),
			      "%s", _("a row ends on its day: write a night as two, to 24:00 and from 00:00"));
}

/* -- cameras -------------------------------------------------------------- */

static void judge_address(struct judge *judge, const struct place *place,
			  const void *rule)
{
	const char *address = ck_get_str(place->value, "address");
	struct in6_addr parsed;

	(void)rule;
	if (!address)
		return;
	if (inet_pton(AF_INET, address, &parsed) != 1 &&
	    inet_pton(AF_INET6, address, &parsed) != 1)
		ck_judge_tell(judge,
			      ck_judge_at(judge, place->pointer, "address"),
			      "%s", _("an address is expected, as 192.0.2.17"));
	for (size_t i = 0; ck_at(place->parent, i) != place->value; i++)
		if (ck_is(ck_at(place->parent, i), "address", address))
			ck_judge_tell(judge,
				      ck_judge_at(judge, place->pointer,
						  "address"),
				      _("%s is the address of %s already"),
				      address, ck_key_at(place->parent, i));
}

/* -- judging -------------------------------------------------------------- */

#define EACH(list, visit) \
	for (size_t i = 0; i < sizeof(list) / sizeof(*(list)); i++) \
		ck_judge_each(judge, (list)[i].pattern, visit, &(list)[i])

void ck_judge_values(struct judge *judge)
{
	EACH(words, judge_word);
	EACH(forms, judge_form);
	EACH(ranges, ck_judge_range);
	ck_judge_each(judge, "/currency", judge_currency, NULL);
	ck_judge_each(judge, "/tariff/currency", judge_currency, NULL);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		ck_judge_each(judge, texts[i], judge_text, NULL);
	ck_judge_scales(judge);
	ck_judge_each(judge, "/calendar/*/side", judge_side, NULL);
	ck_judge_each(judge, "/calendar/*/subject", judge_subject, NULL);
	ck_judge_each(judge, "/calendar/*", judge_hours, NULL);
	ck_judge_each(judge, "/lanes/*/cameras/*", judge_address, NULL);
}
