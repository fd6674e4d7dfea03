#include <config.h>

#include <ctype.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "command/lookup.h"
#include "trade/near.h"
#include "trade/plate.h"
#include "trade/plate_key.h"

enum { NEAR_MOST = 5, NEAR_DISTANCE = 2, SAME_LEAST = 3, PART_LEAST = 4,
       PART_MOST = 5 };

/* A slip is rarely both in the first three characters and in the last. */
static int add_by_start(struct ck_store *store, struct ck_doc *doc,
			char *key, enum ck_sql id, struct ck_matches *matches)
{
	size_t cut = 0;

	for (int i = 0; i < SAME_LEAST && key[cut]; i++)
		cut += ck_utf8_length(key + cut, strlen(key + cut));
	key[cut] = '\0';
	return ck_matches_add_range(store, doc, matches, id, key, NULL,
				    NULL);
}

/* Of the last characters of a plate, a slip in the last of these is in what all
 * of its candidates have in common: each other figure is looked for there. */
static int add_slips(struct ck_store *store, struct ck_doc *doc,
		     const char *normal, struct ck_matches *matches)
{
	size_t len = strlen(normal);
	char part[PART_MOST + 1];
	char key[CK_PLATE_SIZE];
	int r = 0;

	if (len < PART_LEAST || len > PART_MOST)
		return 0;
	for (size_t i = len - SAME_LEAST; i < len; i++) {
		strcpy(part, normal);
		if (!isdigit((unsigned char)part[i]))
			continue;
		for (part[i] = '0'; r >= 0 && part[i] <= '9'; part[i]++)
			if (ck_plate_tail_key(part, key) >= 0)
				r = ck_matches_add_range(store, doc, matches,
							 CK_SQL_FIND_BY_TAIL,
							 key, NULL, NULL);
	}
	return r;
}

static int add_candidates(struct ck_store *store, struct ck_doc *doc,
			  const char *normal, struct ck_matches *matches)
{
	char key[CK_PLATE_SIZE];
	int r = 0;

	if (ck_plate_bare_key(normal, key) >= 0)
		r = add_by_start(store, doc, key, CK_SQL_FIND_BY_MATCH, matches);
	if (r >= 0 && ck_plate_tail_key(normal, key) >= 0)
		r = add_by_start(store, doc, key, CK_SQL_FIND_BY_TAIL, matches);
	return r >= 0 ? add_slips(store, doc, normal, matches) : r;
}

/* Of a plate typed in part, the parts are compared: 1234 with the end of
 * 12C12344, 12C with its beginning. */
static unsigned distance(const char *normal, const char *wanted)
{
	size_t len = strlen(normal);
	size_t part = strlen(wanted);
	unsigned whole = ck_near_distance(normal, wanted);
	unsigned tail;

	if (len <= part || part < SAME_LEAST)
		return whole;
	/* In the middle of a character it only counts as further away. */
	tail = ck_near_distance(normal + len - part, wanted) + 1;
	if (!strncmp(normal, wanted, part))
		tail = 1;
	return tail < whole ? tail : whole;
}

/* Moves the nearest to the front, the rest out. */
static void rank(struct ck_matches *matches, const char *wanted)
{
	size_t kept = 0;

	for (unsigned d = 0; d <= NEAR_DISTANCE; d++)
		for (size_t i = kept; i < matches->count; i++) {
			struct ck_match match = matches->at[i];

			if (kept == NEAR_MOST ||
			    distance(match.normal, wanted) != d)
				continue;
			matches->at[i] = matches->at[kept];
			matches->at[kept++] = match;
		}
	matches->count = kept;
}

static int near_ids(struct ck_session *s, struct ck_doc *doc, const char *id,
		    struct ck_matches *matches)
{
	ck_autofree char *declaration = ck_strdup(id);
	int r;

	declaration[strcspn(declaration, ".")] = '\0';
	r = ck_lookup_declaration(s, doc, declaration, matches);
	matches->all = false;
	if (r < 0 || matches->count)
		return r;
	r = ck_matches_add(doc, matches,
			   ck_query(s->store, CK_SQL_FIND_IDS_BEFORE, "s", id),
			   NULL, NULL);
	if (r < 0)
		return r;
	return ck_matches_add(doc, matches,
			      ck_query(s->store, CK_SQL_FIND_IDS_AFTER, "s",
				       id), NULL, NULL);
}

int ck_lookup_near_plate(struct ck_store *store, struct ck_doc *doc,
			 const char *normal, struct ck_matches *ret_matches)
{
	int r;

	*ret_matches = (struct ck_matches){ 0 };
	r = add_candidates(store, doc, normal, ret_matches);
	if (r >= 0)
		rank(ret_matches, normal);
	return r;
}

int ck_lookup_near(struct ck_session *s, struct ck_doc *doc, const char *text,
		   struct ck_matches *ret_matches)
{
	const char *id = ck_lookup_id(doc, text);
	char normal[CK_PLATE_SIZE];

	*ret_matches = (struct ck_matches){ 0 };
	if (id)
		return near_ids(s, doc, id, ret_matches);
	if (ck_plate_normalise(text, normal, sizeof(normal)) < 0)
		return 0;
	return ck_lookup_near_plate(s->store, doc, normal, ret_matches);
}

int ck_lookup_closed(struct ck_session *s, struct ck_doc *doc, const char *text,
		     struct ck_matches *ret_matches)
{
	char normal[CK_PLATE_SIZE];
	char key[CK_PLATE_SIZE];

	*ret_matches = (struct ck_matches){ 0 };
	if (ck_plate_normalise(text, normal, sizeof(normal)) < 0 ||
	    ck_plate_bare_key(normal, key) < 0)
		return 0;
	return ck_matches_add(doc, ret_matches,
			      ck_query(s->store, CK_SQL_FIND_CLOSED, "s", key),
			      ck_plate_same, normal);
}
