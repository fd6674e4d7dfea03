#include <config.h>

#include <errno.h>
#include <string.h>

#include "goods/goods.h"
#include "clear/left.h"
#include "clear/need.h"
#include "clear/renew.h"
#include "store/query.h"
#include "trade/facts.h"
#include "trade/lookup.h"

enum { ROUNDS = 4 };

/* -- lists ---------------------------------------------------------------- */

static void put(struct ck_value *needs, const char *name, const char *subject,
		const char *agency, const char *scope)
{
	struct ck_value *need = ck_push_object(needs);

	ck_set_str(need, "name", name);
	ck_set_str(need, "subject", subject);
	ck_set_str(need, "agency", agency);
	ck_set_str(need, "scope", scope);
}

static void add(struct ck_value *needs, const char *name,
		const struct ck_value *check, const struct ck_need_about *about)
{
	const char *agency = ck_get_str(check, "agency");
	const char *scope = ck_get_str(check, "scope");

	if (scope && !strcmp(scope, "customs") && ck_count(about->customs)) {
		for (size_t i = 0; i < ck_count(about->customs); i++)
			put(needs, name, ck_str(ck_at(about->customs, i)),
			    agency, scope);
		return;
	}
	if (!scope)
		scope = "trip";
	if (!strcmp(scope, "customs") || !strcmp(scope, "declaration"))
		put(needs, name, about->declaration, agency, "declaration");
	else
		put(needs, name, about->trip, agency, scope);
}

struct ck_value *ck_need_list(struct ck_doc *doc, const struct ck_site *site,
			      const struct ck_ruling *ruling,
			      const struct ck_need_about *about)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	struct ck_value *needs = ck_new_array(doc);
	CK_BUF pointer = { 0 };

	for (size_t i = 0; i < ck_count(checks); i++) {
		const char *name = ck_key_at(checks, i);

		ck_buf_clear(&pointer);
		ck_buf_puts(&pointer, "/checks/");
		ck_buf_puts(&pointer, name);
		ck_buf_puts(&pointer, "/when");
		if (ck_ruled(ruling, pointer.data) != CK_RULED_NO)
			add(needs, name, ck_at(checks, i), about);
	}
	return needs;
}

static void add_named(struct ck_value *needs, const struct ck_site *site,
		      const struct ck_value *names,
		      const struct ck_need_about *about)
{
	for (size_t i = 0; i < ck_count(names); i++) {
		const char *name = ck_str(ck_at(names, i));
		const struct ck_value *check = ck_site_find_check(site, name);

		if (check)
			add(needs, name, check, about);
	}
}

/* A name the site does not have is left out. */
static struct ck_value *needs_named(struct ck_doc *doc,
				    const struct ck_site *site,
				    const struct ck_value *names,
				    const struct ck_need_about *about)
{
	struct ck_value *needs = ck_new_array(doc);

	add_named(needs, site, names, about);
	return needs;
}

/* -- a trip in the store -------------------------------------------------- */

struct about {
	const struct ck_value *trip;
	const struct ck_value *document;	/* what may pass of it */
	struct ck_need_about need;
};

static int read_about(struct ck_store *store, struct ck_doc *doc,
		      const char *trip, struct about *ret_about)
{
	struct about about = { 0 };
	const struct ck_value *declaration;
	int r = ck_trip_get(store, doc, trip, &about.trip);

	if (r < 0)
		return r;
	about.need.trip = ck_get_str(about.trip, "trip");
	about.need.declaration = ck_get_str(about.trip, "declaration");
	r = ck_declaration_get(store, doc, about.need.declaration,
			       &declaration);
	if (r < 0)
		return r;
	r = ck_goods_document(store, doc, about.need.declaration, trip,
			      ck_get_str(about.trip, "vehicle_ref"),
			      ck_get(declaration, "document"),
			      &about.document);
	if (r < 0)
		return r;
	about.need.customs =
		ck_facts_customs(doc, about.document,
				 ck_get_str(about.trip, "vehicle_ref"));
	*ret_about = about;
	return 0;
}

static const struct ck_value *home_names(const struct ck_site *site,
					 const struct ck_value *trip)
{
	const char *direction = ck_get_str(trip, "direction");
	const struct ck_value *home = ck_get(site->document, "home_leg");

	return ck_get(ck_get(home, direction ? direction : ""), "require");
}

int ck_need_home(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_site *site, const char *trip,
		 struct ck_value **ret_needs)
{
	struct about about;
	int r = read_about(store, doc, trip, &about);

	if (r < 0)
		return r;
	*ret_needs = needs_named(doc, site, home_names(site, about.trip),
				 &about.need);
	return 0;
}

/* -- what has changed ----------------------------------------------------- */

static bool has(const struct ck_value *needs, const struct ck_value *need)
{
	const char *name = ck_get_str(need, "name");
	const char *subject = ck_get_str(need, "subject");

	for (size_t i = 0; i < ck_count(needs); i++)
		if (!strcmp(ck_get_str(ck_at(needs, i), "name"), name) &&
		    !strcmp(ck_get_str(ck_at(needs, i), "subject"), subject))
			return true;
	return false;
}

