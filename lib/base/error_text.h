/* What the system calls an errno, in the language of the catalogue. The C
 * library has these sentences too, but its translations come with a package of
 * their own (Debian: libc-l10n), which a gate's machine need not have.
 */
#ifndef CK_BASE_ERROR_TEXT_H
#define CK_BASE_ERROR_TEXT_H

/* Of an errno, positive or negative; of one that is not among ours what
 * strerror has. */
const char *ck_error_text(int err);

#endif
