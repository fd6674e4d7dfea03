"""The commands of what is in papers.py, given to the programs and the model;
part of the walk (walk.py)."""
import json
import os

from papers import ANSWERS, CHANNELS
from rules import CHECKS, OPEN, STAFF


class Acts:
    def patch(self, trip, what):
        """A JSON Patch that surely changes something."""
        self.changes = getattr(self, "changes", 0) + 1
        vehicle = f"/vehicles/v{trip.name.split('.')[1]}"
        path, value = {
            "seals": (f"{vehicle}/seals", [{"number": f"S-{self.changes}"}]),
            "crew": (f"{vehicle}/crew/p9", {"role": "co_driver",
                                            "name": f"N {self.changes}"}),
            "value": ("/goods/g1/value", 1000000 + self.changes),
        }[what]
        name = os.environ["CK_STORE"] + ".patch"
        with open(name, "w") as out:
            json.dump([{"op": "add", "path": path, "value": value}], out)
        return name

    def amend(self):
        self.amend_trip(self.model.trips[self.trip()])

    def amend_trip(self, trip, what=None):
        what = what or self.random.choice(list(self.model.vouched))
        if what == "crew" and (trip.gives or trip.role == "receiving"):
            what = "value"      # nobody has named a crew
        status, records = self.run(
            "ck-declare", "amend", "--reason", "mistake", trip.name,
            "--patch", self.patch(trip, what), user="dn-hoa")
        record = ([r for r in records if r["kind"] == "amendment"]
                  or [{"stale": [{"trip": str(records), "check": ""}]}])[0]
        self.compare(self.model.amend(trip, what), status,
                     sorted((s["trip"], s["check"]) for s in record["stale"]))

    def fact(self):
        trip = self.model.trips[self.trip()]
        channel = self.random.choice(CHANNELS)
        release = self.random.choice(["none", "documents", "stopped",
                                      "released", "cleared", "cleared"])
        user = "hq-lan" if self.random.random() < 0.9 else "bp-hung"
        self.tell(user, trip, channel, release)

    def tell(self, user, trip, channel, release):
        status, _ = self.run("ck-clear", "customs", "--channel", channel,
                             "--release", release, trip.customs, user=user)
        self.expect("exit status", self.model.fact(
            STAFF[user], trip.customs, channel, release), status)

    def turn_back(self):
        inside = [t for t in self.model.trips.values()
                  if t.zone in ("yard", "control") and not t.closed
                  and not t.home]
        if not inside or self.random.random() < 0.2:
            return              # or none would get through
        trip = self.random.choice(inside)
        status, records = self.run("ck-clear", "turn-back", "--reason",
                                   "refused", trip.name, user="hq-minh")
        self.compare(self.model.turn_back(trip), status,
                     self.codes(records) if status
                     else sorted(records[0]["checks"]))

    def order(self):
        self.orders = getattr(self, "orders", 0) + 1
        return f"{self.orders}/QD"

    def divert(self):
        inside = [t for t in self.model.trips.values()
                  if t.zone in ("yard", "control") and not t.closed
                  and not t.home]
        if not inside or self.random.random() < 0.5:
            return
        trip = self.random.choice(inside)
        status, records = self.run("ck-clear", "divert", "--reason",
                                   "regulated", "TT", trip.name)
        self.compare(self.model.divert(trip), status,
                     self.codes(records) if status
                     else sorted(records[0]["checks"]))

    def impound(self):
        if self.random.random() < 0.6:
            return              # or nothing would be left
        self.impound_trip(self.model.trips[self.trip()])

    def impound_trip(self, trip):
        status, records = self.run("ck-clear", "impound", "--reason",
                                   "violation", "--order", self.order(),
                                   trip.name, user="hq-lan")
        self.compare(self.model.impound(trip), status,
                     records[0]["checks"])

    def over_the_line(self):
        """An export goes over, and part of its way home or all of it."""
        fit = [t for t in self.model.trips.values() if t.role == "main"
               and t.direction == "export" and t.zone != "outside"
               and not t.turned and not t.closed]
        if not fit:
            return
        trip = self.random.choice(fit)
        for _ in range(self.random.randint(2, 5)):
            if not trip.closed:
                self.move_trip(trip)

    def whole_loads(self):
        return [t for t in self.model.trips.values()
                if t.role == "main" and not t.gives and not t.turned
                and not t.closed and not t.home]

    def refuse_goods(self):
        fit = [t for t in self.whole_loads() if t.zone in ("yard", "control")
               and "plant_quarantine" in t.checks
               and t.checks["plant_quarantine"].state in OPEN]
        if not fit:
            return
        trip, packages = self.random.choice(fit), self.random.choice(
            [9, 90, 3000])
        status, records = self.run(
            "ck-clear", "refuse", "--reason", "pest", "--goods", "g1",
            "--packages", str(packages), "--seen", self.version(trip.name),
            "plant_quarantine", trip.name, user="kdtv-son")
        self.compare(self.model.refuse_goods(trip, "plant_quarantine",
                                             packages), status,
                     self.codes(records) if status
                     else records[0]["packages"])

    def weigh(self):
        """What stands on the scale of the way to the control area, once."""
        fit = [t for t in self.model.trips.values()
               if t.zone in ("yard", "control") and not t.closed
               and not t.turned and not t.home and t.weighed is None
               and "weight" in t.checks
               and not self.model.ground(t, "weight")]
        if not fit:
            return
        trip = self.random.choice(fit)
        self.readings = getattr(self, "readings", 0) + 1
        kg = self.model.gross(trip) + self.readings % 20 * 20
        if trip.role == "main" and self.random.random() < 0.3:
            kg += 5000
        status, records = self.run("ck-weigh", "record",
                                   stdin=self.reading(trip.name, kg))
        self.compare(self.model.weigh(trip, kg), status,
                     records[0].get("outcome"))

    @staticmethod
    def reading(trip, kg):
        """As ck-weigh read concludes it of a Yaohua A9: STX, sign, six
        digits, decimals, XOR of these, ETX."""
        body = b"+%06d0" % kg
        xor = 0
        for byte in body:
            xor ^= byte
        frame = (b"\x02" + body + b"%02X" % xor + b"\x03").hex()
        return json.dumps({
            "kind": "reading", "scale": "B1-S1", "trip": trip,
            "protocol": "yaohua-a9", "ok": True, "weight": str(kg),
            "unit": "kg", "stable": None, "net": None, "range": "ok",
            "frame": frame, "concluded": True, "by_indicator": False,
            "count": 21, "span_ms": 2000, "frames": [frame] * 21})

    def dispose(self):
        fit = self.whole_loads()
        if not fit:
            return
        trip = self.random.choice(fit)
        packages = self.random.choice([7, 50, 250, 2000])
        status, records = self.run(
            "ck-clear", "dispose", "--reason", "destroy", "--goods", "g1",
            "--packages", str(packages), "--order", self.order(),
            trip.name, user="hq-lan")
        self.compare(self.model.dispose(trip, packages), status,
                     self.codes(records) if status
                     else records[0]["left"]["packages"])

    def take_back(self, trip, name):
        user = self.random.choice([u for u, a in STAFF.items()
                                   if a == CHECKS[name][0]])
        status, records = self.run("ck-clear", "withdraw", "--reason",
                                   "mistake", name, trip.name, user=user)
        self.compare(self.model.withdraw(user, name, trip.name, "mistake"),
                     status, self.codes(records))

    def second_thoughts(self):
        """A transshipment gone through, and its ground taken back."""
        trip = self.random.choice([t for t in self.model.trips.values()
                                   if t.gives and not t.turned and not t.closed]
                                  or [None])
        if not trip:
            return
        for t in [trip] + [self.model.trips[n] for n in trip.gives]:
            while t.zone not in ("yard", "control") and not (
                    t.turned or t.closed):
                self.move_trip(t)
        if trip.zone == "control":
            self.move_trip(trip)
        known = self.model.customs.get(trip.customs, [None])
        self.tell("hq-lan", trip, known[0] or "green", "cleared")
        self.confirm_what_is_ready(trip.declaration, 25)
        name = self.random.choice(["plant_quarantine", "supervision_exit",
                                   "customs_arrival", "customs_arrival"])
        whose = trip
        if name == "customs_arrival":
            whose = self.model.trips[self.random.choice(trip.gives)]
        if not whose.closed and name in whose.checks and whose.checks[name].state == "confirmed":
            self.take_back(whose, name)
        if trip.given and self.random.random() < 0.5:
            self.impound_trip(trip)
            trip = self.model.trips[self.random.choice(trip.gives)]
        if not trip.closed:
            self.amend_trip(trip)

    def second_channel(self):
        """Goods are inspected, then need not have been, then must be."""
        fit = [t for t in self.whole_loads() if t.zone in ("yard", "control")
               and self.model.customs.get(t.customs, [0, 0])[1] != "stopped"]
        if not fit:
            return
        trip = self.random.choice(fit)
        self.tell("hq-lan", trip, "red", "documents")
        for name in ("customs_arrival", "customs_documents", "customs_goods"):
            self.confirm_check("hq-lan", name, trip.name)
        self.tell("hq-lan", trip, self.random.choice(["green", "yellow"]),
                  "documents")
        if self.random.random() < 0.5:
            self.amend_trip(trip, "seals")
        self.tell("hq-lan", trip, "red", "documents")

    # -- notes --------------------------------------------------------------

    def note(self):
        user = self.random.choice(list(STAFF))
        kind = self.random.choice(list(ANSWERS))
        text, trip = f"T {self.random.randrange(3)}", self.trip()
        status, records = self.run("ck-clear", "note", "--kind", kind,
                                   "--text", text, trip, user=user)
        self.compare(self.model.note(user, kind, text, trip), status,
                     records[0]["number"])

    def answer(self):
        if not self.model.notes:
            return
        number = self.random.choice(list(self.model.notes))
        user = self.random.choice(["tt-gate", "bql-an", "hq-lan"])
        text = f"A {self.random.randrange(2)}"
        status, _ = self.run("ck-clear", "answer", "--text", text, number,
                             user=user)
        self.expect("exit status",
                    self.model.answer(user, STAFF[user], number, text), status)

    def close(self):
        if not self.model.notes:
            return
        number = self.random.choice(list(self.model.notes))
        user = self.random.choice([self.model.notes[number]["by"], "tt-gate",
                                   "bql-an", "hq-lan"])
        status, _ = self.run("ck-clear", "close", "--reason", "settled",
                             number, user=user)
        self.expect("exit status",
                    self.model.close(user, STAFF[user], number), status)

    def open_notes(self):
        _, records = self.run("ck-clear", "notes")
        return {r["number"]: r["state"] for r in records}
