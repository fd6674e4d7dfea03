/* The bytes of a text file as people keep it, to UTF-8 and back.
 *
 * Taken are UTF-8, with or without BOM, and UTF-16, with a BOM or with the
 * zero bytes that give it away. Nothing else is converted by a guess: what
 * looks like an older encoding is refused with the command that converts it.
 *
 *	TCVN3 (ABC fonts)	iconv, TCVN5712-1 (TCVN 5712:1993 has VN3's codes)
 *	VNI			recode, VNI (Debian: recode); iconv has none
 *	VISCII			iconv, VISCII (RFC 1456)
 *	Windows-1258		iconv, WINDOWS-1258, and uconv to put letter and
 *				mark together (Debian: icu-devtools)
 *	GBK, GB 18030		iconv, GB18030
 *
 * TCVN3 and VNI are recognised in UTF-8 too: text in such a font that a newer
 * program saved has each byte as a Latin-1 character.
 */
#ifndef CK_RECORD_ENCODING_H
#define CK_RECORD_ENCODING_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"

enum ck_encoding {
	CK_ENCODING_UTF8,
	CK_ENCODING_UTF8_BOM,
	CK_ENCODING_UTF16LE,
	CK_ENCODING_UTF16BE,
};

/* Appends the text without BOM to *ret_text. -EBADMSG with a translated
 * sentence in *ret_error (caller frees): another encoding, a workbook or
 * another thing that is no text, a NUL. name is what the command in the
 * sentence is about. */
int ck_encoding_read(const char *name, const char *bytes, size_t len,
		     struct ck_buf *ret_text, enum ck_encoding *ret_encoding,
		     char **ret_error) CK_MUST_CHECK;

/* The font, "TCVN3" or "VNI", that a text in UTF-8 was typed in and is not
 * shown in; NULL: it is what it seems. One word alone must be spelt as no
 * language does: "Loïc" and "Thaï" may be meant so. */
const char *ck_encoding_font(const char *text, size_t len);

/* Appends valid UTF-8 in the encoding, with its BOM when `begins`. */
void ck_encoding_write(enum ck_encoding encoding, bool begins,
		       const char *text, size_t len, struct ck_buf *ret_bytes);

#endif
