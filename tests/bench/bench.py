"""What the benchmarks share: stores to work on, clocks, medians, the table.

Sizes come from the environment: BENCH_ROUNDS (how often each figure is taken),
BENCH_COUNT (records of a stream), BENCH_SECONDS (of the lanes), BENCH_TRIPS (of
the big store), BENCH_ACTIVE (trips that the agencies have before them),
BENCH_LINES (of a stream that only reads).
"""
import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("top_builddir") or os.path.join(HERE, "../../build")
SOURCE = os.environ.get("top_srcdir") or os.path.join(HERE, "../..")
SITE = os.path.join(SOURCE, "share/sites/huu-nghi.json")
NOW = "2026-11-22T00:00:00+07:00"

MB = 1e6
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
COUNT = int(os.environ.get("BENCH_COUNT", "3000"))

ENV = {"PATH": os.path.join(BUILD, "cmd") + ":/usr/sbin:/usr/bin:/sbin:/bin",
       "CK_NOW": NOW, "LC_ALL": "C.UTF-8"}
TAP = os.path.join(BUILD, "tests/bench/sql-tap.so")
BARE = os.path.join(BUILD, "tests/bench/bare")
FEED = os.path.join(BUILD, "tests/bench/feed")
LANES = os.path.join(BUILD, "tests/bench/lanes")


def run(*command, env=None, stdin=None, stdout=subprocess.DEVNULL, ok=(0,)):
    done = subprocess.run(command, env={**ENV, **(env or {})}, stdin=stdin,
                          stdout=stdout)
    if done.returncode not in ok:
        sys.exit("exit %d: %s" % (done.returncode, " ".join(command)))
    return done


