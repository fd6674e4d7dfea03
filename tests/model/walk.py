#!/usr/bin/python3
"""walk.py SEED STEPS DATA [MUTATION]: random commands to the programs and to
the model of the domain (rules.py), on the simulated store CK_STORE.

After each command exit status and meaning of the answer must be the model's;
every so often all that status, pending, list and the tables show. Says where
they differ, with the last commands, and exits with 1. With a MUTATION one rule
of the model is wrong: a walk that does not find it shows nothing. DATA is the
folder of the declarations.
"""
import collections
import json
import os
import random
import sqlite3
import subprocess
import sys

sys.dont_write_bytecode = True
from acts import Acts
from rules import ABOVE, CHECKS, MUTATIONS, STAFF, Model

EVERY = 25                  # commands between two looks at everything


class Differs(Exception):
    pass


class Walk(Acts):
    def __init__(self, seed, data):
        self.random = random.Random(seed)
        self.model = Model()
        self.done, self.seen = [], collections.Counter()
        self.declared = 0
        self.templates = {}
        for name in ("export", "transfer"):
            with open(os.path.join(data, name + ".json")) as source:
                self.templates[name] = json.load(source)

    # -- commands ---------------------------------------------------------

    def run(self, program, *words, user="tt-gate", stdin=""):
        command = [program, "--as", user, *words]
        self.done.append(" ".join(command))
        got = subprocess.run(command, input=stdin, text=True, timeout=60,
                             capture_output=True)
        self.seen[program, words[0], got.returncode] += 1
        self.done[-1] += f"  # {got.returncode} {got.stderr.strip()}"
        return got.returncode, [json.loads(line)
                                for line in got.stdout.splitlines()]

    def expect(self, what, want, got):
        if want != got:
            want, got = self.apart(want, got), self.apart(got, want)
            raise Differs(f"{what}\n  model: {want}\n    ck: {got}")

    @staticmethod
    def apart(one, other):
        """Of long lists only what the other has not."""
        if isinstance(one, dict) and isinstance(other, dict):
            return {k: v for k, v in one.items() if other.get(k) != v}
        if isinstance(one, list) and isinstance(other, list) and len(one) > 9:
            return [v for v in one if v not in other] or one
        return one

    def compare(self, want, status, got):
        """Exit status, and the meaning of what was answered."""
        if want[0] != status:
            self.expect("exit status, answer", want, (status, got))
        if want[1] is not None:
            self.expect("answer", want[1], got)

    @staticmethod
    def codes(records, done="state"):
        """Why not, else what the first record says was done."""
        if not records:
            return None
        if "reasons" in records[0]:
            return [r["code"] for r in records[0]["reasons"]]
        return records[0].get(done)

    # -- choices ----------------------------------------------------------

    def trip(self):
        return self.random.choice([t.name for t in self.model.trips.values()
                                   if not t.closed])

    def going(self):
        return self.random.choice([t.name for t in self.model.trips.values()
                                   if not t.turned and not t.closed])

    def check(self):
        """Mostly one that the trip needs, by who gives it."""
        trip = self.model.trips[self.trip()]
        names = list(trip.checks) if self.random.random() < 0.9 else CHECKS
        name = self.random.choice(list(names))
        right = [u for u, a in STAFF.items() if a == CHECKS[name][0]]
        users = right if self.random.random() < 0.85 else STAFF
        return self.random.choice(list(users)), name, trip.name

    def version(self, trip):
        """What an officer who looks at the trip has seen."""
        with sqlite3.connect(f"file:{os.environ['CK_STORE']}?mode=ro",
                             uri=True) as store:
            return str(store.execute(
                "select max(v) from (select max(t.version, d.version) v"
                " from trip t join declaration d using (declaration)"
                " where t.trip = :trip union all"
                " select v.version from need n join verdict v"
                " using (subject, name) where n.trip = :trip)",
                {"trip": trip}).fetchone()[0])

    # -- acts -------------------------------------------------------------

    def document(self, kind):
        """A declaration of this kind, of vehicles nobody has yet."""
        n = self.declared
        source = "transfer" if kind == "transfer" else "export"
        document = json.loads(json.dumps(self.templates[source]))
        for k, vehicle in enumerate(document["vehicles"]):
            chinese = vehicle["nationality"] == "CN"
            vehicle["plate"] = (f"桂F·B{n:04d}" if chinese
                                else f"29C-{n:03d}.{k:02d}")
            vehicle.pop("trailer", None)
            if vehicle.pop("container", None):
                vehicle["axles"] = 6
        first = "1" if kind in ("transfer", "inland") else "3"
        document["customs"][0]["number"] = f"{first}05{n:08d}0"
        if kind in ("furniture", "inland"):
            document["goods"][0].update(hs="94036090", gross_kg=9000)
            document["vehicles"][0].update({"class": "VT4"})
        if kind == "inland":
            document["direction"] = "import"
        return document

    def declare(self):
        kind = self.random.choice(["fruit", "fruit", "furniture", "inland",
                                   "transfer"])
        self.declared += 1
        document = self.document(kind)
        status, records = self.run("ck-declare", "submit", user="dn-hoa",
                                   stdin=json.dumps(document))
        self.expect("exit status", 0, status)
        record = records[0]
        self.model.declare(record["declaration"], kind,
                           document["customs"][0]["number"])
        for trip in record["trips"]:
            self.expect(f"checks of {trip['trip']}",
                        sorted(self.model.trips[trip["trip"]].checks),
                        sorted(trip["checks"]))

    def move(self):
        self.move_trip(self.model.trips[self.trip()])

    def move_trip(self, trip):
        to = self.model.way(trip.name)
        if self.model.lane(trip) and not trip.turned:
            self.drive(trip)
            return
        if not to or trip.turned:
            return
        body = {"from": trip.zone, "to": to, "lane": "B0-1", "leg": "out",
                "laden": trip.laden}
        if trip.zone in ("outside", "abroad"):
            body["enters"] = True
        if trip.zone == "abroad":
            body.update(crossing="in", counted=True)
        event = {"event": "trip.moved", "root": trip.declaration,
                 "subject": trip.name, "body": body}
        status, _ = self.run("store-write", "append",
                             stdin=json.dumps({"events": [event]}))
        self.expect("exit status", 0, status)
        self.model.move(trip.name, to)

    def drive(self, trip):
        """People see it through a lane, whatever is open."""
        lane = self.model.lane(trip)[0]
        status, _ = self.run("ck-gate", "run", lane, stdin=json.dumps(
            {"kind": "passage", "trip": trip.name, "lane": lane}))
        self.expect("exit status", 0, status)
        self.model.pass_lane(trip)

    def confirm(self):
        user, name, trip = self.check()
        reason = self.random.choice([None, None, "document-seen"])
        self.confirm_check(user, name, trip, reason)

    def confirm_check(self, user, name, trip, reason=None):
        conditions = (("reseal",) if name == "customs_goods"
                      and self.random.random() < 0.5 else ())
        status, records = self.run(
            "ck-clear", "confirm", "--seen", self.version(trip),
            *(["--reason", reason] if reason else []),
            *(["--conditions", *conditions] if conditions else []), name, trip,
            user=user)
        self.compare(self.model.confirm(user, name, trip, reason, conditions),
                     status, self.codes(records))

    def confirm_what_is_ready(self, declaration=None, times=4):
        """A straight way through, so that the far end is seen too."""
        trips = [t for t in self.model.trips.values()
                 if declaration in (None, t.declaration) and not t.closed]
        for _ in range(times):
            asked = [t.name for t in trips
                     if any(self.model.unasked(t, n) for n in t.checks)]
            if asked and self.random.random() < 0.3:
                trip = self.random.choice(asked)
                status, records = self.run("ck-clear", "request",
                                           "plant_quarantine", trip,
                                           user="kdtv-son")
                self.compare(self.model.step("request", "kdtv-son",
                                             "plant_quarantine", trip), status,
                             self.codes(records))
            ready = [(t.name, n) for t in trips
                     for n, c in t.checks.items()
                     if c.state in ("open", "requested") and not CHECKS[n][4]
                     and not self.model.ground(t, n)]
            if ready:
                trip, name = self.random.choice(ready)
                user = self.random.choice([u for u, a in STAFF.items()
                                           if a == CHECKS[name][0]])
                self.confirm_check(user, name, trip)

    def refuse(self):
        user, name, trip = self.check()
        reason = self.random.choice(["pest", "goods-differ"])
        status, records = self.run("ck-clear", "refuse", "--reason", reason,
                                   "--seen", self.version(trip), name, trip,
                                   user=user)
        self.compare(self.model.refuse(user, name, trip, reason), status,
                     self.codes(records))

    def step(self):
        act = self.random.choice(["request", "start", "start"])
        user, name, trip = self.check()
        ready = [(u, n, t.name) for t in self.model.trips.values()
                 if not t.closed for n, c in t.checks.items()
                 if c.state in ("open", "requested")
                 and not self.model.ground(t, n)
                 for u, a in STAFF.items() if a == CHECKS[n][0]]
        if act == "start" and ready and self.random.random() < 0.5:
            user, name, trip = self.random.choice(ready)
        if act == "request" and STAFF[user] != CHECKS[name][0]:
            return              # whoever declares may ask, too
        status, records = self.run("ck-clear", act, name, trip, user=user)
        self.compare(self.model.step(act, user, name, trip), status,
                     self.codes(records))

    def withdraw(self):
        """Mostly of what somebody has begun."""
        user, name, trip = self.check()
        begun = [(self.random.choice([u for u, a in STAFF.items()
                                      if a == CHECKS[n][0]]), n, t.name)
                 for t in self.model.trips.values() if not t.closed
                 for n, c in t.checks.items() if c.state != "open"]
        if begun and self.random.random() < 0.7:
            user, name, trip = self.random.choice(begun)
        status, records = self.run("ck-clear", "withdraw", "--reason",
                                   "mistake", name, trip, user=user)
        self.compare(self.model.withdraw(user, name, trip, "mistake"), status,
                     self.codes(records))

    def hold(self):
        user, trip = self.random.choice(list(STAFF) + ["phi-nga"] * 4), \
            self.trip()
        reason = self.random.choice(["overweight", "watch"])
        status, records = self.run("ck-clear", "hold", "--reason", reason,
                                   trip, user=user)
        want = self.model.hold(user, reason, trip)
        self.compare((want[0], want[1]), status, records[0]["hold"])
        if not want[1]:
            self.model.held(records[0]["hold"], user, reason, trip)

    def lift(self):
        if not self.model.holds:
            return
        name = self.random.choice(list(self.model.holds))
        owner = self.model.holds[name]["agency"]
        near = [u for u, a in STAFF.items()
                if a in (owner, ABOVE.get(owner), ABOVE.get(ABOVE.get(owner)))]
        user = self.random.choice(near if self.random.random() < 0.6
                                  else list(STAFF))
        status, records = self.run("ck-clear", "lift", "--reason", "put-right",
                                   name, user=user)
        self.compare(self.model.lift(user, name, "put-right"), status,
                     self.codes(records))

    def cashier(self):
        return "phi-nga" if self.random.random() < 0.9 else self.random.choice(
            list(STAFF))

    def assess(self):
        user, trip = self.cashier(), self.going()
        status, records = self.run("ck-fee", "assess", trip, user=user)
        self.compare(self.model.assess(user, trip), status,
                     [(r["fee"], r["charge"], r["amount"]) for r in records
                      if "fee" in r])

    def pay(self):
        user, trip = self.cashier(), self.going()
        reference = f"R{self.random.randrange(40)}"
        means = self.random.choice(["cash", "transfer"])
        due = [t.name for t in self.model.trips.values()
               if not t.turned and not t.closed and any(f.open for f in t.fees)]
        if due and self.random.random() < 0.7:
            trip = self.random.choice(due)
        amount = self.random.choice([1000, 90000, 300000, 390000, 800000])
        status, records = self.run(
            "ck-fee", "pay", "--reference", reference, "--means", means,
            "--amount", str(amount), trip, user=user)
        want = self.model.pay(user, reference, means, amount, trip)
        if want[0] == 65:
            want = 65, None
        done = sum(r["amount"] for r in records if r.get("done"))
        self.compare(want, status, self.codes(records) if status else done)

    def join(self):
        fit = [t.name for t in self.model.trips.values()
               if t.direction == "export" and t.zone == "outside"
               and not t.closed]
        trip = self.random.choice(fit) if fit and self.random.random() < 0.7 \
            else self.going()
        status, records = self.run("ck-queue", "join", trip)
        record = records[0] if records else {}
        self.compare(self.model.join(trip), status,
                     record.get("code") if status else
                     (record["class"], record["state"]))

    def call(self):
        user = "tt-gate" if self.random.random() < 0.8 else "hq-lan"
        count = self.random.randint(1, 3)
        status, records = self.run("ck-queue", "call", "export", str(count),
                                   user=user)
        self.compare(self.model.call(user, count), status,
                     [r["trip"] for r in records if "trip" in r])

    def leave(self):
        user = "tt-gate" if self.random.random() < 0.8 else "hq-lan"
        trip = self.trip()
        status, records = self.run("ck-queue", "leave", "--reason",
                                   "documents", trip, user=user)
        self.compare(self.model.leave(user, trip, "documents"), status,
                     records[0]["state"] if records else None)

    # Acts and how often. A verb more: its method above, a line here.
    ACTS = [(declare, 3), (move, 4), (confirm, 7), (confirm_what_is_ready, 4),
            (refuse, 2), (step, 3), (withdraw, 2), (hold, 2), (lift, 3),
            (assess, 3), (pay, 4), (join, 5), (call, 2), (leave, 1),
            (Acts.fact, 4), (Acts.amend, 4), (Acts.turn_back, 2),
            (Acts.dispose, 3), (Acts.divert, 1), (Acts.impound, 1),
            (Acts.refuse_goods, 3), (Acts.note, 2), (Acts.answer, 2),
            (Acts.close, 2), (Acts.second_thoughts, 3),
            (Acts.second_channel, 2), (Acts.over_the_line, 2),
            (Acts.weigh, 4)]

    # -- all that is shown --------------------------------------------------

    def status(self, view):
        """The screen of each trip."""
        _, records = self.run("ck-clear", "status", *self.model.trips)
        held = {}
        for r in records:
            trip = r["trip"]
            view["zones"][trip] = r["zone"]
            for c in r["checks"]:
                view["checks"][trip, c["check"]] = (
                    c["state"], c.get("actor") if c["state"] in
                    ("confirmed", "refused") else None)
            held[trip] = sorted(h["hold"] for h in r.get("holds", []))
        return held

    def pending(self, agency):
        _, records = self.run("ck-clear", "pending", "--agency", agency)
        return sorted((r["trip"], r["check"], r["state"], r["ready"])
                      for r in records)

    def view(self):
        view = collections.defaultdict(dict)
        held = self.status(view)
        for agency in sorted({c[0] for c in CHECKS.values()}):
            view["pending"][agency] = self.pending(agency)
        _, records = self.run("ck-fee", "list")
        view["fees"] = {r["fee"]: (r["charge"], r["amount"], r["paid"],
                                   r["open"], r["state"]) for r in records}
        view["notes"] = self.open_notes()
        _, records = self.run("ck-queue", "list", "export")
        view["queue"] = [r["trip"] for r in records
                         if r.get("state") == "waiting"]
        return view, held

    def tables(self):
        """The same, from the tables behind the programs' backs."""
        with sqlite3.connect(f"file:{os.environ['CK_STORE']}?mode=ro",
                             uri=True) as store:
            checks = {(t, n): (s, a if s in ("confirmed", "refused") else None)
                      for t, n, s, a in store.execute(
                          "select n.trip, n.name, v.state, v.actor from need n"
                          " join verdict v on v.subject = n.subject"
                          " and v.name = n.name")}
            holds = {h: (a, r, s, lifted is None)
                     for h, a, r, s, lifted in store.execute(
                         "select hold, agency, reason, subject, lifted_at"
                         " from hold")}
            paid = dict(store.execute(
                "select fee, sum(amount_minor) from payment group by fee"))
        return checks, holds, paid

    def look(self):
        want = self.model.view()
        got, held = self.view()
        for what in ("zones", "checks", "fees", "queue", "notes"):
            self.expect(what, want[what], dict(got[what]) if isinstance(
                got[what], dict) else got[what])
        for agency, rows in want["pending"].items():
            self.expect(f"pending of {agency}", rows,
                        got["pending"].get(agency, []))
        self.expect("holds by trip",
                    {t: sorted(h for h, of in want["holds"].items()
                               if of[2] in (t, "CKHN/" + trip.customs[:11])
                               and of[3])
                     for t, trip in self.model.trips.items()}, held)
        checks, holds, paid = self.tables()
        self.expect("table verdict", want["checks"], checks)
        self.expect("table hold", want["holds"], holds)
        self.expect("table payment",
                    {f: row[2] for f, row in want["fees"].items() if row[2]},
                    paid)

    def go(self, steps):
        acts, often = zip(*self.ACTS)
        for n in range(steps):
            act = self.random.choices(acts, often)[0] if n > 3 else \
                Walk.declare
            act(self)
            if n % EVERY == EVERY - 1:
                self.look()
        self.look()


def main():
    seed, steps, data, *mutation = sys.argv[1:]
    walk = Walk(int(seed), data)
    for name in mutation:
        MUTATIONS[name](walk.model)
    try:
        walk.go(int(steps))
    except (Differs, subprocess.TimeoutExpired) as error:
        print(f"seed {seed}, after {len(walk.done)} commands, the last:")
        print("\n".join(walk.done[-4:]))
        print(error)
        sys.exit(1)
    for (program, verb, status), count in sorted(walk.seen.items()):
        print(program, verb, status, count)


if __name__ == "__main__":
    main()
