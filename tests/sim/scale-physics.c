#include <config.h>

#include <string.h>

#include "scale-physics.h"

/* 1.8 Hz and a tenth of critical damping: a laden truck on leaf springs. */
#define OMEGA 11.3
#define DAMPING 0.12
/* Each axle takes RAMP_MS to roll on, STEP_MS after the one before. */
#define RAMP_MS 150
#define STEP_MS 700
#define FILTER_MS 150
/* Of each axle's load, what goes into the swing. */
#define KICK 0.3

static const double share[AXLES] = { 0.16, 0.20, 0.20, 0.22, 0.22 };

uint64_t bridge_random(struct bridge *bridge)
{
	uint64_t x = bridge->random += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* Near enough to normal, deviation 1, never beyond 3.5. */
static double noise(struct bridge *bridge)
{
	uint64_t x = bridge_random(bridge);
	double sum = 0;

	for (int i = 0; i < 4; i++, x >>= 16)
		sum += (double)(x & 0xffff) / 65536 - 0.5;
	return sum * 1.73;
}

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

void bridge_start(struct bridge *bridge, uint64_t seed, long interval_kg,
		  long max_kg)
{
	memset(bridge, 0, sizeof(*bridge));
	bridge->random = seed;
	bridge->interval_kg = interval_kg;
	bridge->max_kg = max_kg;
}

void bridge_drive_on(struct bridge *bridge, long truck_kg)
{
	bridge->truck_kg = truck_kg;
	bridge->leaving = false;
	bridge->moves_ms = 0;
	bridge->still = 0;
}

void bridge_drive_off(struct bridge *bridge)
{
	bridge->leaving = true;
	bridge->moves_ms = 0;
	bridge->still = 0;
}

/* The part of the truck that has rolled over the edge by now. */
static double part_over(int64_t ms)
{
	double part = 0;

	for (int i = 0; i < AXLES; i++, ms -= STEP_MS)
		if (ms >= RAMP_MS)
			part += share[i];
		else if (ms > 0)
			part += share[i] * ms / RAMP_MS;
	return part;
}

static void pass_ms(struct bridge *bridge)
{
	double part = part_over(++bridge->moves_ms);
	double load = bridge->truck_kg * (bridge->leaving ? 1 - part : part);
	double dt = 0.001;
	double shake = load > 0 ? bridge->interval_kg : 0.2;
	double force;

	if (part > 0.9999)
		load = bridge->leaving ? 0 : bridge->truck_kg;
	bridge->swing_kg += KICK * (load - bridge->load_kg);
	bridge->load_kg = load;
	force = -2 * DAMPING * OMEGA * bridge->swing_speed -
		OMEGA * OMEGA * bridge->swing_kg;
	bridge->swing_speed += force * dt;
	bridge->swing_kg += bridge->swing_speed * dt;
	if (load <= 0)
		bridge->swing_kg = bridge->swing_speed = 0;
	bridge->filtered_kg += (load + bridge->swing_kg +
				shake * noise(bridge) - bridge->filtered_kg) /
			       FILTER_MS;
}

static bool truly_at_rest(const struct bridge *bridge)
{
	double swing = magnitude(bridge->swing_kg) +
		       magnitude(bridge->swing_speed) / OMEGA;
	double lag = bridge->load_kg + bridge->swing_kg - bridge->filtered_kg;

	return bridge->moves_ms > AXLES * STEP_MS &&
	       swing < 0.1 * bridge->interval_kg &&
	       magnitude(lag) < 0.4 * bridge->interval_kg;
}

static bool seen_moving(const struct bridge *bridge)
{
	double low = bridge->seen[0];
	double high = bridge->seen[0];

	for (int i = 1; i < SEEN; i++) {
		if (bridge->seen[i] < low)
			low = bridge->seen[i];
		if (bridge->seen[i] > high)
			high = bridge->seen[i];
	}
	return high - low > 0.5 * bridge->interval_kg;
}

/* The display keeps its digits until the load is surely another one. */
static void show(struct bridge *bridge)
{
	double e = bridge->interval_kg;
	double steps = bridge->filtered_kg / e;
	long before = bridge->shown_kg;

	if (magnitude(bridge->filtered_kg - bridge->shown_kg) > 0.75 * e)
		bridge->shown_kg = (long)(steps + (steps < 0 ? -0.5 : 0.5)) *
				   bridge->interval_kg;
	bridge->seen[bridge->frames++ % SEEN] = bridge->filtered_kg;
	bridge->moving = seen_moving(bridge);
	bridge->over = bridge->filtered_kg > bridge->max_kg + 9 * e;
	if (truly_at_rest(bridge) && !bridge->moving &&
	    bridge->shown_kg == before)
		bridge->still++;
	else
		bridge->still = 0;
}

void bridge_step(struct bridge *bridge, int ms)
{
	for (int i = 0; i < ms; i++)
		pass_ms(bridge);
	show(bridge);
}
