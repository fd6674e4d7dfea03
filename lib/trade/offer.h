/* What to offer who wrote a word that is not known. */
#ifndef CK_TRADE_OFFER_H
#define CK_TRADE_OFFER_H

#include "record/value.h"

/* The end of the sentence that says so: "; did you mean B1-1?" when one of the
 * names differs in a slip or two, or in capitals only; else "; there are A, B".
 * "" of no names. Names are the keys of an object, the texts of an array, or
 * texts up to a NULL. */
const char *ck_offer(struct ck_doc *doc, const char *word,
		     const struct ck_value *names);
const char *ck_offer_words(struct ck_doc *doc, const char *word,
			   const char *const *names);

/* The names in one text: "A, B". */
const char *ck_names(struct ck_doc *doc, const struct ck_value *names);

#endif
