/* Parties: enterprises and brokers, by tax code (10 or 13 digits), by personal
 * number (12 digits: a household or person, Circular 86/2024/TT-BTC), or by
 * Chinese credit code. And mandates: a party lets another one declare for it.
 *
 * A party's row: `party` (its root), `site`, `tax_code`, `name`, `address`,
 * `phone`, `valid_from`, `valid_to`, `seq`. Of a person the first four texts
 * stand outside the chain (store/person.h); `person` is then true, and those
 * that were erased are missing.
 */
#ifndef CK_TRADE_PARTY_H
#define CK_TRADE_PARTY_H

#include "store/log.h"

enum { CK_PARTY_CODE_SIZE = 20 };

/* The code in its normal form. CK_WRONG_CHECK (trade/fold.h), filled in, when
 * only its check digit is wrong; -EBADMSG for no such code. */
int ck_party_code(const char *text, char ret_code[CK_PARTY_CODE_SIZE])
	CK_MUST_CHECK;

/* 12 digits: a personal number. */
bool ck_party_is_person(const char *code);

/* The party of a normal code at a site: 1, and its row in doc, or 0. Persons
 * are looked through one by one, for their numbers are in no index. */
int ck_party_find(struct ck_store *store, struct ck_doc *doc,
		  const char *site, const char *code,
		  const struct ck_value **ret_row) CK_MUST_CHECK;

/* Reads what of a row stands outside the chain: `row` is one of the table. */
int ck_party_fill(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_value *row, struct ck_value **ret_row)
	CK_MUST_CHECK;

/* May the broker declare for the enterprise (both codes, in any writing) at
 * that time? 1 or 0. Their entries and the mandate must hold. */
int ck_party_mandated(struct ck_store *store, struct ck_doc *doc,
		      const char *site, const char *broker,
		      const char *enterprise, int64_t at_ms) CK_MUST_CHECK;

/* Adds the tax codes of those that have ever given the party (its root's id) a
 * mandate; of persons nothing. */
int ck_party_principals(struct ck_store *store, struct ck_doc *doc,
			const char *party, struct ck_value *ret_codes)
	CK_MUST_CHECK;

struct ck_party {
	const char *site;
	const char *code;		/* normal */
	const char *name;
	const char *address;		/* NULL: none */
	const char *phone;
	int64_t valid_from;
};

/* Appends party.added: a new party, or the new state of one. *ret_party is
 * its root's id, in the transaction's document. */
int ck_party_add(struct ck_txn *txn, const struct ck_party *party,
		 const char **ret_party) CK_MUST_CHECK;

#endif
