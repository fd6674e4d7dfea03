/* Who writes is told when others wait, and they get their turn. */
#include <config.h>

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/turn.h"
#include "tap.h"

static char folder[] = "/tmp/ck-turn.XXXXXX";
static char *store;

/* Another process takes its turn and says so, then ends. */
static pid_t other(int said_fd)
{
	pid_t pid;
	struct ck_turn turn;

	fflush(stdout);
	pid = fork();
	if (pid)
		return pid;
	ck_turn_init(&turn);
	if (ck_turn_take(&turn, store) < 0)
		_exit(1);
	if (write(said_fd, "x", 1) != 1)
		_exit(2);
	ck_turn_give(&turn);
	_exit(0);
}

/* It waits before long, or has ended, which is wrong. */
static bool comes_to_wait(struct ck_turn *turn, pid_t pid)
{
	while (!ck_turn_wanted(turn)) {
		if (waitpid(pid, NULL, WNOHANG) != 0)
			return false;
		sched_yield();
	}
	return true;
}

static void check_alone(struct ck_turn *turn)
{
	ok(!ck_turn_wanted(turn), "before the first turn nobody is asked");
	ok(ck_turn_take(turn, store) == 0, "a turn");
	ok(!ck_turn_wanted(turn), "alone, nobody waits");
	ck_turn_give(turn);
	ok(!ck_turn_wanted(turn), "nor afterwards");
	ok(ck_turn_take(turn, store) == 0, "and another one");
}

static void check_waiting(struct ck_turn *turn)
{
	int said[2], status = -1;
	char byte;
	pid_t pid;

	if (pipe(said) < 0)
		exit(99);
	pid = other(said[1]);
	close(said[1]);
	ok(comes_to_wait(turn, pid), "somebody waits");
	/* Before it waits it tries without waiting: for a moment between the
	 * two nobody is there. */
	ok(comes_to_wait(turn, pid), "it does not go away by being asked for");
	ck_turn_give(turn);
	ok(read(said[0], &byte, 1) == 1, "it gets its turn");
	close(said[0]);
	ok(waitpid(pid, &status, 0) == pid && status == 0, "and gives it back");
	ok(!ck_turn_wanted(turn), "nobody waits any more");
	ok(ck_turn_take(turn, store) == 0, "we are next");
	ck_turn_give(turn);
}

int main(void)
{
	struct ck_turn turn;
	ck_autofree char *command = NULL;

	if (!mkdtemp(folder))
		return 99;
	store = ck_format("%s/ck.db", folder);
	ck_turn_init(&turn);
	check_alone(&turn);
	check_waiting(&turn);
	ck_turn_close(&turn);
	ok(!ck_turn_wanted(&turn), "once it is closed nobody is asked");
	command = ck_format("rm -r %s", folder);
	if (system(command) != 0)
		return 99;
	free(store);
	return tap_done();
}
