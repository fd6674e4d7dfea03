/* The agencies' verbs: what ck-clear does, a file a subject. Each has the
 * shape that struct ck_verb wants and reads its settings from s->settings. */
#ifndef CK_CLEAR_VERBS_H
#define CK_CLEAR_VERBS_H

#include "goods/dispose.h"
#include "clear/verdict.h"
#include "command/session.h"

/* ck-clear's own options. */
struct ck_clear {
	const char *reason;
	const char *agency;
	const char *check;
	const char *review;		/* RFC 3339, or an hour */
	const char *conditions;		/* "treatment,reseal" */
	bool last;
	bool silent;
	bool overrule;
	bool ready;
	bool full;
	bool late;
	bool overstay;
	const char *state;		/* pending: only these checks */
	const char *kind;		/* note: "dispute" … */
	const char *about;		/* note: a check */
	const char *text;		/* note, answer: what is said */
	const char *deadline;		/* note: the same */
	const char *release;		/* customs: "cleared" … */
	const char *channel;
	const char *goods;		/* a ref: only of these goods */
	const char *packages;
	const char *gross;		/* kg */
	const char *order;		/* number of the decision */
};

/* A first operand without a digit is a check: plates, numbers and ids have
 * digits. */
bool ck_clear_is_check(const char *word);

int ck_clear_confirm_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_confirm(struct ck_session *s, struct ck_item *item);
int ck_clear_refuse_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_refuse(struct ck_session *s, struct ck_item *item);
int ck_clear_hold_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_hold(struct ck_session *s, struct ck_item *item);
int ck_clear_lift_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_lift(struct ck_session *s, struct ck_item *item);
int ck_clear_turn_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_divert_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_impound_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_dispose_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_turn(struct ck_session *s, struct ck_item *item);
int ck_clear_customs_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_customs(struct ck_session *s, struct ck_item *item);
int ck_clear_step_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_request(struct ck_session *s, struct ck_item *item);
int ck_clear_start(struct ck_session *s, struct ck_item *item);
int ck_clear_sample(struct ck_session *s, struct ck_item *item);
int ck_clear_result_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_result(struct ck_session *s, struct ck_item *item);
int ck_clear_withdraw_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_withdraw(struct ck_session *s, struct ck_item *item);
bool ck_clear_withdraw_alone(const struct ck_session *s);
int ck_clear_note_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_note(struct ck_session *s, struct ck_item *item);
int ck_clear_answer_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_answer_note(struct ck_session *s, struct ck_item *item);
int ck_clear_close_prepare(struct ck_session *s, struct ck_item *item);
int ck_clear_close(struct ck_session *s, struct ck_item *item);
int ck_clear_holds(struct ck_session *s, int argc, char **argv);
int ck_clear_notes(struct ck_session *s, int argc, char **argv);
int ck_clear_notes_show(struct ck_session *s, struct ck_item *item);
int ck_clear_status(struct ck_session *s, struct ck_item *item);
int ck_clear_pending(struct ck_session *s, int argc, char **argv);

/* -- shared by these files ------------------------------------------------ */

/* A trip with its checks; says what fails. */
int ck_clear_open(struct ck_session *s, struct ck_item *item, const char *trip,
		  struct ck_case *ret_case) CK_MUST_CHECK;

/* Acts on each of the trips, until one fails: 0, 1 when the honest answer was
 * no for one of them, or what failed. */
typedef int ck_clear_fn(struct ck_session *s, struct ck_item *item,
			const char *trip, const void *ctx);
int ck_clear_each(struct ck_session *s, struct ck_item *item,
		  const char *const *trips, size_t count, ck_clear_fn *act,
		  const void *ctx) CK_MUST_CHECK;

/* The reason that the option or the record gives, of a group of the site's
 * reasons; says what is wrong with it. */
int ck_clear_reason(struct ck_session *s, struct ck_item *item,
		    const char *group, const char **ret_reason) CK_MUST_CHECK;
/* The same of another program: option is what it was given, or NULL. */
int ck_reason_given(struct ck_session *s, struct ck_item *item,
		    const char *option, const char *group,
		    const char **ret_reason) CK_MUST_CHECK;

/* The codes of --conditions or of the record's member, of the site's group
 * `conditions`, as an array; NULL when none are given. Says what is wrong. */
int ck_clear_conditions(struct ck_session *s, struct ck_item *item,
			const struct ck_value **ret_conditions) CK_MUST_CHECK;

/* What a hold or a note is on. */
struct ck_subjects {
	const char *kind;		/* of ck_hold_kinds */
	const char **subjects;		/* in normal form (clear/hold.h) */
	size_t count;
};

/* "plate:12C-123.45", a record with subject_kind and subject, or trips as any
 * verb takes them; each subject is of its kind. Says what is wrong. */
int ck_clear_subjects(struct ck_session *s, struct ck_item *item,
		      struct ck_subjects *ret_on) CK_MUST_CHECK;

/* The time that the option (NULL: not given) or the record's member names, in
 * ms: one to come, or it is said. *ret_ms is left alone when neither does. */
int ck_clear_to_come(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *member, int64_t *ret_ms)
	CK_MUST_CHECK;

/* The check that the operand names, else the option, else the record: its
 * name, or NULL when none is named. Says what the site does not have. */
int ck_clear_check(struct ck_session *s, struct ck_item *item,
		   const char **ret_check) CK_MUST_CHECK;
