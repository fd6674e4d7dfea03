/* What happens at a barrier, one situation after another: the changes of the
 * lines in, what the lane says and drives out. */
#include <config.h>

#include "base/buf.h"
#include "lane/lane.h"
#include "tap.h"

#define BIT CK_LINE_BIT

static const struct ck_lane_config whole = {
	.inputs = (1u << CK_LANE_INPUTS) - 1,
	.outputs = (1u << CK_LANE_OUTPUTS) - 1,
	.pulse_ms = 500,
	.open_ms = 8000,
	.close_after_ms = 1000,
	.gap_ms = 3000,
	.stuck_ms = 120000,
	.alarm_ms = 10000,
	.manual_ms = 60000,
};

static struct ck_lane_config config;
static struct ck_lane_state lane;
static struct ck_buf told;	/* what happened since it was last asked for */

static void tell(int64_t at, const struct ck_lane_event *e)
{
	static const char *const kinds[] = { "opened", "passed", "against",
					     "backed", "lapsed", "fault" };
	static const char *const openers[] = { "decision", "hand", "button",
					       "fire", "safety" };

	ck_buf_printf(&told, "%s%lld %s", told.len ? ", " : "", (long long)at,
		      kinds[e->kind]);
	if (e->kind == CK_LANE_OPENED)
		ck_buf_printf(&told, " by %s", openers[e->by]);
	if (e->kind == CK_LANE_FAULTED)
		ck_buf_printf(&told, " %s %s", ck_lane_fault_line(e->fault),
			      ck_lane_fault_code(e->fault));
	if (e->id)
		ck_buf_printf(&told, " %u", e->id);
	if (e->kind == CK_LANE_PASSED && !e->admitted)
		ck_buf_puts(&told, " unadmitted");
	if (e->doubtful)
		ck_buf_puts(&told, " doubtful");
}

static void tell_outputs(int64_t at, uint32_t before)
{
	uint32_t changed = before ^ lane.outputs;

	for (int i = 0; i < CK_LANE_OUTPUTS; i++) {
		if (changed & BIT(i))
			ck_buf_printf(&told, "%s%lld %s=%d",
				      told.len ? ", " : "", (long long)at,
				      ck_lane_output_name(
					      (enum ck_lane_output)i),
				      !!(lane.outputs & BIT(i)));
	}
}

static void step(int64_t at, const struct ck_lane_cause *cause)
{
	struct ck_lane_step happened;
	uint32_t before = lane.outputs;

	ck_lane_step(&config, &lane, cause, at, &lane, &happened);
	for (int i = 0; i < happened.count; i++)
		tell(at, &happened.events[i]);
	tell_outputs(at, before);
}

/* Timers one by one, as a lane that is awake at each of them. */
static void wait_until(int64_t at)
{
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };

	while (ck_lane_due(&lane) <= at)
		step(ck_lane_due(&lane), &time);
}

static void line(int64_t at, enum ck_lane_input input, enum ck_level level)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_EDGE,
					     .line = input, .level = level };

	wait_until(at);
	step(at, &cause);
}

static void on(int64_t at, enum ck_lane_input input)
{
	line(at, input, CK_LEVEL_ON);
}

static void off(int64_t at, enum ck_lane_input input)
{
	line(at, input, CK_LEVEL_OFF);
}

static void admit(int64_t at, uint32_t id)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_ADMIT, .id = id,
					     .until = at + 60000 };

	wait_until(at);
	step(at, &cause);
}

static void lose(int64_t at)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_LOST };

	wait_until(at);
	step(at, &cause);
}

/* What was told, and nothing of it is kept. */
static const char *happened(void)
{
	static struct ck_buf last;

	ck_buf_clear(&last);
	ck_buf_puts(&last, ck_buf_text(&told));
	ck_buf_clear(&told);
	return ck_buf_text(&last);
}

/* A free lane, the arm down, everything read. */
static void quiet_lane(void)
{
	config = whole;
	ck_lane_init(&config, &lane);
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		line(1, (enum ck_lane_input)i,
		     i == CK_LIMIT_DOWN ? CK_LEVEL_ON : CK_LEVEL_OFF);
	(void)happened();
}

/* The arm is up for admission 7, and the truck stands before it. */
static void opened_lane(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	admit(2000, 7);
	off(2200, CK_LIMIT_DOWN);
	on(4000, CK_LIMIT_UP);
	(void)happened();
}

