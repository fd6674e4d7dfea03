#!/usr/bin/python3
"""Streams against a bare C loop of the same SQL: how much of the engine's own
speed is left. A ratio of 1 would mean that ck costs nothing."""
import os
import subprocess
import tempfile

from bench import (ENV, Store, bare, declarations, heard, median, plate, row,
                   run, seconds)

COUNT = int(os.environ.get("BENCH_COUNT", "3000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))


def one_at_a_time(command, lines):
    """Feeds a line, waits for its answer: one record a commit."""
    import time
    with subprocess.Popen(command, env=ENV, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as program:
        start = time.perf_counter()
        for line in lines:
            program.stdin.write(line)
            program.stdin.flush()
            program.stdout.readline()
        took = time.perf_counter() - start
        program.stdin.close()
    return took


def compare(what, store, verb, path, ok, target_one, target_many):
    """At one record a commit and at as many as the stream groups."""
    ops = path + ".ops"
    lines = open(path, "rb").readlines()
    few = lines[: max(1, len(lines) // 6)]
    many, one = [], []
    twin = store.copy("heard.db")
    with open(path) as source:
        run(*twin.command(*verb), stdin=source, env=heard(ops=ops), ok=ok)
    for _ in range(ROUNDS):
        theirs = bare(store.copy("bare.db"), ops)
        ours, _ = seconds(*store.copy("ours.db").command(*verb), stdin=path,
                          ok=ok)
        many.append(theirs / ours)
    row(what + ", grouped", "bare loop, same SQL", median(many), target_many)
    twin = store.copy("heard.db")
    tapped = {**ENV, **heard(ops=ops)}
    with subprocess.Popen(twin.command(*verb), env=tapped,
                          stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as program:
        for line in few:
            program.stdin.write(line)
            program.stdin.flush()
            program.stdout.readline()
        program.stdin.close()
    for _ in range(ROUNDS):
        theirs = bare(store.copy("bare.db"), ops)
        ours = one_at_a_time(store.copy("ours.db").command(*verb), few)
        one.append(theirs / ours)
    row(what + ", one a commit", "bare loop, same SQL", median(one),
        target_one)


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder, "ck.db")
        path = os.path.join(folder, "first")
        with open(declarations(2000, 0, path)) as source:
            run(*store.command("ck-declare", "submit"), stdin=source)
        compare("submissions", store, ("ck-declare", "submit"),
                declarations(COUNT, 100000, path), (0,), ">= 0.70",
                ">= 0.50")
        with open(declarations(COUNT, 100000, path)) as source:
            run(*store.command("ck-declare", "submit"), stdin=source)
        with open(path, "w") as out:
            out.writelines(plate(100000 + n) + "\n" for n in range(COUNT))
        compare("decisions", store, ("ck-gate", "decide", "--lane", "B0-1"),
                path, (0, 1), ">= 0.85", ">= 0.60")


main()
