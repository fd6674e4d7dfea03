/* Simulated trucks drive on, swing and come to rest: the weight concluded
 * from the frames is the truck's, and never one from while it moved. */
#include <config.h>

#include "scale/decoder.h"
#include "scale/stability.h"
#include "../sim/scale-frames.h"
#include "../sim/scale-physics.h"
#include "tap.h"

#define TRUCKS 200
#define FRAME_MS 100
#define PATIENCE 200		/* frames */

struct weighing {
	struct ck_stability *stability;
	int64_t now_ms;
	unsigned concluded;
	int64_t grams;
};

static void take(const struct ck_reading *reading, void *user)
{
	struct weighing *w = user;

	if (!ck_stability_feed(w->stability, reading, w->now_ms))
		return;
	w->concluded++;
	w->grams = ck_stability_result(w->stability)->reading.grams;
}

static void pass(struct bridge *bridge, bool toledo,
		 struct ck_scale_decoder *decoder, struct weighing *w)
{
	struct indicator say = { .check = true };
	uint8_t frame[18];
	size_t n;

	bridge_step(bridge, FRAME_MS);
	w->now_ms += FRAME_MS;
	say.digits = bridge->shown_kg < 0 ? -bridge->shown_kg
					  : bridge->shown_kg;
	say.negative = bridge->shown_kg < 0;
	say.moving = bridge->moving;
	n = toledo ? frame_toledo(frame, &say) : frame_yaohua_a9(frame, &say);
	ck_scale_decoder_feed(decoder, frame, n, take, w);
}

/* True when exactly this truck was concluded, once. */
static bool weigh(struct bridge *bridge, bool toledo, long truck_kg,
		  struct ck_scale_decoder *decoder, struct weighing *w)
{
	w->concluded = 0;
	bridge_drive_on(bridge, truck_kg);
	for (int i = 0; i < PATIENCE; i++)
		pass(bridge, toledo, decoder, w);
	bridge_drive_off(bridge);
	for (int i = 0; i < PATIENCE; i++)
		pass(bridge, toledo, decoder, w);
	return w->concluded == 1 && w->grams == truck_kg * 1000;
}

static void check(const struct ck_scale_protocol *protocol, bool toledo)
{
	struct ck_stability_rule rule = ck_stability_rule_for(20000);
	CK_CLEANUP(ck_stability_free) struct ck_stability *stability =
		ck_stability_new(&rule);
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, NULL);
	struct weighing w = { .stability = stability };
	struct bridge bridge;
	int wrong = 0;

	for (int i = 0; i < TRUCKS; i++) {
		long kg = 3000 + (long)(i * 7919L % 3800) * 20;

		bridge_start(&bridge, i, 20, 80000);
		if (!weigh(&bridge, toledo, kg, decoder, &w)) {
			printf("# truck %ld: %u conclusions, %ld g\n", kg,
			       w.concluded, (long)w.grams);
			wrong++;
		}
	}
	ok(!wrong, "%s: %d trucks, each concluded once and rightly",
	   protocol->name, TRUCKS);
}

int main(void)
{
	check(&ck_yaohua_a9, false);
	check(&ck_toledo_continuous, true);
	return tap_done();
}
