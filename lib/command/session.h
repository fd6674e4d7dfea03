/* A run of one program: its options, its store and site, who acts and when,
 * and where records go. Every program is a table of verbs run by ck_main.
 *
 * This is the one room of the library that prints and exits.
 */
#ifndef CK_COMMAND_SESSION_H
#define CK_COMMAND_SESSION_H

#include <argp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#include "record/lines.h"
#include "record/value.h"
#include "store/log.h"
#include "store/store.h"

enum ck_output_format { CK_FORMAT_AUTO, CK_FORMAT_JSON, CK_FORMAT_TABLE,
			CK_FORMAT_CSV, CK_FORMAT_TSV,
			CK_FORMAT_OWN	/* one of the verb's own */ };

/* What the common options said (one argp child, lib/command/options.c). */
struct ck_options {
	const char *store;	/* --store, else CK_STORE, else the default */
	bool store_named;	/* by the option or the variable */
	const char *site;	/* --site, else CK_SITE; NULL: the only one */
	enum ck_output_format format;
	const char *own_format;	/* its name, with CK_FORMAT_OWN */
	bool excel;
	const char *jq;
	bool dry_run;
	bool keep_going;
	const char *rejects;
	const char *at;		/* --at TIME: when it occurred */
	const char *reason_late;/* --at-reason: why it is entered late */
	const char *on_behalf;	/* --for USER */
	const char *as;		/* --as USER, simulated stores only */
	int64_t seen;		/* --seen SEQ, the version seen; 0: not given.
				   (--version is the program's own.) */
	const char *language;
	bool quiet;
	bool verbose;
	bool yes;
};
extern const struct argp ck_options_argp;

struct ck_session;
struct ck_item;

enum ck_verb_flags {
	CK_VERB_READS = 1 << 0,		/* opens the store read-only */
	CK_VERB_WRITES = 1 << 1,	/* opens the store for writing */
	CK_VERB_LANE = 1 << 2,		/* … as a lane */
	CK_VERB_NO_STORE_OK = 1 << 3,	/* runs on without a store, when none
					   was named and the default is not
					   there */
	CK_VERB_OPERANDS = 1 << 4,	/* acts on each operand, or on stdin */
	CK_VERB_RECORDS = 1 << 5,	/* acts on each record of FILE or stdin */
	CK_VERB_LISTS = 1 << 6,		/* reads stdin only for "-"; without
					   operands it is run, and writes
					   nothing */
	CK_VERB_TABLE = 1 << 7,		/* a table unless told otherwise; without
					   columns the verb lays it out itself
					   (ck_session_format, ck_print_text) */
	CK_VERB_WAITS = 1 << 8,		/* prepare may wait for the world (a
					   device): each item is answered
					   before the next is prepared */
	CK_VERB_WHOLE = 1 << 9,		/* about the whole store: to read it, of
					   several sites none need be named */
};

/* Where the items of a verb come from whose FILEs are no records, one a line:
 * a sheet. Says what it cannot read with ck_fail, and returns negative then;
 * the other FILEs follow, except after -EINVAL (usage). */
struct ck_source {
	/* fd is the caller's, and closed when open returns. */
	int (*open)(struct ck_session *s, int fd, const char *name,
		    void **ret_reader);
	/* 1: the next item, its line, text and record filled in, or failed
	 * with ck_fail; 0: no more. What it refers to lives until finish. */
	int (*next)(struct ck_session *s, void *reader, struct ck_item *item,
		    struct ck_buf *text);
	/* All items of all inputs are answered. */
	void (*finish)(struct ck_session *s);
};

/* One verb. A verb with OPERANDS or RECORDS gives prepare or decide or both,
 * and the stream driver calls them an item at a time; without these flags they
 * are called once, for an item with neither record nor operand (a verb whose
 * operands are all its own: "call QUEUE N"). Any other verb gives run. A verb
 * that LISTS may give run for "everything" beside decide for what is named. A
 * verb without READS, WRITES and LANE opens no store. */
