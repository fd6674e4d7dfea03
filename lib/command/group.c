#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "command/group.h"
#include "command/private.h"

enum { BYTES_MOST = 256 << 10, BYTES_KEPT = 16 << 10, KEY_MOST = 256 };

int64_t ck_group_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

struct ck_group *ck_group_new(struct ck_session *s)
{
	struct ck_group *group = ck_new(struct ck_group);

	group->s = s;
	return group;
}

void ck_group_free(struct ck_group *group)
{
	if (!group)
		return;
	for (size_t i = 0; i < CK_GROUP_MOST; i++) {
		ck_doc_free(group->slots[i].item.doc);
		ck_buf_free(&group->slots[i].text);
	}
	free(group);
}

/* A slot keeps little: 64 long records must not stay in memory for ever. */
static void slot_reset(struct ck_slot *slot)
{
	struct ck_doc *doc = slot->item.doc;

	if (doc && slot->text.len > BYTES_KEPT) {
		ck_doc_free(doc);
		ck_buf_free(&slot->text);
		doc = NULL;
	}
	if (doc)
		ck_doc_reset(doc);
	else
		doc = ck_doc_new();
	ck_buf_clear(&slot->text);
	slot->item = (struct ck_item){ .doc = doc };
	slot->digest[0] = '\0';
	slot->r = 0;
}

/* -- reading and preparing ------------------------------------------------ */

/* It stands in the log: no place for a sentence. */
static bool is_word(const char *text)
{
	const char *c = text;

	while (*c > ' ' && *c < 0x7f)
		c++;
	return !*c && c > text && c - text <= KEY_MOST;
}

int ck_item_take_key(struct ck_session *s, struct ck_item *item)
{
	const struct ck_value *key = ck_get(item->record, "key");
	const char *text = ck_str(key);

	if (!key)
		return 0;
	if (!text || !is_word(text))
		return ck_fail(s, item, -EBADMSG, "/key", "key",
			       _("a key is 1 to %d printable ASCII characters without blanks"),
			       KEY_MOST);
	item->key = text;
	return 0;
}

/* On a simulated store the record moves the clock. */
static int check_at(struct ck_session *s, struct ck_item *item)
{
	const char *at = ck_get_str(item->record, "at");
	int64_t ms;

	if (!at || !s->store || !ck_store_simulated(s->store) ||
	    ck_time_parse(at, &ms) == 0)
		return 0;
	return ck_fail(s, item, -EBADMSG, "/at", "time",
		       _("not an RFC 3339 time: %s"), at);
}

static int prepare(struct ck_session *s, struct ck_slot *slot)
{
	struct ck_item *item = &slot->item;
	int r = item->failure.err;

	if (r == 0 && ck_item_is_said(item))
		return ck_pass(item);
	if (r == 0)
		r = ck_item_take_key(s, item);
	if (r == 0)
		r = check_at(s, item);
	if (r == 0 && s->verb->prepare)
		r = s->verb->prepare(s, item);
	if (r >= 0 && !item->passes)
		ck_journal_prepare(s, item, slot->digest);
	return r;
}

static void take(struct ck_group *group, struct ck_slot *slot)
{
	struct ck_session *s = group->s;

	s->item = &slot->item;
	slot->r = prepare(s, slot);
	if (slot->r < 0)
		ck_fail_unsaid(s, &slot->item, slot->r);
	s->item = NULL;
	group->count++;
	if (!s->options.keep_going &&
	    (slot->r < 0 || slot->item.status >= CK_EXIT_USAGE))
		group->ended = true;
}

void ck_group_fill(struct ck_group *group, struct ck_input *input)
{
	bool waits = group->s->verb->flags & CK_VERB_WAITS;
	int64_t start = 0;
	size_t bytes = 0;

	group->count = 0;
	while (group->count < CK_GROUP_MOST && !group->ended) {
		struct ck_slot *slot = &group->slots[group->count];
		int r;

		if (group->count &&
		    (waits || bytes > BYTES_MOST || !ck_input_ready(input) ||
		     ck_group_clock() - start > CK_GROUP_NS))
			break;
		slot_reset(slot);
		r = ck_input_next(input, &slot->item, &slot->text);
		if (r <= 0) {
			group->ended = true;
			break;
		}
		if (group->count == 0)
			start = ck_group_clock();
		bytes += slot->text.len;
		take(group, slot);
	}
}

