#include <config.h>

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "trade/offer.h"
#include "trade/reading.h"

static const char *same_but_case(const char *word, const char *const *names)
{
	for (; *names; names++)
		if (!strcasecmp(word, *names))
			return *names;
	return NULL;
}

static const char *join(struct ck_doc *doc, const char *const *names)
{
	const char *list = *names;

	while (*++names)
		list = ck_doc_format(doc, "%s, %s", list, *names);
	return list;
}

const char *ck_offer_words(struct ck_doc *doc, const char *word,
			   const char *const *names)
{
	const char *near = same_but_case(word, names);

	if (!near)
		near = ck_nearest_word(names, word);
	if (near)
		return ck_doc_format(doc, _("; did you mean %s?"), near);
	return *names ? ck_doc_format(doc, _("; there are %s"),
				      join(doc, names)) : "";
}

/* Ends with NULL. */
static const char **words_of(struct ck_doc *doc, const struct ck_value *names)
{
	size_t count = ck_count(names);
	const char **words = ck_doc_alloc(doc, (count + 1) * sizeof(*words));

	for (size_t i = 0; i < count; i++)
		words[i] = ck_is_object(names) ? ck_key_at(names, i)
					       : ck_str(ck_at(names, i));
	words[count] = NULL;
	return words;
}

const char *ck_offer(struct ck_doc *doc, const char *word,
		     const struct ck_value *names)
{
	return ck_offer_words(doc, word, words_of(doc, names));
}

const char *ck_names(struct ck_doc *doc, const struct ck_value *names)
{
	return ck_count(names) ? join(doc, words_of(doc, names)) : "";
}
