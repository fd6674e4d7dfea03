"""Places where the world meets the programs: a lane with its camera, loops and
arm in front of "ck-gate run", a weighbridge in front of "ck-weigh record".
Both programs run for the whole day; each place talks to its own through two
named pipes.
"""

import json


class Pipes:
    """One program, by the names of its two pipes."""

    def __init__(self, path):
        self.out = open(path + ".in", "w", encoding="utf-8")
        self.back = open(path + ".out", encoding="utf-8")

    def say(self, record):
        self.out.write(json.dumps(record, ensure_ascii=False,
                                  separators=(",", ":")) + "\n")

    def hear(self):
        self.out.flush()
        line = self.back.readline()
        if not line:
            raise EOFError("the program has ended")
        return json.loads(line)

    def close(self):
        """Ends the program, which may have something to say first."""
        self.out.close()
        for _ in self.back:
            pass


class Lane:
    """A barrier and what stands around it. A truck rolls up, is seen, and goes
    through when the arm is up; else it backs out. Time is what the records
    say, so it is moved on by telling a loop's level once more."""

    def __init__(self, name, path):
        self.name = name
        self.pipes = Pipes(path)
        self.clock = None           # RFC 3339 of a second
        self.second = 0

    def edge(self, seconds, line, value):
        """After some seconds a line changes."""
        self.second += seconds
        self.pipes.say({"kind": "edge", "lane": self.name, "line": line,
                        "value": value, "at": self.clock(self.second)})

    def wait(self, seconds):
        self.edge(seconds, "fire", 0)

    def until(self, kind, **members):
        """Hears the program out up to such a record."""
        while True:
            record = self.pipes.hear()
            if record["kind"] == "error":
                raise ValueError(record)
            if record["kind"] == kind and members.items() <= record.items():
                return record

    def start(self, clock):
        self.clock = clock
        for line in ("fire", "estop", "loop_arrive", "loop_safety",
                     "loop_exit", "limit_up"):
            self.edge(1, line, 0)
        self.edge(1, "limit_down", 1)
        self.wait(1)

    def pass_truck(self, second, sighting):
        """The decision; the passage, or None."""
        self.second = second
        self.edge(1, "loop_arrive", 1)
        self.second += 1
        self.pipes.say({"kind": "sighting", "lane": self.name,
                        "at": self.clock(self.second), **sighting})
        decision = self.until("decision")
        if not decision["admit"]:
            self.edge(4, "loop_arrive", 0)
            return decision, None
        self.until("output", line="barrier_open", value=1)
        self.edge(1, "limit_down", 0)
        self.edge(3, "limit_up", 1)
        self.edge(2, "loop_safety", 1)
        self.edge(2, "loop_arrive", 0)
        self.edge(1, "loop_exit", 1)
        self.edge(2, "loop_safety", 0)
        self.edge(1, "loop_exit", 0)
        self.wait(2)
        passage = self.until("passage")
        self.until("output", line="barrier_close", value=1)
        self.edge(1, "limit_up", 0)
        self.edge(3, "limit_down", 1)
        self.wait(1)
        return decision, passage

    def close(self):
        self.pipes.close()


class Scale:
    """A weighbridge: the simulated indicator feels the truck, the program
    reads the indicator."""

    def __init__(self, name, path):
        self.name = name
        self.pipes = Pipes(path)
        self.indicator = open(path + ".truck", "w", encoding="utf-8")
        self.settled = open(path + ".bridge", encoding="utf-8")

    def order(self, text, answer):
        self.indicator.write(text + "\n")
        self.indicator.flush()
        for line in self.settled:
            if line.startswith(answer):
                return

    def weigh(self, kg, record):
        self.order(f"truck {kg}", "driving")
        self.pipes.say({"scale": self.name, **record})
        weighing = self.pipes.hear()
        self.order("leave", "empty")
        return weighing

    def close(self):
        self.pipes.close()
        self.indicator.close()