struct ck_verb {
	const char *name;
	const char *arguments;	/* for the usage line, "CHECK [TRIP...]" */
	const char *summary;	/* N_() */
	unsigned flags;
	const struct ck_source *source;	/* of a verb on RECORDS; NULL: lines */
	const struct ck_column *columns;	/* table, csv and tsv; ends
						   with a NULL heading */
	/* argv: what stands after the verb and its own operands. 0 done, 1 an
	 * honest no, negative errno after ck_fail. */
	int (*run)(struct ck_session *s, int argc, char **argv);
	/* Before the lock: parse, validate, jq. May be NULL. */
	int (*prepare)(struct ck_session *s, struct ck_item *item);
	/* Inside the transaction (READS: without one): read, check, append;
	 * ck_answer. May be NULL. */
	int (*decide)(struct ck_session *s, struct ck_item *item);
	/* How many leading operands are the verb's own (a check's name, a
	 * queue), the rest being what it acts on. Fewer is a usage error. */
	int own_operands;
	int own_optional;	/* further ones */
	/* Of a verb that acts on items: is this word one of the further ones,
	 * and not an item? Behind an item it is a usage error. NULL: none is. */
	bool (*is_own)(const char *word);
	/* Of a verb that acts on items: without operands it acts once, as if
	 * all its operands were its own, and reads nothing. NULL: never. */
	bool (*alone)(const struct ck_session *s);
	/* With these operands it writes nothing, so the store is opened to be
	 * read only. NULL: see LISTS. */
	bool (*only_reads)(char **words, int count);
	/* Whether its options ask for the store that READS opens. NULL: it is
	 * always opened. */
	bool (*wants_store)(const struct ck_session *s);
	/* Further words of --format, as " terminal text "; the first is the
	 * usual one on a terminal. draw appends a record of any kind in one of
	 * them, or nothing; what can go wrong is looked at in prepare, for the
	 * record is of something done. */
	const char *formats;
	int (*draw)(struct ck_session *s, const struct ck_value *record,
		    const char *format, struct ck_buf *buf);
};

/* What prepare and decide return:
 *	0	done; what decide appended is kept. With item->status set to
 *		CK_EXIT_DATA or worse the answers are a refusal (findings): they
 *		are printed, nothing is kept, and the stream stops unless
 *		--keep-going.
 *	1	the same as 0, and the honest answer is no: the stream goes on,
 *		the exit status tells
 *	< 0	a negative errno, said with ck_fail or ck_fail_store; what was
 *		appended is undone, answers are dropped; -EEXIST is exit 1
 * An item that prepare failed or refused is not decided. */

struct ck_program {
	const char *name;
	const char *summary;	/* N_() */
	const struct ck_verb *verbs;	/* ends with a NULL name */
	const struct argp_option *options;	/* the program's own */
	error_t (*parse)(int key, char *arg, struct argp_state *state);
	void *settings;		/* state->input of the program's own parser */
};

/* The key of an option that only stores its word, or that it was given, in a
 * member of the settings, a const char * or a bool:
 *	{ "reason", CK_OPTION_WORD(settings, reason), "CODE", 0, N_("…"), 0 }
 * ck_option_take is the parser of a program that has no others, and knows no
 * other key. */
enum { CK_OPTION_WORDS = 1 << 20, CK_OPTION_FLAGS = 1 << 21,
       CK_OPTION_OFFSET = CK_OPTION_WORDS - 1 };
#define CK_OPTION_WORD(settings, member) \
	(CK_OPTION_WORDS + (int)_Generic((settings).member, const char *: \
					 offsetof(typeof(settings), member)))
#define CK_OPTION_FLAG(settings, member) \
	(CK_OPTION_FLAGS + (int)_Generic((settings).member, bool: \
					 offsetof(typeof(settings), member)))
error_t ck_option_take(int key, char *arg, struct argp_state *state);

/* The width of a time: a table has it to the second, in the site's zone. */
enum { CK_COLUMN_TIME = 19 };

/* A column of table, csv and tsv: heading N_(), RFC 6901 pointer, width. A
 * record in which no column finds anything makes no row. A list of objects is
 * JSON there, unless the members to be told follow the pointer after blanks:
 * "/takings means amount". Of several places, "/vehicle/label|/seen", the first
 * that is there counts. */
