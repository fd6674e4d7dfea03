#include <config.h>

#include <string.h>

#include "camera/whole.h"

static const struct ck_whole nothing;

static struct ck_whole ends(size_t end, bool cut)
{
	return (struct ck_whole){ end, cut };
}

enum ck_part_form ck_whole_form(char first)
{
	return first == '<' ? CK_PART_XML
	       : first == '{' || first == '[' ? CK_PART_JSON : CK_PART_TEXT;
}

/* -- XML ------------------------------------------------------------------ */

static bool ends_name(char c)
{
	return ck_is_blank(c) || c == '>' || c == '/';
}

/* Behind the next `text`, 0 when there is none. */
static size_t behind(const char *bytes, size_t len, size_t from,
		     const char *text)
{
	size_t n = strlen(text);
	const char *found = from < len ? memmem(bytes + from, len - from,
						text, n) : NULL;

	return found ? (size_t)(found - bytes) + n : 0;
}

/* What ends a declaration, a comment, a DOCTYPE. */
static const char *end_of(const char *tag, size_t len)
{
	const char *close = memchr(tag, '>', len);

	if (tag[1] == '?')
		return "?>";
	if (len >= 4 && !memcmp(tag, "<!--", 4))
		return "-->";
	return close && memchr(tag, '[', close - tag) ? "]>" : ">";
}

/* The root's name, past the declaration and comments. False: not there yet. */
static bool find_root(const char *bytes, size_t len, size_t *ret_name,
		      size_t *ret_name_len)
{
	size_t at = 0;

	while (at < len && bytes[at] == '<' && at + 1 < len &&
	       (bytes[at + 1] == '?' || bytes[at + 1] == '!')) {
		at = behind(bytes, len, at, end_of(bytes + at, len - at));
		if (!at)
			return false;
		while (at < len && ck_is_blank(bytes[at]))
			at++;
	}
	*ret_name = ++at;
	while (at < len && !ends_name(bytes[at]))
		at++;
	*ret_name_len = at - *ret_name;
	return at < len;
}

/* One tag at `at`: where the document ends with it, or is cut before it. */
static struct ck_whole look_at_tag(const char *bytes, size_t len, size_t at,
				   const char *name, size_t name_len)
{
	bool closes = at + 1 < len && bytes[at + 1] == '/';
	size_t text = at + 1 + closes;
	const char *end;

	if (len - at >= 5 && !memcmp(bytes + at, "<?xml", 5))
		return ends(at, true);
	if (len - text <= name_len || memcmp(bytes + text, name, name_len) ||
	    !ends_name(bytes[text + name_len]))
		return nothing;
	if (!closes)
		return ends(at, true);
	end = memchr(bytes + text, '>', len - text);
	return end ? ends(end + 1 - bytes, false) : nothing;
}

static struct ck_whole find_xml(const char *bytes, size_t len)
{
	size_t name, name_len, at;
	const char *tag;

	if (!find_root(bytes, len, &name, &name_len))
		return nothing;
	tag = memchr(bytes + name, '>', len - name);
	if (!tag)
		return nothing;
	at = tag + 1 - bytes;
	if (tag[-1] == '/')
		return ends(at, false);
	while ((tag = memchr(bytes + at, '<', len - at))) {
		struct ck_whole whole =
			look_at_tag(bytes, len, tag - bytes, bytes + name,
				    name_len);

		if (whole.end)
			return whole;
		at = tag + 1 - bytes;
	}
	return nothing;
}

/* -- JSON ----------------------------------------------------------------- */

/* Documents of one line each: where a line ends inside one and the next begins
 * as a record does, the first was cut off. */
static bool begins_record(const char *bytes, size_t len, size_t at, bool one)
{
	return one && len - at > 2 && bytes[at] == '\n' &&
	       bytes[at + 1] == '{' && bytes[at + 2] == '"';
}

static struct ck_whole find_json(const char *bytes, size_t len)
{
	bool text = false, one_line = true;
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];

		if (begins_record(bytes, len, i, one_line))
			return ends(i, true);
		one_line &= c != '\n';
		if (text && c == '\\')
			i++;
		else if (c == '"')
			text = !text;
		else if (!text && (c == '{' || c == '['))
			depth++;
		else if (!text && (c == '}' || c == ']') && --depth == 0)
			return ends(i + 1, false);
	}
	return nothing;
}

/* -- text ----------------------------------------------------------------- */

static bool begins_other(const char *line, size_t len)
{
	return len && (ck_whole_form(*line) != CK_PART_TEXT ||
		       (len > 2 && !memcmp(line, "--", 2)));
}

static struct ck_whole find_text(const char *bytes, size_t len)
{
	const char *at = bytes;
	const char *end = bytes + len;

	while ((at = memchr(at, '\n', end - at))) {
		const char *next = ++at;

		if (next < end && *next == '\r')
			next++;
		if (next < end && (*next == '\n' ||
				   begins_other(at, end - at)))
			return ends(at - bytes, false);
	}
	return nothing;
}

/* -- any ------------------------------------------------------------------ */

struct ck_whole ck_whole_find(enum ck_part_form form, const char *bytes,
			      size_t len, bool at_end)
{
	struct ck_whole whole = form == CK_PART_XML ? find_xml(bytes, len)
				: form == CK_PART_JSON ? find_json(bytes, len)
						       : find_text(bytes, len);

	if (!whole.end && at_end)
		whole = ends(len, form != CK_PART_TEXT);
	return whole;
}
