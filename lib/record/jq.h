/* The only room that knows libjq.
 *
 * Programs are compiled with HOME unset and an empty search path (libjq reads
 * ~/.jq and searches modules otherwise).
 */
#ifndef CK_RECORD_JQ_H
#define CK_RECORD_JQ_H

#include "record/value.h"

struct ck_jq;

/* Compiles a filter. -EINVAL with a sentence in *ret_error (caller frees). */
int ck_jq_compile(const char *program, struct ck_jq **ret_jq,
		  char **ret_error) CK_MUST_CHECK;
void ck_jq_free(struct ck_jq *jq);
CK_DEFINE_CLEANUP(struct ck_jq *, ck_jq_free)

/* Runs the filter on one JSON text and hands each result to emit as compact
 * JSON text. emit's negative answer ends the run and is returned. A jq error
 * is -EBADMSG with the sentence in *ret_error (caller frees; may be NULL). */
int ck_jq_run(struct ck_jq *jq, const char *text, size_t len,
	      int (*emit)(void *ctx, const char *json, size_t len), void *ctx,
	      char **ret_error) CK_MUST_CHECK;

/* Is the expression fit for a site file? Refuses the built-ins that would make
 * a rule depend on anything but its input (now env input inputs import include
 * debug halt halt_error localtime mktime strflocaltime input_line_number
 * get_search_list $ENV $__loc__). -EINVAL with the sentence. */
int ck_jq_check_rule(const char *expression, char **ret_error) CK_MUST_CHECK;

#endif
