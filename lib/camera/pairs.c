#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "camera/pairs.h"

/* -- a name --------------------------------------------------------------- */

struct step {
	char *name;
	long index[2];		/* -1: none */
};

static bool read_index(char **at, long *ret_index)
{
	char *end;

	*ret_index = -1;
	if (**at != '[')
		return true;
	if (!isdigit((unsigned char)(*at)[1]))
		return false;
	*ret_index = strtol(*at + 1, &end, 10);
	*at = end + 1;
	return *end == ']' && *ret_index < CK_PAIRS_INDEX_MAX;
}

/* "Events[0].Car.Plate" in place. The number of steps, 0: no name. */
static int split(char *name, struct step steps[CK_PAIRS_DEPTH_MAX])
{
	int count = 0;

	while (count < CK_PAIRS_DEPTH_MAX) {
		struct step *step = &steps[count++];
		size_t n = strcspn(name, ".[");
		char *at = name + n, *next;

		for (size_t i = 0; i < n; i++) {
			if (!isalnum((unsigned char)name[i]) && name[i] != '_')
				return 0;
		}
		step->name = name;
		if (!n || !read_index(&at, &step->index[0]) ||
		    !read_index(&at, &step->index[1]) || (*at && *at != '.'))
			return 0;
		next = *at ? at + 1 : NULL;
		name[n] = '\0';
		if (!next)
			return count;
		name = next;
	}
	return 0;
}

/* -- a place -------------------------------------------------------------- */

static struct ck_value *object_in(struct ck_value *object, const char *name)
{
	const struct ck_value *there = ck_get(object, name);

	return ck_is_object(there) ? ck_writable(there)
				   : ck_set_object(object, name);
}

static const char *element(struct ck_doc *doc, long index)
{
	return ck_doc_format(doc, "[%03ld]", index);
}

/* Elements are kept as members of an object until all are there. */
static struct ck_value *enter(struct ck_doc *doc, struct ck_value *object,
			      const struct step *step)
{
	object = object_in(object, step->name);
	for (int i = 0; i < 2 && step->index[i] >= 0; i++)
		object = object_in(object, element(doc, step->index[i]));
	return object;
}

static void put(struct ck_doc *doc, struct ck_value *object,
		const struct step *steps, int count,
		const struct ck_value *value)
{
	const struct step *last = &steps[count - 1];
	const char *name = last->name;

	for (int i = 0; i < count - 1; i++)
		object = enter(doc, object, &steps[i]);
	for (int i = 0; i < 2 && last->index[i] >= 0; i++) {
		object = object_in(object, name);
		name = element(doc, last->index[i]);
	}
	ck_set(object, name, value);
}

/* {"[000]":a,"[001]":b} to [a,b]; what was never said is null. */
static const struct ck_value *arrange(struct ck_doc *doc,
				      const struct ck_value *v)
{
	struct ck_value *made;

	if (!ck_is_object(v))
		return v;
	if (!ck_count(v) || *ck_key_at(v, 0) != '[') {
		made = ck_new_object(doc);
		for (size_t i = 0; i < ck_count(v); i++)
			ck_set(made, ck_key_at(v, i),
			       arrange(doc, ck_at(v, i)));
		return made;
	}
	made = ck_new_array(doc);
	for (size_t i = 0; i < ck_count(v); i++) {
		size_t index = strtoul(ck_key_at(v, i) + 1, NULL, 10);

		while (ck_count(made) < index)
			ck_push(made, ck_new_null(doc));
		ck_push(made, arrange(doc, ck_at(v, i)));
	}
	return made;
}

/* -- lines ---------------------------------------------------------------- */

static char *trim(char *text)
{
	size_t len = strlen(text);

	while (len && isspace((unsigned char)text[len - 1]))
		text[--len] = '\0';
	return text + strspn(text, " \t\r");
}

/* True when it is a pair. */
static bool take_pair(struct ck_doc *doc, struct ck_value *object, char *pair)
{
	struct step steps[CK_PAIRS_DEPTH_MAX];
	char *equals = strchr(pair, '=');
	int count;

	if (!equals)
		return false;
	*equals = '\0';
	count = split(trim(pair), steps);
	if (count)
		put(doc, object, steps, count,
		    ck_new_str(doc, trim(equals + 1)));
	return count > 0;
}

static int take_data(struct ck_doc *doc, struct ck_value *object,
		     const char *json, struct ck_fault *ret_fault)
{
	const struct ck_value *data = NULL;
	int r = ck_read(doc, json, strlen(json), &data, ret_fault);

	if (r == 0)
		ck_set(object, "data", data);
	return r;
}

int ck_pairs_read(struct ck_doc *doc, const char *text, size_t len,
		  const struct ck_value **ret_value,
		  struct ck_fault *ret_fault)
{
	struct ck_value *object = ck_new_object(doc);
	char *copy = ck_doc_alloc(doc, len + 1);
	bool found = false;
	char *data, *line, *next = NULL;
	int r = 0;

	memcpy(copy, text, len);
	data = strstr(copy, ";data=");
	if (data) {
		*data = '\0';
		data += strlen(";data=");
		r = take_data(doc, object, data, ret_fault);
	}
	for (line = strtok_r(copy, data ? ";\n" : "\n", &next); line;
	     line = strtok_r(NULL, data ? ";\n" : "\n", &next))
		found |= take_pair(doc, object, line);
	if (r == 0)
		*ret_value = found || data ? arrange(doc, object) : NULL;
	return r;
}
