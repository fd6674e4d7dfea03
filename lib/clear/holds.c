#include <config.h>

#include <string.h>

#include "clear/hold.h"
#include "clear/person.h"
#include "store/query.h"

static int read_rows(struct ck_store *store, struct ck_doc *doc,
		     const char *site, const char *declaration,
		     const char *trip, struct ck_value *holds)
{
	return ck_rows_of(ck_query(store, CK_SQL_HOLD_OF_TRIP, "sss", site,
				   trip, declaration),
			  doc, holds);
}

int ck_hold_list(struct ck_store *store, struct ck_doc *doc, const char *trip,
		 const struct ck_value **ret_holds)
{
	const char *site = ck_doc_format(doc, "%.*s",
					 (int)strcspn(trip, "-"), trip);
	const char *declaration = ck_doc_format(doc, "%.*s",
						(int)strcspn(trip, "."), trip);
	struct ck_value *holds = ck_new_array(doc);
	int r = read_rows(store, doc, site, declaration, trip, holds);

	if (r == 0)
		r = ck_hold_of_persons(store, doc, site, trip, holds);
	if (r < 0)
		return r;
	*ret_holds = holds;
	return 0;
}
