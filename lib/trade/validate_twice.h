/* What stands twice in one declaration where it is meant once: a vehicle's own
 * plate among its others, and who drives (crew[].id, else the name). One who
 * takes vehicles over (transfer_driver) or brings new ones does drive several.
 */
#ifndef CK_TRADE_VALIDATE_TWICE_H
#define CK_TRADE_VALIDATE_TWICE_H

#include "trade/document.h"

void ck_validate_twice(const struct ck_document *document,
		       struct ck_findings *findings);

#endif
