#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "peer/peer.h"
#include "record/reader.h"

enum { PROGRAM_MAX = 1 << 20 };

static int read_program(struct ck_session *s, const char *path,
			struct ck_buf *ret_text)
{
	int fd = ck_open_as_user(path, O_RDONLY, 0);
	ssize_t got;

	if (fd < 0)
		return ck_fail_file(s, path, fd);
	do {
		ck_buf_reserve(ret_text, 65536);
		got = read(fd, ret_text->data + ret_text->len, 65535);
		ret_text->len += got > 0 ? got : 0;
	} while (got > 0 && ret_text->len <= PROGRAM_MAX);
	if (got < 0)
		got = -errno;
	close(fd);
	if (got < 0)
		return ck_fail_file(s, path, got);
	if (ret_text->len > PROGRAM_MAX)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "too-long",
			       _("%s: longer than %d MiB"), path,
			       PROGRAM_MAX >> 20);
	ck_buf_add(ret_text, "", 0);
	return 0;
}

int ck_peer_adapter(struct ck_session *s, const struct ck_peer *peer,
		    struct ck_jq **ret_adapter)
{
	CK_BUF text = { 0 };
	ck_autofree char *error = NULL;
	int r;

	if (!peer->adapter)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-adapter",
			       _("the site file names no adapter of peer %s: it has no facts for us"),
			       peer->name);
	r = read_program(s, peer->adapter, &text);

	if (r < 0)
		return r;
	r = ck_jq_compile(ck_buf_text(&text), ret_adapter, &error);
	if (r < 0)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "adapter", "%s: %s",
			       peer->adapter, error);
	return 0;
}

/* -- a page of the peer's lines ------------------------------------------- */

struct line {
	struct ck_doc *doc;
	struct ck_value *facts;
};

static int take_fact(void *ctx, const char *json, size_t len)
{
	struct line *line = ctx;
	const struct ck_value *fact = NULL;
	struct ck_fault fault;
	int r = ck_read(line->doc, json, len, &fact, &fault);

	if (r == 0)
		ck_push(line->facts, fact);
	return r;
}

/* Of a line that the adapter gave up nothing is taken. */
static int adapt(struct ck_session *s, struct ck_jq *adapter,
		 struct ck_item *item, struct ck_value *facts)
{
	ck_autofree char *error = NULL;
	struct line line = { item->doc, ck_new_array(item->doc) };
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_read(item->doc, item->text, item->len, &value, &fault) < 0)
		return ck_fail_fault(s, item, &fault);
	if (ck_jq_run(adapter, item->text, item->len, take_fact, &line,
		      &error) < 0)
		return ck_fail(s, item, -EBADMSG, NULL, "adapter", "%s",
			       error ? error : "");
	for (size_t i = 0; i < ck_count(line.facts); i++)
		ck_push(facts, ck_at(line.facts, i));
	return 0;
}

int ck_peer_adapt(struct ck_session *s, const struct ck_peer *peer,
		  struct ck_jq *adapter, struct ck_doc *doc,
		  const struct ck_buf *body, struct ck_peer_page *page)
{
	struct ck_item item = { .doc = doc, .source = peer->url };
	const char *at = ck_buf_text(body);
	const char *end = at + body->len;
	int r = 0;

	while (r == 0 && at < end) {
		item.text = at;
		item.len = (const char *)memchr(at, '\n', end - at) - at;
		item.line++;
		item.failure.err = 0;
		at += item.len + 1;
		if (!item.len)
			continue;
		r = adapt(s, adapter, &item, page->facts);
		page->refused += r < 0;
		r = ck_peer_refused(s, &item, r, page);
	}
	return r;
}
