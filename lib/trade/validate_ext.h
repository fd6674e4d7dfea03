/* Inside the trade room: `ext` against the site's ext_schema. */
#ifndef CK_TRADE_VALIDATE_EXT_H
#define CK_TRADE_VALIDATE_EXT_H

#include "trade/reading.h"

/* ext as it came in; findings quote none of its values. */
void ck_validate_ext(struct ck_reading *r, const struct ck_value *ext);

#endif
