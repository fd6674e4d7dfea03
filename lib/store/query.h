/* Named statements. A statement is prepared once a store, bound, stepped and
 * reset; parameters are always bound, never pasted.
 *
 *	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
 *		ck_query(store, CK_SQL_TRIP_BY_ID, "s", id);
 *	while ((r = ck_step(q)) > 0)
 *		use(ck_column_text(q, 0), ck_column_int(q, 1));
 *
 * Format letters: s text (NULL binds null) · i int64_t · I const int64_t *
 * (NULL binds null) · b bytes (pointer, size_t) · v const struct ck_value *:
 * a string as text, an integer as integer, true/false as 1/0, an object or
 * array as compact JSON, absent or null as null.
 * Parameters stand in the order in which their names first appear.
 */
#ifndef CK_STORE_QUERY_H
#define CK_STORE_QUERY_H

#include "store/sql.h"
#include "store/store.h"

struct ck_stmt;

/* Never NULL; an error is reported by the first ck_step. Texts bound must
 * live until ck_stmt_done. */
struct ck_stmt *ck_query(struct ck_store *store, enum ck_sql id,
			 const char *format, ...) CK_MUST_CHECK;
/* 1: a row; 0: no more; negative errno (ck_store_error has the sentence). */
int ck_step(struct ck_stmt *stmt) CK_MUST_CHECK;
void ck_stmt_done(struct ck_stmt *stmt);
CK_DEFINE_CLEANUP(struct ck_stmt *, ck_stmt_done)

/* Valid until the next step. Text is NULL and int 0 for null. */
const char *ck_column_text(struct ck_stmt *stmt, int column);
int64_t ck_column_int(struct ck_stmt *stmt, int column);
bool ck_column_null(struct ck_stmt *stmt, int column);
bool ck_column_is_int(struct ck_stmt *stmt, int column);
/* Same type and bytes in the current rows of two statements. */
bool ck_column_same(struct ck_stmt *a, struct ck_stmt *b, int column);
const void *ck_column_bytes(struct ck_stmt *stmt, int column, size_t *ret_len);
int ck_column_count(struct ck_stmt *stmt);
const char *ck_column_name(struct ck_stmt *stmt, int column);

/* A statement that returns no rows; the number of rows it changed. */
int ck_run(struct ck_store *store, enum ck_sql id, const char *format, ...)
	CK_MUST_CHECK;

/* The current row as an object in doc: columns by name, nulls left out; a
 * column whose name ends in "_json" is read back under the name before it. */
struct ck_value *ck_row_object(struct ck_stmt *stmt, struct ck_doc *doc);

/* The first row of a query as such an object, NULL when there is none; the
 * statement is done with:
 *	r = ck_row_of(ck_query(store, CK_SQL_TRIP_BY_ID, "s", id), doc, &row);
 */
int ck_row_of(struct ck_stmt *stmt, struct ck_doc *doc,
	      const struct ck_value **ret_row) CK_MUST_CHECK;

/* The number after the one that a query finds, the highest given so far; 1
 * where it finds none. */
int ck_next_of(struct ck_stmt *stmt, int64_t *ret_number) CK_MUST_CHECK;

/* Every row, added to an array in the same manner; 0, or what went wrong. */
int ck_rows_of(struct ck_stmt *stmt, struct ck_doc *doc,
	       struct ck_value *rows) CK_MUST_CHECK;

#endif
