#include <config.h>

#include <stddef.h>

#include "command/private.h"

volatile int ck_signal_seen;

static void see(int signal_number)
{
	ck_signal_seen = signal_number;
}

/* Without SA_RESTART: a wait for input must end. */
void ck_signals_catch(void)
{
	struct sigaction act = { .sa_handler = see };
	struct sigaction old;

	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, NULL, &old);
	if (old.sa_handler != SIG_IGN)
		sigaction(SIGINT, &act, NULL);
}

bool ck_session_stopping(void)
{
	return ck_signal_seen != 0;
}

const volatile int *ck_session_stop(void)
{
	return &ck_signal_seen;
}

void ck_session_catch(void)
{
	ck_signals_catch();
}