static bool has_name(const struct ck_value *needs, const char *name)
{
	for (size_t i = 0; i < ck_count(needs); i++)
		if (!strcmp(ck_get_str(ck_at(needs, i), "name"), name))
			return true;
	return false;
}

static int read_needs(struct ck_store *store, struct ck_doc *doc,
		      const struct ck_need_about *about,
		      struct ck_value **ret_needs)
{
	struct ck_value *needs = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_NEED_OF_TRIP, "ss",
				    about->declaration, about->trip),
			   doc, needs);

	if (r < 0)
		return r;
	*ret_needs = needs;
	return 0;
}

static const char rule_actor[] = "rule:needs";

static int append(struct ck_txn *txn, const char *kind,
		  const struct ck_need_about *about,
		  const struct ck_value *need, const struct ck_event_id *cause)
{
	return ck_append_as(txn, rule_actor, kind, about->declaration,
			    about->trip, need, cause, NULL);
}

/* check.unneeded takes every need of the name away: one that keeps another
 * subject under it is needed anew. */
static int drop(struct ck_txn *txn, const struct ck_need_about *about,
		const struct ck_value *now, struct ck_value *before,
		const struct ck_event_id *cause)
{
	int changed = 0;

	for (size_t i = 0; i < ck_count(before); i++) {
		const struct ck_value *need = ck_at(before, i);
		const char *name = ck_get_str(need, "name");
		struct ck_value *body;
		int r;

		if (has(now, need) && !ck_is_true(ck_get(need, "dropped")))
			continue;
		if (ck_is_true(ck_get(need, "dropped")))
			continue;
		body = ck_new_object(ck_txn_doc(txn));
		ck_set_str(body, "name", name);
		r = append(txn, "check.unneeded", about, body, cause);
		if (r < 0)
			return r;
		for (size_t k = 0; k < ck_count(before); k++)
			if (!strcmp(ck_get_str(ck_at(before, k), "name"), name))
				ck_set_bool(ck_writable(ck_at(before, k)),
					    "dropped", true);
		changed++;
	}
	return changed;
}

static bool stands(const struct ck_value *before, const struct ck_value *need)
{
	const char *name = ck_get_str(need, "name");
	const char *subject = ck_get_str(need, "subject");

	for (size_t i = 0; i < ck_count(before); i++) {
		const struct ck_value *old = ck_at(before, i);

		if (!strcmp(ck_get_str(old, "name"), name) &&
		    !strcmp(ck_get_str(old, "subject"), subject))
			return !ck_is_true(ck_get(old, "dropped"));
	}
	return false;
}

static int change(struct ck_txn *txn, const struct ck_need_about *about,
		  const struct ck_value *now, const struct ck_event_id *cause)
{
	struct ck_value *before = NULL;
	struct ck_value *renewed = ck_new_array(ck_txn_doc(txn));
	int changed, r;

	r = read_needs(ck_txn_store(txn), ck_txn_doc(txn), about, &before);
	if (r < 0)
		return r;
	changed = drop(txn, about, now, before, cause);
	r = changed;
	for (size_t i = 0; r >= 0 && i < ck_count(now); i++) {
		if (stands(before, ck_at(now, i)))
			continue;
		r = append(txn, "check.needed", about, ck_at(now, i), cause);
		ck_push(renewed, ck_at(now, i));
		changed++;
	}
	if (r >= 0)
		r = ck_need_open(txn, now, cause);
	if (r >= 0)
		r = ck_renew(txn, about->trip, renewed, rule_actor, cause);
	return r < 0 ? r : changed;
}

/* -- after a fact --------------------------------------------------------- */

/* "customs_goods:reseal": which check named which condition. */
static int add_conditions(struct ck_store *store, struct ck_doc *doc,
			  const struct ck_need_about *about,
			  struct ck_value *list)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_NEED_CONDITIONS, "ss",
				    about->declaration, about->trip),
			   doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const struct ck_value *codes = ck_get(row, "conditions");

		for (size_t k = 0; k < ck_count(codes); k++)
			ck_push_str(list, ck_doc_format(
				doc, "%s:%s", ck_get_str(row, "name"),
				ck_str(ck_at(codes, k))));
	}
	return r;
}

static int facts_now(struct ck_store *store, struct ck_doc *doc,
		     const struct about *about, struct ck_value **ret_facts)
{
	const struct ck_value *customs = NULL;
	struct ck_value *facts;
	int r = ck_customs_rows(store, doc, about->need.customs, &customs);

	if (r < 0)
		return r;
	facts = ck_facts_of(doc, about->document,
			    ck_get_str(about->trip, "vehicle_ref"), customs);
	r = add_conditions(store, doc, &about->need,
			   ck_set_array(facts, "conditions"));
	if (r >= 0)
		*ret_facts = facts;
	return r;
}

/* What somebody else has asked for is not asked for twice. */
static void add_others(struct ck_doc *doc, const struct ck_site *site,
		       const struct ck_value *names,
		       const struct ck_need_about *about,
		       struct ck_value *needs)
{
	struct ck_value *others = needs_named(doc, site, names, about);

