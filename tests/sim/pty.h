/* The far end of a pseudo-terminal, as a serial device that others open. */
#ifndef CK_TESTS_PTY_H
#define CK_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pty {
	char path[64];		/* of the end that others open */
	int master;
	int slave;		/* kept open, so that readers come and go */
};

/* Ends the program with a message when there is none to be had. */
void pty_open(struct pty *pty);

/* Unplugged: whoever has it open sees a hang-up. */
void pty_close(struct pty *pty);

void pty_send(struct pty *pty, const uint8_t *bytes, size_t n);

/* Bytes came from a reader; they are forgotten. */
bool pty_was_asked(const struct pty *pty);

/* Bytes sent that no reader has taken. */
size_t pty_unread(const struct pty *pty);
void pty_drop_unread(struct pty *pty);

/* A reader has it open for itself alone (TIOCEXCL). */
bool pty_has_reader(const struct pty *pty);

#endif
