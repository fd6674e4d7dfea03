/* Any bytes as a table: every row stands within the input, one behind the
 * other, and holds text; a fault has a place and a sentence. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	const char *text;
	size_t size;
	const char *last;
	size_t line;
};

static void require(bool held)
{
	if (!held)
		abort();
}

static int take(void *ctx, const struct ck_csv_row *row)
{
	struct seen *seen = ctx;

	require(row->text >= seen->last && row->line > seen->line);
	require(row->text + row->len <= seen->text + seen->size);
	require(!row->fault == (row->count > 0));
	for (size_t i = 0; i < row->count; i++)
		require(ck_utf8_valid(row->fields[i], strlen(row->fields[i])));
	if (row->fault)
		require(*row->fault->message &&
			row->fault->line >= row->line &&
			row->fault->column >= 1 &&
			row->fault->column <= seen->size + 1);
	seen->last = row->text;
	seen->line = row->line;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct seen seen = { .text = text, .size = size, .last = text };

	if (ck_csv_built())
		require(ck_csv_read(text, size,
				    ck_csv_delimiter(text, size), 1, take,
				    &seen) == 0);
	return 0;
}
