#!/usr/bin/python3
"""From an edge to its pulse, on fourteen lanes with one store: ck-gate run with
its stdio lines, and a loop of the shell around sqlite3, both with a durable row
before each pulse. The stores are in memory, so that a durable commit costs
nothing of its own: what is measured is our time. Alone, and beside an endless
import and a backup. On the disk the figure is only stated.

The loop has neither gpiomon nor gpioset; the whole of what people write instead
runs in the lab (lab.py), where the target for the ratio is."""
import json
import os
import subprocess
import tempfile
from datetime import datetime, timedelta

from bench import (ENV, LANES, ROUNDS, SITE, Store, declarations, median, note,
                   row, run)
from importing import Import

SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
EVERY_MS = 200
NAMES = ["L-%02d" % n for n in range(1, 15)]
MEMORY = "/dev/shm"
BEGUN = datetime(2026, 11, 22, 7)
# A press of the wall button, and how the arm goes up and down after it.
PRESS = (("button_open", 1, 1), ("button_open", 0, 2), ("loop_safety", 0, 2),
         ("limit_down", 0, 2), ("limit_up", 1, 3), ("button_close", 1, 4),
         ("button_close", 0, 5), ("limit_up", 0, 5), ("limit_down", 1, 6))
SHELL = """
while read -r record; do
	case $record in
	*button_open*:1,*) ;;
	*) continue ;;
	esac
	may=$(sqlite3 -cmd ".timeout 10000" "$2" \
		"select open from may where lane = '$1'")
	[ "$may" = 1 ] || continue
	sqlite3 -cmd ".timeout 10000" "$2" \
		"insert into opened values (datetime(), '$1')"
	echo "barrier_open 1"
done
"""


def site_file(path):
    """A contact is given no time to settle: that is no work of ours."""
    with open(SITE) as source:
        site = json.load(source)
    for name in NAMES:
        lane = json.loads(json.dumps(site["lanes"]["B0-1"]))
        lane["scale"] = None
        lane["timings"].update(debounce_ms=0, loop_debounce_ms=0)
        site["lanes"][name] = lane
    with open(path, "w") as out:
        json.dump(site, out)
    return path


def edge(line, value, at):
    return json.dumps({"kind": "edge", "line": line, "value": value,
                       "at": at.isoformat() + "+07:00"},
                      separators=(",", ":"))


def presses(path):
    """Each is a line; the records in it are parted by RS (tests/bench/lanes)."""
    with open(path, "w") as out:
        for n in range(len(NAMES) * (SECONDS * 1000 // EVERY_MS + 2)):
            at = BEGUN + timedelta(seconds=20 * n)
            out.write("\x1e".join(edge(line, value, at + timedelta(seconds=s))
                                  for line, value, s in PRESS) + "\n")
    return path


def measure(answer, path, *command):
    lanes = subprocess.Popen(
        (LANES, "-a", answer, str(SECONDS), str(EVERY_MS), path, "--")
        + command, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    lanes.stdin.write("\n".join(NAMES).encode())
    lanes.stdin.close()
    return lanes


def shell_store(path):
    run("sqlite3", path, "pragma journal_mode = wal;"
        "create table may (lane text primary key, open integer);"
        "create table opened (at text, lane text);"
        + "".join("insert into may values ('%s', 1);" % n for n in NAMES))
    return path


class Ground:
    def __init__(self, folder, pushes, imported):
        self.folder, self.pushes, self.imported = folder, pushes, imported
        self.store = Store.new(folder, "ck.db",
                               site_file(os.path.join(folder, "site.json")))
        self.store.submit(declarations(1000, 0, os.path.join(folder, "d")))
        self.shell = shell_store(os.path.join(folder, "shell.db"))

    def ours(self, store):
        return measure('"line":"barrier_open","value":1', self.pushes,
                       *store.command("ck-gate", "run", "{}"))

    def theirs(self, store):
        del store
        return measure("barrier_open 1", self.pushes, "sh", "-c", SHELL, "-",
                       "{}", self.shell)

    def alone(self, who):
        lanes = who(self.store.copy("work.db"))
        return json.loads(lanes.stdout.read())

    def beside(self, who):
        store = self.store.copy("work.db")
        load = Import(store, self.imported)
        load.start()
        lanes = who(store)
        backup = os.path.join(self.folder, "backup.db")
        run("ck-store", "-q", "-s", store.path, "backup", backup)
        os.unlink(backup)
        figures = json.loads(lanes.stdout.read())
        load.stop()
        return figures


def tell(how, ours, theirs):
    p50, p99 = (median([f[k] / 1e3 for f in ours]) for k in ("p50_us", "p99_us"))
    row("an edge to its pulse, 14 lanes%s, p50" % how, "", p50, None, " ms")
    row("... p99, without the disk", "", p99, "< 5", " ms")
    row("... p99", "while read | sqlite3", median(
        [o["p99_us"] / t["p99_us"] for o, t in zip(ours, theirs)]), None)
    note("%d presses each; p99 %s ms against %s ms" % (
        ours[0]["n"], " ".join("%.2f" % (f["p99_us"] / 1e3) for f in ours),
        " ".join("%.1f" % (f["p99_us"] / 1e3) for f in theirs)))


def main():
    rounds = range(max(1, ROUNDS // 2))
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory() as disk:
        pushes = presses(os.path.join(disk, "presses"))
        imported = declarations(SECONDS * 10000, 10000,
                                os.path.join(disk, "imported"))
        if memory:
            with tempfile.TemporaryDirectory(dir=memory) as folder:
                g = Ground(folder, pushes, imported)
                figures = [(g.alone(g.ours), g.alone(g.theirs),
                            g.beside(g.ours), g.beside(g.theirs))
                           for _ in rounds]
            alone, shell, beside, shell_beside = zip(*figures)
            tell("", alone, shell)
            tell(" beside import and backup", beside, shell_beside)
        else:
            note("%s cannot be written to: only on the disk" % MEMORY)
        g = Ground(disk, pushes, imported)
        for how, figures in (("", [g.alone(g.ours) for _ in rounds]),
                             (" beside import and backup",
                              [g.beside(g.ours) for _ in rounds])):
            row("... durable on the disk%s, p99" % how, "",
                median([f["p99_us"] / 1e3 for f in figures]), None, " ms")


main()
