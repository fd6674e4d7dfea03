/* Toledo continuous frames under damage, with, without and with an unknown
 * check, on lines of every parity. */
#include <config.h>

#include "scale-damage.h"

static struct gathered got;

/* Decodes one frame after a change to one of its bytes. */
static const struct ck_reading *decode(const struct indicator *say, int at,
				       int byte)
{
	uint8_t frame[18];
	size_t n = frame_toledo(frame, say);

	if (at > 0)
		frame[at] = byte;
	decode_all(&ck_toledo_continuous, NULL, frame, n, &got);
	return &got.all[0];
}

static void check_status(void)
{
	struct indicator say = { .digits = 36740, .tare = 14000 };
	const struct ck_reading *r = decode(&say, 0, 0);

	ok(r->ok && r->stable == 1 && r->net == 0 && r->has_grams &&
		   r->grams == 36740000,
	   "gross, still, in grams");
	is(r->tare, "14000", "tare");
	say.moving = say.net = say.negative = true;
	r = decode(&say, 0, 0);
	ok(r->stable == 0 && r->net == 1, "net, moving");
	is(r->weight, "-36740", "the sign is a status bit");
	say.out_of_range = true;
	ok(decode(&say, 0, 0)->range == CK_SCALE_UNDER, "under");
	say.negative = false;
	ok(decode(&say, 0, 0)->range == CK_SCALE_OVER, "over");
	r = decode(&(struct indicator){ .digits = 12, .decimals = -2 }, 0, 0);
	is(r->weight, "1200", "zeros that the display adds");
	ok(r->grams == 1200000, "count");
	r = decode(&(struct indicator){ .digits = 0, .decimals = -1 }, 0, 0);
	is(r->weight, "0", "but not to nothing");
}

static void check_units(void)
{
	static const char *const units[] = { "kg", "g", "t", "oz", "ozt",
					     "dwt", "ton", "" };
	struct indicator say = { .digits = 1500 };

	for (int i = 0; i < 8; i++)
		is(decode(&say, 3, 0x20 | i)->unit, units[i], "unit %d", i);
	is(decode(&say, 2, 0x20)->unit, "lb", "pounds");
	ok(!got.all[0].has_grams, "pounds are no grams");
	ok(decode(&say, 3, 0x22)->grams == 1500000000, "tonnes");
	ok(decode(&say, 3, 0x21)->grams == 1500, "grams");
	is(decode(&say, 3, 0x30)->reason, "format", "the expanded display");
}

static void check_format(void)
{
	struct indicator say = { .digits = 1500 };

	ok(decode(&say, 4, ' ')->ok, "leading spaces");
	is(decode(&say, 6, ' ')->reason, "format", "a space between digits");
	is(decode(&say, 1, 0x0a)->reason, "format", "SWA without its bit 5");
	is(decode(&say, 9, 'A')->reason, "format", "a letter");
	is(decode(&say, 9, 0xb0)->reason, "checksum", "a bit 7 alone");
	say = (struct indicator){ .out_of_range = true };
	uint8_t frame[18];
	size_t n = frame_toledo(frame, &say);

	memset(frame + 4, ' ', 12);
	decode_all(&ck_toledo_continuous, NULL, frame, n, &got);
	ok(got.good == 1 && !*got.all[0].weight && !got.all[0].has_grams &&
		   got.all[0].range == CK_SCALE_OVER,
	   "a blank display is over the range and no weight");
	frame[2] &= ~0x04;
	decode_all(&ck_toledo_continuous, NULL, frame, n, &got);
	is(got.all[0].reason, "format", "a blank display in range");
}

/* A stream of n frames; returns how many were read. */
static size_t stream(const struct indicator *say, int n,
		     enum ck_scale_check check)
{
	struct ck_scale_options options = { .check = check };
	uint8_t bytes[64 * 18];
	size_t len = 0;

	for (int i = 0; i < n; i++)
		len += frame_toledo(bytes + len, say);
	decode_all(&ck_toledo_continuous, &options, bytes, len, &got);
	return got.good;
}

/* The byte after CR may be right as a check and as the next STX. */
static void check_ambiguous(void)
{
	struct indicator say = { .check = true, .tare = 99999 };
	uint8_t frame[18];

	for (say.digits = 0; say.digits < 100000; say.digits++) {
		frame_toledo(frame, &say);
		if (frame[17] == 0x02)
			break;
	}
	ok(frame[17] == 0x02, "%ld has a check that looks like STX",
	   say.digits);
	for (int n = 1; n < 9; n++) {
		say.check = true;
		ok(stream(&say, n, CK_SCALE_CHECK_AUTO) == (size_t)n &&
			   got.n == (size_t)n,
		   "%d such frames with a check", n);
		say.check = false;
		ok(stream(&say, n, CK_SCALE_CHECK_AUTO) == (size_t)n &&
			   got.n == (size_t)n,
		   "%d without", n);
	}
}

