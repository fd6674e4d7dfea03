/* The facts of one trip that a site's rules judge (ck-site(5)):
 *
 *	{"direction","regime","role","class","nationality","laden","leg",
 *	 "axles","container","trailer","hs":[],"chapters":[],"origins":[],
 *	 "gross_kg","goods_count","customs_numbers","customs_types":[],"channel":[],
 *	 "release":[],"transfers_out","transfers_in","emptied",
 *	 "conditions":[],"ext":{}}
 *
 * The trip as it was declared: `laden` and the goods do not change when it is
 * unloaded, `leg` is always "out". A receiving vehicle, or a tractor (power)
 * that takes a load over, has the goods, customs numbers and mass of what is
 * to be transferred onto it, and is not laden for that; a vehicle that is
 * itself the goods is laden. `emptied`: all it carries is to change vehicles.
 * Lists are sorted, each value once. `conditions` are for whoever knows of
 * verdicts to fill in. Class, nationality and axles are left out when not
 * declared.
 */
#ifndef CK_TRADE_FACTS_H
#define CK_TRADE_FACTS_H

#include "record/value.h"
#include "store/store.h"

/* The names above, ended by NULL. */
extern const char *const ck_facts_names[];

/* document: the stored form. vehicle: its ref. customs: an object of the rows
 * known of its customs numbers by their id ("CKHN/30512345678"), each with
 * type, channel, release as far as known; may be NULL. */
struct ck_value *ck_facts_of(struct ck_doc *doc,
			     const struct ck_value *document,
			     const char *vehicle,
			     const struct ck_value *customs);

/* Such facts, if of all the load there were only this part of it: hs, chapters
 * and origins are those of its goods. */
struct ck_value *ck_facts_of_goods(struct ck_doc *doc,
				   const struct ck_value *document,
				   const struct ck_value *facts,
				   const struct ck_value *part);

/* The facts of a trip in the store. -ENOENT: no such trip. */
int ck_facts_of_trip(struct ck_store *store, struct ck_doc *doc,
		     const char *trip, const struct ck_value **ret_facts)
	CK_MUST_CHECK;

/* The ids of the customs numbers under which the vehicle's goods travel, each
 * once, in the order of the document: an array of texts. */
struct ck_value *ck_facts_customs(struct ck_doc *doc,
				  const struct ck_value *document,
				  const char *vehicle);

/* What the vehicle carries, and (roles receiving, power) is to receive:
 * [{"goods","packages","gross_g","value_minor"}]; members as far as known. */
const struct ck_value *ck_facts_load(struct ck_doc *doc,
				     const struct ck_value *document,
				     const char *vehicle);

#endif
