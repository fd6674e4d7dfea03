#include <config.h>

#include <errno.h>
#include <string.h>

#include "scale/weighing_registry.h"
#include "store/query.h"
#include "trade/codes.h"

/* The row of the first of its plates that the registry has; NULL: of none. */
static int find_row(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_weighing_trip *trip, const char *kind,
		    int64_t at_ms, const struct ck_value **ret_row)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_WEIGH_PLATES, "sss",
				     trip->declaration, trip->trip, kind);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = NULL;

		r = ck_codes_find(store, "vehicles", ck_column_text(q, 0), at_ms,
				  doc, &row);
		if (r < 0 && r != -ENODATA)
			return r;
		if (row) {
			*ret_row = row;
			return 0;
		}
	}
	return r;
}

static int find_source(struct ck_store *store, struct ck_doc *doc,
		       int64_t at_ms, const char **ret_source)
{
	char site[CK_CODES_SITE_SIZE];
	const struct ck_value *row = NULL;
	const char *named;
	int r;

	ck_codes_site(store, site);
	r = ck_row_of(ck_query(store, CK_SQL_WEIGH_REGISTRY, "si", site, at_ms),
		      doc, &row);
	if (r < 0 || !row)
		return r;
	named = ck_get_str(row, "source");
	*ret_source = ck_doc_format(doc, "vehicles/%lld%s%s",
				    (long long)ck_get_int(row, "number", 0),
				    named ? ": " : "", named ? named : "");
	return 0;
}

/* Both parts of a rig must be known, else nothing is said of the whole. */
static void read_rows(const struct ck_value *row, const struct ck_value *drawn,
		      bool trailer, struct ck_weighing_registry *ret)
{
	int64_t first = 0, second = 0;

	if (ck_int(ck_get(row, "axles"), &first) &&
	    (!trailer || ck_int(ck_get(drawn, "axles"), &second)))
		ret->axles = first + second;
	second = 0;
	if (ck_int(ck_get(row, trailer ? "own_g" : "permitted_g"), &first) &&
	    (!trailer || ck_int(ck_get(drawn, "permitted_g"), &second)))
		ret->permitted_g = first + second;
}

int ck_weighing_registry_get(struct ck_store *store, struct ck_doc *doc,
			     const struct ck_weighing_trip *trip, int64_t at_ms,
			     struct ck_weighing_registry *ret)
{
	const struct ck_value *row = NULL, *drawn = NULL;
	struct ck_weighing_registry found = { 0 };
	int r = find_row(store, doc, trip, "plate", at_ms, &row);

	if (r >= 0 && row && trip->trailer)
		r = find_row(store, doc, trip, "trailer", at_ms, &drawn);
	if (r >= 0 && row) {
		read_rows(row, drawn, trip->trailer, &found);
		r = find_source(store, doc, at_ms, &found.source);
	}
	if (r < 0)
		return r;
	*ret = found;
	return 0;
}
