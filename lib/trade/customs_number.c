#include <config.h>

#include <errno.h>
#include <string.h>

#include "trade/customs_number.h"
#include "trade/fold.h"

#define IDENTITY (CK_CUSTOMS_IDENTITY_SIZE - 1)

static const char *direction_of(char first)
{
	switch (first) {
	case '1':
		return "import";
	case '3':
		return "export";
	default:
		return "";
	}
}

int ck_customs_number_parse(const char *text,
			    struct ck_customs_number *ret_number)
{
	struct ck_customs_number n = { .amendment = -1 };
	int err = ck_fold_code(text, " ", n.number, sizeof(n.number));
	size_t len;

	if (err < 0)
		return err;
	len = strlen(n.number);
	if (len < IDENTITY || !ck_fold_digits(n.number, len))
		return -EBADMSG;
	memcpy(n.identity, n.number, IDENTITY);
	if (strspn(n.identity, "0") == IDENTITY)
		return -EBADMSG;
	if (len > IDENTITY)
		n.amendment = n.number[IDENTITY] - '0';
	n.direction = direction_of(n.number[0]);
	*ret_number = n;
	return 0;
}
