/* What the lanes of the lab drive, to the microsecond and without a look at
 * the lines themselves: the kernel's own trace of what chips are told.
 *
 *	wires record FILE BASE	writes each change of an output to FILE, one a
 *				line: TIME LINE VALUE. BASE: the kernel's
 *				number of the chip's first line
 *	wires await FILE TIME LINE VALUE	waits, TIME seconds at most, for
 *				the next such change after the one that the
 *				last await found, and prints its time
 *
 * Lines are called as in site files. Times are CLOCK_MONOTONIC, in seconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST = 16, OUTPUTS = 6 };

static const char *const names[OUTPUTS] = {
	"barrier_open", "barrier_close", "barrier_stop",
	"light_red", "light_green", "alarm",
};

static int fail(const char *what)
{
	perror(what);
	return 70;
}

/* -- record --------------------------------------------------------------- */

struct wire {
	int value;
	char again[64];		/* what it was told again; "": nothing */
};

static void record_value(FILE *to, struct wire *wire, const char *text,
			 int value)
{
	if (value == wire->value) {
		snprintf(wire->again, sizeof(wire->again), "%s", text);
		return;
	}
	wire->value = value;
	*wire->again = '\0';
	fputs(text, to);
}

/* A line that is requested anew had been let go, which is not traced: 1 is a
 * change although it was 1 before. */
static void record_request(FILE *to, struct wire *wire)
{
	if (wire->value)
		fputs(wire->again, to);
	*wire->again = '\0';
}

/* "… 12.345678: gpio_value: 509 set 1", "… gpio_direction: 509 out (0)" */
static void record_line(FILE *to, const char *line, int base,
			struct wire *wires)
{
	const char *event = strstr(line, ": gpio_");
	const char *start = event;
	char text[64], name[16], what[8];
	int number, value;

	if (!event || sscanf(event, ": gpio_%15[a-z]: %d %7s %d", name,
			     &number, what, &value) < 3)
		return;
	number -= base + FIRST;
	if (number < 0 || number >= OUTPUTS)
		return;
	while (start > line && start[-1] != ' ')
		start--;
	snprintf(text, sizeof(text), "%.*s %s %d\n", (int)(event - start),
		 start, names[number], value);
	if (!strcmp(what, "set"))
		record_value(to, &wires[number], text, value);
	else if (!strcmp(what, "out"))
		record_request(to, &wires[number]);
	fflush(to);
}

static int record(const char *path, int base)
{
	FILE *from = fopen("/sys/kernel/tracing/trace_pipe", "re");
	FILE *to = fopen(path, "ae");
	struct wire wires[OUTPUTS] = { 0 };
	char *line = NULL;
	size_t size = 0;

	if (!from || !to)
		return fail(path);
	while (getline(&line, &size, from) > 0)
		record_line(to, line, base, wires);
	return fail("trace_pipe");
}

/* -- await ---------------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* FILE.at: how far the last one came. */
static long place(const char *path, long set)
{
	char at[4096];
	long was = 0;
	FILE *f;

	snprintf(at, sizeof(at), "%s.at", path);
	f = fopen(at, set < 0 ? "re" : "we");
	if (f && set < 0 && fscanf(f, "%ld", &was) != 1)
		was = 0;
	if (f && set >= 0)
		fprintf(f, "%ld\n", set);
	if (f)
		fclose(f);
	return was;
}

static int find(FILE *f, const char *path, const char *what)
{
	char line[128];

	while (fgets(line, sizeof(line), f)) {
		char *space = strchr(line, ' ');

		line[strcspn(line, "\n")] = '\0';
		if (!space || strcmp(space + 1, what))
			continue;
		*space = '\0';
		puts(line);
		place(path, ftell(f));
		return 1;
	}
	clearerr(f);
	return 0;
}

static int await(const char *path, const char *seconds, const char *what)
{
	int64_t until = now_ms() + (int64_t)(atof(seconds) * 1000);
	FILE *f = fopen(path, "re");

	if (!f || fseek(f, place(path, -1), SEEK_SET) < 0)
		return fail(path);
	while (!find(f, path, what)) {
		if (now_ms() >= until) {
			printf("no %s in %s s\n", what, seconds);
			return 1;
		}
		poll(NULL, 0, 5);
	}
	return 0;
}

int main(int argc, char **argv)
{
	char what[64];

	if (argc == 4 && !strcmp(argv[1], "record"))
		return record(argv[2], atoi(argv[3]));
	if (argc != 6 || strcmp(argv[1], "await"))
		return 64;
	snprintf(what, sizeof(what), "%s %s", argv[4], argv[5]);
	return await(argv[2], argv[3], what);
}
