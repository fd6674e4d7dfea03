/* Container numbers (ISO 6346): three letters of the owner, a category
 * letter, six digits, a check digit; perhaps a size and type code after it.
 *
 * The check digit: letters count A=10, B=12, C=13 ... Z=38 (11, 22 and 33 are
 * left out), the i-th character counts times 2^i, the sum is taken mod 11,
 * and 10 is written 0. A right digit does not prove the reading: for many
 * numbers one swap of neighbours is right too, above all where the remainder
 * is 10 or 0; numbers with remainder 10 are advised against, and on the road.
 */
#ifndef CK_TRADE_CONTAINER_H
#define CK_TRADE_CONTAINER_H

#include <stddef.h>

#include "base/status.h"

#define CK_CONTAINER_SIZE 12		/* CSQU3054383 */
#define CK_CONTAINER_FORMAT_SIZE 14	/* CSQU 305438 3 */

struct ck_container {
	char number[CK_CONTAINER_SIZE];	/* normal form: upper case, no space */
	char owner[4];
	char category;		/* U freight, J equipment, Z chassis, R */
	char serial[7];
	char check;		/* as written */
	char expected;		/* as computed */
	int remainder;		/* 0-10, before 10 becomes 0 */
	char size_type[5];	/* "25U1", or "" */
};

/* Spaces, hyphens and brackets are left out, case and fullwidth forms are
 * folded. Returns 0; CK_WRONG_CHECK (trade/fold.h) with everything filled in
 * when only the check digit is wrong; -EBADMSG for any other shape. */
CK_MUST_CHECK int ck_container_parse(const char *text,
				     struct ck_container *ret_container);

/* The remainder 0-10 of the first ten characters, upper case.
 * -EBADMSG: fewer than ten letters and digits. */
CK_MUST_CHECK int ck_container_remainder(const char *number);

/* "CSQU 305438 3". */
void ck_container_format(const struct ck_container *container,
			 char ret_text[CK_CONTAINER_FORMAT_SIZE]);

/* How a number becomes another; likeliest first. */
enum ck_container_slip {
	CK_CONTAINER_SWAPPED,	/* two neighbours exchanged */
	CK_CONTAINER_CONFUSED,	/* one character for one that looks alike */
	CK_CONTAINER_REPLACED,	/* one character for another */
};

/* Gets a number whose check digit is right, which lives for the call.
 * Anything but 0 ends the run. */
typedef int ck_container_visit(const char *number, enum ck_container_slip slip,
			       void *arg);

/* Visits every right number that is one slip away from the text, each once,
 * in the order of the slips. The text may itself be right. Returns 0, or what
 * the visit returned; -EBADMSG when the text has not eleven characters. */
int ck_container_near(const char *text, ck_container_visit *visit, void *arg);

#endif
