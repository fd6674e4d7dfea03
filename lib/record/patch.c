#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "record/patch.h"
#include "record/reader.h"

enum { NODES_MOST = 1 << 20 };

/* One patch under way. */
struct work {
	struct ck_doc *doc;
	const struct ck_value *value;	/* so far */
	const struct ck_value *op;
	size_t index;			/* of the operation */
	size_t nodes;			/* put in so far */
	struct ck_patch_fault *fault;
};

/* RFC 6901, taken apart. */
struct path {
	const char *text;
	const char *tokens[CK_DEPTH_MAX];
	size_t count;
};

enum change { ADD, REPLACE, REMOVE };

static int fail(struct work *w, int err, const char *member,
		const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static int fail(struct work *w, int err, const char *member,
		const char *format, ...)
{
	const char *code = err == -EBADMSG ? "patch-form"
			   : err == -EEXIST ? "patch-test"
			   : err == -E2BIG ? "patch-size" : "patch-path";
	char message[300];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof(message), format, ap);
	va_end(ap);
	*w->fault = (struct ck_patch_fault){
		.code = code,
		.pointer = ck_doc_format(w->doc, "/%zu%s", w->index, member),
		.message = ck_doc_strdup(w->doc, message),
	};
	return err;
}

static bool is(const char *text, const char *word)
{
	return !strcmp(text, word);
}

/* -- paths ---------------------------------------------------------------- */

static int fail_path(struct work *w, const char *member, const char *text)
{
	return fail(w, -EBADMSG, member,
		    _("%s is no JSON pointer: it begins with /, and ~ stands only in ~0 and ~1"),
		    text);
}

static const char *token_take(struct work *w, const char **at)
{
	CK_BUF token = { 0 };
	const char *c = *at;

	for (; *c && *c != '/'; c++) {
		if (*c == '~' && c[1] != '0' && c[1] != '1')
			return NULL;
		if (*c == '~')
			ck_buf_putc(&token, *++c == '0' ? '~' : '/');
		else
			ck_buf_putc(&token, *c);
	}
	*at = c;
	return ck_doc_strdup(w->doc, ck_buf_text(&token));
}

static int path_read(struct work *w, const char *name, struct path *ret_path)
{
	const char *member = is(name, "from") ? "/from" : "/path";
	const char *at = ck_get_str(w->op, name);
	struct path path = { .text = at };

	if (!at)
		return fail(w, -EBADMSG, member,
			    _("the operation has no %s"), name);
	while (*at) {
		if (*at++ != '/')
			return fail_path(w, member, path.text);
		if (path.count == CK_DEPTH_MAX)
			return fail(w, -E2BIG, member,
				    _("deeper than a document may be"));
		path.tokens[path.count] = token_take(w, &at);
		if (!path.tokens[path.count++])
			return fail_path(w, member, path.text);
	}
	*ret_path = path;
	return 0;
}

/* RFC 6902 names one more element than there are "-". SIZE_MAX: no index. */
static size_t index_of(const char *token, size_t after)
{
	size_t n = 0;

	if (is(token, "-"))
		return after;
	if (!*token || strlen(token) > 9 || (*token == '0' && token[1]))
		return SIZE_MAX;
	for (; *token; token++) {
		if (*token < '0' || *token > '9')
			return SIZE_MAX;
		n = 10 * n + (size_t)(*token - '0');
	}
	return n;
}

static const struct ck_value *step(const struct ck_value *v, const char *token)
{
	if (ck_is_array(v))
		return ck_at(v, index_of(token, SIZE_MAX));
	return ck_get(v, token);
}

static const struct ck_value *find(const struct ck_value *v,
				   const struct path *path)
{
	for (size_t i = 0; v && i < path->count; i++)
		v = step(v, path->tokens[i]);
	return v;
}

