/* A number as indicators write it in text: [blanks] [sign] [blanks] digits
 * [mark digits] [mark], the mark being a point or a comma. For the protocol
 * files only. */
#ifndef CK_SCALE_NUMBER_H
#define CK_SCALE_NUMBER_H

#include "scale/reading.h"

#define CK_NUMBER_DIGITS 10

struct ck_number {
	uint8_t digits[CK_NUMBER_DIGITS];
	size_t n;
	int decimals;
	bool negative;
	bool has_sign;
	bool has_blanks;	/* before a digit */
	bool open;		/* a mark with no digit after it */
};

/* Reads the number that text begins with; how many bytes it is long, or 0
 * when there is none: no digit, a mark before the first digit (what stood
 * before it may have been cut off), too many digits. */
size_t ck_number_read(const uint8_t *text, size_t len,
		      struct ck_number *ret_number);

/* Likewise, where the number fills the text. */
bool ck_number_fills(const uint8_t *text, size_t len,
		     struct ck_number *ret_number);

/* Digits before the mark, leading zeros left out. */
size_t ck_number_whole(const struct ck_number *number);

void ck_number_weigh(struct ck_reading *reading,
		     const struct ck_number *number, const char *unit);
void ck_number_put_tare(struct ck_reading *reading,
			const struct ck_number *number);

/* The unit that these bytes name, whatever their case and the blanks around:
 * "kg", "g", "t", "lb", "oz"; NULL: another, or half of one. */
const char *ck_unit_read(const uint8_t *text, size_t len);

bool ck_is_blank(const uint8_t *text, size_t len);

/* The same bytes without blanks at their ends. */
void ck_trim(const uint8_t **text, size_t *len);

#endif
