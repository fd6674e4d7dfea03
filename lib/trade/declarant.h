/* Who may declare: an enterprise, a broker, the gate centre, or the keeper of
 * the store. A declaration is cancelled by whoever may declare it: its own
 * enterprise or one with its mandate, the gate centre or the keeper.
 */
#ifndef CK_TRADE_DECLARANT_H
#define CK_TRADE_DECLARANT_H

#include "command/session.h"

/* -EPERM with a diagnostic that says who may. An enterprise or broker declares
 * for itself, for others with their mandate only (trade/party.h): "no-mandate"
 * names both. */
int ck_declarant_allow(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;
/* Whether he may declare at all, for whomever. */
int ck_declarant_allow_any(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;
/* Is he the keeper of the store? 1 or 0; negative, said. */
int ck_declarant_is_keeper(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;
int ck_declarant_allow_cancel(struct ck_session *s, struct ck_item *item,
			      const char *declaration) CK_MUST_CHECK;
/* Who may cancel may ask an agency for a check of it. */
int ck_declarant_allow_request(struct ck_session *s, struct ck_item *item,
			       const char *declaration) CK_MUST_CHECK;
/* A pass is printed by those who may cancel. */
int ck_declarant_allow_pass(struct ck_session *s, struct ck_item *item,
			    const char *declaration) CK_MUST_CHECK;

/* What is to be said to who has no mandate to declare for this enterprise
 * (NULL: nobody is named), in the item's document; NULL: they may, as far as
 * it goes by that. */
int ck_declarant_mandate(struct ck_session *s, struct ck_item *item,
			 const char *enterprise, const char **ret_sentence)
	CK_MUST_CHECK;
/* May they declare for it? */
int ck_declarant_allow_for(struct ck_session *s, struct ck_item *item,
			   const char *enterprise) CK_MUST_CHECK;

/* The tax code of "enterprise:…" and "broker:…", else NULL. */
const char *ck_declarant_party(const char *agency);

/* Is the acting person the enterprise's (a tax code), or one with its mandate?
 * 1 or 0; negative, said. */
int ck_declarant_speaks(struct ck_session *s, struct ck_item *item,
			const char *enterprise) CK_MUST_CHECK;

/* Is it this user who acts, or on whose behalf? */
bool ck_declarant_is_user(const struct ck_session *s, const char *user);
/* Who submitted a declaration, or on whose behalf; in the item's document. */
int ck_declarant_submitter(struct ck_session *s, struct ck_item *item,
			   const char *declaration, const char **ret_user)
	CK_MUST_CHECK;

/* Does the acting person know what the declaration says of persons: who
 * submitted it, or acts for its enterprise (a tax code, or NULL)? To them `new
 * --like` shows it too; a mandate alone is for declaring. 1 or 0; negative,
 * said. */
int ck_declarant_knows(struct ck_session *s, struct ck_item *item,
		       const char *declaration, const char *enterprise)
	CK_MUST_CHECK;

/* Does the acting person stand for the declaring side of a declaration: its
 * enterprise (a tax code, or NULL) or who has its mandate, whoever of the gate
 * centre submitted it, or of any party when no enterprise is named, the
 * keeper? And for which agencies they act. */
int ck_declarant_is(struct ck_session *s, struct ck_item *item,
		    const char *declaration, const char *enterprise,
		    const struct ck_value **ret_agencies, bool *ret_is)
	CK_MUST_CHECK;

#endif
