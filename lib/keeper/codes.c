/* codes: lists of codes, loaded, listed and asked. */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/codes.h"
#include "trade/codes_load.h"

static int no_kind(struct ck_session *s, const char *name)
{
	CK_BUF names = { 0 };

	for (size_t i = 0; ck_codes_kind_at(i); i++)
		ck_buf_printf(&names, "%s%s", i ? ", " : "",
			      ck_codes_kind_at(i)->name);
	return ck_fail(s, NULL, -EINVAL, NULL, "no-list",
		       _("there is no list %s; the lists are: %s"), name,
		       ck_buf_text(&names));
}

/* -- load ----------------------------------------------------------------- */

struct loading {
	const struct ck_codes_kind *kind;
	struct ck_codes_file file;
	struct ck_codes_load load;
	int64_t to;
	char *codes;			/* its name; NULL in a dry run */
};

static int take_dates(struct ck_session *s, struct loading *l)
{
	const struct ck_keeper *set = s->settings;
	int r = 0;

	l->load.from_now = !set->from;
	if (set->from)
		r = ck_keeper_day(s, "--from", set->from, &l->load.valid_from);
	if (r == 0 && set->to) {
		r = ck_keeper_day(s, "--to", set->to, &l->to);
		l->to += CK_DAY_MS;
		l->load.valid_to = &l->to;
	}
	return r;
}

static int append_load(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct loading *l = ctx;
	const char *codes;
	int r = ck_keeper_allow(s);

	if (r < 0)
		return r;
	if (l->load.from_now)
		l->load.valid_from = ck_txn_at(txn);
	if (l->load.valid_to && l->to <= l->load.valid_from)
		return ck_fail(s, NULL, -EINVAL, NULL, "day", "%s",
			       _("the last day lies before the first"));
	r = ck_codes_load(txn, &l->load, &codes);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!s->options.dry_run || r == 1)
		l->codes = ck_doc_strdup(s->doc, codes);
	return r;
}

static int answer_load(struct ck_session *s, const struct loading *l,
		       bool repeated)
{
	struct ck_value *record = ck_record(s, s->doc, "codes");

	ck_set_str(record, "site", l->load.site);
	ck_set_str(record, "codes", l->codes);
	ck_set_str(record, "list", l->load.list);
	ck_set_str(record, "act", "loaded");
	ck_set_int(record, "rows", (int64_t)ck_count(l->load.rows));
	if (l->file.bad)
		ck_set_int(record, "rejected", (int64_t)l->file.bad);
	ck_set_str(record, "digest", l->load.digest);
	ck_set_str(record, "source", l->load.source);
	if (repeated)
		ck_set_bool(record, "repeated", true);
	return ck_print(s, record);
}

/* Nothing is loaded unless every row is good, or the bad ones may stay out. */
static int check_file(struct ck_session *s, const struct loading *l)
{
	if (l->file.bad)
		s->worst = ck_exit_worse(s->worst, CK_EXIT_DATA);
	if (l->file.bad && !s->options.keep_going)
		return ck_fail(s, NULL, -EBADMSG, NULL, "code-rows",
			       _("%s: bad rows: %zu; nothing was loaded (--keep-going loads the others)"),
			       l->file.path, l->file.bad);
	if (!ck_count(l->file.rows))
		return ck_fail(s, NULL, -EBADMSG, NULL, "no-rows",
			       _("%s: no row to load"), l->file.path);
	return 0;
}

static int load(struct ck_session *s, const char *name, const char *path)
{
	const struct ck_keeper *set = s->settings;
	char site[CK_CODES_SITE_SIZE];
	struct loading l = { .kind = ck_codes_kind(name) };
	int r;

	if (!l.kind)
		return no_kind(s, name);
	r = ck_codes_read(s, l.kind, path, &l.file);
	if (r == 0)
		r = check_file(s, &l);
	if (r == 0)
		r = take_dates(s, &l);
	if (r < 0)
		return r;
	ck_codes_site(s->store, site);
	l.load.site = site;
	l.load.list = name;
	l.load.digest = l.file.digest;
	l.load.rows = l.file.rows;
	l.load.source = set->source ? set->source : l.file.source;
	if (!l.load.source || !*l.load.source)
		return ck_fail(s, NULL, -EINVAL, NULL, "source", "%s",
			       _("codes load needs --source TEXT: who published the list, and when"));
	r = ck_session_transact(s, append_load, &l);
	return r < 0 ? r : answer_load(s, &l, r == 1);
}

/* -- list ----------------------------------------------------------------- */

/* A question that a listing asks page by page. */
struct listing {
	const char *list;	/* of loads: NULL is all */
	const struct ck_codes_kind *kind;
	int64_t at;
	bool any;
};

static int read_loads(struct ck_store *store, void *ctx, struct ck_doc *doc,
		      const struct ck_value *last, struct ck_value *rows)
{
	const struct listing *l = ctx;

	return ck_rows_of(ck_query(store, CK_SQL_CODES_LIST, "issis", l->at,
				   last ? ck_get_str(last, "site") : "",
				   last ? ck_get_str(last, "list") : "",
				   ck_get_int(last, "number", 0), l->list),
			  doc, rows);
}

