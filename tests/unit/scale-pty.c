/* The simulated indicator on a pseudo-terminal, read through port, decoder
 * and detector as a program does. */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "scale/decoder.h"
#include "port/port.h"
#include "scale/stability.h"
#include "tap.h"
#include "tests/sim/scale-frames.h"

#define FRAME_MS 100
#define TRUCKS 50

static pid_t child;
static FILE *to;
static FILE *from;
static char path[256];
static char line[256];

static const char *hear(void)
{
	if (!fgets(line, sizeof(line), from))
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

static const char *tell(const char *command)
{
	fprintf(to, "%s\n", command);
	fflush(to);
	return hear();
}

static void start(char *const argv[])
{
	const char *build = getenv("top_builddir");
	char program[4096];
	int in[2];
	int out[2];

	snprintf(program, sizeof(program), "%s/tests/sim/scale-pty",
		 build ? build : ".");
	if (pipe(in) || pipe(out))
		abort();
	child = fork();
	if (!child) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		close(in[1]);
		close(out[0]);
		execv(program, argv);
		_exit(99);
	}
	close(in[0]);
	close(out[1]);
	to = fdopen(in[1], "w");
	from = fdopen(out[0], "r");
	ok(hear() && *line == '/', "the indicator is at %s", line);
	snprintf(path, sizeof(path), "%s", line);
}

static void stop(void)
{
	int status = -1;

	fclose(to);
	waitpid(child, &status, 0);
	ok(status == 0, "the indicator ends with its input");
	fclose(from);
}

