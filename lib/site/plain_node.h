/* Inside the site room: a condition as a tree (plain.h). */
#ifndef CK_SITE_PLAIN_NODE_H
#define CK_SITE_PLAIN_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CK_PLAIN_VARIABLES = 4 };

enum ck_plain_kind {
	CK_PLAIN_DOT,
	CK_PLAIN_FIELD,		/* .text */
	CK_PLAIN_LITERAL,	/* value */
	CK_PLAIN_VARIABLE,	/* $, the index-th */
	CK_PLAIN_SLICE,		/* .[from:to] */
	CK_PLAIN_COMPARE,	/* a op b */
	CK_PLAIN_AND,
	CK_PLAIN_OR,
	CK_PLAIN_NOT,		/* of what comes in */
	CK_PLAIN_PIPE,		/* a | b */
	CK_PLAIN_BIND,		/* a as $index | b */
	CK_PLAIN_IN,		/* one of the list at a, b is the next */
	CK_PLAIN_ANY,		/* any(.text[]; a) */
};

enum ck_plain_compare {
	CK_PLAIN_EQ, CK_PLAIN_NE, CK_PLAIN_LT, CK_PLAIN_LE, CK_PLAIN_GT,
	CK_PLAIN_GE,
};

enum ck_plain_type {
	CK_PLAIN_NULL, CK_PLAIN_BOOL, CK_PLAIN_NUMBER, CK_PLAIN_TEXT,
	CK_PLAIN_OBJECT,
	CK_PLAIN_OTHER,		/* only its truth is known: it has one */
};

struct ck_plain_value {
	enum ck_plain_type type;
	int64_t number;		/* or boolean */
	const char *text;
	size_t len;
	const struct ck_value *object;
};

struct ck_plain {
	enum ck_plain_kind kind;
	const char *text;
	size_t index, from, to;
	enum ck_plain_compare op;
	struct ck_plain_value value;
	const struct ck_plain *a, *b;
};

#endif
