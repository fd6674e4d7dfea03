#!/usr/bin/python3
"""Fourteen lanes deciding every 100 ms beside an endless import and a backup:
nobody waits for anybody."""
import json
import os
import subprocess
import tempfile
import time

from bench import (ENV, LANES, ROUNDS, Store, declarations, median, note,
                   plates, row, run)
from importing import Import

SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
NAMES = ["B0-1", "B0-2", "B1-1", "B1-2", "B1-3", "B2-1", "B2-2"] * 2


def speed_alone(store, path):
    alone = Import(store, path)
    alone.start()
    time.sleep(SECONDS / 2)         # the length of the measurement
    return alone.stop() / (SECONDS / 2)


def all_at_once(store, folder, path, sightings):
    """What the lanes say, and the import's speed beside them."""
    beside = Import(store, path)
    beside.start()
    start = time.perf_counter()
    lanes = subprocess.Popen(
        (LANES, str(SECONDS), "100", sightings, "--")
        + store.command("ck-gate", "decide", "--lane", "{}"),
        env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    lanes.stdin.write("\n".join(NAMES).encode())
    lanes.stdin.close()
    backup = os.path.join(folder, "backup.db")
    run("ck-store", "-s", store.path, "backup", backup)
    os.unlink(backup)
    figures = json.loads(lanes.stdout.read())
    return figures, beside.stop() / (time.perf_counter() - start)


def main():
    rounds = max(1, ROUNDS // 2)
    p99, slowest, shares = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        store = Store.new(folder, "ck.db")
        path = os.path.join(folder, "d")
        store.submit(declarations(2000, 0, path))
        sightings = plates(range(2000), os.path.join(folder, "sightings"))
        declarations(SECONDS * 10000, 10000, path)
        for _ in range(rounds):
            alone = speed_alone(store.copy("alone.db"), path)
            figures, speed = all_at_once(store.copy("work.db"), folder, path,
                                         sightings)
            p99.append(figures["p99_us"] / 1e3)
            slowest.append(figures["max_us"] / 1e3)
            shares.append(speed / alone)
    row("14 lanes beside import and backup, p99", "", median(p99), "< 10",
        " ms")
    row("... the slowest of all", "", max(slowest), "< 50", " ms")
    row("the import beside 14 lanes", "the import alone", median(shares),
        ">= 0.50")
    note("%d times %d s, the slowest of each: %s ms" % (
        rounds, SECONDS, " ".join("%.1f" % ms for ms in slowest)))


main()
