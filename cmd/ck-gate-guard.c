/* ck-gate-guard, started by ck-gate run with a socket as its standard input.
 *
 * Has the outputs of a lane, and holds them only while the lane says so
 * (lane/guard.h). It stays small enough to be read whole, and knows nothing of
 * lanes.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lane/guard.h"

static struct ck_gpio *held[CK_LANE_OUTPUTS];

/* The outputs are safe from the first moment. */
static int take(const struct ck_guard_wires *wires,
		struct ck_guard_answer *answer)
{
	int r = 0;

	for (int i = 0; r == 0 && i < CK_LANE_OUTPUTS; i++) {
		if (!(wires->outputs & CK_LINE_BIT(i)))
			continue;
		answer->line = i;
		r = ck_gpio_open(&wires->place[i], CK_GPIO_DRIVE,
				 wires->safe & CK_LINE_BIT(i), &held[i],
				 answer->by);
	}
	return r;
}

/* Those that go to 0 go first. Tries every line. */
static int drive(uint32_t outputs, struct ck_guard_answer *answer)
{
	int err = 0;

	for (int value = 0; value <= 1; value++) {
		for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
			bool on = outputs & CK_LINE_BIT(i);
			int r = held[i] && on == value
					? ck_gpio_set(held[i], on) : 0;

			if (r < 0 && err == 0)
				answer->line = i;
			err = err ? err : r;
		}
	}
	return err;
}

/* 1: an order; 0: no word for too long; -EPIPE: the lane is gone. */
static int hear(void *order, size_t size)
{
	ssize_t n = recv(STDIN_FILENO, order, size, 0);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return n == (ssize_t)size ? 1 : -EPIPE;
}

static void tell(const struct ck_guard_answer *answer)
{
	/* A lane that no longer listens is noticed by hear. */
	(void)!send(STDIN_FILENO, answer, sizeof(*answer), MSG_NOSIGNAL);
}

static void guard(uint32_t safe, int watchdog)
{
	struct ck_guard_order order;
	bool lapsed = false;
	int r;

	while ((r = hear(&order, sizeof(order))) >= 0) {
		struct ck_guard_answer answer = { .line = -1,
						  .lapsed = r && lapsed };

		/* What a lane was about to do before it fell silent counts no
		 * more. */
		lapsed = r == 0;
		answer.err = drive(lapsed || answer.lapsed ? safe
							   : order.outputs,
				   &answer);
		if (watchdog >= 0)
			(void)!write(watchdog, "", 1);
		if (r)
			tell(&answer);
	}
}

static int open_watchdog(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int seconds = CK_GUARD_WATCHDOG_S;

	/* A driver that cannot be told has a time of its own. */
	if (fd >= 0)
		(void)!ioctl(fd, WDIOC_SETTIMEOUT, &seconds);
	return fd < 0 ? -errno : fd;
}

int main(void)
{
	const struct timeval silence = { CK_GUARD_MS / 1000,
					 CK_GUARD_MS % 1000 * 1000 };
	struct ck_guard_answer answer = { .line = -1 };
	struct ck_guard_wires wires;
	int watchdog = -1;

	/* What ends the lane must not end its guard before it. */
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	setsockopt(STDIN_FILENO, SOL_SOCKET, SO_RCVTIMEO, &silence,
		   sizeof(silence));
	if (hear(&wires, sizeof(wires)) <= 0)
		return CK_EXIT_USAGE;
	if (*wires.watchdog)
		watchdog = open_watchdog(wires.watchdog);
	answer.err = *wires.watchdog && watchdog < 0 ? watchdog
						     : take(&wires, &answer);
	tell(&answer);
	if (answer.err == 0)
		guard(wires.safe, watchdog);
	drive(wires.safe, &answer);
	/* The driver's word for "I end on purpose". */
	if (watchdog >= 0)
		(void)!write(watchdog, "V", 1);
	return answer.err == 0 ? CK_EXIT_OK : CK_EXIT_UNAVAILABLE;
}
