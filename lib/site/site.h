/* A site as its file describes it (ck-site(5)), read from the store.
 *
 *	const struct ck_site *site;
 *	r = ck_site_get(store, "CKHN", &site);
 *
 * A site that was handed out is never changed and lives until the process
 * ends: when a new file takes effect, the next ck_site_get gives another
 * object with another seq. The gate's decision path does not come here: what
 * it needs stands in the tables (lane/decide.h).
 */
#ifndef CK_SITE_SITE_H
#define CK_SITE_SITE_H

#include <stdbool.h>

#include "record/value.h"
#include "store/store.h"

struct ck_rules;

struct ck_site {
	const char *code;			/* "CKHN" */
	const struct ck_value *document;	/* the whole file */
	int64_t seq;		/* of the event that put it in effect */
	int64_t version;	/* of the file; kept by declarations and trips */
	int offset_min;		/* of its clock */
	const char *country;	/* "VN" */
	const char *language;	/* "vi" */
	struct ck_rules *rules;	/* site/rules.h; compiled at first use */
};

/* The site in effect. Reads one row; the document is parsed only when it has
 * changed. -ENOENT: no such site; -EBADMSG: its document does not read. */
int ck_site_get(struct ck_store *store, const char *code,
		const struct ck_site **ret_site) CK_MUST_CHECK;

/* A site made of a document alone, for programs without a store. The document
 * is borrowed. Freed with ck_site_free. */
struct ck_site *ck_site_new(const struct ck_value *document);
void ck_site_free(struct ck_site *site);
CK_DEFINE_CLEANUP(struct ck_site *, ck_site_free)

/* The object that describes it; NULL when the file has no such name. */
const struct ck_value *ck_site_find_check(const struct ck_site *site,
					  const char *name);
const struct ck_value *ck_site_find_lane(const struct ck_site *site,
					 const char *name);
const struct ck_value *ck_site_find_zone(const struct ck_site *site,
					 const char *name);
const struct ck_value *ck_site_find_agency(const struct ck_site *site,
					   const char *code);
/* The agency at whose desk a vehicle in the zone asks, whatever the matter: on
 * duty at the first lane that leads out of the zone, else at the first lane. */
const char *ck_site_desk(const struct ck_site *site, const char *zone);
/* A reason code: group "hold", "cancel", ... Its value is the names. */
const struct ck_value *ck_site_find_reason(const struct ck_site *site,
					   const char *group,
					   const char *code);

/* The name of a check, given by name or alias; NULL for neither. */
const char *ck_site_check_name(const struct ck_site *site, const char *word);

/* Of {"vi":…,"en":…,"zh":…} the word in the language (NULL: the site's), else
 * the site's, else English, else any. NULL when there is none. */
const char *ck_site_word(const struct ck_site *site,
			 const struct ck_value *words, const char *language);

bool ck_site_zone_inside(const struct ck_site *site, const char *zone);
/* Beyond the line: the zone's country is not the site's. */
bool ck_site_zone_abroad(const struct ck_site *site, const char *zone);

/* Where a trip stands before it has been anywhere: the first zone of the file
 * that is not inside, lies abroad exactly when the trip comes from there
 * (import, unless it is a receiving vehicle; a foreign tractor; a foreign
 * vehicle that is to receive an export), and begins a lane of the direction.
 * nationality may be NULL. NULL when the file has none. */
const char *ck_site_start_zone(const struct ck_site *site,
			       const char *direction, const char *role,
			       const char *nationality);

/* Whose a field is that is not the declarant's (`field_owners`): an agency
 * code, or NULL. The pointer's members match literally or by *. */
const char *ck_site_field_owner(const struct ck_site *site,
				const char *pointer);

/* The legal limit of a vehicle in grams and its row; 0 when the file has none
 * for it. axles 0: unknown, no limit. */
int64_t ck_site_legal_limit(const struct ck_site *site, int64_t axles,
			    bool trailer, const struct ck_value **ret_row);

#endif
