/* Lanes deciding at a steady beat, each through a program of its own.
 *
 *	lanes [-a ANSWER] SECONDS EVERY_MS SIGHTINGS -- COMMAND... < lane names
 *
 * Lane names come one a line. A line of SIGHTINGS may be several records with
 * RS between them. With -a only a line that contains ANSWER is one.
 *
 * Starts COMMAND once a lane, with the lane's name put where an argument is
 * "{}", writes a line of the file SIGHTINGS to each every EVERY_MS (the lanes'
 * beats are spread evenly), and measures until the answer's newline is read.
 * Prints {"n":…,"p50_us":…,"p99_us":…,"max_us":…}. A lane that has not answered
 * when its next beat comes is written to all the same.
 */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LANES = 64, WAITING = 4096, LINE = 4096, RS = 0x1e };

struct lane {
	char name[64];
	pid_t pid;
	int in, out;
	int64_t next;			/* when to write again */
	int64_t sent[WAITING];		/* a ring: what is not answered yet */
	size_t written, answered;
	char line[LINE];		/* what was read of one */
	size_t len;
};

static struct lane lanes[LANES];
static size_t lane_count;
static char **sightings;
static size_t sighting_count, sighting_next;
static const char *answer = "";
static int64_t *took;
static size_t took_count;

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void die(const char *what)
{
	perror(what);
	exit(70);
}

static void read_sightings(const char *path)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	if (!f)
		die(path);
	while (getline(&line, &size, f) > 0) {
		for (char *at = line; (at = strchr(at, RS));)
			*at = '\n';
		sightings = realloc(sightings, (sighting_count + 1) *
						       sizeof(*sightings));
		sightings[sighting_count++] = strdup(line);
	}
	free(line);
	fclose(f);
	if (!sighting_count)
		die("no sightings");
}

static void start(struct lane *lane, char **command)
{
	int in[2], out[2];

	if (pipe(in) < 0 || pipe(out) < 0)
		die("pipe");
	lane->pid = fork();
	if (lane->pid == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		for (int fd = 3; fd < 512; fd++)
			close(fd);
		for (char **word = command; *word; word++)
			if (!strcmp(*word, "{}"))
				*word = lane->name;
		execvp(command[0], command);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	lane->in = in[1];
	lane->out = out[0];
}

static void send_one(struct lane *lane, int64_t at, int64_t every)
{
	const char *line = sightings[sighting_next++ % sighting_count];

	lane->sent[lane->written++ % WAITING] = at;
	lane->next += every;
	if (write(lane->in, line, strlen(line)) < 0)
		die("write");
}

static void take_line(struct lane *lane, int64_t at)
{
	lane->line[lane->len] = '\0';
	lane->len = 0;
	if (strstr(lane->line, answer) && lane->answered < lane->written)
		took[took_count++] =
			at - lane->sent[lane->answered++ % WAITING];
}

static void take_answers(struct lane *lane)
{
	char buf[65536];
	ssize_t got = read(lane->out, buf, sizeof(buf));
	int64_t at = now_us();

	if (got <= 0)
		die("a lane ended");
	for (ssize_t i = 0; i < got; i++) {
		if (buf[i] == '\n')
			take_line(lane, at);
		else if (lane->len < LINE - 1)
			lane->line[lane->len++] = buf[i];
	}
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static int64_t write_due(int64_t at, int64_t end, int64_t every)
{
	int64_t soonest = end;

	for (size_t i = 0; i < lane_count; i++) {
		if (lanes[i].next <= at && at < end)
			send_one(&lanes[i], at, every);
		if (lanes[i].next < soonest)
			soonest = lanes[i].next;
	}
	return soonest;
}

static int all_answered(void)
{
	for (size_t i = 0; i < lane_count; i++)
		if (lanes[i].answered < lanes[i].written)
			return 0;
	return 1;
}

static void run(int64_t seconds, int64_t every)
{
	int64_t begin = now_us(), end = begin + seconds * 1000000;
	struct pollfd fds[LANES];

	for (size_t i = 0; i < lane_count; i++) {
		lanes[i].next = begin + every * (int64_t)i / lane_count;
		fds[i] = (struct pollfd){ .fd = lanes[i].out,
					  .events = POLLIN };
	}
	while (now_us() < end || !all_answered()) {
		int64_t wait = write_due(now_us(), end, every) - now_us();

		if (poll(fds, lane_count, wait > 0 ? wait / 1000 + 1 : 0) < 0)
			die("poll");
		for (size_t i = 0; i < lane_count; i++)
			if (fds[i].revents)
				take_answers(&lanes[i]);
	}
}

int main(int argc, char **argv)
{
	int64_t seconds, every;

	if (argc > 2 && !strcmp(argv[1], "-a")) {
		answer = argv[2];
		argc -= 2;
		argv += 2;
	}
	seconds = argc > 5 ? atoll(argv[1]) : 0;
	every = argc > 5 ? atoll(argv[2]) * 1000 : 0;
	if (seconds < 1 || every < 1000 || strcmp(argv[4], "--"))
		die("usage: lanes [-a ANSWER] SECONDS EVERY_MS SIGHTINGS "
		    "-- COMMAND...");
	read_sightings(argv[3]);
	while (lane_count < LANES &&
	       scanf("%63s", lanes[lane_count].name) == 1)
		start(&lanes[lane_count++], argv + 5);
	took = calloc(seconds * 1000000 / every * lane_count + 2 * LANES,
		      sizeof(*took));
	run(seconds, every);
	qsort(took, took_count, sizeof(*took), by_value);
	printf("{\"n\":%zu,\"p50_us\":%lld,\"p99_us\":%lld,\"max_us\":%lld}\n",
	       took_count, (long long)took[took_count / 2],
	       (long long)took[took_count * 99 / 100],
	       (long long)took[took_count - 1]);
	for (size_t i = 0; i < lane_count; i++)
		close(lanes[i].in);
	while (wait(NULL) > 0)
		;
	return 0;
}
