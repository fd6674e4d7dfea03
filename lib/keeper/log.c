/* log: the record itself, as it was written. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "hold/silent.h"
#include "keeper/keeper.h"
#include "record/reader.h"
#include "site/site.h"
#include "store/follow.h"
#include "trade/declarant.h"
#include "trade/viewer.h"

enum { PAGE = 256, PAGE_BYTES = 512 << 10 };

/* One log being printed. */
struct reader {
	struct ck_session *s;
	int64_t origin;
	int64_t after;
	bool as_records;	/* --jq, or another format than json */
	bool keeper;		/* nothing is withheld from who reads */
	const struct ck_site *site;	/* NULL: none, or several */
	const struct ck_value *agencies;	/* of who reads */
};

/* -- what is withheld ----------------------------------------------------- */

static int find_rights(struct reader *reader)
{
	struct ck_session *s = reader->s;
	struct ck_item none = { .doc = s->doc };
	int r = ck_declarant_is_keeper(s, &none);

	reader->keeper = r > 0;
	if (r != 0 || !s->site)
		return r < 0 ? r : 0;
	r = ck_session_site(s, NULL, &reader->site);
	return r < 0 ? r : ck_session_agencies(s, s->doc, &reader->agencies);
}

/* Where it stands is said, so that the chain still closes over its hash: the
 * line up to its time. */
static int withhold(const struct reader *reader, const char *line,
		    struct ck_buf *ret_text)
{
	const char *end = strstr(line, ",\"at\":\"");
	int r = reader->keeper ? 0
			       : ck_silent_line(reader->s->store, reader->site,
						reader->agencies, line);

	if (r <= 0)
		return r;
	end = end ? strchr(end + strlen(",\"at\":\""), '"') : NULL;
	if (!end)
		return -EBADMSG;
	ck_buf_printf(ret_text, "%.*s\",\"withheld\":true}",
		      (int)(end - line), line);
	return 1;
}

/* -- lines ---------------------------------------------------------------- */

/* A line is not a record; as a record it is wrapped. */
static int print_record(struct reader *reader, const char *line, const char *hash)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = ck_record(reader->s, doc, "event");
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_read(doc, line, strlen(line), &value, &fault) < 0)
		return ck_fail(reader->s, NULL, -EBADMSG, NULL, fault.code,
			       _("an unreadable line in the log: %s"),
			       fault.message);
	ck_set(record, "line", value);
	ck_set_str(record, "hash", hash);
	return ck_print(reader->s, record);
}

static int print_line(struct reader *reader, const char *line, const char *hash)
{
	const struct ck_keeper *set = reader->s->settings;
	CK_BUF shown = { 0 };
	int r = withhold(reader, line, &shown);

	if (r < 0)
		return ck_fail_store(reader->s, NULL, r);
	if (r > 0)
		line = ck_buf_text(&shown);
	r = 0;
	if (reader->as_records)
		return print_record(reader, line, set->hash ? hash : NULL);
	if (set->hash) {
		r = ck_print_text(reader->s, hash, strlen(hash));
		if (r == 0)
			r = ck_print_text(reader->s, "\t", 1);
	}
	if (r == 0)
		r = ck_print_text(reader->s, line, strlen(line));
	return r == 0 ? ck_print_text(reader->s, "\n", 1) : r;
}

/* A page at a time, taken out of the store before it is printed, so that no
 * read transaction waits for who reads us: lines and hashes, each with its
 * NUL. */
static int read_page(struct reader *reader, struct ck_buf *page)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(reader->s->store, CK_SQL_EVENT_SINCE, "iii",
			 reader->origin, reader->after, (int64_t)PAGE);
	int r = 0;

	ck_buf_clear(page);
	while (page->len < PAGE_BYTES && (r = ck_step(q)) > 0) {
		const char *line = ck_column_text(q, 3);
		const char *hash = ck_column_text(q, 4);

		ck_buf_add(page, line, strlen(line) + 1);
		ck_buf_add(page, hash, strlen(hash) + 1);
		reader->after = ck_column_int(q, 1);
	}
	return r < 0 ? ck_fail_store(reader->s, NULL, r) : 0;
}

static int print_page(struct reader *reader, const struct ck_buf *page)
{
	size_t at = 0;
	int r = 0;

	while (r >= 0 && at < page->len) {
		const char *line = page->data + at;
		const char *hash = line + strlen(line) + 1;

		r = print_line(reader, line, hash);
		at += hash - line + strlen(hash) + 1;
	}
	return r < 0 ? r : ck_print_flush(reader->s);
}

static int print_available(struct reader *reader)
{
	CK_BUF page = { 0 };
	int r;

	do {
		r = read_page(reader, &page);
		if (r == 0)
			r = print_page(reader, &page);
	} while (r == 0 && page.len);
	return r;
}

static int follow(struct reader *reader)
{
	CK_CLEANUP(ck_follow_free) struct ck_follow *f = NULL;
	int r = ck_follow_new(reader->s->store, &f);
	int thawed;

	if (r < 0)
		return ck_fail_store(reader->s, NULL, r);
	ck_session_catch();
	while (r == 0 && !ck_session_stopping()) {
		r = print_available(reader);
		if (r == 0)
			r = ck_follow_wait(f, STDOUT_FILENO);
		thawed = r == 0 ? ck_store_thaw(reader->s->store) : 0;
		if (thawed < 0)
			r = ck_fail_store(reader->s, NULL, thawed);
	}
	return r == -EINTR || r == 1 ? 0 : r;
}

static int find_origin(struct ck_session *s, const char *name, int64_t *ret_id)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(s->store, CK_SQL_ORIGIN_BY_NAME, "s", name);
	int r = ck_step(q);

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (r == 0)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-origin",
			       _("the store holds no log of %s"), name);
	*ret_id = ck_column_int(q, 0);
	return 0;
}

/* A hash is asked for to be compared, on a terminal too: beside its line. */
static bool is_table(struct ck_session *s)
{
	const struct ck_keeper *set = s->settings;

	if (set->hash && s->options.format == CK_FORMAT_AUTO)
		return false;
	return ck_session_format(s) != CK_FORMAT_JSON;
}

int ck_keeper_log(struct ck_session *s, int argc, char **argv)
{
	const struct ck_keeper *set = s->settings;
	const char *origin = ck_store_origin(s->store);
	struct reader reader = {
		.s = s,
		.as_records = s->options.jq || is_table(s),
	};
	int r = 0;

	(void)argv;
	if (argc > 0)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("log takes no operands"));
	r = ck_viewer_allow_all(s);
	if (r == 0)
		r = find_rights(&reader);
	if (r == 0 && set->since)
		r = ck_keeper_place(s, set->since, &origin, &reader.after);
	if (r == 0)
		r = find_origin(s, origin, &reader.origin);
	if (r < 0)
		return r;
	return set->follow ? follow(&reader) : print_available(&reader);
}
