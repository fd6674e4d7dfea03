#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "record/pretty.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/lookup.h"
#include "trade/offer.h"
#include "trade/outside.h"
#include "trade/saved.h"
#include "trade/verbs.h"

struct draft {
	struct ck_item item;
	struct ck_value *document;
};

/* Showing a person's data is an event, so without one nobody is shown. */
static bool may_show(struct ck_session *s, bool own)
{
	return own && !ck_txn_dry(s->txn);
}

static int log_shown(struct ck_session *s, struct draft *d, const char *kind,
		     const char *root, const struct ck_value *persons)
{
	struct ck_value *body = ck_new_object(d->item.doc);

	if (!ck_count(persons))
		return 0;
	ck_set(body, "persons", persons);
	return ck_append(s->txn, kind, root, root, body, NULL, NULL);
}

/* -- from an earlier declaration ------------------------------------------ */

/* An entry of the owner that has the same person: its name. */
static const char *entry_of(struct ck_session *s, struct ck_doc *doc,
			    const char *owner, const char *value)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = ck_query(
		s->store, CK_SQL_SAVED_PAGE, "sss", "",
		ck_saved_id(s, doc, owner, "driver", ""),
		ck_doc_format(doc, "%s/%s/driver0", s->site, owner));
	const char *found = NULL;

	while (!found && ck_step(q) > 0) {
		const struct ck_value *row = ck_row_object(q, doc);
		const struct ck_value *identity = ck_get(ck_pointer(
			ck_get(row, "document"), "/vehicles/v1/crew/p1"),
			"identity");
		const char *id = ck_get_str(identity, "person");
		char digest[CK_DIGEST_HEX];

		if (id && ck_person_digest(s->store, id, value, digest) == 0 &&
		    !strcmp(digest, ck_get_str(identity, "digest") ?: ""))
			found = ck_get_str(row, "name");
	}
	return found;
}

/* In the place of a person whom the actor may not see: the owner's entry, or
 * nobody. */
static void name_person(struct ck_session *s, struct draft *d,
			const char *owner, struct ck_value *object)
{
	const char *id = ck_get_str(ck_get(object, "identity"), "person");
	const char *value = NULL, *name = NULL;

	if (id && ck_person_get(s->store, d->item.doc, id, &value) == 0)
		name = entry_of(s, d->item.doc, owner, value);
	ck_unset(object, "identity");
	if (name)
		ck_set_str(object, "saved",
			   ck_doc_format(d->item.doc, "%s/%s", owner, name));
}

static void name_persons(struct ck_session *s, struct draft *d,
			 const char *owner, struct ck_value *v)
{
	if (ck_get(v, "identity"))
		name_person(s, d, owner, v);
	for (size_t i = 0; i < ck_count(v); i++)
		if (ck_is_object(ck_at(v, i)))
			name_persons(s, d, owner,
				     ck_writable(ck_at(v, i)));
}

static int outside(struct ck_session *s, struct draft *d,
		   const struct ck_value *stored, enum ck_persons persons)
{
	int r = ck_document_outside_as(s->store, d->item.doc, stored,
				       s->utc_offset_min, persons,
				       &d->document);

	if (r == 0)
		ck_saved_drop_once(d->document);
	return r;
}

