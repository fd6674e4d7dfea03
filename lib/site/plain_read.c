#include <config.h>

#include <ctype.h>
#include <string.h>

#include "site/plain.h"
#include "site/plain_node.h"

enum { TEXT_MOST = 4096, DEPTH_MOST = 50, DIGITS_MOST = 15 };

struct reader {
	struct ck_doc *doc;
	const char *at;
	int depth;
	const char *variables[CK_PLAIN_VARIABLES];
	size_t count;
};

static struct ck_plain *read_pipe(struct reader *r);

/* -- tokens --------------------------------------------------------------- */

static bool is_name(char c, bool first)
{
	return isalpha((unsigned char)c) || c == '_' ||
	       (!first && isdigit((unsigned char)c));
}

static void skip(struct reader *r)
{
	r->at += strspn(r->at, " \t\n");
}

static bool take(struct reader *r, const char *token)
{
	size_t len = strlen(token);

	skip(r);
	if (strncmp(r->at, token, len) != 0 ||
	    (is_name(*token, true) && is_name(r->at[len], false)))
		return false;
	r->at += len;
	return true;
}

/* NULL: none stands here. */
static const char *take_name(struct reader *r)
{
	size_t len = 0;

	if (!is_name(*r->at, true))
		return NULL;
	while (is_name(r->at[len], false))
		len++;
	r->at += len;
	return ck_doc_format(r->doc, "%.*s", (int)len, r->at - len);
}

static bool take_number(struct reader *r, size_t *ret_number)
{
	size_t len = 0, number = 0;

	skip(r);
	while (isdigit((unsigned char)r->at[len]))
		number = number * 10 + (size_t)(r->at[len++] - '0');
	if (!len || len > DIGITS_MOST || r->at[len] == '.' ||
	    is_name(r->at[len], true))
		return false;
	r->at += len;
	*ret_number = number;
	return true;
}

static struct ck_plain *make(struct reader *r, enum ck_plain_kind kind,
			     struct ck_plain *a, struct ck_plain *b)
{
	struct ck_plain *n = ck_doc_alloc(r->doc, sizeof(*n));

	n->kind = kind;
	n->a = a;
	n->b = b;
	return n;
}

/* -- terms ---------------------------------------------------------------- */

static struct ck_plain *read_text(struct reader *r)
{
	size_t len;
	struct ck_plain *n;

	skip(r);
	if (*r->at != '"')
		return NULL;
	len = strcspn(++r->at, "\"\\");
	if (r->at[len] != '"')
		return NULL;
	n = make(r, CK_PLAIN_LITERAL, NULL, NULL);
	n->value = (struct ck_plain_value){
		.type = CK_PLAIN_TEXT,
		.len = len,
		.text = ck_doc_format(r->doc, "%.*s", (int)len, r->at),
	};
	r->at += len + 1;
	return n;
}

static struct ck_plain *make_literal(struct reader *r, enum ck_plain_type type,
				     int64_t number)
{
	struct ck_plain *n = make(r, CK_PLAIN_LITERAL, NULL, NULL);

	n->value = (struct ck_plain_value){ .type = type, .number = number };
	return n;
}

/* "." was read; slices are from the left, both ends given. */
static struct ck_plain *read_path(struct reader *r)
{
	const char *name = take_name(r);
	struct ck_plain *n;

	if (*r->at == '.' || (name && *r->at == '[') || *r->at == '?' ||
	    *r->at == '"' || (name && *r->at == ':'))
		return NULL;
	n = make(r, name ? CK_PLAIN_FIELD : CK_PLAIN_DOT, NULL, NULL);
	n->text = name;
	if (name || *r->at != '[')
		return n;
	r->at++;
	n->kind = CK_PLAIN_SLICE;
	if (!take_number(r, &n->from) || !take(r, ":") ||
	    !take_number(r, &n->to) || !take(r, "]"))
		return NULL;
	return n;
}

static struct ck_plain *read_variable(struct reader *r)
{
	const char *name = take_name(r);
	struct ck_plain *n;

	for (size_t i = r->count; name && i-- > 0;)
		if (!strcmp(r->variables[i], name)) {
			n = make(r, CK_PLAIN_VARIABLE, NULL, NULL);
			n->index = i;
			return n;
		}
	return NULL;
}

static struct ck_plain *read_in(struct reader *r)
{
	struct ck_plain *first = make(r, CK_PLAIN_IN, read_text(r), NULL);
	struct ck_plain *last = first;

