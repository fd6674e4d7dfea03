/* Names, phones and identity numbers in full: for staff of an agency that the
 * site file shows them to, with a reason, and never without a line in the log.
 */
#ifndef CK_TRADE_FULL_H
#define CK_TRADE_FULL_H

#include "command/session.h"

/* The kinds of personal data that the acting person is shown, and whether the
 * reason is a code of the site's reasons/show. -EPERM when no agency of theirs
 * is shown any; -EINVAL for the reason and in a dry run. Said. */
int ck_full_allow(struct ck_session *s, struct ck_item *item,
		  const char *reason, const struct ck_value **ret_kinds)
	CK_MUST_CHECK;

/* Appends person.shown about the declaration, and is durable: what names the
 * references may be answered. Said. */
int ck_full_log(struct ck_session *s, struct ck_item *item,
		const char *declaration, const char *reason,
		const struct ck_value *persons) CK_MUST_CHECK;

/* Puts the declaration's document with those persons in full into a record
 * that has it masked; `shown` says which kinds. Said. */
int ck_full_show(struct ck_session *s, struct ck_item *item,
		 const char *declaration, const char *reason,
		 struct ck_value *record) CK_MUST_CHECK;

#endif
