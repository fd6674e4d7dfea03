/* Inside the trade room: `ext`, its texts and the site's ext_schema. */
#ifndef CK_TRADE_VALIDATE_EXT_H
#define CK_TRADE_VALIDATE_EXT_H

#include "trade/reading.h"

/* ext as it is stored: texts at any depth without spaces at their ends, in NFC,
 * empty ones left out. Findings quote none of its values. */
const struct ck_value *ck_validate_ext(struct ck_reading *r,
				       const struct ck_value *ext);

#endif
