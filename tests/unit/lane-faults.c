/* Buttons, switches, loops and the alarms of the house: what a barrier does
 * when something other than a vehicle acts, or fails. */
#include <config.h>

#include "lane-story.h"

static void lose(int64_t at)
{
	const struct ck_lane_cause cause = { .kind = CK_INPUT_LOST };

	wait_until(at);
	step(at, &cause);
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

/* Found by the model (tests/spin/arm.pml). */
static void lower_switch_sticks(void)
{
	quiet_lane();
	on(1000, CK_LOOP_ARRIVE);
	line(2000, CK_BUTTON_OPEN, CK_LEVEL_ON);
	line(3000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	(void)happened();
	on(3200, CK_LOOP_SAFETY);
	is(happened(), "3200 fault loop_safety unadmitted, "
		       "3200 opened by safety, 3200 barrier_open=1, "
		       "3200 barrier_close=0, 3200 alarm=1",
	   "a lower switch that never let go does not hide a closing arm");
	off(8000, CK_LOOP_SAFETY);
	line(9000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	(void)happened();
	wait_until(30000);
	is(happened(), "9500 barrier_close=0, 13200 alarm=0",
	   "which is down when its time is over");
}

static void without_switches(void)
{
	quiet_lane();
	config.inputs &= ~(BIT(CK_LIMIT_UP) | BIT(CK_LIMIT_DOWN));
	ck_lane_init(&config, &lane);
	wait_until(1000);
	is(happened(), "", "without limit switches nothing moves unseen");
	off(1000, CK_LOOP_SAFETY);
	wait_until(9500);
	is(happened(), "2000 barrier_close=1, 2500 barrier_close=0",
	   "an arm that may be up since before is closed, once");
	admit(12000, 7);
	wait_until(30000);
	is(happened(), "12000 opened by decision 7, 12000 barrier_open=1, "
		       "12500 barrier_open=0, 20000 light_red=0, "
		       "20000 light_green=1",
	   "and is believed after its time");
	ck_lane_init(&config, &lane);
	off(40000, CK_LOOP_SAFETY);
	line(40100, CK_BUTTON_STOP, CK_LEVEL_ON);
	wait_until(60000);
	is(happened(), "40100 barrier_stop=1, 40600 barrier_stop=0",
	   "not after an order");
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
	line(60000, CK_FIRE, CK_LEVEL_UNKNOWN);
	wait_until(70000);
	is(happened(), "", "also when its cable burns through");
	off(70000, CK_FIRE);
	wait_until(71000);
	is(happened(), "70000 alarm=0, 71000 barrier_close=1",
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
	opened_lane();
	off(5000, CK_LIMIT_UP);
	is(happened(), "5000 fault limit_up moved-by-other, "
		       "5000 light_red=1, 5000 light_green=0, 5000 alarm=1",
	   "one that is pulled down, too");
	on(5500, CK_LOOP_SAFETY);
	is(happened(), "5500 opened by safety, 5500 barrier_open=1",
	   "... and is opened when somebody comes under it");
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

int main(void)
{
	loop_fault();
	exit_loop_sticks();
	upper_switch_never_comes();
	lower_switch_never_comes();
	lower_switch_sticks();
	without_switches();
	emergency_stop();
	estop_cannot_be_read();
	fire();
	fire_after_emergency_stop();
	wall_button();
	stop_button();
	moved_by_other();
	limits_contradict();
	lines_lost();
	ck_buf_free(&told);
	return tap_done();
}
