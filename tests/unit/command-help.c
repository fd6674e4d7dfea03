/* Help in a language whose letters take two or three bytes: texts stand below
 * each other, and what was broken goes on where its text began. The first of
 * each is what argp of the C library made of it. */
#include <config.h>

#include "base/buf.h"
#include "base/columns.h"
#include "command/help.h"
#include "tap.h"

static void lays(const char *what, bool usage, const char *text,
		 const char *want)
{
	CK_BUF laid = { 0 };

	ck_help_layout(&laid, text, usage);
	is(ck_buf_text(&laid), want, "%s", what);
}

static void wraps(const char *what, const char *text, int at, const char *want)
{
	CK_BUF laid = { 0 };

	ck_text_wrap(&laid, text, at, 2, 10);
	is(ck_buf_text(&laid), want, "%s", what);
}

int main(void)
{
	wraps("a text that fits", "ab cd", 0, "ab cd");
	wraps("one that does not", "abcd efgh ijk", 0, "abcd efgh\n  ijk");
	wraps("one that begins further right", "abcd efgh", 6,
	      "abcd\n  efgh");
	wraps("a long word stays whole", "a bcdefghijklm n", 0,
	      "a\n  bcdefghijklm\n  n");
	wraps("two columns a letter", "\u684c\u684c\u684c \u684c\u684c", 0,
	      "\u684c\u684c\u684c\n  \u684c\u684c");
	lays("an option", false,
	     "      --approve=S\u1ed0         amend: b\u00ean c\u00f3 quy\u1ec1n ch\u1ea5p thu\u1eadn \u0111\u1ec1 ngh\u1ecb\n"
	     "                             n\u00e0y\n"
	     "  -f, --format=FORMAT        json, table\n",
	     "      --approve=S\u1ed0           amend: b\u00ean c\u00f3 quy\u1ec1n ch\u1ea5p thu\u1eadn \u0111\u1ec1 ngh\u1ecb n\u00e0y\n"
	     "  -f, --format=FORMAT        json, table\n");
	lays("a verb whose text argp has broken at the margin", false,
	     "  submit [FILE...]\n"
	     "        khai: m\u1ed7i t\u1ec7p m\u1ed9t b\u1ea3n khai, ho\u1eb7c m\u1ed7i d\u00f2ng m\u1ed9t b\u1ea3n\n"
	     "khai\n\n  check\n        n\u00f3i\n",
	     "  submit [FILE...]\n"
	     "        khai: m\u1ed7i t\u1ec7p m\u1ed9t b\u1ea3n khai, ho\u1eb7c m\u1ed7i d\u00f2ng m\u1ed9t b\u1ea3n khai\n"
	     "\n  check\n        n\u00f3i\n");
	lays("the usage is a line of its own, the summary one text", true,
	     "Usage: x [OPTION...]\nb\u1ea3n khai: n\u1ed9p,\ns\u1eeda\n",
	     "Usage: x [OPTION...]\nb\u1ea3n khai: n\u1ed9p, s\u1eeda\n");
	lays("an option with its text on the next line, or none", false,
	     "      --a-very-long-option=ARGUMENT\n"
	     "                             text\n"
	     "      --until=TIME\n",
	     "      --a-very-long-option=ARGUMENT\n"
	     "                             text\n"
	     "      --until=TIME\n");
	lays("a heading", false, " Common options:\n\n", " Common options:\n\n");
	return tap_done();
}
