/* Who has a device that is to be opened. */
#include <config.h>

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/text.h"
#include "port/open.h"

/* Documentation/admin-guide/devices.txt of Linux. */
enum { PTS_MAJOR = 136, PTMX_MAJOR = 5, PTMX_MINOR = 2 };

/* Lines of /proc/locks (proc(5)):
 *	3: FLOCK  ADVISORY  WRITE 5145 fe:00:12348926 0 EOF
 * A process of another namespace has no number there. */
static long find_lock(const struct stat *st)
{
	FILE *locks = fopen("/proc/locks", "re");
	char line[256];
	long found = 0;

	while (locks && !found && fgets(line, sizeof(line), locks)) {
		unsigned major_of, minor_of;
		unsigned long long inode;
		long pid;

		if (sscanf(line, "%*d: FLOCK %*s WRITE %ld %x:%x:%llu", &pid,
			   &major_of, &minor_of, &inode) == 4 &&
		    pid > 0 && pid != getpid() && inode == st->st_ino &&
		    makedev(major_of, minor_of) == st->st_dev)
			found = pid;
	}
	if (locks)
		fclose(locks);
	return found;
}

/* Of a pseudo-terminal's other end, its number; else -1 (proc(5), fdinfo of
 * /dev/ptmx, since Linux 4.15). */
static long other_end(const char *pid, const char *fd)
{
	char path[600];
	char line[256];
	FILE *info;
	long found = -1;

	snprintf(path, sizeof(path), "/proc/%s/fdinfo/%s", pid, fd);
	info = fopen(path, "re");
	while (info && found < 0 && fgets(line, sizeof(line), info))
		if (sscanf(line, "tty-index: %ld", &found) != 1)
			found = -1;
	if (info)
		fclose(info);
	return found;
}

static bool is_pseudo_terminal(const struct stat *st)
{
	return major(st->st_rdev) == PTS_MAJOR;
}

/* Whoever holds the other end of a pseudo-terminal is the device, and no
 * reader of it, whatever else it holds. */
static bool has_open(const char *pid, const struct stat *st)
{
	char path[300];
	struct stat other;
	struct dirent *entry;
	bool found = false, is_device = false;
	DIR *fds;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	fds = opendir(path);
	while (fds && !is_device && (entry = readdir(fds))) {
		if (fstatat(dirfd(fds), entry->d_name, &other, 0) != 0 ||
		    !S_ISCHR(other.st_mode))
			continue;
		found |= other.st_rdev == st->st_rdev;
		is_device = is_pseudo_terminal(st) &&
			    other.st_rdev == makedev(PTMX_MAJOR, PTMX_MINOR) &&
			    other_end(pid, entry->d_name) ==
				    (long)minor(st->st_rdev);
	}
	if (fds)
		closedir(fds);
	return found && !is_device;
}

/* Of those whose descriptors may be looked at: one's own, or as root. */
static long find_open(const struct stat *st)
{
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	long found = 0;

	while (processes && !found && (entry = readdir(processes))) {
		long pid = isdigit((unsigned char)*entry->d_name)
				   ? strtol(entry->d_name, NULL, 10) : 0;

		if (pid > 0 && pid != getpid() && has_open(entry->d_name, st))
			found = pid;
	}
	if (processes)
		closedir(processes);
	return found;
}

/* A name is the process's own to choose: what a terminal might act on is not
 * passed on. */
static void put_name(long pid, struct ck_buf *buf)
{
	char path[64];
	char name[32] = "";
	FILE *comm;

	snprintf(path, sizeof(path), "/proc/%ld/comm", pid);
	comm = fopen(path, "re");
	if (comm && !fgets(name, sizeof(name), comm))
		*name = '\0';
	if (comm)
		fclose(comm);
	name[strcspn(name, "\n")] = '\0';
	for (char *at = name; *at; at++)
		if (!isprint((unsigned char)*at))
			*at = '?';
	ck_buf_printf(buf, _("%s (process %ld)"), *name ? name : "?", pid);
}

bool ck_port_holder(const char *device, struct ck_buf *buf)
{
	struct stat st;
	long pid;

	if (stat(device, &st) < 0 || !S_ISCHR(st.st_mode))
		return false;
	pid = find_lock(&st);
	if (!pid)
		pid = find_open(&st);
	if (pid)
		put_name(pid, buf);
	return pid != 0;
}
