#include <config.h>

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char *chosen;
static bool opened;

/* gettext looks at LANGUAGE only when the locale is not "C"; "C.UTF-8" is in
 * every Debian, so that a language can be had without its locale. */
static void open_catalogue(void)
{
	const char *locale = setlocale(LC_MESSAGES, "");

	if (chosen) {
		setenv("LANGUAGE", chosen, 1);
		if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
			setlocale(LC_MESSAGES, "C.UTF-8");
	}
	bindtextdomain(PACKAGE, LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
	opened = true;
}

const char *ck_text(const char *sentence)
{
	if (!opened)
		open_catalogue();
	return gettext(sentence);
}

void ck_text_language(const char *language)
{
	chosen = language;
	opened = false;
}

const char *ck_text_chosen(void)
{
	return chosen;
}

/* As in share/po/LINGUAS, and the language of the source. */
bool ck_text_knows(const char *language)
{
	return !strcmp(language, "vi") || !strcmp(language, "en");
}
