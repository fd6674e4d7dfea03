/* Inside the trade room: a declaration on its way in. */
#ifndef CK_TRADE_READING_H
#define CK_TRADE_READING_H

#include "trade/document.h"
#include "trade/field.h"

struct ck_reading {
	struct ck_doc *doc;
	const struct ck_site *site;		/* may be NULL */
	struct ck_findings *findings;
	struct ck_value *stored;		/* so far */
	struct ck_value *refs;			/* every ref that is taken */
	struct ck_aside **last_aside;
	struct ck_buf path;			/* of what is being read */
	bool quiet;				/* it may be personal */
};

/* A finding at the place that is being read. */
#define ck_reading_find(reading, code, ...)				\
	ck_find((reading)->findings, code,				\
		ck_buf_text(&(reading)->path), __VA_ARGS__)

/* What a finding may quote of a value: all of it, or "…". */
const char *ck_reading_quote(const struct ck_reading *reading,
			     const char *text);

/* Goes down to a member, and back to where the path was so long. */
size_t ck_reading_enter(struct ck_reading *reading, const char *key);
void ck_reading_leave(struct ck_reading *reading, size_t len);

/* Keeps a member beside the document. */
void ck_reading_aside(struct ck_reading *reading, struct ck_value *owner,
		      struct ck_value *value, bool personal);

/* Notes every ref that the input gives, and the faults among them; taken: the
 * sections of those that were given before, by ref. */
void ck_refs_collect(struct ck_reading *reading, const struct ck_value *input,
		     const struct ck_value *taken);
/* The ref of the i-th element of a section: its own, else a new one. */
const char *ck_refs_of(struct ck_reading *reading, const struct ck_field *field,
		       const struct ck_value *section, size_t i);

/* One value of the field's type in its stored form; NULL when there is none,
 * or after a finding. around: the object it stands in; owner: the stored one. */
const struct ck_value *ck_reading_value(struct ck_reading *reading,
					const struct ck_field *field,
					const struct ck_value *v,
					const struct ck_value *around,
					struct ck_value *owner);

/* The text of a string that may stand in a declaration, without spaces at its
 * ends; NULL when it has none, or after a finding. */
const char *ck_reading_text(struct ck_reading *reading,
			    const struct ck_value *v);

/* A text in NFC, itself when it is already. */
const char *ck_reading_composed(struct ck_reading *reading, const char *text);

/* The name nearest to `word` among the keys of an object, or a list of texts
 * that ends with NULL; NULL when none is near. */
const char *ck_nearest_key(const struct ck_value *object, const char *word);
const char *ck_nearest_word(const char *const *words, const char *word);

#endif
