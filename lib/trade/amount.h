/* Numbers, days and times as sheets have them.
 *
 * A decimal sign is a comma or a point, and the other one, a blank or an
 * apostrophe parts thousands. 1.250,5 and 12,5 say which; 21.500 alone does not:
 * that is never guessed, the sheet's other cells or the user must say it.
 */
#ifndef CK_TRADE_AMOUNT_H
#define CK_TRADE_AMOUNT_H

#include "base/status.h"

enum ck_decimal_sign { CK_DECIMAL_UNKNOWN, CK_DECIMAL_COMMA, CK_DECIMAL_POINT };

/* What a cell says of the decimal sign; -EAGAIN: it has one sign that could be
 * either; UNKNOWN: it has none, or is no number. */
int ck_amount_sign(const char *cell) CK_MUST_CHECK;

enum { CK_AMOUNT_DIGITS = 15 };		/* what a double holds for certain */
enum { CK_AMOUNT_SIZE = CK_AMOUNT_DIGITS + 8 };

/* The cell as a JSON number. -EBADMSG: no number; -ERANGE: too many digits;
 * -EAGAIN: it depends on the sign, which is not known; -EDOM: it cannot be
 * one with this sign. */
int ck_amount_read(const char *cell, enum ck_decimal_sign sign,
		   char ret_number[CK_AMOUNT_SIZE]) CK_MUST_CHECK;

/* A day, 22/11/2026 (the day first, as in Vietnam; also with - or .) or
 * 2026-11-22, and perhaps a time of it before or behind, 08:30, 8h30, 8h,
 * 08:30:15 or 8:30 SA (CH, AM, PM): "2026-11-22" or "2026-11-22T08:30:00". -EBADMSG. */
enum { CK_MOMENT_SIZE = 24 };
int ck_moment_read(const char *cell, char ret_text[CK_MOMENT_SIZE])
	CK_MUST_CHECK;

#endif
