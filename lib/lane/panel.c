#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/memory.h"
#include "lane/panel.h"

struct ck_panel {
	int fd;
	struct ck_panel_line line[CK_PANEL_LINES];
};

const char *ck_panel_name(int line)
{
	return line < CK_LANE_INPUTS
		       ? ck_lane_input_name((enum ck_lane_input)line)
		       : ck_lane_output_name((enum ck_lane_output)(
				 line - CK_LANE_INPUTS));
}

void ck_panel_put(struct ck_value *object, const char *key, uint32_t level)
{
	if (level == CK_LEVEL_UNKNOWN)
		ck_set_null(object, key);
	else
		ck_set_int(object, key, level == CK_LEVEL_ON);
}

static int open_file(const char *store, const char *lane, int flags)
{
	ck_autofree char *path = ck_format("%s-lines-%s", store, lane);
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0644);

	return fd < 0 ? -errno : fd;
}

/* What is not whole counts as nothing. */
static void read_lines(int fd, struct ck_panel_line line[CK_PANEL_LINES])
{
	const size_t size = CK_PANEL_LINES * sizeof(*line);

	if (pread(fd, line, size, 0) != (ssize_t)size)
		memset(line, 0, size);
}

static void write_lines(const struct ck_panel *panel, int first, int count)
{
	/* Losing it costs a look at a screen. */
	(void)!pwrite(panel->fd, &panel->line[first],
		      (size_t)count * sizeof(panel->line[0]),
		      (off_t)first * (off_t)sizeof(panel->line[0]));
}

int ck_panel_open(const char *store, const char *lane,
		  struct ck_panel **ret_panel)
{
	int fd = open_file(store, lane, O_RDWR | O_CREAT);
	struct ck_panel *panel;
	int r = 0;

	if (fd < 0)
		return fd;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		r = errno == EWOULDBLOCK ? -EBUSY : -errno;
	if (r < 0) {
		close(fd);
		return r;
	}
	panel = ck_new(struct ck_panel);
	panel->fd = fd;
	read_lines(fd, panel->line);
	for (int i = CK_LANE_INPUTS; i < CK_PANEL_LINES; i++)
		panel->line[i].level = CK_LEVEL_OFF;
	ck_panel_forget(panel);
	*ret_panel = panel;
	return 0;
}

void ck_panel_close(struct ck_panel *panel)
{
	if (!panel)
		return;
	close(panel->fd);
	free(panel);
}

void ck_panel_note(struct ck_panel *panel, int line, enum ck_level level,
		   int64_t at, int64_t day)
{
	struct ck_panel_line *l;

	if (!panel)
		return;
	l = &panel->line[line];
	/* Lines that are asked for again tell what they told before. */
	if (l->level == level)
		return;
	if (l->day != day)
		l->edges = 0;
	l->day = day;
	/* The first level that is read is no edge. */
	if (l->level != CK_LEVEL_UNKNOWN) {
		l->edges++;
		l->changed_at = at;
	}
	l->level = level;
	write_lines(panel, line, 1);
}

void ck_panel_forget(struct ck_panel *panel)
{
	if (!panel)
		return;
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		panel->line[i].level = CK_LEVEL_UNKNOWN;
	write_lines(panel, 0, CK_PANEL_LINES);
}

int ck_panel_read(const char *store, const char *lane,
		  struct ck_panel_line ret_lines[CK_PANEL_LINES])
{
	int fd = open_file(store, lane, O_RDONLY);
	int running;

	memset(ret_lines, 0, CK_PANEL_LINES * sizeof(*ret_lines));
	if (fd < 0)
		return 0;
	read_lines(fd, ret_lines);
	running = flock(fd, LOCK_SH | LOCK_NB) < 0;
	close(fd);
	return running;
}
