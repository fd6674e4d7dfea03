/* A lane on one screen: a record of kind lane_status for people, in the language
 * of the session. */
#ifndef CK_LANE_SCREEN_H
#define CK_LANE_SCREEN_H

#include "record/value.h"

/* Appended. newer: the opening came after the decision; one before it is over,
 * and left out. Words for a while are made in the document. */
void ck_screen_draw(struct ck_doc *doc, const struct ck_value *record,
		    bool newer, struct ck_buf *out);

/* Appends what of a screen a window of so many columns and rows has room for,
 * from the top; a line that takes more rows than are left is left out, whole.
 * Lines are broken at blanks. */
void ck_screen_fit(const char *screen, int columns, int rows,
		   struct ck_buf *out);

#endif
