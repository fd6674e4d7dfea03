#include <config.h>

#include <string.h>

#include "base/text.h"
#include "base/words.h"

const char *ck_listed(const char *const *list, const char *word)
{
	for (; word && *list; list++)
		if (!strcmp(*list, word))
			return *list;
	return NULL;
}

const char *ck_term_words(const struct ck_term *terms, const char *code)
{
	for (; code && terms->code; terms++)
		if (!strcmp(terms->code, code))
			return ck_text(terms->words);
	return NULL;
}
