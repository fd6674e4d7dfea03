#!/usr/bin/python3
"""verify --all of a day: the one that scripts/demo replays, with every kind of
event that a day brings. BENCH_DAY=small takes the small one of the tests."""
import os
import subprocess
import sys
import tempfile

from bench import (BUILD, ENV, ROUNDS, SITE, SOURCE, Store, median, note, row,
                   usage)

SMALL = os.environ.get("BENCH_DAY") == "small"


def replayed(folder):
    """The day's store."""
    day = os.path.join(SOURCE, "scripts/day")
    store = Store(os.path.join(folder, "ck.db"))
    env = {**ENV, "CK_STORE": store.path, "SITE_FILE": SITE,
           "SCALE_PTY": os.path.join(BUILD, "tests/sim/scale-pty"),
           "PEER": os.path.join(SOURCE, "tests/sim/peer"),
           "ADAPTERS": os.path.join(SOURCE, "share/adapters")}
    if SMALL:
        env["CALLS"] = "2"
    made, ran = os.path.join(folder, "day"), os.path.join(folder, "run")
    for command in ((os.path.join(day, "generate"),
                     *(["--small"] if SMALL else []), made),
                    (os.path.join(day, "replay"), made, ran)):
        if subprocess.run(command, env=env,
                          stdout=subprocess.DEVNULL).returncode:
            sys.exit("failed: " + " ".join(command))
    return store


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = replayed(folder)
        events = store.stat()["events"]
        runs = [usage("ck-store", "-s", store.path, "verify", "--all")
                for _ in range(2 * ROUNDS)]
        wall, cpu, memory = (median(figures) for figures in zip(*runs))
        row("verify --all of a day, an event, wall", "%d events" % events,
            wall / events * 1e6, "<= 15", " us")
        row("verify --all of a day, an event, processor", "",
            cpu / events * 1e6, "<= 15", " us")
        row("verify --all of a day, memory", "", memory / 1e6, "<= 256", " MB")
        note("median of %d" % len(runs))


main()