struct ck_column {
	const char *heading;
	const char *pointer;
	int width;		/* negative: right-aligned; a wider heading
				   makes it wider */
};

/* The whole main: options, verb, store, run, exit status, checked stdout.
 * SIGTERM and SIGINT let a stream finish and answer its group; the process
 * then ends by that signal, since not everything was read. SIGPIPE is ignored:
 * a program that starts another one restores it there. */
int ck_main(const struct ck_program *program, int argc, char **argv);

struct ck_session {
	const struct ck_program *program;
	const struct ck_verb *verb;
	const struct ck_column *columns;	/* the verb's, unless it sets
						   others before it prints */
	struct ck_options options;
	void *settings;			/* the program's own */
	struct ck_store *store;		/* NULL when the verb needs none */
	const char *site;		/* the site's code, NULL: none loaded */
	int utc_offset_min;
	char **own;			/* the verb's own operands */
	int own_count;
	struct ck_txn *txn;		/* inside decide; NULL for READS */
	struct ck_doc *doc;		/* lives for the run */
	char *user;			/* the acting Unix user, or --as on a
					   simulated store; never NULL */
	const char *actor;		/* of the events; NULL: user */
	const char *via;		/* of the events; "cli" */
	enum ck_exit worst;		/* of the run so far */
	int answer_no;			/* an honest "no" was answered */
	struct ck_item *item;		/* the one being prepared or decided */
	struct ck_lines_aside aside;	/* what a verb that WAITS listens to
					   while there is no input; fd is -1
					   unless set */
	struct ck_session_private *priv;
};

/* For a verb that has made its store itself and put it into s->store: takes
 * over CK_NOW and --as, as for any other. -EPERM, said, when they are given and
 * the store is no simulated one. */
int ck_session_adopt(struct ck_session *s) CK_MUST_CHECK;

/* Now, in ms: the clock; on a simulated store the record's `at`, else CK_NOW.
 * record may be NULL. */
int64_t ck_session_now(struct ck_session *s, const struct ck_value *record);

/* When the item is said to have happened: --at, else now. -EINVAL with a
 * diagnostic: in the future, or further back than the site's `occurred_limit_min`
 * (15 when it has none) without --at-reason or the record's `late_reason`.
 * The driver has put it in the events' `occurred` before decide is called. */
int ck_session_occurred(struct ck_session *s, const struct ck_value *record,
			int64_t *ret_ms) CK_MUST_CHECK;

/* What the events of the item carry (NULL: of no item): who, when, through
 * what. For programs with a loop of their own; the driver does it by itself.
 * Borrows from session and item. Fails as ck_session_occurred, or when --for
 * is not permitted, or with "reason-unknown" (-EINVAL, of a record -EBADMSG)
 * when the reason for a late entry is no code of the site's group late_entry. */
int ck_session_envelope(struct ck_session *s, const struct ck_item *item,
			struct ck_envelope *ret_envelope) CK_MUST_CHECK;

/* One command in a transaction of its own (s->txn meanwhile), for verbs that
 * run once: act appends, and says what fails; committed when it returns >= 0,
 * and its result returned. */
int ck_session_transact(struct ck_session *s,
			int (*act)(struct ck_session *s, struct ck_txn *txn,
				   void *ctx),
			void *ctx) CK_MUST_CHECK;

/* May the acting user act for this agency now? Agencies come from the staff
 * table (ck-store(1)): an entry of this site, within its dates. The admin agency
 * acts on the store only: it stands for no other; but what is NULL, because a
 * site names no agency for it, is admin's alone, here and below. With
 * --for USER an entry of the acting user must stand in for USER, and it or an
 * entry of USER must have the agency. -EPERM with a diagnostic that says why. */
int ck_session_allow(struct ck_session *s, const char *agency) CK_MUST_CHECK;
/* Any entry permits it: for acts that are nobody's in particular. */
int ck_session_allow_staff(struct ck_session *s) CK_MUST_CHECK;
/* The same at a lane or desk: an entry that names lanes holds there only; one
 * without any, or with "*", everywhere. */
int ck_session_allow_lane(struct ck_session *s, const char *agency,
			  const char *lane) CK_MUST_CHECK;
