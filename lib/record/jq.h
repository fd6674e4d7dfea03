/* The only room that knows libjq.
 *
 * Programs are compiled with HOME unset and an empty search path (libjq reads
 * ~/.jq and searches modules otherwise).
 */
#ifndef CK_RECORD_JQ_H
#define CK_RECORD_JQ_H

#include "record/value.h"

struct ck_jq;

/* Compiles a filter. -EINVAL with a sentence in *ret_error (caller frees);
 * -ENOSYS, likewise, when libjq is not installed: it is loaded here, so that
 * a program that filters nothing never pays for it. */
int ck_jq_compile(const char *program, struct ck_jq **ret_jq,
		  char **ret_error) CK_MUST_CHECK;
void ck_jq_free(struct ck_jq *jq);
CK_DEFINE_CLEANUP(struct ck_jq *, ck_jq_free)

/* Runs the filter on one JSON text, which must have passed the strict reader,
 * and hands each result to emit as compact JSON text, its numbers as RFC 8785
 * prints them whatever the version of libjq. emit's negative answer ends the
 * run and is returned. A jq error, halt_error, or a result nested deeper than
 * CK_DEPTH_MAX is -EBADMSG with the sentence in *ret_error (caller frees; may
 * be NULL), of a jq error at most 200 bytes and an ellipsis. */
int ck_jq_run(struct ck_jq *jq, const char *text, size_t len,
	      int (*emit)(void *ctx, const char *json, size_t len), void *ctx,
	      char **ret_error) CK_MUST_CHECK;

/* Hands what the program says by `debug`, as compact JSON, to hear, which lasts
 * as long as the filter. Unlike an error, // and ? do not take it back. */
void ck_jq_listen(struct ck_jq *jq,
		  void (*hear)(void *ctx, const char *json, size_t len),
		  void *ctx);

/* Is the expression fit for a site file? Refuses the built-ins that would make
 * a rule depend on anything but its input or the version of jq, or do more
 * than answer (rule.c has the list), also in the short form {now}; what does
 * not compile; and what would not stand alone inside "(" and "\n)", so that
 * rules can be joined to one program that way. -EINVAL with the sentence. */
int ck_jq_check_rule(const char *expression, char **ret_error) CK_MUST_CHECK;
/* The same without compiling. Expressions that pass, each inside "(" and
 * "\n)", compile together exactly when each compiles alone. */
int ck_jq_check_tokens(const char *expression, char **ret_error)
	CK_MUST_CHECK;

#endif
