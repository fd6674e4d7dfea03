/* What the text of a transfer names. Banks keep letters and digits and little
 * else: CKHN-20261122-00001/F1 comes back as "CKHN 20261122 00001 F1" or
 * "ckhn2026112200001f1", 12C-123.45 as "12C12345".
 *
 * A name stands where a separator or a change between letters and digits
 * begins and ends it; so 12C12345 is in "XE 12C-123.45" and not in "12C123456".
 */
#ifndef CK_FEE_BANK_TEXT_H
#define CK_FEE_BANK_TEXT_H

#include "record/value.h"

enum { CK_BANK_TEXT_MOST = 512 };	/* letters and digits looked at */

struct ck_bank_text {
	char compact[CK_BANK_TEXT_MOST + 1];	/* ASCII, upper case */
	bool begins[CK_BANK_TEXT_MOST + 1];	/* a name may begin or end
						   before this one */
	size_t len;
};

/* text may be NULL. Đ counts as D; every other character that is no ASCII
 * letter or digit separates. */
void ck_bank_text_read(const char *text, struct ck_bank_text *ret_text);

/* Is the word, of at least six letters and digits, in it? */
bool ck_bank_text_has(const struct ck_bank_text *text, const char *word);

/* The ids of fees, else of declarations, of the site that it names, an array
 * of texts: "CKHN-20261122-00001/F1". */
struct ck_value *ck_bank_text_ids(const struct ck_bank_text *text,
				  struct ck_doc *doc, const char *site);

/* The bare keys (trade/plate_key.h) of the plates it names. */
struct ck_value *ck_bank_text_plates(const struct ck_bank_text *text,
				     struct ck_doc *doc);

#endif
