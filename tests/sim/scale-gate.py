#!/usr/bin/python3
"""The weighings of some months at a gate, as store-write takes them.

	scale-gate.py SEED PAIRS SCALE=BIAS[:CHANGE]...

PAIRS trucks a period are weighed on two of the scales, and forty rigs come
empty three times. A scale has BIAS kg, and CHANGE besides in the last 30 days
before 2026-11-22T10:00:00+07:00. Noise is 6 kg a weighing, 120 kg from tare to
tare; what is shown is a whole number of 20 kg.
"""
import json
import random
import sys

NOW = 1795316400000
DAY = 86400000
random.seed(int(sys.argv[1]))
pairs = int(sys.argv[2])
scales = {}
for arg in sys.argv[3:]:
    name, _, kg = arg.partition("=")
    bias, _, change = kg.partition(":")
    scales[name] = (float(bias), float(change or 0))


def weighing(trip, n, at, weighs, kg, rig):
    scale = random.choice(sorted(scales))
    bias, change = scales[scale]
    kg += bias + random.gauss(0, 6) + (change if at > NOW - 30 * DAY else 0)
    shown = round(kg / 20) * 20
    return {"event": "weighing.recorded", "root": trip.split(".")[0],
            "subject": trip,
            "body": {"weighing": f"{trip}/W{n}", "scale": scale,
                     "weighs": weighs, "gross_g": shown * 1000,
                     "digits": str(shown), "unit": "kg", "e_g": 20000,
                     "limit_g": 40000, "verified": True, "rig": rig,
                     "protocol": "yaohua-a9", "outcome": "none",
                     "frames": ["022b30303030303003"], "read_at": at}}


def days():
    """One day before, one of now."""
    return (NOW - random.randint(31, 300) * DAY, NOW - random.randint(1, 29) * DAY)


events = []
for i in range(pairs):
    for period, at in enumerate(days()):
        trip = f"CKHN-2026{period + 1:02}01-{10000 + i}.1"
        kg = random.uniform(20000, 39000)
        events += [weighing(trip, n, at, "gross", kg, f"29C{i:05}")
                   for n in (1, 2)]
for i in range(40):
    for k in range(3):
        for period, at in enumerate(days()):
            events.append(weighing(
                f"CKHN-2026{period + 1:02}{k + 2:02}-{20000 + i}.1", 1, at,
                "tare", 15000 + random.gauss(0, 120), f"29R{i:05}"))
for i in range(0, len(events), 100):
    print(json.dumps({"events": events[i:i + 100]}))
