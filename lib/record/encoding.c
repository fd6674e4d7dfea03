#include <config.h>

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/encoding.h"
#include "record/syllable.h"

static const char utf8_bom[] = "\xef\xbb\xbf";

static bool begins_with(const char *bytes, size_t len, const char *with, size_t n)
{
	return len >= n && !memcmp(bytes, with, n);
}

/* -- converting ----------------------------------------------------------- */

/* -EILSEQ: not all of it is of that encoding. */
static int convert(const char *from, const char *to, const char *bytes,
		   size_t len, struct ck_buf *ret_text)
{
	iconv_t cd = iconv_open(to, from);
	char *in = (char *)bytes;
	int r = 0;

	if (cd == (iconv_t)-1)
		return -EILSEQ;
	/* Without input at last: a letter may have waited for its mark. */
	while (r == 0) {
		char piece[4096];
		char *out = piece;
		size_t room = sizeof(piece);
		bool last = !len;

		if (iconv(cd, last ? NULL : &in, &len, &out, &room) ==
			    (size_t)-1 && errno != E2BIG)
			r = -EILSEQ;
		ck_buf_add(ret_text, piece, out - piece);
		if (last)
			break;
	}
	iconv_close(cd);
	return r;
}

void ck_encoding_write(enum ck_encoding encoding, bool begins,
		       const char *text, size_t len, struct ck_buf *ret_bytes)
{
	switch (encoding) {
	case CK_ENCODING_UTF16LE:
		ck_buf_add(ret_bytes, "\xff\xfe", begins ? 2 : 0);
		(void)!convert("UTF-8", "UTF-16LE", text, len, ret_bytes);
		return;
	case CK_ENCODING_UTF16BE:
		ck_buf_add(ret_bytes, "\xfe\xff", begins ? 2 : 0);
		(void)!convert("UTF-8", "UTF-16BE", text, len, ret_bytes);
		return;
	case CK_ENCODING_UTF8_BOM:
		ck_buf_add(ret_bytes, utf8_bom, begins ? 3 : 0);
		break;
	default:
		break;
	}
	ck_buf_add(ret_bytes, text, len);
}

/* -- what the bytes are --------------------------------------------------- */

/* Without BOM: most characters of a sheet are ASCII, and their other byte is
 * zero. */
static bool is_utf16(const char *bytes, size_t len, enum ck_encoding *ret)
{
	size_t zeros[2] = { 0, 0 };
	size_t look = len < 4096 ? len : 4096;

	if (begins_with(bytes, len, "\xff\xfe", 2)) {
		*ret = CK_ENCODING_UTF16LE;
		return true;
	}
	if (begins_with(bytes, len, "\xfe\xff", 2)) {
		*ret = CK_ENCODING_UTF16BE;
		return true;
	}
	for (size_t i = 0; i < look; i++)
		zeros[i % 2] += !bytes[i];
	*ret = zeros[1] ? CK_ENCODING_UTF16LE : CK_ENCODING_UTF16BE;
	return len % 2 == 0 && !zeros[0] != !zeros[1] &&
	       zeros[0] + zeros[1] > look / 4;
}

