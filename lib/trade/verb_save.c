#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/saved.h"
#include "trade/submit.h"
#include "trade/validate.h"
#include "trade/verbs.h"

enum { NAME_MOST = 40 };

/* What a command is about. */
struct entry {
	const struct ck_saved_kind *kind;
	const char *name;
	const char *owner;
	bool own;
	const char *id;
	struct ck_submission *sub;
};

/* It stands in the log: no place for a person's name. */
static bool is_name(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

	return len && len <= NAME_MOST && !name[len];
}

static const char no_kind_text[] =
	N_("%s: expected party, vehicle, driver or goods");

static int find_entry(struct ck_session *s, struct ck_item *item,
		      struct entry *entry)
{
	const struct ck_declare_settings *set = s->settings;
	int r;

	entry->kind = ck_saved_kind(s->own[0]);
	entry->name = s->own[1];
	if (!entry->kind)
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _(no_kind_text), s->own[0]);
	if (!is_name(entry->name))
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _("a name is 1 to %d letters, digits, points, - and _, and no person's name"),
			       NAME_MOST);
	if (!s->site)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	r = ck_saved_owner(s, item, set->enterprise, &entry->owner,
			   &entry->own);
	if (r == 0)
		entry->id = ck_saved_id(s, item->doc, entry->owner,
					entry->kind->name, entry->name);
	return r;
}

/* -- a part of a declaration, judged as one ------------------------------- */

/* The place of the part as an object within an object. */
static struct ck_value *wrap(struct ck_doc *doc, const char *place,
			     const struct ck_value *part)
{
	struct ck_value *whole = ck_new_object(doc);
	struct ck_value *at = whole;
	char *rest = ck_doc_strdup(doc, place + 1);
	char *token;

	while ((token = strsep(&rest, "/"))) {
		if (rest)
			at = ck_set_object(at, token);
		else
			ck_set(at, token, part);
	}
	return whole;
}

static const struct ck_value *without_once(struct ck_doc *doc,
					   const struct ck_saved_kind *kind,
					   const struct ck_value *record)
{
	struct ck_value *part = ck_copy(doc, record);

	for (size_t i = 0; kind->once[i]; i++)
		ck_unset(part, kind->once[i]);
	ck_unset(part, "kind");
	ck_unset(part, "site");
	return part;
}

static bool is_within(const char *path, const char *place)
{
	size_t len = strlen(place);

	return !strncmp(path, place, len) && (!path[len] || path[len] == '/');
}

static int answer_findings(struct ck_session *s, struct ck_item *item,
			   const struct entry *entry)
{
	const struct ck_findings *all = &entry->sub->findings;
	size_t errors = 0;

	for (const struct ck_finding *f = all->first; f; f = f->next) {
		struct ck_value *record;

		if (!is_within(f->path, entry->kind->place) ||
		    !ck_finding_rule(f->code)->error)
			continue;
		record = ck_answer(s, item, "finding");
		ck_set_str(record, "input", item->source);
		ck_finding_fill(f, record);
		ck_set_str(record, "path",
			   f->path + strlen(entry->kind->place));
		errors++;
	}
	if (errors)
		item->status = CK_EXIT_DATA;
	return 0;
}

int ck_declare_save_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_declare_settings *set = s->settings;
	struct entry *entry = ck_doc_alloc(item->doc, sizeof(*entry));
	const struct ck_site *site = NULL;
	struct ck_value *content;
	int r;

	if (set->remove)
		return ck_fail(s, item, -EINVAL, NULL, "usage",
			       _("--remove takes no file"));
	r = find_entry(s, item, entry);
	if (r == 0)
		r = ck_declare_find_site(s, item, &site);
	if (r < 0)
		return r;
	entry->sub = ck_submission_new(item->doc, site);
	entry->sub->now = ck_session_now(s, item->record);
	ck_submission_part(entry->sub,
			   wrap(item->doc, entry->kind->place,
				without_once(item->doc, entry->kind,
					     item->record)));
	content = ck_new_object(item->doc);
	ck_set_str(content, "saved", entry->id);
	item->content = content;
	item->prepared = entry;
	return answer_findings(s, item, entry);
}

/* -- deciding ------------------------------------------------------------- */

static int forget_old(struct ck_session *s, struct ck_item *item,
		      const struct entry *entry)
{
	const struct ck_value *row = NULL;
	int r = ck_saved_get(s->store, item->doc, entry->id, &row);

	if (r == -ENOENT)
		return 0;
	return r < 0 ? r : ck_saved_forget(s->txn, item->doc, row);
}

static int append_saved(struct ck_session *s, struct ck_item *item,
			const struct entry *entry,
			const struct ck_value *document)
{
	struct ck_value *body = ck_new_object(item->doc);
	int r;

	ck_set_str(body, "site", s->site);
	ck_set_str(body, "owner", entry->owner);
	ck_set_str(body, "kind", entry->kind->name);
	ck_set_str(body, "name", entry->name);
	ck_set(body, "document", document);
	r = ck_append(s->txn, "entry.saved", entry->id, entry->id, body, NULL,
		      NULL);
	for (size_t i = 0; r >= 0 && !ck_txn_dry(s->txn) &&
			   i < entry->sub->person_count; i++)
		r = ck_person_add(s->store, &entry->sub->persons[i].person);
	return r;
}

