#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "keeper/keeper.h"
#include "record/reader.h"

int ck_keeper_place(struct ck_session *s, const char *text,
		    const char **ret_origin, int64_t *ret_seq)
{
	const char *colon = strrchr(text, ':');
	const char *digits = colon ? colon + 1 : text;
	char *end;
	char *origin;
	long long seq = strtoll(digits, &end, 10);

	if (end == digits || *end || seq < 0 || colon == text)
		return ck_fail(s, NULL, -EINVAL, NULL, "place",
			       _("\"%s\": expected [ORIGIN:]SEQ, as CKHN:120"),
			       text);
	*ret_seq = seq;
	*ret_origin = ck_store_origin(s->store);
	if (!colon)
		return 0;
	origin = ck_doc_strdup(s->doc, text);
	origin[colon - text] = '\0';
	*ret_origin = origin;
	return 0;
}

int ck_keeper_heads(struct ck_session *s, struct ck_store *store,
		    struct ck_value *array)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_ORIGIN_HEADS, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *head = ck_record(s, s->doc, "head");

		ck_set_str(head, "origin", ck_column_text(q, 0));
		ck_set_int(head, "seq", ck_column_int(q, 1));
		ck_set_str(head, "hash", ck_column_text(q, 2));
		ck_set_time(head, "at", ck_column_int(q, 3), s->utc_offset_min);
		ck_push(array, head);
	}
	return r < 0 ? ck_fail_of_store(s, NULL, store, r) : 0;
}

int ck_keeper_day(struct ck_session *s, const char *option, const char *text,
		  int64_t *ret_ms)
{
	if (ck_session_day(s, text, ret_ms) == 0)
		return 0;
	return ck_fail(s, NULL, -EINVAL, NULL, "day",
		       _("%s %s: expected a day, as 2026-11-22"), option, text);
}

int ck_keeper_allow(struct ck_session *s)
{
	return ck_session_allow(s, "admin");
}

bool ck_keeper_exists(struct ck_session *s, enum ck_sql query, const char *id)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = ck_query(s->store, query,
							      "s", id);

	return ck_step(q) > 0;
}

int ck_keeper_read_text(struct ck_session *s, const char *path,
			struct ck_buf *text)
{
	bool piped = !strcmp(path, "-");
	int fd = piped ? STDIN_FILENO : ck_open_as_user(path, O_RDONLY, 0);
	ssize_t got = 0;

	if (fd < 0)
		return ck_fail_file(s, path, fd);
	do {
		text->len += got;
		ck_buf_reserve(text, 65536);
		got = read(fd, text->data + text->len, 65536);
	} while (got > 0 && text->len <= CK_FILE_MAX);
	if (!piped)
		close(fd);
	if (got < 0)
		return ck_fail_file(s, path, -errno);
	if (text->len > CK_FILE_MAX)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "too-long",
			       _("%s: longer than %d MiB"), path,
			       CK_FILE_MAX >> 20);
	return 0;
}

int ck_keeper_purge(struct ck_session *s)
{
	int r = ck_store_purge(s->store);

	if (r == -EAGAIN)
		return ck_fail(s, NULL, r, NULL, "wal-busy", "%s",
			       _("it is deleted, but another program still reads the store's WAL, which holds it; do it again in a moment"));
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}
