/* Debouncing: a change counts when it lasts; names of lines; and the stdio
 * back end. */
#include <config.h>

#include <errno.h>

#include "base/buf.h"
#include "lane/debounce.h"
#include "tap.h"

enum { HOLD = 50 };

static struct ck_debounce debounce;
static struct ck_edge out;

/* Settles at the edge's time first, as a caller does. */
static int feed(enum ck_lane_input line, enum ck_level level, int64_t at)
{
	const struct ck_edge edge = { .line = line, .level = level, .at = at };
	int settled = ck_debounce_settle(&debounce, line, at, HOLD, &out);

	return settled + ck_debounce_feed(&debounce, &edge, &out);
}

static int settle(int64_t at)
{
	return ck_debounce_settle(&debounce, CK_LOOP_ARRIVE, at, HOLD, &out);
}

static void contacts(void)
{
	ck_debounce_init(&debounce);
	ok(ck_debounce_due(&debounce, HOLD) == INT64_MAX, "nothing is pending");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_OFF, 100), "a first level waits");
	ok(ck_debounce_due(&debounce, HOLD) == 150, "for its time");
	ok(!settle(149) && settle(150) && out.level == CK_LEVEL_OFF &&
		   out.at == 100,
	   "and then counts, from the time it came");
	ok(!settle(1000), "once");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_ON, 1000) &&
		   !feed(CK_LOOP_ARRIVE, CK_LEVEL_OFF, 1010) &&
		   !feed(CK_LOOP_ARRIVE, CK_LEVEL_ON, 1020) && !settle(1069) &&
		   settle(1070) && out.at == 1020,
	   "a contact that bounces counts when it has settled");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_OFF, 2000) &&
		   !feed(CK_LOOP_ARRIVE, CK_LEVEL_ON, 2049) && !settle(9000),
	   "a dip shorter than the time is nothing");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_OFF, 9000) &&
		   feed(CK_LOOP_ARRIVE, CK_LEVEL_ON, 9050) == 1 &&
		   out.level == CK_LEVEL_OFF && out.at == 9000,
	   "a change that lasted until the next one counts");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_ON, 9060), "a level said twice");
	ok(feed(CK_LOOP_ARRIVE, CK_LEVEL_UNKNOWN, 9200) == 2 &&
		   out.level == CK_LEVEL_UNKNOWN,
	   "a fault counts at once, after what was pending");
	ok(!feed(CK_LOOP_ARRIVE, CK_LEVEL_UNKNOWN, 9300), "and once");
	ck_debounce_init(&debounce);
	ok(feed(CK_LOOP_ARRIVE, CK_LEVEL_UNKNOWN, 10) == 1 && !settle(9000),
	   "also when nothing was known before");
}

static void eager(void)
{
	ck_debounce_init(&debounce);
	ok(feed(CK_LOOP_SAFETY, CK_LEVEL_ON, 10) == 1 && out.at == 10,
	   "a vehicle under the arm counts at once");
	ok(!feed(CK_LOOP_SAFETY, CK_LEVEL_OFF, 20) &&
		   !feed(CK_LOOP_SAFETY, CK_LEVEL_ON, 30) && !settle(1000),
	   "and is not gone by a dip");
	ok(ck_debounce_eager(CK_ESTOP) && ck_debounce_eager(CK_FIRE) &&
		   !ck_debounce_eager(CK_LOOP_EXIT) &&
		   !ck_debounce_eager(CK_BUTTON_OPEN),
	   "so are emergency stop and fire");
}

static void names(void)
{
	bool all = true;

	for (int i = 0; i < CK_LANE_INPUTS; i++)
		all &= ck_lane_input_find(ck_lane_input_name(
			       (enum ck_lane_input)i)) == i;
	for (int i = 0; i < CK_LANE_OUTPUTS; i++)
		all &= ck_lane_output_find(ck_lane_output_name(
			       (enum ck_lane_output)i)) == i;
	ok(all, "every line is found by its name");
	ok(ck_lane_input_find("barrier_open") == -ENOENT &&
		   ck_lane_output_find("loop_exit") == -ENOENT &&
		   ck_lane_input_find(NULL) == -ENOENT,
	   "and no other");
}

static struct ck_buf written;
static bool broken;

static int write_output(void *ctx, enum ck_lane_output line, bool value)
{
	(void)ctx;
	if (broken && line == CK_BARRIER_OPEN)
		return -EIO;
	ck_buf_printf(&written, "%s=%d ", ck_lane_output_name(line), value);
	return 0;
}

static void drive(struct ck_lane_lines *lines, uint32_t outputs, int want)
{
	ck_buf_clear(&written);
	ok(ck_lane_lines_drive(lines, outputs) == want, "drives %x", outputs);
}

static void back_end(void)
{
	struct ck_lane_lines *lines = ck_lane_lines_stdio(write_output, NULL);
	uint32_t open = CK_LINE_BIT(CK_BARRIER_OPEN);
	uint32_t red = CK_LINE_BIT(CK_LIGHT_RED);
	uint32_t close = CK_LINE_BIT(CK_BARRIER_CLOSE);

	ok(ck_lane_lines_fd(lines) < 0 && ck_lane_lines_read(lines, &out) == 0,
	   "edges do not come through it");
	drive(lines, open | red, 0);
	is(ck_buf_text(&written), "barrier_open=1 light_red=1 ", "all new");
	drive(lines, open | red, 0);
	is(ck_buf_text(&written), "", "nothing twice");
	drive(lines, close | red, 0);
	is(ck_buf_text(&written), "barrier_open=0 barrier_close=1 ",
	   "what goes off goes first");
	broken = true;
	drive(lines, open | red, -EIO);
	is(ck_buf_text(&written), "barrier_close=0 ", "an error is told");
	broken = false;
	drive(lines, open | red, 0);
	is(ck_buf_text(&written), "barrier_open=1 ", "and the line tried again");
	ck_buf_clear(&written);
	ck_lane_lines_close(lines);
	is(ck_buf_text(&written), "barrier_open=0 light_red=0 ",
	   "in the end every output drops");
	ck_lane_lines_close(NULL);
	ck_buf_free(&written);
}

int main(void)
{
	contacts();
	eager();
	names();
	back_end();
	return tap_done();
}
