#!/usr/bin/python3
"""Streams against a bare C loop of the same SQL: how much of the engine's own
speed is left. A ratio of 1 would mean that ck costs nothing.

One a commit, both sides are fed the same way, a line when the last one was
answered. Grouped, ours reads lines and writes answers; it closes a group at 64
or after 5 ms. The loop reads and writes nothing, and has as many a commit."""
import os
import tempfile

from bench import (BARE, COUNT, ROUNDS, Store, bare, declarations, feed, median,
                   note, plates, row)

def compare(what, store, verb, path, ok, target_one, target_many):
    ops = path + ".ops"
    one, many, together = [], [], []
    feed(path, store.copy("heard.db").command(*verb), one=True, tap=ops, ok=ok)
    for _ in range(ROUNDS):
        theirs = store.copy("bare.db")
        ours = store.copy("ours.db")
        one.append(
            feed(path, (BARE, theirs.path, ops, "1", "fed"), one=True)["ns"] /
            feed(path, ours.command(*verb), one=True, ok=ok)["ns"])
        theirs = store.copy("bare.db")
        ours = store.copy("ours.db")
        took = feed(path, ours.command(*verb), ok=ok)
        together.append(max(1, round(took["lines"] / took["reads"])))
        many.append(bare(theirs, ops, together[-1]) / took["ns"])
    row(what + ", 1 a commit", "bare loop, same SQL", median(one), target_one)
    row(what + ", grouped", "bare loop, %d a commit" % median(together),
        median(many), target_many)
    note("median of %d" % ROUNDS)


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store.new(folder, "ck.db")
        path = os.path.join(folder, "lines")
        store.submit(declarations(2000, 0, path))
        declarations(COUNT, 100000, path)
        compare("submissions", store, ("ck-declare", "submit"), path, (0,),
                ">= 0.70", ">= 0.50")
        store.submit(path)
        plates(range(100000, 100000 + COUNT), path)
        compare("decisions", store, ("ck-gate", "decide", "--lane", "B0-1"),
                path, (0, 1), ">= 0.85", ">= 0.60")


main()
