/* Two vehicles on a road, forward and back over the three loops in every order
 * that keeps them apart, and decisions at any moment. The road knows who went
 * through. With RESTART one vehicle alone, admitted, and the lane loses its
 * power once, wherever the vehicle is; while there is none it moves on, but not
 * off the loops, where nobody could ever know. tests/lane-spin.t runs this. */
#include "lane.pml"

#define CELLS_FROM 20		/* the first one of the arrival loop */
#define NEAR (CELLS_FROM - 1)
#define FAR_END 28		/* the last one of the exit loop */
#define DISTANCE 3
#ifndef LENGTH
#define LENGTH 4
#endif
#define ROOM (2 * LENGTH + DISTANCE + 2)

#define VEHICLES 2
#define LOOPS 3

byte front[VEHICLES];
bool far[VEHICLES];		/* the side it was last wholly on */
bool taken[LOOPS];		/* as told to the lane */
bool now_taken[LOOPS];
short ahead;			/* passages counted, less those made */
byte given;			/* decisions, in all */
bool restarted;
bool dark;			/* there is no power */
bool counted;
byte loop = OFF, fire = OFF;

#define rear(v) (front[v] - LENGTH + 1)
#define covers(a, b) ((front[0] >= a && rear(0) <= b) || \
		      (front[1] >= a && rear(1) <= b))
#define is_free (!covers(CELLS_FROM, FAR_END))
#define told (taken[0] == now_taken[0] && taken[1] == now_taken[1] && \
	      taken[2] == now_taken[2])

#define ready (told && !dark)

inline passed() {
#ifdef RESTART
	/* It was admitted, and the first passage is its own. */
	assert(admitted || counted);
	counted = true;
#endif
	ahead = (ahead < 3 -> ahead + 1 : ahead)
}

/* No passage is lost: once the loops are free and nothing is waited for, at
 * least as many were counted as went through. */
inline step_over() {
	hear_events();
	timer = TIMER_GAP;
	ask_timer();
	if
	:: is_free && told && !waits ->
		assert(ahead >= 0);
		ahead = 0
	:: else
	fi;
#ifdef WITNESS
	assert(!(far[0] && far[1] && given == 2 && !logged[1] && !logged[2]));
#endif
	forget()
}

inline look() {
	now_taken[0] = covers(20, 22);
	now_taken[1] = covers(24, 25);
	now_taken[2] = covers(27, 28)
}

inline moved(v) {
	if
	:: !far[v] && rear(v) > FAR_END -> far[v] = true; ahead--
	:: far[v] && front[v] < CELLS_FROM -> far[v] = false
	:: else
	fi;
	look();
	if
	:: ready -> step_still()
	:: else
	fi
}

/* Nothing to tell; a count may have come due. */
inline step_still() {
	timer = TIMER_GAP;
	ask_timer();
	if
	:: is_free && !waits -> assert(ahead >= 0); ahead = 0
	:: else
	fi;
	forget()
}

inline tell(n) {
	taken[n] = now_taken[n];
	line = n;
	level = now_taken[n];
	if
	:: n == 1 -> loop = level
	:: else
	fi;
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

init {
	d_step {
		front[0] = NEAR;
		front[1] = NEAR - LENGTH - DISTANCE;
		c_code {
			lane_begin(&now.lane, BIT(CK_LOOP_ARRIVE) |
				   BIT(CK_LOOP_SAFETY) | BIT(CK_LOOP_EXIT));
			lane_edge(&now.lane, CK_LOOP_ARRIVE, CK_LEVEL_OFF);
			lane_edge(&now.lane, CK_LOOP_SAFETY, CK_LEVEL_OFF);
			lane_edge(&now.lane, CK_LOOP_EXIT, CK_LEVEL_OFF);
		}
	}
#ifdef RESTART
	d_step { given = 1; id = 1; admit(); step_over() }
#endif
	do
	/* One move may change several loops; whichever is noticed first. */
	:: d_step { !dark && taken[0] != now_taken[0] -> tell(0) }
	:: d_step { !dark && taken[1] != now_taken[1] -> tell(1) }
	:: d_step { !dark && taken[2] != now_taken[2] -> tell(2) }
	:: d_step { (ready || (dark && rear(0) < FAR_END)) &&
		    front[0] < FAR_END + ROOM ->
		    front[0]++; moved(0) }
	:: d_step { (ready || dark) && front[0] > NEAR &&
		    rear(0) - front[1] > DISTANCE + 1 -> front[0]--; moved(0) }
#ifdef RESTART
	:: d_step { ready && !restarted && logged[1] ->
		    restarted = true; dark = true }
	:: d_step { dark ->
		    dark = false;
		    c_code { lane_restart(&now.lane, 1); };
		    tell(0); tell(1); tell(2) }
#else
	:: d_step { ready && rear(0) - front[1] > DISTANCE + 1 ->
		    front[1]++; moved(1) }
	:: d_step { ready && front[1] > NEAR - LENGTH - DISTANCE ->
		    front[1]--; moved(1) }
	:: d_step { ready && given < 2 -> given++; id = given;
		    admit(); step_over() }
	:: d_step { ready -> timer = TIMER_GRANT; try_timer() }
	:: d_step { ready -> timer = TIMER_NEXT; try_timer() }
#endif
	/* Any timer may end, but no loop is taken for broken. */
	:: d_step { ready -> timer = TIMER_PULSE; try_timer() }
	:: d_step { ready -> timer = TIMER_MOVE; try_timer() }
	:: d_step { ready -> timer = TIMER_CLOSE; try_timer() }
	:: d_step { ready -> timer = TIMER_GAP; try_timer() }
	:: d_step { ready -> timer = TIMER_ALARM; try_timer() }
	od
}
