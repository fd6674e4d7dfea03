/* Chip lines behind lane/lines.h: asked for, read, lost, and asked for again.
 *
 * The kernel may drop edges: API 2 numbers them, API 1 does not. So after each
 * burst, and twice a second, every level is read, and one that differs for
 * longer than an edge needs to arrive is a lost edge. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "lane/guard.h"

enum {
	BEAT_MS = 500,		/* a quarter of what the guard waits */
	ARRIVES_MS = 20,	/* an edge that the level is ahead of */
	RETRY_MS = 100,
	RETRY_MOST_MS = 5000,
	WAITING = 64 * CK_LANE_INPUTS,
	NS_MS = 1000000,
};

struct gpiod_lines {
	struct ck_lane_lines lines;
	const struct ck_wiring *wiring;
	ck_lane_output_fn *output;
	void *ctx;
	struct ck_guard *guard;
	struct ck_gpio *input[CK_LANE_INPUTS];
	bool on[CK_LANE_INPUTS];	/* as the last edge left it */
	int64_t differs[CK_LANE_INPUTS];	/* since when; 0: it does not */
	int epoll;
	int timer;
	bool have;			/* all lines, and the guard */
	bool burst;			/* edges came: read the levels */
	bool lapsed;
	int64_t beat_at;		/* steady ms, as those below */
	int64_t retry_at;
	int64_t retry_ms;
	struct ck_lines_trouble trouble;
	struct ck_lines_trouble told;
	struct ck_edge edges[WAITING];
	int64_t ns[WAITING];		/* when they were */
	int next;
	int count;
};

static struct gpiod_lines *own_of(struct ck_lane_lines *lines)
{
	return (struct gpiod_lines *)lines;
}

static void wake_in(struct gpiod_lines *own, int64_t ms)
{
	const struct itimerspec time = {
		.it_value = { ms / 1000, ms % 1000 * NS_MS },
		.it_interval = { BEAT_MS / 1000, BEAT_MS % 1000 * NS_MS },
	};

	timerfd_settime(own->timer, 0, &time, NULL);
}

/* -- edges that wait, in the order of their time -------------------------- */

static void put_edge(struct gpiod_lines *own, const struct ck_edge *edge,
		     int64_t ns)
{
	int i = own->count;

	if (own->next == own->count)
		i = own->next = own->count = 0;
	/* As many as the kernel keeps for all lines fit. */
	if (own->count == WAITING)
		return;
	for (; i > own->next && own->ns[i - 1] > ns; i--) {
		own->edges[i] = own->edges[i - 1];
		own->ns[i] = own->ns[i - 1];
	}
	own->edges[i] = *edge;
	own->ns[i] = ns;
	own->count++;
}

static enum ck_level level_of(bool on)
{
	return on ? CK_LEVEL_ON : CK_LEVEL_OFF;
}

/* -- losing them ---------------------------------------------------------- */

static int lose(struct gpiod_lines *own, int err, const char *line,
		const struct ck_wire *wire, const char *by)
{
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		ck_gpio_close(own->input[i]);
		own->input[i] = NULL;
	}
	own->have = false;
	own->next = own->count = 0;
	own->trouble = (struct ck_lines_trouble){
		.err = err, .line = line, .place = wire ? wire->line : NULL,
		.driven = own->guard != NULL };
	memcpy(own->trouble.by, by, sizeof(own->trouble.by));
	own->retry_at = ck_clock_steady() + own->retry_ms;
	wake_in(own, own->retry_ms < BEAT_MS ? own->retry_ms : BEAT_MS);
	own->retry_ms *= 2;
	if (own->retry_ms > RETRY_MOST_MS)
		own->retry_ms = RETRY_MOST_MS;
	return err;
}

static int lose_input(struct gpiod_lines *own, int line, int err,
		      const char *by)
{
	return lose(own, err, ck_lane_input_name((enum ck_lane_input)line),
		    &own->wiring->input[line], by);
}

static int lose_guard(struct gpiod_lines *own, int err,
		      const struct ck_guard_answer *answer)
{
	static const struct ck_wire none;
	const struct ck_wire *wire = &none;
	const char *line = NULL;

	ck_guard_stop(own->guard);
	own->guard = NULL;
	if (answer->line >= 0 && answer->line < CK_LANE_OUTPUTS) {
		line = ck_lane_output_name(
			(enum ck_lane_output)answer->line);
		wire = &own->wiring->output[answer->line];
	}
	return lose(own, err, line, wire, answer->by);
}

/* -- asking for them ------------------------------------------------------ */

static int listen_to(struct gpiod_lines *own, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };

	return epoll_ctl(own->epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno
								    : 0;
}

static int ask_input(struct gpiod_lines *own, int line)
{
	char by[CK_GPIO_BY] = "";
	int r = ck_gpio_open(&own->wiring->input[line].place, CK_GPIO_EDGES,
			     false, &own->input[line], by);

	if (r == 0)
		r = listen_to(own, ck_gpio_fd(own->input[line]));
	if (r == 0)
		r = ck_gpio_get(own->input[line]);
	if (r < 0)
		return lose_input(own, line, r, by);
	own->on[line] = r;
	own->differs[line] = 0;
	return 0;
}

