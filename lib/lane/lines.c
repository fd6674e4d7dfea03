#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/lines.h"

static const char *const inputs[CK_LANE_INPUTS] = {
	[CK_LOOP_ARRIVE] = "loop_arrive",
	[CK_LOOP_SAFETY] = "loop_safety",
	[CK_LOOP_EXIT] = "loop_exit",
	[CK_LIMIT_UP] = "limit_up",
	[CK_LIMIT_DOWN] = "limit_down",
	[CK_BUTTON_OPEN] = "button_open",
	[CK_BUTTON_CLOSE] = "button_close",
	[CK_BUTTON_STOP] = "button_stop",
	[CK_ESTOP] = "estop",
	[CK_FIRE] = "fire",
};

static const char *const outputs[CK_LANE_OUTPUTS] = {
	[CK_BARRIER_OPEN] = "barrier_open",
	[CK_BARRIER_CLOSE] = "barrier_close",
	[CK_BARRIER_STOP] = "barrier_stop",
	[CK_LIGHT_RED] = "light_red",
	[CK_LIGHT_GREEN] = "light_green",
	[CK_ALARM] = "alarm",
};

const char *ck_lane_input_name(enum ck_lane_input line)
{
	return inputs[line];
}

const char *ck_lane_output_name(enum ck_lane_output line)
{
	return outputs[line];
}

static int find(const char *const *names, int count, const char *name)
{
	for (int i = 0; name && i < count; i++) {
		if (!strcmp(names[i], name))
			return i;
	}
	return -ENOENT;
}

int ck_lane_input_find(const char *name)
{
	return find(inputs, CK_LANE_INPUTS, name);
}

int ck_lane_output_find(const char *name)
{
	return find(outputs, CK_LANE_OUTPUTS, name);
}

/* -- the interface -------------------------------------------------------- */

static int write_changed(struct ck_lane_lines *lines, uint32_t changed,
			 bool value)
{
	int err = 0;

	for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
		int r;

		if (!(changed & CK_LINE_BIT(i)))
			continue;
		r = lines->ops->write(lines, (enum ck_lane_output)i, value);
		if (r < 0) {
			err = err ? err : r;
			continue;
		}
		if (value)
			lines->driven |= CK_LINE_BIT(i);
		else
			lines->driven &= ~CK_LINE_BIT(i);
	}
	return err;
}

int ck_lane_lines_drive(struct ck_lane_lines *lines, uint32_t want)
{
	int off = write_changed(lines, lines->driven & ~want, false);
	int on = write_changed(lines, want & ~lines->driven, true);

	return off < 0 ? off : on;
}

int ck_lane_lines_fd(struct ck_lane_lines *lines)
{
	return lines->ops->fd(lines);
}

int ck_lane_lines_read(struct ck_lane_lines *lines, struct ck_edge *ret_edge)
{
	return lines->ops->read(lines, ret_edge);
}

int ck_lane_lines_level(struct ck_lane_lines *lines, enum ck_lane_input line)
{
	return lines->ops->level ? lines->ops->level(lines, line) : -ENODATA;
}

void ck_lane_lines_close(struct ck_lane_lines *lines)
{
	if (!lines)
		return;
	/* Nobody is left to be told of an error here. */
	(void)write_changed(lines, lines->driven, false);
	lines->ops->free(lines);
}
