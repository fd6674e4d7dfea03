#!/usr/bin/python3
"""What judging costs.

A stream of valid declarations, with the shipped site and all lists loaded (the
registry knows every vehicle), against the same stream without them: no list,
no limit, no owner of a field, no schema of ext, and every condition a constant
that comes to the same. What is left there is the reading of the document and
what the foundations do with it. BENCH_COUNT=100000 is the size that the target
was set for.

One document in a process of its own, durable and answered, against `jq .`."""
import json
import os
import subprocess
import tempfile

from bench import (COUNT, ENV, ROUNDS, SITE, SOURCE, Store, declarations, feed,
                   median, note, row, run, timed)
from rules import answer_of, without_rules

CODES = os.path.join(SOURCE, "share/codes")
SHIPPED = ("countries", "currencies", "offices", "plates", "units", "weights")
TIMES = 8 * ROUNDS


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


def stream(folder, stores, path):
    took = {store: [] for store in stores}
    for n in range(2 * ROUNDS):
        for store in stores if n % 2 else reversed(stores):
            took[store].append(feed(path, store.copy("work.db").command(
                "ck-declare", "submit"))["ns"])
    judged, plain = (median(took[store]) for store in stores)
    row("submissions, all lists and rules", "no list, limit or condition",
        judged / plain, "<= 1.30")
    note("%d declarations, median of %d: %.0f us each, against %.0f us" % (
        COUNT, 2 * ROUNDS, judged / COUNT / 1e3, plain / COUNT / 1e3))


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
        first = declarations(2000, 0, os.path.join(folder, "first"))
        path = declarations(COUNT, 100000, os.path.join(folder, "lines"))
        lone = declarations(TIMES, 90000, os.path.join(folder, "lone"))
        shipped = Store.new(folder, "shipped.db")
        plain = Store.new(folder, "plain.db", site=without_judging(
            answer_of(shipped, first), os.path.join(folder, "site.json")))
        for name in SHIPPED:
            load(shipped, name, os.path.join(CODES, name + ".csv"))
        load(shipped, "hs", goods_codes(os.path.join(folder, "hs.csv")))
        load(shipped, "vehicles",
             registry((first, path, lone), os.path.join(folder, "v.csv")))
        for store in shipped, plain:
            store.submit(first)
        silent(shipped, lone)
        stream(folder, (shipped, plain), path)
        once(folder, shipped.copy("once.db"), lone)


main()