/* A name that a shell takes as it stands, or quoted. */
static char *shell_word(const char *name)
{
	CK_BUF word = { 0 };

	if (!strcmp(name, "-"))
		return ck_strdup("FILE");
	if (*name && *name != '-' && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-")])
		return ck_strdup(name);
	ck_buf_puts(&word, *name == '-' ? "'./" : "'");
	for (; *name; name++) {
		if (*name == '\'')
			ck_buf_puts(&word, "'\\''");
		else
			ck_buf_putc(&word, *name);
	}
	ck_buf_putc(&word, '\'');
	return ck_buf_take(&word);
}

/* -- workbooks ------------------------------------------------------------ */

static bool has(const char *bytes, size_t len, const char *text)
{
	return memmem(bytes, len, text, strlen(text)) != NULL;
}

static const char *workbook(const char *bytes, size_t len)
{
	if (begins_with(bytes, len, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return _("an Excel workbook of the old kind (.xls); convert it with: ssconvert %s %s.csv (Debian: gnumeric)");
	if (!begins_with(bytes, len, "PK\003\004", 4))
		return NULL;
	if (has(bytes, len, "opendocument.spreadsheet"))
		return _("an OpenDocument sheet (.ods); convert it with: ssconvert %s %s.csv (Debian: gnumeric)");
	if (has(bytes, len, "xl/workbook") || has(bytes, len, "xl/worksheets"))
		return _("an Excel workbook (.xlsx); convert it with: xlsx2csv %s %s.csv (Debian: xlsx2csv)");
	return _("a ZIP archive, no sheet; unpack it first: unzip %s -d %s.d");
}

/* -- older encodings ------------------------------------------------------ */

struct older {
	const char *name;		/* of iconv, for the look */
	bool vni;
	bool again;			/* it was saved as UTF-8 */
	const char *sentence;		/* N_() */
};

static const struct older olders[] = {
	{ "TCVN5712-1", false, false,
	  N_("TCVN3 (ABC font) text; convert it with: iconv -f TCVN5712-1 -t UTF-8 %s >%s.utf8.csv") },
	{ NULL, true, false,
	  N_("VNI font text; convert it with: recode VNI..UTF-8 <%s >%s.utf8.csv (Debian: recode)") },
	{ "WINDOWS-1258", false, false,
	  N_("Windows-1258 text; convert it with: iconv -f WINDOWS-1258 -t UTF-8 %s | uconv -x any-nfc >%s.utf8.csv (Debian: icu-devtools)") },
	{ "VISCII", false, false,
	  N_("VISCII text; convert it with: iconv -f VISCII -t UTF-8 %s >%s.utf8.csv") },
	{ "TCVN5712-1", false, true,
	  N_("TCVN3 (ABC font) text that was saved as UTF-8; convert it with: iconv -f UTF-8 -t ISO-8859-1 %s | iconv -f TCVN5712-1 -t UTF-8 >%s.utf8.csv") },
	{ NULL, true, true,
	  N_("VNI font text that was saved as UTF-8; convert it with: iconv -f UTF-8 -t ISO-8859-1 %s | recode VNI..UTF-8 >%s.utf8.csv (Debian: recode)") },
};

enum { SURE = 70, WORDS_LEAST = 3 };

/* How many in a hundred words look Vietnamese when read so; -1: it is not of
 * that encoding, or has fewer words than `least`. */
static int read_as(const struct older *older, const char *bytes, size_t len,
		   size_t least)
{
	CK_BUF text = { 0 };
	struct ck_syllables count = { 0 };

	if (convert(older->vni ? "ISO-8859-1" : older->name, "UTF-8", bytes,
		    len, &text) < 0)
		return -1;
	ck_syllables_count(ck_buf_text(&text), text.len, older->vni, &count);
	if (count.words < least)
		return -1;
	return count.vietnamese * 100 / count.words;
}

static const char *vietnamese(const char *bytes, size_t len, bool again,
			      size_t least)
{
	const struct older *best = NULL;
	int most = SURE - 1;

	for (size_t i = 0; i < sizeof(olders) / sizeof(*olders); i++) {
		int sure = olders[i].again == again
				   ? read_as(&olders[i], bytes, len, least) : -1;

		if (sure <= most)
			continue;
		most = sure;
		best = &olders[i];
	}
	return best ? _(best->sentence) : NULL;
}

/* Chinese is mostly of GB 2312, and no Han stands within a word of small
 * letters. What is Vietnamese looks so when it is read as Chinese, a letter and
 * the next one being one character. */
static bool is_chinese(const char *bytes, size_t len)
{
	CK_BUF text = { 0 };
	uint32_t c, before = ' ';
	bool fits = convert("EUC-CN", "UTF-8", bytes, len, &text) == 0;
	size_t n;

	for (size_t i = 0; i < text.len && fits; i += n) {
		n = ck_utf8_decode(text.data + i, text.len - i, &c);
		fits = !((c >= 0x80 && before >= 'a' && before <= 'z') ||
			 (before >= 0x80 && c >= 'a' && c <= 'z'));
		before = c;
	}
	return fits;
}

static const char *unknown(const char *bytes, size_t len)
{
	CK_BUF text = { 0 };
	const char *sentence = vietnamese(bytes, len, false, WORDS_LEAST);

	if (!sentence && !is_chinese(bytes, len))
		sentence = vietnamese(bytes, len, false, 1);
	if (sentence)
		return sentence;
	if (convert("GB18030", "UTF-8", bytes, len, &text) == 0)
		return _("Chinese text in GBK or GB 18030, it seems; convert it with: iconv -f GB18030 -t UTF-8 %s >%s.utf8.csv");
	return _("neither UTF-8 nor UTF-16; find out what it is, and convert it with: iconv -f ENCODING -t UTF-8 %s >%s.utf8.csv");
}

/* Latin-1 characters where Vietnamese was meant. */
static const char *disguised(const char *text, size_t len)
{
	struct ck_syllables as_is = { 0 };
	CK_BUF bytes = { 0 };

	ck_syllables_count(text, len, false, &as_is);
	if (as_is.words < WORDS_LEAST || as_is.vietnamese * 2 > as_is.words ||
	    convert("UTF-8", "ISO-8859-1//TRANSLIT", text, len, &bytes) < 0)
		return NULL;
	return vietnamese(ck_buf_text(&bytes), bytes.len, true, WORDS_LEAST);
}

/* -- the text of one cell ------------------------------------------------- */

/* Neither font's bytes are others, as Latin-1 characters. */
static bool is_latin1(const char *text, size_t len)
{
	bool plain = true;
	size_t n;
	uint32_t c;

	for (size_t i = 0; i < len; i += n) {
		n = ck_utf8_decode(text + i, len - i, &c);
		if (!n || c > 0xff)
			return false;
		plain &= c < 0x80;
	}
	return !plain;
}

/* All words, for there are few; one alone might be a foreign name. */
static bool is_all(const char *text, size_t len, bool vni, size_t odd)
{
	struct ck_syllables count = { 0 };

	ck_syllables_count(text, len, vni, &count);
	return count.words && count.vietnamese == count.words &&
	       (count.words > 1 || odd || count.odd);
}

const char *ck_encoding_font(const char *text, size_t len)
{
	CK_BUF bytes = { 0 }, meant = { 0 };
	struct ck_syllables as_is = { 0 };

	if (!is_latin1(text, len))
		return NULL;
	ck_syllables_count(text, len, false, &as_is);
	if (!as_is.words || as_is.vietnamese * 2 > as_is.words)
		return NULL;
	if (is_all(text, len, true, 0))
		return "VNI";
	if (convert("UTF-8", "ISO-8859-1", text, len, &bytes) < 0 ||
	    convert("TCVN5712-1", "UTF-8", bytes.data, bytes.len, &meant) < 0)
		return NULL;
	return is_all(ck_buf_text(&meant), meant.len, false, as_is.odd)
		       ? "TCVN3" : NULL;
}

/* -- reading -------------------------------------------------------------- */

static int refuse(const char *name, const char *sentence, char **ret_error)
{
	ck_autofree char *word = shell_word(name);
	ck_autofree char *bare = ck_strdup(name);
	ck_autofree char *base = NULL;
	char *dot = strrchr(bare, '.');

	if (dot && dot > bare && dot[-1] != '/' && !strchr(dot, '/'))
		*dot = '\0';
	base = shell_word(bare);
	*ret_error = ck_format(sentence, word, base);
	return -EBADMSG;
}

static int check(const char *name, const char *bytes, size_t len,
		 char **ret_error)
{
	const char *sentence = workbook(bytes, len);

	if (!sentence && memchr(bytes, 0, len))
		sentence = _("no text: there are NUL bytes in it; look at it with: file %s");
	if (!sentence && !ck_utf8_valid(bytes, len))
		sentence = unknown(bytes, len);
	if (!sentence)
		sentence = disguised(bytes, len);
	return sentence ? refuse(name, sentence, ret_error) : 0;
}

static int read_utf16(const char *name, enum ck_encoding encoding,
		      const char *bytes, size_t len, struct ck_buf *ret_text,
		      char **ret_error)
{
	bool little = encoding == CK_ENCODING_UTF16LE;
	size_t bom = begins_with(bytes, len, little ? "\xff\xfe" : "\xfe\xff", 2)
			     ? 2 : 0;

	if (convert(little ? "UTF-16LE" : "UTF-16BE", "UTF-8", bytes + bom,
		    len - bom, ret_text) < 0)
		return refuse(name, _("UTF-16 with a fault in it; look at it with: iconv -f UTF-16 -t UTF-8 %s"),
			      ret_error);
	return check(name, ck_buf_text(ret_text), ret_text->len, ret_error);
}

int ck_encoding_read(const char *name, const char *bytes, size_t len,
		     struct ck_buf *ret_text, enum ck_encoding *ret_encoding,
		     char **ret_error)
{
	enum ck_encoding encoding;
	bool bom = begins_with(bytes, len, utf8_bom, 3);
	int r;

	if (is_utf16(bytes, len, &encoding)) {
		r = read_utf16(name, encoding, bytes, len, ret_text, ret_error);
	} else {
		encoding = bom ? CK_ENCODING_UTF8_BOM : CK_ENCODING_UTF8;
		bytes += bom ? 3 : 0;
		len -= bom ? 3 : 0;
		r = check(name, bytes, len, ret_error);
		if (r == 0)
			ck_buf_add(ret_text, bytes, len);
	}
	if (r == 0)
		*ret_encoding = encoding;
	return r;
}
