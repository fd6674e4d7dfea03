#!/usr/bin/python3
"""The order of a queue worked out again by somebody who has the log alone, and
ck-queue(1): reads event lines, prints each call that was not due and how many
were.

	ck-store log | queue-order.py QUEUE
"""
import json
import sys
from fractions import Fraction

classes = {}    # name: share, turns
waiting = {}    # trip: class, ticket
calls = wrong = 0


def due():
    """The trip whose call is next, by the rule in the manual."""
    best = None
    for name in sorted(classes, key=str.encode):
        line = sorted((ticket, trip) for trip, (cls, ticket) in waiting.items()
                      if cls == name)
        if line:
            share, turns = classes[name]
            mark = Fraction(turns + 1, share)
            if best is None or mark < best[0]:
                best = mark, line[0][1]
    return best and best[1]


def raised(name, share):
    """The turns of a class nobody waits in when somebody joins it."""
    level = max((Fraction(t, s) for s, t in classes.values()), default=0)
    return max(int(level * share), classes.get(name, (share, 0))[1])


for text in sys.stdin:
    line = json.loads(text)
    body, trip = line["body"], line["subject"]
    if not line["event"].startswith("queue.") or body["queue"] != sys.argv[1]:
        continue
    if line["event"] == "queue.joined":
        name, share = body["class"], body["share"]
        if any(cls == name for cls, _ in waiting.values()):
            turns = classes[name][1]
        else:
            turns = raised(name, share)
        if turns != body["turns"]:
            print(f"{trip}: joined with {body['turns']} turns, not {turns}")
            wrong += 1
        classes[name] = share, turns
        waiting[trip] = name, body["ticket"]
    elif line["event"] == "queue.called":
        calls += 1
        if trip != due() or body["order"] != calls:
            print(f"{trip}: called {body['order']}, due {calls} {due()}")
            wrong += 1
        name = waiting.pop(trip)[0]
        classes[name] = classes[name][0], classes[name][1] + 1
    else:
        waiting.pop(trip, None)
print(f"{calls} calls, {wrong} out of order")
