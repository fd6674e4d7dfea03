"""What the benchmarks share: stores to work on, clocks, medians."""
import json
import os
import resource
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

ENV = {"PATH": os.path.join(BUILD, "cmd") + ":/usr/sbin:/usr/bin:/sbin:/bin",
       "CK_NOW": NOW, "LC_ALL": "C.UTF-8"}
TAP = os.path.join(BUILD, "tests/bench/sql-tap.so")
BARE = os.path.join(BUILD, "tests/bench/bare")
LANES = os.path.join(BUILD, "tests/bench/lanes")


def run(*command, env=None, stdin=None, stdout=subprocess.DEVNULL, ok=(0,)):
    done = subprocess.run(command, env={**ENV, **(env or {})}, stdin=stdin,
                          stdout=stdout)
    if done.returncode not in ok:
        sys.exit("exit %d: %s" % (done.returncode, " ".join(command)))
    return done


class Store:
    """A simulated store in a folder of its own."""

    def __init__(self, folder, name, site=SITE):
        self.path = os.path.join(folder, name)
        run("ck-store", "-s", self.path, "init", "--site", site, "--simulated")

    def copy(self, name):
        other = object.__new__(Store)
        other.path = os.path.join(os.path.dirname(self.path), name)
        for end in ("", "-wal"):
            if os.path.exists(self.path + end):
                shutil.copyfile(self.path + end, other.path + end)
        for end in ("-shm", "-turn", "-write"):
            if os.path.exists(other.path + end):
                os.unlink(other.path + end)
        return other

    def command(self, program, *rest, user="tt-gate"):
        return (program, "-s", self.path, "--as", user) + rest


def declarations(count, first, path):
    with open(path, "w") as out:
        run(os.path.join(HERE, "declarations"), str(count), str(first),
            stdout=out)
    return path


def plate(n):
    letters = "CDEFGHKLMNPSTUVXYZ"
    return "%02d%s%05d" % (11 + n // 1800000 % 80,
                           letters[n // 100000 % len(letters)], n % 100000)


def seconds(*command, stdin=None, env=None, ok=(0,)):
    """Wall time of one run, and its peak memory in bytes."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open(stdin or os.devnull) as source:
        run(*command, stdin=source, env=env, ok=ok)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return took, max(before, after) * 1024


def bare(store, ops):
    """Nanoseconds of the same statements in a bare loop."""
    done = run(BARE, store.path, ops, stdout=subprocess.PIPE)
    return int(done.stdout) / 1e9


def heard(ops=None, script=None):
    """The environment that makes a program's statements heard."""
    env = {"LD_PRELOAD": TAP}
    if ops:
        env["CK_TAP_OPS"] = ops
    if script:
        env["CK_TAP_SCRIPT"] = script
    return env


rows = []


def row(work, against, value, target, unit=""):
    rows.append((work, against, value, target, unit))
    print("%-44s %-28s %9s  %s" % (work, against, "%.2f%s" % (value, unit),
                                  target), flush=True)


def median(values):
    return statistics.median(values)
