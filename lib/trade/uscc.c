#include <config.h>

#include <errno.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/uscc.h"

#define LENGTH (CK_USCC_SIZE - 1)

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char ck_uscc_check(const char *code)
{
	static const int weights[] = { 1, 3, 9, 27, 19, 26, 16, 17, 20,
				       29, 25, 13, 8, 24, 10, 30, 28 };
	long sum = 0;

	for (int i = 0; i < LENGTH - 1; i++)
		sum += weights[i] * (strchr(alphabet, code[i]) - alphabet);
	return alphabet[(31 - sum % 31) % 31];
}

int ck_uscc_parse(const char *text, char ret_code[CK_USCC_SIZE])
{
	char code[CK_USCC_SIZE];
	int err = ck_fold_code(text, " -", code, sizeof(code));

	if (err < 0)
		return err;
	if (strspn(code, alphabet) != LENGTH || !ck_fold_digits(code + 2, 6))
		return -EBADMSG;
	memcpy(ret_code, code, sizeof(code));
	return ck_uscc_check(code) == code[LENGTH - 1] ? 0 : CK_WRONG_CHECK;
}
