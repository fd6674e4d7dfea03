#include <config.h>

#include <string.h>

#include "trade/amend.h"

struct work {
	struct ck_doc *doc;
	const struct ck_value *before_shown;
	const struct ck_value *after_shown;
	struct ck_value *changes;
};

static const char *below(struct ck_doc *doc, const char *path, const char *key)
{
	CK_BUF text = { 0 };

	ck_buf_puts(&text, path);
	ck_buf_putc(&text, '/');
	for (; *key; key++) {
		if (*key == '~')
			ck_buf_puts(&text, "~0");
		else if (*key == '/')
			ck_buf_puts(&text, "~1");
		else
			ck_buf_putc(&text, *key);
	}
	return ck_doc_strdup(doc, ck_buf_text(&text));
}

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
			below(w->doc, path, key));
	}
	for (size_t i = 0; i < ck_count(after); i++)
		if (!ck_get(before, ck_key_at(after, i)))
			tell(w, below(w->doc, path, ck_key_at(after, i)));
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
