/* ck-gate-guard [-w WATCHDOG] OUTPUT[,low][,BIAS][,safe]=CHIP:LINE...
 *
 * Has the outputs of a lane, and holds them only while the lane says so on
 * standard input (lane/guard.h). Started by ck-gate run. It stays small enough
 * to be read whole, and knows nothing of lanes.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "lane/guard.h"

static struct ck_gpio *held[CK_LANE_OUTPUTS];
static uint32_t safe;

/* -- what it is told to hold ---------------------------------------------- */

static int read_words(char *words, struct ck_gpio_place *place,
		      bool *ret_safe)
{
	char *word = strtok(words, ",");
	int line = ck_lane_output_find(word);

	while (line >= 0 && (word = strtok(NULL, ","))) {
		int bias = ck_gpio_bias_find(word);

		if (bias >= 0)
			place->bias = (enum ck_gpio_bias)bias;
		else if (!strcmp(word, "low"))
			place->active_low = true;
		else if (!strcmp(word, "safe"))
			*ret_safe = true;
		else
			return -EINVAL;
	}
	return line < 0 ? -EINVAL : line;
}

/* The outputs are safe from the first moment. */
static int take(char *text, struct ck_guard_answer *answer)
{
	char *place_text = strchr(text, '=');
	struct ck_gpio_place place;
	bool is_safe = false;
	int line;

	if (!place_text)
		return -EINVAL;
	*place_text++ = '\0';
	if (ck_gpio_place_read(place_text, &place) < 0)
		return -EINVAL;
	line = read_words(text, &place, &is_safe);
	if (line < 0)
		return line;
	answer->line = line;
	safe |= is_safe ? CK_LINE_BIT(line) : 0;
	return ck_gpio_open(&place, CK_GPIO_DRIVE, is_safe, &held[line],
			    answer->by);
}

static int take_all(int argc, char **argv, struct ck_guard_answer *answer)
{
	int r = 0;

	for (int i = 0; r == 0 && i < argc; i++)
		r = take(argv[i], answer);
	return r;
}

/* -- driving -------------------------------------------------------------- */

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
static int hear(struct ck_guard_order *order)
{
	struct pollfd lane = { .fd = STDIN_FILENO, .events = POLLIN };
	int64_t until = ck_clock_steady() + CK_GUARD_MS;
	int64_t left = CK_GUARD_MS;
	int r;

	while ((r = poll(&lane, 1, (int)left)) < 0 && errno == EINTR) {
		left = until - ck_clock_steady();
		left = left > 0 ? left : 0;
	}
	if (r <= 0)
		return r < 0 ? -EPIPE : 0;
	return recv(STDIN_FILENO, order, sizeof(*order), 0) == sizeof(*order)
		       ? 1 : -EPIPE;
}

static void tell(const struct ck_guard_answer *answer)
{
	/* A lane that no longer listens is noticed by hear. */
	(void)!send(STDIN_FILENO, answer, sizeof(*answer), MSG_NOSIGNAL);
}

static void guard(int watchdog)
{
	struct ck_guard_order order;
	bool lapsed = false;
	int r;

	while ((r = hear(&order)) >= 0) {
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

/* -- the program ---------------------------------------------------------- */

/* What ends the lane must not end its guard before it. */
static void stay(void)
{
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv)
{
	struct ck_guard_answer answer = { .line = -1 };
	int watchdog = -1;
	int first = 1;

	stay();
	if (argc > 2 && !strcmp(argv[1], "-w")) {
		watchdog = open(argv[2], O_WRONLY | O_CLOEXEC);
		answer.err = watchdog < 0 ? -errno : 0;
		first = 3;
	}
	if (answer.err == 0)
		answer.err = take_all(argc - first, argv + first, &answer);
	tell(&answer);
	if (answer.err == 0)
		guard(watchdog);
	drive(safe, &answer);
	/* The driver's word for "I end on purpose". */
	if (watchdog >= 0)
		(void)!write(watchdog, "V", 1);
	return answer.err == 0 ? CK_EXIT_OK : CK_EXIT_UNAVAILABLE;
}
