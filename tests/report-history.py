#!/usr/bin/python3
"""Commands for tests/sim/store-write from a history in words
(tests/data/report/history.txt).

	report-history.py [--site CODE] <history
"""
import argparse
import json
import sys

options = argparse.ArgumentParser()
options.add_argument("--site", default="CKHN")
SITE = options.parse_args().site
legs = {}


def declare(trip, direction, role, kind, laden, *amounts):
    loads = list(zip(amounts[::2], amounts[1::2]))
    goods = {f"g{n}": {"currency": currency} for n, (_, currency)
             in enumerate(loads, 1)}
    carries = [{"goods": f"g{n}"} | ({} if amount == "-" else
                                     {"value_minor": int(amount)})
               for n, (amount, _) in enumerate(loads, 1)]
    abroad = direction == "import" and role != "receiving"
    legs[trip] = ["out", laden == "true"]
    return "declaration.submitted", {
        "site": SITE, "direction": direction, "regime": "commercial",
        "digest": trip, "site_version": 1,
        "document": {"goods": goods, "vehicles": {"v1": {"carries": carries}}},
        "trips": [{"trip": trip, "vehicle_ref": "v1", "role": role,
                   "kind": kind, "laden": laden == "true", "label": trip[-7:],
                   "vehicle": {}, "leg": "out",
                   "zone": "abroad" if abroad else "outside"}]}


def move(trip, came, to, lane, counted):
    way = "out" if to == "abroad" else "in" if came == "abroad" else None
    leg, laden = legs[trip]
    return "trip.moved", {
        "from": came, "to": to, "lane": lane, "leg": leg, "laden": laden,
        "enters": to in ("yard", "control")} | (
            {"crossing": way, "counted": counted} if way else {})


def home(trip):
    legs[trip] = ["home", False]
    return "trip.leg_opened", {"leg": "home", "laden": False, "checks": []}


def event_of(trip, what, rest):
    if what == "declare":
        return declare(trip, *rest)
    if what.startswith("move"):
        return move(trip, *rest, what.endswith("*"))
    if what == "home":
        return home(trip)
    if what == "close":
        return "trip.closed", {"outcome": rest[0]}
    return "gate.passed", {"lane": f"{SITE}/{rest[0]}", "from": "outside",
                           "to": "yard", "admitted": rest[1] == "true"}


def command(line):
    at, number, what, *rest = line.split()
    declaration = f"{SITE}-20240829-{number:0>5}"
    subject = declaration + ".1"
    kind, body = event_of(subject, what, rest)
    root = declaration
    if what == "declare":
        subject = declaration
    elif what == "stranger":
        root, subject = body["lane"], "unknown"
    return {"at": f"2024-08-{at}+07:00", "events": [
        {"event": kind, "root": root, "subject": subject, "body": body}]}


lines = [line for line in sys.stdin if line.strip() and line[0] != "#"]
for made in sorted(map(command, lines), key=lambda c: c["at"]):
    print(json.dumps(made))
