/* A part of what a camera sent, as an adapter sees it:
 *
 *	{"xml":{"EventNotificationAlert":{…}}}	camera/xml.h
 *	{"json":…}
 *	{"pairs":{"Events":[…]}}		camera/pairs.h
 *	{"line":"…"}				of a scanner
 *	{"row":{"plate":"…"}}			of a table, names as in its head
 */
#ifndef CK_CAMERA_SENT_H
#define CK_CAMERA_SENT_H

#include "camera/cutter.h"
#include "record/value.h"

struct ck_sent_fault {
	const char *code;
	const char *message;		/* translated, in doc */
	size_t line;			/* in the document; 0: none */
};

/* How text without another form is taken. */
enum ck_sent_text {
	CK_TEXT_PAIRS,		/* as Dahua writes it, or not at all */
	CK_TEXT_LINES,
	CK_TEXT_TABLE,
};

struct ck_sent_reader {
	enum ck_sent_text text;
	const char *charset;		/* what the camera writes where it is
					   no UTF-8; NULL: as it says itself */
	struct ck_doc *doc;		/* of the head of a table */
	struct ck_value *head;		/* its names; NULL: not yet read */
};

/* 1: *ret_value in doc; 0: nothing to look at (a head, a word among the parts
 * of a form). -EBADMSG with the fault; -ENOSYS when the build lacks the library
 * for it, the fault naming the package. */
int ck_sent_read(struct ck_sent_reader *reader, struct ck_doc *doc,
		     const struct ck_part *part,
		     const struct ck_value **ret_value,
		     struct ck_sent_fault *ret_fault) CK_MUST_CHECK;

#endif
