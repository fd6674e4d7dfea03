/* What a verb acts on, an item at a time: operands, files, standard input.
 * Inside the command room. */
#ifndef CK_COMMAND_INPUT_H
#define CK_COMMAND_INPUT_H

#include "command/session.h"
#include "base/buf.h"

struct ck_input;

/* NULL after a usage error that was said: nothing to read. */
struct ck_input *ck_input_open(struct ck_session *s);
void ck_input_close(struct ck_input *input);
CK_DEFINE_CLEANUP(struct ck_input *, ck_input_close)

/* 1: an item; one that cannot be read has its failure set. Its text is put
 * into the buffer. 0: no more. -EINTR: a signal. Other negative errno, said: a
 * file cannot be read (with --keep-going the next one follows). */
int ck_input_next(struct ck_input *input, struct ck_item *item,
		  struct ck_buf *text) CK_MUST_CHECK;

/* Is there another item, without waiting? */
bool ck_input_ready(struct ck_input *input);

#endif
