/* Inside the trade room: one vehicle against the registry and the limits that
 * were loaded (trade/validate_codes.h). */
#ifndef CK_TRADE_VALIDATE_REGISTRY_H
#define CK_TRADE_VALIDATE_REGISTRY_H

#include "site/site.h"
#include "store/store.h"
#include "trade/finding.h"

/* Own mass and axles that were left out are the registry's. site may be
 * NULL. */
int ck_validate_registry(struct ck_store *store, const struct ck_site *site,
			 const struct ck_value *stored, const char *ref,
			 const struct ck_value *vehicle, int64_t at,
			 struct ck_findings *findings) CK_MUST_CHECK;

#endif