/* -- answering ------------------------------------------------------------ */

static void put_error(struct ck_session *s, struct ck_item *item)
{
	const struct ck_failure *f = &item->failure;
	struct ck_value *record = ck_record(s, item->doc, "error");

	if (item->line)
		ck_set_int(record, "line", item->line);
	ck_set_int(record, "status", f->status);
	ck_set_str(record, "path", f->pointer);
	ck_set_str(record, "code", f->code);
	if (f->column)
		ck_set_int(record, "column", f->column);
	ck_set_str(record, "operand",
		   ck_words_masked(item->doc, item->operand));
	ck_set_str(record, "key", item->key);
	ck_set_str(record, "message", f->message);
	ck_output_record(s, record);
}

void ck_print_error(struct ck_session *s, struct ck_item *item)
{
	put_error(s, item);
	s->worst = ck_exit_worse(s->worst, item->failure.status);
}

static void put_answers(struct ck_session *s, struct ck_slot *slot)
{
	const struct ck_value *answers = slot->item.answers;

	if (slot->item.passes)
		ck_output_bytes(s, &slot->item);
	else if (slot->r < 0 && s->options.keep_going)
		put_error(s, &slot->item);
	for (size_t i = 0; slot->r >= 0 && i < ck_count(answers); i++)
		ck_output_record(s, ck_at(answers, i));
}

static void take_status(struct ck_session *s, struct ck_slot *slot)
{
	if (slot->r < 0)
		s->worst = ck_exit_worse(s->worst, slot->item.failure.status);
	else
		s->worst = ck_exit_worse(s->worst, slot->item.status);
	if (slot->r == 1)
		s->answer_no = 1;
}

/* A sheet is one only with its headings; a pipe has them once, a file unless
 * it has them from before. */
static bool wants_head(struct ck_session *s)
{
	struct stat st;
	bool begun = s->priv->rejects_begun;

	s->priv->rejects_begun = true;
	return !begun && fstat(s->priv->rejects_fd, &st) == 0 &&
	       st.st_size == 0;
}

static int write_all(int fd, const struct ck_buf *text)
{
	size_t done = 0;

	while (done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);

		if (n < 0 && errno != EINTR)
			return -errno;
		done += n > 0 ? n : 0;
	}
	return 0;
}

static int reject(struct ck_session *s, const struct ck_buf *text)
{
	int r = write_all(s->priv->rejects_fd, text);

	return r < 0 ? ck_fail_file(s, s->options.rejects, r) : 0;
}

int ck_reject(struct ck_session *s, const char *text, size_t len)
{
	CK_BUF line = { 0 };

	if (s->priv->rejects_fd < 0 || !len)
		return 0;
	ck_buf_add(&line, text, len);
	ck_buf_putc(&line, '\n');
	return reject(s, &line);
}

/* Of a sheet: its text has its line end. */
static int reject_rows(struct ck_session *s, const struct ck_item *item)
{
	CK_BUF rows = { 0 };

	if (s->priv->rejects_fd < 0)
		return 0;
	if (wants_head(s))
		ck_buf_add(&rows, item->head, item->head_len);
	ck_buf_add(&rows, item->text, item->len);
	return reject(s, &rows);
}

static void put_reject(struct ck_group *group, const struct ck_slot *slot)
{
	const struct ck_item *item = &slot->item;
	bool bad = slot->r < 0 || item->status >= CK_EXIT_USAGE;
	int r = 0;

	if (bad)
		r = item->head ? reject_rows(group->s, item)
			       : ck_reject(group->s, item->text, item->len);
	if (r < 0)
		group->ended = true;
}

void ck_group_answer(struct ck_group *group, size_t from, size_t to)
{
	struct ck_session *s = group->s;

	for (size_t i = from; i < to; i++) {
		struct ck_slot *slot = &group->slots[i];

		if (!slot->item.passes)
			group->acted = true;
		else if (!ck_item_is_said(&slot->item))
			group->passed++;
		put_answers(s, slot);
		take_status(s, slot);
		put_reject(group, slot);
	}
	if (ck_output_flush(s) < 0)
		group->ended = true;
	s->priv->hold_words = false;
	ck_words_flush(s);
}
