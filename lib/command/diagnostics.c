#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "command/private.h"
#include "pass/token.h"
#include "record/reader.h"
#include "trade/mask.h"

enum { PASS_SHOWN = 12 };

/* C0, DEL and C1; line and paragraph separators; the characters that turn the
 * direction of a text. */
static bool acts_on_terminal(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

void ck_words_clean(struct ck_buf *buf, const char *text)
{
	size_t left = strlen(text);

	while (left) {
		uint32_t c = 0;
		size_t n = ck_utf8_decode(text, left, &c);

		if (!n)
			ck_buf_printf(buf, "\\x%02x", (unsigned char)*text);
		else if (acts_on_terminal(c))
			ck_buf_printf(buf, c < 0x100 ? "\\x%02x" : "\\u%04x",
				      c);
		else
			ck_buf_add(buf, text, n);
		text += n ? n : 1;
		left -= n ? n : 1;
	}
}

/* One write for all there is, so that the lines of programs that share a
 * terminal do not mix. A standard error that fails has nowhere to say so. */
void ck_words_flush(struct ck_session *s)
{
	struct ck_buf *words = &s->priv->words;
	size_t done = 0;

	while (done < words->len) {
		ssize_t n = write(STDERR_FILENO, words->data + done,
				  words->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += n;
	}
	ck_buf_clear(words);
}

static void end_line(struct ck_session *s)
{
	ck_buf_putc(&s->priv->words, '\n');
	if (!s->priv->hold_words)
		ck_words_flush(s);
}

static void put_formatted(struct ck_buf *buf, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));

static void put_formatted(struct ck_buf *buf, const char *format, va_list ap)
{
	ck_autofree char *text = NULL;

	text = ck_format_args(format, ap);
	ck_words_clean(buf, text);
}

void ck_words_line(struct ck_session *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	put_formatted(&s->priv->words, format, ap);
	va_end(ap);
	end_line(s);
}

static void say(struct ck_session *s, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));

static void say(struct ck_session *s, const char *format, va_list ap)
{
	ck_buf_printf(&s->priv->words, "%s: ", s->program->name);
	put_formatted(&s->priv->words, format, ap);
	end_line(s);
}

void ck_say(struct ck_session *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	if (!s->options.quiet)
		say(s, format, ap);
	va_end(ap);
}

void ck_note(struct ck_session *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	if (s->options.verbose && !s->options.quiet)
		say(s, format, ap);
	va_end(ap);
}

/* -- what must not be said ------------------------------------------------ */

/* "person:020085001234" is what somebody typed, with blanks perhaps: all that
 * may belong to the number is masked, up to a mark that cannot. */
static const char *find_private(const char *text, size_t *ret_len)
{
	static const char *const kinds[] = { "person:", "party:" };
	const char *first = NULL;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const char *at = strstr(text, kinds[i]);

		if (!at || (first && at > first))
			continue;
		first = at;
		*ret_len = strlen(kinds[i]);
	}
	return first;
}

const char *ck_words_masked(struct ck_doc *doc, const char *text)
{
	CK_BUF masked = { 0 };
	const char *at;
	size_t len = 0;

	if (!text)
		return NULL;
	/* Who reads of a pass must not be able to print it again. */
	if (ck_pass_is(text))
		return ck_doc_format(doc, "%.*s…", PASS_SHOWN, text);
	while ((at = find_private(text, &len))) {
		const char *number = at + len;

		len = strcspn(number, ":;,()[]{}\"");
		ck_buf_add(&masked, text, number - text);
		ck_buf_puts(&masked, ck_mask_number(doc, ck_doc_format(
					     doc, "%.*s", (int)len, number)));
		text = number + len;
	}
	ck_buf_puts(&masked, text);
	return ck_doc_strdup(doc, ck_buf_text(&masked));
}

/* -- failures ------------------------------------------------------------- */

enum ck_exit ck_fail_status(int err)
{
	return err == -EEXIST ? CK_EXIT_NO : ck_exit_status(err);
}

static void put_place(struct ck_buf *buf, const struct ck_item *item)
{
	if (item->line) {
		ck_words_clean(buf, item->source);
		ck_buf_printf(buf, ":%zu: ", item->line);
	}
	if (item->operand) {
		ck_words_clean(buf, ck_words_masked(item->doc, item->operand));
		ck_buf_puts(buf, ": ");
	}
}

