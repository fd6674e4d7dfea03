#!/usr/bin/python3
"""Fourteen lanes deciding every 100 ms beside an endless import and a backup:
nobody waits for anybody."""
import json
import os
import subprocess
import tempfile
import threading
import time

from bench import ENV, LANES, Store, declarations, plate, row, run

SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
NAMES = ["B0-1", "B0-2", "B1-1", "B1-2", "B1-3", "B2-1", "B2-2"] * 2


class Import(threading.Thread):
    """Submits without end; counts the answers."""

    def __init__(self, store, path):
        super().__init__(daemon=True)
        self.path = path
        self.count = 0
        self.program = subprocess.Popen(
            store.command("ck-declare", "submit"), env=ENV,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self):
        feeder = threading.Thread(target=self.feed, daemon=True)
        feeder.start()
        for _ in self.program.stdout:
            self.count += 1

    def feed(self):
        try:
            with open(self.path, "rb") as source:
                for line in source:
                    self.program.stdin.write(line)
            self.program.stdin.close()
        except BrokenPipeError:
            pass

    def stop(self):
        self.program.kill()
        self.program.wait()
        return self.count


def speed_alone(store, path):
    alone = Import(store, path)
    alone.start()
    time.sleep(SECONDS / 2)         # the length of the measurement
    return alone.stop() / (SECONDS / 2)


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder, "ck.db")
        path = os.path.join(folder, "d")
        with open(declarations(2000, 0, path)) as source:
            run(*store.command("ck-declare", "submit"), stdin=source)
        sightings = os.path.join(folder, "sightings")
        with open(sightings, "w") as out:
            out.writelines(plate(n) + "\n" for n in range(2000))
        declarations(200000, 10000, path)
        alone = speed_alone(store.copy("alone.db"), path)
        beside = Import(store, path)
        beside.start()
        start = time.perf_counter()
        lanes = subprocess.Popen(
            (LANES, str(SECONDS), "100", sightings, "--")
            + store.command("ck-gate", "decide", "--lane", "{}"),
            env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        lanes.stdin.write("\n".join(NAMES).encode())
        lanes.stdin.close()
        run("ck-store", "-s", store.path, "backup",
            os.path.join(folder, "backup.db"))
        figures = json.loads(lanes.stdout.read())
        took = time.perf_counter() - start
        speed = beside.stop() / took
        row("14 lanes beside an import, p99", "", figures["p99_us"] / 1e3,
            "< 10 ms", " ms")
        row("14 lanes beside an import, slowest", "",
            figures["max_us"] / 1e3, "< 50 ms", " ms")
        row("the import beside 14 lanes", "the import alone", speed / alone,
            ">= 0.50")


main()
