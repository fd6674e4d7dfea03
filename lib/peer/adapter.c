#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "peer/peer.h"
#include "record/reader.h"

int ck_peer_adapter(struct ck_session *s, const struct ck_peer *peer,
		    struct ck_jq **ret_adapter)
{
	if (!peer->adapter)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-adapter",
			       _("the site file names no adapter of peer %s: it has no facts for us"),
			       peer->name);
	return ck_session_filter(s, peer->adapter, ret_adapter);
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
	struct ck_item item = { .doc = doc, .source = peer->place };
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
