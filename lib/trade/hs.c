#include <config.h>

#include <errno.h>
#include <string.h>

#include "trade/fold.h"
#include "trade/hs.h"

int ck_hs_parse(const char *text, struct ck_hs *ret_hs)
{
	struct ck_hs hs = { .chapter = 0 };
	int err = ck_fold_code(text, " .", hs.digits, sizeof(hs.digits));
	size_t len;

	if (err < 0)
		return err;
	len = strlen(hs.digits);
	if ((len != 6 && len != 8 && len != 10) ||
	    !ck_fold_digits(hs.digits, len))
		return -EBADMSG;
	hs.chapter = (hs.digits[0] - '0') * 10 + hs.digits[1] - '0';
	if (!hs.chapter)
		return -EBADMSG;
	*ret_hs = hs;
	return 0;
}

void ck_hs_format(const struct ck_hs *hs, char ret_text[CK_HS_FORMAT_SIZE])
{
	for (int i = 0; hs->digits[i]; i++) {
		if (i >= 4 && i % 2 == 0)
			*ret_text++ = '.';
		*ret_text++ = hs->digits[i];
	}
	*ret_text = '\0';
}
