#!/usr/bin/python3
"""verify --all a trip's events, and streams in flat memory."""
import json
import os
import subprocess
import tempfile

from bench import ENV, Store, declarations, plate, row, run, seconds

COUNT = int(os.environ.get("BENCH_COUNT", "3000"))
LINES = int(os.environ.get("BENCH_LINES", "1000000"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder, "ck.db")
        path = declarations(COUNT, 0, os.path.join(folder, "d"))
        with open(path) as source:
            run(*store.command("ck-declare", "submit"), stdin=source)
        took, memory = seconds("ck-store", "-s", store.path, "verify", "--all")
        done = run("ck-store", "-s", store.path, "stat",
                   stdout=subprocess.PIPE)
        events = json.loads(done.stdout)["events"]
        row("verify --all, submissions only, an event", "",
            took / events * 1e6, "<= 15 us a day's", " us")
        row("verify --all, memory", "", memory / 1e6, "<= 256 MB", " MB")
        with open(path, "w") as out:
            for n in range(LINES):
                out.write('{"kind":"reading","ok":true,"weight":"%d"}\n' % n)
        took, memory = seconds(*store.command("ck-queue", "list", "-"),
                               stdin=path, ok=(0, 1, 65, 67))
        row("a stream of %d lines, memory" % LINES, "", memory / 1e6,
            "< 16 MB", " MB")


main()
