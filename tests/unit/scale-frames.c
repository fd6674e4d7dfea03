/* Frames from manuals, captures and other programs (tests/data, each with its
 * source) decode as stated or are refused for the stated reason. */
#include <config.h>

#include <stdlib.h>

#include "scale.h"
#include "tap.h"

enum column {
	PROTOCOL, HEX, GOOD, REASON, WEIGHT, TARE, UNIT, STABLE, NET, RANGE,
	SOURCE, NOTE, COLUMNS,
};

static bool said(const char *cell)
{
	return strcmp(cell, "-") != 0;
}

static const char *number(int n)
{
	return n < 0 ? "-1" : n ? "1" : "0";
}

/* One source writes a tare of 0.00 as 0. */
static bool same_number(const char *a, const char *b)
{
	return strtod(a, NULL) == strtod(b, NULL);
}

static void check_reading(char *const *cell, const struct ck_reading *reading)
{
	const char *hex = cell[HEX];

	if (said(cell[WEIGHT]))
		is(reading->weight, cell[WEIGHT], "%.36s weight", hex);
	if (said(cell[TARE]))
		ok(same_number(reading->tare, cell[TARE]), "%.36s tare %s",
		   hex, reading->tare);
	if (said(cell[UNIT]))
		is(reading->unit, cell[UNIT], "%.36s unit", hex);
	if (said(cell[STABLE]))
		is(number(reading->stable), cell[STABLE], "%.36s stable", hex);
	if (said(cell[NET]))
		is(number(reading->net), cell[NET], "%.36s net", hex);
	if (said(cell[RANGE]))
		is(ck_scale_range_name(reading->range), cell[RANGE],
		   "%.36s range", hex);
}

static void check_line(char *const *cell)
{
	const struct ck_scale_protocol *protocol =
		ck_scale_protocol_find(cell[PROTOCOL]);
	static struct gathered got;
	uint8_t bytes[512];
	size_t n = hex_bytes(cell[HEX], bytes, sizeof(bytes));
	char good[16];

	if (!ok(protocol && n == strlen(cell[HEX]) / 2, "%s is known",
		cell[PROTOCOL]))
		return;
	decode_all(protocol, NULL, bytes, n, &got);
	snprintf(good, sizeof(good), "%zu", got.good);
	is(good, cell[GOOD], "%.36s good frames", cell[HEX]);
	ok(got.bytes == n, "%.36s every byte is accounted for", cell[HEX]);
	if (said(cell[REASON]))
		is(got.all[0].reason, cell[REASON], "%.36s refused",
		   cell[HEX]);
	if (got.good)
		check_reading(cell, first_good(&got));
}

static int split(char *line, char **cells)
{
	int n = 0;

	line[strcspn(line, "\n")] = '\0';
	while (line && n < COLUMNS)
		cells[n++] = strsep(&line, "\t");
	return line ? -1 : n;
}

int main(void)
{
	const char *tree = getenv("top_srcdir");
	char path[4096];
	char line[8192];
	char *cell[COLUMNS];
	int lines = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/tests/data/scale-frames.tsv",
		 tree ? tree : ".");
	file = fopen(path, "r");
	if (!ok(file, "%s", path))
		return tap_done();
	while (fgets(line, sizeof(line), file)) {
		if (*line == '#')
			continue;
		lines++;
		if (ok(split(line, cell) == COLUMNS, "line %d", lines))
			check_line(cell);
	}
	fclose(file);
	ok(lines == 123, "all frames were tried");
	return tap_done();
}
