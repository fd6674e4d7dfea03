/* However long the stream, the memory of a program stays small. Measured from
 * outside, as the kernel counts it. */
#include <config.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "tap.h"

enum { MOST_KB = 16 * 1024, FLAT_KB = 512 };

struct run {
	long kilobytes;		/* at most */
	int status;
	long answers;
};

/* Every 1000th line is long, so that buffers grow and must shrink again. */
static void feed(int fd, long lines)
{
	FILE *to = fdopen(fd, "w");

	for (long i = 1; i <= lines; i++)
		fprintf(to, "{\"n\":%ld,\"text\":\"%0*d\"}\n", i,
			i % 1000 ? 40 : 60000, 7);
	_exit(fclose(to) != 0);
}

static pid_t start(int in[2], int out[2], char *const argv[])
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	dup2(in[0], 0);
	dup2(out[1], 1);
	for (int fd = 3; fd < 10; fd++)
		close(fd);
	execv(argv[0], argv);
	_exit(99);
}

static long count_lines(int fd)
{
	static char piece[65536];
	long lines = 0;
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0)
		for (ssize_t i = 0; i < n; i++)
			lines += piece[i] == '\n';
	return lines;
}

static struct run stream(char *const argv[], long lines)
{
	struct run run = { 0 };
	struct rusage usage;
	int in[2], out[2];
	pid_t program, feeder;

	if (pipe(in) < 0 || pipe(out) < 0)
		exit(99);
	program = start(in, out, argv);
	feeder = fork();
	if (feeder == 0) {
		close(out[0]);
		feed(in[1], lines);
	}
	close(in[0]);
	close(in[1]);
	close(out[1]);
	run.answers = count_lines(out[0]);
	close(out[0]);
	waitpid(feeder, NULL, 0);
	wait4(program, &run.status, 0, &usage);
	run.kilobytes = usage.ru_maxrss;
	return run;
}

static void flat(const char *what, char *const argv[], long few, long many)
{
	struct run little = stream(argv, few);
	struct run much = stream(argv, many);

	ok(little.status == 0 && much.status == 0, "%s ends well", what);
	ok(little.answers == few && much.answers == many,
	   "every line is answered");
	printf("# %s: %ld kB for %ld lines, %ld kB for %ld\n", what,
	       little.kilobytes, few, much.kilobytes, many);
	ok(much.kilobytes < MOST_KB, "%ld lines in less than %d kB", many,
	   MOST_KB);
	ok(much.kilobytes <= little.kilobytes + FLAT_KB, "and no more than %ld",
	   few);
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	ck_autofree char *demo = ck_format("%.*s/command-demo",
		slash ? (int)(slash - argv[0]) : 1, slash ? argv[0] : ".");
	char folder[] = "/tmp/ck-memory-XXXXXX";
	ck_autofree char *store = NULL;
	ck_autofree char *remove = NULL;
	ck_autofree char *make = NULL;

	(void)argc;
	if (!strcmp(getenv("CK_SANITIZERS") ?: "no", "yes")) {
		printf("1..0 # SKIP the sanitizers need memory of their own\n");
		return 0;
	}
	/* A child's peak counts what it was forked from, before it became
	 * another program. */
	if (getenv("CK_SHORT")) {
		printf("1..0 # SKIP valgrind needs memory of its own\n");
		return 0;
	}
	if (!mkdtemp(folder))
		return 99;
	store = ck_format("%s/ck.db", folder);
	make = ck_format("%s make CKHN -s %s", demo, store);
	remove = ck_format("rm -rf %s", folder);
	ok(system(make) == 0, "a store is made");
	flat("reading", (char *[]){ demo, "read", NULL }, 20000, 200000);
	/* By ten thousand lines the page cache is full. */
	flat("writing", (char *[]){ demo, "mark", "-s", store, NULL }, 10000,
	     30000);
	ok(system(remove) == 0, "cleaned");
	return tap_done();
}
