#include <config.h>

#include <regex.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "scale/number.h"
#include "scale/pattern.h"

enum name { WEIGHT, SIGN, UNIT, STABLE, MOVING, NET, GROSS, TARE, OVER, UNDER,
	    NAMES };

enum { GROUPS = 24 };

struct ck_scale_pattern {
	regex_t regex;
	size_t group[NAMES];	/* 0: not in the pattern */
	size_t groups;		/* with the one around all */
};

/* A translation under way. */
struct reading_pattern {
	const char *at;
	struct ck_buf *out;
	struct ck_scale_pattern *pattern;
	unsigned counts;
	int depth;
	const char *fault;
};

static int find_name(const char *text, size_t len)
{
	static const char *const names[NAMES] = {
		"weight", "sign", "unit", "stable", "moving", "net", "gross",
		"tare", "over", "under",
	};

	for (int i = 0; i < NAMES; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], text, len))
			return i;
	return -1;
}

static void fail(struct reading_pattern *p, const char *fault)
{
	if (!p->fault)
		p->fault = fault;
}

/* At a '('. */
static void take_group(struct reading_pattern *p)
{
	const char *end;
	int name;

	p->depth++;
	p->pattern->groups++;
	if (p->pattern->groups >= GROUPS)
		fail(p, N_("too many groups"));
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
	if (p->pattern->group[name])
		fail(p, N_("two groups of one name"));
	p->pattern->group[name] = p->pattern->groups;
	p->at = end + 1;
}

/* At a backslash. */
static void take_escape(struct reading_pattern *p)
{
	char next = p->at[1];

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

/* At a '{': the most it counts to multiplies what the matcher holds. */
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
	p->counts *= most + 1;
	if (p->counts > CK_PATTERN_COUNTS) {
		fail(p, N_("it counts too far"));
		p->counts = CK_PATTERN_COUNTS;
	}
}

static void translate(struct reading_pattern *p)
{
	while (*p->at && !p->fault) {
		switch (*p->at) {
		case '(':
			take_group(p);
			break;
		case ')':
			if (!p->depth--)
				fail(p, N_("a bracket too many"));
			ck_buf_add(p->out, p->at++, 1);
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
		default:
			ck_buf_add(p->out, p->at++, 1);
		}
	}
}

static const char *compile(struct ck_scale_pattern *pattern, const char *text)
{
	CK_BUF out = { 0 };
	struct reading_pattern p = { text, &out, pattern, 1, 0, NULL };

	if (strlen(text) > CK_PATTERN_MAX)
		return N_("it is too long");
	pattern->groups = 1;
	ck_buf_add(&out, "^(", 2);
	translate(&p);
	ck_buf_add(&out, ")$", 2);
	if (p.fault)
		return p.fault;
	if (p.depth)
		return N_("a bracket that is not closed");
	if (!pattern->group[WEIGHT])
		return N_("no group is named weight");
	return regcomp(&pattern->regex, ck_buf_text(&out), REG_EXTENDED)
		       ? N_("it is no regular expression") : NULL;
}

struct ck_scale_pattern *ck_scale_pattern_new(const char *text,
					      const char **ret_fault)
{
	struct ck_scale_pattern *pattern = ck_new(struct ck_scale_pattern);
	const char *fault = compile(pattern, text);

	if (!fault)
		return pattern;
	if (ret_fault)
		*ret_fault = fault;
	free(pattern);
	return NULL;
}

void ck_scale_pattern_free(struct ck_scale_pattern *pattern)
{
	if (!pattern)
		return;
	regfree(&pattern->regex);
	free(pattern);
}

/* -- a line --------------------------------------------------------------- */

struct match {
	const struct ck_scale_pattern *pattern;
	char line[CK_SCALE_FRAME_MAX + 1];
	regmatch_t groups[GROUPS + 1];
};

/* The text of a group; false when it is not there or empty. */
static bool group(const struct match *m, enum name name,
		  const uint8_t **ret_text, size_t *ret_len)
{
	const regmatch_t *found = &m->groups[m->pattern->group[name]];

	if (!m->pattern->group[name] || found->rm_so < 0 ||
	    found->rm_so == found->rm_eo)
		return false;
	*ret_text = (const uint8_t *)m->line + found->rm_so;
	*ret_len = found->rm_eo - found->rm_so;
	return true;
}

static bool has(const struct match *m, enum name name)
{
	const uint8_t *text;
	size_t len;

	return group(m, name, &text, &len);
}

/* What two groups say that exclude each other: 1 the first, 0 the second, -1
 * neither is in the pattern, -2 both are in the line. */
static int either(const struct match *m, enum name yes, enum name no)
{
	const size_t *known = m->pattern->group;

	if (has(m, yes) && has(m, no))
		return -2;
	if (has(m, yes) || has(m, no))
		return has(m, yes);
	if (!known[yes] == !known[no])
		return -1;
	return known[no] != 0;
}

static bool read_weight(const struct match *m, const char *unit,
			struct ck_reading *reading)
{
	struct ck_number number;
	const uint8_t *text;
	size_t len;

	if (group(m, UNIT, &text, &len))
		unit = ck_unit_read(text, len);
	if (!unit)
		return false;
	if (!group(m, WEIGHT, &text, &len) || ck_is_blank(text, len))
		return reading->range != CK_SCALE_IN_RANGE;
	if (!ck_number_fills(text, len, &number) || number.open)
		return false;
	if (group(m, SIGN, &text, &len) && memchr(text, '-', len))
		number.negative = !number.negative;
	ck_number_weigh(reading, &number, unit);
	return true;
}

static bool read_tare(const struct match *m, struct ck_reading *reading)
{
	struct ck_number number;
	const uint8_t *text;
	size_t len;

	if (!group(m, TARE, &text, &len))
		return true;
	if (!ck_number_fills(text, len, &number))
		return false;
	ck_number_put_tare(reading, &number);
	return true;
}

const char *ck_scale_pattern_read(const struct ck_scale_pattern *pattern,
				  const uint8_t *text, size_t len,
				  const char *unit, struct ck_reading *reading)
{
	struct match m = { .pattern = pattern };

	if (len > CK_SCALE_FRAME_MAX || memchr(text, '\0', len))
		return CK_SCALE_FORMAT;
	memcpy(m.line, text, len);
	if (regexec(&pattern->regex, m.line, GROUPS + 1, m.groups, 0))
		return CK_SCALE_FORMAT;
	reading->stable = either(&m, STABLE, MOVING);
	reading->net = either(&m, NET, GROSS);
	if (has(&m, OVER))
		reading->range = CK_SCALE_OVER;
	else if (has(&m, UNDER))
		reading->range = CK_SCALE_UNDER;
	if (reading->stable < -1 || reading->net < -1 ||
	    !read_weight(&m, unit, reading) || !read_tare(&m, reading))
		return CK_SCALE_FORMAT;
	return NULL;
}
