#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "command/private.h"
#include "store/query.h"

enum { STORE_FLAGS = CK_VERB_READS | CK_VERB_WRITES | CK_VERB_LANE };

/* A store opened as descriptor 1 would be overwritten by the first answer: a
 * closed standard descriptor is replaced by one that refuses. */
static void fill_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

void ck_session_harden(void)
{
	const struct rlimit none = { 0, 0 };

	fill_standard_descriptors();
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);
	umask(umask(S_IRWXO) | S_IRWXO);
}

int ck_open_as_user(const char *path, int flags, mode_t mode)
{
	gid_t ours = getegid();
	gid_t theirs = getgid();
	int fd;

	if (ours != theirs && setegid(theirs) < 0)
		return -errno;
	fd = open(path, flags | O_CLOEXEC, mode);
	fd = fd < 0 ? -errno : fd;
	if (ours != theirs && setegid(ours) < 0)
		abort();
	return fd;
}

/* -- the store ------------------------------------------------------------ */

bool ck_session_only_reads(const struct ck_session *s)
{
	if (s->verb->flags & CK_VERB_LISTS && s->priv->operand_count == 0)
		return true;
	if (s->verb->only_reads &&
	    s->verb->only_reads(s->priv->operands, s->priv->operand_count))
		return true;
	return !(s->verb->flags & (CK_VERB_WRITES | CK_VERB_LANE));
}

static enum ck_store_mode store_mode(const struct ck_session *s)
{
	if (s->options.dry_run || ck_session_only_reads(s))
		return CK_STORE_READ;
	return s->verb->flags & CK_VERB_LANE ? CK_STORE_LANE : CK_STORE_WRITE;
}

int ck_session_drop_group(struct ck_session *s)
{
	gid_t theirs = getgid();

	if (getegid() == theirs || setresgid(theirs, theirs, theirs) == 0)
		return 0;
	return ck_fail_file(s, s->options.store, -errno);
}

/* The rights of a setgid program are for the installation's store, not for
 * whatever file its user names. */
int ck_session_drop_for_store(struct ck_session *s)
{
	return s->options.store_named ? ck_session_drop_group(s) : 0;
}

static int open_store(struct ck_session *s)
{
	int r = ck_session_drop_for_store(s);

	if (r < 0)
		return r;
	r = ck_store_open(s->options.store, store_mode(s), &s->store);
	if (r >= 0 && ck_store_lost(s->store))
		ck_say(s, "%s", ck_store_error(s->store));
	if (r >= 0)
		return 0;
	if (r == -ENOENT && s->verb->flags & CK_VERB_NO_STORE_OK &&
	    !s->options.store_named) {
		ck_store_close(s->store);
		s->store = NULL;
		return 0;
	}
	return ck_fail_store(s, NULL, r);
}

/* -- the site ------------------------------------------------------------- */

/* Whatever sites there are, or however badly they stand there. */
static bool whole_store(const struct ck_session *s)
{
	return s->verb->flags & CK_VERB_WHOLE && ck_session_only_reads(s);
}

static int several_sites(struct ck_session *s, struct ck_stmt *q)
{
	CK_BUF codes = { 0 };
	int r;

	if (whole_store(s)) {
		s->site = NULL;
		return 0;
	}
	ck_buf_puts(&codes, s->site);
	do
		ck_buf_printf(&codes, ", %s", ck_column_text(q, 0));
	while ((r = ck_step(q)) > 0);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	return ck_usage(s, _("the store holds several sites (%s): choose with --site"),
			ck_buf_text(&codes));
}

static int no_site(struct ck_session *s)
{
	if (!s->options.site)
		return 0;
	return ck_fail(s, NULL, -ENOENT, NULL, "no-site",
		       _("the store holds no site %s"), s->options.site);
}

static int find_site(struct ck_session *s)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_SESSION_SITE, "s",
				     s->options.site);
	int r = ck_step(q);

	if (r == -ENOTRECOVERABLE && whole_store(s))
		return 0;
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (r == 0)
		return no_site(s);
	s->site = ck_doc_strdup(s->doc, ck_column_text(q, 0));
	s->utc_offset_min = ck_column_int(q, 1);
	if (!s->options.language)
		ck_text_language(ck_doc_strdup(s->doc, ck_column_text(q, 2)));
	r = s->options.site ? 0 : ck_step(q);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	return r > 0 ? several_sites(s, q) : 0;
}

/* -- the user ------------------------------------------------------------- */

/* The real user of the process: the environment has no say. */
static void find_user(struct ck_session *s)
{
	const struct passwd *pw = getpwuid(getuid());

	s->user = pw ? ck_strdup(pw->pw_name)
		     : ck_format("%u", (unsigned)getuid());
}

static int open_rejects(struct ck_session *s)
{
	struct stat st;
	int fd;

	if (!s->options.rejects)
		return 0;
	fd = ck_open_as_user(s->options.rejects, O_WRONLY | O_CREAT | O_APPEND,
			     0600);
	if (fd < 0)
		return ck_fail_file(s, s->options.rejects, fd);
	s->priv->rejects_fd = fd;
	/* It was there already, perhaps for all to read. */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		(void)!fchmod(fd, 0600);
	return 0;
}

int ck_session_open(struct ck_session *s)
{
	int r = 0;

	find_user(s);
	if (s->verb->flags & STORE_FLAGS &&
	    (!s->verb->wants_store || s->verb->wants_store(s)))
		r = open_store(s);
	if (r == 0)
		r = ck_clock_open(s);
	if (r == 0 && s->store)
		r = find_site(s);
	if (r == 0)
		r = ck_output_open(s);
	return r == 0 ? open_rejects(s) : r;
}

/* What nobody has a right to is written nowhere, but counted: best effort, for
 * the refusal stands whatever becomes of the count. */
static void count_outside(struct ck_session *s)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;

	if (!s->priv->outside || !s->store || s->options.dry_run ||
	    ck_session_only_reads(s) ||
	    !(s->verb->flags & (CK_VERB_WRITES | CK_VERB_LANE)))
		return;
	if (ck_txn_begin(s->store, false, &txn) == 0 &&
	    ck_run(s->store, CK_SQL_SETTING_COUNT, "si", "acts_refused",
		   (int64_t)s->priv->outside) >= 0 &&
	    ck_txn_commit(txn) < 0)
		ck_note(s, "%s", ck_store_error(s->store));
}

void ck_session_close(struct ck_session *s)
{
	count_outside(s);
	ck_output_close(s);
	ck_buf_free(&s->priv->words);
	if (s->priv->rejects_fd >= 0)
		close(s->priv->rejects_fd);
	ck_store_leave(s->store);
	ck_doc_free(s->priv->staff_doc);
	ck_doc_free(s->doc);
	free(s->user);
}