static int fail_missing(struct work *w, const char *member,
			const struct path *path)
{
	const struct ck_value *v = w->value;
	size_t i = 0;

	while (i < path->count && step(v, path->tokens[i]))
		v = step(v, path->tokens[i++]);
	return fail(w, -ENOENT, member, _("there is nothing at %s: no %s there"),
		    path->text, i < path->count ? path->tokens[i] : "");
}

/* -- size ----------------------------------------------------------------- */

/* A copy costs nothing until it is written: copies of copies would be more
 * than any memory. */
static bool fits(struct work *w, const struct ck_value *v, size_t depth)
{
	if (depth > CK_DEPTH_MAX || ++w->nodes > NODES_MOST)
		return false;
	for (size_t i = 0; i < ck_count(v); i++)
		if (!fits(w, ck_at(v, i), depth + 1))
			return false;
	return true;
}

/* -- changing ------------------------------------------------------------- */

static struct ck_value *copy_object(struct ck_doc *doc,
				    const struct ck_value *v)
{
	struct ck_value *copy = ck_new_object(doc);

	for (size_t i = 0; i < ck_count(v); i++)
		ck_set(copy, ck_key_at(v, i), ck_at(v, i));
	return copy;
}

/* Without element i (REMOVE), with another in its place, or before it. */
static struct ck_value *copy_array(struct ck_doc *doc,
				   const struct ck_value *v, size_t i,
				   enum change change,
				   const struct ck_value *element)
{
	struct ck_value *copy = ck_new_array(doc);

	for (size_t k = 0; k <= ck_count(v); k++) {
		if (k == i && change != REMOVE)
			ck_push(copy, element);
		if (k < ck_count(v) && (k != i || change == ADD))
			ck_push(copy, ck_at(v, k));
	}
	return copy;
}

/* NULL: nothing is there. */
static const struct ck_value *change_here(struct work *w,
					  const struct ck_value *v,
					  const char *token,
					  enum change change,
					  const struct ck_value *value)
{
	struct ck_value *copy;
	size_t i;

	if (change != ADD && !step(v, token))
		return NULL;
	if (ck_is_array(v)) {
		i = index_of(token, ck_count(v));
		return i > ck_count(v) ? NULL
				       : copy_array(w->doc, v, i, change,
						    value);
	}
	if (!ck_is_object(v))
		return NULL;
	copy = copy_object(w->doc, v);
	if (change == REMOVE)
		ck_unset(copy, token);
	else
		ck_set(copy, token, value);
	return copy;
}

static const struct ck_value *change_at(struct work *w,
					const struct ck_value *v,
					const struct path *path, size_t i,
					enum change change,
					const struct ck_value *value)
{
	const struct ck_value *child;

	if (i + 1 == path->count)
		return change_here(w, v, path->tokens[i], change, value);
	child = step(v, path->tokens[i]);
	if (child)
		child = change_at(w, child, path, i + 1, change, value);
	return child ? change_here(w, v, path->tokens[i], REPLACE, child)
		     : NULL;
}

static int put(struct work *w, const char *member, const struct path *path,
	       enum change change, const struct ck_value *value)
{
	const struct ck_value *changed = value;

	if (value && !fits(w, value, path->count + 1))
		return fail(w, -E2BIG, member,
			    _("the patch makes more of the document than it may be"));
	if (!path->count && change == REMOVE)
		return fail(w, -ENOENT, member,
			    _("the whole document cannot be removed"));
	if (path->count)
		changed = change_at(w, w->value, path, 0, change, value);
	if (!changed)
		return fail_missing(w, member, path);
	w->value = changed;
	return 0;
}

/* -- operations ----------------------------------------------------------- */

static int need_value(struct work *w, const struct ck_value **ret_value)
{
	*ret_value = ck_get(w->op, "value");
	return *ret_value ? 0
			  : fail(w, -EBADMSG, "",
				 _("the operation has no %s"), "value");
}

static int do_put(struct work *w, enum change change)
{
	const struct ck_value *value = NULL;
	struct path path;
	int r = path_read(w, "path", &path);

	if (r == 0 && change != REMOVE)
		r = need_value(w, &value);
	return r < 0 ? r : put(w, "/path", &path, change, value);
}

