#!/usr/bin/python3
"""What judging costs.

A stream of valid declarations, with the shipped site and all lists loaded (the
registry knows every vehicle), in turns with the same stream

- submitted by the programs of BENCH_BASE, the build folder of an older tree,
  to a store of their own with the site file of BENCH_BASE_SOURCE, that tree.
  The target was set against the foundations, 484753c: the last commit before
  validation came. It is told only then;
- submitted by these programs to a store without lists, limits, owners of
  fields and schema of ext, where every condition is a constant that comes to
  the same. What is left is the reading of the document, which judges members
  one by one, and what is done with it. A part of validation is on both sides
  here: this says what the lists and rules cost, and is no figure for the
  target;
- against the bare loop of tests/bench/streams.py, with the SQL of a submission
  to the store without lists. The foundations were to keep half of its speed
  (>= 0.50), so with 30 % more 0.38 of it is left. This row needs no older
  tree.

	git worktree add /tmp/base 484753c && (cd /tmp/base && autoreconf -fi &&
		mkdir build && cd build && ../configure && make)
	BENCH_COUNT=100000 BENCH_BASE=/tmp/base/build BENCH_BASE_SOURCE=/tmp/base \
		make bench

One document in a process of its own, durable and answered, against `jq .`."""
import json
import os
import subprocess
import tempfile

from bench import (COUNT, ENV, ROUNDS, SITE, SOURCE, Counted, Store, bare,
                   declarations, feed, flat, median, note, row, run, timed)
from rules import answer_of, without_rules

CODES = os.path.join(SOURCE, "share/codes")
SHIPPED = ("countries", "currencies", "offices", "plates", "units", "weights")
TIMES = 8 * ROUNDS
# The foundations are slow past 99,999 declarations of one day.
THE_DAY_BEFORE = "2026-11-21T08:00:00+07:00"
LOOPED = min(COUNT, 3000)  # what the loop keeps in memory
BASE = os.environ.get("BENCH_BASE")
BASE_SOURCE = os.environ.get("BENCH_BASE_SOURCE")


class Base(Store):
    """A store of the older build, and its programs."""

    @classmethod
    def new(cls, folder, name):
        store = cls(os.path.join(folder, name))
        run(*store.command("ck-store", "init", "--simulated", "--site",
                           os.path.join(BASE_SOURCE,
                                        "share/sites/huu-nghi.json"),
                           user=None))
        return store

    def copy(self, name):
        return Base(super().copy(name).path)

    def command(self, program, *rest, user="tt-gate"):
        command = super().command(os.path.join(BASE, "cmd", program), *rest,
                                  user=user)
        return command if user else command[:3] + rest


def without_judging(answer, path):
    without_rules(answer, path)
    with open(path) as source:
        site = json.load(source)
    site["weights"]["legal"] = []
    site["field_owners"] = {}
    site.pop("ext_schema", None)
    with open(path, "w") as out:
        json.dump(site, out)
    return path


