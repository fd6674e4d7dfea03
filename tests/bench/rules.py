#!/usr/bin/python3
"""What a site's rules cost a stream of submissions: the shipped site against
one where the same checks are needed, but every condition is a constant."""
import json
import os
import subprocess
import tempfile

from bench import (COUNT, ROUNDS, SITE, Store, declarations, feed, median, note,
                   row, run)


def answer_of(store, path):
    """What the first declaration of the file is answered."""
    with open(path) as source:
        done = run(*store.copy("asked.db").command("ck-declare", "submit"),
                   stdin=source, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[0])


def without_rules(answer, path):
    """The shipped site, its conditions replaced by what they came to."""
    trip = answer["trips"][0]
    with open(SITE) as source:
        site = json.load(source)
    for name, check in site["checks"].items():
        check["when"] = "true" if name in trip["checks"] else "false"
    for queue in site["queues"].values():
        for n, one in enumerate(queue["classes"].values()):
            one["when"] = "false" if n else "true"
    for kind in site["kinds"]:
        site["kinds"][kind] = ("true" if kind == trip["counts_as"]
                               else "false")
    with open(path, "w") as out:
        json.dump(site, out)
    return path


def main():
    with tempfile.TemporaryDirectory() as folder:
        first = declarations(2000, 0, os.path.join(folder, "first"))
        path = declarations(COUNT, 100000, os.path.join(folder, "lines"))
        shipped = Store.new(folder, "shipped.db")
        answer = answer_of(shipped, first)
        none = Store.new(folder, "none.db", site=without_rules(
            answer, os.path.join(folder, "site.json")))
        if answer_of(none, first)["trips"] != answer["trips"]:
            raise SystemExit("the two sites do not ask for the same")
        for store in shipped, none:
            store.submit(first)
        took = {shipped: [], none: []}
        begun = {shipped: [], none: []}
        for n in range(2 * ROUNDS):
            for store in (shipped, none) if n % 2 else (none, shipped):
                figures = feed(path, store.copy("work.db").command(
                    "ck-declare", "submit"))
                took[store].append(figures["ns"])
                begun[store].append(figures["first_ns"])
        row("submissions, shipped rules", "no rules, same checks",
            median(took[shipped]) / median(took[none]), "<= 1.15")
        note("once a process the rules cost %.0f ms more" % (
            (median(begun[shipped]) - median(begun[none])) / 1e6))


if __name__ == "__main__":
    main()
