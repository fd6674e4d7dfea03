/* init and site: a store, and the rules it works by. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/rejudge.h"
#include "keeper/keeper.h"
#include "record/locate.h"
#include "record/reader.h"
#include "site/load.h"
#include "trade/offer.h"

/* -- reading a site file -------------------------------------------------- */

struct reading {
	struct ck_session *s;
	const struct ck_site_file *file;
};

static void problem(void *ctx, const char *pointer, const char *sentence)
{
	const struct reading *reading = ctx;
	const struct ck_site_file *file = reading->file;

	ck_fail(reading->s, NULL, -EMEDIUMTYPE, NULL, "site", "%s:%zu: %s: %s",
		file->path, ck_locate_line(file->text, file->len, pointer),
		*pointer ? pointer : "/", sentence);
}

/* Windows editors call it Unicode. */
static bool is_utf16(const struct ck_buf *text)
{
	const char *bytes = ck_buf_text(text);

	return text->len >= 2 && (!memcmp(bytes, "\xff\xfe", 2) ||
				  !memcmp(bytes, "\xfe\xff", 2));
}

static int read_site(struct ck_session *s, const char *path,
		     struct ck_buf *text, struct ck_site_file *ret_file)
{
	struct reading reading = { s, ret_file };
	struct ck_fault fault;
	int r = ck_keeper_read_text(s, path, text);

	if (r < 0)
		return r;
	if (is_utf16(text))
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "encoding",
			       _("%s: this is UTF-16; save it as UTF-8"), path);
	ret_file->path = path;
	ret_file->text = ck_buf_text(text);
	ret_file->len = text->len;
	r = ck_read(s->doc, ck_buf_text(text), text->len, &ret_file->document,
		    &fault);
	if (r < 0)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, fault.code,
			       "%s:%zu:%zu: %s", path, fault.line, fault.column,
			       fault.message);
	r = ck_site_file_judge(ret_file, s->doc, problem, &reading);
	return r < 0 ? -EMEDIUMTYPE : 0;
}

/* -- init ----------------------------------------------------------------- */

static int first_events(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_site_file *file = ctx;
	struct ck_staff_entry admin = {
		.site = file->code,
		.user = s->user,
		.agencies = ck_new_list(ck_txn_doc(txn), "admin"),
		.valid_from = ck_txn_at(txn),
	};
	int r = ck_site_load(txn, file, NULL);

	if (r == 0)
		r = ck_staff_add(txn, &admin);
	if (r == 0 && ck_store_simulated(s->store))
		r = ck_staff_add_of_file(txn, file, s->utc_offset_min);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* The site is not in the store yet, and its first lines have times too. */
static void take_offset(struct ck_session *s, const struct ck_site_file *file)
{
	const char *offset = ck_get_str(file->document, "utc_offset");

	if (offset && ck_offset_parse(offset, &s->utc_offset_min) == 0)
		ck_store_set_offset(s->store, s->utc_offset_min);
}

static int answer_init(struct ck_session *s, const struct ck_site_file *file)
{
	struct ck_value *record = ck_record(s, s->doc, "store");

	ck_set_str(record, "store", s->options.store);
	ck_set_str(record, "site", file->code);
	ck_set_int(record, "version", file->version);
	ck_set_str(record, "lane", ((const struct ck_keeper *)s->settings)->lane);
	return ck_print(s, record);
}

/* A lane's computer goes on in a log of its own. */
static int name_origin(struct ck_session *s, const struct ck_site_file *file,
		       const char **ret_origin)
{
	const struct ck_keeper *set = s->settings;
	const struct ck_value *lanes = ck_get(file->document, "lanes");

	*ret_origin = file->code;
	if (!set->lane)
		return 0;
	if (!ck_get(lanes, set->lane))
		return ck_fail(s, NULL, -ENOENT, NULL, "no-such-lane",
			       _("%s has no lane %s%s"), file->code, set->lane,
			       ck_offer(s->doc, set->lane, lanes));
	*ret_origin = ck_doc_format(s->doc, "%s/%s", file->code, set->lane);
	return 0;
}

int ck_keeper_init(struct ck_session *s, int argc, char **argv)
{
	const struct ck_keeper *set = s->settings;
	CK_BUF text = { 0 };
	struct ck_site_file file = { 0 };
	const char *origin = NULL;
	int r;

	(void)argv;
	if (argc > 0 || !s->options.site)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("init needs --site FILE"));
	r = read_site(s, s->options.site, &text, &file);
	if (r == 0)
		r = name_origin(s, &file, &origin);
	if (r == 0)
		r = ck_session_drop_for_store(s);
	if (r < 0)
		return r;
	r = (s->options.dry_run ? ck_store_rehearse : ck_store_create)(
		s->options.store, origin, set->simulated, &s->store);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	take_offset(s, &file);
	r = ck_session_adopt(s);
	if (r == 0)
		r = ck_session_transact(s, first_events, &file);
	/* Without its first events it would be no store. */
	if (r < 0 && !s->options.dry_run)
		ck_store_discard(s->options.store);
	if (r < 0)
		return r;
	s->site = file.code;
	return answer_init(s, &file);
}

