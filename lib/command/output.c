#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "command/private.h"
#include "record/reader.h"
#include "trade/viewer.h"

/* A listing that does not page is written in pieces of this size. */
enum { BUFFER_MOST = 1 << 20, BUFFER_KEPT = 256 << 10 };

static enum ck_output_format choose_format(const struct ck_session *s)
{
	if (s->options.format != CK_FORMAT_AUTO)
		return s->options.format;
	if (s->options.jq)
		return CK_FORMAT_JSON;
	if (s->verb->flags & CK_VERB_TABLE)
		return CK_FORMAT_TABLE;
	if (s->verb->formats && isatty(STDOUT_FILENO))
		return CK_FORMAT_OWN;
	if (!s->columns)
		return CK_FORMAT_JSON;
	return isatty(STDOUT_FILENO) ? CK_FORMAT_TABLE : CK_FORMAT_JSON;
}

enum ck_output_format ck_session_format(struct ck_session *s)
{
	return s->priv->out.format;
}

const char *ck_session_own_format(const struct ck_session *s)
{
	const struct ck_output *out = &s->priv->out;

	return out->format == CK_FORMAT_OWN ? out->own_format : NULL;
}

/* Better not done than done and not told. */
static bool is_writable(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

static int open_own(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;
	const char *formats = s->verb->formats;
	const char *name = s->options.own_format;

	if (out->format != CK_FORMAT_OWN)
		return 0;
	if (!name)
		name = ck_doc_format(s->doc, "%.*s",
				     (int)strcspn(formats + 1, " "),
				     formats + 1);
	if (s->options.jq)
		return ck_usage(s, _("--jq filters json, not %s"), name);
	out->own_format = name;
	return 0;
}

int ck_output_open(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;
	ck_autofree char *error = NULL;

	if (!is_writable(STDOUT_FILENO))
		return ck_fail(s, NULL, -EIO, NULL, NULL,
			       _("standard output is closed"));
	out->format = choose_format(s);
	if (open_own(s) < 0)
		return -EINVAL;
	if (out->format != CK_FORMAT_JSON && out->format != CK_FORMAT_OWN &&
	    !s->columns &&
	    !(s->verb->flags & CK_VERB_TABLE))
		return ck_usage(s, _("%s has no columns: it prints json only"),
				s->verb->name);
	if (s->options.jq && ck_jq_compile(s->options.jq, &out->jq, &error) < 0)
		return ck_usage(s, "--jq: %s", error);
	return 0;
}

void ck_output_close(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;

	ck_buf_free(&out->buf);
	ck_buf_free(&out->scratch);
	ck_jq_free(out->jq);
	out->jq = NULL;
}

/* -- one record ----------------------------------------------------------- */

/* A window may be drawn wider or narrower at any time. */
static struct winsize window_size(void)
{
	struct winsize window = { 0 };

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) < 0)
		return (struct winsize){ 0 };
	return window;
}

int ck_session_width(void)
{
	return window_size().ws_col;
}

int ck_session_height(void)
{
	return window_size().ws_row;
}

static struct ck_layout layout_of(struct ck_session *s)
{
	struct ck_layout layout = { .format = s->priv->out.format,
				    .excel = s->options.excel,
				    .zoned = s->site,
				    .offset_min = s->utc_offset_min,
				    .simulated = s->store &&
					ck_store_simulated(s->store) };

	if (layout.format == CK_FORMAT_TABLE)
		layout.width = ck_session_width();
	return layout;
}

static void put_row(struct ck_session *s, const struct ck_value *record)
{
	struct ck_output *out = &s->priv->out;
	struct ck_layout layout = layout_of(s);

	if (!s->columns)
		return;
	out->tried |= ck_is_true(ck_get(record, "dry_run"));
	out->repeated += ck_is_true(ck_get(record, "repeated"));
	if (!out->started)
		ck_table_heading(&out->buf, s->columns, &layout);
	out->started = true;
	ck_table_row(&out->buf, s->columns, &layout, record);
}

static void put_own(struct ck_session *s, const struct ck_value *record)
{
	struct ck_output *out = &s->priv->out;
	int r = s->verb->draw(s, record, out->own_format, &out->buf);

	if (r < 0)
		ck_fail(s, NULL, r, NULL, "format", "--format %s: %s",
			out->own_format, ck_error_text(-r));
}

static void put_text_row(struct ck_session *s, const char *text, size_t len)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *record = NULL;
	struct ck_fault fault;

	if (ck_read(doc, text, len, &record, &fault) == 0)
		put_row(s, record);
}

static int put_result(void *ctx, const char *json, size_t len)
{
	struct ck_session *s = ctx;
	struct ck_output *out = &s->priv->out;

	if (out->format != CK_FORMAT_JSON) {
		put_text_row(s, json, len);
		return 0;
	}
	ck_buf_add(&out->buf, json, len);
	ck_buf_putc(&out->buf, '\n');
	return 0;
}

/* What the filter cannot take is said; the records around it still come, for
 * what they answer has happened. */
static void put_filtered(struct ck_session *s, const char *text, size_t len)
{
	ck_autofree char *error = NULL;
	int r = ck_jq_run(s->priv->out.jq, text, len, put_result, s, &error);

	if (r < 0)
		ck_fail(s, NULL, r, NULL, "jq", "--jq: %s",
			error ? error : ck_error_text(-r));
}