static int do_test(struct work *w)
{
	const struct ck_value *value = NULL;
	struct path path;
	int r = path_read(w, "path", &path);

	if (r == 0)
		r = need_value(w, &value);
	if (r < 0)
		return r;
	if (!find(w->value, &path))
		return fail_missing(w, "/path", &path);
	return ck_equal(find(w->value, &path), value)
		       ? 0
		       : fail(w, -EEXIST, "/value",
			      _("%s has another value than the patch was made for"),
			      path.text);
}

static bool is_inside(const struct path *path, const struct path *from)
{
	if (path->count <= from->count)
		return false;
	for (size_t i = 0; i < from->count; i++)
		if (!is(path->tokens[i], from->tokens[i]))
			return false;
	return true;
}

static int do_copy(struct work *w, bool moves)
{
	const struct ck_value *value;
	struct path path, from;
	int r = path_read(w, "path", &path);

	if (r == 0)
		r = path_read(w, "from", &from);
	if (r < 0)
		return r;
	value = find(w->value, &from);
	if (!value)
		return fail_missing(w, "/from", &from);
	if (moves && is_inside(&path, &from))
		return fail(w, -EBADMSG, "/path",
			    _("nothing can be moved into itself"));
	if (moves && from.count)
		r = put(w, "/from", &from, REMOVE, NULL);
	return r < 0 ? r : put(w, "/path", &path, ADD, value);
}

static int operate(struct work *w)
{
	const char *op = ck_get_str(w->op, "op");

	if (!ck_is_object(w->op) || !op)
		return fail(w, -EBADMSG, "",
			    _("an operation is an object with op and path"));
	if (is(op, "add"))
		return do_put(w, ADD);
	if (is(op, "replace"))
		return do_put(w, REPLACE);
	if (is(op, "remove"))
		return do_put(w, REMOVE);
	if (is(op, "move") || is(op, "copy"))
		return do_copy(w, *op == 'm');
	if (is(op, "test"))
		return do_test(w);
	return fail(w, -EBADMSG, "/op",
		    _("there is no operation %s: add, remove, replace, move, copy, test"),
		    op);
}

int ck_patch_apply(struct ck_doc *doc, const struct ck_value *target,
		   const struct ck_value *patch,
		   const struct ck_value **ret_value,
		   struct ck_patch_fault *ret_fault)
{
	struct work w = { .doc = doc, .value = target, .fault = ret_fault };
	int r = 0;

	if (!ck_is_array(patch))
		return fail(&w, -EBADMSG, "",
			    _("a JSON Patch is a list of operations"));
	if (ck_count(patch) > CK_PATCH_OPERATIONS)
		return fail(&w, -E2BIG, "",
			    _("a patch has at most %d operations"),
			    CK_PATCH_OPERATIONS);
	for (size_t i = 0; r == 0 && i < ck_count(patch); i++) {
		w.index = i;
		w.op = ck_at(patch, i);
		r = operate(&w);
	}
	if (r == 0)
		*ret_value = w.value;
	return r;
}

/* -- merge patch ---------------------------------------------------------- */

const struct ck_value *ck_patch_merge(struct ck_doc *doc,
				      const struct ck_value *target,
				      const struct ck_value *patch)
{
	struct ck_value *merged;

	if (!ck_is_object(patch))
		return patch;
	merged = ck_is_object(target) ? copy_object(doc, target)
				      : ck_new_object(doc);
	for (size_t i = 0; i < ck_count(patch); i++) {
		const char *key = ck_key_at(patch, i);

		if (ck_type(ck_at(patch, i)) == CK_NULL)
			ck_unset(merged, key);
		else
			ck_set(merged, key,
			       ck_patch_merge(doc, ck_get(merged, key),
					      ck_at(patch, i)));
	}
	return merged;
}
