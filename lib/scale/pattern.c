#include <config.h>

#include <regex.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "scale/number.h"
#include "scale/pattern.h"
#include "scale/pattern_posix.h"

struct ck_scale_pattern {
	regex_t regex;
	struct ck_pattern_groups groups;
};

static const char *compile(struct ck_scale_pattern *pattern, const char *text)
{
	CK_BUF out = { 0 };
	const char *fault;

	if (strlen(text) > CK_PATTERN_MAX)
		return N_("it is too long");
	fault = ck_pattern_translate(text, &pattern->groups, &out);
	if (fault)
		return fault;
	if (!pattern->groups.group[CK_PATTERN_WEIGHT])
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
	regmatch_t groups[CK_PATTERN_GROUPS + 1];
};

/* The text of a group; false when it is not there or empty. */
static bool group(const struct match *m, enum ck_pattern_name name,
		  const uint8_t **ret_text, size_t *ret_len)
{
	const regmatch_t *found = &m->groups[m->pattern->groups.group[name]];

	if (!m->pattern->groups.group[name] || found->rm_so < 0 ||
	    found->rm_so == found->rm_eo)
		return false;
	*ret_text = (const uint8_t *)m->line + found->rm_so;
	*ret_len = found->rm_eo - found->rm_so;
	return true;
}

static bool has(const struct match *m, enum ck_pattern_name name)
{
	const uint8_t *text;
	size_t len;

	return group(m, name, &text, &len);
}

/* What two groups say that exclude each other: 1 the first, 0 the second, -1
 * neither is in the pattern, -2 both are in the line. */
static int either(const struct match *m, enum ck_pattern_name yes,
		  enum ck_pattern_name no)
{
	const size_t *known = m->pattern->groups.group;

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

	if (group(m, CK_PATTERN_UNIT, &text, &len))
		unit = ck_unit_read(text, len);
	if (!unit)
		return false;
	if (!group(m, CK_PATTERN_WEIGHT, &text, &len) || ck_is_blank(text, len))
		return reading->range != CK_SCALE_IN_RANGE;
	if (!ck_number_fills(text, len, &number) || number.open)
		return false;
	if (group(m, CK_PATTERN_SIGN, &text, &len) && memchr(text, '-', len))
		number.negative = !number.negative;
	ck_number_weigh(reading, &number, unit);
	return true;
}

static bool read_tare(const struct match *m, struct ck_reading *reading)
{
	struct ck_number number;
	const uint8_t *text;
	size_t len;

	if (!group(m, CK_PATTERN_TARE, &text, &len))
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
	if (regexec(&pattern->regex, m.line, CK_PATTERN_GROUPS + 1, m.groups,
		    0))
		return CK_SCALE_FORMAT;
	reading->stable = either(&m, CK_PATTERN_STABLE, CK_PATTERN_MOVING);
	reading->net = either(&m, CK_PATTERN_NET, CK_PATTERN_GROSS);
	if (has(&m, CK_PATTERN_OVER))
		reading->range = CK_SCALE_OVER;
	else if (has(&m, CK_PATTERN_UNDER))
		reading->range = CK_SCALE_UNDER;
	if (reading->stable < -1 || reading->net < -1 ||
	    !read_weight(&m, unit, reading) || !read_tare(&m, reading))
		return CK_SCALE_FORMAT;
	return NULL;
}
