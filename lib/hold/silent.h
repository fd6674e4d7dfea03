/* Silent holds: whoever has no right to one learns that there is an officer to
 * see, and nothing else. That goes for each way it could be told.
 */
#ifndef CK_HOLD_SILENT_H
#define CK_HOLD_SILENT_H

#include "site/site.h"
#include "store/log.h"

/* Is the hold of the row (silent, agency) to be kept from who acts for these
 * agencies: neither its owner nor above it? site may be NULL: then from all. */
bool ck_silent_row(const struct ck_site *site, const struct ck_value *row,
		   const struct ck_value *agencies);

/* Does the text of a line of the log tell of such a hold: hold.placed or
 * hold.lifted? 1 or 0; negative errno. */
int ck_silent_line(struct ck_store *store, const struct ck_site *site,
		   const struct ck_value *agencies, const char *line)
	CK_MUST_CHECK;

#endif
