/* A scale indicator on a pseudo-terminal, for tests and the demo.
 *
 *	scale-pty --protocol yaohua-a9 --link /run/scale --fast
 *
 * speaks any protocol of scale-frames.h; with --asked only when bytes came to
 * it. Prints the terminal's path, then sends frames of a simulated weighbridge
 * (scale-physics.h) and takes commands from standard input, one a line. Each
 * is answered at once; "truck" and "leave" a second time when it came true:
 *
 *	truck KG	-> "driving KG", then "settled KG" when the truck is at
 *			   rest and --still frames were sent since
 *	leave		-> "leaving", then "empty"
 *	silence		-> "silent": no frames until "speak" or "truck"
 *	speak		-> "speaking"
 *	garbage N	-> "garbage N" after N random bytes
 *	faults N	-> "faults N": from now on about one frame in N loses
 *			   a byte, doubles one, has a bit flipped or is cut;
 *			   0: none, as at the start
 *	reader		-> "reader 1" when the terminal is read by somebody who
 *			   has it for himself, else "reader"
 *	unplug		-> "unplugged": hangs up, the link goes
 *	plug		-> "plugged" when it is back under the same link
 *	quit, or end of input: hangs up
 *
 * Frames are --frame-ms apart, or --speed times closer. With --fast they are
 * sent as soon as the reader took those before, and only the simulated time
 * between them is that long: a reader then counts frames instead of looking
 * at a clock. Frames that nobody reads are lost, as on a wire: not more than
 * UNREAD wait. */
#include <config.h>

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "pty.h"
#include "scale-frames.h"
#include "scale-physics.h"

#define UNREAD 8
/* --fast: how long unread frames may wait while an answer is due, for a
 * reader that has the terminal for itself, and for one that may be none. */
#define PATIENCE_NS 1000000000
#define LITTLE_PATIENCE_NS 1000000
#define PAUSE_NS 20000
/* Frames of an empty bridge before "empty". */
#define EMPTY_STILL 3

enum due { DUE_NOTHING, DUE_SETTLED, DUE_EMPTY };

struct sim {
	const struct speech *speech;
	bool asked;		/* it speaks when it was asked */
	size_t frame_len;
	const char *link;
	bool fast;
	int frame_ms;
	int speed;
	unsigned still;
	struct indicator say;	/* the fixed part */
	struct bridge bridge;
	struct pty pty;
	bool silent;
	bool unplugged;
	unsigned faults;	/* one frame in so many; 0: none */
	enum due due;
	int64_t next_ns;	/* of the next frame; in --fast, since when
				 * the reader has taken nothing */
	char line[256];
	size_t line_len;
};

static int64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000000000) + ts.tv_nsec;
}

static void answer(const char *what, long number)
{
	if (number)
		printf("%s %ld\n", what, number);
	else
		printf("%s\n", what);
	if (fflush(stdout))
		exit(0);
}

static void open_terminal(struct sim *sim)
{
	pty_open(&sim->pty);
	if (sim->link && unlink(sim->link) && errno != ENOENT)
		perror(sim->link);
	if (sim->link && symlink(sim->pty.path, sim->link)) {
		perror(sim->link);
		exit(1);
	}
}

static void unplug(struct sim *sim)
{
	if (sim->link)
		unlink(sim->link);
	if (!sim->unplugged)
		pty_close(&sim->pty);
	sim->unplugged = true;
	answer("unplugged", 0);
}

static void plug(struct sim *sim)
{
	if (sim->unplugged)
		open_terminal(sim);
	sim->unplugged = false;
	sim->next_ns = now_ns();
	answer("plugged", 0);
}

/* What lines do to a frame; returns its new length. */
static size_t damage(struct sim *sim, uint8_t *frame, size_t n)
{
	uint64_t random = bridge_random(&sim->bridge) >> 8;
	size_t at = (random >> 8) % n;

	switch (random % 4) {
	case 0:
		memmove(frame + at, frame + at + 1, n - at - 1);
		return n - 1;
	case 1:
		memmove(frame + at + 1, frame + at, n - at);
		return n + 1;
	case 2:
		frame[at] ^= 1 << (random >> 40) % 8;
		return n;
	default:
		return at;
	}
}

