/* What an item of ck-fee is about: a fee, or all fees of trips; and the words
 * that an option or a member of the record gives. */
#ifndef CK_FEE_TARGET_H
#define CK_FEE_TARGET_H

#include "command/session.h"

struct ck_fee_target {
	const char *fee;		/* this one, or */
	const char **trips;		/* all of these */
	size_t count;
};

/* An operand or member with "/F" is a fee, anything else names trips. */
int ck_fee_target_read(struct ck_session *s, struct ck_item *item,
		       struct ck_fee_target *ret_target) CK_MUST_CHECK;
/* Its rows of table fee, an array; a fee that is not there is said. */
int ck_fee_target_rows(struct ck_session *s, struct ck_item *item,
		       const struct ck_fee_target *target,
		       const struct ck_value **ret_fees) CK_MUST_CHECK;
/* What a key covers of the target. */
void ck_fee_target_cover(const struct ck_fee_target *target,
			 struct ck_value *content);

/* The row of this fee; NULL when it is not among them. */
const struct ck_value *ck_fee_find(const struct ck_value *fees,
				   const char *fee);

/* The option, else the record's member as text, else NULL. */
const char *ck_fee_word(struct ck_item *item, const char *option,
			const char *key);
/* A word that must be given, without blanks, of at most 64 bytes. Says
 * `message` when it is not, at the pointer "/key". */
int ck_fee_word_plain(struct ck_session *s, struct ck_item *item,
		      const char *option, const char *pointer,
		      const char *message, const char **ret_word)
	CK_MUST_CHECK;
/* Always negative: says that the word is wrong. */
int ck_fee_word_fail(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *pointer,
		     const char *message) CK_MUST_CHECK;

/* The tariff's currency; says when the option or record has another. */
int ck_fee_currency(struct ck_session *s, struct ck_item *item,
		    const char **ret_currency) CK_MUST_CHECK;
/* --amount, above zero; 0 when none is given. */
int ck_fee_amount(struct ck_session *s, struct ck_item *item,
		  const char *currency, int64_t *ret_minor) CK_MUST_CHECK;

/* Is it a means of payment? Says when it is none. */
int ck_fee_means(struct ck_session *s, struct ck_item *item, const char *means)
	CK_MUST_CHECK;

/* Puts who did it into a record: `actor` and `for` of the row when it has
 * them, else those of the session. */
void ck_fee_put_actor(struct ck_session *s, const struct ck_value *row,
		      struct ck_value *record);
/* The honest no: done false, one reason with the message. Returns 1. */
int ck_fee_no(struct ck_value *record, const char *code, const char *message);

#endif