/* The site has no such check; of a record's member the pointer, else NULL. */
int ck_clear_no_check(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char *word,
		      const char *pointer) CK_MUST_CHECK;
/* The one check of the acting person's agencies on the trip whose state fits;
 * it is echoed. -EEXIST, said, when there is none or several. Reads the checks
 * of the case. */
int ck_clear_only(struct ck_session *s, struct ck_item *item,
		  struct ck_case *c, bool (*fits)(const char *state),
		  const char **ret_check) CK_MUST_CHECK;

/* -EPERM, said: who is on the staff acts for no agency; who is not, is not. */
int ck_clear_no_agency(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;

/* The agency --agency names, else the one that the acting person has; whether
 * it is permitted is not asked. */
int ck_clear_agency_named(struct ck_session *s, struct ck_item *item,
			  const struct ck_site *site, const char **ret_agency)
	CK_MUST_CHECK;

/* In whose name: --agency, else the one agency that the acting person has.
 * Says what is wrong; -EPERM when it is not permitted. */
int ck_clear_agency(struct ck_session *s, struct ck_item *item,
		    const struct ck_site *site, const char **ret_agency)
	CK_MUST_CHECK;

/* Lists the vehicles that are longer on the other side of the line than the
 * site's limit, longest first; doc holds the list. */
int ck_clear_overstay(struct ck_session *s, const struct ck_site *site,
		      struct ck_doc *doc) CK_MUST_CHECK;

/* Which goods, and how many, the options or the record name; ref NULL: none.
 * Says what is wrong. */
struct ck_clear_goods {
	const char *ref;
	struct ck_goods_amount amount;
};
int ck_clear_goods(struct ck_session *s, struct ck_item *item,
		   struct ck_clear_goods *ret_goods) CK_MUST_CHECK;
/* Says what the trip carries instead. */
int ck_clear_goods_line(struct ck_session *s, struct ck_item *item,
			const struct ck_case *c, const char *ref,
			struct ck_goods_line *ret_line) CK_MUST_CHECK;
struct ck_value *ck_clear_goods_reason(struct ck_value *reasons,
				       const char *code,
				       const struct ck_goods_line *line);
/* Of what is left as much as was asked for; more than that is a reason. */
int ck_clear_goods_share(struct ck_session *s, struct ck_item *item,
			 const struct ck_goods_line *line,
			 const struct ck_goods_amount *left,
			 const struct ck_goods_amount *asked,
			 struct ck_value *reasons,
			 struct ck_goods_amount *ret_amount) CK_MUST_CHECK;
/* Refuses goods where the verdict, judged already, would refuse the check. */
int ck_clear_refuse_goods(struct ck_session *s, struct ck_item *item,
			  const struct ck_case *c, struct ck_verdict *v,
			  const struct ck_verdict_ask *ask,
			  const struct ck_clear_goods *goods) CK_MUST_CHECK;
int ck_clear_readmit(struct ck_session *s, struct ck_item *item,
		     const char *trip, const char *ref, const char *reason)
	CK_MUST_CHECK;

/* What turn-back, divert, impound and dispose were asked, made ready before the
 * lock; the agency is found inside. */
struct ck_clear_away {
	struct ck_disposal disposal;
	const char *const *groups;	/* of the site's reasons */
	struct ck_clear_goods goods;	/* ref NULL: the whole vehicle */
	const char **trips;
	size_t count;
};
int ck_clear_dispose_goods(struct ck_session *s, struct ck_item *item,
			   const struct ck_case *c,
			   const struct ck_disposal *disposal) CK_MUST_CHECK;
/* The reason's words in the first of the groups that has it, or NULL. */
const struct ck_value *ck_clear_reason_name(const struct ck_site *site,
					    const char *const *groups,
					    const char *reason);

/* A record about the trip: the standard members, and what the caller adds. */
struct ck_value *ck_clear_answer(struct ck_session *s, struct ck_item *item,
				 const char *kind, const struct ck_case *c);

/* The same about a check of it: name, agency, scope and subject are the row's. */
struct ck_value *ck_clear_answer_check(struct ck_session *s,
				       struct ck_item *item, const char *kind,
				       const struct ck_case *c,
				       const struct ck_value *check, bool done);
/* The trip does not need the check. Returns 1: the honest answer is no. */
int ck_clear_not_needed(struct ck_session *s, struct ck_item *item,
			const char *kind, const struct ck_case *c,
			const char *check) CK_MUST_CHECK;

/* The reasons why not, their sentence, the check's state (check NULL: none) and
 * the version. Returns 1: the honest answer is no. */
int ck_clear_set_reasons(struct ck_session *s, struct ck_item *item,
			 struct ck_value *answer, const struct ck_case *c,
			 const struct ck_value *check,
			 const struct ck_value *reasons) CK_MUST_CHECK;

/* What the key of a keyed record covers: the record without its member `apart`
 * (NULL: all of it), and these options. */
void ck_clear_cover(struct ck_item *item, const struct ck_clear *set,
		    const char *apart);

/* The item's trips, with all of it covered by its key. */
int ck_clear_trips(struct ck_session *s, struct ck_item *item,
		   const char ***ret_trips, size_t *ret_count) CK_MUST_CHECK;

/* Prints what the check vouches for, for a person to look at. */
int ck_clear_show(struct ck_session *s, const struct ck_case *c,
		  const char *check) CK_MUST_CHECK;

/* The language of words out of the site file. */
const char *ck_clear_language(const struct ck_session *s);

#endif
