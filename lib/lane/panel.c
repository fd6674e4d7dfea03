#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "lane/panel.h"
#include "lane/wiring.h"

enum {
	TRIES = 50,		/* of the lock */
	TRY_NS = 10000000,
};

struct ck_panel {
	int fd;
	struct ck_panel_view view;
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
	struct stat st;
	mode_t mode = stat(store, &st) == 0 ? st.st_mode & 0666 : 0600;
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return -errno;
	/* Whoever may write the store may run the lane, whatever the umask. */
	if (flags & O_CREAT && fstat(fd, &st) == 0 && st.st_uid == geteuid())
		(void)!fchmod(fd, mode);
	return fd;
}

/* What is not whole counts as nothing. */
static void read_view(int fd, struct ck_panel_view *view)
{
	if (pread(fd, view, sizeof(*view), 0) != (ssize_t)sizeof(*view))
		memset(view, 0, sizeof(*view));
}

/* Losing it costs a look at a screen. */
static void write_line(const struct ck_panel *panel, int line)
{
	const struct ck_panel_line *l = &panel->view.line[line];

	(void)!pwrite(panel->fd, l, sizeof(*l), (off_t)line * (off_t)sizeof(*l));
}

static void write_view(const struct ck_panel *panel)
{
	(void)!pwrite(panel->fd, &panel->view, sizeof(panel->view), 0);
}

static void forget_inputs(struct ck_panel *panel)
{
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		panel->view.line[i].level = CK_LEVEL_UNKNOWN;
}

static int lock_once(int fd)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return errno == EWOULDBLOCK ? -EBUSY : -errno;
}

static int lock_file(int fd)
{
	const struct timespec pause = { .tv_nsec = TRY_NS };
	int r = lock_once(fd);

	for (int i = 0; r == -EBUSY && i < TRIES; i++) {
		nanosleep(&pause, NULL);
		r = lock_once(fd);
	}
	return r;
}

int ck_panel_open(const char *store, const char *lane, bool stdio,
		  struct ck_panel **ret_panel)
{
	int fd = open_file(store, lane, O_RDWR | O_CREAT);
	struct ck_panel *panel;
	int r;

	if (fd < 0)
		return fd;
	r = lock_file(fd);
	if (r < 0) {
		close(fd);
		return r;
	}
	panel = ck_new(struct ck_panel);
	panel->fd = fd;
	read_view(fd, &panel->view);
	panel->view.state = (struct ck_panel_state){ .stdio = stdio };
	for (int i = CK_LANE_INPUTS; i < CK_PANEL_LINES; i++)
		panel->view.line[i].level = CK_LEVEL_OFF;
	forget_inputs(panel);
	write_view(panel);
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
	l = &panel->view.line[line];
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
	write_line(panel, line);
}

void ck_panel_fault(struct ck_panel *panel, uint32_t faults)
{
	if (!panel || panel->view.state.faults == faults)
		return;
	panel->view.state.faults = faults;
	write_view(panel);
}

void ck_panel_listen(struct ck_panel *panel, enum ck_listener_state state)
{
	if (!panel || panel->view.state.listener == state)
		return;
	panel->view.state.listener = state;
	write_view(panel);
}

static int index_of(const char *line)
{
	int output = ck_lane_output_find(line);

	return output < 0 ? ck_lane_input_find(line) : CK_LANE_INPUTS + output;
}

void ck_panel_lose(struct ck_panel *panel,
		   const struct ck_lines_trouble *trouble)
{
	struct ck_panel_state *state;

	if (!panel)
		return;
	state = &panel->view.state;
	state->err = trouble ? trouble->err : 0;
	if (trouble) {
		state->line = trouble->line ? index_of(trouble->line) : -1;
		state->driven = trouble->driven;
		snprintf(state->by, sizeof(state->by), "%s", trouble->by);
		forget_inputs(panel);
	}
	write_view(panel);
}

int ck_panel_read(const char *store, const char *lane,
		  struct ck_panel_view *ret_view)
{
	int fd = open_file(store, lane, O_RDONLY);
	int running;

	memset(ret_view, 0, sizeof(*ret_view));
	if (fd < 0)
		return 0;
	read_view(fd, ret_view);
	running = flock(fd, LOCK_SH | LOCK_NB) < 0;
	close(fd);
	if (!ret_view->state.err || ret_view->state.driven)
		return running;
	for (int i = CK_LANE_INPUTS; i < CK_PANEL_LINES; i++)
		ret_view->line[i].level = CK_LEVEL_UNKNOWN;
	return running;
}

struct ck_lines_trouble ck_panel_trouble(const struct ck_panel_view *view,
					 const struct ck_wiring *wiring)
{
	const struct ck_panel_state *state = &view->state;
	struct ck_lines_trouble t = { .err = state->err,
				      .driven = state->driven };

	if (state->line >= 0 && state->line < CK_PANEL_LINES) {
		t.line = ck_panel_name(state->line);
		t.place = ck_wiring_at(wiring, state->line)->line;
	}
	snprintf(t.by, sizeof(t.by), "%.*s", (int)sizeof(state->by) - 1,
		 state->by);
	return t;
}
