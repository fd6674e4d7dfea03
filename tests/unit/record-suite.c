/* Other people's cases for JSON readers (tests/data/json-test-suite.tsv). */
#include <config.h>

#include <stdlib.h>

#include "base/memory.h"
#include "record/reader.h"
#include "tap.h"

/* y_ cases that RFC 8259 allows and ck-record(5) refuses. */
static const char *const refused_on_purpose[] = {
	"y_number_minus_zero", "y_number_negative_zero",
	"y_object_duplicated_key", "y_object_duplicated_key_and_value",
	"y_object_escaped_null_in_key", "y_string_null_escape",
};

static const char *verdict(const char *text, size_t len)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, len, &v, &fault) < 0)
		return fault.code;
	return v ? "accepted" : "neither read nor refused";
}

static int is_on_purpose(const char *name)
{
	for (size_t i = 0; i < sizeof(refused_on_purpose) /
				       sizeof(*refused_on_purpose); i++)
		if (!strcmp(refused_on_purpose[i], name))
			return 1;
	return 0;
}

/* The table itself must keep to the suite's own promise. */
static void check_promise(const char *name, const char *expected)
{
	int accepted = !strcmp(expected, "accepted");

	if (*name == 'y')
		ok(accepted || is_on_purpose(name), "%s is ours to accept",
		   name);
	if (*name == 'n')
		ok(!accepted, "%s is ours to refuse", name);
}

static size_t unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from;) {
		unsigned int byte;

		if (from[0] == '\\' && from[1] == 'x' &&
		    sscanf(from + 2, "%2x", &byte) == 1) {
			*to++ = (char)byte;
			from += 4;
		} else {
			from += *from == '\\';
			*to++ = *from++;
		}
	}
	return (size_t)(to - text);
}

static void check_line(char *line)
{
	char *name = strtok(line, "\t");
	char *expected = strtok(NULL, "\t\n");
	char *text = expected + strlen(expected) + 1;
	ck_autofree char *exact = NULL;
	size_t len;

	text[strcspn(text, "\n")] = '\0';
	len = unescape(text);
	/* Of its exact size, so that a look behind its end is seen. */
	exact = malloc(len ? len : 1);
	memcpy(exact, text, len);
	check_promise(name, expected);
	is(verdict(exact, len), expected, "%s", name);
}

static void check_table(void)
{
	const char *tree = getenv("top_srcdir");
	ck_autofree char *path = ck_format("%s/tests/data/json-test-suite.tsv",
					   tree ? tree : ".");
	FILE *file = fopen(path, "r");
	static char line[8192];
	int cases = 0;

	if (!ok(!!file, "the table is there"))
		return;
	while (fgets(line, sizeof(line), file))
		if (*line != '#') {
			check_line(line);
			cases++;
		}
	fclose(file);
	ok(cases == 316, "the table is complete: %d", cases);
}

static void check_brackets(const char *piece, const char *name)
{
	CK_BUF text = { 0 };

	for (int i = 0; i < 100000; i++)
		ck_buf_puts(&text, piece);
	is(verdict(text.data, text.len), "depth", "%s", name);
}

int main(void)
{
	check_table();
	check_brackets("[", "n_structure_100000_opening_arrays");
	check_brackets("[{\"\":", "n_structure_open_array_object");
	return tap_done();
}
