#include <config.h>

#include "base/memory.h"
#include "lane/lines.h"

struct stdio_lines {
	struct ck_lane_lines lines;
	ck_lane_output_fn *output;
	void *ctx;
};

static int no_fd(struct ck_lane_lines *lines)
{
	(void)lines;
	return -1;
}

static int no_edge(struct ck_lane_lines *lines, struct ck_edge *ret_edge)
{
	(void)lines;
	(void)ret_edge;
	return 0;
}

static int write_record(struct ck_lane_lines *lines, enum ck_lane_output line,
			bool value)
{
	struct stdio_lines *own = (struct stdio_lines *)lines;

	return own->output(own->ctx, line, value);
}

static void free_lines(struct ck_lane_lines *lines)
{
	free(lines);
}

static const struct ck_lane_lines_ops stdio_ops = {
	.name = "stdio",
	.fd = no_fd,
	.read = no_edge,
	.write = write_record,
	.free = free_lines,
};

struct ck_lane_lines *ck_lane_lines_stdio(ck_lane_output_fn *output, void *ctx)
{
	struct stdio_lines *own = ck_new(struct stdio_lines);

	own->lines.ops = &stdio_ops;
	own->output = output;
	own->ctx = ctx;
	return &own->lines;
}
