/* What Dahua cameras write, as a JSON value for adapters.
 *
 *	Events[0].TrafficCar.PlateNumber=29C12345
 *	Code=TrafficJunction;action=Pulse;index=0;data={…}
 *
 * A name with dots and numbers in brackets becomes objects and arrays; values
 * are texts. A value `{…}` or `[…]` after `data=` is JSON. Lines that are no
 * pair are left out: they do come between.
 * Source: Dahua HTTP API for IPC, snapManager (attachFileProc) and eventManager
 * (attach).
 */
#ifndef CK_CAMERA_PAIRS_H
#define CK_CAMERA_PAIRS_H

#include "record/reader.h"

enum {
	CK_PAIRS_INDEX_MAX = 64,	/* of a number in brackets */
	CK_PAIRS_DEPTH_MAX = 16,
};

/* NULL when the text has no pair at all. -EBADMSG when the JSON after data= is
 * none. The text is UTF-8. */
int ck_pairs_read(struct ck_doc *doc, const char *text, size_t len,
		  const struct ck_value **ret_value,
		  struct ck_fault *ret_fault) CK_MUST_CHECK;

#endif
