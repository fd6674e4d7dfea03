#include <config.h>

#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char *chosen;
static bool opened;

static bool is_plain(const char *locale)
{
	return !locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX") ||
	       !strncmp(locale, "C.", 2);
}

/* gettext does not look at LANGUAGE when the locale is "C" nor, in Debian 13's
 * glibc (2.41), when it is "C.UTF-8". That one is in every Debian, and is found
 * by a name with a territory too: a language can be had without its locale. */
static void open_catalogue(void)
{
	const char *locale = setlocale(LC_MESSAGES, "");

	if (chosen) {
		setenv("LANGUAGE", chosen, 1);
		if (is_plain(locale) && !setlocale(LC_MESSAGES, "C_VN.UTF-8"))
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
