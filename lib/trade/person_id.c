#include <config.h>

#include <string.h>

#include "trade/fold.h"
#include "trade/person_id.h"

enum { CARD_OLD = 9, CARD = 12, RESIDENT = 18, PAPER_LEAST = 5,
       PHONE_LEAST = 7, PHONE_MOST = 15 };

static const char separators[] = " -./";

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
	char code[CK_PERSON_ID_SIZE];
	size_t len, digits;

	if (ck_fold_code(text, separators, code, sizeof(code)) < 0)
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

bool ck_person_id_lacks_zero(const char *text)
{
	char code[CK_PERSON_ID_SIZE] = "0";

	return ck_fold_code(text, separators, code + 1, sizeof(code) - 1) == 0 &&
	       strlen(code) == CARD && ck_fold_digits(code, CARD) &&
	       card_fits(code);
}

bool ck_phone_fits(const char *text)
{
	char code[CK_PERSON_ID_SIZE];
	size_t len;

	if (ck_fold_code(text, " +()-./", code, sizeof(code)) < 0)
		return false;
	len = strlen(code);
	return len >= PHONE_LEAST && len <= PHONE_MOST &&
	       ck_fold_digits(code, len);
}

void ck_person_id_normal(const char *text, char ret_id[CK_PERSON_ID_SIZE])
{
	if (ck_fold_code(text, separators, ret_id, CK_PERSON_ID_SIZE) < 0)
		*ret_id = '\0';
}

bool ck_email_fits(const char *text)
{
	const char *at = strchr(text, '@');
	const char *label = at ? at + 1 : NULL;
	size_t labels = 0;

	if (!at || at == text || strpbrk(text, " ,;<>()[]\"") ||
	    strchr(label, '@') || strstr(text, ".."))
		return false;
	for (; *label; labels++) {
		size_t len = strcspn(label, ".");

		if (!len)
			return false;
		label += len + (label[len] == '.');
	}
	return labels > 1 && label[-1] != '.';
}