void ck_output_record(struct ck_session *s, const struct ck_value *record)
{
	struct ck_output *out = &s->priv->out;

	if (out->jq) {
		ck_buf_clear(&out->scratch);
		ck_write(&out->scratch, record);
		put_filtered(s, out->scratch.data, out->scratch.len);
	} else if (out->format == CK_FORMAT_JSON) {
		ck_write(&out->buf, record);
		ck_buf_putc(&out->buf, '\n');
	} else if (out->format == CK_FORMAT_OWN) {
		put_own(s, record);
	} else {
		put_row(s, record);
	}
}

void ck_output_bytes(struct ck_session *s, const struct ck_item *item)
{
	struct ck_output *out = &s->priv->out;

	if (out->jq) {
		put_filtered(s, item->text, item->len);
	} else if (out->format == CK_FORMAT_JSON) {
		ck_buf_add(&out->buf, item->text, item->len);
		ck_buf_putc(&out->buf, '\n');
	} else if (out->format != CK_FORMAT_OWN && item->record) {
		put_row(s, item->record);
	}
}

/* -- writing -------------------------------------------------------------- */

/* Something was done, and whoever asked for it must hear of it. */
static bool has_acted(const struct ck_session *s)
{
	return !s->options.dry_run && !ck_session_only_reads(s) &&
	       s->verb->flags & (CK_VERB_WRITES | CK_VERB_LANE);
}

/* At a signal a listing ends, even if its reader has stopped reading. */
static bool is_stuck(const struct ck_session *s)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return ck_session_stopping() && !has_acted(s) && poll(&out, 1, 0) == 0;
}

static int write_all(const struct ck_session *s, const char *data, size_t len)
{
	while (len) {
		size_t most = ck_session_stopping() ? PIPE_BUF : len;
		ssize_t n;

		if (is_stuck(s))
			return -EINTR;
		n = write(STDOUT_FILENO, data, most < len ? most : len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		len -= n;
	}
	return 0;
}

int ck_output_flush(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;

	if (!out->err && out->buf.len)
		out->err = write_all(s, out->buf.data, out->buf.len);
	if (out->buf.cap > BUFFER_KEPT)
		ck_buf_free(&out->buf);
	ck_buf_clear(&out->buf);
	return out->err;
}

static int flush_when_full(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;

	if (out->err)
		return out->err;
	return out->buf.len > BUFFER_MOST ? ck_output_flush(s) : 0;
}

/* 1 or 0; asked once, for a listing may be long. */
static int may_see(struct ck_session *s, const struct ck_value *record)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;

	if (s->priv->sees == SEES_UNKNOWN) {
		int all = ck_viewer_sees_all(s);

		if (all < 0)
			return all;
		s->priv->sees = all ? SEES_ALL : SEES_OWN;
	}
	if (s->priv->sees == SEES_ALL)
		return 1;
	doc = ck_doc_new();
	return ck_viewer_owns_record(s, doc, record);
}

int ck_print(struct ck_session *s, const struct ck_value *record)
{
	int r = may_see(s, record);

	if (r < 0)
		return r;
	if (r)
		ck_output_record(s, record);
	return flush_when_full(s);
}

int ck_print_text(struct ck_session *s, const char *text, size_t len)
{
	ck_buf_add(&s->priv->out.buf, text, len);
	return flush_when_full(s);
}

/* Whoever reads a listing may have seen enough. */
static bool may_be_silent(const struct ck_session *s)
{
	int err = s->priv->out.err;

	return !has_acted(s) && (err == -EPIPE || err == -EINTR);
}

/* What a record says in members that no column has. */
static void say_of_rows(struct ck_session *s)
{
	const struct ck_output *out = &s->priv->out;

	if (out->format != CK_FORMAT_TABLE)
		return;
	if (out->tried)
		ck_say(s, _("a dry run: nothing was changed"));
	if (out->repeated)
		ck_say(s, _("done before, and not written again: %zu"),
		       out->repeated);
}

void ck_output_finish(struct ck_session *s)
{
	struct ck_output *out = &s->priv->out;
	struct ck_layout layout = layout_of(s);

	if (s->columns && !out->started && s->worst == CK_EXIT_OK &&
	    (out->format == CK_FORMAT_CSV || out->format == CK_FORMAT_TSV))
		ck_table_heading(&out->buf, s->columns, &layout);
	say_of_rows(s);
	if (ck_output_flush(s) < 0 && !may_be_silent(s))
		ck_fail(s, NULL, -EIO, NULL, NULL, "%s: %s",
			_("standard output"), ck_error_text(-out->err));
}

int ck_print_flush(struct ck_session *s)
{
	return ck_output_flush(s);
}

/* -- new records ---------------------------------------------------------- */

struct ck_value *ck_record(struct ck_session *s, struct ck_doc *doc,
			   const char *kind)
{
	struct ck_value *record = ck_new_object(doc);

	ck_set_str(record, "kind", kind);
	ck_set_str(record, "site", s->site);
	if (s->store && ck_store_simulated(s->store))
		ck_set_bool(record, "simulated", true);
	if (s->options.dry_run)
		ck_set_bool(record, "dry_run", true);
	return record;
}

struct ck_value *ck_answer(struct ck_session *s, struct ck_item *item,
			   const char *kind)
{
	struct ck_value *record = ck_record(s, item->doc, kind);

	if (!item->answers)
		item->answers = ck_new_array(item->doc);
	ck_push(item->answers, record);
	return record;
}

bool ck_item_is_said(const struct ck_item *item)
{
	return ck_is(item->record, "kind", "error") ||
	       ck_is(item->record, "kind", "finding");
}

int ck_pass(struct ck_item *item)
{
	item->passes = true;
	return 0;
}
