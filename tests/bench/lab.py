#!/usr/bin/python3
"""From an edge to its pulse in the GPIO lab: ck-gate run against the pipeline
that people write in the shell. The lab has one processor: only the ratio
counts."""
import json
import os
import subprocess

from bench import BUILD, HERE, SOURCE, note, row


def main():
    done = subprocess.run(
        (os.path.join(HERE, "lab-latency"),), stdout=subprocess.PIPE,
        env={**os.environ, "top_builddir": os.path.abspath(BUILD),
             "top_srcdir": os.path.abspath(SOURCE)}, text=True, check=True)
    if "# SKIP" in done.stdout:
        note(done.stdout.strip())
        return
    ours, shell = [json.loads(line) for line in done.stdout.splitlines()]
    for name in ("p50", "p99"):
        row("an edge to its pulse in the lab, " + name, shell["name"],
            ours[name + "_us"] / shell[name + "_us"], "<= 0.10")
    note("%d presses; p99 %.1f ms against %.1f ms" % (
        ours["n"], ours["p99_us"] / 1e3, shell["p99_us"] / 1e3))


main()
