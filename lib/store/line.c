#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/digest.h"
#include "record/reader.h"
#include "store/apply.h"

static void put_member(struct ck_buf *buf, const char *name, const char *text)
{
	if (!text)
		return;
	ck_buf_putc(buf, ',');
	ck_write_str(buf, name);
	ck_buf_putc(buf, ':');
	ck_write_str(buf, text);
}

static void put_time(struct ck_buf *buf, const char *name, int64_t ms,
		     int offset_min)
{
	char text[30];

	ck_time_print(ms, offset_min, text);
	put_member(buf, name, text);
}

void ck_line_write(struct ck_buf *buf, const struct ck_line *line,
		   int offset_min)
{
	ck_buf_puts(buf, "{\"origin\":");
	ck_write_str(buf, line->origin);
	if (line->simulated)
		ck_buf_puts(buf, ",\"simulated\":true");
	ck_buf_puts(buf, ",\"seq\":");
	ck_buf_int(buf, line->seq);
	put_time(buf, "at", line->at, offset_min);
	if (line->occurred != line->at)
		put_time(buf, "occurred", line->occurred, offset_min);
	put_member(buf, "actor", line->actor);
	put_member(buf, "for", line->on_behalf);
	put_member(buf, "via", line->via);
	put_member(buf, "program", line->program);
	put_member(buf, "event", line->event);
	put_member(buf, "subject", line->subject);
	put_member(buf, "cause", line->cause);
	put_member(buf, "key", line->key);
	ck_buf_puts(buf, ",\"body\":");
	ck_write(buf, line->body);
	ck_buf_putc(buf, '}');
}

void ck_line_hash(const char *previous, const char *line, size_t len,
		  char ret_hash[CK_DIGEST_HEX])
{
	const struct ck_piece pieces[] = {
		{ previous, 64 }, { "\n", 1 }, { line, len }, { "\n", 1 },
	};

	ck_sha256_pieces(pieces, 4, ret_hash);
}

static int read_times(const struct ck_value *v, struct ck_line *line)
{
	const char *at = ck_get_str(v, "at");
	const char *occurred = ck_get_str(v, "occurred");

	if (!at || ck_time_parse(at, &line->at) < 0)
		return -EBADMSG;
	line->occurred = line->at;
	return occurred ? ck_time_parse(occurred, &line->occurred) : 0;
}

int ck_line_read(struct ck_doc *doc, const char *text, size_t len,
		 struct ck_line *ret_line)
{
	const struct ck_value *v = NULL;
	struct ck_line line = { 0 };
	struct ck_fault fault;

	if (ck_read(doc, text, len, &v, &fault) < 0)
		return -EBADMSG;
	line.origin = ck_get_str(v, "origin");
	line.simulated = ck_is_true(ck_get(v, "simulated"));
	line.seq = ck_get_int(v, "seq", 0);
	line.actor = ck_get_str(v, "actor");
	line.on_behalf = ck_get_str(v, "for");
	line.via = ck_get_str(v, "via");
	line.program = ck_get_str(v, "program");
	line.event = ck_get_str(v, "event");
	line.subject = ck_get_str(v, "subject");
	line.cause = ck_get_str(v, "cause");
	line.key = ck_get_str(v, "key");
	line.body = ck_get(v, "body");
	line.doc = doc;
	if (!line.origin || line.seq < 1 || !line.actor || !line.event ||
	    !line.subject || !ck_is_object(line.body) ||
	    read_times(v, &line) < 0)
		return -EBADMSG;
	*ret_line = line;
	return 0;
}

const char *ck_line_declaration(const struct ck_line *line)
{
	char *id = ck_doc_strdup(line->doc, line->subject);

	id[strcspn(id, "./")] = '\0';
	return id;
}