static int ask_guard(struct gpiod_lines *own)
{
	struct ck_guard_answer answer;
	int r = own->guard ? 0 : ck_guard_start(own->wiring, &own->guard,
						&answer);

	if (r == 0)
		r = ck_guard_drive(own->guard, own->lines.driven, &answer);
	return r < 0 ? lose_guard(own, r, &answer) : 0;
}

/* A button that is down when it is first read was not pressed now. */
static bool is_old_press(const struct gpiod_lines *own, int line)
{
	return own->on[line] && (line == CK_BUTTON_OPEN ||
				 line == CK_BUTTON_CLOSE ||
				 line == CK_BUTTON_STOP);
}

/* What the levels are now comes as edges. */
static void tell_levels(struct gpiod_lines *own)
{
	int64_t now = ck_clock_now();

	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		const struct ck_edge edge = { .line = (enum ck_lane_input)i,
					      .level = level_of(own->on[i]),
					      .at = now };

		if (own->input[i] && !is_old_press(own, i))
			put_edge(own, &edge, 0);
	}
}

static int ask(struct gpiod_lines *own)
{
	int r = 0;

	for (int i = 0; r == 0 && i < CK_LANE_INPUTS; i++) {
		if (own->wiring->input[i].line)
			r = ask_input(own, i);
	}
	if (r == 0)
		r = ask_guard(own);
	if (r < 0)
		return r;
	own->have = true;
	own->retry_ms = RETRY_MS;
	own->told = own->trouble = (struct ck_lines_trouble){ .err = 0 };
	wake_in(own, BEAT_MS);
	tell_levels(own);
	return 0;
}

/* -- reading -------------------------------------------------------------- */

/* The kernel's clock, which nobody sets, as the time of the day. */
static int64_t time_of(int64_t ns)
{
	int64_t ago = ck_clock_steady() - ns / NS_MS;

	return ck_clock_now() - (ago > 0 ? ago : 0);
}

static int read_input(struct gpiod_lines *own, int line)
{
	struct ck_gpio_edge edge;
	int r;

	while ((r = ck_gpio_next(own->input[line], &edge)) > 0) {
		const struct ck_edge told = { .line = (enum ck_lane_input)line,
					      .level = level_of(edge.on),
					      .at = time_of(edge.ns),
					      .lost = edge.lost };

		own->on[line] = edge.on;
		own->differs[line] = 0;
		own->burst = true;
		put_edge(own, &told, edge.ns);
	}
	return r < 0 ? lose_input(own, line, r, "") : 0;
}

static int read_inputs(struct gpiod_lines *own)
{
	struct epoll_event events[CK_LANE_INPUTS + 1];
	int r = 0;

	if (epoll_wait(own->epoll, events, CK_LANE_INPUTS + 1, 0) <= 0)
		return 0;
	for (int i = 0; r == 0 && i < CK_LANE_INPUTS; i++) {
		if (own->input[i])
			r = read_input(own, i);
	}
	return r;
}

/* A level that no edge told: perhaps its edge is on its way. */
static void compare(struct gpiod_lines *own, int line, bool on)
{
	int64_t now = ck_clock_steady();
	const struct ck_edge edge = { .line = (enum ck_lane_input)line,
				      .level = level_of(on),
				      .at = ck_clock_now(), .lost = true };

	if (on == own->on[line]) {
		own->differs[line] = 0;
	} else if (!own->differs[line]) {
		own->differs[line] = now;
		wake_in(own, ARRIVES_MS);
	} else if (now - own->differs[line] >= ARRIVES_MS) {
		own->differs[line] = 0;
		own->on[line] = on;
		put_edge(own, &edge, now * NS_MS);
	}
}

static int compare_levels(struct gpiod_lines *own)
{
	own->burst = false;
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		int r = own->input[i] ? ck_gpio_get(own->input[i]) : 0;

		if (r < 0)
			return lose_input(own, i, r, "");
		if (own->input[i])
			compare(own, i, r);
	}
	return 0;
}

static bool is_off(const struct gpiod_lines *own, enum ck_lane_input line)
{
	struct ck_gpio *gpio = own->input[line];

	return !gpio || ck_gpio_get(gpio) == 0;
}

/* Of a lane that is late, the edges of what happened meanwhile wait still: it
 * moves the arm on the levels as they are now. */
static uint32_t look_again(const struct gpiod_lines *own, uint32_t outputs)
{
	uint32_t close = outputs & CK_LINE_BIT(CK_BARRIER_CLOSE);
	uint32_t moves = outputs & CK_LINE_BIT(CK_BARRIER_OPEN);

	moves |= close;
	if (close && !(is_off(own, CK_LOOP_SAFETY) && is_off(own, CK_FIRE)))
		outputs &= ~close;
	return moves && !is_off(own, CK_ESTOP) ? outputs & ~moves : outputs;
}

