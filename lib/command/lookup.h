/* Trips by what people call them. Inside the command room, but for near plates,
 * which a lane's denial names. All return a
 * negative errno of the store. */
#ifndef CK_COMMAND_LOOKUP_H
#define CK_COMMAND_LOOKUP_H

#include "command/match.h"

/* Trip, declaration, customs number, container, chassis, plate in any
 * writing, or at least its last three characters. Open trips only, except for
 * a trip's own id and a declaration none of whose trips is open. */
int ck_lookup(struct ck_session *s, struct ck_doc *doc, const char *text,
	      struct ck_matches *ret_matches) CK_MUST_CHECK;
int ck_lookup_trip(struct ck_session *s, struct ck_doc *doc, const char *trip,
		   struct ck_matches *ret_matches) CK_MUST_CHECK;
int ck_lookup_declaration(struct ck_session *s, struct ck_doc *doc,
			  const char *declaration,
			  struct ck_matches *ret_matches) CK_MUST_CHECK;

/* What may have been meant by a text that names nothing: at most five open
 * trips, nearest first. */
int ck_lookup_near(struct ck_session *s, struct ck_doc *doc, const char *text,
		   struct ck_matches *ret_matches) CK_MUST_CHECK;

/* The same of a plate in normal form, or a part of one. */
int ck_lookup_near_plate(struct ck_store *store, struct ck_doc *doc,
			 const char *normal, struct ck_matches *ret_matches)
	CK_MUST_CHECK;

/* The last three closed trips of the vehicle that a text names, for one that
 * names no open trip; `since` of a match is when it closed. */
int ck_lookup_closed(struct ck_session *s, struct ck_doc *doc, const char *text,
		     struct ck_matches *ret_matches) CK_MUST_CHECK;

/* The id of a declaration or trip in capitals, when the text has its shape;
 * else NULL. */
const char *ck_lookup_id(struct ck_doc *doc, const char *text);

#endif
