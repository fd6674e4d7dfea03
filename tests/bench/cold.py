#!/usr/bin/python3
"""One cold decision, from the start of the process to the durable answer,
against the sqlite3 shell running the same statements: ck-gate as it was built,
and with SQLite linked in (--enable-static-sqlite)."""
import os
import subprocess
import tempfile

from bench import (BUILD, ENV, ROUNDS, Store, declarations, heard, median, note, plate,
                   row, run, timed)

TIMES = 40 * ROUNDS
LINKED = os.path.join(BUILD, "tests/bench/ck-gate")


def clean(script):
    """The shell reads the schema by itself; pragmas it needs too."""
    with open(script) as heard_script:
        text = heard_script.read()
    return "".join(s + ";\n" for s in text.split(";\n")
                   if s.strip() and "sqlite_master" not in s)


def measure(store, folder, first, name, target, held):
    """Each round's shell gets what a twin of ours was heard to say."""
    twin, ours, linked, shell = stores = [
        store.copy(n) for n in ("t.db", "o.db", "l.db", "s.db")]
    script = os.path.join(folder, "script")
    lanes = [subprocess.Popen(("ck-store", "-s", s.path, "log", "--follow"),
                              env=ENV, stdout=subprocess.DEVNULL)
             for s in stores if held]
    a, b, c = [], [], []
    for n in range(first, first + TIMES):
        verb = ("decide", "--lane", "B0-1", plate(n))
        run(*twin.command("ck-gate", *verb), env=heard(script=script), ok=(0, 1))
        with open(script + ".sql", "w") as out:
            out.write(clean(script))
        if n % 25 == 0:         # as cron does, each minute
            for s in ours, linked:
                run(*s.command("ck-store", "tick", user="root"))
        a.append(timed(list(ours.command("ck-gate", *verb))))
        c.append(timed(list(linked.command(LINKED, *verb))))
        b.append(timed(["sqlite3", shell.path], script + ".sql"))
    for program in lanes:
        program.terminate()
        program.wait()
    for what, times in ("", a), (", SQLite linked in", c):
        row(name + what, "sqlite3 shell, same SQL", median(times) / median(b),
            target)
        note("%.2f ms against %.2f ms, median of %d" % (
            median(times) * 1e3, median(b) * 1e3, TIMES))


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store.new(folder, "ck.db")
        path = declarations(2 * TIMES + 10, 0, os.path.join(folder, "d"))
        store.submit(path)
        measure(store, folder, 0, "a cold decision, alone", "<= 0.80", False)
        measure(store, folder, TIMES, "a cold decision, lanes connected",
                "<= 1.00", True)


main()
