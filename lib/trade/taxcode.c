#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/taxcode.h"

char ck_taxcode_check(const char *digits)
{
	static const int weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
	int sum = 0, check;

	for (int i = 0; i < 9; i++)
		sum += weights[i] * (digits[i] - '0');
	check = 10 - sum % 11;
	return check < 10 ? '0' + check : '\0';
}

static int parse_enterprise(struct ck_taxcode *code)
{
	if (!strncmp(code->digits + 2, "0000000", 7))
		return -EBADMSG;
	if (!strcmp(code->digits + 10, "000"))
		return -EBADMSG;
	code->kind = code->digits[10] ? CK_TAXCODE_BRANCH
				      : CK_TAXCODE_ENTERPRISE;
	return ck_taxcode_check(code->digits) == code->digits[9]
		       ? 0 : CK_WRONG_CHECK;
}

static int parse_person(struct ck_taxcode *code)
{
	if (strncmp(code->digits, "001", 3) < 0 ||
	    strncmp(code->digits, "096", 3) > 0)
		return -EBADMSG;
	code->kind = CK_TAXCODE_PERSON;
	return 0;
}

int ck_taxcode_parse(const char *text, struct ck_taxcode *ret_code)
{
	struct ck_taxcode code = { .kind = CK_TAXCODE_ENTERPRISE };
	int err = ck_fold_code(text, " .-", code.digits, sizeof(code.digits));
	size_t len;

	if (err < 0)
		return err;
	len = strlen(code.digits);
	if (!ck_fold_digits(code.digits, len))
		return -EBADMSG;
	if (len == 10 || len == 13)
		err = parse_enterprise(&code);
	else if (len == 12)
		err = parse_person(&code);
	else
		err = -EBADMSG;
	if (err >= 0)
		*ret_code = code;
	return err;
}

void ck_taxcode_format(const struct ck_taxcode *code,
		       char ret_text[CK_TAXCODE_FORMAT_SIZE])
{
	if (code->kind == CK_TAXCODE_BRANCH)
		snprintf(ret_text, CK_TAXCODE_FORMAT_SIZE, "%.10s-%.3s",
			 code->digits, code->digits + 10);
	else
		snprintf(ret_text, CK_TAXCODE_FORMAT_SIZE, "%s", code->digits);
}
