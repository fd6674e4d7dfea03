#include <config.h>

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "record/syllable.h"

/* A letter without its tone: ASCII, or one of these for what has a mark of its
 * own. */
#define A_BREVE 'A'
#define A_CIRCUMFLEX 'B'
#define D_STROKE 'D'
#define E_CIRCUMFLEX 'E'
#define O_CIRCUMFLEX 'O'
#define O_HORN 'P'
#define U_HORN 'U'

enum { WORD_MOST = 12 };

struct word {
	char letters[WORD_MOST + 1];
	size_t count;
	size_t capitals;
	bool marked;		/* not all ASCII */
	bool wrong;
	bool foreign;		/* of another script */
	bool digit;		/* one stands beside it */
	bool small;		/* it has small ASCII letters */
	bool inner;		/* and other capitals behind the first letter */
	bool odd;		/* no language writes so in Latin-1 */
};

static void put(struct word *w, char letter, bool capital)
{
	if (w->count == WORD_MOST) {
		w->wrong = true;
		return;
	}
	/* "VNam" and "hA": a capital stands first, or all are capitals. */
	w->wrong |= capital && w->count > w->capitals;
	w->capitals += capital;
	w->letters[w->count++] = letter;
	w->letters[w->count] = '\0';
}

/* The letter before takes a mark; no other letter has that mark. */
static void change(struct word *w, const char *from, const char *to)
{
	const char *at = w->count ? strchr(from, w->letters[w->count - 1])
				  : NULL;

	w->marked = true;
	if (at)
		w->letters[w->count - 1] = to[at - from];
	else
		w->wrong = true;
}

static void tone(struct word *w)
{
	w->marked = true;
	w->wrong |= !w->count || !strchr("aABeEioOPuUy",
					 w->letters[w->count - 1]);
}

/* -- characters of Unicode ------------------------------------------------ */

/* U+1EA0 to U+1EF9, capital and small in turn. */
static const char additional[] =
	"aaBBBBBAAAAA" "eeeEEEEE" "ii" "ooOOOOOPPPPP" "uuUUUUU" "yyyy";

static char latin1(uint32_t small)
{
	static const char from[] =
		"\xe0\xe1\xe2\xe3\xe8\xe9\xea\xec\xed\xf2\xf3\xf4\xf5\xf9\xfa\xfd";
	static const char to[] = "aaBaeeEiiooOouuy";
	const char *at = small < 0x100 ? memchr(from, (int)small,
						sizeof(from) - 1) : NULL;

	return at ? to[at - from] : 0;
}

static char extended(uint32_t code, bool *ret_capital)
{
	static const struct { uint32_t capital; char letter; } pairs[] = {
		{ 0x102, A_BREVE }, { 0x110, D_STROKE }, { 0x128, 'i' },
		{ 0x168, 'u' }, { 0x1a0, O_HORN }, { 0x1af, U_HORN },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		*ret_capital = code == pairs[i].capital;
		if (*ret_capital || code == pairs[i].capital + 1)
			return pairs[i].letter;
	}
	if (code < 0x1ea0 || code > 0x1ef9)
		return 0;
	*ret_capital = code % 2 == 0;
	return additional[(code - 0x1ea0) / 2];
}

static void put_unicode(struct word *w, uint32_t code)
{
	bool capital = code >= 0xc0 && code <= 0xdd;
	char letter = latin1(capital ? code + 0x20 : code);

	/* TCVN3 has small letters there. */
	w->inner |= capital && (w->count || w->marked);
	w->odd |= code < 0xc0 && w->count;
	if (!letter)
		letter = extended(code, &capital);
	if (letter)
		put(w, letter, capital);
	else if (code == 0x302)
		change(w, "aeo", "BEO");
	else if (code == 0x306)
		change(w, "a", "A");
	else if (code == 0x31b)
		change(w, "ou", "PU");
	else if (code == 0x300 || code == 0x301 || code == 0x303 ||
		 code == 0x309 || code == 0x323)
		tone(w);
	else
		w->wrong = true;
	w->marked = true;
}

/* -- characters of a VNI font --------------------------------------------- */

