#!/usr/bin/python3
"""What the agencies do all day, among 100,000 active trips: confirmations
streamed against a bare loop of the same SQL; what waits for one agency; a
channel that changes under 200 trips.

All trips are exports that wait outside. 200 share one customs number, 300 are of
meat, which animal quarantine looks at; those 300 stand in the yard."""
import json
import os
import sqlite3
import subprocess
import tempfile

from bench import (BARE, COUNT, ENV, HERE, ROUNDS, SITE, SOURCE, Store,
                   bare, feed, median, note, row, run, timed)

TRIPS = int(os.environ.get("BENCH_ACTIVE", "100000"))
SHARED, MEAT = 200, 300
NUMBER = "305777777770"


def document(n, line):
    """Meat first, then those of one customs number."""
    if n >= MEAT + SHARED:
        return line
    record = json.loads(line)
    if n < MEAT:
        record["goods"][0].update(hs="02032900", name="Thit lon")
    else:
        record["customs"][0]["number"] = NUMBER
        record["goods"][0].update(packages=1)
    return json.dumps(record, separators=(",", ":")) + "\n"


def declare(store, folder):
    """The trips, in the order of the numbers."""
    path = os.path.join(folder, "declared")
    made = os.path.join(HERE, "declarations")
    with open(path, "w") as out:
        lines = subprocess.Popen((made, str(TRIPS)), stdout=subprocess.PIPE,
                                 text=True)
        for n, line in enumerate(lines.stdout):
            out.write(document(n, line))
        if lines.wait():
            raise SystemExit("no declarations")
    answers = os.path.join(folder, "answers")
    with open(path) as source, open(answers, "w") as out:
        run(*store.command("ck-declare", "submit"), stdin=source, stdout=out)
    with open(answers) as lines:
        return [json.loads(line)["trips"][0]["trip"] for line in lines]


def enter(store, trips, folder):
    path = os.path.join(folder, "moves")
    with open(path, "w") as out:
        for trip in trips:
            out.write(json.dumps({"events": [{
                "event": "trip.moved", "root": trip.split(".")[0],
                "subject": trip, "body": {
                    "from": "outside", "to": "yard", "lane": "B0-1",
                    "leg": "out", "laden": True, "enters": True}}]}) + "\n")
    with open(path) as source:
        run(*store.command("store-write", "append"), stdin=source)


class Confirmations:
    """Each round confirms other trips, in three stores that stay alike."""

    def __init__(self, store, trips, folder):
        self.trips, self.path = trips, os.path.join(folder, "lines")
        self.heard = store.copy("heard.db")
        self.theirs = store.copy("bare.db")
        self.ours = store.copy("ours.db")
        with sqlite3.connect(store.path) as rows:
            self.version = dict(rows.execute("select trip, version from trip"))

    def next(self):
        some, self.trips = self.trips[:COUNT], self.trips[COUNT:]
        with open(self.path, "w") as out:
            out.writelines(json.dumps({"trip": trip,
                                       "version": self.version[trip]}) + "\n"
                           for trip in some)
        ops = self.path + ".ops"
        feed(self.path, self.command(self.heard), one=True, tap=ops)
        return ops

    @staticmethod
    def command(store):
        return store.command("ck-clear", "confirm", "transport_licence", "-", user="vantai-tu")

    def one(self):
        ops = self.next()
        theirs = feed(self.path, (BARE, self.theirs.path, ops, "1", "fed"),
                      one=True)["ns"]
        return theirs / feed(self.path, self.command(self.ours),
                             one=True)["ns"]

    def many(self):
        ops = self.next()
        took = feed(self.path, self.command(self.ours))
        group = max(1, round(took["lines"] / took["reads"]))
        self.each = took["ns"] / took["lines"]
        return bare(self.theirs, ops, group) / took["ns"]


def confirmations(store, trips, folder):
    stream = Confirmations(store, trips[MEAT + SHARED:], folder)
    rounds = max(1, min(ROUNDS, (TRIPS - MEAT - SHARED) // COUNT // 2))
    row("confirmations, %d active trips, 1 a commit" % TRIPS,
        "bare loop, same SQL", median([stream.one() for _ in range(rounds)]),
        ">= 0.50")
    row("confirmations, grouped", "bare loop, as many a commit",
        median([stream.many() for _ in range(rounds)]), ">= 0.50")
    note("%.0f us each, grouped" % (stream.each / 1e3))


def pending(store):
    def took(*words):
        return 1e3 * median([timed(store.command("ck-clear", "pending", *words))
                             for _ in range(2 * ROUNDS)])
    row("pending, an agency with %d of %d" % (MEAT, TRIPS), "",
        took("--agency", "animal_quarantine"), "< 50", " ms")
    row("pending --ready, of %d those %d that are there" % (TRIPS, MEAT), "",
        took("--agency", "border_guard", "--ready"), "< 50", " ms")


def fact(seq, number, channel):
    return json.dumps({"seq": seq, "soTK": number, "maLH": "B11",
                       "luong": channel,
                       "thoiGian": "2026-11-22T00:00:00+07:00"}) + "\n"


def channel(store, folder):
    """Other channels turn by turn: each asks for documents or does not."""
    path = os.path.join(folder, "facts")
    open(path, "w").close()
    peer = subprocess.Popen((os.path.join(SOURCE, "tests/sim/peer"), "--facts",
                             path), stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    url = peer.stdout.readline().split()[1]
    command = store.command("ck-sync", "pull", "customs", "--url", url,
                            "--adapters", os.path.join(SOURCE,
                                                       "share/adapters"),
                            user="admin")
    run(*command)       # it may, and is the first
    took = {NUMBER: [], "305666666660": []}
    for seq in range(1, 4 * ROUNDS + 1):
        number = list(took)[seq % 2]
        with open(path, "a") as facts:
            facts.write(fact(seq, number, 1 + (seq // 2 + 1) % 2))
        took[number].append(1e3 * timed(command))
    peer.stdin.close()
    peer.wait()
    whole, alone = [median(figures) for figures in took.values()]
    row("a channel change of %d trips" % SHARED,
        "less one of a number without trips", whole - alone, "< 50", " ms")
    row("... with the whole process, HTTP and jq", "", whole, None, " ms")


def main():
    with tempfile.TemporaryDirectory() as folder:
        ENV["PATH"] = "%s:%s" % (os.path.join(os.path.dirname(BARE), "../sim"),
                                 ENV["PATH"])
        site = os.path.join(folder, "site.json")
        with open(SITE) as source, open(site, "w") as out:
            document_ = json.load(source)
            document_["peers"]["customs"].update(tries=1, timeout_ms=5000)
            json.dump(document_, out)
        store = Store.new(folder, "ck.db", site)
        trips = declare(store, folder)
        enter(store, trips[:MEAT], folder)
        pending(store)
        channel(store, folder)
        confirmations(store, trips, folder)


main()
