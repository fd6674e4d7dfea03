/* QR codes (ISO/IEC 18004) by libqrencode, loaded when the first is made.
 */
#ifndef CK_PASS_QR_H
#define CK_PASS_QR_H

#include <stdbool.h>

#include "base/buf.h"
#include "record/value.h"

enum { CK_QR_QUIET = 4 };	/* light modules all around, by the standard */

struct ck_qr {
	int width;		/* modules of a side, without the quiet zone */
	const unsigned char *dark;	/* width rows of width; 1 is dark */
};

/* -ENOSYS: built without libqrencode, or it is not installed. */
int ck_qr_load(void) CK_MUST_CHECK;
/* Medium error correction: a seventh of it may be soiled. In doc. -ENOSYS as
 * above, -E2BIG for a text that no code holds. */
int ck_qr_make(struct ck_doc *doc, const char *text, struct ck_qr *ret_qr)
	CK_MUST_CHECK;
/* A module of the code or of the light around it; x and y from
 * -CK_QR_QUIET. */
bool ck_qr_dark(const struct ck_qr *qr, int x, int y);

/* Two rows of modules a line, black on white whatever the terminal's colours
 * are. */
void ck_qr_terminal(const struct ck_qr *qr, struct ck_buf *buf);

/* A PNG file of `scale` pixels a module, by libpng. -ENOSYS without it. */
int ck_png_load(void) CK_MUST_CHECK;
int ck_qr_png(const struct ck_qr *qr, int scale, struct ck_buf *buf)
	CK_MUST_CHECK;

#endif
