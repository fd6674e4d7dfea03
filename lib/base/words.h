/* Tables of words that the source knows by heart. */
#ifndef CK_BASE_WORDS_H
#define CK_BASE_WORDS_H

/* A list of words where one is wanted: CK_WORDS("kg", "t"). */
#define CK_WORDS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* The word as it stands in the list, which ends with NULL. NULL: it is not
 * there; a NULL word is in no list. */
const char *ck_listed(const char *const *list, const char *word);

/* A code and what people call it. A table of them ends with a NULL code. */
struct ck_term {
	const char *code;
	const char *words;	/* N_() */
};

/* In the language of sentences (base/text.h). NULL: the table has no such code;
 * a NULL code is in no table. */
const char *ck_term_words(const struct ck_term *terms, const char *code);

#endif
