/* Base32 (RFC 4648, October 2006, section 6) without padding: letters and the
 * digits 2 to 7 alone, so that a scanner that types like a keyboard, a shell
 * and a QR code's alphanumeric mode all take it, whatever the layout and
 * whether or not Caps Lock is on.
 */
#ifndef CK_BASE_BASE32_H
#define CK_BASE_BASE32_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

void ck_base32_write(struct ck_buf *buf, const void *bytes, size_t len);

/* Capital or small letters. Exactly one text stands for each bytes: -EBADMSG
 * for a length that none has and for left-over bits that are not zero, as for
 * any other character; -E2BIG when there are more than `size` bytes. */
int ck_base32_read(const char *text, size_t len, uint8_t *ret_bytes,
		   size_t size, size_t *ret_len) CK_MUST_CHECK;

#endif