/* The same for the agency or one of the others, an array of codes, NULL: none.
 * The diagnostic names the first. */
int ck_session_allow_any(struct ck_session *s, const char *agency,
			 const struct ck_value *others, const char *lane)
	CK_MUST_CHECK;
/* The same at a barrier, where an entry without lanes is not enough: besides
 * those agencies it permits any agency of the gate whose entry names this very
 * lane. Enterprises and brokers are never permitted. */
int ck_session_allow_gate(struct ck_session *s, const char *agency,
			  const struct ck_value *others, const char *lane)
	CK_MUST_CHECK;
/* The agencies that ck_session_allow permits, an array of codes in doc, admin
 * left out; empty for who is not on the staff. */
int ck_session_agencies(struct ck_session *s, struct ck_doc *doc,
			const struct ck_value **ret_agencies) CK_MUST_CHECK;

/* Is the acting user on the staff for enterprises or brokers alone? One whose
 * other entries have ended is. 1 or 0; negative, said. */
int ck_session_is_party(struct ck_session *s) CK_MUST_CHECK;

/* The reason that the option gives (NULL: none), else the record's `reason`: a
 * code of one of the site's groups, which end with NULL; of a site that names
 * no reasons of the groups, any code. "reason-missing" (-EINVAL) and
 * "reason-unknown" (-EINVAL, of a record -EBADMSG) list the codes there are.
 * Text of the settings or the item. */
int ck_session_reason(struct ck_session *s, struct ck_item *item,
		      const char *const *groups, const char *option,
		      const char **ret_reason) CK_MUST_CHECK;
/* "a, b" in the item's doc: the codes of the groups, each once. */
struct ck_site;
const char *ck_reason_codes(struct ck_doc *doc, const struct ck_site *site,
			    const char *const *groups);
/* Is it one of them? Of a site without the groups: does it look like one? */
bool ck_reason_known(const struct ck_site *site, const char *const *groups,
		     const char *code);

/* -ENOENT, said, when the store has no site; reads none. */
int ck_session_need_site(struct ck_session *s, struct ck_item *item)
	CK_MUST_CHECK;
/* A day as people write it: 2026-11-22, 22/11/2026, today, yesterday. Its first
 * moment at the site. -EBADMSG. */
int ck_session_day(struct ck_session *s, const char *text, int64_t *ret_ms)
	CK_MUST_CHECK;
/* The same, or a time (RFC 3339). */
int ck_session_moment(struct ck_session *s, const char *text, int64_t *ret_ms)
	CK_MUST_CHECK;
/* What is to come: a time, or an hour as 20:00, which is the next of the site
 * after `after` (ms). -EBADMSG. */
int ck_session_ahead(struct ck_session *s, const char *text, int64_t after,
		     int64_t *ret_ms) CK_MUST_CHECK;

/* The session's site (site/site.h). -ENOENT, said, when there is none. */
int ck_session_site(struct ck_session *s, struct ck_item *item,
		    const struct ck_site **ret_site) CK_MUST_CHECK;

/* An event beside a verb that only reads: appended and durable through a
 * handle of its own before this returns. take() appends and returns 0 or a
 * negative errno of the store, which is said. */
typedef int ck_aside_fn(struct ck_session *s, struct ck_txn *txn, void *ctx);
int ck_session_aside(struct ck_session *s, struct ck_item *item,
		     ck_aside_fn *take, void *ctx) CK_MUST_CHECK;

/* SIGTERM or SIGINT came: a program with a loop of its own ends it. The signals
 * are caught from ck_session_catch on. */
bool ck_session_stopping(void);
void ck_session_catch(void);

/* A file that the user named, with the rights of the user even in a setgid
 * program; close-on-exec. Negative errno. */
int ck_open_as_user(const char *path, int flags, mode_t mode) CK_MUST_CHECK;
/* For files that are opened out of our sight: from here on a setgid program may
 * what its user may. -errno, said. */
int ck_session_drop_group(struct ck_session *s) CK_MUST_CHECK;
/* The same before a verb opens a store itself, if the user named it. */
int ck_session_drop_for_store(struct ck_session *s) CK_MUST_CHECK;
/* A jq program of such a file. -EMEDIUMTYPE when it does not compile, said. */
struct ck_jq;
int ck_session_filter(struct ck_session *s, const char *path,
		      struct ck_jq **ret_filter) CK_MUST_CHECK;