struct reader {
	struct ck_port *port;
	struct ck_scale_decoder *decoder;
	struct ck_stability *stability;
	int64_t concluded_g;
	unsigned good;
	unsigned bad;
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

static void take(const struct ck_reading *reading, void *user)
{
	struct reader *r = user;

	r->good += reading->ok;
	r->bad += !reading->ok;
	if (ck_stability_feed(r->stability, reading, now_ms()))
		r->concluded_g =
			ck_stability_result(r->stability)->reading.grams;
}

/* Reads until the detector is in this state, or nothing more comes; returns
 * what the last read gave. */
static int read_until(struct reader *r, enum ck_stability_state state)
{
	uint8_t bytes[64];
	int n = 1;

	r->concluded_g = r->good = r->bad = 0;
	do {
		n = ck_port_read(r->port, bytes, sizeof(bytes), 5000);
		if (n > 0)
			ck_scale_decoder_feed(r->decoder, bytes, n, take, r);
	} while (n > 0 && ck_stability_state(r->stability) != state);
	return n;
}

static int weigh(struct reader *r)
{
	return read_until(r, CK_STABILITY_STABLE);
}

/* With no time between frames given, the clock counts, for a fifth of a
 * second. */
static void open_reader(struct reader *r, const char *protocol,
			int64_t frame_ms)
{
	struct ck_stability_rule rule = ck_stability_rule_for(20000);
	struct ck_port_setting setting = { .device = path };

	rule.frame_ms = frame_ms;
	if (!frame_ms)
		rule.min_ms = 200;
	r->port = ck_port_new();
	r->decoder = ck_scale_decoder_new(ck_scale_protocol_find(protocol),
					  NULL);
	r->stability = ck_stability_new(&rule);
	if (ck_port_open(r->port, &setting))
		printf("# %s\n", ck_port_error(r->port));
}

static void close_reader(struct reader *r)
{
	ck_port_free(r->port);
	ck_scale_decoder_free(r->decoder);
	ck_stability_free(r->stability);
}

/* Many trucks, a reader for each, as a shell script would. */
static void check_fast(const char *protocol, const char *option)
{
	char *argv[] = { "scale-pty", "--fast", "--protocol", (char *)protocol,
			 (char *)option, NULL };
	char command[32];
	unsigned right = 0;
	unsigned bad = 0;

	start(argv);
	for (int i = 0; i < TRUCKS; i++) {
		long kg = 3000 + (long)(i * 7919L % 3800) * 20;
		struct reader r;

		snprintf(command, sizeof(command), "truck %ld", kg);
		tell(command);
		open_reader(&r, protocol, FRAME_MS);
		weigh(&r);
		right += r.concluded_g == kg * 1000;
		bad += r.bad;
		close_reader(&r);
		if (strncmp(hear(), "settled", 7))
			right = 0;
		tell("leave");
		hear();
	}
	ok(right == TRUCKS, "%s: %u trucks weighed rightly", protocol,
	   right);
	ok(!bad, "no frame was damaged");
	is(line, "empty", "then the scale is empty");
	stop();
}

static void check_one_reader(void)
{
	char *argv[] = { "scale-pty", "--fast", "--protocol",
			 "toledo-continuous", "--parity", "e", "--check",
			 "--still", "1", NULL };
	struct reader r;

	start(argv);
	open_reader(&r, "toledo-continuous", FRAME_MS);
	tell("truck 36740");
	weigh(&r);
	ok(r.concluded_g == 36740000, "7E1 read at 8 bits: a truck");
	hear();
	tell("leave");
	read_until(&r, CK_STABILITY_EMPTY);
	is(hear(), "empty", "it leaves");
	is(tell("garbage 1000"), "garbage 1000", "rubbish on the line");
	tell("truck 15160");
	weigh(&r);
	ok(r.concluded_g == 15160000, "then the next");
	hear();
	tell("truck 99000");
	ok(read_until(&r, CK_STABILITY_OUT_OF_RANGE) > 0,
	   "too heavy a truck is out of range");
	stop();
	ok(read_until(&r, CK_STABILITY_EMPTY) == -ENODEV,
	   "the indicator is unplugged");
	close_reader(&r);
}

/* One frame in five is damaged on the line: what is concluded is still what
 * stands on the scale. */
static void check_faults(const struct speech *speech)
{
	char *argv[] = { "scale-pty", "--fast", "--protocol",
			 (char *)speech->protocol, "--check", NULL };
	struct reader r;

	start(argv);
	tell("faults 5");
	tell("truck 36740");
	open_reader(&r, speech->protocol, FRAME_MS);
	weigh(&r);
	ok(r.concluded_g == 36740000, "%s: weighed rightly in spite of faults",
	   speech->protocol);
	close_reader(&r);
	stop();
}

static void check_real_time(void)
{
	char *argv[] = { "scale-pty", "--protocol", "yaohua-a9", "--speed",
			 "10", "--seed", "7", "--link", NULL, NULL };
	struct reader r;
	struct stat link;
	int64_t began = now_ms();
	char folder[] = "/tmp/ck-pty.XXXXXX";
	char name[64];

	if (!mkdtemp(folder))
		abort();
	snprintf(name, sizeof(name), "%s/scale", folder);
	argv[8] = name;
	start(argv);
	snprintf(path, sizeof(path), "%s", name);
	is(tell("truck 36740"), "driving 36740", "a truck drives on");
	open_reader(&r, "yaohua-a9", 0);
	weigh(&r);
	ok(r.concluded_g == 36740000, "in its own time, through a link");
	ok(now_ms() - began >= 350 + 200, "when it had driven on and stood");
	is(hear(), "settled 36740", "it had settled");
	is(tell("silence"), "silent", "the indicator is mute");
	ck_stability_tick(r.stability, now_ms() + 1001);
	ok(ck_stability_state(r.stability) == CK_STABILITY_NO_READING,
	   "then there is no reading");
	is(tell("dance"), "what?", "what is no command is asked back");
	stop();
	ok(lstat(name, &link) && errno == ENOENT, "the link goes with it");
	rmdir(folder);
	close_reader(&r);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	check_fast("yaohua-a9", NULL);
	check_fast("toledo-continuous", "--check");
	check_one_reader();
	for (const struct speech *s = speeches; s->protocol; s++)
		if (s == speech_find(s->protocol))
			check_faults(s);
	check_real_time();
	return tap_done();
}