static void ordinary_passage(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	admit(2000, 7);
	off(2200, CK_LIMIT_DOWN);
	on(4000, CK_LIMIT_UP);
	is(happened(), "2000 opened by decision 7, 2000 barrier_open=1, "
		       "2500 barrier_open=0, 4000 light_red=0, "
		       "4000 light_green=1",
	   "an admission opens; green when the arm is up");
	on(6000, CK_LOOP_SAFETY);
	off(8000, CK_LOOP_ARRIVE);
	on(8500, CK_LOOP_EXIT);
	is(happened(), "6000 light_red=1, 6000 light_green=0",
	   "red again as soon as the vehicle is under the arm");
	off(10000, CK_LOOP_SAFETY);
	is(happened(), "10000 passed 7", "it has passed when the arm is clear");
	off(10500, CK_LOOP_EXIT);
	wait_until(11000);
	off(11200, CK_LIMIT_UP);
	on(13000, CK_LIMIT_DOWN);
	wait_until(90000);
	is(happened(), "11000 barrier_close=1, 11500 barrier_close=0",
	   "and the arm closes a second later");
}

static void long_vehicle(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	on(6000, CK_LOOP_EXIT);
	off(9000, CK_LOOP_ARRIVE);
	off(12000, CK_LOOP_SAFETY);
	off(15000, CK_LOOP_EXIT);
	is(happened(), "5000 light_red=1, 5000 light_green=0, 12000 passed 7, "
		       "13000 barrier_close=1, 13500 barrier_close=0",
	   "a vehicle that stands on all three loops is one");
}

static void truck_backs_out(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(7000, CK_LOOP_SAFETY);
	wait_until(10000);
	is(happened(), "5000 light_red=1, 5000 light_green=0, "
		       "10000 backed 7, 10000 light_red=0, 10000 light_green=1",
	   "a truck that backs out keeps its admission");
	off(11000, CK_LOOP_ARRIVE);
	wait_until(62000);
	is(happened(), "62000 lapsed 7, 62000 light_red=1, 62000 light_green=0",
	   "until that ends");
	wait_until(63000);
	is(happened(), "63000 barrier_close=1", "then the arm closes");
}

static void backs_out_too_late(void)
{
	opened_lane();
	on(61000, CK_LOOP_SAFETY);
	wait_until(70000);
	(void)happened();
	off(71000, CK_LOOP_SAFETY);
	off(71500, CK_LOOP_ARRIVE);
	is(happened(), "71500 backed 7, 71500 lapsed 7",
	   "an admission that ran out under the arm is not given back");
}

static void tailgating(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	on(6000, CK_LOOP_EXIT);
	off(9000, CK_LOOP_ARRIVE);
	on(9500, CK_LOOP_ARRIVE);
	off(12000, CK_LOOP_EXIT);
	(void)happened();
	on(12500, CK_LOOP_EXIT);
	is(happened(), "12500 passed 7, 12500 fault loop_exit tailgating, "
		       "12500 alarm=1",
	   "a second vehicle close behind is noticed, and sounds");
	off(15000, CK_LOOP_SAFETY);
	is(happened(), "15000 passed unadmitted",
	   "and passes without admission");
}

static void follower(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(7000, CK_LOOP_ARRIVE);
	on(7500, CK_LOOP_EXIT);
	off(9000, CK_LOOP_SAFETY);
	(void)happened();
	on(9100, CK_LOOP_ARRIVE);
	on(9500, CK_LOOP_SAFETY);
	is(happened(), "9500 fault loop_safety unadmitted, 9500 alarm=1",
	   "who drives under the open arm unadmitted sounds the alarm");
	wait_until(15000);
	is(happened(), "", "and the arm stays up over it");
	off(15500, CK_LOOP_EXIT);
	off(16000, CK_LOOP_SAFETY);
	off(16500, CK_LOOP_ARRIVE);
	is(happened(), "", "it may back out");
}

static void admission_taken_back(void)
{
	struct ck_lane_cause revoke = { .kind = CK_INPUT_REVOKE, .id = 7 };

	opened_lane();
	step(4500, &revoke);
	wait_until(5500);
	is(happened(), "4500 lapsed 7, 4500 light_red=1, 4500 light_green=0, "
		       "5500 barrier_close=1",
	   "an admission that is taken back closes the arm");
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	(void)happened();
	step(5500, &revoke);
	is(happened(), "", "but not over the vehicle that had it");
	opened_lane();
	admit(4200, 8);
	revoke.id = 8;
	step(4500, &revoke);
	is(happened(), "4500 lapsed 8", "nor for the one before it");
}

