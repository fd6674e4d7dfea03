/* A barrier, whoever stands under it, and everything that people and decisions
 * may do at any moment. The rules of lib/lane/lane.h are said once more here,
 * without the tables of the lane. tests/lane-spin.t runs this. */
#include "lane.pml"

mtype = { down, rising, up, falling, held };

mtype arm = down;		/* itself, whatever the lane believes */
bool under = false;		/* somebody stands there */
byte loop = UNKNOWN;		/* what the loop says of it */
byte estop = OFF;
byte fire = OFF;
bool limit_up = false;
bool limit_down = false;
bool halted = false;		/* by a hand or a stone, since it last opened */

#define SAFETY 1
#define LIMIT_UP 3
#define LIMIT_DOWN 4
#define BUTTON_OPEN 5
#define BUTTON_CLOSE 6
#define BUTTON_STOP 7
#define ESTOP 8
#define FIRE 9

#define moving (arm == rising || arm == falling)
#define stopped (estop != OFF)
#ifdef WELDED			/* the lower switch never lets go */
#define lets_go false
#else
#define lets_go (arm != down)
#endif
#define settled (!(limit_up && arm != up) && !(limit_down && lets_go))

inline passed() {
	skip
}

inline obey() {
	if
	:: opens && arm != up -> arm = rising
	:: closes && arm != down -> arm = falling
	:: stops && moving -> arm = held; halted = true
	:: else
	fi;
	halted = halted && !opens
}

inline step_over() {
	hear_events();
	obey();
	/* Never close while the safety loop is occupied or unknown. */
	assert(!closes || (loop == OFF && !under));
	assert(arm != falling || (loop == OFF && !under));
	/* The emergency stop stops; one that cannot be read is pressed. */
	assert(!stopped || (!opens && !closes && !moving));
	/* Fire opens, and nothing closes. */
	assert(fire == OFF || arm != falling);
	assert(fire == OFF || stopped || halted || arm == rising || arm == up);
#ifdef WITNESS
	assert(!(arm == up && limit_up && under && logged[1] && logged[2]));
#endif
	forget()
}

inline tell() {
	tell_line();
	step_over()
}

inline try_timer() {
	ask_timer();
	if
	:: waits -> end_timer(); step_over()
	:: else -> forget()
	fi
}

inline press() {
	level = ON;
	tell()
}

active proctype world()
{
	c_code { lane_begin(&now.lane, BIT(CK_LOOP_SAFETY) |
			    BIT(CK_LIMIT_UP) | BIT(CK_LIMIT_DOWN) |
			    BIT(CK_BUTTON_OPEN) | BIT(CK_BUTTON_CLOSE) |
			    BIT(CK_BUTTON_STOP) | BIT(CK_ESTOP) |
			    BIT(CK_FIRE));
		 lane_edge(&now.lane, CK_ESTOP, CK_LEVEL_OFF);
	};
	do
	/* A switch lets go as the arm moves off, unless it is stuck; that it was made, it may tell
	 * late or never. */
	:: d_step { limit_up && arm != up -> limit_up = false;
		    line = LIMIT_UP; level = OFF; tell() }
	:: d_step { limit_down && lets_go -> limit_down = false;
		    line = LIMIT_DOWN; level = OFF; tell() }
	:: d_step { settled && !limit_up && arm == up -> limit_up = true;
		    line = LIMIT_UP; level = ON; tell() }
	:: d_step { settled && !limit_down && arm == down -> limit_down = true;
		    line = LIMIT_DOWN; level = ON; tell() }
	/* The arm arrives, or a stone holds it. */
	:: d_step { settled && arm == rising -> arm = up }
	:: d_step { settled && arm == falling -> arm = down }
	:: d_step { settled && moving -> arm = held; halted = true }
	/* The vehicle and its loop; a dead one tells nothing. */
	:: d_step { settled && loop != UNKNOWN -> under = !under; loop = under;
		    line = SAFETY; level = loop; tell() }
	:: d_step { settled && loop == UNKNOWN -> under = !under }
	:: d_step { settled && loop != UNKNOWN -> loop = UNKNOWN;
		    line = SAFETY; level = loop; tell() }
	:: d_step { settled && loop == UNKNOWN -> loop = under;
		    line = SAFETY; level = loop; tell() }
	/* People, the house, decisions. */
	:: d_step { settled -> line = BUTTON_OPEN; pressed = true; press() }
	:: d_step { settled -> line = BUTTON_CLOSE; press() }
	:: d_step { settled -> line = BUTTON_STOP; halted = true; press() }
	:: d_step { settled && estop != OFF -> estop = OFF;
		    line = ESTOP; level = OFF; tell() }
	:: d_step { settled && estop != ON -> estop = ON;
		    line = ESTOP; level = ON; tell() }
	:: d_step { settled && estop != UNKNOWN -> estop = UNKNOWN;
		    line = ESTOP; level = UNKNOWN; tell() }
	:: d_step { settled -> fire = !fire; line = FIRE; level = fire; tell() }
	:: d_step { settled && !logged[1] -> id = 1; admit(); step_over() }
	:: d_step { settled && !logged[2] -> id = 2; admit(); step_over() }
	/* Any timer may end; that of a movement when it is over, and a pulse
	 * is shorter. */
	:: d_step { settled -> timer = TIMER_PULSE; try_timer() }
	:: d_step { settled && !moving && !pulse -> timer = TIMER_MOVE; try_timer() }
	:: d_step { settled -> timer = TIMER_CLOSE; try_timer() }
	:: d_step { settled -> timer = TIMER_GRANT; try_timer() }
	:: d_step { settled -> timer = TIMER_NEXT; try_timer() }
	:: d_step { settled -> timer = TIMER_STUCK; try_timer() }
	:: d_step { settled -> timer = TIMER_ALARM; try_timer() }
	od
}
