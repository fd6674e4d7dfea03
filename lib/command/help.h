/* The help of a program. argp counts bytes: what is not English stands askew,
 * and is laid out anew by the columns that it takes.
 */
#ifndef CK_COMMAND_HELP_H
#define CK_COMMAND_HELP_H

#include <argp.h>
#include <stdbool.h>

#include "base/buf.h"

/* All options and verbs, to standard output; failures are left in it. */
void ck_help_print(const struct argp_state *state);

/* Appends such a text laid out. usage: its first line is one of its own. */
void ck_help_layout(struct ck_buf *buf, const char *text, bool usage);

#endif
