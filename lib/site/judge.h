/* Inside the site room: walking over a site file and telling its faults. */
#ifndef CK_SITE_JUDGE_H
#define CK_SITE_JUDGE_H

#include "site/load.h"

struct judge {
	const struct ck_value *document;
	struct ck_doc *doc;
	ck_site_problem *problem;
	void *ctx;
	size_t found;		/* faults told so far */
	bool held;		/* by a store already: older rules suffice */
};

/* A place in the document. The value is NULL where the pattern's last name is
 * not there, though the object that would hold it is. */
struct place {
	const char *pointer;
	const struct ck_value *value;
	const struct ck_value *parent;
	const char *key;	/* in the parent; NULL for an array's element */
};

typedef void judge_visit(struct judge *judge, const struct place *place,
			 const void *rule);

/* Visits each place a pattern names: "/lanes/?/from", where
 * a star stands for every member or element (here a question mark). */
void ck_judge_each(struct judge *judge, const char *pattern,
		   judge_visit *visit, const void *rule);
/* Tells a fault at a pointer; the format is translated by the caller. */
void ck_judge_tell(struct judge *judge, const char *pointer,
		   const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A pointer with one more name. */
const char *ck_judge_at(struct judge *judge, const char *pointer,
			const char *name);
/* Tells what the word is none of, and which is near. */
void ck_judge_among(struct judge *judge, const struct place *place,
		    const char *const *list, const char *word);
bool ck_judge_has(const struct ck_value *list, const char *word);
/* A visit by the rule struct range: a whole number from least to most; what is
 * none is judged elsewhere. */
struct range {
	const char *pattern;	/* or a member's name */
	int64_t least, most;
};
void ck_judge_range(struct judge *judge, const struct place *place,
		    const void *rule);

/* The subjects, in the order in which they are judged. */
void ck_judge_members(struct judge *judge);
void ck_judge_types(struct judge *judge);
void ck_judge_required(struct judge *judge);
void ck_judge_names(struct judge *judge);
void ck_judge_sense(struct judge *judge);
void ck_judge_values(struct judge *judge);
void ck_judge_scales(struct judge *judge);
void ck_judge_rules(struct judge *judge);

#endif