static void remember(struct ck_session *s, struct ck_item *item,
		     const struct ck_failure *failure)
{
	struct ck_failure *kept;

	s->priv->last_err = failure->err;
	s->priv->last_status = failure->status;
	if (!item) {
		s->worst = ck_exit_worse(s->worst, failure->status);
		return;
	}
	kept = &item->failure;
	if (kept->err)
		return;
	*kept = *failure;
	kept->pointer = ck_doc_strdup(item->doc, failure->pointer);
	kept->code = ck_doc_strdup(item->doc, failure->code);
	kept->message = ck_words_masked(item->doc, failure->message);
}

static int fail(struct ck_session *s, struct ck_item *item,
		const struct ck_failure *failure)
{
	struct ck_buf *words = &s->priv->words;

	ck_buf_printf(words, "%s: ", s->program->name);
	if (item)
		put_place(words, item);
	if (failure->pointer && *failure->pointer) {
		ck_words_clean(words, failure->pointer);
		ck_buf_puts(words, ": ");
	}
	ck_words_clean(words, item ? ck_words_masked(item->doc,
						     failure->message)
				   : failure->message);
	if (failure->code)
		ck_buf_printf(words, " [%s]", failure->code);
	end_line(s);
	remember(s, item, failure);
	return failure->err;
}

int ck_fail(struct ck_session *s, struct ck_item *item, int err,
	    const char *pointer, const char *code, const char *format, ...)
{
	ck_autofree char *message = NULL;
	struct ck_failure failure = { .err = err, .pointer = pointer,
				      .code = code,
				      .status = ck_fail_status(err) };
	va_list ap;

	va_start(ap, format);
	message = ck_format_args(format, ap);
	va_end(ap);
	failure.message = message;
	s->priv->outside += err == -EPERM && item;
	return fail(s, item, &failure);
}

int ck_fail_fault(struct ck_session *s, struct ck_item *item,
		  const struct ck_fault *fault)
{
	bool first = !item->failure.err;

	ck_fail(s, item, -EBADMSG, NULL, fault->code, _("column %zu: %s"),
		fault->column, fault->message);
	if (first)
		item->failure.column = fault->column;
	return -EBADMSG;
}

/* Here -EEXIST is a file in the way (78), and -ENOENT a missing one (66). */
int ck_fail_of_store(struct ck_session *s, struct ck_item *item,
		     const struct ck_store *store, int err)
{
	const char *sentence = store ? ck_store_error(store) : "";
	struct ck_failure failure = { .err = err,
				      .status = err == -EEXIST ? CK_EXIT_CONFIG
							: ck_store_exit(err) };

	failure.code = err == -EAGAIN ? "store-busy" : "store";
	failure.message = *sentence ? sentence : ck_error_text(-err);
	return fail(s, item, &failure);
}

int ck_fail_store(struct ck_session *s, struct ck_item *item, int err)
{
	return ck_fail_of_store(s, item, s->store, err);
}

static enum ck_exit file_status(int err)
{
	switch (-err) {
	case ENOENT:
	case ENOTDIR:
	case EISDIR:
	case ELOOP:
	case ENAMETOOLONG:
		return CK_EXIT_NOINPUT;
	case EBADMSG:
	case EMSGSIZE:
	case EACCES:
	case EPERM:
	case EROFS:
		return ck_exit_status(err);
	default:
		return CK_EXIT_IO;
	}
}

int ck_fail_file(struct ck_session *s, const char *path, int err)
{
	ck_autofree char *message = ck_format("%s: %s", path, ck_error_text(-err));
	struct ck_failure failure = { .err = err, .message = message,
				      .status = file_status(err) };

	return fail(s, s->item, &failure);
}

void ck_fail_unsaid(struct ck_session *s, struct ck_item *item, int err)
{
	if (item ? item->failure.err : s->priv->last_err == err)
		return;
	if (s->store && *ck_store_error(s->store))
		ck_fail_store(s, item, err);
	else
		ck_fail(s, item, err, NULL, "error", "%s", ck_error_text(-err));
}
