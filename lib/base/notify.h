/* What a service manager is told: one datagram to $NOTIFY_SOCKET, as sd_notify(3)
 * describes. libsystemd would cost each start 0.7 ms for it.
 */
#ifndef CK_BASE_NOTIFY_H
#define CK_BASE_NOTIFY_H

#include <stdint.h>

/* "READY=1", "WATCHDOG=1", "STOPPING=1". Without a manager, or one that does
 * not listen, nothing happens. */
void ck_notify(const char *state);

/* Within how many ms it wants to hear WATCHDOG=1, 0: never ($WATCHDOG_USEC,
 * $WATCHDOG_PID, sd_watchdog_enabled(3)). */
int64_t ck_notify_watchdog_ms(void);

#endif
