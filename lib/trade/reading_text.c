#include <config.h>

#include <ctype.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/nfc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/encoding.h"
#include "record/misread.h"
#include "trade/near.h"
#include "trade/reading.h"

/* -- what is near --------------------------------------------------------- */

struct nearest {
	const char *word;
	unsigned distance;
};

/* In capitals or not, it is the same word. */
static void consider(struct nearest *best, const char *candidate,
		     const char *word)
{
	unsigned distance = strcasecmp(candidate, word)
				    ? ck_near_distance(candidate, word)
				    : 0;

	if (distance < best->distance) {
		best->word = candidate;
		best->distance = distance;
	}
}

/* Two slips, or one in a short word. */
static struct nearest nobody(const char *word)
{
	return (struct nearest){ NULL, strlen(word) > 4 ? 3 : 2 };
}

const char *ck_nearest_key(const struct ck_value *object, const char *word)
{
	struct nearest best = nobody(word);

	for (size_t i = 0; i < ck_count(object); i++)
		consider(&best, ck_key_at(object, i), word);
	return best.word;
}

const char *ck_nearest_word(const char *const *words, const char *word)
{
	struct nearest best = nobody(word);

	for (; *words; words++)
		consider(&best, *words, word);
	return best.word;
}

/* -- texts ---------------------------------------------------------------- */

/* C0 and C1 controls, and what changes a text without being seen. */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x3000;
}

static bool is_mark(uint32_t c)
{
	return is_blank(c) || (c < 0x80 && ispunct((int)c)) ||
	       (c >= 0xa1 && c <= 0xbf) || (c >= 0x2010 && c <= 0x205e) ||
	       (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff0f);
}

/* "?" is one too, where letters stand on both sides. */
struct letters {
	bool before;
	bool asked;		/* a "?" behind a letter */
};

static bool is_lost(struct letters *l, uint32_t c)
{
	bool letter = c < 0x80 ? isalpha((int)c) : c >= 0xc0 && !is_mark(c);
	bool lost = c == 0xfffd || (letter && l->asked);

	l->asked = c == '?' && (l->before || l->asked);
	l->before = letter;
	return lost;
}

struct survey {
	bool control;
	bool lost;
	bool only_marks;
	size_t begin;		/* of the text without blanks at its ends */
	size_t end;
};

static struct survey survey(const char *text)
{
	struct survey s = { .only_marks = true };
	struct letters letters = { 0 };
	size_t len = strlen(text), n;
	uint32_t c;

	for (size_t i = 0; i < len; i += n) {
		n = ck_utf8_decode(text + i, len - i, &c);
		s.control |= is_control(c);
		s.lost |= is_lost(&letters, c);
		s.only_marks &= is_mark(c);
		if (is_blank(c))
			continue;
		if (!s.end)
			s.begin = i;
		s.end = i + n;
	}
	return s;
}

static bool is_null_word(const char *text)
{
	static const char *const words[] = {
		"null", "(null)", "undefined", "nil", "nan", "n/a", "#n/a",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcasecmp(text, words[i]))
			return true;
	return false;
}

/* "Err:502" is LibreOffice's for what has no name. */
static bool is_sheet_error(const char *text)
{
	static const char *const words[] = {
		"#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!",
		"#spill!", "#calc!", "#getting_data", "#field!", "#blocked!",
		"#connect!", "#unknown!", "#busy!",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcasecmp(text, words[i]))
			return true;
	return !strncasecmp(text, "err:", 4) && strlen(text) == 7 &&
	       strspn(text + 4, "0123456789") == 3;
}

static bool judge_word(struct ck_reading *r, const char *text)
{
	if (is_null_word(text))
		ck_reading_find(r, CK_F_NULL_TEXT,
				_("\"%s\" is no value; leave the member out"),
				ck_reading_quote(r, text));
	else if (is_sheet_error(text))
		ck_reading_find(r, CK_F_SHEET_ERROR,
				_("\"%s\" is an error of the spreadsheet, no value; mend its formula, or type what is meant"),
				ck_reading_quote(r, text));
	else
		return true;
	return false;
}

static bool judge(struct ck_reading *r, const struct survey *s,
		  const char *trimmed)
{
	const char *font = ck_encoding_font(trimmed, strlen(trimmed));

	/* One of TCVN3's letters is U+00AD, which is not seen. */
	if (font)
		ck_reading_find(r, CK_F_FONT_TEXT,
				_("\"%s\" is text of a %s font; type it again in Unicode"),
				ck_reading_quote(r, trimmed), font);
	else if (ck_misread(trimmed, strlen(trimmed)))
		ck_reading_find(r, CK_F_FONT_TEXT,
				_("\"%s\" is UTF-8 that was read as another encoding; type it again, or open the file it comes from as UTF-8"),
				ck_reading_quote(r, trimmed));
	else if (s->lost && !strstr(trimmed, "://"))
		ck_reading_find(r, CK_F_LOST_LETTER,
				_("\"%s\" has lost letters when it was saved; type it again, or save the sheet as CSV UTF-8"),
				ck_reading_quote(r, trimmed));
	else if (s->control)
		ck_reading_find(r, CK_F_CONTROL_CHARACTER,
				_("the text has a tab, a line break or another character that cannot be seen; type it again"));
	else if (!*trimmed)
		ck_reading_find(r, CK_F_EMPTY_TEXT,
				_("the text is empty; leave the member out"));
	else if (s->only_marks)
		ck_reading_find(r, CK_F_LONE_PUNCTUATION,
				_("\"%s\" has no letter or digit; leave the member out if it is not known"),
				ck_reading_quote(r, trimmed));
	else
		return judge_word(r, trimmed);
	return false;
}

const char *ck_reading_text(struct ck_reading *r, const struct ck_value *v)
{
	const char *text = ck_str(v);
	struct survey s;

	if (!text) {
		ck_reading_find(r, CK_F_WRONG_TYPE,
				ck_number_text(v) ? _("a text is expected: in quotation marks, also when it is all digits")
						  : _("a text is expected"));
		return NULL;
	}
	s = survey(text);
	if (s.begin || text[s.end])
		text = ck_doc_format(r->doc, "%.*s", (int)(s.end - s.begin),
				     text + s.begin);
	return judge(r, &s, text) ? text : NULL;
}

const char *ck_reading_composed(struct ck_reading *r, const char *text)
{
	ck_autofree char *composed = ck_nfc_plain(text) ? NULL : ck_nfc(text);

	if (!composed || !strcmp(composed, text))
		return text;
	return ck_doc_strdup(r->doc, composed);
}
