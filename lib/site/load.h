/* Loading a site file: the document is judged, then becomes the event
 * site.loaded. Staff entries become staff.added. */
#ifndef CK_SITE_LOAD_H
#define CK_SITE_LOAD_H

#include "store/log.h"

/* A site file that was read; everything lives in doc. */
struct ck_site_file {
	const char *path;
	const char *text;
	size_t len;
	const struct ck_value *document;
	const char *code;		/* "CKHN" */
	int64_t version;
	int64_t effective;		/* ms */
	char digest[65];		/* of its RFC 8785 form */
	const char *apply;		/* clear/rejudge.h; NULL: as "all" */
	bool held;			/* another store holds it: what is asked
					 * only of files loaded now is not */
};

/* One thing wrong with the file: a pointer into it and a sentence. */
typedef void ck_site_problem(void *ctx, const char *pointer,
			     const char *sentence);

/* Takes code, version, effective and digest from file->document, and tells
 * every contradiction (lib/site/check.c). -EBADMSG when there was one. */
int ck_site_file_judge(struct ck_site_file *file, struct ck_doc *doc,
		       ck_site_problem *problem, void *ctx) CK_MUST_CHECK;

/* Appends site.loaded, active when the file is in effect at the command's
 * time. -EEXIST when this version is loaded already with other content, or a
 * higher one is in force. */
int ck_site_load(struct ck_txn *txn, const struct ck_site_file *file,
		 struct ck_event_id *ret_id) CK_MUST_CHECK;
/* A file that has come into effect. */
struct ck_site_activated {
	const char *site;
	const char *apply;		/* as it was loaded with, or NULL */
	struct ck_event_id event;	/* site.activated */
};
/* Appends site.activated for the pending file whose time has come first: 1, or
 * 0 when there is none. In a dry transaction it stays the first. */
int ck_site_activate_next(struct ck_txn *txn,
			  struct ck_site_activated *ret_activated)
	CK_MUST_CHECK;

struct ck_staff_entry {
	const char *site;
	const char *user;
	const struct ck_value *agencies;	/* array of codes */
	const struct ck_value *lanes;		/* array, NULL: everywhere */
	int64_t valid_from;
	const int64_t *valid_to;		/* NULL: open */
	const char *stands_in_for;
	const char *order;
};

int ck_staff_add(struct ck_txn *txn, const struct ck_staff_entry *entry)
	CK_MUST_CHECK;
/* The `staff` of a site file: simulated stores only. */
int ck_staff_add_of_file(struct ck_txn *txn, const struct ck_site_file *file,
			 int offset_min) CK_MUST_CHECK;

#endif
