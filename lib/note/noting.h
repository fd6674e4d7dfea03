/* Inside the hold room: what the verbs on notes share. */
#ifndef CK_NOTE_NOTING_H
#define CK_NOTE_NOTING_H

#include "note/note.h"
#include "clear/verbs.h"

/* The words of --text or of the record's text; says what is wrong with them. */
int ck_noting_text(struct ck_session *s, struct ck_item *item,
		   const char **ret_text) CK_MUST_CHECK;

/* Has the note that these answers named the words in its member (`text` or
 * `answer`)? For struct ck_item's same: a digest of words tells them to whoever
 * tries. */
int ck_noting_same(struct ck_session *s, struct ck_item *item,
		   const struct ck_value *answers, const char *member,
		   const char *text) CK_MUST_CHECK;

/* Answers with the note of the row. Says what fails. */
int ck_noting_answer(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const struct ck_value *row,
		     struct ck_value **ret_answer) CK_MUST_CHECK;

/* The note that the operand or the record's `note` names: its id, whether or
 * not there is one. Says what is no number of a note; and that there is none. */
int ck_noting_find(struct ck_session *s, struct ck_item *item,
		   const char **ret_id) CK_MUST_CHECK;
int ck_noting_unknown(struct ck_session *s, struct ck_item *item,
		      const char *id) CK_MUST_CHECK;

#endif