def settle(path):
    """What was just written is not written while something is timed."""
    fd = os.open(path, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


class Store:
    """A simulated store."""

    def __init__(self, path):
        self.path = path

    @classmethod
    def new(cls, folder, name, site=SITE):
        store = cls(os.path.join(folder, name))
        run("ck-store", "-s", store.path, "init", "--site", site,
            "--simulated")
        return store

    def copy(self, name):
        other = Store(os.path.join(os.path.dirname(self.path), name))
        for end in ("", "-wal"):
            if os.path.exists(self.path + end):
                shutil.copyfile(self.path + end, other.path + end)
                settle(other.path + end)
        for end in ("-shm", "-turn", "-write"):
            if os.path.exists(other.path + end):
                os.unlink(other.path + end)
        return other

    def stat(self):
        done = run("ck-store", "-s", self.path, "stat", stdout=subprocess.PIPE)
        return json.loads(done.stdout)

    def submit(self, path):
        with open(path) as source:
            run(*self.command("ck-declare", "submit"), stdin=source)

    def command(self, program, *rest, user="tt-gate"):
        return (program, "-s", self.path, "--as", user) + rest


def declarations(count, first, path, *options):
    with open(path, "w") as out:
        run(os.path.join(HERE, "declarations"), str(count), str(first),
            *options, stdout=out)
    return path


def plates(numbers, path):
    with open(path, "w") as out:
        out.writelines(plate(n) + "\n" for n in numbers)
    return path


def plate(n):
    letters = "CDEFGHKLMNPSTUVXYZ"
    return "%02d%s%05d" % (11 + n // 1800000 % 80,
                           letters[n // 100000 % len(letters)], n % 100000)


def feed(path, command, one=False, tap=None, ok=(0,)):
    """What tests/bench/feed says of the stream; tap: the listener's file."""
    if tap:
        heard_by = ["%s=%s" % pair for pair in heard(ops=tap).items()]
        command = ("env", *heard_by, *command)
    done = run(FEED, *(["-1"] if one else []), path, "--", *command, ok=ok,
               stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def bare(store, ops, group):
    """Nanoseconds of the same statements in a bare loop."""
    done = run(BARE, store.path, ops, str(group), stdout=subprocess.PIPE)
    return int(done.stdout)


def heard(ops=None, script=None):
    """The environment that makes a program's statements heard."""
    env = {"LD_PRELOAD": TAP}
    if ops:
        env["CK_TAP_OPS"] = ops
    if script:
        env["CK_TAP_SCRIPT"] = script
    return env


def usage(*command, stdin=None, ok=(0,)):
    """Wall and processor seconds of one run, and its peak memory in bytes."""
    start = time.perf_counter()
    with open(stdin or os.devnull) as source:
        program = subprocess.Popen(command, env=ENV, stdin=source,
                                   stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(program.pid, 0)
    took = time.perf_counter() - start
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode not in ok:
        sys.exit("exit %d: %s" % (program.returncode, " ".join(command)))
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def timed(command, stdin=None):
    """Seconds from the start of the process to its end."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
               (os.POSIX_SPAWN_OPEN, 0, stdin or os.devnull, os.O_RDONLY, 0)]
    path = shutil.which(command[0], path=ENV["PATH"])
    start = time.perf_counter()
    pid = os.posix_spawn(path, command, ENV, file_actions=actions)
    os.waitpid(pid, 0)
    return time.perf_counter() - start


class Counted:
    """A stream that runs by itself: its answers are counted, and its peak
    memory is noted at some of them, and last seen at "end". What the kernel
    counts of a program that ended is no use: it begins with ours, that forked."""

    def __init__(self, command, source, notes=(), out=None, env=None):
        self.program = subprocess.Popen(command, env={**ENV, **(env or {})},
                                        stdin=source, stdout=subprocess.PIPE)
        self.notes, self.out = sorted(notes), out
        self.peak = {"end": 0}

    def look(self):
        with open("/proc/%d/status" % self.program.pid) as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    self.peak["end"] = int(line.split()[1]) * 1024

    def run(self, ok=(0,)):
        """The number of answers."""
        count, notes = 0, list(self.notes)
        while True:
            data = os.read(self.program.stdout.fileno(), 1 << 20)
            if not data:
                break
            count += data.count(b"\n")
            self.look()
            if self.out:
                self.out.write(data)
            while notes and count >= notes[0]:
                self.peak[notes.pop(0)] = self.peak["end"]
        self.program.stdout.close()
        self.program.wait()
        if self.program.returncode not in ok:
            sys.exit("exit %d: %s" % (self.program.returncode,
                                      " ".join(self.program.args)))
        return count


def flat(what, peak, first, last):
    """last: a number of lines, at which the peak was noted."""
    row("a stream of %d lines, %s" % (int(last), what), "",
        peak[last] / MB, "< 16", " MB")
    row("... its peak there, less that at %d" % int(first), "",
        max(0, peak[last] - peak[first]) / MB, "<= 1", " MB")


# -- the table ---------------------------------------------------------------

HOLDS = {"<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
         "<": lambda a, b: a < b}
rows = []


def row(work, against, value, target=None, unit=""):
    """target: "<= 0.80", in the figure's unit; None: it is only stated."""
    sign, limit = target.split()[:2] if target else ("", "0")
    met = not target or HOLDS[sign](round(value, 2), float(limit))
    rows.append({"work": work, "against": against,
                 "figure": "%.2f%s" % (value, unit),
                 "target": target + unit if target else "-",
                 "mark": "" if met else "MISSED"})
    if "BENCH_ROWS" in os.environ:
        with open(os.environ["BENCH_ROWS"], "a") as out:
            out.write(json.dumps(rows[-1]) + "\n")
    print("# %s: %s" % (work, rows[-1]["figure"]), file=sys.stderr, flush=True)


def note(text):
    print("#   " + text, file=sys.stderr, flush=True)


def table(lines):
    names = ("work", "against", "figure", "target", "mark")
    lines = [dict(zip(names, ("work", "against, in the same run", "measured",
                              "target", "")))] + lines
    wide = {n: max(len(line[n]) for line in lines) for n in names}
    for line in lines:
        print("  ".join((line["work"].ljust(wide["work"]),
                         line["against"].ljust(wide["against"]),
                         line["figure"].rjust(wide["figure"]),
                         line["target"].rjust(wide["target"]),
                         line["mark"])).rstrip())


def alone():
    """A script that is run by itself prints its own rows."""
    if rows and "BENCH_ROWS" not in os.environ:
        table(rows)


atexit.register(alone)


def median(values):
    return statistics.median(values)
