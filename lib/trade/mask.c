#include <config.h>

#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "trade/mask.h"

static const char ellipsis[] = "…";

const char *ck_mask_name(struct ck_doc *doc, const char *name)
{
	CK_BUF initials = { 0 };
	size_t len = strlen(name), n;
	bool begins = true;

	for (size_t i = 0; i < len; i += n) {
		n = ck_utf8_length(name + i, len - i);
		if (!n)
			n = 1;
		if (name[i] == ' ') {
			begins = true;
			continue;
		}
		if (begins)
			ck_buf_printf(&initials, "%s%.*s.",
				      initials.len ? " " : "", (int)n,
				      name + i);
		begins = false;
	}
	return ck_doc_strdup(doc, ck_buf_text(&initials));
}

const char *ck_mask_number(struct ck_doc *doc, const char *number)
{
	size_t len = strlen(number);
	size_t count = ck_utf8_count(number, len);
	size_t shown = count / 3 < 3 ? count / 3 : 3;
	size_t from = 0;

	for (size_t i = shown; i < count; i++)
		from += ck_utf8_length(number + from, len - from);
	return ck_doc_format(doc, "%s%s", ellipsis, number + from);
}

static bool is_initials(const char *text)
{
	size_t len = strlen(text), n;

	for (size_t i = 0; i < len; i += n + 1) {
		i += i && text[i] == ' ';
		n = ck_utf8_length(text + i, len - i);
		if (!n || text[i] == ' ' || text[i + n] != '.')
			return false;
	}
	return len;
}

bool ck_mask_made(const char *text, bool name)
{
	text += strspn(text, " ");
	return !strncmp(text, ellipsis, sizeof(ellipsis) - 1) ||
	       (name && is_initials(text));
}

static bool is_number(const char *member)
{
	static const char *const names[] = { "id", "phone", "tax_code", NULL };

	return ck_listed(names, member);
}

/* A text anywhere in what a site asked for. */
static const struct ck_value *mask_texts(struct ck_doc *doc,
					 const struct ck_value *v)
{
	struct ck_value *masked;

	if (ck_str(v))
		return ck_new_str(doc, ellipsis);
	if (!ck_is_object(v) && !ck_is_array(v))
		return v;
	masked = ck_is_object(v) ? ck_new_object(doc) : ck_new_array(doc);
	for (size_t i = 0; i < ck_count(v); i++) {
		const struct ck_value *member = mask_texts(doc, ck_at(v, i));

		if (ck_is_object(v))
			ck_set(masked, ck_key_at(v, i), member);
		else
			ck_push(masked, member);
	}
	return masked;
}

struct ck_value *ck_mask_person(struct ck_doc *doc,
				const struct ck_value *value)
{
	struct ck_value *masked = ck_new_object(doc);

	for (size_t i = 0; i < ck_count(value); i++) {
		const char *member = ck_key_at(value, i);
		const char *text = ck_str(ck_at(value, i));

		if (text && !strcmp(member, "name"))
			text = ck_mask_name(doc, text);
		else if (text && is_number(member))
			text = ck_mask_number(doc, text);
		else
			text = NULL;
		if (text)
			ck_set_str(masked, member, text);
		else
			ck_set(masked, member,
			       mask_texts(doc, ck_at(value, i)));
	}
	return masked;
}
