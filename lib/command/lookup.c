#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "command/lookup.h"
#include "command/private.h"
#include "store/query.h"
#include "trade/container.h"
#include "trade/customs_number.h"
#include "trade/plate.h"
#include "trade/plate_key.h"

enum { TAIL_LEAST = 3 };

/* -- ids ------------------------------------------------------------------ */

/* CKHN-20261122-00533, perhaps .1 behind it; as people type it, in capitals. */
const char *ck_lookup_id(struct ck_doc *doc, const char *text)
{
	size_t site = strcspn(text, "-");
	const char *day = text + site + 1;
	char *id;

	if (!site || !text[site] || strspn(day, "0123456789") != 8 ||
	    day[8] != '-' || !isdigit((unsigned char)day[9]))
		return NULL;
	if (strspn(day + 9, "0123456789.") != strlen(day + 9))
		return NULL;
	id = ck_doc_strdup(doc, text);
	for (char *c = id; *c; c++)
		*c = toupper((unsigned char)*c);
	return id;
}

int ck_lookup_trip(struct ck_session *s, struct ck_doc *doc, const char *trip,
		   struct ck_matches *ret_matches)
{
	*ret_matches = (struct ck_matches){ 0 };
	return ck_matches_add(doc, ret_matches,
			ck_query(s->store, CK_SQL_FIND_TRIP, "s", trip), NULL,
			NULL);
}

/* A verb that is given a closed trip says so; a closed one beside an open one
 * was not meant. */
static void keep_open(struct ck_matches *matches)
{
	size_t kept = 0;

	for (size_t i = 0; i < matches->count; i++)
		if (matches->at[i].open)
			matches->at[kept++] = matches->at[i];
	if (kept)
		matches->count = kept;
}

int ck_lookup_declaration(struct ck_session *s, struct ck_doc *doc,
			  const char *declaration,
			  struct ck_matches *ret_matches)
{
	int r;

	*ret_matches = (struct ck_matches){ .all = true };
	r = ck_matches_add(doc, ret_matches,
		     ck_query(s->store, CK_SQL_FIND_OF_DECLARATION, "s",
			      declaration), NULL, NULL);
	keep_open(ret_matches);
	return r;
}

static int find_id(struct ck_session *s, struct ck_doc *doc, const char *id,
		   struct ck_matches *matches)
{
	return strchr(id, '.') ? ck_lookup_trip(s, doc, id, matches)
			       : ck_lookup_declaration(s, doc, id, matches);
}

/* -- numbers and plates --------------------------------------------------- */

/* Of the trips of a declaration those that carry goods under the number; all
 * of them where it does not say what carries what. */
static int find_customs(struct ck_session *s, struct ck_doc *doc,
			const char *text, struct ck_matches *matches)
{
	struct ck_customs_number number;
	const char *customs;
	int r;

	if (!s->site || ck_customs_number_parse(text, &number) < 0)
		return 0;
	customs = ck_doc_format(doc, "%s/%s", s->site, number.identity);
	r = ck_matches_add(doc, matches, ck_query(s->store, CK_SQL_FIND_OF_CUSTOMS,
					    "s", customs), NULL, NULL);
	if (r < 0 || matches->count)
		return r;
	return ck_matches_add(doc, matches,
			ck_query(s->store, CK_SQL_FIND_OF_CUSTOMS_ANY, "s",
				 customs), NULL, NULL);
}

static int find_normal(struct ck_session *s, struct ck_doc *doc,
		       const char *normal, struct ck_matches *matches)
{
	return ck_matches_add(doc, matches,
			ck_query(s->store, CK_SQL_FIND_BY_NORMAL, "s", normal),
			NULL, NULL);
}

static int find_plate(struct ck_session *s, struct ck_doc *doc,
		      const char *normal, struct ck_matches *matches)
{
	char key[CK_PLATE_SIZE];
	int r;

	if (ck_plate_bare_key(normal, key) < 0)
		return 0;
	r = ck_matches_add_range(s->store, doc, matches, CK_SQL_FIND_BY_MATCH, key,
		      ck_plate_same, normal);
	if (r < 0 || matches->count ||
	    ck_utf8_count(normal, strlen(normal)) < TAIL_LEAST ||
	    ck_plate_tail_key(normal, key) < 0)
		return r;
	matches->tail = true;
	return ck_matches_add_range(s->store, doc, matches, CK_SQL_FIND_BY_TAIL, key,
			 ck_plate_tail_matches, normal);
}

static int find_vehicle(struct ck_session *s, struct ck_doc *doc,
			const char *text, struct ck_matches *matches)
{
	struct ck_container container;
	char normal[CK_PLATE_SIZE];
	int r = 0;

	if (ck_container_parse(text, &container) >= 0)
		r = find_normal(s, doc, container.number, matches);
	if (r < 0 || matches->count ||
	    ck_plate_normalise(text, normal, sizeof(normal)) < 0)
		return r;
	r = find_normal(s, doc, normal, matches);
	if (r < 0 || matches->count)
		return r;
	return find_plate(s, doc, normal, matches);
}

int ck_lookup(struct ck_session *s, struct ck_doc *doc, const char *text,
	      struct ck_matches *ret_matches)
{
	const char *id = ck_lookup_id(doc, text);
	int r = 0;

	*ret_matches = (struct ck_matches){ 0 };
	if (id)
		r = find_id(s, doc, id, ret_matches);
	if (r < 0 || ret_matches->count)
		return r;
	ret_matches->all = false;
	r = find_customs(s, doc, text, ret_matches);
	if (r < 0 || ret_matches->count)
		return r;
	return find_vehicle(s, doc, text, ret_matches);
}
