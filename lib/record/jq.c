#include <config.h>

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/jq.h"
#include "record/layout.h"
#include "record/libjq.h"
#include "record/number.h"
#include "record/reader.h"

enum { SAID_MOST = 200 };

struct ck_jq {
	jq_state *state;
	struct ck_buf said; /* by the compiler */
	struct ck_buf out;
	void (*hear)(void *ctx, const char *json, size_t len);
	void *hear_ctx;
	struct ck_buf heard;
};

/* jv_is_valid is an inline function of the header, past libjq.h. */
static bool is_valid(jv value)
{
	return jv_get_kind(value) != JV_KIND_INVALID;
}

/* -- errors --------------------------------------------------------------- */

static void give_error(char **ret_error, char *sentence)
{
	if (ret_error)
		*ret_error = sentence;
	else
		free(sentence);
}

/* Takes the value. An error may be any JSON value. */
static char *sentence_of(jv message)
{
	char *sentence;

	if (jv_get_kind(message) != JV_KIND_STRING)
		message = jv_dump_string(message, 0);
	sentence = ck_strdup(jv_string_value(message));
	jv_free(message);
	return sentence;
}

/* One sentence of several lines, without jq's "jq: error: " and without the
 * count at the end ("jq: 1 compile error"). */
static void hear(void *ctx, jv message)
{
	static const char prefix[] = "jq: error: ";
	struct ck_jq *jq = ctx;
	ck_autofree char *text = sentence_of(message);
	char *rest = text;

	if (!strncmp(rest, prefix, sizeof(prefix) - 1))
		rest += sizeof(prefix) - 1;
	else if (!strncmp(rest, "jq: ", 4))
		return;
	rest[strcspn(rest, "\n")] = '\0';
	if (*rest && rest[strlen(rest) - 1] == ':')
		rest[strlen(rest) - 1] = '\0';
	if (jq->said.len)
		ck_buf_puts(&jq->said, "; ");
	ck_buf_puts(&jq->said, rest);
}

/* -- compiling ------------------------------------------------------------ */

/* libjq 1.6 and 1.7 both load $HOME/.jq into every program; without HOME they
 * do not. No thread may read the environment meanwhile. */
static int compile_without_home(struct ck_jq *jq, const char *program)
{
	ck_autofree char *home = ck_strdup(getenv("HOME"));
	int compiled;

	unsetenv("HOME");
	compiled = jq_compile(jq->state, program);
	if (home)
		setenv("HOME", home, 1);
	return compiled ? 0 : -EINVAL;
}

static void prepare(struct ck_jq *jq)
{
	jq->state = jq_init();
	if (!jq->state)
		abort();
	jq_set_error_cb(jq->state, hear, jq);
	/* libjq 1.6 leaves these two uninitialised, and calls them. */
	jq_set_input_cb(jq->state, NULL, NULL);
	jq_set_debug_cb(jq->state, NULL, NULL);
	jq_set_attr(jq->state, jv_string("JQ_LIBRARY_PATH"), jv_array());
}

int ck_jq_compile(const char *program, struct ck_jq **ret_jq, char **ret_error)
{
	CK_CLEANUP(ck_jq_free) struct ck_jq *jq = NULL;

	if (ck_libjq_load() < 0) {
		give_error(ret_error,
			   ck_strdup(_("no jq library; install the package libjq1")));
		return -ENOSYS;
	}
	jq = ck_new(struct ck_jq);
	prepare(jq);
	if (compile_without_home(jq, program) < 0) {
		give_error(ret_error, ck_buf_take(&jq->said));
		return -EINVAL;
	}
	*ret_jq = ck_take(jq);
	return 0;
}

void ck_jq_free(struct ck_jq *jq)
{
	if (!jq)
		return;
	if (jq->state)
		jq_teardown(&jq->state);
	ck_buf_free(&jq->said);
	ck_buf_free(&jq->out);
	ck_buf_free(&jq->heard);
	free(jq);
}

/* -- results -------------------------------------------------------------- */

static bool write_result(struct ck_buf *buf, jv v, int depth);

static void write_string(struct ck_buf *buf, jv v)
{
	int len = jv_string_length_bytes(jv_copy(v));

	ck_write_text(buf, jv_string_value(v), (size_t)len);
}

/* As jq dumps them, not a number is null and infinity the largest double; all
 * others as RFC 8785 prints them, since 1.6 and 1.7 differ. */
static void write_double(struct ck_buf *buf, double d)
{
	char text[CK_NUMBER_SIZE];
	struct ck_decimal decimal;

	if (isnan(d)) {
		ck_buf_puts(buf, "null");
		return;
	}
	ck_decimal_of(isinf(d) ? copysign(DBL_MAX, d) : d, &decimal);
	ck_buf_add(buf, text, ck_decimal_print(&decimal, text));
}

