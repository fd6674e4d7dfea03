/* What both models share: the lane control is the C function (lane.h); Promela
 * is the world around it, and a ledger of what was logged: each admission and
 * each opening by hand lets one vehicle through. */
c_decl {
\#include "lane.h"
}
c_state "struct kept lane" "Global"

#define OFF 0
#define ON 1
#define UNKNOWN 2

#define EVENT_OPENED 0
#define EVENT_PASSED 1
#define EVENT_LAPSED 4
#define BY_DECISION 0
#define BY_BUTTON 2
#define BY_FIRE 3
#define BY_SAFETY 4

#define TIMER_PULSE 0
#define TIMER_MOVE 1
#define TIMER_CLOSE 2
#define TIMER_GRANT 3
#define TIMER_NEXT 4
#define TIMER_GAP 5
#define TIMER_STUCK 6
#define TIMER_ALARM 8

#define IDS 3

bool logged[IDS];		/* and not used yet; 0 is the wall button's */
bool open_before, pulse;

/* Of one step; 0 between steps. */
byte line, level, id, timer, kind, by;
bool waits, more, admitted, opened, pressed, opens, closes, stops, sounds;

inline forget() {
	line = 0; level = 0; id = 0; timer = 0; kind = 0; by = 0;
	waits = 0; more = 0; admitted = 0; opened = 0; pressed = 0;
	opens = 0; closes = 0; stops = 0; sounds = 0
}

inline tell_line() {
	c_code { lane_edge(&now.lane, now.line, now.level); }
}

inline admit() {
	logged[id] = true;
	c_code { lane_admit(&now.lane, now.id); }
}

/* Does it run? */
inline ask_timer() {
	c_code { now.waits = lane_waits(&now.lane, now.timer); }
}

inline end_timer() {
	c_code { lane_timer(&now.lane, now.timer); }
}

inline read_event() {
	c_code {
		const struct ck_lane_event *event = lane_next();

		now.kind = event->kind;
		now.by = event->by;
		now.id = event->id;
		now.admitted = event->admitted;
		now.more = lane_more();
	}
}

/* Never open without a logged decision or a logged override; what opens for a
 * fire, or over somebody's head, lets nobody through. */
inline hear_opened() {
	opened = true;
	if
	:: by == BY_DECISION -> assert(logged[id])
	:: by == BY_BUTTON ->
		assert(pressed && (id == 0 || logged[id]));
		logged[id] = true
	:: by == BY_FIRE -> assert(fire == ON)
	:: by == BY_SAFETY -> assert(loop != OFF)
	:: else -> assert(false)
	fi
}

/* Never two vehicles on one decision; who had none sounds the alarm. */
inline hear_passed() {
	if
	:: admitted ->
		assert(logged[id]);
		logged[id] = false
	:: else -> assert(sounds)
	fi;
	passed()
}

inline hear_events() {
	opened = false;
	c_code {
		now.opens = lane_drives(&now.lane, CK_BARRIER_OPEN);
		now.closes = lane_drives(&now.lane, CK_BARRIER_CLOSE);
		now.stops = lane_drives(&now.lane, CK_BARRIER_STOP);
		now.sounds = lane_drives(&now.lane, CK_ALARM);
		now.more = lane_more();
	}
	do
	:: more ->
		read_event();
		if
		:: kind == EVENT_OPENED -> hear_opened()
		:: kind == EVENT_PASSED -> hear_passed()
		:: kind == EVENT_LAPSED -> logged[id] = false
		:: else
		fi
	:: else -> break
	od;
	assert(!opens || open_before || opened);
	assert(opens + closes + stops <= 1);
	open_before = opens;
	pulse = opens || closes || stops
}
