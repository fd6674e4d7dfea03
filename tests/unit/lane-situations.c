/* What vehicles do at a barrier, one situation after another. */
#include <config.h>

#include "lane-story.h"

static void restarted(bool arrive, bool safety, bool exit, bool up);

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

/* It stops with the drawbar over the safety loop: the arm stays up. */
static void drawbar_under_the_arm(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	on(6000, CK_LOOP_EXIT);
	off(9000, CK_LOOP_SAFETY);
	wait_until(60000);
	is(happened(), "5000 light_red=1, 5000 light_green=0, 9000 passed 7",
	   "before the arm and behind it without a break: it does not close");
	off(61000, CK_LOOP_ARRIVE);
	wait_until(63000);
	is(happened(), "62000 barrier_close=1, 62500 barrier_close=0",
	   "when the loop before the arm is free, it does");
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

/* Without an exit loop the arrival loop tells where it went. */
static void backs_out_without_exit(void)
{
	opened_lane();
	line(4500, CK_LOOP_EXIT, CK_LEVEL_UNKNOWN);
	on(5000, CK_LOOP_SAFETY);
	(void)happened();
	off(6000, CK_LOOP_SAFETY);
	is(happened(), "6000 backed 7, 6000 light_red=0, 6000 light_green=1",
	   "without its exit loop, too, a truck that backs out keeps it");
}

static void safety_works_again(void)
{
	opened_lane();
	line(5000, CK_LOOP_SAFETY, CK_LEVEL_UNKNOWN);
	off(6500, CK_LOOP_ARRIVE);
	on(7000, CK_LOOP_EXIT);
	(void)happened();
	off(8000, CK_LOOP_SAFETY);
	is(happened(), "8000 passed 7 doubtful",
	   "a safety loop that works again behind somebody tells of a passage");
	line(9000, CK_LOOP_SAFETY, CK_LEVEL_UNKNOWN);
	off(9500, CK_LOOP_SAFETY);
	is(strstr(happened(), "9000 fault loop_safety loop-fault") != NULL
		   ? "again" : "", "again", "when it fails again that is told");
}

static void admitted_while_it_closes(void)
{
	opened_lane();
	line(5000, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	off(5100, CK_LIMIT_UP);
	(void)happened();
	admit(5200, 8);
	is(happened(), "5200 opened by decision 8, 5200 barrier_open=1, "
		       "5200 barrier_close=0",
	   "an arm that comes down goes up again for who is admitted");
	line(5400, CK_BUTTON_OPEN, CK_LEVEL_ON);
	wait_until(5800);
	is(happened(), "5400 opened by button 8",
	   "and by the button, whose pulse is a whole one");
	wait_until(6000);
	is(happened(), "5900 barrier_open=0", "and ends");
	on(6100, CK_LIMIT_UP);
	is(happened(), "6100 light_red=0, 6100 light_green=1",
	   "it is up for that one");
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

static void admitted_under_the_arm(void)
{
	opened_lane();
	line(4500, CK_BUTTON_CLOSE, CK_LEVEL_ON);
	on(5000, CK_LOOP_SAFETY);
	(void)happened();
	admit(6000, 8);
	off(7000, CK_LOOP_ARRIVE);
	on(8000, CK_LOOP_EXIT);
	off(9000, CK_LOOP_SAFETY);
	is(happened(), "5500 barrier_open=0, 6000 opened by decision 8, "
		       "6000 barrier_open=1, 6500 barrier_open=0, "
		       "9000 passed 8",
	   "a truck that is read when it is under the arm passes as itself");
}

static void went_back(void)
{
	opened_lane();
	ok(!lane.left, "a truck waits before the open arm");
	off(5000, CK_LOOP_ARRIVE);
	ok(lane.left, "... that it went back is noticed");
	on(6000, CK_LOOP_ARRIVE);
	on(7000, CK_LOOP_SAFETY);
	ok(!lane.left, "... until one drives under the arm");
	off(8000, CK_LOOP_ARRIVE);
	ok(!lane.left, "who leaves the loop forwards has not gone back");
	restarted(true, false, false, true);
	off(2000, CK_LOOP_ARRIVE);
	ok(!lane.left, "nor one of whom a lane begun again knows nothing");
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

static void neither_here_nor_there(void)
{
	opened_lane();
	on(5000, CK_LOOP_SAFETY);
	off(6000, CK_LOOP_ARRIVE);
	off(8000, CK_LOOP_SAFETY);
	(void)happened();
	wait_until(11000);
	is(happened(), "11000 passed 7 doubtful, 11000 alarm=1",
	   "one that left all loops has passed, as far as is known");
}

static void admission_that_is_over(void)
{
	struct ck_lane_cause late = { .kind = CK_INPUT_ADMIT, .id = 7,
				      .until = 500 };

	quiet_lane();
	step(1000, &late);
	is(happened(), "1000 lapsed 7", "an admission that is over opens nothing");
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

/* Restarted; what it had opened for is known, where the truck is, is not. */
static void restarted(bool arrive, bool safety, bool exit, bool up)
{
	config = whole;
	ck_lane_init(&config, &lane);
	ck_lane_resume(&config, 7, 60000, &lane);
	line(1, CK_LOOP_ARRIVE, arrive ? CK_LEVEL_ON : CK_LEVEL_OFF);
	line(1, CK_LOOP_SAFETY, safety ? CK_LEVEL_ON : CK_LEVEL_OFF);
	line(1, CK_LOOP_EXIT, exit ? CK_LEVEL_ON : CK_LEVEL_OFF);
	line(1, CK_LIMIT_UP, up ? CK_LEVEL_ON : CK_LEVEL_OFF);
	line(1, CK_LIMIT_DOWN, up ? CK_LEVEL_OFF : CK_LEVEL_ON);
	line(1, CK_ESTOP, CK_LEVEL_OFF);
}

static void power_back_before_the_arm(void)
{
	restarted(true, false, false, true);
	is(happened(), "1 light_red=0, 1 light_green=1",
	   "power is back, the truck stands before the arm: it may go on");
	on(2000, CK_LOOP_SAFETY);
	off(3000, CK_LOOP_ARRIVE);
	on(3500, CK_LOOP_EXIT);
	off(5000, CK_LOOP_SAFETY);
	is(happened(), "2000 light_red=1, 2000 light_green=0, 5000 passed 7",
	   "... and passes on its admission");
}

static void power_back_arm_down(void)
{
	restarted(true, false, false, false);
	wait_until(50000);
	is(happened(), "", "the arm came down: nothing moves by itself");
	wait_until(61000);
	is(happened(), "60000 lapsed 7", "... and the admission ends");
	restarted(false, false, false, false);
	wait_until(61000);
	is(happened(), "60000 fault loop_exit passage-unseen, 60000 lapsed 7",
	   "... of one that is nowhere, someone is to look whether it went");
}

static void power_back_under_the_arm(void)
{
	restarted(true, true, false, true);
	on(2000, CK_LOOP_EXIT);
	off(3000, CK_LOOP_ARRIVE);
	off(5000, CK_LOOP_SAFETY);
	is(happened(), "5000 passed 7",
	   "power is back, the truck is under the arm: its own passage");
}

static void power_back_at_the_exit(void)
{
	restarted(false, true, true, true);
	off(5000, CK_LOOP_SAFETY);
	is(happened(), "5000 passed 7",
	   "power is back, the truck is on the last two loops: its own passage");
}

static void power_back_behind_the_arm(void)
{
	restarted(false, false, true, true);
	is(happened(), "1 passed 7 doubtful, 1 alarm=1",
	   "power is back, the truck is behind the arm: counted, in doubt");
	off(2000, CK_LOOP_EXIT);
	on(3000, CK_LOOP_EXIT);
	off(4000, CK_LOOP_EXIT);
	wait_until(5000);
	is(happened(), "1001 barrier_close=1, 1501 barrier_close=0",
	   "... once");
}

static void power_back_between_the_loops(void)
{
	restarted(false, false, false, true);
	on(2000, CK_LOOP_EXIT);
	is(happened(), "1 light_red=0, 1 light_green=1, 2000 passed 7 doubtful, "
		       "2000 light_red=1, 2000 light_green=0, 2000 alarm=1",
	   "power is back, the truck is between the loops: counted, in doubt");
}

int main(void)
{
	ordinary_passage();
	long_vehicle();
	drawbar_under_the_arm();
	truck_backs_out();
	backs_out_too_late();
	tailgating();
	follower();
	admission_taken_back();
	next_in_turn();
	comes_under_closing_arm();
	backs_out_without_exit();
	safety_works_again();
	admitted_while_it_closes();
	stops_under_the_arm();
	admitted_under_the_arm();
	went_back();
	wrong_way();
	rolls_back_off_exit();
	neither_here_nor_there();
	admission_that_is_over();
	restart_under_the_arm();
	restart_with_nothing_known();
	power_back_before_the_arm();
	power_back_arm_down();
	power_back_under_the_arm();
	power_back_at_the_exit();
	power_back_behind_the_arm();
	power_back_between_the_loops();
	ck_buf_free(&told);
	return tap_done();
}
