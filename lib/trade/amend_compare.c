#include <config.h>

#include <string.h>

#include "trade/amend.h"

struct work {
	struct ck_doc *doc;
	const struct ck_value *before_shown;
	const struct ck_value *after_shown;
	struct ck_value *changes;
};

static void tell(struct work *w, const char *path)
{
	struct ck_value *change = ck_push_object(w->changes);

	ck_set_str(change, "pointer", path);
	ck_set(change, "was", ck_pointer(w->before_shown, path));
	ck_set(change, "is", ck_pointer(w->after_shown, path));
}

static void compare(struct work *w, const struct ck_value *before,
		    const struct ck_value *after, const char *path)
{
	if (ck_equal(before, after))
		return;
	if (!ck_is_object(before) || !ck_is_object(after)) {
		tell(w, path);
		return;
	}
	for (size_t i = 0; i < ck_count(before); i++) {
		const char *key = ck_key_at(before, i);

		compare(w, ck_at(before, i), ck_get(after, key),
			ck_pointer_below(w->doc, path, key));
	}
	for (size_t i = 0; i < ck_count(after); i++)
		if (!ck_get(before, ck_key_at(after, i)))
			tell(w, ck_pointer_below(w->doc, path,
						 ck_key_at(after, i)));
}

void ck_amend_compare(struct ck_doc *doc, const struct ck_value *before,
		      const struct ck_value *after,
		      const struct ck_value *before_shown,
		      const struct ck_value *after_shown,
		      struct ck_value *changes)
{
	struct work w = { doc, before_shown, after_shown, changes };

	compare(&w, before, after, "");
}

bool ck_amend_touches(const char *a, const char *b)
{
	size_t len = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return !strncmp(a, b, len) && (!a[len] || a[len] == '/') &&
	       (!b[len] || b[len] == '/');
}