static int print_load(struct ck_session *s, void *ctx, struct ck_doc *doc,
		      const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "codes");

	(void)ctx;
	CK_SET_SAME(record, row, "site", "codes", "list", "rows", "digest",
		    "source", "seq");
	ck_set_time_of(record, "from", ck_get(row, "valid_from"),
		       s->utc_offset_min);
	ck_set_time_of(record, "to", ck_get(row, "valid_to"),
		       s->utc_offset_min);
	ck_set_time_of(record, "loaded_at", ck_get(row, "loaded_at"),
		       s->utc_offset_min);
	ck_set_bool(record, "in_force", ck_get_int(row, "in_force", 0));
	return ck_print(s, record);
}

static int list(struct ck_session *s, const char *name)
{
	struct listing l = { .list = name, .at = ck_session_now(s, NULL) };
	const struct ck_pages pages = { read_loads, print_load, &l };

	if (name && !ck_codes_kind(name))
		return no_kind(s, name);
	return ck_print_pages(s, &pages);
}

/* -- show ----------------------------------------------------------------- */

static int print_row(struct ck_session *s, const struct ck_codes_kind *kind,
		     struct ck_doc *doc, const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "code");
	char site[CK_CODES_SITE_SIZE];

	ck_codes_site(s->store, site);
	ck_set_str(record, "site", site);
	ck_set_str(record, "list", kind->name);
	ck_codes_outside(kind, row, s->utc_offset_min, doc, record);
	return ck_print(s, record);
}

/* The time of --at, which for once may lie ahead; the session has proved its
 * form. */
static int64_t asked_at(struct ck_session *s)
{
	int64_t at;

	if (s->options.at && ck_time_parse(s->options.at, &at) == 0)
		return at;
	return ck_session_now(s, NULL);
}

static int no_list(struct ck_session *s, const char *name)
{
	return ck_fail(s, NULL, -ENOENT, NULL, "no-list",
		       _("no list %s holds at that time; load one with ck-store codes load"),
		       name);
}

static int show_code(struct ck_session *s, const struct ck_codes_kind *kind,
		     const char *code, int64_t at)
{
	const struct ck_value *row = NULL;
	int r = ck_codes_find(s->store, kind->name, code, at, s->doc, &row);

	if (r == -ENODATA)
		return no_list(s, kind->name);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (r > 0)
		return print_row(s, kind, s->doc, row);
	if (row)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-code",
			       _("%s stands in the list %s, but not for that time"),
			       code, kind->name);
	return ck_fail(s, NULL, -ENOENT, NULL, "no-code",
		       _("%s is not in the list %s; expected: %s"), code,
		       kind->name, _(kind->expected));
}

static int read_codes(struct ck_store *store, void *ctx, struct ck_doc *doc,
		      const struct ck_value *last, struct ck_value *rows)
{
	const struct listing *l = ctx;
	char site[CK_CODES_SITE_SIZE];

	ck_codes_site(store, site);
	return ck_rows_of(ck_query(store, CK_SQL_CODE_LIST, "ssis", site,
				   l->kind->name, l->at,
				   last ? ck_get_str(last, "code") : ""),
			  doc, rows);
}

static int print_code(struct ck_session *s, void *ctx, struct ck_doc *doc,
		      const struct ck_value *row)
{
	struct listing *l = ctx;

	l->any = true;
	return print_row(s, l->kind, doc, ck_get(row, "data"));
}

static int show_all(struct ck_session *s, const struct ck_codes_kind *kind,
		    int64_t at)
{
	struct listing l = { .kind = kind, .at = at };
	const struct ck_pages pages = { read_codes, print_code, &l };
	int r = ck_print_pages(s, &pages);

	return r == 0 && !l.any ? no_list(s, kind->name) : r;
}

static int show(struct ck_session *s, const char *name, const char *code)
{
	const struct ck_codes_kind *kind = ck_codes_kind(name);
	int64_t at = asked_at(s);

	if (!kind)
		return no_kind(s, name);
	return code ? show_code(s, kind, code, at) : show_all(s, kind, at);
}

/* -- the verb ------------------------------------------------------------- */

int ck_keeper_codes_verb(struct ck_session *s, int argc, char **argv)
{
	if (argc == 0)
		return list(s, NULL);
	if (argc == 3 && !strcmp(argv[0], "load"))
		return load(s, argv[1], argv[2]);
	if (argc <= 2 && !strcmp(argv[0], "list"))
		return list(s, argv[1]);
	if ((argc == 2 || argc == 3) && !strcmp(argv[0], "show"))
		return show(s, argv[1], argv[2]);
	return ck_fail(s, NULL, -EINVAL, NULL, "usage", "%s",
		       _("codes takes: load LIST FILE, list [LIST], or show LIST [CODE]"));
}