/* 1: the guard had not heard of us, and has not followed this. */
static int order(struct gpiod_lines *own, uint32_t outputs)
{
	struct ck_guard_answer answer;
	int r = ck_guard_drive(own->guard, look_again(own, outputs), &answer);

	own->beat_at = ck_clock_steady() + BEAT_MS / 2;
	if (r < 0)
		return lose_guard(own, r, &answer);
	own->lapsed |= answer.lapsed;
	return answer.lapsed ? 1 : 0;
}

/* After a silence the lane looks at the time before the next one. */
static int beat(struct gpiod_lines *own)
{
	int r = order(own, own->lines.driven);

	return r < 0 ? r : 0;
}

/* 1: the timer went off. */
static bool is_time(struct gpiod_lines *own)
{
	uint64_t times;

	return read(own->timer, &times, sizeof(times)) == sizeof(times);
}

static int read_lines(struct gpiod_lines *own)
{
	bool time = is_time(own);
	int r = read_inputs(own);

	if (r == 0 && own->next == own->count && (time || own->burst))
		r = compare_levels(own);
	if (r == 0 && ck_clock_steady() >= own->beat_at)
		r = beat(own);
	return r;
}

/* The guard hears of the lane meanwhile. */
static int wait_for_lines(struct gpiod_lines *own)
{
	(void)is_time(own);
	if (ck_clock_steady() >= own->retry_at)
		return ask(own);
	return own->guard && ck_clock_steady() >= own->beat_at ? beat(own) : 0;
}

static bool is_told(const struct gpiod_lines *own)
{
	return own->told.err == own->trouble.err &&
	       own->told.line == own->trouble.line;
}

static int read_edge(struct ck_lane_lines *lines, struct ck_edge *ret_edge)
{
	struct gpiod_lines *own = own_of(lines);
	int r = 0;

	if (own->have && own->next == own->count)
		r = read_lines(own);
	else if (!own->have)
		r = wait_for_lines(own);
	if (!own->have && !is_told(own)) {
		own->told = own->trouble;
		return own->trouble.err;
	}
	if (r < 0 || own->next == own->count)
		return 0;
	*ret_edge = own->edges[own->next++];
	return 1;
}

/* -- the rest of the interface -------------------------------------------- */

static int get_fd(struct ck_lane_lines *lines)
{
	return own_of(lines)->epoll;
}

/* What cannot be driven is lost lines: told by the next read, which is soon. */
static int write_line(struct ck_lane_lines *lines, enum ck_lane_output line,
		      bool value)
{
	struct gpiod_lines *own = own_of(lines);
	uint32_t outputs = lines->driven & ~CK_LINE_BIT(line);

	if (value)
		outputs |= CK_LINE_BIT(line);
	if (own->guard && order(own, outputs) > 0)
		(void)!order(own, outputs);
	return own->output(own->ctx, line, value);
}

static int get_level(struct ck_lane_lines *lines, enum ck_lane_input line)
{
	struct ck_gpio *gpio = own_of(lines)->input[line];

	return gpio ? ck_gpio_get(gpio) : -ENODATA;
}

static const struct ck_lines_trouble *get_trouble(struct ck_lane_lines *lines)
{
	return &own_of(lines)->told;
}

static void free_lines(struct ck_lane_lines *lines)
{
	struct gpiod_lines *own = own_of(lines);

	for (int i = 0; i < CK_LANE_INPUTS; i++)
		ck_gpio_close(own->input[i]);
	ck_guard_stop(own->guard);
	close(own->timer);
	close(own->epoll);
	free(own);
}

static const struct ck_lane_lines_ops gpiod_ops = {
	.name = "gpiod",
	.fd = get_fd,
	.read = read_edge,
	.write = write_line,
	.level = get_level,
	.trouble = get_trouble,
	.free = free_lines,
};

struct ck_lane_lines *ck_lane_lines_gpiod(const struct ck_wiring *wiring,
					  ck_lane_output_fn *output, void *ctx)
{
	struct gpiod_lines *own = ck_new(struct gpiod_lines);

	own->lines.ops = &gpiod_ops;
	own->wiring = wiring;
	own->output = output;
	own->ctx = ctx;
	own->retry_ms = RETRY_MS;
	own->epoll = epoll_create1(EPOLL_CLOEXEC);
	own->timer = timerfd_create(CLOCK_MONOTONIC,
				    TFD_CLOEXEC | TFD_NONBLOCK);
	(void)!listen_to(own, own->timer);
	wake_in(own, 1);
	return &own->lines;
}

bool ck_lane_lines_lapsed(struct ck_lane_lines *lines)
{
	struct gpiod_lines *own = own_of(lines);
	bool lapsed = lines->ops == &gpiod_ops && own->lapsed;

	if (lapsed)
		own->lapsed = false;
	return lapsed;
}
