/* Sentences for people. The catalogue and the locale are opened at the first
 * sentence, never before: a program that says nothing pays nothing.
 *
 *	_("no such trip: %s")	translates now; ck_text_language may be called
 *				before to choose another language
 *	N_("...")		marks a sentence in a table
 */
#ifndef CK_BASE_TEXT_H
#define CK_BASE_TEXT_H

#include <stdbool.h>

#define _(sentence) ck_text(sentence)
#define N_(sentence) (sentence)

__attribute__((format_arg(1))) const char *ck_text(const char *sentence);

/* Chooses the language of later sentences ("vi", "en"); NULL follows the
 * locale. Takes effect whatever the locale is set to. */
void ck_text_language(const char *language);
/* The one that was chosen, or NULL. */
const char *ck_text_chosen(void);
/* Whether there are sentences in it. */
bool ck_text_knows(const char *language);
/* Those there are: "vi, en". */
#define CK_TEXT_LANGUAGES "vi, en"

#endif
