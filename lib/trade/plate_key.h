/* When two writings mean one plate, and the keys that find them in an index.
 * All texts here are normal forms (trade/plate.h).
 *
 * The province character of a Chinese plate is often left out in
 * declarations, and cameras often miss it: FA2345 and 桂FA2345 are taken as
 * one plate, 粤FA2345 and 桂FA2345 are two. Đ counts as D.
 *
 *	bare key	桂FA2345 -> FA2345, 29MĐ112345 -> 29MD112345
 *	tail key	the bare key without the one Han character at its end, read
 *			backwards: 桂F1234挂 -> 4321F
 *
 * Equal plates have equal bare keys. A plate that ends in some tail has a
 * tail key that begins with the tail key of that tail. Both keys find
 * candidates; ck_plate_same and ck_plate_tail_matches decide.
 */
#ifndef CK_TRADE_PLATE_KEY_H
#define CK_TRADE_PLATE_KEY_H

#include <stdbool.h>

#include "trade/plate.h"

/* -EBADMSG: not UTF-8, or longer than a normal form can be. */
CK_MUST_CHECK int ck_plate_bare_key(const char *normal,
				    char ret_key[CK_PLATE_SIZE]);
CK_MUST_CHECK int ck_plate_tail_key(const char *normal,
				    char ret_key[CK_PLATE_SIZE]);

bool ck_plate_same(const char *a, const char *b);

/* True when the plate ends in `tail`. A Han character at its end need not be
 * said: 1234 and 234挂 are both tails of 桂F1234挂. No plate has an empty
 * tail. */
bool ck_plate_tail_matches(const char *normal, const char *tail);

#endif