/* -- items: one input record or operand ----------------------------------- */

struct ck_failure {
	int err;			/* 0: none */
	enum ck_exit status;
	const char *pointer;		/* NULL: none */
	const char *code;
	const char *message;
	size_t column;			/* of a record that cannot be read */
};

struct ck_item;

/* 1 when what the digest of a key leaves out is the same as in the request
 * that these answers (an array of records) were given to, else 0; negative
 * errno. */
typedef int ck_item_same(struct ck_session *s, struct ck_item *item,
			 const struct ck_value *answers);

struct ck_item {
	size_t line;			/* of the input; 0 for an operand */
	const char *source;		/* file name, "-" or "argument" */
	const char *text;		/* the bytes as they came */
	size_t len;
	const char *head;		/* of a source: what an empty rejects
					   file begins with; the text has its
					   line end then. NULL: none */
	size_t head_len;
	void *origin;			/* a source's own */
	const struct ck_value *record;	/* NULL for a bare operand */
	const char *operand;		/* the bare operand, else NULL */
	struct ck_doc *doc;		/* lives until the answer is printed */
	void *prepared;			/* prepare's result, in doc */
	const char *key;		/* the record's; prepare may set one */
	const struct ck_value *content;	/* what the key's digest covers;
					   NULL: the record without `key`. The
					   verb and its operands are covered
					   always, a program's options only
					   by what prepare puts here. It has
					   no personal value: the digest has
					   no salt. */
	ck_item_same *same;		/* such values, on a key that was used;
					   set by prepare, or NULL */
	const char *actor;		/* of its events; NULL: the session's */
	const char *via;
	int64_t occurred;		/* of its events: what another log
					   says; 0: now, or as --at says */
	struct ck_value *answers;	/* array, filled by ck_answer */
	enum ck_exit status;		/* of an answered refusal */
	bool passes;			/* see ck_pass */
	bool repeated;			/* the answers are the first ones */
	struct ck_failure failure;	/* the first that ck_fail was told */
	const char **trips;		/* see ck_item_trips */
	size_t trip_count;
};

/* Adds a record to the item's answers; "kind" and "site" are put in front,
 * "dry_run" and "simulated" where they hold. The caller fills the object. */
struct ck_value *ck_answer(struct ck_session *s, struct ck_item *item,
			   const char *kind);

/* Was the item's key answered before? decide will not be called then, the
 * first answers are given again (or the key is refused, with other content): a
 * verb that WAITS need not wait. 1 or 0; negative, said. */
int ck_item_answered(struct ck_session *s, struct ck_item *item) CK_MUST_CHECK;

/* The record without `key` and without the member `apart` (NULL: none), a new
 * object: what a verb's `content` begins with. */
struct ck_value *ck_item_rest(struct ck_item *item, const char *apart);

/* The record is not this program's: it is passed on as the bytes that came,
 * in its place. Call from prepare, and return 0. Records of kind "error" and
 * "finding" are passed by the driver. */
int ck_pass(struct ck_item *item);

/* What another program said of a record that it could not use: kind "error" or
 * "finding". */
bool ck_item_is_said(const struct ck_item *item);

/* Prints a record at once: verbs that list. A record about what others have
 * declared is left out for enterprises and brokers (trade/viewer.h). Honours --jq and --format. A
 * negative errno when standard output fails (EPIPE in a listing is silent).
 *
 * A listing reads a page of at most some hundred rows, ends the statement,
 * and calls ck_print_flush: no read of the store may wait for a reader of
 * ours. (Past 1 MiB ck_print writes by itself.) */
int ck_print(struct ck_session *s, const struct ck_value *record) CK_MUST_CHECK;
int ck_print_flush(struct ck_session *s) CK_MUST_CHECK;

