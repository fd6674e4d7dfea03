#include <config.h>

#include <string.h>

#include "trade/farm_code.h"
#include "trade/fold.h"

enum { LEAST = 4, SIZE = 41, DIGITS_LEAST = 3, DIGITS_MOST = 4 };

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* VN, TG, OR, 0095, hyphens left out. */
static enum ck_farm_code of_vietnam(const char *code)
{
	const char *number = code + 6;
	size_t len = strspn(number, "0123456789");

	if (!is_capital(code[2]) || !is_capital(code[3]) ||
	    len < DIGITS_LEAST || len > DIGITS_MOST || number[len])
		return CK_FARM_ANY;
	if (!strncmp(code + 4, "OR", 2))
		return CK_FARM_ORCHARD;
	return strncmp(code + 4, "PH", 2) ? CK_FARM_ANY : CK_FARM_HOUSE;
}

enum ck_farm_code ck_farm_code_kind(const char *text)
{
	char code[SIZE];

	if (ck_fold_code(text, " -./", code, sizeof(code)) < 0 ||
	    strlen(code) < LEAST || !strpbrk(code, "0123456789"))
		return CK_FARM_NONE;
	if (!strncmp(code, "VN", 2) && strlen(code) > 6)
		return of_vietnam(code);
	return CK_FARM_ANY;
}
