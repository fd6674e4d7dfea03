#include <config.h>

#include <errno.h>
#include <string.h>

#include "site/plain.h"
#include "site/plain_node.h"

struct asking {
	struct ck_plain_value variables[CK_PLAIN_VARIABLES];
};

/* Beyond it jq, which counts in doubles, may compare otherwise. */
#define NUMBER_MOST (INT64_C(1) << 53)

static int ask(struct asking *q, const struct ck_plain *n,
	       const struct ck_plain_value *dot, struct ck_plain_value *ret);

static int give_bool(bool b, struct ck_plain_value *ret)
{
	*ret = (struct ck_plain_value){ .type = CK_PLAIN_BOOL, .number = b };
	return 0;
}

static bool is_true(const struct ck_plain_value *v)
{
	return v->type == CK_PLAIN_BOOL ? v->number : v->type != CK_PLAIN_NULL;
}

static int value_of(const struct ck_value *v, struct ck_plain_value *ret)
{
	int64_t number;

	switch (ck_type(v)) {
	case CK_NULL:
		*ret = (struct ck_plain_value){ .type = CK_PLAIN_NULL };
		return 0;
	case CK_FALSE:
	case CK_TRUE:
		return give_bool(ck_is_true(v), ret);
	case CK_STRING:
		*ret = (struct ck_plain_value){ .type = CK_PLAIN_TEXT,
						.text = ck_str(v),
						.len = strlen(ck_str(v)) };
		return 0;
	case CK_NUMBER:
		if (!ck_int(v, &number) || number > NUMBER_MOST ||
		    number < -NUMBER_MOST)
			return -ENOTSUP;
		*ret = (struct ck_plain_value){ .type = CK_PLAIN_NUMBER,
						.number = number };
		return 0;
	default:
		*ret = (struct ck_plain_value){ .type = CK_PLAIN_OTHER };
		return 0;
	}
}

static int ask_slice(const struct ck_plain *n, const struct ck_plain_value *dot,
		     struct ck_plain_value *ret)
{
	size_t from = n->from, to = n->to;

	if (dot->type != CK_PLAIN_TEXT)
		return -ENOTSUP;
	for (size_t i = 0; i < dot->len; i++)
		if ((unsigned char)dot->text[i] > 0x7f)
			return -ENOTSUP;
	to = to < dot->len ? to : dot->len;
	from = from < to ? from : to;
	*ret = (struct ck_plain_value){ .type = CK_PLAIN_TEXT,
					.text = dot->text + from,
					.len = to - from };
	return 0;
}