static int like_document(struct ck_session *s, struct draft *d,
			 const char *declaration)
{
	const struct ck_value *row = NULL;
	const struct ck_value *agencies = NULL;
	struct ck_value *persons;
	const char *owner;
	bool own = false;
	int r = ck_declaration_get(s->store, d->item.doc, declaration, &row);

	if (r < 0)
		return ck_fail_store(s, &d->item, r);
	r = ck_session_agencies(s, d->item.doc, &agencies);
	if (r < 0)
		return r;
	owner = ck_doc_format(d->item.doc, "enterprise:%s",
			      ck_get_str(row, "enterprise") ?: "");
	for (size_t i = 0; i < ck_count(agencies); i++)
		own |= !strcmp(ck_str(ck_at(agencies, i)), owner);
	own = may_show(s, own);
	persons = ck_new_array(d->item.doc);
	r = outside(s, d, ck_get(row, "document"), CK_PERSONS_NAMELESS);
	if (r == 0 && own) {
		ck_saved_persons(d->document, persons);
		r = outside(s, d, ck_get(row, "document"), CK_PERSONS_WHOLE);
	} else if (r == 0) {
		name_persons(s, d, owner, d->document);
	}
	if (r == 0)
		r = log_shown(s, d, "person.shown", declaration, persons);
	return r < 0 ? ck_fail_store(s, &d->item, r) : 0;
}

static int like(struct ck_session *s, struct draft *d, const char *operand)
{
	const char **trips;
	size_t count;
	int r;

	d->item.operand = operand;
	r = ck_item_trips(s, &d->item, &trips, &count);
	if (r < 0)
		return r;
	return like_document(s, d, ck_trip_declaration(d->item.doc, trips[0]));
}

/* In the order in which one reads it. */
static void blank(struct ck_session *s, struct draft *d)
{
	const struct ck_declare_settings *set = s->settings;

	ck_set_str(d->document, "direction",
		   set->direction ? set->direction : "export");
	ck_set_object(d->document, "enterprise");
	ck_set_object(d->document, "goods");
	ck_set_object(ck_set_object(d->document, "vehicles"), "v1");
}

/* -- from entries --------------------------------------------------------- */

/* The entry whole, or by its name. */
static int entry(struct ck_session *s, struct draft *d, const char *kind,
		 const char *name, struct ck_value **ret_object)
{
	const struct ck_declare_settings *set = s->settings;
	const struct ck_value *row = NULL, *object = NULL;
	struct ck_value *persons;
	const char *owner = NULL;
	bool own;
	int r = ck_saved_owner(s, &d->item, set->enterprise, &owner, &own);

	if (r < 0)
		return r;
	r = ck_saved_get(s->store, d->item.doc,
			 ck_saved_id(s, d->item.doc, owner, kind, name), &row);
	if (r == -ENOENT)
		return ck_fail(s, &d->item, r, NULL, "no-saved",
			       _("%s has no %s saved as %s"), owner, kind,
			       name);
	if (r < 0)
		return ck_fail_store(s, &d->item, r);
	persons = ck_new_array(d->item.doc);
	ck_saved_persons(ck_get(row, "document"), persons);
	if (ck_count(persons) && !may_show(s, own)) {
		*ret_object = ck_new_object(d->item.doc);
		ck_set_str(*ret_object, "saved",
			   ck_doc_format(d->item.doc, "%s/%s", owner, name));
		return 0;
	}
	r = log_shown(s, d, "entry.shown", ck_get_str(row, "saved"), persons);
	if (r >= 0)
		r = ck_saved_object(s, d->item.doc, row, true, &object);
	if (r < 0)
		return ck_fail_store(s, &d->item, r);
	*ret_object = ck_copy(d->item.doc, object);
	return 0;
}

static struct ck_value *section(struct ck_value *object, const char *key)
{
	struct ck_value *v = ck_writable(ck_get(object, key));

	return v ? v : ck_set_object(object, key);
}

/* The vehicle of a new declaration keeps what it does in it. */
static int put_vehicle(struct ck_session *s, struct draft *d, size_t i,
		       const char *name)
{
	struct ck_value *vehicles = section(d->document, "vehicles");
	const char *ref = i < ck_count(vehicles)
				  ? ck_key_at(vehicles, i)
				  : ck_doc_format(d->item.doc, "v%zu", i + 1);
	const struct ck_value *old = ck_get(vehicles, ref);
	struct ck_value *vehicle = NULL;
	int r = entry(s, d, "vehicle", name, &vehicle);

	if (r < 0)
		return r;
	CK_SET_SAME(vehicle, old, "role", "carries", "crew");
	ck_set(vehicles, ref, vehicle);
	return 0;
}

