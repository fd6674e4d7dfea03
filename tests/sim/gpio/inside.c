/* The first process of the lab's kernel (tests/sim/gpio/lab).
 *
 *	inside FOLDER		runs FOLDER/job and switches the machine off
 *
 * Mounts what a Debian system has mounted; what the job prints goes to
 * FOLDER/out and FOLDER/err, its exit status to FOLDER/status. Whatever is left
 * without a parent is waited for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *folder;

static void say(const char *name, const char *text)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "we");
	if (f) {
		fprintf(f, "%s\n", text);
		fclose(f);
	}
}

static void halt(void)
{
	sync();
	reboot(RB_POWER_OFF);
	_exit(70);
}

static void die(const char *what)
{
	char text[512];

	snprintf(text, sizeof(text), "%s: %s", what, strerror(errno));
	say("failed", text);
	halt();
}

static void mount_on(const char *type, const char *where)
{
	if (mount(type, where, type, 0, NULL) < 0 && errno != EBUSY)
		die(where);
}

static void mount_all(void)
{
	mount_on("proc", "/proc");
	mount_on("sysfs", "/sys");
	mount_on("devtmpfs", "/dev");
	mount_on("configfs", "/sys/kernel/config");
	mount_on("tracefs", "/sys/kernel/tracing");
	mount_on("tmpfs", "/run");
	mkdir("/dev/shm", 01777);
	mkdir("/dev/pts", 0755);
	mount_on("tmpfs", "/dev/shm");
	mount_on("devpts", "/dev/pts");
	symlink("/proc/self/fd", "/dev/fd");
	symlink("/proc/self/fd/0", "/dev/stdin");
	symlink("/proc/self/fd/1", "/dev/stdout");
	symlink("/proc/self/fd/2", "/dev/stderr");
}

static void onto(const char *name, int flags, int fd)
{
	int got = open(name, flags | O_CLOEXEC, 0644);

	if (got < 0 || dup2(got, fd) < 0)
		die(name);
}

static pid_t start(void)
{
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid > 0)
		return pid;
	setsid();
	if (chdir(folder) < 0)
		die(folder);
	onto("/dev/null", O_RDONLY, 0);
	onto("out", O_WRONLY | O_CREAT | O_APPEND, 1);
	onto("err", O_WRONLY | O_CREAT | O_APPEND, 2);
	execl("./job", "./job", NULL);
	_exit(127);
}

int main(int argc, char **argv)
{
	char text[32];
	pid_t job, got;
	int status;

	if (argc != 2 || getpid() != 1)
		return 64;
	folder = argv[1];
	mount_all();
	job = start();
	do
		got = wait(&status);
	while (got != job && (got > 0 || errno == EINTR));
	snprintf(text, sizeof(text), "%d",
		 WIFEXITED(status) ? WEXITSTATUS(status)
				   : 128 + WTERMSIG(status));
	say("status", text);
	halt();
}
