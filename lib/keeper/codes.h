/* Reading a list of codes from a file, for ck-store codes load. */
#ifndef CK_KEEPER_CODES_H
#define CK_KEEPER_CODES_H

#include "keeper/keeper.h"
#include "trade/codes_kind.h"

/* All in s->doc. */
struct ck_codes_file {
	const char *path;		/* "-": standard input */
	char digest[65];		/* SHA-256 of its bytes */
	const char *source;		/* that the file itself names, or NULL */
	const struct ck_value *rows;	/* the good ones, sorted by code */
	size_t bad;			/* rows that were told and left out */
};

/* CSV with a heading, a JSON array of objects, or an object a line. What is
 * wrong with a row is told with its line, and the row put among the rejects; a
 * file that is none of the three is an error. */
int ck_codes_read(struct ck_session *s, const struct ck_codes_kind *kind,
		  const char *path, struct ck_codes_file *ret_file)
	CK_MUST_CHECK;

/* A row as people write it: kg, days. Adds to the record. */
void ck_codes_outside(const struct ck_codes_kind *kind,
		      const struct ck_value *row, int offset_min,
		      struct ck_doc *doc, struct ck_value *record);

#endif
