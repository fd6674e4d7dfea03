/* Every protocol under damage: cut at every byte, every single bit flipped,
 * every byte lost or doubled. */
#include <config.h>

#include "scale-damage.h"

static void check_spoken(const struct ck_scale_protocol *protocol,
			 const struct speech *speech)
{
	struct indicator say = { .digits = 36740 };
	static struct gathered got;
	uint8_t frame[FRAME_MAX];
	size_t n = speech->write(frame, &say);

	decode_all(protocol, NULL, frame, n, &got);
	ok(got.n == 1 && got.good == 1, "%s: a frame of %zu bytes",
	   protocol->name, n);
	is(got.all[0].weight, "36740", "its weight");
	is(got.all[0].unit, "kg", "its unit");
	ok(got.all[0].has_grams && got.all[0].grams == 36740000, "in grams");
	ok((got.all[0].stable >= 0) ==
		   !!(protocol->tells & CK_SCALE_TELLS_STABLE),
	   "it says whether it is stable where it is said to");
	ok(got.all[0].stable != 0, "it is");
	say.moving = true;
	n = speech->write(frame, &say);
	decode_all(protocol, NULL, frame, n, &got);
	ok(!(protocol->tells & CK_SCALE_TELLS_STABLE) ||
		   (got.good == 1 && got.all[0].stable == 0),
	   "and when it is not");
}

static void check_range(const struct ck_scale_protocol *protocol,
			const struct speech *speech)
{
	struct indicator say = { .digits = 99999, .out_of_range = true };
	static struct gathered got;
	uint8_t frame[FRAME_MAX];
	size_t n = speech->write(frame, &say);

	if (!(protocol->tells & CK_SCALE_TELLS_RANGE))
		return;
	decode_all(protocol, NULL, frame, n, &got);
	ok(got.good == 1 && got.all[0].range == CK_SCALE_OVER,
	   "%s: over the range", protocol->name);
}

/* What is listed of a protocol is what some of its frames say, and no frame says
 * more. The unit of a frame that names none is the caller's. */
static unsigned tells_of(const struct ck_scale_protocol *protocol)
{
	const struct ck_scale_options tonnes = { .unit = "t" };
	unsigned tells = 0;

	for (const struct speech *s = speeches; s->protocol; s++) {
		struct indicator say = { .digits = 36740, .tare = 15200 };
		static struct gathered got;
		uint8_t frame[FRAME_MAX];
		size_t n;

		if (ck_scale_protocol_find(s->protocol) != protocol)
			continue;
		n = s->write(frame, &say);
		decode_all(protocol, &tonnes, frame, n, &got);
		tells |= got.all[0].net >= 0 ? CK_SCALE_TELLS_NET : 0;
		tells |= strcmp(got.all[0].unit, "t") ? CK_SCALE_TELLS_UNIT : 0;
		tells |= *got.all[0].tare ? CK_SCALE_TELLS_TARE : 0;
		say.net = true;
		n = s->write(frame, &say);
		decode_all(protocol, &tonnes, frame, n, &got);
		tells |= got.good && got.all[0].net == 1 ? CK_SCALE_TELLS_NET
							 : 0;
	}
	return tells;
}

static void check_tells(const struct ck_scale_protocol *protocol)
{
	const unsigned mask = CK_SCALE_TELLS_NET | CK_SCALE_TELLS_UNIT |
			      CK_SCALE_TELLS_TARE;

	ok(tells_of(protocol) == (protocol->tells & mask),
	   "%s: net, unit and tare as it is said", protocol->name);
}

static bool is_spoken(const struct ck_scale_protocol *protocol)
{
	return speech_find(protocol->name);
}

int main(void)
{
	for (const struct speech *s = speeches; s->protocol; s++) {
		const struct ck_scale_protocol *protocol =
			ck_scale_protocol_find(s->protocol);
		struct damage damage = {
			.protocol = protocol,
			.write = s->write,
			.checked = s->checked,
			.leans = s->leans,
			.bits = true,
			.options.check = CK_SCALE_CHECK_ABSENT,
		};

		if (!ok(protocol, "%s is known", s->protocol))
			continue;
		ok(!s->checked || protocol->tells & CK_SCALE_TELLS_CHECK,
		   "%s says that it has a check", s->protocol);
		check_spoken(protocol, s);
		check_range(protocol, s);
		damage_run(&damage, s->protocol);
	}
	for (size_t i = 0; ck_scale_protocols[i]; i++)
		if (!ck_scale_protocols[i]->patterned)
			check_tells(ck_scale_protocols[i]);
	for (size_t i = 0; ck_scale_protocols[i]; i++)
		ok(is_spoken(ck_scale_protocols[i]) ||
			   ck_scale_protocols[i]->patterned,
		   "%s was tried",
		   ck_scale_protocols[i]->name);
	return tap_done();
}