static void send_frame(struct sim *sim)
{
	struct indicator say = sim->say;
	uint8_t frame[FRAME_MAX + 1];
	size_t n;

	say.digits = labs(sim->bridge.shown_kg);
	say.negative = sim->bridge.shown_kg < 0;
	say.moving = sim->bridge.moving;
	say.out_of_range = sim->bridge.over;
	if (sim->asked && !pty_was_asked(&sim->pty))
		return;
	/* A Yaohua shows dashes and is mute. */
	if (sim->bridge.over && !strncmp(sim->speech->protocol, "yaohua-", 7))
		return;
	n = sim->frame_len = sim->speech->write(frame, &say);
	if (sim->faults && (bridge_random(&sim->bridge) >> 16) % sim->faults == 0)
		n = damage(sim, frame, n);
	pty_send(&sim->pty, frame, n);
}

static void send_garbage(struct sim *sim, long n)
{
	for (long i = 0; i < n; i++) {
		uint8_t byte = bridge_random(&sim->bridge) >> 32;

		pty_send(&sim->pty, &byte, 1);
	}
}

static void command(struct sim *sim, char *line)
{
	char *space = strchr(line, ' ');
	long number = space ? strtol(space, NULL, 10) : 0;

	if (space)
		*space = '\0';
	if (!strcmp(line, "truck") && number > 0) {
		if (!sim->unplugged && !pty_has_reader(&sim->pty))
			pty_drop_unread(&sim->pty);
		bridge_drive_on(&sim->bridge, number);
		sim->due = DUE_SETTLED;
		sim->silent = false;
		answer("driving", number);
	} else if (!strcmp(line, "leave")) {
		bridge_drive_off(&sim->bridge);
		sim->due = DUE_EMPTY;
		answer("leaving", 0);
	} else if (!strcmp(line, "silence") || !strcmp(line, "speak")) {
		sim->silent = line[1] == 'i';
		sim->next_ns = now_ns();
		answer(sim->silent ? "silent" : "speaking", 0);
	} else if (!strcmp(line, "faults")) {
		sim->faults = number;
		answer("faults", number);
	} else if (!strcmp(line, "reader") && !sim->unplugged) {
		answer("reader", pty_has_reader(&sim->pty));
	} else if (!strcmp(line, "unplug")) {
		unplug(sim);
	} else if (!strcmp(line, "plug")) {
		plug(sim);
	} else if (!strcmp(line, "garbage") && !sim->unplugged) {
		send_garbage(sim, number);
		answer("garbage", number);
	} else if (!strcmp(line, "quit")) {
		exit(0);
	} else {
		answer("what?", 0);
	}
}

static void take_commands(struct sim *sim)
{
	ssize_t n = read(0, sim->line + sim->line_len,
			 sizeof(sim->line) - 1 - sim->line_len);
	char *end;

	if (n <= 0)
		exit(0);
	sim->line_len += n;
	sim->line[sim->line_len] = '\0';
	while ((end = strchr(sim->line, '\n'))) {
		*end++ = '\0';
		command(sim, sim->line);
		sim->line_len = strlen(end);
		memmove(sim->line, end, sim->line_len + 1);
	}
	if (sim->line_len == sizeof(sim->line) - 1)
		sim->line_len = 0;
}

static void pass_frame(struct sim *sim)
{
	struct bridge *bridge = &sim->bridge;

	bridge_step(bridge, sim->frame_ms);
	if (!sim->silent && !sim->unplugged)
		send_frame(sim);
	if (sim->due == DUE_SETTLED && bridge->still >= sim->still) {
		sim->due = DUE_NOTHING;
		answer("settled", (long)bridge->truck_kg);
	} else if (sim->due == DUE_EMPTY && bridge->still >= EMPTY_STILL) {
		sim->due = DUE_NOTHING;
		answer("empty", 0);
	}
}

static bool too_many_unread(const struct sim *sim)
{
	return !sim->unplugged && pty_unread(&sim->pty) >
	       (UNREAD - 1) * sim->frame_len;
}

