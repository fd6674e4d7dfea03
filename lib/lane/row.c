#include <config.h>

#include <errno.h>

#include "lane/row.h"
#include "store/query.h"

int ck_lane_row_get(struct ck_store *store, struct ck_doc *doc,
		    const char *site, const char *name,
		    struct ck_lane_row *ret_lane)
{
	const struct ck_value *row = NULL;
	const char *queue;
	int r = ck_row_of(ck_query(store, CK_SQL_LANE_GET, "ss", site, name),
			  doc, &row);

	if (r < 0 || !row)
		return r < 0 ? r : -ENOENT;
	queue = ck_get_str(row, "queue");
	*ret_lane = (struct ck_lane_row){
		.site = ck_doc_strdup(doc, site),
		.name = ck_get_str(row, "lane"),
		.id = ck_doc_format(doc, "%s/%s", site, name),
		.point = ck_get_str(row, "point"),
		.from = ck_get_str(row, "zone_from"),
		.to = ck_get_str(row, "zone_to"),
		.queue = queue ? ck_doc_format(doc, "%s/%s", site, queue) : NULL,
		.crossing = ck_get_str(row, "crossing"),
		.admit_ms = ck_get_int(row, "admit_ms", 0),
		.document = ck_get(row, "document"),
	};
	return 0;
}