	for (size_t i = 0; i < ck_count(others); i++)
		if (!has_name(needs, ck_get_str(ck_at(others, i), "name")))
			ck_push(needs, ck_at(others, i));
}

static int add_left(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_site *site, const struct about *about,
		    struct ck_value *needs)
{
	struct ck_value *names = ck_new_array(doc);
	int r = ck_left_names(store, doc, site, about->need.declaration,
			      ck_get_str(about->trip, "vehicle_ref"), needs,
			      names);

	add_others(doc, site, names, &about->need, needs);
	return r;
}

static int needs_now(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_site *site, const struct about *about,
		     struct ck_value **ret_needs)
{
	const struct ck_ruling *ruling;
	struct ck_value *facts = NULL;
	int r = facts_now(store, doc, about, &facts);

	if (r >= 0)
		r = ck_rules_ask(site, doc, facts, &ruling, NULL);
	if (r < 0)
		return r;
	*ret_needs = ck_need_list(doc, site, ruling, &about->need);
	if (!strcmp(ck_get_str(about->trip, "leg"), "home"))
		add_others(doc, site, home_names(site, about->trip),
			   &about->need, *ret_needs);
	return add_left(store, doc, site, about, *ret_needs);
}

/* What it has to have to get out was said once. */
static int needs_turned(struct ck_store *store, struct ck_doc *doc,
			const struct ck_site *site, const struct about *about,
			struct ck_value **ret_needs)
{
	int r = read_needs(store, doc, &about->need, ret_needs);

	return r < 0 ? r : add_left(store, doc, site, about, *ret_needs);
}

static int update(struct ck_txn *txn, const struct ck_site *site,
		  const struct about *about, const struct ck_event_id *cause)
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *needs = NULL;
	int r = ck_get_int(about->trip, "turned_back", 0)
			? needs_turned(store, doc, site, about, &needs)
			: needs_now(store, doc, site, about, &needs);

	return r < 0 ? r : change(txn, &about->need, needs, cause);
}

/* With a check that is not asked for any more goes what it named, for which
 * another may have been asked. Rules that contradict themselves end, too. */
int ck_need_update(struct ck_txn *txn, const struct ck_site *site,
		   const char *trip, const struct ck_event_id *cause)
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_doc *doc = ck_txn_doc(txn);
	struct about about;
	int changed = 0;
	int r = read_about(store, doc, trip, &about);

	if (r < 0 || ck_get(about.trip, "closed_at"))
		return r;
	for (int round = 0; r >= 0 && round < ROUNDS; round++) {
		struct ck_value *was = ck_new_array(doc);
		struct ck_value *is = ck_new_array(doc);

		r = add_conditions(store, doc, &about.need, was);
		if (r >= 0)
			r = update(txn, site, &about, cause);
		if (r <= 0)
			break;
		changed += r;
		r = add_conditions(store, doc, &about.need, is);
		if (ck_equal(was, is))
			break;
	}
	return r < 0 ? r : changed;
}

static struct ck_value *missing_in(struct ck_doc *doc,
				   const struct ck_value *these,
				   const struct ck_value *those)
{
	struct ck_value *missing = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(these); i++)
		if (!has(those, ck_at(these, i)))
			ck_push(missing, ck_at(these, i));
	return missing;
}

int ck_need_compare(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_site *site, const struct ck_value *trip,
		    const struct ck_value *document,
		    struct ck_value **ret_needed,
		    struct ck_value **ret_unneeded)
{
	const char *vehicle = ck_get_str(trip, "vehicle_ref");
	struct about about = {
		.trip = trip,
		.need = {
			.trip = ck_get_str(trip, "trip"),
			.declaration = ck_get_str(trip, "declaration"),
		},
	};
	struct ck_value *before = NULL, *now = NULL;
	int r = ck_goods_document(store, doc, about.need.declaration,
				  about.need.trip, vehicle, document,
				  &about.document);

	if (r < 0)
		return r;
	about.need.customs = ck_facts_customs(doc, about.document, vehicle);
	r = read_needs(store, doc, &about.need, &before);
	if (r >= 0 && ck_get_int(trip, "turned_back", 0))
		now = before;
	else if (r >= 0)
		r = needs_now(store, doc, site, &about, &now);
	if (r < 0)
		return r;
	*ret_needed = missing_in(doc, now, before);
	*ret_unneeded = missing_in(doc, before, now);
	return 0;
}

int ck_need_replace(struct ck_txn *txn, const struct ck_site *site,
		    const char *trip, const struct ck_value *names,
		    const struct ck_event_id *cause)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *needs;
	struct about about;
	int r = read_about(ck_txn_store(txn), doc, trip, &about);

	if (r < 0)
		return r;
	needs = needs_named(doc, site, names, &about.need);
	r = add_left(ck_txn_store(txn), doc, site, &about, needs);
	return r < 0 ? r : change(txn, &about.need, needs, cause);
}