/* Waits for the reader; returns how long commands may be waited for. */
static int wait_for_reader(struct sim *sim)
{
	int64_t waited = now_ns() - sim->next_ns;

	if (waited > (pty_has_reader(&sim->pty) ? PATIENCE_NS
						: LITTLE_PATIENCE_NS))
		pty_drop_unread(&sim->pty);
	else if (waited > LITTLE_PATIENCE_NS)
		return 1;
	else
		nanosleep(&(struct timespec){ .tv_nsec = PAUSE_NS }, NULL);
	return 0;
}

/* Returns how long commands may be waited for, in ms; -1 for ever. */
static int go_on_fast(struct sim *sim)
{
	if (sim->silent && !sim->due)
		return -1;
	if (!sim->silent && too_many_unread(sim))
		return sim->due ? wait_for_reader(sim) : 1;
	for (int i = 0; i < UNREAD / 2; i++)
		pass_frame(sim);
	sim->next_ns = now_ns();
	return sim->due ? 0 : 1;
}

static int go_on(struct sim *sim)
{
	int64_t now = now_ns();

	if (now >= sim->next_ns) {
		if (too_many_unread(sim))
			pty_drop_unread(&sim->pty);
		pass_frame(sim);
		sim->next_ns += sim->frame_ms * INT64_C(1000000) / sim->speed;
		if (sim->next_ns < now)
			sim->next_ns = now;
	}
	return (sim->next_ns - now) / 1000000 + 1;
}

static void usage(void)
{
	fprintf(stderr, "usage: scale-pty --protocol NAME [--asked] [--fast] "
			"[--link PATH]\n"
			"\t[--frame-ms N] [--e KG] [--max KG] [--seed N] "
			"[--speed N]\n\t[--still N] [--check] "
			"[--parity e|o]\n");
	exit(64);
}

static const struct option options[] = {
	{ "protocol", required_argument, NULL, 'p' },
	{ "asked", no_argument, NULL, 'a' },
	{ "link", required_argument, NULL, 'l' },
	{ "fast", no_argument, NULL, 'f' },
	{ "frame-ms", required_argument, NULL, 't' },
	{ "e", required_argument, NULL, 'e' },
	{ "max", required_argument, NULL, 'm' },
	{ "speed", required_argument, NULL, 'x' },
	{ "seed", required_argument, NULL, 's' },
	{ "still", required_argument, NULL, 'n' },
	{ "check", no_argument, NULL, 'c' },
	{ "parity", required_argument, NULL, 'y' },
	{ NULL, 0, NULL, 0 },
};

/* Numbers go to the place of their letter. */
static void take_option(struct sim *sim, int option, long values[])
{
	switch (option) {
	case 'p':
		sim->speech = speech_find(optarg);
		if (!sim->speech)
			usage();
		break;
	case 'a':
		sim->asked = true;
		break;
	case 'l':
		sim->link = optarg;
		break;
	case 'f':
		sim->fast = true;
		break;
	case 'c':
		sim->say.check = true;
		break;
	case 'y':
		sim->say.parity = *optarg;
		break;
	default:
		if (option == '?')
			usage();
		values[option] = strtol(optarg, NULL, 10);
	}
}

static void take_options(struct sim *sim, int argc, char **argv)
{
	long values[256] = { ['t'] = 100, ['e'] = 20, ['m'] = 80000,
			     ['s'] = 1, ['n'] = 15, ['x'] = 1 };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		take_option(sim, option, values);
	if (!sim->speech || optind != argc || values['t'] < 1 ||
	    values['e'] < 1 || values['x'] < 1)
		usage();
	sim->frame_ms = values['t'];
	sim->speed = values['x'];
	sim->still = values['n'];
	bridge_start(&sim->bridge, values['s'], values['e'], values['m']);
}

static struct sim sim;

static void remove_link(void)
{
	if (sim.link)
		unlink(sim.link);
}

int main(int argc, char **argv)
{
	take_options(&sim, argc, argv);
	prctl(PR_SET_TIMERSLACK, 1);
	open_terminal(&sim);
	answer(sim.pty.path, 0);
	atexit(remove_link);
	sim.next_ns = now_ns();
	for (;;) {
		struct pollfd input = { .fd = 0, .events = POLLIN };
		int wait_ms = sim.fast ? go_on_fast(&sim) : go_on(&sim);

		if (poll(&input, 1, wait_ms) > 0)
			take_commands(&sim);
	}
}