static void next_in_turn(void)
{
	opened_lane();
	admit(4500, 8);
	is(happened(), "", "a second admission waits for the first");
	on(5000, CK_LOOP_SAFETY);
	off(7000, CK_LOOP_ARRIVE);
	on(7500, CK_LOOP_EXIT);
	(void)happened();
	off(9000, CK_LOOP_SAFETY);
	is(happened(), "9000 passed 7, 9000 opened by decision 8, "
		       "9000 barrier_open=1, 9000 light_red=0, "
		       "9000 light_green=1",
	   "and gets its turn, and a line in the log, when the arm is clear");
	admit(9200, 9);
	admit(9300, 10);
	is(happened(), "9300 lapsed 9", "one waits, not two");
}

static void comes_under_closing_arm(void)
{
	opened_lane();
	line(5000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	is(happened(), "5000 lapsed 7, 5000 barrier_close=1, "
		       "5000 light_red=1, 5000 light_green=0",
	   "the button closes, and the admission is gone");
	off(5100, CK_LIMIT_UP);
	on(5300, CK_LOOP_SAFETY);
	is(happened(), "5300 fault loop_safety unadmitted, "
		       "5300 opened by safety, 5300 barrier_open=1, "
		       "5300 barrier_close=0, 5300 alarm=1",
	   "a vehicle under the closing arm opens it in the same step");
	on(6000, CK_LIMIT_UP);
	wait_until(60000);
	is(happened(), "5800 barrier_open=0, 15300 alarm=0",
	   "and it stays up as long as the vehicle stands there");
	line(60100, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	is(happened(), "", "whatever button is pressed");
	off(61000, CK_LOOP_SAFETY);
	wait_until(66000);
	is(happened(), "65000 barrier_close=1, 65500 barrier_close=0",
	   "until it has gone");
}

static void loop_fault(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	on(7000, CK_LOOP_EXIT);
	off(8000, CK_LOOP_ARRIVE);
	(void)happened();
	line(8500, CK_LOOP_SAFETY, CK_LEVEL_UNKNOWN);
	is(happened(), "8500 fault loop_safety loop-fault, 8500 alarm=1",
	   "a loop that fails is said");
	off(11000, CK_LOOP_EXIT);
	wait_until(100000);
	is(happened(), "11000 passed 7 doubtful, 21000 alarm=0",
	   "the exit loop counts instead, and the arm never closes");
	line(100100, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	is(happened(), "", "not by the button either");
	on(110000, CK_LOOP_EXIT);
	off(115000, CK_LOOP_EXIT);
	is(happened(), "110000 fault loop_safety unadmitted, 110000 alarm=1, "
		       "115000 passed unadmitted doubtful",
	   "whoever follows is counted");
	off(120000, CK_LOOP_SAFETY);
	wait_until(121000);
	is(happened(), "121000 barrier_close=1",
	   "it closes when the loop works again");
}

static void stops_under_the_arm(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(7000, CK_LOOP_ARRIVE);
	(void)happened();
	wait_until(130000);
	is(happened(), "125000 fault loop_safety loop-fault, 125000 alarm=1",
	   "a truck that stops under the arm is said after a while");
	on(131000, CK_LOOP_EXIT);
	off(133000, CK_LOOP_SAFETY);
	is(happened(), "133000 passed 7", "and passes as admitted");
}

static void exit_loop_sticks(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(6000, CK_LOOP_ARRIVE);
	on(7000, CK_LOOP_EXIT);
	off(8000, CK_LOOP_SAFETY);
	wait_until(127000);
	(void)happened();
	on(128000, CK_LOOP_ARRIVE);
	admit(128500, 8);
	on(132000, CK_LOOP_SAFETY);
	off(134000, CK_LOOP_ARRIVE);
	off(136000, CK_LOOP_SAFETY);
	is(happened(), "128500 opened by decision 8, 128500 barrier_open=1, "
		       "128500 light_red=0, 128500 light_green=1, "
		       "129000 barrier_open=0, "
		       "132000 light_red=1, 132000 light_green=0, "
		       "136000 passed 8",
	   "without its exit loop a lane goes on with the other two");
}

static void upper_switch_never_comes(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	admit(2000, 7);
	off(2300, CK_LIMIT_DOWN);
	wait_until(10000);
	is(happened(), "2000 opened by decision 7, 2000 barrier_open=1, "
		       "2500 barrier_open=0, "
		       "10000 fault limit_up open-timeout, 10000 alarm=1",
	   "an arm that does not arrive is a fault, and never green");
	on(20000, CK_LIMIT_UP);
	is(happened(), "20000 light_red=0, 20000 light_green=1, 20000 alarm=0",
	   "which ends when it does");
}

static void lower_switch_never_comes(void)
{
	opened_lane();
	line(5000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	off(5200, CK_LIMIT_UP);
	(void)happened();
	wait_until(14000);
	is(happened(), "5500 barrier_close=0, "
		       "13000 fault limit_down close-timeout, 13000 alarm=1",
	   "an arm that does not come down is a fault");
}

static void without_switches(void)
{
	quiet_lane();
	config.inputs &= ~(BIT(CK_LIMIT_UP) | BIT(CK_LIMIT_DOWN));
	ck_lane_init(&config, &lane);
	off(1, CK_LOOP_SAFETY);
	admit(2000, 7);
	wait_until(20000);
	is(happened(), "2000 opened by decision 7, 2000 barrier_open=1, "
		       "2500 barrier_open=0, 10000 light_red=0, "
		       "10000 light_green=1",
	   "without limit switches the arm is believed after its time");
}

static void emergency_stop(void)
{
	opened_lane();
	line(5000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	(void)happened();
	on(5100, CK_ESTOP);
	is(happened(), "5100 fault estop emergency-stop, "
		       "5100 barrier_close=0, 5100 barrier_stop=1, "
		       "5100 alarm=1",
	   "the emergency stop ends every movement");
	admit(6000, 8);
	line(6100, CK_BUTTON_OPEN, CK_LEVEL_ON);
	line(6200, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	on(6300, CK_FIRE);
	off(6400, CK_FIRE);
	is(happened(), "5600 barrier_stop=0, 6000 lapsed 8",
	   "and nothing moves while it is pressed");
	off(7000, CK_ESTOP);
	wait_until(60000);
	is(happened(), "7000 alarm=0", "nor by itself afterwards");
	admit(60000, 9);
	is(happened(), "60000 opened by decision 9, 60000 barrier_open=1, "
		       "60000 light_red=0, 60000 light_green=1",
	   "a new order does");
}

static void estop_cannot_be_read(void)
{
	quiet_lane();
	line(1000, CK_ESTOP, CK_LEVEL_UNKNOWN);
	admit(2000, 7);
	is(happened(), "1000 fault estop emergency-stop, 1000 barrier_stop=1, "
		       "1000 alarm=1, 1500 barrier_stop=0, 2000 lapsed 7",
	   "an emergency stop that cannot be read is pressed");
}

static void fire(void)
{
	quiet_lane();
	on(1000, CK_FIRE);
	off(1200, CK_LIMIT_DOWN);
	on(3000, CK_LIMIT_UP);
	line(5000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	wait_until(60000);
	is(happened(), "1000 opened by fire, 1000 barrier_open=1, "
		       "1000 alarm=1, 1500 barrier_open=0",
	   "fire opens, and nothing closes");
	off(60000, CK_FIRE);
	wait_until(61000);
	is(happened(), "60000 alarm=0, 61000 barrier_close=1",
	   "until it is over");
}

static void fire_after_emergency_stop(void)
{
	quiet_lane();
	on(1000, CK_ESTOP);
	on(1100, CK_FIRE);
	(void)happened();
	off(2000, CK_ESTOP);
	is(happened(), "1500 barrier_stop=0, 2000 opened by fire, "
		       "2000 barrier_open=1",
	   "a fire opens as soon as the emergency stop is let go");
}

static void wall_button(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	line(2000, CK_BUTTON_OPEN, CK_LEVEL_ON);
	off(2100, CK_LIMIT_DOWN);
	on(4000, CK_LIMIT_UP);
	on(5000, CK_LOOP_SAFETY);
	off(6000, CK_LOOP_ARRIVE);
	on(7000, CK_LOOP_EXIT);
	off(8000, CK_LOOP_SAFETY);
	is(happened(), "2000 opened by button, 2000 barrier_open=1, "
		       "2500 barrier_open=0, 4000 light_red=0, "
		       "4000 light_green=1, 5000 light_red=1, "
		       "5000 light_green=0, 8000 passed",
	   "the wall button opens for one vehicle, and says so");
}

static void stop_button(void)
{
	quiet_lane();
	admit(2000, 7);
	off(2100, CK_LIMIT_DOWN);
	line(2300, CK_BUTTON_STOP, CK_LEVEL_ON);
	wait_until(30000);
	is(happened(), "2000 opened by decision 7, 2000 barrier_open=1, "
		       "2300 barrier_open=0, 2300 barrier_stop=1, "
		       "2800 barrier_stop=0",
	   "the stop button holds the arm where it is");
	line(30000, CK_BUTTON_OPEN, CK_LEVEL_ON);
	is(happened(), "30000 opened by button 7, 30000 barrier_open=1",
	   "and the open button goes on for the same admission");
}

static void moved_by_other(void)
{
	quiet_lane();
	off(1000, CK_LIMIT_DOWN);
	is(happened(), "1000 fault limit_up moved-by-other, 1000 alarm=1",
	   "an arm that moves without being told is noticed");
	on(3000, CK_LIMIT_UP);
	wait_until(4000);
	is(happened(), "4000 barrier_close=1", "and closed again");
}

static void limits_contradict(void)
{
	opened_lane();
	on(5000, CK_LIMIT_DOWN);
	is(happened(), "5000 fault limit_up limits-contradict, "
		       "5000 light_red=1, 5000 light_green=0, 5000 alarm=1",
	   "two limit switches at once are a fault");
	off(6000, CK_LIMIT_DOWN);
	is(happened(), "6000 light_red=0, 6000 light_green=1, 6000 alarm=0",
	   "which ends with the contradiction");
}

static void wrong_way(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(6000, CK_LOOP_ARRIVE);
	on(6500, CK_LOOP_EXIT);
	off(8000, CK_LOOP_SAFETY);
	off(8500, CK_LOOP_EXIT);
	(void)happened();
	on(8600, CK_LOOP_EXIT);
	on(8700, CK_LOOP_SAFETY);
	off(10000, CK_LOOP_EXIT);
	on(11000, CK_LOOP_ARRIVE);
	off(12000, CK_LOOP_SAFETY);
	is(happened(), "12000 against, 12000 alarm=1",
	   "a vehicle that comes through from behind is told");
}

static void rolls_back_off_exit(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	on(6000, CK_LOOP_EXIT);
	off(7000, CK_LOOP_EXIT);
	(void)happened();
	off(9000, CK_LOOP_SAFETY);
	is(happened(), "9000 passed 7 doubtful, 9000 alarm=1",
	   "in doubt a passage is counted, and someone is called");
}

static void restart_under_the_arm(void)
{
	config = whole;
	ck_lane_init(&config, &lane);
	off(1, CK_LOOP_ARRIVE);
	on(1, CK_LOOP_SAFETY);
	off(1, CK_LOOP_EXIT);
	on(1, CK_LIMIT_UP);
	off(1, CK_LIMIT_DOWN);
	off(1, CK_ESTOP);
	(void)happened();
	wait_until(5000);
	is(happened(), "", "after a restart the arm stays over a truck");
	on(6000, CK_LOOP_EXIT);
	off(7000, CK_LOOP_SAFETY);
	is(happened(), "7000 passed unadmitted",
	   "whose passage is counted, though nobody knows it");
}

static void restart_with_nothing_known(void)
{
	config = whole;
	ck_lane_init(&config, &lane);
	on(1000, CK_LIMIT_UP);
	wait_until(600000);
	is(happened(), "", "an arm is not closed before the loops are read");
}

static void lines_lost(void)
{
	opened_lane();
	lose(5000);
	is(happened(), "5000 fault loop_arrive loop-fault, "
		       "5000 fault loop_safety loop-fault, "
		       "5000 fault loop_exit loop-fault, "
		       "5000 fault estop emergency-stop, 5000 lapsed 7, "
		       "5000 barrier_stop=1, 5000 light_red=1, "
		       "5000 light_green=0, 5000 alarm=1",
	   "a lane that loses its lines stops");
}

static void admission_that_is_over(void)
{
	struct ck_lane_cause late = { .kind = CK_INPUT_ADMIT, .id = 7,
				      .until = 500 };

	quiet_lane();
	step(1000, &late);
	is(happened(), "1000 lapsed 7", "an admission that is over opens nothing");
}

int main(void)
{
	ordinary_passage();
	long_vehicle();
	truck_backs_out();
	backs_out_too_late();
	tailgating();
	follower();
	admission_taken_back();
	next_in_turn();
	comes_under_closing_arm();
	loop_fault();
	stops_under_the_arm();
	exit_loop_sticks();
	upper_switch_never_comes();
	lower_switch_never_comes();
	without_switches();
	emergency_stop();
	estop_cannot_be_read();
	fire();
	fire_after_emergency_stop();
	wall_button();
	stop_button();
	moved_by_other();
	limits_contradict();
	wrong_way();
	rolls_back_off_exit();
	restart_under_the_arm();
	restart_with_nothing_known();
	lines_lost();
	admission_that_is_over();
	ck_buf_free(&told);
	return tap_done();
}
