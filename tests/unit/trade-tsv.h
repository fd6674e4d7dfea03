/* Known answers from tests/data/trade: one row a line, columns split at
 * tabs, lines that begin with # left out. */
#ifndef CK_TESTS_TRADE_TSV_H
#define CK_TESTS_TRADE_TSV_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TSV_COLUMNS 12

typedef void tsv_row(char **columns);

static void tsv_split(char *line, char **columns)
{
	for (int i = 0; i < TSV_COLUMNS; i++) {
		columns[i] = line;
		line += strcspn(line, "\t\n");
		if (*line)
			*line++ = '\0';
	}
}

/* Returns the number of rows; absent columns are "". */
static int tsv_each(const char *name, tsv_row *row)
{
	const char *tree = getenv("top_srcdir");
	char line[4096];
	char *columns[TSV_COLUMNS];
	FILE *file;
	int rows = 0;

	snprintf(line, sizeof(line), "%s/tests/data/trade/%s.tsv",
		 tree ? tree : ".", name);
	file = fopen(line, "r");
	if (!file) {
		printf("Bail out! %s cannot be read\n", line);
		exit(99);
	}
	while (fgets(line, sizeof(line), file)) {
		if (*line == '#')
			continue;
		tsv_split(line, columns);
		row(columns);
		rows++;
	}
	fclose(file);
	return rows;
}

#endif