/* A listing of any length in the memory of a page. */
struct ck_pages {
	/* Adds the rows behind `last`, the last of the page before (NULL at
	 * first), to the array; none is the end. A negative errno, not said. */
	int (*read)(struct ck_store *store, void *ctx, struct ck_doc *doc,
		    const struct ck_value *last, struct ck_value *rows);
	/* With ck_print, or not at all. A negative errno, said. */
	int (*print)(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row);
	void *ctx;
};
int ck_print_pages(struct ck_session *s, const struct ck_pages *pages)
	CK_MUST_CHECK;
/* An input line that was refused, as it came, into the file of --rejects, for
 * verbs that read their input themselves. Negative errno, said. */
int ck_reject(struct ck_session *s, const char *text, size_t len) CK_MUST_CHECK;
/* Text that is no record: a report in its official layout, a log line. */
int ck_print_text(struct ck_session *s, const char *text, size_t len)
	CK_MUST_CHECK;
/* The format in force, never CK_FORMAT_AUTO. */
enum ck_output_format ck_session_format(struct ck_session *s);
/* The verb's own format that is in force; NULL: one of the common ones is. */
const char *ck_session_own_format(const struct ck_session *s);
/* Columns of the terminal that standard output is; 0: it is none. */
int ck_session_width(void);
int ck_session_height(void);
/* A bare new record for ck_print with kind and site. */
struct ck_value *ck_record(struct ck_session *s, struct ck_doc *doc,
			   const char *kind);

/* -- diagnostics ---------------------------------------------------------- */

/* One line on standard error: "program: source:line: operand: /pointer:
 * sentence [code]". Also remembered for the item's error record and the exit status,
 * which is err's (status.h; -EEXIST is 1). Returns err, so that
 *	return ck_fail(s, item, -EBADMSG, "/goods", "hs", _("…"), …);
 * item may be NULL; pointer and code may be NULL. Control characters of what
 * is echoed are escaped. */
int ck_fail(struct ck_session *s, struct ck_item *item, int err,
	    const char *pointer, const char *code, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
/* A text that is no record, and in which column: -EBADMSG. */
struct ck_fault;
int ck_fail_fault(struct ck_session *s, struct ck_item *item,
		  const struct ck_fault *fault);
/* What is wrong with the command line, and how the verb is used: -EINVAL. */
int ck_usage(struct ck_session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* What the store says of its last failure, with its status. */
int ck_fail_store(struct ck_session *s, struct ck_item *item, int err);
/* The same of another store than the session's. */
int ck_fail_of_store(struct ck_session *s, struct ck_item *item,
		     const struct ck_store *store, int err);
/* A file that cannot be opened or read; a missing one is exit 66. */
int ck_fail_file(struct ck_session *s, const char *path, int err);
/* Appends text with everything escaped that a terminal might act on: for a
 * screen of one's own layout (ck_print_text). */
void ck_words_clean(struct ck_buf *buf, const char *text);
/* A line for whoever acts, on standard error; nothing with --quiet. */
void ck_say(struct ck_session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* What was said goes out at once, else with the answers of its group: for who
 * must act on it meanwhile. */
void ck_words_flush(struct ck_session *s);
/* A note with --verbose; nothing with --quiet. */
void ck_note(struct ck_session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* -- finding trips by operand (lib/command/operand.c) --------------------- */

/* All trips an item names: its record's `trip`, or all open trips of its
 * `declaration` (all trips when none is open); a bare operand: trip,
 * declaration, customs number, container, chassis, plate in any writing, or
 * its last 3–5 characters. Whoever acts for an enterprise finds its own only:
 * another's is -EPERM, "not-yours" (trade/viewer.h). Of several trips of one vehicle the one that has
 * entered the site is taken before those that are only planned. Trip ids as texts in the item's
 * doc. 0 and at least one trip; -ENOENT (near misses were listed); -EEXIST:
 * several match, listed with zone and age (exit 1). */
int ck_item_trips(struct ck_session *s, struct ck_item *item,
		  const char ***ret_trips, size_t *ret_count) CK_MUST_CHECK;

/* The standard members about a trip: trip, declaration, vehicle{…}. -ENOENT
 * (nothing said) when there is no such trip. */
int ck_record_trip(struct ck_session *s, struct ck_doc *doc,
		   struct ck_value *record, const char *trip) CK_MUST_CHECK;

#endif
