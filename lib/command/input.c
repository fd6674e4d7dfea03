#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "command/input.h"
#include "command/private.h"
#include "record/lines.h"
#include "record/reader.h"

enum { OPERAND_MAX = 256 };

struct ck_input {
	struct ck_session *s;
	char **words;			/* operands or files still to come */
	int count;
	int next;
	bool once;			/* one item made of nothing */
	struct ck_lines *lines;		/* of the source being read */
	void *reader;			/* … or the verb's own */
	int fd;
	const char *source;
	bool whole;			/* may be one document of many lines */
	bool began;			/* its first record was read */
	bool empty;			/* so far, of a file that was named */
	bool pending;			/* a line was read too early */
	struct ck_buf pending_text;
	size_t pending_number;
};

/* -- sources -------------------------------------------------------------- */

static bool is_regular(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* Nothing may wait for the end of a stream, so only of a file are all lines
 * looked at together. */
static void use_source(struct ck_input *in, int fd, const char *source)
{
	in->fd = fd;
	in->source = source;
	in->lines = ck_lines_new(fd);
	ck_lines_stop(in->lines, &ck_signal_seen);
	ck_lines_beside(in->lines, &in->s->aside, 1);
	in->began = false;
	in->empty = fd != STDIN_FILENO && is_regular(fd);
	in->whole = in->s->verb->flags & CK_VERB_RECORDS &&
		    (fd != STDIN_FILENO || is_regular(fd));
}

static void end_source(struct ck_input *in)
{
	ck_lines_free(in->lines);
	in->lines = NULL;
	in->reader = NULL;
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}

static int use_reader(struct ck_input *in, int fd, const char *source)
{
	int r = in->s->verb->source->open(in->s, fd, source, &in->reader);

	in->source = source;
	if (fd > STDIN_FILENO)
		close(fd);
	return r;
}

static int open_source(struct ck_input *in, const char *word)
{
	int fd = strcmp(word, "-") ? ck_open_as_user(word, O_RDONLY, 0)
				   : STDIN_FILENO;

	if (fd < 0)
		return ck_fail_file(in->s, word, fd);
	if (in->s->verb->source)
		return use_reader(in, fd, word);
	use_source(in, fd, word);
	return 0;
}

static int nothing_to_read(struct ck_session *s)
{
	const char *arguments = s->verb->arguments ? s->verb->arguments : "-";

	if (s->verb->source)
		return ck_usage(s, _("nothing to read: %s; - reads a file from standard input"),
				arguments);
	if (s->verb->flags & CK_VERB_RECORDS)
		return ck_usage(s, _("nothing to read: %s; a file holds JSON records, one a line; - reads them from standard input"),
				arguments);
	return ck_usage(s, _("nothing to act on: %s; - reads JSON records or operands, one a line, from standard input"),
			arguments);
}

struct ck_input *ck_input_open(struct ck_session *s)
{
	static char *const standard[] = { (char *)"-" };
	struct ck_input *in;
	bool streams = s->verb->flags & (CK_VERB_OPERANDS | CK_VERB_RECORDS);
	bool bare = streams && s->priv->operand_count == 0;

	if (bare && s->verb->alone && s->verb->alone(s))
		streams = bare = false;
	if (bare && (s->verb->flags & CK_VERB_LISTS || isatty(STDIN_FILENO))) {
		nothing_to_read(s);
		return NULL;
	}
	in = ck_new(struct ck_input);
	in->s = s;
	in->fd = -1;
	in->once = !streams;
	in->words = s->priv->operands;
	in->count = s->priv->operand_count;
	if (bare && s->verb->source) {
		in->words = (char **)standard;
		in->count = 1;
	} else if (bare) {
		use_source(in, STDIN_FILENO, "-");
	}
	return in;
}

void ck_input_close(struct ck_input *in)
{
	if (!in)
		return;
	end_source(in);
	if (in->s->verb->source)
		in->s->verb->source->finish(in->s);
	ck_buf_free(&in->pending_text);
	free(in);
}

/* -- one record ----------------------------------------------------------- */

/* Somebody pipes a document that was laid out for people. */
static void refuse_lines(struct ck_input *in, struct ck_item *item,
			 const struct ck_fault *fault)
{
	ck_fail(in->s, item, -EBADMSG, NULL, fault->code,
		_("column %zu: %s; in a stream a record is one line: jq -c . makes it one"),
		fault->column, fault->message);
	item->failure.column = fault->column;
}

static void take_text(struct ck_item *item, const struct ck_buf *text)
{
	item->text = ck_buf_text(text);
	item->len = text->len;
}

static void check_object(struct ck_input *in, struct ck_item *item)
{
	const char *sentence =
		ck_is_array(item->record)
			? _("a record is a JSON object; jq -c '.[]' takes the array apart")
		: ck_str(item->record)
			? _("a record is a JSON object; jq -r gives the text without quotes")
			: _("a record is a JSON object");

	if (!ck_is_object(item->record))
		ck_fail(in->s, item, -EBADMSG, NULL, "not-object", "%s",
			sentence);
}

/* After a comma or a bracket the document goes on, however its lines begin. */
static bool goes_on(const struct ck_buf *text)
{
	size_t len = text->len;

	while (len && strchr(" \t\r\n", text->data[len - 1]))
		len--;
	return len && strchr(",[", text->data[len - 1]);
}

/* Reads on to the end of the file and takes all of it as one document. A line
 * that begins like a record says that it is none: the file holds records, and
 * the first of them is broken. */
static int read_rest(struct ck_input *in, struct ck_item *item,
		     struct ck_buf *text, struct ck_fault *fault)
{
	char *line = NULL;
	size_t len;
	int r;

	while ((r = ck_lines_next(in->lines, &line, &len)) > 0) {
		if (*line == '{' && !in->pending && !goes_on(text)) {
			in->pending = true;
			in->pending_number = ck_lines_number(in->lines);
			ck_buf_clear(&in->pending_text);
			ck_buf_add(&in->pending_text, line, len);
			return -EBADMSG;
		}
		if (text->len + len > CK_LINE_MAX)
			return -EMSGSIZE;
		ck_buf_putc(text, '\n');
		ck_buf_add(text, line, len);
	}
	if (r < 0)
		return r;
	ck_doc_reset(item->doc);
	r = ck_read(item->doc, text->data, text->len, &item->record, fault);
	if (r < 0)
		item->line = fault->line;
	return r;
}

static int read_document(struct ck_input *in, struct ck_item *item,
			 struct ck_buf *text, struct ck_fault *fault)
{
	int r = read_rest(in, item, text, fault);

	take_text(item, text);
	if (r == 0)
		check_object(in, item);
	else if (r == -EBADMSG)
		ck_fail_fault(in->s, item, fault);
	else if (r == -EMSGSIZE)
		ck_fail(in->s, item, -EBADMSG, NULL, "too-long",
			_("the document is longer than %d bytes"), CK_LINE_MAX);
	else
		return r;
	return 1;
}

static int read_record(struct ck_input *in, struct ck_item *item,
		       struct ck_buf *text)
{
	struct ck_fault fault;
	bool first = !in->began;
	int r = ck_read(item->doc, text->data, text->len, &item->record,
			&fault);

	in->began = true;
	if (r == 0)
		check_object(in, item);
	else if (first && in->whole && !strcmp(fault.code, "incomplete"))
		return read_document(in, item, text, &fault);
	else if (first && !strcmp(fault.code, "incomplete"))
		refuse_lines(in, item, &fault);
	else
		ck_fail_fault(in->s, item, &fault);
	return 1;
}

/* -- one operand ---------------------------------------------------------- */

static bool fit_operand(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return false;
	return len <= OPERAND_MAX && ck_utf8_valid(text, len);
}

static int take_operand(struct ck_input *in, struct ck_item *item,
			const char *text, size_t len)
{
	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	while (len && strchr(" \t", *text)) {
		text++;
		len--;
	}
	if (!fit_operand(text, len))
		ck_fail(in->s, item, -EBADMSG, NULL, "operand",
			_("not a record, and not an operand either"));
	else
		item->operand = ck_doc_format(item->doc, "%.*s", (int)len,
					      text);
	return 1;
}

static int next_word(struct ck_input *in, struct ck_item *item,
		     struct ck_buf *text, const char *word)
{
	item->source = "argument";
	ck_buf_puts(text, word);
	take_text(item, text);
	return take_operand(in, item, text->data, text->len);
}

/* -- lines ---------------------------------------------------------------- */

static bool is_blank(const char *line, size_t len)
{
	return strspn(line, " \t\r") == len;
}

static void fail_long(struct ck_input *in, struct ck_item *item, size_t len)
{
	struct ck_fault fault = { .code = "too-long",
				  .column = ck_lines_column(in->lines) };

	snprintf(fault.message, sizeof(fault.message),
		 _("the line has %zu bytes; %d is the most"), len, CK_LINE_MAX);
	ck_fail_fault(in->s, item, &fault);
}

/* Copies the next line that is not blank into text. */
static int next_text(struct ck_input *in, struct ck_item *item,
		     struct ck_buf *text)
{
	char *line = NULL;
	size_t len = 0;
	int r;

	if (in->pending) {
		ck_buf_add(text, in->pending_text.data, in->pending_text.len);
		item->line = in->pending_number;
		in->pending = false;
		return 1;
	}
	do
		r = ck_lines_next(in->lines, &line, &len);
	while (r > 0 && is_blank(line, len));
	item->line = ck_lines_number(in->lines);
	if (r == -EMSGSIZE) {
		fail_long(in, item, len);
		return 1;
	}
	if (r > 0)
		ck_buf_add(text, line, len);
	return r;
}

static int next_line(struct ck_input *in, struct ck_item *item,
		     struct ck_buf *text)
{
	int r;

	item->source = in->source;
	r = next_text(in, item, text);
	if (r > 0)
		in->empty = false;
	take_text(item, text);
	if (r <= 0 || item->failure.err)
		return r;
	if (in->s->verb->flags & CK_VERB_OPERANDS &&
	    !ck_meant_as_json(item->text))
		return take_operand(in, item, item->text, item->len);
	r = read_record(in, item, text);
	take_text(item, text);
	return r;
}

static int next_of_reader(struct ck_input *in, struct ck_item *item,
			  struct ck_buf *text)
{
	int r;

	item->source = in->source;
	r = in->s->verb->source->next(in->s, in->reader, item, text);
	take_text(item, text);
	return r;
}

static int next_source(struct ck_input *in)
{
	int r;

	do
		r = open_source(in, in->words[in->next++]);
	while (r < 0 && r != -EINVAL && in->next < in->count &&
	       (in->s->options.keep_going || in->s->verb->source));
	return r;
}

static int next_of_source(struct ck_input *in, struct ck_item *item,
			  struct ck_buf *text)
{
	int r = in->reader ? next_of_reader(in, item, text)
			   : next_line(in, item, text);

	if (r > 0 || r == -EINTR)
		return r;
	if (r < 0 && !in->reader)
		ck_fail_file(in->s, in->source, r);
	if (r == 0 && !in->reader && in->empty)
		r = ck_fail(in->s, NULL, -EBADMSG, NULL, "empty",
			    _("%s: there is no record in it"), in->source);
	end_source(in);
	return r < 0 && !in->s->options.keep_going ? r : 0;
}

int ck_input_next(struct ck_input *in, struct ck_item *item,
		  struct ck_buf *text)
{
	bool operands = in->s->verb->flags & CK_VERB_OPERANDS;
	int r = 0;

	if (in->once) {
		in->once = false;
		item->source = "argument";
		return 1;
	}
	for (;;) {
		if (ck_signal_seen)
			return -EINTR;
		if (in->lines || in->reader)
			r = next_of_source(in, item, text);
		if (r)
			return r;
		if (in->next == in->count)
			return 0;
		if (operands && strcmp(in->words[in->next], "-"))
			return next_word(in, item, text,
					 in->words[in->next++]);
		r = next_source(in);
		if (r < 0)
			return r;
	}
}

bool ck_input_ready(struct ck_input *in)
{
	if (in->once || in->pending || in->reader)
		return true;
	if (in->lines)
		return ck_lines_ready(in->lines);
	return in->next < in->count && in->s->verb->flags & CK_VERB_OPERANDS &&
	       strcmp(in->words[in->next], "-");
}
