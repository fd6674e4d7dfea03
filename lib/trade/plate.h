/* Licence plates: the text as it was typed or read is kept by whoever has
 * it; here it gets a normal form, by which plates are stored and compared.
 *
 * The normal form: Unicode NFC, fullwidth letters and digits as ASCII, upper
 * case, traditional Han characters as plates have them (粵 as 粤), without the
 * separators  space - . _ · • ・  and their fullwidth forms, which carry no
 * information. Nothing else is ever left out: a tab, a bracket, an accented
 * letter or an unknown Han character is refused, never dropped. The letter Đ
 * stays in the normal form and counts as D in every comparison. Normalising
 * a normal form gives it back.
 */
#ifndef CK_TRADE_PLATE_H
#define CK_TRADE_PLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "record/value.h"
#include "trade/plate_kind.h"

#define CK_PLATE_SIZE 48	/* of a normal form, its NUL included */

struct ck_plate {
	char normal[CK_PLATE_SIZE];
	enum ck_plate_kind kind;
	char country[3];	/* "VN", "CN", or "" when unknown */
	bool bare;		/* see ck_plate_kind_of */
};

/* -EBADMSG: invalid UTF-8, a character that stands on no plate, nothing but
 * separators, or a normal form longer than CK_PLATE_SIZE - 1 or size - 1
 * bytes. */
CK_MUST_CHECK int ck_plate_normalise(const char *text, char *ret_normal,
				     size_t size);

/* Normalises and tells the kind. A text of the right characters in no known
 * shape is no error: its kind is CK_PLATE_UNKNOWN. -EBADMSG as above. */
CK_MUST_CHECK int ck_plate_parse(const char *text, struct ck_plate *ret_plate);

/* What to say of the first character, beyond ASCII, that stands on no plate, as
 * a Cyrillic С that looks like a C: a translated sentence without its end, in
 * doc; NULL: there is none. */
const char *ck_plate_stranger_said(struct ck_doc *doc, const char *text);

/* True when the shape is that of a whole plate of either country: known, and
 * not merely a Chinese one without its province character. */
bool ck_plate_whole(const struct ck_plate *plate);

#endif
