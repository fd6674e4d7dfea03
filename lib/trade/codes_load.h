/* Loading a list of reference data: codes.loaded says what was loaded, from
 * what file and for when; codes.listed, as many as it takes, have the rows. A
 * line stays short enough for every reader of the log, however long the list. */
#ifndef CK_TRADE_CODES_LOAD_H
#define CK_TRADE_CODES_LOAD_H

#include "store/log.h"

struct ck_codes_load {
	const char *site;
	const char *list;
	const char *digest;		/* SHA-256 of the file's bytes */
	const char *source;		/* where the list is from, in words */
	int64_t valid_from;
	bool from_now;			/* no date was named: valid_from is the
					   command's time */
	const int64_t *valid_to;	/* NULL: until the next one */
	const struct ck_value *rows;	/* array of rows (trade/codes.h) */
};

/* Appends them. *ret_codes is the load's name, CKHN/hs/3, in the transaction's
 * document. 1 when the newest load of the list is the same file with the same
 * dates: nothing is appended. */
int ck_codes_load(struct ck_txn *txn, const struct ck_codes_load *load,
		  const char **ret_codes) CK_MUST_CHECK;

#endif
