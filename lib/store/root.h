/* The root an event belongs to, worked out from its line alone, as a type and
 * an id: "declaration:CKHN-20261122-00533". Every derived row belongs to one
 * root and depends on the events of that root alone, so that one root can be
 * rebuilt without the others. */
#ifndef CK_STORE_ROOT_H
#define CK_STORE_ROOT_H

#include "store/log.h"

/* Appends to *ret_root. -EBADMSG for a kind of event that is not known. */
int ck_line_root(const struct ck_line *line, struct ck_buf *ret_root)
	CK_MUST_CHECK;

/* A derived table and the column that names the row's root. type is NULL
 * where that column holds the root with its type. */
struct ck_derived_table {
	const char *name;
	const char *type;
	const char *column;
	int keys;		/* leading columns that are the primary key */
};

/* All derived tables; a NULL name after the last. */
extern const struct ck_derived_table ck_derived_tables[];

#endif
