/* Inside the command room. No other room includes this. */
#ifndef CK_COMMAND_PRIVATE_H
#define CK_COMMAND_PRIVATE_H

#include <signal.h>

#include "base/buf.h"
#include "command/loop.h"
#include "command/session.h"
#include "record/jq.h"

/* Standard output: records are formatted into one buffer, which is written
 * when the records in it are safe to be seen. */
struct ck_output {
	struct ck_buf buf;
	struct ck_buf scratch;		/* a record on its way to jq */
	enum ck_output_format format;
	const char *own_format;
	struct ck_jq *jq;
	bool started;			/* the heading was given */
	bool tried;			/* a row of a dry run was given */
	size_t repeated;		/* rows of what was done before */
	int err;			/* the first failed write, kept */
};

struct ck_session_private {
	struct ck_output out;
	struct ck_buf words;		/* diagnostics not yet written */
	bool hold_words;		/* a group is under way */
	enum ck_exit last_status;	/* of the last ck_fail */
	int last_err;
	int rejects_fd;
	bool rejects_begun;
	bool now_given;			/* CK_NOW */
	int64_t now_ms;
	bool at_given;			/* --at */
	int64_t at_ms;
	int64_t late_ms;		/* the site's limit; -1: not read */
	const struct ck_value *late_codes;	/* its reasons, beside it */
	struct ck_doc *staff_doc;	/* what a transaction has read */
	struct ck_value *staff;		/* of the acting user; NULL: not read */
	bool behalf_ok;
	enum { SEES_UNKNOWN, SEES_ALL, SEES_OWN } sees;	/* of ck_print */
	int outside;			/* acts that were nobody's right */
	char **operands;		/* after the verb and its own */
	int operand_count;
};

/* -- options.c */
/* Fills s->options, s->settings and the verb's words; exits on --help,
 * --version and a usage error. */
void ck_options_parse(struct ck_session *s, int argc, char **argv);
/* The verbs, on standard output; exits. */
void ck_options_help(struct ck_session *s);

/* -- verb.c */
/* Takes the verb and its own operands from the words. -EINVAL, said. */
int ck_verb_choose(struct ck_session *s, char **words, int count) CK_MUST_CHECK;

/* -- open.c */
/* No core dumps, 0, 1 and 2 open, SIGPIPE ignored, umask. */
void ck_session_harden(void);
/* Opens the store that the verb asks for, finds site, user and clock. */
int ck_session_open(struct ck_session *s) CK_MUST_CHECK;
void ck_session_close(struct ck_session *s);
/* With these operands the verb writes nothing. */
bool ck_session_only_reads(const struct ck_session *s);

/* -- stream.c */
int ck_stream_run(struct ck_session *s) CK_MUST_CHECK;

/* -- signals.c */
/* Catches SIGTERM and SIGINT from now on: they only set the flag. */
void ck_signals_catch(void);
/* The signal that came, or 0. */
extern volatile int ck_signal_seen;

/* -- output.c */
int ck_output_open(struct ck_session *s) CK_MUST_CHECK;
void ck_output_close(struct ck_session *s);
void ck_output_record(struct ck_session *s, const struct ck_value *record);
/* A record as the bytes that came. */
void ck_output_bytes(struct ck_session *s, const struct ck_item *item);
/* Writes what is buffered; the first failure, again and again. */
int ck_output_flush(struct ck_session *s) CK_MUST_CHECK;
/* The end of all output: a heading, if there was no row, and a sentence about
 * what could not be written. */
void ck_output_finish(struct ck_session *s);

/* -- table.c */
struct ck_layout {
	enum ck_output_format format;
	bool excel;
	int width;		/* columns of the terminal, 0: none is known; the
				   last cell of a table is broken to fit */
	bool zoned;		/* the site's zone is known: */
	int offset_min;
	bool simulated;		/* the store is: a line above the heading of a
				   table, a last column of csv and tsv */
};

/* Appends the heading of the format; then a row a record. */
void ck_table_heading(struct ck_buf *buf, const struct ck_column *columns,
		      const struct ck_layout *layout);
void ck_table_row(struct ck_buf *buf, const struct ck_column *columns,
		  const struct ck_layout *layout,
		  const struct ck_value *record);

/* -- diagnostics.c */
/* One more line on standard error, when its turn comes. */
void ck_words_line(struct ck_session *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The text with the numbers after "person:" and "party:" masked, and of a pass
 * the beginning alone, in doc; NULL for NULL. */
const char *ck_words_masked(struct ck_doc *doc, const char *text);
/* The exit status of an error, -EEXIST included. */
enum ck_exit ck_fail_status(int err);
/* Speaks for whoever returned err without a word. */
void ck_fail_unsaid(struct ck_session *s, struct ck_item *item, int err);

/* -- actor.c */
/* Forgets what was read of the staff table: a new transaction begins. */
void ck_actor_forget(struct ck_session *s);
/* Does the staff table permit --for? 0 when it was not given. */
int ck_actor_check_behalf(struct ck_session *s) CK_MUST_CHECK;

/* -- clock.c */
/* Reads --at, and what ck_session_adopt reads where there is a store. */
int ck_clock_open(struct ck_session *s) CK_MUST_CHECK;

/* -- ask.c */
/* On a terminal, an action on more than one trip lists them and asks.
 * 0: go on; -ECANCELED: no, said. */
int ck_ask(struct ck_session *s) CK_MUST_CHECK;

#endif