static void check_options(void)
{
	struct indicator with = { .digits = 36740, .check = true };
	struct indicator without = { .digits = 36740 };

	ok(stream(&with, 5, CK_SCALE_CHECK_PRESENT) == 5, "check asked for");
	ok(stream(&without, 5, CK_SCALE_CHECK_PRESENT) == 0,
	   "frames without one are refused");
	is(got.all[0].reason, "framing", "as framing");
	ok(stream(&without, 5, CK_SCALE_CHECK_ABSENT) == 5, "no check told");
	ok(stream(&with, 5, CK_SCALE_CHECK_ABSENT) == 5 && got.n == 10,
	   "its byte is then none of the frame's");
}

/* The first so many of 20 frames with a check, the others without. */
static void switch_off(int with)
{
	struct indicator say = { .digits = 36740 };
	uint8_t bytes[64 * 18];
	size_t len = 0;

	for (int i = 0; i < 20; i++) {
		say.check = i < with;
		len += frame_toledo(bytes + len, &say);
	}
	decode_all(&ck_toledo_continuous, NULL, bytes, len, &got);
	ok(got.n == 20, "no frame is lost");
}

/* Once two checks were seen, frames without one are refused for good. */
static void check_learning(void)
{
	struct indicator say = { .digits = 36740 };
	uint8_t bytes[64 * 18];
	size_t len = 0;

	switch_off(2);
	ok(got.all[1].ok && got.good == 2, "none taken after two with a check");
	switch_off(1);
	ok(got.all[0].ok && !got.all[1].ok && got.good == 19,
	   "one may be a chance");
	for (int i = 0; i < 10; i++) {
		len += frame_toledo(bytes + len, &say);
		bytes[len++] = 0x55;
	}
	decode_all(&ck_toledo_continuous, NULL, bytes, len, &got);
	is(got.all[0].reason, "checksum",
	   "a byte where a check may be is one at first");
}

/* A frame of which the right check looks like the next STX, and one bit of it
 * turned over, among whole ones: 22980 kg that would be 26980 kg. */
static void check_damaged(const char *pattern, enum ck_scale_check check)
{
	static const uint8_t whole[] =
		"\x02\x2a\x30\x20" " 22980" "     0" "\x0d\x02";
	struct ck_scale_options options = { .check = check };
	size_t length = sizeof(whole) - 1;
	uint8_t bytes[64 * 18];
	size_t n = 0, good = 0;

	for (size_t i = 0; pattern[i]; i++, n += length) {
		memcpy(bytes + n, whole, length);
		if (pattern[i] == 'b')
			bytes[n + 6] ^= 0x04;
		else
			good++;
	}
	decode_all(&ck_toledo_continuous, &options, bytes, n, &got);
	for (size_t i = 0; i < got.n; i++)
		if (got.all[i].ok && strcmp(got.all[i].weight, "22980"))
			good = SIZE_MAX;
	ok(got.good == good && got.bytes == n, "%s: the good ones alone",
	   pattern);
}

/* Of two bytes 02, the check and the STX after it, one is lost: the frame kept
 * the one there is, and reads the same by itself. */
static void check_lost(enum ck_scale_check check)
{
	static const uint8_t whole[] =
		"\x02\x2a\x30\x20" " 22980" "     0" "\x0d\x02";
	struct ck_scale_options options = { .check = check };
	size_t length = sizeof(whole) - 1;
	uint8_t bytes[64 * 18];
	size_t n = 0;

	for (int i = 0; i < 4; i++, n += length)
		memcpy(bytes + n, whole, length);
	memmove(bytes + 2 * length, bytes + 2 * length + 1,
		--n - 2 * length);
	decode_all(&ck_toledo_continuous, &options, bytes, n, &got);
	ok(got.good == 3 && got.bytes == n,
	   "one 02 for two: the frame after it is lost");
	ok(got.all[1].frame_len == length &&
	   !memcmp(got.all[1].frame, whole, length),
	   "the frame before it has its check");
}

static void check_all_damaged(enum ck_scale_check check)
{
	static const char *const patterns[] = {
		"b", "g", "bg", "bgbgbg", "bgbgbgbgbgbg", "gggbbbbbb",
		"bbbbbbbbbbbbg", "gbbbbbbbbbbbbbg",
	};

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		check_damaged(patterns[i], check);
}

