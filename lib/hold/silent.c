#include <config.h>

#include <errno.h>
#include <string.h>

#include "hold/hold.h"
#include "hold/silent.h"
#include "store/query.h"

bool ck_silent_row(const struct ck_site *site, const struct ck_value *row,
		   const struct ck_value *agencies)
{
	bool silent = ck_is_true(ck_get(row, "silent")) ||
		      ck_get_int(row, "silent", 0);

	return silent && (!site || !ck_owner_right(site,
						   ck_get_str(row, "agency"),
						   agencies));
}

/* Most lines are of something else, and that is quickly seen. */
int ck_silent_line(struct ck_store *store, const struct ck_site *site,
		   const struct ck_value *agencies, const char *line)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;
	const struct ck_value *row = NULL;
	struct ck_line l;
	int r;

	if (!strstr(line, "\"event\":\"hold."))
		return 0;
	doc = ck_doc_new();
	r = ck_line_read(doc, line, strlen(line), &l);
	if (r < 0)
		return r;
	if (!strcmp(l.event, "hold.placed"))
		return ck_silent_row(site, l.body, agencies);
	if (strcmp(l.event, "hold.lifted"))
		return 0;
	r = ck_row_of(ck_query(store, CK_SQL_HOLD_GET, "s", l.subject), doc,
		      &row);
	return r < 0 ? r : ck_silent_row(site, row, agencies);
}