static bool write_elements(struct ck_buf *buf, jv v, int depth)
{
	int count = jv_array_length(jv_copy(v));
	bool fits = true;

	ck_buf_putc(buf, '[');
	for (int i = 0; fits && i < count; i++) {
		if (i)
			ck_buf_putc(buf, ',');
		fits = write_result(buf, jv_array_get(jv_copy(v), i), depth);
	}
	ck_buf_putc(buf, ']');
	return fits;
}

static bool write_members(struct ck_buf *buf, jv v, int depth)
{
	int at = jv_object_iter(v);
	bool fits = true;

	ck_buf_putc(buf, '{');
	for (bool later = false; fits && jv_object_iter_valid(v, at);
	     at = jv_object_iter_next(v, at), later = true) {
		jv key = jv_object_iter_key(v, at);

		if (later)
			ck_buf_putc(buf, ',');
		write_string(buf, key);
		jv_free(key);
		ck_buf_putc(buf, ':');
		fits = write_result(buf, jv_object_iter_value(v, at), depth);
	}
	ck_buf_putc(buf, '}');
	return fits;
}

/* Takes the value. False when it is nested too deep for a record. */
static bool write_result(struct ck_buf *buf, jv v, int depth)
{
	bool fits = true;

	switch (jv_get_kind(v)) {
	case JV_KIND_ARRAY:
		fits = depth < CK_DEPTH_MAX &&
		       write_elements(buf, v, depth + 1);
		break;
	case JV_KIND_OBJECT:
		fits = depth < CK_DEPTH_MAX && write_members(buf, v, depth + 1);
		break;
	case JV_KIND_STRING:
		write_string(buf, v);
		break;
	case JV_KIND_NUMBER:
		write_double(buf, jv_number_value(v));
		break;
	case JV_KIND_TRUE:
		ck_buf_puts(buf, "true");
		break;
	case JV_KIND_FALSE:
		ck_buf_puts(buf, "false");
		break;
	default:
		ck_buf_puts(buf, "null");
		break;
	}
	jv_free(v);
	return fits;
}

/* -- running -------------------------------------------------------------- */

/* The filter `error` says the whole record, and persons may be in it: what is
 * said of a run goes to standard error and is cut. Takes the value. */
static char *short_of(jv message)
{
	ck_autofree char *sentence = sentence_of(message);
	size_t len = strlen(sentence);
	size_t end = ck_utf8_cut(sentence, len, SAID_MOST);

	if (end == len)
		return ck_take(sentence);
	return ck_format("%.*s…", (int)end, sentence);
}

/* The end of the results: nothing more, an error, or "halt_error". */
static int finish(struct ck_jq *jq, jv last, char **ret_error)
{
	if (jv_invalid_has_msg(jv_copy(last))) {
		give_error(ret_error, short_of(jv_invalid_get_msg(last)));
		return -EBADMSG;
	}
	jv_free(last);
	if (!jq_halted(jq->state))
		return 0;
	last = jq_get_error_message(jq->state);
	if (!is_valid(last)) {
		jv_free(last);
		return 0;
	}
	give_error(ret_error, short_of(last));
	return -EBADMSG;
}

int ck_jq_run(struct ck_jq *jq, const char *text, size_t len,
	      int (*emit)(void *ctx, const char *json, size_t len), void *ctx,
	      char **ret_error)
{
	jv v = jv_parse_sized(text, (int)len);

	if (!is_valid(v))
		return finish(jq, v, ret_error);
	jq_start(jq->state, v, 0);
	while (is_valid(v = jq_next(jq->state))) {
		int r;

		ck_buf_clear(&jq->out);
		if (!write_result(&jq->out, v, 0)) {
			give_error(
				ret_error,
				ck_format(_("more than %d levels of nesting"),
					  CK_DEPTH_MAX));
			return -EBADMSG;
		}
		r = emit(ctx, jq->out.data, jq->out.len);
		if (r < 0)
			return r;
	}
	return finish(jq, v, ret_error);
}

/* -- listening ------------------------------------------------------------ */

static void on_debug(void *ctx, jv value)
{
	struct ck_jq *jq = ctx;

	ck_buf_clear(&jq->heard);
	if (write_result(&jq->heard, value, 0))
		jq->hear(jq->hear_ctx, jq->heard.data, jq->heard.len);
}

void ck_jq_listen(struct ck_jq *jq,
		  void (*hear)(void *ctx, const char *json, size_t len),
		  void *ctx)
{
	jq->hear = hear;
	jq->hear_ctx = ctx;
	jq_set_debug_cb(jq->state, on_debug, jq);
}
