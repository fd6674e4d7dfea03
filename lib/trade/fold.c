#include <config.h>

#include <errno.h>
#include <string.h>

#include "trade/fold.h"

#define CODE_MAX 64	/* longer than any identifier read here */

static int sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	if (first >= 0xf0 && first < 0xf5)
		return 4;
	return 0;
}

int ck_fold_decode(const char *text, uint32_t *ret_point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	int len = sequence_length(*s);
	uint32_t point;

	if (!*s)
		return 0;
	if (!len)
		return -EBADMSG;
	point = len == 1 ? *s : *s & (0x7fu >> len);
	for (int i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return -EBADMSG;
		point = point << 6 | (s[i] & 0x3f);
	}
	if (point < least[len] || point > 0x10ffff ||
	    (point >= 0xd800 && point < 0xe000))
		return -EBADMSG;
	*ret_point = point;
	return len;
}

size_t ck_fold_encode(uint32_t point, char ret_bytes[5])
{
	size_t len = point < 0x80 ? 1 : point < 0x800 ? 2
		   : point < 0x10000 ? 3 : 4;
	static const unsigned char mark[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = len; i-- > 1; point >>= 6)
		ret_bytes[i] = (char)(0x80 | (point & 0x3f));
	ret_bytes[0] = (char)(mark[len] | point);
	ret_bytes[len] = '\0';
	return len;
}

uint32_t ck_fold_point(uint32_t point)
{
	if (point >= 0xff10 && point <= 0xff5a)
		point -= 0xff00 - 0x20;
	if (point >= 'a' && point <= 'z')
		point -= 'a' - 'A';
	return point;
}

int ck_fold_code(const char *text, const char *drop, char *ret_code,
		 size_t size)
{
	char code[CODE_MAX];
	size_t n = 0;
	uint32_t point;
	int len;

	for (; (len = ck_fold_decode(text, &point)) > 0; text += len) {
		if (point < 0x80 && strchr(drop, (int)point))
			continue;
		point = ck_fold_point(point);
		if (!(point >= '0' && point <= '9') &&
		    !(point >= 'A' && point <= 'Z'))
			return -EBADMSG;
		if (n + 1 >= sizeof(code))
			return -EBADMSG;
		code[n++] = (char)point;
	}
	if (len < 0 || n >= size)
		return -EBADMSG;
	memcpy(ret_code, code, n);
	ret_code[n] = '\0';
	return 0;
}

bool ck_fold_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}
