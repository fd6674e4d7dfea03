/* Why the honest answer is no: reasons are objects with a `code` and what it
 * is about; sentences are made when they are printed. */
#ifndef CK_CLEAR_REASON_H
#define CK_CLEAR_REASON_H

#include "clear/case.h"

/* The reasons, each with `contact` of its agency and `message` in the language
 * (NULL: the site's). Codes: trip-closed, not-needed, not-present, after,
 * no-receiver, no-giver, not-requested, expired, changed, already-confirmed,
 * check-refused, crossed, not-now. */
struct ck_value *ck_reasons_say(const struct ck_case *c,
				const struct ck_value *reasons,
				const char *language);

/* All messages in one sentence, in doc; NULL when there are none. */
const char *ck_reasons_text(struct ck_doc *doc,
			    const struct ck_value *reasons);

/* A check's state as a word for people: "open", "confirmed" … */
const char *ck_state_word(const char *state);

/* A kind of note, likewise. */
const char *ck_note_word(const char *kind);

/* A check's, an agency's, a zone's name in the language; its code when the
 * site has no such name. */
const char *ck_check_word(const struct ck_site *site, const char *check,
			  const char *language);
const char *ck_agency_word(const struct ck_site *site, const char *agency,
			   const char *language);
const char *ck_zone_word(const struct ck_site *site, const char *zone,
			 const char *language);

/* A time of the site's clock as a text, in doc. */
const char *ck_time_text(struct ck_doc *doc, const struct ck_site *site,
			 int64_t ms);

#endif
