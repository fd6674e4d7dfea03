#include <config.h>

#include <math.h>
#include <string.h>

#include "scale-physics.h"

/* A laden truck on leaf springs. */
#define SWING_HZ 1.8
#define DAMPING 0.12
/* Gusts last about so long. */
#define GUST_MS 1500
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
	bridge->swing_hz = SWING_HZ;
	bridge->damping = DAMPING;
	bridge->axles_on = AXLES;
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
static double part_over(int axles, int64_t ms)
{
	double part = 0;

	for (int i = 0; i < axles; i++, ms -= STEP_MS)
		if (ms >= RAMP_MS)
			part += share[i];
		else if (ms > 0)
			part += share[i] * ms / RAMP_MS;
	return part;
}

/* Of the truck alone. */
static double rolled_kg(struct bridge *bridge)
{
	double whole = part_over(bridge->axles_on, INT64_MAX / 2);
	double part = part_over(bridge->axles_on, ++bridge->moves_ms);

	if (whole > 0.9999)
		whole = 1;
	if (part > 0.9999)
		part = 1;
	return bridge->truck_kg * (bridge->leaving ? whole - part : part);
}

/* A gust is correlated noise; without any no number is drawn. */
static double blow(struct bridge *bridge)
{
	double keep = exp(-1. / GUST_MS);

	if (bridge->wind_kg <= 0)
		return 0;
	bridge->gust_kg = keep * bridge->gust_kg +
			  sqrt(1 - keep * keep) * bridge->wind_kg *
				  noise(bridge);
	return bridge->gust_kg;
}

static void pass_ms(struct bridge *bridge)
{
	double load = rolled_kg(bridge) + bridge->other_kg;
	double dt = 0.001;
	double shake = load > 0 ? bridge->interval_kg : 0.2;
	double omega = 2 * M_PI * bridge->swing_hz;
	double force;

	if (load > 0)
		load += bridge->crept_kg += bridge->creep_kg_s * dt;
	bridge->swing_kg += KICK * (load - bridge->load_kg);
	bridge->load_kg = load;
	force = -2 * bridge->damping * omega * bridge->swing_speed -
		omega * omega * bridge->swing_kg;
	bridge->swing_speed += force * dt;
	bridge->swing_kg += bridge->swing_speed * dt;
	if (load <= 0)
		bridge->swing_kg = bridge->swing_speed = 0;
	bridge->filtered_kg += (load + bridge->swing_kg + blow(bridge) +
				shake * noise(bridge) - bridge->filtered_kg) /
			       FILTER_MS;
}

static bool truly_at_rest(const struct bridge *bridge)
{
	double swing = magnitude(bridge->swing_kg) +
		       magnitude(bridge->swing_speed) /
			       (2 * M_PI * bridge->swing_hz);
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