	while (last->a && take(r, ",")) {
		last->b = make(r, CK_PLAIN_IN, read_text(r), NULL);
		last = (struct ck_plain *)last->b;
	}
	return last->a && take(r, ")") ? first : NULL;
}

static struct ck_plain *read_any(struct reader *r)
{
	const char *name;
	struct ck_plain *n;

	if (!take(r, ".") || !(name = take_name(r)) || strncmp(r->at, "[]", 2))
		return NULL;
	r->at += 2;
	if (!take(r, ";"))
		return NULL;
	n = make(r, CK_PLAIN_ANY, read_pipe(r), NULL);
	n->text = name;
	return n->a && take(r, ")") ? n : NULL;
}

static struct ck_plain *read_term(struct reader *r)
{
	size_t number;
	struct ck_plain *n;

	if (take(r, "(")) {
		n = read_pipe(r);
		return n && take(r, ")") ? n : NULL;
	}
	if (take(r, "."))
		return read_path(r);
	if (take(r, "$"))
		return read_variable(r);
	if (take(r, "IN("))
		return read_in(r);
	if (take(r, "any("))
		return read_any(r);
	if (take(r, "not"))
		return make(r, CK_PLAIN_NOT, NULL, NULL);
	if (take(r, "null"))
		return make_literal(r, CK_PLAIN_NULL, 0);
	if (take(r, "true"))
		return make_literal(r, CK_PLAIN_BOOL, 1);
	if (take(r, "false"))
		return make_literal(r, CK_PLAIN_BOOL, 0);
	if (take_number(r, &number))
		return make_literal(r, CK_PLAIN_NUMBER, (int64_t)number);
	return read_text(r);
}

/* -- what binds them, closest first --------------------------------------- */

static struct ck_plain *read_compare(struct reader *r)
{
	static const char *const signs[] = { "==", "!=", "<=", ">=", "<", ">" };
	static const enum ck_plain_compare ops[] = {
		CK_PLAIN_EQ, CK_PLAIN_NE, CK_PLAIN_LE,
		CK_PLAIN_GE, CK_PLAIN_LT, CK_PLAIN_GT,
	};
	struct ck_plain *a = read_term(r), *n;

	for (size_t i = 0; a && i < sizeof(ops) / sizeof(*ops); i++) {
		if (!take(r, signs[i]))
			continue;
		n = make(r, CK_PLAIN_COMPARE, a, read_term(r));
		n->op = ops[i];
		return n->b ? n : NULL;
	}
	return a;
}

static struct ck_plain *read_and(struct reader *r)
{
	struct ck_plain *n = read_compare(r);

	while (n && take(r, "and")) {
		n = make(r, CK_PLAIN_AND, n, read_compare(r));
		if (!n->b)
			return NULL;
	}
	return n;
}

static struct ck_plain *read_or(struct reader *r)
{
	struct ck_plain *n = read_and(r);

	while (n && take(r, "or")) {
		n = make(r, CK_PLAIN_OR, n, read_and(r));
		if (!n->b)
			return NULL;
	}
	return n;
}

/* "TERM as" was read. The name is known to the end of the body. */
static struct ck_plain *read_bind(struct reader *r, struct ck_plain *term)
{
	const char *name = take(r, "$") ? take_name(r) : NULL;
	struct ck_plain *n;

	if (!name || r->count == CK_PLAIN_VARIABLES || !take(r, "|"))
		return NULL;
	r->variables[r->count++] = name;
	n = make(r, CK_PLAIN_BIND, term, read_pipe(r));
	n->index = --r->count;
	return n->b ? n : NULL;
}

static struct ck_plain *read_pipe(struct reader *r)
{
	const char *start = r->at;
	struct ck_plain *n = NULL;

	if (r->depth++ < DEPTH_MOST) {
		n = read_term(r);
		if (n && take(r, "as")) {
			n = read_bind(r, n);
		} else if (n) {
			r->at = start;
			n = read_or(r);
			if (n && take(r, "|")) {
				n = make(r, CK_PLAIN_PIPE, n, read_pipe(r));
				n = n->b ? n : NULL;
			}
		}
	}
	r->depth--;
	return n;
}

const struct ck_plain *ck_plain_read(struct ck_doc *doc, const char *text)
{
	struct reader r = { .doc = doc, .at = text };
	const struct ck_plain *n =
		strlen(text) <= TEXT_MOST ? read_pipe(&r) : NULL;

	skip(&r);
	return *r.at ? NULL : n;
}
