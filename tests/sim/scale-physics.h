/* A truck on a weighbridge, for tests: axles roll on one after another, the
 * body swings on its springs and comes to rest, the engine shakes it, the
 * indicator filters, rounds to its scale interval and tells motion. The same
 * seed gives the same weighing. */
#ifndef CK_TESTS_SCALE_PHYSICS_H
#define CK_TESTS_SCALE_PHYSICS_H

#include <stdbool.h>
#include <stdint.h>

#define AXLES 5
#define SEEN 8

struct bridge {
	long interval_kg;	/* e */
	long max_kg;
	uint64_t random;
	double truck_kg;	/* the truck in front of or on the bridge */
	/* What bridge_start sets to the usual, and a test may change: */
	double swing_hz;	/* of the body: 1.8 on leaf springs */
	double damping;		/* of that, as a share of the critical one */
	int axles_on;		/* how many drive on: fewer is a truck that
				 * stops half on the scale */
	double wind_kg;		/* deviation of what gusts push */
	double creep_kg_s;	/* the load grows or shrinks */
	double other_kg;	/* what else stands on the bridge, at rest */
	/* Of no interest to a test: */
	double gust_kg;
	double crept_kg;
	int64_t moves_ms;	/* since it began to drive on or off */
	bool leaving;
	double load_kg;		/* at rest */
	double swing_kg;	/* of the body, added to the load */
	double swing_speed;
	double filtered_kg;
	double seen[SEEN];	/* filtered, of the last frames */
	unsigned frames;
	/* What the indicator shows: */
	long shown_kg;
	bool moving;
	bool over;
	unsigned still;		/* frames with the same digits since the truck
				 * is truly at rest */
};

void bridge_start(struct bridge *bridge, uint64_t seed, long interval_kg,
		  long max_kg);
void bridge_drive_on(struct bridge *bridge, long truck_kg);
void bridge_drive_off(struct bridge *bridge);

/* Lets this time pass and makes the next frame's values. */
void bridge_step(struct bridge *bridge, int ms);

/* The next number of the bridge's generator. */
uint64_t bridge_random(struct bridge *bridge);

#endif
