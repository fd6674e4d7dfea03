#include <config.h>

#include <errno.h>
#include <string.h>

#include "lane/wiring.h"
#include "record/reader.h"
#include "tap.h"

static const char lane[] =
	"{\"lines\": {\"loop_safety\": \"gpiochip0:1\", \"fire\": \"/dev/gate:io:fire\","
	" \"barrier_open\": \"gate:16\", \"barrier_close\": \"gate:17\","
	" \"light_red\": \"gate:19\"},"
	" \"wiring\": {\"loop_safety\": {\"active_low\": true, \"bias\": \"pull-up\","
	" \"debounce_ms\": 5, \"label\": \"X3.1\"}},"
	" \"safe\": [\"light_red\", \"barrier_close\", \"light_green\"],"
	" \"watchdog\": \"/dev/watchdog0\"}";

static const struct ck_value *read_lane(struct ck_doc *doc, const char *text)
{
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_read_object(doc, text, strlen(text), &value, &fault) < 0)
		return NULL;
	return value;
}

static void test_places(void)
{
	struct ck_gpio_place place;

	ok(ck_gpio_place_read("gpiochip0:16", &place) == 0, "chip and offset");
	is(place.chip, "gpiochip0", "the chip");
	ok(ck_gpio_offset(&place) == 16, "the offset");
	ok(ck_gpio_place_read("1-1.4:io:loop", &place) == 0,
	   "a label with a colon");
	is(place.chip, "1-1.4:io", "the last one parts them");
	ok(ck_gpio_offset(&place) == -1, "a name is no offset");
	ok(ck_gpio_place_read("gpiochip0", &place) == -EINVAL, "no line");
	ok(ck_gpio_place_read(":3", &place) == -EINVAL, "no chip");
	ok(ck_gpio_place_read("gpiochip0:", &place) == -EINVAL, "nothing");
	ok(ck_gpio_place_read(NULL, &place) == -EINVAL, "no text");
}

static void test_wiring(void)
{
	struct ck_doc *doc = ck_doc_new();
	const struct ck_wire *loop;
	struct ck_wiring w;
	const char *at = NULL;

	ok(ck_wiring_read(read_lane(doc, lane), &w, &at) == 0, "a lane");
	ok(w.inputs == (CK_LINE_BIT(CK_LOOP_SAFETY) | CK_LINE_BIT(CK_FIRE)),
	   "its inputs");
	ok(w.outputs == (CK_LINE_BIT(CK_BARRIER_OPEN) |
			 CK_LINE_BIT(CK_BARRIER_CLOSE) |
			 CK_LINE_BIT(CK_LIGHT_RED)), "its outputs");
	loop = &w.input[CK_LOOP_SAFETY];
	ok(loop->place.active_low && loop->place.bias == CK_BIAS_UP &&
	   loop->place.debounce_ms == 5, "how a line is wired");
	is(loop->label, "X3.1", "what is written on it");
	is(w.input[CK_FIRE].place.chip, "/dev/gate:io", "a path");
	ok(w.safe == CK_LINE_BIT(CK_LIGHT_RED),
	   "safe: neither the close contact nor a line that is not there");
	is(w.watchdog, "/dev/watchdog0", "the watchdog");
	ok(ck_wiring_read(read_lane(doc, "{\"lines\": {\"alarm\": \"7\"}}"),
			  &w, &at) == -EINVAL, "a line without a chip");
	is(at, "alarm", "is named");
	ok(ck_wiring_read(read_lane(doc, "{}"), &w, &at) == 0 &&
	   !w.inputs && !w.outputs, "a lane without lines");
	ck_doc_free(doc);
}

int main(void)
{
	test_places();
	test_wiring();
	return tap_done();
}
