#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/nfc.h"
#include "base/utf8.h"

/* Below U+0300 nothing changes, and the first character that combines is
 * U+0300 itself. */
static bool is_plain(uint32_t c)
{
	return c < 0x300 || (c >= 0x1e00 && c <= 0x1eff) ||
	       (c >= 0x2010 && c <= 0x205e) || (c >= 0x4e00 && c <= 0x9fff) ||
	       (c >= 0xff01 && c <= 0xff5e);
}

bool ck_nfc_plain(const char *text)
{
	size_t len = strlen(text), n;
	uint32_t c;

	for (size_t i = 0; i < len; i += n) {
		n = ck_utf8_decode(text + i, len - i, &c);
		if (!n || !is_plain(c))
			return false;
	}
	return true;
}

char *ck_nfc(const char *text)
{
	utf8proc_uint8_t *bytes = NULL;
	utf8proc_ssize_t len;

	len = utf8proc_map((const utf8proc_uint8_t *)text, 0, &bytes,
			   UTF8PROC_NULLTERM | UTF8PROC_STABLE |
				   UTF8PROC_COMPOSE);
	if (len == UTF8PROC_ERROR_NOMEM)
		abort();
	return len < 0 ? NULL : (char *)bytes;
}
