/* The declaration as a table: which members it has, of what type, and how
 * each is stored. The reader, the way back outside and the manual's list all
 * follow it.
 */
#ifndef CK_TRADE_FIELD_H
#define CK_TRADE_FIELD_H

#include <stdint.h>

enum ck_field_type {
	CK_FIELD_TEXT,		/* most: characters */
	CK_FIELD_WORD,		/* one of words */
	CK_FIELD_REGIME,	/* one of the site's */
	CK_FIELD_CLASS,
	CK_FIELD_COUNTRY,
	CK_FIELD_CURRENCY,
	CK_FIELD_UNIT,
	CK_FIELD_PLATE,		/* normal form; "written" keeps the text */
	CK_FIELD_TRAILER,
	CK_FIELD_PLATES,	/* a list of them */
	CK_FIELD_CHASSIS,
	CK_FIELD_CONTAINER,
	CK_FIELD_CODE,		/* letters, digits, - _ / */
	CK_FIELD_PARTY_CODE,	/* tax code or Chinese credit code */
	CK_FIELD_CUSTOMS_NUMBER,
	CK_FIELD_CUSTOMS_TYPE,
	CK_FIELD_OFFICE,
	CK_FIELD_HS,
	CK_FIELD_MASS,		/* kg outside, grams stored */
	CK_FIELD_MONEY,		/* major outside, minor units stored */
	CK_FIELD_COUNT,		/* least to most */
	CK_FIELD_TIME,		/* RFC 3339 outside, ms stored */
	CK_FIELD_DATE,
	CK_FIELD_DIGEST,
	CK_FIELD_TRIP,
	CK_FIELD_PERSON_ID,	/* most: characters, as a text */
	CK_FIELD_PHONE,
	CK_FIELD_EMAIL,
	CK_FIELD_GROWING_AREA,	/* most, too */
	CK_FIELD_PACKING_HOUSE,
	CK_FIELD_CUSTOMS_REF,	/* the ref of one in the document */
	CK_FIELD_GOODS_REF,
	CK_FIELD_VEHICLE_REF,	/* or the number of its container or trailer */
	CK_FIELD_OBJECT,	/* members */
	CK_FIELD_PERSON,	/* an object, or a name alone */
	CK_FIELD_KEYED,		/* objects by ref; an array outside, too */
	CK_FIELD_ROWS,		/* a list of objects without refs */
	CK_FIELD_ANY,		/* an object that is passed through; its texts
				   are personal */
};

enum ck_field_flags {
	CK_FIELD_REQUIRED = 1 << 0,
	CK_FIELD_PERSONAL = 1 << 1,	/* stored in table person */
	CK_FIELD_PARTY = 1 << 2,	/* personal when its code is a person's */
	CK_FIELD_QUIET = 1 << 3,	/* no finding in it quotes a value */
};

struct ck_field {
	const char *name;
	enum ck_field_type type;
	unsigned flags;
	int64_t least;
	int64_t most;
	const char *stored;		/* its name inside; NULL: the same */
	const char *letter;		/* KEYED: of default refs */
	const struct ck_field *members;	/* end with a NULL name */
	const char *const *words;	/* end with NULL */
};

/* The members of a declaration, in the order in which they are stored: what
 * is referred to comes before what refers to it. */
extern const struct ck_field ck_declaration_fields[];

static inline const char *ck_field_stored(const struct ck_field *field)
{
	return field->stored ? field->stored : field->name;
}

#endif
