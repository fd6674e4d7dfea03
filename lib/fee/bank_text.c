#include <config.h>

#include <ctype.h>
#include <string.h>

#include "fee/bank_text.h"
#include "trade/plate.h"
#include "trade/plate_key.h"

enum { WORD_LEAST = 6, PLATE_MOST = 10, DATE_DIGITS = 8, NUMBER_DIGITS = 5,
       NUMBER_MOST = 12 };

static void add(struct ck_bank_text *text, char c, bool separated)
{
	size_t n = text->len;
	bool digit = isdigit((unsigned char)c);

	text->begins[n] = separated || n == 0 ||
			  digit != !!isdigit((unsigned char)
						     text->compact[n - 1]);
	text->compact[n] = c;
	text->len++;
}

/* Đ and đ: two bytes each. */
static bool is_dj(const char *c)
{
	return (unsigned char)c[0] == 0xc4 &&
	       ((unsigned char)c[1] == 0x90 || (unsigned char)c[1] == 0x91);
}

void ck_bank_text_read(const char *text, struct ck_bank_text *ret_text)
{
	bool separated = true;

	*ret_text = (struct ck_bank_text){ 0 };
	for (const char *c = text ? text : ""; *c; c++) {
		unsigned char byte = *c;

		if (ret_text->len == CK_BANK_TEXT_MOST)
			break;
		if (is_dj(c)) {
			add(ret_text, 'D', separated);
			separated = false;
			c++;
		} else if (byte < 0x80 && isalnum(byte)) {
			add(ret_text, (char)toupper(byte), separated);
			separated = false;
		} else {
			separated = true;
		}
	}
	ret_text->begins[ret_text->len] = true;
}

bool ck_bank_text_has(const struct ck_bank_text *text, const char *word)
{
	struct ck_bank_text name;

	ck_bank_text_read(word, &name);
	if (name.len < WORD_LEAST)
		return false;
	for (size_t i = 0; i + name.len <= text->len; i++)
		if (text->begins[i] && text->begins[i + name.len] &&
		    !memcmp(text->compact + i, name.compact, name.len))
			return true;
	return false;
}

/* -- ids ------------------------------------------------------------------ */

/* The digits from `at` on that belong together, at most `most` of them. */
static size_t digits(const struct ck_bank_text *text, size_t at, size_t most)
{
	size_t n = 0;

	while (n < most && at + n < text->len &&
	       isdigit((unsigned char)text->compact[at + n]) &&
	       (n == 0 || !text->begins[at + n]))
		n++;
	return n;
}

static void take_id(const struct ck_bank_text *text, size_t at,
		    struct ck_doc *doc, const char *site, struct ck_value *ids)
{
	size_t number = at + DATE_DIGITS;
	size_t count, fee;
	const char *id;

	if (digits(text, at, DATE_DIGITS) < DATE_DIGITS)
		return;
	count = digits(text, number, NUMBER_MOST);
	if (count < NUMBER_DIGITS)
		return;
	id = ck_doc_format(doc, "%s-%.*s-%.*s", site, DATE_DIGITS,
			   text->compact + at, (int)count,
			   text->compact + number);
	number += count;
	fee = text->compact[number] == 'F' ? digits(text, number + 1,
						    NUMBER_MOST) : 0;
	if (fee)
		id = ck_doc_format(doc, "%s/F%.*s", id, (int)fee,
				   text->compact + number + 1);
	ck_push_str(ids, id);
}

struct ck_value *ck_bank_text_ids(const struct ck_bank_text *text,
				  struct ck_doc *doc, const char *site)
{
	struct ck_value *ids = ck_new_array(doc);
	size_t len = strlen(site);

	for (size_t i = 0; i + len < text->len; i++)
		if (text->begins[i] && text->begins[i + len] &&
		    !strncmp(text->compact + i, site, len))
			take_id(text, i + len, doc, site, ids);
	return ids;
}

/* -- plates --------------------------------------------------------------- */

static bool is_plate(const char *name, char ret_key[CK_PLATE_SIZE])
{
	struct ck_plate plate;

	return ck_plate_parse(name, &plate) == 0 &&
	       plate.kind != CK_PLATE_UNKNOWN &&
	       ck_plate_bare_key(plate.normal, ret_key) == 0;
}

/* The length of the longest plate that begins there; 0: none does. */
static size_t plate_at(const struct ck_bank_text *text, struct ck_doc *doc,
		       size_t i, char ret_key[CK_PLATE_SIZE])
{
	for (size_t n = PLATE_MOST; n >= WORD_LEAST; n--)
		if (i + n <= text->len && text->begins[i + n] &&
		    is_plate(ck_doc_format(doc, "%.*s", (int)n,
					   text->compact + i), ret_key))
			return n;
	return 0;
}

struct ck_value *ck_bank_text_plates(const struct ck_bank_text *text,
				     struct ck_doc *doc)
{
	struct ck_value *keys = ck_new_array(doc);
	char key[CK_PLATE_SIZE];

	for (size_t i = 0; i < text->len;) {
		size_t n = text->begins[i] ? plate_at(text, doc, i, key) : 0;

		if (n)
			ck_push_str(keys, key);
		i += n ? n : 1;
	}
	return keys;
}
