/* Yaohua continuous frames under damage, and what is not said by them. */
#include <config.h>

#include "scale-damage.h"

static const struct ck_reading *decode(const struct indicator *say,
				       const char *unit)
{
	static struct gathered got;
	struct ck_scale_options options = { .unit = unit };
	uint8_t frame[18];

	decode_all(&ck_yaohua_a9, &options, frame,
		   frame_yaohua_a9(frame, say), &got);
	return got.n == 1 && got.good == 1 ? &got.all[0] : NULL;
}

static void check_values(void)
{
	struct indicator say = { .digits = 36740 };
	const struct ck_reading *r = decode(&say, NULL);

	is(r->weight, "36740", "leading zeros go");
	ok(r->has_grams && r->grams == 36740000, "in grams");
	is(r->unit, "kg", "the unit is kg unless told");
	ok(r->stable == -1 && r->net == -1, "stable and net are not known");
	say = (struct indicator){ .digits = 3674, .decimals = 2,
				  .negative = true };
	r = decode(&say, "t");
	is(r->weight, "-36.74", "sign and decimals");
	ok(r->has_grams && r->grams == -36740000, "tonnes in grams");
	say = (struct indicator){ .digits = 1, .decimals = 4 };
	r = decode(&say, NULL);
	is(r->weight, "0.0001", "four decimals");
	ok(!r->has_grams && !r->grams, "a tenth of a gram is no whole gram");
	say.digits = 0;
	say.negative = true;
	r = decode(&say, NULL);
	is(r->weight, "0.0000", "zero has no sign");
	ok(r->has_grams && r->grams == 0, "and is zero grams");
	r = decode(&say, "lb");
	ok(!strcmp(r->unit, "lb") && !r->has_grams, "pounds are no grams");
}

static void check_refusals(void)
{
	static struct gathered got;
	uint8_t frame[12];
	struct indicator say = { .digits = 120, .decimals = 5 };

	decode_all(&ck_yaohua_a9, NULL, frame, frame_yaohua_a9(frame, &say),
		   &got);
	is(got.all[0].reason, "format", "five decimals do not exist");
	say = (struct indicator){ .digits = 1 };
	frame_yaohua_a9(frame, &say);
	ok(frame[10] == 'A', "a check with a letter");
	frame[10] = 'a';
	decode_all(&ck_yaohua_a9, NULL, frame, 12, &got);
	is(got.all[0].reason, "checksum", "the check is upper-case hex");
	frame_yaohua_a9(frame, &say);
	decode_all(&ck_yaohua_a9, NULL, frame, 11, &got);
	is(got.all[0].reason, "framing", "a frame without its end");
	ok(got.all[0].frame_len == 11, "is given back whole");
}

int main(void)
{
	struct damage damage = { .protocol = &ck_yaohua_a9,
				 .write = frame_yaohua_a9, .checked = true };

	check_values();
	check_refusals();
	damage_run(&damage, "yaohua-a9");
	return tap_done();
}
