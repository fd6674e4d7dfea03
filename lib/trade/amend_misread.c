#include <config.h>

#include <string.h>

#include "base/memory.h"
#include "store/log.h"
#include "store/query.h"
#include "trade/amend.h"
#include "trade/near.h"

/* What one stands before and reads: one character of it may be misread. */
const char *const ck_amend_readable[CK_AMEND_READABLE] = {
	"plate", "trailer", "container", "chassis", "unit",
};

/* One identifier, as the declaration's log has it. */
struct reading {
	struct ck_doc *doc;
	const char *ref;
	const char *member;
	const char *pointer;
	const char *now;		/* as it stood after the last line */
	const char *first;		/* what it was read from */
};

/* Put right again, it is still a reading of the same. */
static int take_line(struct reading *r, const char *text)
{
	const struct ck_value *document;
	const char *value;
	struct ck_line line;
	int err = ck_line_read(r->doc, text, strlen(text), &line);

	if (err < 0)
		return err;
	document = ck_get(line.body, "document");
	if (!document)
		return 0;
	value = ck_get_str(ck_get(ck_get(document, "vehicles"), r->ref),
			   r->member);
	if (!r->first || !value || !r->now ||
	    (strcmp(value, r->now) != 0 &&
	     !ck_lists(ck_get(line.body, "near"), r->pointer)))
		r->first = value;
	r->now = value;
	return 0;
}

/* What was presented first: corrections of one character each would lead from
 * there to any other vehicle. */
static int find_first(const struct ck_amendment *a, struct ck_store *store,
		      struct reading *r)
{
	ck_autofree char *root = ck_format("declaration:%s", a->declaration);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", root);
	int err;

	while ((err = ck_step(q)) > 0) {
		err = take_line(r, ck_column_text(q, 0));
		if (err < 0)
			return err;
	}
	return err;
}

/* 1 when it differs by one character from what stands, and by no more from
 * what was presented first. */
static int is_near(const struct ck_amendment *a, struct ck_store *store,
		   struct reading *r, const char *was, const char *is)
{
	int err;

	if (!was || !is || ck_near_distance(was, is) != 1)
		return 0;
	err = find_first(a, store, r);
	if (err < 0)
		return err;
	return !r->first || ck_near_distance(r->first, is) <= 1;
}

int ck_amend_misread(const struct ck_amendment *a, struct ck_store *store,
		     const char *ref, const struct ck_value *old,
		     const struct ck_value *new,
		     const struct ck_value **ret_near)
{
	struct ck_value *near = ck_new_array(a->doc);

	*ret_near = NULL;
	for (size_t i = 0; i < CK_AMEND_READABLE; i++) {
		const char *member = ck_amend_readable[i];
		struct reading reading = {
			.doc = a->doc, .ref = ref, .member = member,
			.pointer = ck_doc_format(a->doc, "/vehicles/%s/%s",
						 ref, member),
		};
		int r;

		if (ck_equal(ck_get(old, member), ck_get(new, member)))
			continue;
		r = is_near(a, store, &reading, ck_get_str(old, member),
			    ck_get_str(new, member));
		if (r <= 0)
			return r;
		ck_push_str(near, reading.pointer);
	}
	if (ck_count(near))
		*ret_near = near;
	return 0;
}
