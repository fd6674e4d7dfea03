#include <config.h>

#include <string.h>

#include "trade/fold.h"
#include "trade/person_id.h"

enum { CARD_OLD = 9, CARD = 12, RESIDENT = 18, PAPER_LEAST = 5, CODE_SIZE = 24,
       PHONE_LEAST = 7, PHONE_MOST = 15 };

static bool card_fits(const char *code)
{
	return strncmp(code, "001", 3) >= 0 && strncmp(code, "096", 3) <= 0;
}

/* ISO 7064 MOD 11-2: weights are powers of 2, X is 10. */
static bool resident_fits(const char *code)
{
	int sum = 0;

	if (!ck_fold_digits(code, RESIDENT - 1))
		return false;
	for (int i = 0; i < RESIDENT - 1; i++)
		sum = (sum + code[i] - '0') * 2 % 11;
	sum = (12 - sum) % 11;
	return code[RESIDENT - 1] == (sum == 10 ? 'X' : '0' + sum);
}

bool ck_person_id_fits(const char *text)
{
	char code[CODE_SIZE];
	size_t len, digits;

	if (ck_fold_code(text, " -./", code, sizeof(code)) < 0)
		return false;
	len = strlen(code);
	digits = strspn(code, "0123456789");
	if (len == RESIDENT)
		return resident_fits(code);
	if (digits == CARD && len == CARD)
		return card_fits(code);
	if (digits == len)
		return len >= CARD_OLD - 1 && len <= CARD_OLD;
	return len >= PAPER_LEAST && len <= CARD &&
	       strpbrk(code, "0123456789");
}

bool ck_phone_fits(const char *text)
{
	char code[CODE_SIZE];
	size_t len;

	if (ck_fold_code(text, " +()-./", code, sizeof(code)) < 0)
		return false;
	len = strlen(code);
	return len >= PHONE_LEAST && len <= PHONE_MOST &&
	       ck_fold_digits(code, len);
}
