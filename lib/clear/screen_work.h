/* Inside the room: the parts of the status screen (clear/status.h), a file a
 * subject.
 */
#ifndef CK_CLEAR_SCREEN_WORK_H
#define CK_CLEAR_SCREEN_WORK_H

#include "clear/status.h"

/* The screen is written for the eye: labels in a column of their own, codes
 * that can be typed back, times of the site's clock. */
struct screen {
	const struct ck_case *c;
	const struct ck_status_view *view;
	const struct ck_value *record;
	struct ck_buf *buf;
	int width;		/* 0: lines of any length */
	struct ck_buf line;	/* that is written */
	size_t hang;		/* its bytes below which it does not go on */
};

/* A line begins with its label in a column of its own, and perhaps a code. */
void ck_screen_label(struct screen *s, const char *word);
void ck_screen_code(struct screen *s, const char *code);
/* What is too long for the line goes on below what comes now. */
void ck_screen_hang(struct screen *s);
void ck_screen_end(struct screen *s);
/* "07:35", with the day before it unless it is today. */
const char *ck_screen_clock(const struct screen *s,
			    const struct ck_value *time);
/* "Customs, ext. 201": agency and contact of the object. */
const char *ck_screen_desk(const struct screen *s, const struct ck_value *v);

/* "; sent to another gate TT; 12/QD": act, gate and order of the object. */
void ck_screen_put_act(struct screen *s, const struct ck_value *v);
/* What was refused of the load, and what was decided about it. */
void ck_screen_put_goods(struct screen *s);

#endif