static void answer(struct ck_value *record, const char *owner,
		   const char *type, const char *name)
{
	ck_set_str(record, "owner", owner);
	ck_set_str(record, "type", type);
	ck_set_str(record, "name", name);
}

int ck_declare_save_decide(struct ck_session *s, struct ck_item *item)
{
	const struct entry *entry = item->prepared;
	const struct ck_value *part =
		ck_pointer(entry->sub->document.stored, entry->kind->place);
	int r = forget_old(s, item, entry);

	if (r >= 0)
		r = append_saved(s, item, entry,
				 wrap(item->doc, entry->kind->place, part));
	if (r < 0)
		return ck_fail_store(s, item, r);
	answer(ck_answer(s, item, "saved"), entry->owner, entry->kind->name,
	       entry->name);
	return 0;
}

/* -- removing ------------------------------------------------------------- */

static int remove_entry(struct ck_session *s, struct ck_item *item,
			const struct entry *entry)
{
	const struct ck_value *row = NULL;
	int r = ck_saved_get(s->store, item->doc, entry->id, &row);

	if (r == -ENOENT)
		return ck_fail(s, item, -ENOENT, NULL, "no-saved",
			       _("%s has no %s saved as %s"), entry->owner,
			       entry->kind->name, entry->name);
	if (r >= 0)
		r = ck_append(s->txn, "entry.removed", entry->id, entry->id,
			      ck_new_object(item->doc), NULL, NULL);
	if (r >= 0)
		r = ck_saved_forget(s->txn, item->doc, row);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int act_remove(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct ck_item item = { .doc = s->doc, .source = "argument" };
	struct entry *entry = ctx;
	int r = find_entry(s, &item, entry);

	(void)txn;
	return r < 0 ? r : remove_entry(s, &item, entry);
}

int ck_declare_save_run(struct ck_session *s, int argc, char **argv)
{
	const struct ck_declare_settings *set = s->settings;
	struct entry entry = { 0 };
	struct ck_value *record;
	int r;

	(void)argc;
	(void)argv;
	if (!set->remove)
		return ck_usage(s, _("say what to save: a FILE, - for standard input, or --remove"));
	r = ck_session_transact(s, act_remove, &entry);
	if (r < 0)
		return r;
	if (!s->options.dry_run && ck_store_purge(s->store) < 0)
		ck_say(s, _("forgotten, but others still read the store's WAL; it holds the entry until they end"));
	record = ck_record(s, s->doc, "saved");
	answer(record, entry.owner, entry.kind->name, entry.name);
	ck_set_bool(record, "removed", true);
	if (s->options.dry_run)
		ck_set_bool(record, "dry_run", true);
	return ck_print(s, record);
}

/* -- listing -------------------------------------------------------------- */

/* The keys of a listing. */
struct range {
	const char *low;
	const char *high;
};

static int print_row(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "saved");
	const struct ck_value *object = NULL;
	int r = ck_saved_object(s, doc, row, false, &object);

	(void)ctx;
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	answer(record, ck_get_str(row, "owner"), ck_get_str(row, "kind"),
	       ck_get_str(row, "name"));
	ck_set(record, "entry", object);
	ck_set(record, "version", ck_get(row, "version"));
	return ck_print(s, record);
}

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct range *range = ctx;
	const char *after = last ? ck_get_str(last, "saved") : "";

	return ck_rows_of(ck_query(store, CK_SQL_SAVED_PAGE, "sss", after,
				   range->low, range->high),
			  doc, rows);
}

static int list_between(struct ck_session *s, const char *low,
			const char *high)
{
	struct range range = { low, high };
	const struct ck_pages pages = { read_page, print_row, &range };

	return ck_print_pages(s, &pages);
}

int ck_declare_saved_run(struct ck_session *s, int argc, char **argv)
{
	const struct ck_declare_settings *set = s->settings;
	struct ck_item item = { .doc = s->doc, .source = "argument" };
	const char *kind = argc ? argv[0] : "";
	const char *owner = NULL, *place;
	bool own;
	int r;

	if (argc > 1)
		return ck_usage(s, _("one operand too many: %s"), argv[1]);
	if (argc && !ck_saved_kind(kind))
		return ck_usage(s, _(no_kind_text), kind);
	if (!s->site)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	r = ck_saved_owner(s, &item, set->enterprise, &owner, &own);
	if (r < 0)
		return r;
	place = ck_doc_format(s->doc, "%s/%s/%s%s", s->site, owner, kind,
			      argc ? "/" : "");
	return list_between(s, place,
			    ck_doc_format(s->doc, "%.*s0",
					  (int)strlen(place) - 1, place));
}
