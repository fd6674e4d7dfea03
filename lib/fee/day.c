#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "fee/assess.h"
#include "store/query.h"

/* The site files that were in force, read out of the log. */
struct search {
	int64_t version;	/* of the file; 0: whichever */
	int64_t until;		/* in force at this time */
	struct ck_doc *doc;
	const struct ck_value *found;
};

static bool comes_into_force(const struct ck_line *line)
{
	if (!strcmp(line->event, "site.activated"))
		return true;
	return !strcmp(line->event, "site.loaded") &&
	       ck_is_true(ck_get(line->body, "active"));
}

static int look(struct search *search, const char *text)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_line line;
	int r = ck_line_read(doc, text, strlen(text), &line);

	if (r < 0 || !comes_into_force(&line) || line.at > search->until)
		return r;
	if (search->version &&
	    ck_get_int(line.body, "file_version", 0) != search->version)
		return 0;
	search->found = ck_copy(search->doc, ck_get(line.body, "document"));
	return 0;
}

static int find(const struct ck_case *c, struct search *search)
{
	ck_autofree char *root = ck_format("site:%s", c->site->code);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_EVENT_OF_ROOT, "s", root);
	int r;

	while ((r = ck_step(q)) > 0) {
		r = look(search, ck_column_text(q, 0));
		if (r < 0)
			return r;
	}
	return r;
}

/* Old files are kept to the end of the process: a stream assesses many trips
 * by one, and answers under way point into it. */
struct kept {
	struct kept *next;
	struct ck_site *site;
};

static const struct ck_site *keep(const char *code,
				  const struct ck_value *document)
{
	static struct kept *kept;
	int64_t version = ck_get_int(document, "version", 0);
	struct kept *k = kept;

	while (k && (k->site->version != version || strcmp(k->site->code, code)))
		k = k->next;
	if (!k) {
		k = ck_new(struct kept);
		k->site = ck_site_new(ck_copy(ck_doc_new(), document));
		k->next = kept;
		kept = k;
	}
	return k->site;
}

int ck_fee_day(const struct ck_case *c, const struct ck_site **ret_site)
{
	const struct ck_value *tariff = ck_get(c->site->document, "tariff");
	const char *day = ck_get_str(tariff, "day");
	int64_t crossed = ck_get_int(c->row, "crossed_at", INT64_MAX);
	struct search search = { .until = INT64_MAX, .doc = c->doc };
	int r;

	*ret_site = c->site;
	if (day && !strcmp(day, "declared"))
		search.version = ck_get_int(c->row, "declared_version", 0);
	else if (day && !strcmp(day, "crossed"))
		search.until = crossed;
	if (search.version == c->site->version ||
	    (!search.version && search.until == INT64_MAX))
		return 0;
	r = find(c, &search);
	if (r == 0 && search.found &&
	    ck_get_int(search.found, "version", 0) != c->site->version)
		*ret_site = keep(c->site->code, search.found);
	return r;
}
