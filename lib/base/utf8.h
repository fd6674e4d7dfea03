/* UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing
 * above U+10FFFF. */
#ifndef CK_BASE_UTF8_H
#define CK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes (1 to 4) of the character at s, of which `len` bytes may be read;
 * 0 when there is no valid character. NUL counts as a character. */
size_t ck_utf8_length(const char *s, size_t len);
/* The same, and the code point. */
size_t ck_utf8_decode(const char *s, size_t len, uint32_t *ret_code);
/* Writes the character's bytes and returns their number; the code point must
 * be one (no surrogate, at most U+10FFFF). */
size_t ck_utf8_encode(uint32_t code, char ret_bytes[static 4]);

/* True when all of it is valid characters. */
bool ck_utf8_valid(const char *s, size_t len);
/* Characters in valid text. */
size_t ck_utf8_count(const char *s, size_t len);
/* The most bytes, at most `limit`, that end at a character's end. */
size_t ck_utf8_cut(const char *s, size_t len, size_t limit);

#endif
