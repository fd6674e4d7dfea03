#include <config.h>

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "scale/pattern.h"
#include "scale/pattern_posix.h"

/* A translation under way. */
struct reading_pattern {
	const char *at;
	struct ck_buf *out;
	struct ck_pattern_groups *groups;
	/* What the matcher will hold: of the groups that are open, outermost
	 * first, and of the last thing, which a count after it repeats. */
	unsigned held[CK_PATTERN_GROUPS + 1];
	unsigned last;
	int depth;
	bool counted;			/* what stands last is a count */
	const char *fault;
};

static int find_name(const char *text, size_t len)
{
	static const char *const names[CK_PATTERN_NAMES] = {
		"weight", "sign", "unit", "stable", "moving", "net", "gross",
		"tare", "over", "under",
	};

	for (int i = 0; i < CK_PATTERN_NAMES; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], text, len))
			return i;
	return -1;
}

static void fail(struct reading_pattern *p, const char *fault)
{
	if (!p->fault)
		p->fault = fault;
}

static void hold(struct reading_pattern *p, unsigned size)
{
	p->last = size;
	p->held[p->depth] += size;
}

/* The last thing is there so many times more: POSIX matchers hold every one. */
static void repeat(struct reading_pattern *p, unsigned times)
{
	p->held[p->depth] += p->last * times;
	p->last *= times + 1;
	if (p->held[p->depth] > CK_PATTERN_HOLDS) {
		fail(p, N_("it counts too far"));
		p->last = 0;
	}
}

static void open_group(struct reading_pattern *p)
{
	p->groups->n++;
	if (p->groups->n >= CK_PATTERN_GROUPS) {
		fail(p, N_("too many groups"));
		return;
	}
	p->held[++p->depth] = 1;
	p->last = 0;
}

/* At a ')'. */
static void close_group(struct reading_pattern *p)
{
	ck_buf_add(p->out, p->at++, 1);
	if (!p->depth) {
		fail(p, N_("a bracket too many"));
		return;
	}
	p->depth--;
	hold(p, p->held[p->depth + 1]);
}

/* At a '('. */
static void take_group(struct reading_pattern *p)
{
	const char *end;
	int name;

	open_group(p);
	ck_buf_add(p->out, "(", 1);
	p->at++;
	if (*p->at != '?')
		return;
	if (p->at[1] == ':') {
		p->at += 2;
		return;
	}
	end = p->at[1] == '<' ? strchr(p->at, '>') : NULL;
	name = end ? find_name(p->at + 2, end - p->at - 2) : -1;
	if (name < 0) {
		fail(p, N_("a group that has none of the names there are"));
		p->at++;
		return;
	}
	if (p->groups->group[name])
		fail(p, N_("two groups of one name"));
	p->groups->group[name] = p->groups->n;
	p->at = end + 1;
}

/* At a backslash. */
static void take_escape(struct reading_pattern *p)
{
	char next = p->at[1];

	hold(p, 1);
	if (!next || (next >= '1' && next <= '9') || next == '`' ||
	    next == '\'') {
		fail(p, N_("an escape that there is not here"));
		p->at++;
		return;
	}
	if (next == 'd')
		ck_buf_add(p->out, "[0-9]", 5);
	else
		ck_buf_add(p->out, p->at, 2);
	p->at += 2;
}

/* At a backslash in a set, where POSIX has no escapes. */
static void take_set_escape(struct reading_pattern *p)
{
	if (p->at[1] == 'd')
		ck_buf_add(p->out, "0-9", 3);
	else if (p->at[1] == 's')
		ck_buf_add(p->out, "[:space:]", 9);
	else if (p->at[1] == '\\')
		ck_buf_add(p->out, "\\", 1);
	else
		fail(p, N_("an escape that there is not here"));
	p->at += p->at[1] ? 2 : 1;
}

static void take(struct reading_pattern *p, size_t n)
{
	ck_buf_add(p->out, p->at, n);
	p->at += n;
}

/* At a '[' within a set: up to and with the end of a class. */
static void take_class(struct reading_pattern *p)
{
	const char close[] = { p->at[1], ']', '\0' };
	bool is_class = p->at[1] && strchr(":.=", p->at[1]);
	const char *end = is_class ? strstr(p->at + 2, close) : NULL;

	take(p, end ? end + 2 - p->at : 1);
}

/* At a '[': up to and with its end. */
static void take_set(struct reading_pattern *p)
{
	hold(p, 1);
	take(p, 1 + (p->at[1] == '^'));
	if (*p->at == ']')
		take(p, 1);
	while (*p->at && *p->at != ']') {
		if (*p->at == '\\')
			take_set_escape(p);
		else if (*p->at == '[')
			take_class(p);
		else
			take(p, 1);
	}
	if (*p->at)
		take(p, 1);
}

/* At a '{': the most it counts to. */
static void take_count(struct reading_pattern *p)
{
	unsigned most = 0;
	unsigned number = 0;

	do {
		ck_buf_add(p->out, p->at, 1);
		p->at++;
		if (*p->at >= '0' && *p->at <= '9' && number <= 1000)
			number = number * 10 + (*p->at - '0');
		else
			number = 0;
		if (number > most)
			most = number;
	} while (*p->at && *p->at != '}');
	if (*p->at)
		take(p, 1);
	repeat(p, most);
}

static void take_next(struct reading_pattern *p)
{
	switch (*p->at) {
	case '(':
		take_group(p);
		break;
	case ')':
		close_group(p);
		break;
	case '\\':
		take_escape(p);
		break;
	case '[':
		take_set(p);
		break;
	case '{':
		take_count(p);
		break;
	case '+':
		repeat(p, 1);
		take(p, 1);
		break;
	case '*':
	case '?':
		take(p, 1);
		break;
	default:
		hold(p, 1);
		take(p, 1);
	}
}

/* What a count of a count means POSIX leaves open (POSIX.1-2017, XBD 9.4.6);
 * glibc takes for ever over a row of them. */
static void translate(struct reading_pattern *p)
{
	while (*p->at && !p->fault) {
		bool counts = strchr("*+?{", *p->at) != NULL;

		if (counts && p->counted)
			fail(p, N_("a count of a count"));
		p->counted = counts;
		take_next(p);
	}
}

const char *ck_pattern_translate(const char *text,
				 struct ck_pattern_groups *groups,
				 struct ck_buf *out)
{
	struct reading_pattern p = { .at = text, .out = out, .groups = groups };

	groups->n = 1;
	ck_buf_add(out, "^(", 2);
	translate(&p);
	ck_buf_add(out, ")$", 2);
	if (p.fault)
		return p.fault;
	return p.depth ? N_("a bracket that is not closed") : NULL;
}
