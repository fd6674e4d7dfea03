/* The verbs of ck-declare, as struct ck_verb calls them. */
#ifndef CK_TRADE_VERBS_H
#define CK_TRADE_VERBS_H

#include "command/session.h"
#include "site/site.h"
#include "trade/finding.h"
#include "trade/import_sheet.h"

/* An option that may be given several times. */
enum { CK_NAMES_MOST = 50 };
struct ck_names {
	const char *name[CK_NAMES_MOST];
	size_t count;
};

/* The program's own options; settings of the session. */
struct ck_declare_settings {
	const char *reason;
	const char *zone;
	const char *direction;
	const char *state;
	const char *since;
	const char *customs;
	struct ck_import_how how;	/* import */
	struct ck_imports *imports;	/* the import's own */
	bool full;
	const char *from;
	const char *until;
	size_t pages;		/* passes that were issued */
	const char *enterprise;		/* saved entries: whose */
	bool remove;
	const char *like;		/* new */
	const char *party;
	struct ck_names vehicles;
	struct ck_names drivers;
	struct ck_names goods;
	const char *patch;		/* a file */
	const char *approve;		/* a request's number */
	const char *decline;
	const char *breakdown;
	bool request;
	bool present;
	bool history;
};

int ck_declare_submit_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_submit_decide(struct ck_session *s, struct ck_item *item);
int ck_declare_check_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_check_decide(struct ck_session *s, struct ck_item *item);
int ck_declare_show_run(struct ck_session *s, int argc, char **argv);
int ck_declare_import_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_import_decide(struct ck_session *s, struct ck_item *item);
extern const struct ck_source ck_declare_import_source;
int ck_declare_show_decide(struct ck_session *s, struct ck_item *item);
/* The whole record, a member a line. */
int ck_declare_show_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *buf);
int ck_declare_list_decide(struct ck_session *s, struct ck_item *item);
int ck_declare_list_run(struct ck_session *s, int argc, char **argv);
int ck_declare_cancel_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_cancel_decide(struct ck_session *s, struct ck_item *item);

int ck_declare_pass_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_pass_decide(struct ck_session *s, struct ck_item *item);
int ck_declare_pass_draw(struct ck_session *s, const struct ck_value *record,
			 const char *format, struct ck_buf *out);
int ck_declare_new_run(struct ck_session *s, int argc, char **argv);
int ck_declare_save_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_save_decide(struct ck_session *s, struct ck_item *item);
int ck_declare_save_run(struct ck_session *s, int argc, char **argv);
int ck_declare_saved_run(struct ck_session *s, int argc, char **argv);
int ck_declare_messages_run(struct ck_session *s, int argc, char **argv);

int ck_declare_amend_prepare(struct ck_session *s, struct ck_item *item);
int ck_declare_amend_decide(struct ck_session *s, struct ck_item *item);

/* Between the verbs. The site of the store; 0 and NULL where there is no
 * store, or no site in it. */
int ck_declare_find_site(struct ck_session *s, struct ck_item *item,
			 const struct ck_site **ret_site) CK_MUST_CHECK;
/* The same where nothing goes without one. -EMEDIUMTYPE, said. */
int ck_declare_need_site(struct ck_session *s,
			 const struct ck_site **ret_site) CK_MUST_CHECK;
/* Answers with the findings, a record each. */
void ck_declare_tell(struct ck_session *s, struct ck_item *item,
		     const struct ck_findings *findings);
/* A value that an option does not take; 64. */
int ck_declare_usage(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *value);
/* --since, a time or a day. -EINVAL, said. */
int ck_declare_since(struct ck_session *s, const char *text, int64_t *ret_ms)
	CK_MUST_CHECK;
/* 0 for export, import and NULL. -EINVAL, said, for any other. */
int ck_declare_direction(struct ck_session *s, const char *direction)
	CK_MUST_CHECK;

#endif
