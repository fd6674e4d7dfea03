/* What cameras push to a lane by HTTP (run --listen ADDRESS): ck-camera listen,
 * a program of its own, because what reads strangers' requests must not drive an
 * arm. It stores each sighting, then answers the camera; the lane reads the
 * sightings from it as it reads its standard input, one at a time, so that no
 * crowd of them keeps an edge waiting.
 *
 * Sightings are all that is taken from it: a decision, an edge or an opening
 * that it sends is refused. One whose key was answered before changes nothing
 * and says nothing, for a listener that begins hands on what it stored in the
 * last seconds, and each counts once.
 *
 * When it ends it is begun again, after 1 s, 2 s, … 30 s; the lane goes on
 * without it, whatever the reason: a library that is missing, or an address
 * that is in use, stops no loop and no button. That is the fault
 * listener-lost.
 */
#ifndef CK_LANE_LISTENER_H
#define CK_LANE_LISTENER_H

#include <stdint.h>

#include "base/cleanup.h"
#include "base/status.h"

struct ck_listener;
struct ck_runner;

/* As the program's options say. It is begun when it is due. -EINVAL, said: not
 * on a simulated store, nor in a dry run. */
int ck_listener_new(struct ck_runner *run, struct ck_listener **ret_listener)
	CK_MUST_CHECK;
/* Ends it. What it stored and did not hand on waits for the next one. */
void ck_listener_free(struct ck_listener *listener);

/* When it is to be begun, ms; INT64_MAX: it runs, or there is none (NULL). */
int64_t ck_listener_due(const struct ck_listener *listener);
/* The clock was set by so many ms. */
void ck_listener_shift(struct ck_listener *listener, int64_t by);
/* Negative errno, said: the lane cannot go on. */
int ck_listener_tick(struct ck_listener *listener) CK_MUST_CHECK;

#endif
