#!/usr/bin/python3
"""A store of 1,100,000 trips against a small one, and streams of a million
lines.

The big store is what two years leave: all trips but the last 5,000 are closed
(cancelled, the cheapest end a trip can have). It is made by the programs, which
takes minutes, and kept in the build folder under the schema's number; the
figures of the two long streams that made it are kept beside it. The small store
has 5,000 trips, all open. Both get the same decisions and submissions in turn
and neither is copied, so both grow a little with each run."""
import datetime
import json
import os
import random
import subprocess
import tempfile
import time

from bench import (BUILD, COUNT, ENV, HERE, MB, NOW, ROUNDS, Counted, Store,
                   declarations, feed, flat, median, note, plates, row, run,
                   settle, usage)

TRIPS = int(os.environ.get("BENCH_TRIPS", "1100000"))
LINES = int(os.environ.get("BENCH_LINES", "1000000"))
OPEN = min(5000, TRIPS // 2)
NEW = 5000000           # numbers of declarations to come


# -- making it ---------------------------------------------------------------

def submit_all(store, notes, answers):
    lines = subprocess.Popen((os.path.join(HERE, "declarations"), str(TRIPS),
                              "--until", NOW[:10]), stdout=subprocess.PIPE)
    submits = Counted(store.command("ck-declare", "submit"), lines.stdout,
                      notes, answers)
    lines.stdout.close()
    if submits.run() != TRIPS or lines.wait():
        raise SystemExit("not every declaration was answered")
    return submits.peak


def cancel_most(store, notes, answers):
    most = subprocess.Popen(("head", "-n", str(TRIPS - OPEN), answers),
                            stdout=subprocess.PIPE)
    cancels = Counted(store.command("ck-declare", "cancel", "--reason",
                                    "owner-request", "-"), most.stdout, notes)
    most.stdout.close()
    if cancels.run() != TRIPS - OPEN or most.wait():
        raise SystemExit("not every declaration was cancelled")
    return cancels.peak


def make(store):
    """Declares them all, then cancels most."""
    notes = {LINES // 10, LINES, TRIPS // 100, TRIPS // 10} - {0}
    start = time.perf_counter()
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(store.path)) as kept:
        submit = submit_all(store, notes, kept)
        kept.flush()
        cancel = cancel_most(store, notes, kept.name)
    return {"seconds": time.perf_counter() - start, "lines": TRIPS,
            "submit": submit, "cancel": cancel}


def big_store():
    """The store and the figures of its making."""
    folder = os.path.join(BUILD, "tests/bench")
    with tempfile.TemporaryDirectory() as other:
        schema = Store.new(other, "ck.db").stat()["schema"]
    name = "big-%d-%d.db" % (schema, TRIPS)
    kept = os.path.join(folder, name[:-3] + ".json")
    if not os.path.exists(kept):
        for end in ("", "-wal", "-shm", "-turn", "-write"):
            if os.path.exists(os.path.join(folder, name + end)):
                os.unlink(os.path.join(folder, name + end))
        note("making %s, which is kept" % os.path.join(folder, name))
        store = Store.new(folder, name)
        figures = make(store)
        with open(kept, "w") as out:
            json.dump(figures, out)
    with open(kept) as source:
        return Store(os.path.join(folder, name)), json.load(source)


# -- a million lines ---------------------------------------------------------

def writing(made):
    lines = LINES if LINES <= made["lines"] - OPEN else made["lines"] // 10
    for what in "submit", "cancel":
        flat("ck-declare " + what, made[what], str(lines // 10), str(lines))
    note("its %d declarations took %.0f s, most of them cancelled" % (
        made["lines"], made["seconds"]))


def reading(store, folder):
    path = os.path.join(folder, "trips")
    with open(path, "w") as out:
        for first in range(0, LINES, TRIPS):
            run("sqlite3", "file:%s?mode=ro" % store.path,
                "select trip from trip limit %d" % min(TRIPS, LINES - first),
                stdout=out)
    with open(path) as source:
        shows = Counted(store.command("ck-declare", "show", "-"), source,
                        (LINES // 10, LINES))
        start = time.perf_counter()
        answers = shows.run()
        took = time.perf_counter() - start
    if answers != LINES:
        raise SystemExit("%d lines, %d answers" % (LINES, answers))
    shows.peak.setdefault(LINES, shows.peak["end"])
    flat("ck-declare show", {str(k): v for k, v in shows.peak.items()},
         str(LINES // 10), str(LINES))
    note("%.1f us each" % (took / LINES * 1e6))


# -- big against small -------------------------------------------------------

class Clock:
    """Later with each stream, in this run and the next one: what was decided a
    minute ago is decided anew."""

    def __init__(self):
        self.now = max(datetime.datetime.fromisoformat(NOW),
                       datetime.datetime.now().astimezone())

    def tick(self):
        self.now += datetime.timedelta(minutes=2)
        ENV["CK_NOW"] = self.now.isoformat(timespec="seconds")


class Work:
    """The streams that both stores get, each time another one."""

    def __init__(self, folder, big):
        self.path = os.path.join(folder, "lines")
        self.clock = Clock()
        self.next = NEW + big.stat()["declarations"]

    def decisions(self, store, count):
        first = TRIPS - OPEN if store.big else 0
        self.clock.tick()
        plates(random.sample(range(first, first + OPEN), min(count, OPEN)),
               self.path)
        return store.command("ck-gate", "decide", "--lane", "B0-1"), (0, 1)

    def submissions(self, store, count):
        declarations(count, self.next, self.path)
        self.next += count
        return store.command("ck-declare", "submit"), (0,)

    def timed(self, store, kind, count=COUNT):
        """Nanoseconds a record."""
        command, ok = kind(store, count)
        figures = feed(self.path, command, ok=ok)
        return figures["ns"] / figures["lines"]

    def cold(self, store):
        """Seconds of one decision by a process of its own."""
        command, ok = self.decisions(store, 1)
        with open(self.path) as source:
            return usage(*command, source.read().strip(), ok=ok)[0]


def compare(what, big, small, measure, rounds):
    """Warm: the first round of each is not counted."""
    took = {big: [], small: []}
    for n in range(rounds + 1):
        for store in (big, small) if n % 2 else (small, big):
            took[store].append(measure(store))
    took = {store: median(figures[1:]) for store, figures in took.items()}
    row("%s, %d trips, warm" % (what, TRIPS), "a store of %d" % OPEN,
        took[big] / took[small], "<= 1.15")
    return took


def forget(store):
    """Drops the store's pages from the page cache. Needs no rights; programs
    and libraries stay."""
    for end in ("", "-wal"):
        settle(store.path + end)
        fd = os.open(store.path + end, os.O_RDONLY)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def remember(store):
    """Reads it once, as far as memory goes."""
    with open(store.path, "rb") as source:
        while source.read(1 << 20):
            pass


def after_forgetting(store, measure, rounds):
    figures = []
    for _ in range(rounds):
        forget(store)
        figures.append(measure(store))
    return median(figures)


def against_small(work, big, small):
    remember(big)
    cold = compare("a cold decision", big, small, work.cold, 20 * ROUNDS)
    note("%.2f ms against %.2f ms" % (cold[big] * 1e3, cold[small] * 1e3))
    for what, kind in (("decisions", work.decisions),
                       ("submissions", work.submissions)):
        took = compare(what + ", streamed", big, small,
                       lambda store: work.timed(store, kind), 2 * ROUNDS)
        note("%.1f us against %.1f us each" % (took[big] / 1e3,
                                               took[small] / 1e3))


def without_cache(work, big):
    kept = "its pages dropped (posix_fadvise)"
    row("a cold decision, %d trips" % TRIPS, kept,
        after_forgetting(big, work.cold, 2 * ROUNDS) * 1e3, None, " ms")
    for what, kind in (("decisions", work.decisions),
                       ("submissions", work.submissions)):
        row("%s, streamed, each" % what, kept, after_forgetting(
            big, lambda store: work.timed(store, kind), ROUNDS) / 1e6, None,
            " ms")


def verify(store):
    events = store.stat()["events"]
    wall, cpu, memory = usage("ck-store", "-s", store.path, "verify", "--all")
    row("verify --all, %d trips, an event" % TRIPS, "%d events" % events,
        cpu / events * 1e6, None, " us")
    row("... its memory", "", memory / MB, "<= 256", " MB")
    note("%.0f s" % wall)


def main():
    big, made = big_store()
    writing(made)
    with tempfile.TemporaryDirectory() as folder:
        small = Store.new(folder, "small.db")
        small.submit(declarations(OPEN, 0, os.path.join(folder, "first")))
        big.big, small.big = True, False
        reading(big, folder)
        work = Work(folder, big)
        against_small(work, big, small)
        without_cache(work, big)
        verify(big)


main()
