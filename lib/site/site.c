#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "record/reader.h"
#include "site/rules-of.h"
#include "site/site.h"
#include "store/query.h"

/* -- the sites of this process -------------------------------------------- */

/* Kept until the end: items under way hold pointers into an older version. */
struct loaded {
	struct loaded *next;
	struct ck_doc *doc;
	const char *digest;
	struct ck_site *site;
};

static struct loaded *loaded;		/* newest first */

/* A process may know two stores. */
static const struct ck_site *find(const char *code, int64_t seq,
				  const char *digest)
{
	for (const struct loaded *l = loaded; l; l = l->next)
		if (l->site->seq == seq && !strcmp(l->digest, digest) &&
		    !strcmp(l->site->code, code))
			return l->site;
	return NULL;
}

struct ck_site *ck_site_new(const struct ck_value *document)
{
	struct ck_site *site = ck_new(struct ck_site);
	const char *offset = ck_get_str(document, "utc_offset");

	site->document = document;
	site->code = ck_get_str(document, "site");
	site->version = ck_get_int(document, "version", 0);
	site->country = ck_get_str(document, "country");
	site->language = ck_get_str(document, "language");
	if (!offset || ck_offset_parse(offset, &site->offset_min) < 0)
		site->offset_min = 0;
	site->rules = ck_rules_new(document);
	return site;
}

void ck_site_free(struct ck_site *site)
{
	if (!site)
		return;
	ck_rules_free(site->rules);
	free(site);
}

static int keep(struct ck_stmt *q, const char *code,
		const struct ck_site **ret_site)
{
	struct loaded *l = ck_new(struct loaded);
	const char *text = ck_column_text(q, 4);
	const struct ck_value *document = NULL;
	struct ck_fault fault;

	l->doc = ck_doc_new();
	if (ck_read_object(l->doc, text, strlen(text), &document, &fault) < 0) {
		ck_doc_free(l->doc);
		free(l);
		return -EBADMSG;
	}
	l->site = ck_site_new(document);
	l->digest = ck_doc_strdup(l->doc, ck_column_text(q, 1));
	l->site->code = ck_doc_strdup(l->doc, code);
	l->site->seq = ck_column_int(q, 0);
	l->site->version = ck_column_int(q, 2);
	l->site->offset_min = (int)ck_column_int(q, 3);
	l->next = loaded;
	loaded = l;
	*ret_site = l->site;
	return 0;
}

static int load(struct ck_store *store, const char *code,
		const struct ck_site **ret_site)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_SITE_DOCUMENT, "s", code);
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	return keep(q, code, ret_site);
}

int ck_site_get(struct ck_store *store, const char *code,
		const struct ck_site **ret_site)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_SITE_SEQ, "s", code);
	const struct ck_site *site;
	int r = ck_step(q);

	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	site = find(code, ck_column_int(q, 0), ck_column_text(q, 1));
	if (!site)
		return load(store, code, ret_site);
	*ret_site = site;
	return 0;
}

/* -- names ---------------------------------------------------------------- */

static const struct ck_value *member(const struct ck_site *site,
				     const char *section, const char *name)
{
	if (!site || !name)
		return NULL;
	return ck_get(ck_get(site->document, section), name);
}

const struct ck_value *ck_site_find_check(const struct ck_site *site,
					  const char *name)
{
	return member(site, "checks", name);
}

const struct ck_value *ck_site_find_lane(const struct ck_site *site,
					 const char *name)
{
	return member(site, "lanes", name);
}

const struct ck_value *ck_site_find_zone(const struct ck_site *site,
					 const char *name)
{
	return member(site, "zones", name);
}

const struct ck_value *ck_site_find_agency(const struct ck_site *site,
					   const char *code)
{
	return member(site, "agencies", code);
}

const char *ck_site_desk(const struct ck_site *site, const char *zone)
{
	const struct ck_value *lanes = ck_get(site->document, "lanes");
	const char *first = NULL;

	for (size_t i = 0; i < ck_count(lanes); i++) {
		const struct ck_value *lane = ck_at(lanes, i);
		const char *from = ck_get_str(lane, "from");
		const char *agency =
			ck_get_str(ck_get(lane, "duty"), "agency");

		if (agency && zone && from && !strcmp(from, zone))
			return agency;
		first = first ? first : agency;
	}
	return first;
}

const struct ck_value *ck_site_find_reason(const struct ck_site *site,
					   const char *group, const char *code)
{
	return code ? ck_get(member(site, "reasons", group), code) : NULL;
}

