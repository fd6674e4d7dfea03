/* Two vehicles on a road, forward and back over the three loops in every order
 * that keeps them apart, and decisions at any moment. The road knows who went
 * through. tests/lane-spin.t runs this. */
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
byte loop = OFF, fire = OFF;

#define rear(v) (front[v] - LENGTH + 1)
#define covers(a, b) ((front[0] >= a && rear(0) <= b) || \
		      (front[1] >= a && rear(1) <= b))
#define is_free (!covers(CELLS_FROM, FAR_END))
#define told (taken[0] == now_taken[0] && taken[1] == now_taken[1] && \
	      taken[2] == now_taken[2])

inline passed() {
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
	:: told -> step_still()
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
	do
	/* One move may change several loops; whichever is noticed first. */
	:: d_step { taken[0] != now_taken[0] -> tell(0) }
	:: d_step { taken[1] != now_taken[1] -> tell(1) }
	:: d_step { taken[2] != now_taken[2] -> tell(2) }
	:: d_step { told && front[0] < FAR_END + ROOM ->
		    front[0]++; moved(0) }
	:: d_step { told && front[0] > NEAR &&
		    rear(0) - front[1] > DISTANCE + 1 -> front[0]--; moved(0) }
	:: d_step { told && rear(0) - front[1] > DISTANCE + 1 ->
		    front[1]++; moved(1) }
	:: d_step { told && front[1] > NEAR - LENGTH - DISTANCE ->
		    front[1]--; moved(1) }
	:: d_step { told && given < 2 -> given++; id = given;
		    admit(); step_over() }
	/* Any timer may end, but no loop is taken for broken. */
	:: d_step { told -> timer = TIMER_PULSE; try_timer() }
	:: d_step { told -> timer = TIMER_MOVE; try_timer() }
	:: d_step { told -> timer = TIMER_CLOSE; try_timer() }
	:: d_step { told -> timer = TIMER_GRANT; try_timer() }
	:: d_step { told -> timer = TIMER_NEXT; try_timer() }
	:: d_step { told -> timer = TIMER_GAP; try_timer() }
	:: d_step { told -> timer = TIMER_ALARM; try_timer() }
	od
}