/* As memcmp: less, equal, more. */
static int order_of(const struct ck_plain_value *a,
		    const struct ck_plain_value *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int order;

	if (a->type == CK_PLAIN_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	order = memcmp(a->text, b->text, len);
	return order ? order : (a->len > b->len) - (a->len < b->len);
}

static bool are_equal(const struct ck_plain_value *a,
		      const struct ck_plain_value *b)
{
	if (a->type != b->type)
		return false;
	if (a->type == CK_PLAIN_TEXT)
		return order_of(a, b) == 0;
	return a->number == b->number;
}

static int compare(enum ck_plain_compare op, const struct ck_plain_value *a,
		   const struct ck_plain_value *b, struct ck_plain_value *ret)
{
	bool ordered = a->type == b->type &&
		       (a->type == CK_PLAIN_TEXT || a->type == CK_PLAIN_NUMBER);

	if (a->type >= CK_PLAIN_OBJECT || b->type >= CK_PLAIN_OBJECT)
		return -ENOTSUP;
	if (op == CK_PLAIN_EQ || op == CK_PLAIN_NE)
		return give_bool(are_equal(a, b) == (op == CK_PLAIN_EQ), ret);
	if (!ordered)
		return -ENOTSUP;
	switch (op) {
	case CK_PLAIN_LT:
		return give_bool(order_of(a, b) < 0, ret);
	case CK_PLAIN_LE:
		return give_bool(order_of(a, b) <= 0, ret);
	case CK_PLAIN_GT:
		return give_bool(order_of(a, b) > 0, ret);
	default:
		return give_bool(order_of(a, b) >= 0, ret);
	}
}

static int ask_compare(struct asking *q, const struct ck_plain *n,
		       const struct ck_plain_value *dot,
		       struct ck_plain_value *ret)
{
	struct ck_plain_value a, b;
	int r = ask(q, n->a, dot, &a);

	if (r == 0)
		r = ask(q, n->b, dot, &b);
	return r < 0 ? r : compare(n->op, &a, &b, ret);
}

static int ask_either(struct asking *q, const struct ck_plain *n,
		      const struct ck_plain_value *dot,
		      struct ck_plain_value *ret)
{
	struct ck_plain_value v;
	int r = ask(q, n->a, dot, &v);

	if (r < 0)
		return r;
	if (is_true(&v) == (n->kind == CK_PLAIN_OR))
		return give_bool(is_true(&v), ret);
	r = ask(q, n->b, dot, &v);
	return r < 0 ? r : give_bool(is_true(&v), ret);
}

static int ask_in(const struct ck_plain *n, const struct ck_plain_value *dot,
		  struct ck_plain_value *ret)
{
	bool found = false;

	if (dot->type >= CK_PLAIN_OBJECT)
		return -ENOTSUP;
	for (; n && !found; n = n->b)
		found = are_equal(&n->a->value, dot);
	return give_bool(found, ret);
}

static int ask_any(struct asking *q, const struct ck_plain *n,
		   const struct ck_plain_value *dot, struct ck_plain_value *ret)
{
	const struct ck_value *list;
	bool found = false;

	if (dot->type != CK_PLAIN_OBJECT)
		return -ENOTSUP;
	list = ck_get(dot->object, n->text);
	if (!ck_is_array(list))
		return -ENOTSUP;
	for (size_t i = 0; !found && i < ck_count(list); i++) {
		struct ck_plain_value element, answer;
		int r = value_of(ck_at(list, i), &element);

		if (r == 0)
			r = ask(q, n->a, &element, &answer);
		if (r < 0)
			return r;
		found = is_true(&answer);
	}
	return give_bool(found, ret);
}

static int ask_after(struct asking *q, const struct ck_plain *n,
		     const struct ck_plain_value *dot,
		     struct ck_plain_value *ret)
{
	struct ck_plain_value first;
	int r = ask(q, n->a, dot, &first);

	if (r < 0)
		return r;
	if (n->kind == CK_PLAIN_PIPE)
		return ask(q, n->b, &first, ret);
	q->variables[n->index] = first;
	return ask(q, n->b, dot, ret);
}

static int ask(struct asking *q, const struct ck_plain *n,
	       const struct ck_plain_value *dot, struct ck_plain_value *ret)
{
	switch (n->kind) {
	case CK_PLAIN_DOT:
		*ret = *dot;
		return 0;
	case CK_PLAIN_FIELD:
		return dot->type == CK_PLAIN_OBJECT
			       ? value_of(ck_get(dot->object, n->text), ret)
			       : -ENOTSUP;
	case CK_PLAIN_LITERAL:
		*ret = n->value;
		return 0;
	case CK_PLAIN_VARIABLE:
		*ret = q->variables[n->index];
		return 0;
	case CK_PLAIN_SLICE:
		return ask_slice(n, dot, ret);
	case CK_PLAIN_COMPARE:
		return ask_compare(q, n, dot, ret);
	case CK_PLAIN_AND:
	case CK_PLAIN_OR:
		return ask_either(q, n, dot, ret);
	case CK_PLAIN_NOT:
		return give_bool(!is_true(dot), ret);
	case CK_PLAIN_PIPE:
	case CK_PLAIN_BIND:
		return ask_after(q, n, dot, ret);
	case CK_PLAIN_IN:
		return ask_in(n, dot, ret);
	case CK_PLAIN_ANY:
		return ask_any(q, n, dot, ret);
	}
	return -ENOTSUP;
}

int ck_plain_ask(const struct ck_plain *plain, const struct ck_value *facts)
{
	const struct ck_plain_value dot = { .type = CK_PLAIN_OBJECT,
					    .object = facts };
	struct asking q = { 0 };
	struct ck_plain_value answer;
	int r;

	if (!ck_is_object(facts))
		return -ENOTSUP;
	r = ask(&q, plain, &dot, &answer);
	if (r < 0)
		return r;
	return answer.type == CK_PLAIN_BOOL ? answer.number : -ENOTSUP;
}