const char *ck_site_check_name(const struct ck_site *site, const char *word)
{
	const struct ck_value *checks = ck_get(site->document, "checks");

	for (size_t i = 0; i < ck_count(checks); i++) {
		const char *name = ck_key_at(checks, i);
		const char *alias = ck_get_str(ck_at(checks, i), "alias");

		if (!strcmp(name, word) || (alias && !strcmp(alias, word)))
			return name;
	}
	return NULL;
}

const char *ck_site_word(const struct ck_site *site,
			 const struct ck_value *words, const char *language)
{
	const char *word = language ? ck_get_str(words, language) : NULL;

	if (!word && site && site->language)
		word = ck_get_str(words, site->language);
	if (!word)
		word = ck_get_str(words, "en");
	return word ? word : ck_str(ck_at(words, 0));
}

/* -- zones ---------------------------------------------------------------- */

bool ck_site_zone_inside(const struct ck_site *site, const char *zone)
{
	return ck_is_true(ck_get(ck_site_find_zone(site, zone), "inside"));
}

bool ck_site_zone_abroad(const struct ck_site *site, const char *zone)
{
	const char *country =
		ck_get_str(ck_site_find_zone(site, zone), "country");

	return country && site->country && strcmp(country, site->country) != 0;
}

static bool comes_from_abroad(const struct ck_site *site,
			      const char *direction, const char *role,
			      const char *nationality)
{
	const char *country = ck_get_str(site->document, "country");
	bool import = !strcmp(direction, "import");
	bool foreign = nationality && country && strcmp(nationality, country);

	if (!strcmp(role, "power"))
		return foreign;
	return !strcmp(role, "receiving") ? !import && foreign : import;
}

static bool lists(const struct ck_value *lane, const char *member,
		  const char *direction)
{
	return ck_lists(ck_get(lane, member), direction);
}

static bool begins_lane(const struct ck_site *site, const char *zone,
			const char *direction)
{
	const struct ck_value *lanes = ck_get(site->document, "lanes");

	for (size_t i = 0; i < ck_count(lanes); i++) {
		const struct ck_value *lane = ck_at(lanes, i);
		const char *from = ck_get_str(lane, "from");

		if (from && !strcmp(from, zone) &&
		    (lists(lane, "directions", direction) ||
		     lists(lane, "receiving", direction)))
			return true;
	}
	return false;
}

const char *ck_site_start_zone(const struct ck_site *site,
			       const char *direction, const char *role,
			       const char *nationality)
{
	const struct ck_value *zones = ck_get(site->document, "zones");
	bool abroad = comes_from_abroad(site, direction, role, nationality);

	for (size_t i = 0; i < ck_count(zones); i++) {
		const char *zone = ck_key_at(zones, i);

		if (!ck_site_zone_inside(site, zone) &&
		    ck_site_zone_abroad(site, zone) == abroad &&
		    begins_lane(site, zone, direction))
			return zone;
	}
	return NULL;
}

/* -- fields and limits ---------------------------------------------------- */

static bool pointer_matches(const char *pattern, const char *pointer)
{
	while (*pattern && *pointer) {
		size_t a = 1 + strcspn(pattern + 1, "/");
		size_t b = 1 + strcspn(pointer + 1, "/");

		if ((a != 2 || pattern[1] != '*') &&
		    (a != b || strncmp(pattern, pointer, a) != 0))
			return false;
		pattern += a;
		pointer += b;
	}
	return !*pattern && !*pointer;
}

const char *ck_site_field_owner(const struct ck_site *site,
				const char *pointer)
{
	const struct ck_value *owners =
		site ? ck_get(site->document, "field_owners") : NULL;

	for (size_t i = 0; i < ck_count(owners); i++)
		if (pointer_matches(ck_key_at(owners, i), pointer))
			return ck_str(ck_at(owners, i));
	return NULL;
}

static bool limit_applies(const struct ck_value *row, int64_t axles,
			  bool trailer)
{
	const struct ck_value *wanted = ck_get(row, "trailer");

	return ck_get_int(row, "axles", 0) == axles &&
	       (!wanted || ck_is_true(wanted) == trailer);
}

int64_t ck_site_legal_limit(const struct ck_site *site, int64_t axles,
			    bool trailer, const struct ck_value **ret_row)
{
	const struct ck_value *legal =
		site ? ck_get(ck_get(site->document, "weights"), "legal") : NULL;

	for (size_t i = 0; axles > 0 && i < ck_count(legal); i++) {
		const struct ck_value *row = ck_at(legal, i);

		if (!limit_applies(row, axles, trailer))
			continue;
		if (ret_row)
			*ret_row = row;
		return ck_get_int(row, "max_kg", 0) * 1000;
	}
	return 0;
}