/* -- site ----------------------------------------------------------------- */

struct loading {
	struct ck_site_file file;
	bool in_effect;
	int judged;
	struct ck_value *changed;	/* trips that gain or lose checks */
};

/* A dry run asks the file itself: the store does not have it. */
static int rejudge(struct ck_session *s, struct ck_txn *txn,
		   struct loading *l, const struct ck_event_id *cause)
{
	CK_CLEANUP(ck_site_free) struct ck_site *dry = NULL;
	const struct ck_site *site = NULL;
	int r = 0;

	l->in_effect = l->file.effective <= ck_txn_at(txn);
	if (ck_txn_dry(txn))
		site = dry = ck_site_new(l->file.document);
	else if (l->in_effect)
		r = ck_site_get(s->store, l->file.code, &site);
	if (r == 0 && site)
		r = l->judged = ck_rejudge(txn, site, l->file.apply, cause,
					   l->changed);
	return r < 0 ? r : 0;
}

static int load(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct loading *l = ctx;
	const struct ck_site_file *file = &l->file;
	struct ck_event_id cause = { 0 };
	int r = ck_keeper_allow(s);

	if (r < 0)
		return r;
	r = ck_site_load(txn, file, &cause);
	if (r == 0)
		r = rejudge(s, txn, l, &cause);
	if (r == -EEXIST)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "version",
			       _("%s:%zu: /version: version %" PRId64 " is loaded with other content, or a higher one is in force; give the file a higher version"),
			       file->path,
			       ck_locate_line(file->text, file->len, "/version"),
			       file->version);
	return r < 0 ? ck_fail_store(s, NULL, r) : r;
}

static int answer_load(struct ck_session *s, const struct loading *l,
		       bool repeated)
{
	struct ck_value *record = ck_record(s, s->doc, "site_file");

	ck_set_str(record, "site", l->file.code);
	ck_set_int(record, "version", l->file.version);
	ck_set_str(record, "digest", l->file.digest);
	if (repeated) {
		ck_set_bool(record, "repeated", true);
		return ck_print(s, record);
	}
	ck_set_str(record, "apply", l->file.apply);
	if (l->in_effect || s->options.dry_run) {
		ck_set_int(record, "judged", l->judged);
		ck_set(record, "changed", l->changed);
	}
	return ck_print(s, record);
}

static int load_file(struct ck_session *s, const char *path)
{
	const struct ck_keeper *set = s->settings;
	CK_BUF text = { 0 };
	struct loading l = { .changed = ck_new_array(s->doc) };
	int r;

	l.file.apply = set->apply ? set->apply : "all";
	if (!ck_rejudge_word(l.file.apply))
		return ck_usage(s, _("--apply: expected new, waiting or all"));
	r = read_site(s, path, &text, &l.file);
	if (r == 0)
		r = ck_session_transact(s, load, &l);
	return r < 0 ? r : answer_load(s, &l, r == 1);
}

static int read_sites(struct ck_session *s, enum ck_sql query,
		      struct ck_value *rows)
{
	int r = ck_rows_of(ck_query(s->store, query, ""), s->doc, rows);

	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int print_site(struct ck_session *s, const struct ck_value *row,
		      bool in_effect)
{
	struct ck_value *record = ck_record(s, s->doc, "site_file");
	char effective[CK_TIME_TEXT];

	ck_time_print(ck_get_int(row, "effective", 0), s->utc_offset_min,
		      effective);
	ck_set(record, "site", ck_get(row, "site"));
	ck_set(record, "version", ck_get(row, "version"));
	ck_set_str(record, "effective", effective);
	ck_set_bool(record, "in_effect", in_effect);
	ck_set(record, "digest", ck_get(row, "digest"));
	ck_set(record, "seq", ck_get(row, "seq"));
	return ck_print(s, record);
}

static int print_sites(struct ck_session *s, enum ck_sql query, bool in_effect)
{
	struct ck_value *rows = ck_new_array(s->doc);
	int r = read_sites(s, query, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		r = print_site(s, ck_at(rows, i), in_effect);
	return r;
}

int ck_keeper_site(struct ck_session *s, int argc, char **argv)
{
	int r;

	if (argc > 1)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
			       _("site takes one FILE, or none to list"));
	if (argc == 1)
		return load_file(s, argv[0]);
	r = print_sites(s, CK_SQL_SITE_LIST, true);
	return r < 0 ? r : print_sites(s, CK_SQL_SITE_PENDING_LIST, false);
}