static void put_vni(struct word *w, uint32_t code)
{
	static const char letters[] = "\xf6\xf4\xf1\xed\xec\xf3\xf2\xe6\xee";
	static const char meant[] = "UPDiiiiiy";
	bool capital = code < 0xe0;
	char small = (char)(capital ? code + 0x20 : code);
	const char *at;

	w->marked = true;
	if (code < 0xc0 || code > 0xff) {
		w->wrong = true;
		return;
	}
	at = strchr(letters, small);
	/* A mark behind its vowel; French has \xef so. */
	w->odd |= small != '\xef' && w->count &&
		  (!at || (small == '\xf4' && w->letters[w->count - 1] == U_HORN));
	if (at)
		put(w, meant[at - letters], capital);
	else if (strchr("\xf8\xf9\xfb\xf5\xef", small))
		tone(w);
	else if (strchr("\xe2\xe1\xe0\xe5\xe3\xe4", small))
		change(w, "aeo", "BEO");
	else if (strchr("\xea\xe9\xe8\xfa\xfc\xeb", small))
		change(w, "a", "A");
	else
		w->wrong = true;
}

/* -- the shape of a syllable ---------------------------------------------- */

static const char *const initials[] = {
	"", "b", "c", "ch", "d", "D", "g", "gh", "gi", "h", "k", "kh", "l",
	"m", "n", "ng", "ngh", "nh", "p", "ph", "q", "qu", "r", "s", "t", "th",
	"tr", "v", "x", NULL
};
static const char *const vowels[] = {
	"a", "A", "B", "e", "E", "i", "o", "O", "P", "u", "U", "y",
	"ai", "ao", "au", "ay", "Bu", "By", "eo", "Eu", "ia", "iE", "iu",
	"iEu", "oa", "oA", "oe", "oi", "oo", "oai", "oay", "oao", "oeo", "Oi",
	"Pi", "ua", "uA", "uB", "ue", "uE", "ui", "uO", "uP", "uy", "uOi",
	"uBy", "uya", "uyE", "uyu", "Ua", "Ui", "UP", "Uu", "UPi", "UPu",
	"yE", "yEu", NULL
};
static const char *const finals[] = {
	"", "c", "ch", "m", "n", "ng", "nh", "p", "t", NULL
};

static bool is_one(const char *const *list, const char *text, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && !memcmp(*list, text, len))
			return true;
	return false;
}

static bool ends_well(const char *rest, size_t len)
{
	/* None ends so. */
	if (rest[len - 1] == A_BREVE || rest[len - 1] == A_CIRCUMFLEX)
		return false;
	for (size_t n = 1; n <= 3 && n <= len; n++)
		if (is_one(vowels, rest, n) &&
		    is_one(finals, rest + n, len - n))
			return true;
	return false;
}

static bool is_syllable(const struct word *w)
{
	if (w->wrong || w->count < 2)
		return false;
	if (w->capitals > 1 && w->capitals < w->count)
		return false;
	for (size_t i = 0; initials[i]; i++) {
		size_t n = strlen(initials[i]);

		if (n < w->count && !memcmp(initials[i], w->letters, n) &&
		    ends_well(w->letters + n, w->count - n))
			return true;
	}
	return false;
}

/* -- words ---------------------------------------------------------------- */

static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
	return code > 0xa0 && (code < 0x2000 || code > 0x206f);
}

static void add(struct word *w, uint32_t code, bool vni)
{
	bool capital = code < 'a';

	w->small |= code < 0x80 && !capital;
	if (code < 0x80)
		put(w, (char)(code | 0x20), capital);
	else if (code > 0x1eff)
		w->foreign = true;
	else if (vni)
		put_vni(w, code);
	else
		put_unicode(w, code);
}

static void end_word(struct word *w, struct ck_syllables *count)
{
	if (w->marked && !w->foreign && !w->digit) {
		count->words++;
		count->vietnamese += is_syllable(w);
		count->odd += w->odd || (w->inner && w->small);
	}
	*w = (struct word){ 0 };
}

void ck_syllables_count(const char *text, size_t len, bool vni,
			struct ck_syllables *ret_count)
{
	struct word w = { 0 };

	while (len) {
		uint32_t code = 0;
		size_t n = ck_utf8_decode(text, len, &code);
		bool digit = code >= '0' && code <= '9';

		if (n && is_letter(code)) {
			add(&w, code, vni);
		} else {
			w.digit |= digit;
			end_word(&w, ret_count);
			w.digit = digit;
		}
		text += n ? n : 1;
		len -= n ? n : 1;
	}
	end_word(&w, ret_count);
}
