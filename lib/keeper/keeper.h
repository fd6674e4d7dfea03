/* The keeper's verbs: what ck-store does, a file a subject. Each has the shape
 * of struct ck_verb's run and reads its settings from s->settings. */
#ifndef CK_KEEPER_KEEPER_H
#define CK_KEEPER_KEEPER_H

#include "command/session.h"
#include "store/query.h"

/* ck-store's own options. */
struct ck_keeper {
	bool simulated;
	const char *since;		/* [ORIGIN:]SEQ */
	bool follow;
	bool hash;
	bool all;
	const char *expect;		/* [ORIGIN:]SEQ:HASH */
	const char *agencies;		/* "customs,fee" */
	const char *lanes;
	const char *lane;		/* whose store it is to be; NULL: the
					   site's */
	const char *from;		/* YYYY-MM-DD */
	const char *to;
	const char *order;
	const char *stands_in_for;
	const char *name;		/* of a party */
	const char *address;
	const char *phone;
	const char *document;		/* of a mandate */
	const char *source;		/* codes load: who published the list */
	const char *reason;
	const char *apply;		/* site: to which trips */
	bool sign;
	const char *check;		/* a file of signed heads, or "-" */
};

int ck_keeper_init(struct ck_session *s, int argc, char **argv);
int ck_keeper_site(struct ck_session *s, int argc, char **argv);
int ck_keeper_staff(struct ck_session *s, int argc, char **argv);
int ck_keeper_codes_verb(struct ck_session *s, int argc, char **argv);
int ck_keeper_party(struct ck_session *s, int argc, char **argv);
int ck_keeper_log(struct ck_session *s, int argc, char **argv);
int ck_keeper_head(struct ck_session *s, int argc, char **argv);
int ck_keeper_verify(struct ck_session *s, int argc, char **argv);
int ck_keeper_stat(struct ck_session *s, int argc, char **argv);
int ck_keeper_backup(struct ck_session *s, int argc, char **argv);
int ck_keeper_migrate(struct ck_session *s, int argc, char **argv);
int ck_keeper_tick(struct ck_session *s, int argc, char **argv);
int ck_keeper_erase_person(struct ck_session *s, int argc, char **argv);
int ck_keeper_key(struct ck_session *s, int argc, char **argv);

/* -- shared by these files ------------------------------------------------ */

/* A day that an option names, as the first moment of it. -EINVAL, said. */
int ck_keeper_day(struct ck_session *s, const char *option, const char *text,
		  int64_t *ret_ms) CK_MUST_CHECK;

/* A whole file that the user named ("-": standard input), at most CK_FILE_MAX
 * bytes. Negative errno, said. */
int ck_keeper_read_text(struct ck_session *s, const char *path,
			struct ck_buf *text) CK_MUST_CHECK;

/* What was deleted stands nowhere any more (ck_store_purge); -EAGAIN, said,
 * while others read it. */
int ck_keeper_purge(struct ck_session *s) CK_MUST_CHECK;

/* Does the query find a row for this id? */
bool ck_keeper_exists(struct ck_session *s, enum ck_sql query, const char *id);

/* Only the admin keeps the store. -EPERM, said. */
int ck_keeper_allow(struct ck_session *s) CK_MUST_CHECK;

/* "[ORIGIN:]SEQ" taken apart; the store's own origin when none is named. */
int ck_keeper_place(struct ck_session *s, const char *text,
		    const char **ret_origin, int64_t *ret_seq) CK_MUST_CHECK;

/* Adds origin, seq and hash of every log that a store holds to an array, as
 * records of kind "head". */
int ck_keeper_heads(struct ck_session *s, struct ck_store *store,
		    struct ck_value *array) CK_MUST_CHECK;

#endif
