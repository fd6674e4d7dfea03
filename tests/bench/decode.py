#!/usr/bin/python3
"""Decoding frames of fixed length, in megabytes a second of processor time,
against grep -c over the same bytes. The big display's frames have 5 bytes, so
that what a reading costs is spread over fewer of them: no target. Nor have the
ST,GS family and A&D one: their lines are of any length, are searched for words,
and are held against the length of those before."""
import json
import os
import resource
import subprocess
import tempfile

from bench import BUILD, ROUNDS, median, note, row

DECODE = os.path.join(BUILD, "tests/bench/decode")
MEGABYTES = 40
FIXED = ("yaohua-a9", "yaohua-command", "yaohua-eq-forward", "yaohua-a12e",
         "toledo-continuous", "mt-sics", "sma", "systec", "ohaus", "tenzo-m")
OTHERS = ("keli-display", "st-gs", "and")


def decoded(protocol, path):
    said = json.loads(subprocess.check_output((DECODE, protocol, path)))
    if said["good"] * 4 > said["bytes"] or not said["good"]:
        raise SystemExit("%s: not decoded" % protocol)
    return said["bytes"] / said["ns"] * 1e3


def grepped(path):
    """Into a pipe: with /dev/null grep ends at the first match."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(("grep", "-c", "-a", "7", path), env={"LC_ALL": "C",
                   "PATH": "/usr/bin:/bin"}, stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime - before.ru_utime +
             after.ru_stime - before.ru_stime)
    return os.path.getsize(path) / max(spent, 1e-3) / 1e6


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "frames")
        for protocol in FIXED + OTHERS:
            subprocess.run((DECODE, protocol, path, str(MEGABYTES)),
                           check=True)
            ours = median([decoded(protocol, path) for _ in range(ROUNDS)])
            theirs = median([grepped(path) for _ in range(ROUNDS)])
            row("decode " + protocol, "grep -c: %.0f MB/s" % theirs, ours,
                ">= 200" if protocol in FIXED else None, " MB/s")
    note("of %d MB each, median of %d" % (MEGABYTES, ROUNDS))


main()