static int put_driver(struct ck_session *s, struct draft *d, size_t i,
		      const char *name)
{
	struct ck_value *vehicles = section(d->document, "vehicles");
	struct ck_value *driver = NULL, *crew;
	int r;

	if (i >= ck_count(vehicles))
		return ck_usage(s, _("--driver %s: there is no vehicle for him"),
				name);
	r = entry(s, d, "driver", name, &driver);
	if (r < 0)
		return r;
	if (!ck_get(driver, "role"))
		ck_set_str(driver, "role", "driver");
	crew = ck_set_object(ck_writable(ck_at(vehicles, i)), "crew");
	ck_set(crew, "p1", driver);
	return 0;
}

/* Other goods: who carries how much of them is not known. */
static int put_goods(struct ck_session *s, struct draft *d, size_t i,
		     const char *name)
{
	struct ck_value *vehicles = section(d->document, "vehicles");
	struct ck_value *goods = NULL;
	int r = entry(s, d, "goods", name, &goods);

	if (r < 0)
		return r;
	if (i == 0) {
		ck_set_object(d->document, "goods");
		for (size_t k = 0; k < ck_count(vehicles); k++)
			ck_unset(ck_writable(ck_at(vehicles, k)),
				 "carries");
	}
	ck_set(section(d->document, "goods"),
	       ck_doc_format(d->item.doc, "g%zu", i + 1), goods);
	return 0;
}

static int put_each(struct ck_session *s, struct draft *d,
		    const struct ck_names *names,
		    int (*put)(struct ck_session *s, struct draft *d, size_t i,
			       const char *name))
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < names->count; i++)
		r = put(s, d, i, names->name[i]);
	return r;
}

static int put_party(struct ck_session *s, struct draft *d, const char *name)
{
	struct ck_value *party = NULL;
	int r = entry(s, d, "party", name, &party);

	if (r == 0)
		ck_set(d->document, "enterprise", party);
	return r;
}

/* -- the whole ------------------------------------------------------------ */

static int draft(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct ck_declare_settings *set = s->settings;
	struct draft *d = ctx;
	int r = 0;

	(void)txn;
	d->document = ck_new_object(s->doc);
	if (set->like)
		r = like(s, d, set->like);
	else
		blank(s, d);
	if (r == 0 && set->party)
		r = put_party(s, d, set->party);
	else if (!set->like)
		ck_unset(d->document, "enterprise");
	if (r == 0)
		r = put_each(s, d, &set->vehicles, put_vehicle);
	if (r == 0)
		r = put_each(s, d, &set->drivers, put_driver);
	if (r == 0)
		r = put_each(s, d, &set->goods, put_goods);
	if (r == 0 && set->like && set->direction)
		ck_set_str(d->document, "direction", set->direction);
	return r;
}

/* A reader of a pipe takes a record a line. */
static bool is_pipe(void)
{
	struct stat st;

	return fstat(STDOUT_FILENO, &st) == 0 && S_ISFIFO(st.st_mode);
}

int ck_declare_new_run(struct ck_session *s, int argc, char **argv)
{
	const struct ck_declare_settings *set = s->settings;
	struct draft d = { .item = { .doc = s->doc, .source = "argument" } };
	CK_BUF text = { 0 };
	int r;

	if (argc)
		return ck_usage(s, _("one operand too many: %s"), argv[0]);
	if (!s->site)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	if (ck_declare_direction(s, set->direction) < 0)
		return -EINVAL;
	r = ck_session_transact(s, draft, &d);
	if (r < 0)
		return r;
	if (s->options.jq || s->options.format == CK_FORMAT_JSON || is_pipe())
		return ck_print(s, d.document);
	ck_write_pretty(&text, d.document);
	return ck_print_text(s, text.data, text.len);
}