def goods_codes(path):
    """As many as a tariff has, with that of the stream among them."""
    with open(path, "w") as out:
        out.write("code,name\n")
        for n in range(10000):
            code = "%02d%02d%02d%02d" % (1 + n // 1000, n // 100 % 10 + 1,
                                         n // 10 % 10 * 10, n % 10 * 10)
            out.write("%s,goods %d\n" % (code, n))
    return path


def registry(streams, path):
    with open(path, "w") as out:
        out.write("plate,class,axles,own_kg,permitted_kg,inspection_until\n")
        for stream in streams:
            with open(stream) as lines:
                for line in lines:
                    plate = json.loads(line)["vehicles"][0]["plate"]
                    out.write(plate + ",VT6,6,15200,40000,2027-12-31\n")
    return path


def load(store, name, path):
    run(*store.command("ck-store", "codes", "load", "--source", "a benchmark",
                       "--from", "2026-01-01", name, path, user="root"))


def stream(judged, others, path):
    """others: (what it is, its store, the target) each."""
    stores = [judged] + [store for _, store, _ in others]
    took = {store: [] for store in stores}
    worked = {store: [] for store in stores}
    for n in range(2 * ROUNDS):
        for store in stores if n % 2 else reversed(stores):
            heard = feed(path, store.copy("work.db").command("ck-declare",
                                                             "submit"))
            took[store].append(heard["ns"])
            worked[store].append(heard["cpu_ns"])
    for what, store, target in others:
        ours, theirs = median(took[judged]), median(took[store])
        row("submissions, all lists and rules", what, ours / theirs, target)
        note("%d declarations, median of %d: %.0f us each, against %.0f us" % (
            COUNT, 2 * ROUNDS, ours / COUNT / 1e3, theirs / COUNT / 1e3))
        ours, theirs = median(worked[judged]), median(worked[store])
        row("... the processor's time of it", what, ours / theirs)
        note("%.0f us each, against %.0f us" % (
            ours / COUNT / 1e3, theirs / COUNT / 1e3))


def loop(judged, plain, path):
    """What is left of the engine's speed."""
    ops = path + ".ops"
    submit = ("ck-declare", "submit")
    left, together = [], []
    feed(path, plain.copy("heard.db").command(*submit), one=True, tap=ops)
    for _ in range(ROUNDS):
        took = feed(path, judged.copy("ours.db").command(*submit))
        together.append(max(1, round(took["lines"] / took["reads"])))
        left.append(bare(plain.copy("bare.db"), ops, together[-1]) /
                    took["ns"])
    row("submissions, all lists and rules",
        "bare loop, %d a commit" % median(together), median(left), ">= 0.38")
    note("of %d declarations, median of %d" % (LOOPED, ROUNDS))


def memory(store, path):
    """However long the stream is."""
    with open(path) as source:
        submits = Counted(store.command("ck-declare", "submit"), source,
                          (COUNT // 10, COUNT))
        if submits.run() != COUNT:
            raise SystemExit("not every declaration was answered")
    submits.peak.setdefault(COUNT, submits.peak["end"])
    flat("submitted, all lists and rules", submits.peak, COUNT // 10, COUNT)


def once(folder, store, path):
    ours, theirs = [], []
    one = os.path.join(folder, "one.json")
    with open(path) as lines:
        documents = [next(lines) for _ in range(TIMES)]
    for document in documents:
        with open(one, "w") as out:
            json.dump(json.loads(document), out, indent=2)
        ours.append(timed(list(store.command("ck-declare", "submit")) + [one]))
        theirs.append(timed(["jq", ".", one]))
    row("one document submitted", "jq . of it", median(ours) / median(theirs),
        "< 1.50")
    note("%.1f ms against %.1f ms, median of %d" % (
        median(ours) * 1e3, median(theirs) * 1e3, TIMES))


def silent(store, path):
    """Of a valid stream nothing is found."""
    with open(path) as source:
        done = run(*store.command("ck-declare", "check", "--jq",
                                  'select(.kind == "finding")'),
                   stdin=source, stdout=subprocess.PIPE)
    if done.stdout:
        raise SystemExit("not valid: " + done.stdout.decode().split("\n")[0])


def main():
    with tempfile.TemporaryDirectory() as folder:
        first = declarations(2000, 0, os.path.join(folder, "first"), "--at",
                             THE_DAY_BEFORE)
        path = declarations(COUNT, 100000, os.path.join(folder, "lines"))
        few = declarations(LOOPED, 50000, os.path.join(folder, "few"))
        lone = declarations(TIMES, 90000, os.path.join(folder, "lone"))
        shipped = Store.new(folder, "shipped.db")
        plain = Store.new(folder, "plain.db", site=without_judging(
            answer_of(shipped, first), os.path.join(folder, "site.json")))
        for name in SHIPPED:
            load(shipped, name, os.path.join(CODES, name + ".csv"))
        load(shipped, "hs", goods_codes(os.path.join(folder, "hs.csv")))
        load(shipped, "vehicles",
             registry((first, path, few, lone), os.path.join(folder, "v.csv")))
        others = [("no list, limit or condition", plain, None)]
        if BASE:
            others.insert(0, ("the programs of BENCH_BASE",
                              Base.new(folder, "base.db"), "<= 1.30"))
        for store in [shipped] + [store for _, store, _ in others]:
            store.submit(first)
        silent(shipped, lone)
        stream(shipped, others, path)
        loop(shipped, plain, few)
        memory(shipped.copy("memory.db"), path)
        once(folder, shipped.copy("once.db"), lone)


main()