/* Parity alone finds every flipped bit, with no check in the frame. */
static void check_parity(char parity)
{
	struct indicator say = { .digits = 36740, .parity = parity };
	uint8_t frame[18];
	size_t n = frame_toledo(frame, &say);
	int passed = 0;

	for (size_t bit = 0; bit < 8 * n; bit++) {
		frame[bit / 8] ^= 1 << bit % 8;
		decode_all(&ck_toledo_continuous, NULL, frame, n, &got);
		passed += got.good;
		frame[bit / 8] ^= 1 << bit % 8;
	}
	ok(!passed, "parity %c: no frame with a flipped bit passes", parity);
	frame[9] ^= 0x80;
	decode_all(&ck_toledo_continuous, NULL, frame, n, &got);
	is(got.all[0].reason, "checksum", "a wrong parity is a check");
}

/* Without a check, and not told so, the frame before a lost STX cannot be
 * told from one with a wrong check; those after it are found. */
static void check_resync(void)
{
	struct indicator say = { .digits = 36740 };
	uint8_t bytes[4 * 18];
	size_t len = 0;

	for (int i = 0; i < 4; i++)
		len += frame_toledo(bytes + len, &say);
	bytes[17] ^= 0x40;
	decode_all(&ck_toledo_continuous, NULL, bytes, len, &got);
	ok(got.good == 2 && !got.all[0].ok && got.all[got.n - 1].ok &&
		   got.bytes == len,
	   "no check known: two frames after a lost STX");
}

/* Neither is read as the other. */
static void check_short(void)
{
	struct indicator say = { .digits = 36740, .tare = 14000,
				 .check = true };
	uint8_t bytes[20 * 18];
	size_t n = frame_toledo_short(bytes, &say);

	ok(n == 12, "12 bytes with the check");
	decode_all(&ck_toledo_short, NULL, bytes, n, &got);
	ok(got.good == 1 && got.all[0].grams == 36740000 &&
		   !*got.all[0].tare && got.all[0].stable == 1,
	   "the short frame has no tare");
	for (int i = 1; i < 20; i++)
		n += frame_toledo_short(bytes + n, &say);
	decode_all(&ck_toledo_continuous, NULL, bytes, n, &got);
	ok(!got.good, "short frames are no long ones");
	n = 0;
	for (int i = 0; i < 20; i++)
		n += frame_toledo(bytes + n, &say);
	decode_all(&ck_toledo_short, NULL, bytes, n, &got);
	ok(!got.good, "nor long ones short");
}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

int main(void)
{
	static const struct {
		const char *name;
		struct indicator say;
		int last;
	} lines[] = {
		{ "check", { .check = true }, 0 },
		{ "check, even parity", { .check = true, .parity = 'e' }, 0 },
		{ "check, odd parity", { .check = true, .parity = 'o' }, 0 },
		{ "check 02", { .check = true, .tare = 99999 }, 2 },
		{ "check 02, even parity",
		  { .check = true, .parity = 'e', .tare = 99999 }, 2 },
		{ "no check", { .check = false }, 0 },
		{ "no check, even parity", { .parity = 'e' }, 0 },
	};

	check_status();
	check_units();
	check_format();
	check_ambiguous();
	check_options();
	check_learning();
	check_all_damaged(CK_SCALE_CHECK_AUTO);
	check_all_damaged(CK_SCALE_CHECK_PRESENT);
	check_lost(CK_SCALE_CHECK_AUTO);
	check_lost(CK_SCALE_CHECK_PRESENT);
	check_parity('e');
	check_parity('o');
	check_resync();
	check_short();
	for (size_t i = 0; i < 2 * LENGTH(lines); i++) {
		bool is_short = i >= LENGTH(lines);
		const struct indicator *say = &lines[i % LENGTH(lines)].say;
		struct damage damage = {
			.protocol = is_short ? &ck_toledo_short
					     : &ck_toledo_continuous,
			.write = is_short ? frame_toledo_short : frame_toledo,
			.say = *say,
			.last = lines[i % LENGTH(lines)].last,
			.checked = say->check,
			.options.check = say->check ?
				CK_SCALE_CHECK_AUTO : CK_SCALE_CHECK_ABSENT,
		};

		/* These digits of a short one sum up to no such check. */
		if (is_short)
			damage.last = 0;
		damage_run(&damage, lines[i % LENGTH(lines)].name);
	}
	return tap_done();
}
