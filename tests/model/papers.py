"""What changes a trip beside verdicts: customs' facts, corrections of the
declaration, decisions about goods and vehicles, and notes. Part of the model
(rules.py), and written as it is.
"""
CHANNELS = ("green", "yellow", "red")
SATISFIES = ("released", "cleared", "storage", "transit")
# What of a declaration is corrected, and who has vouched for it.
VOUCHED = {
    "seals": ("customs_goods", "customs_reseal", "customs_yard_out",
              "customs_out", "transfer"),
    "crew": ("border_guard_check",),
    "value": ("customs_documents", "customs_finish", "fee"),
}
# What a vehicle that is turned back has to have, to get out.
TURNED = {"export": ("customs_yard_out",),
          "import": ("border_guard_out", "customs_out"),
          "receiving": ("border_guard_yard_out", "customs_yard_out")}
ANSWERS = {"dispute": "gate_centre", "incident": "gate_centre",
           "feedback": "management_board"}


class Papers:
    def begin_papers(self):
        self.customs = {}               # number: [channel, release]
        self.notes = {}                 # D-1: what it is
        self.vouched = dict(VOUCHED)    # a mutation may change these
        self.satisfies = SATISFIES
        self.turned = dict(TURNED)
        self.answers = dict(ANSWERS)
        self.tolerance, self.anew = 0.05, True

    def above_of(self, agency):
        """The agency and those over it."""
        while agency:
            yield agency
            agency = self.above.get(agency)

    # -- customs' facts ---------------------------------------------------

    def others(self, trip, name):
        """A declaration's check is one for all its trips."""
        return [known[name] for t in self.trips.values()
                if t.declaration == trip.declaration
                for known in (t.checks, t.unneeded)
                if name in known] if name in self.shared else []

    @staticmethod
    def differs(check):
        """What it vouches for was changed while nobody asked."""
        return check.changed and check.state == "confirmed"

    def need(self, trip, name):
        shared = self.others(trip, name)
        check = shared[0] if shared else trip.unneeded.get(name) or self.new()
        trip.unneeded.pop(name, None)
        trip.checks[name] = check
        if self.differs(check):
            check.stale()
        check.changed = False

    def drop(self, trip, name):
        """What was said stays said; what was begun is begun anew."""
        check = trip.checks.pop(name)
        if name in self.shared:
            trip.unneeded[name] = check
        elif check.state in ("confirmed", "refused"):
            trip.unneeded[name], check.steps = check, []

    def renew(self, trip):
        """The rules say what it needs, now."""
        changed = not trip.turned and not trip.closed
        while changed:
            wanted = {n for n in self.checks if self.checks[n][5](trip)}
            wanted.update(self.left(trip))
            before = set(trip.checks)
            for name in self.checks:    # a walk is the same each time
                if name in before - wanted:
                    self.drop(trip, name)
                elif name in wanted - before:
                    self.need(trip, name)
            changed = set(trip.checks) != before

    def stop(self, subject, stopped):
        for hold in self.holds.values():
            if (hold["trip"], hold["by"], hold["lifted"]) == (
                    subject, "rule:customs", None):
                if stopped:
                    return
                hold["lifted"] = "rule:customs"
        if stopped:
            self.holds[f"CKHN-H{len(self.holds) + 1:05d}"] = {
                "agency": "customs", "reason": "customs-stopped",
                "trip": subject, "lifted": None, "by": "rule:customs"}

    @staticmethod
    def in_hand(check):
        """A person has taken it back, or begun it."""
        return bool(check.actor) and not check.actor.startswith("rule:")

    def released(self, trip, satisfied, news=True):
        """What a rule has said a rule takes back, and nothing else; what a
        person has taken back it says again when there is news."""
        check = trip.checks.get("supervision_exit")
        if not check:
            return
        if satisfied and check.state in self.open:
            if not news and self.in_hand(check):
                return
            check.state, check.actor = "confirmed", "rule:supervision_exit"
            check.reason = None
        elif not satisfied and check.state == "confirmed" and (
                check.actor.startswith("rule:")):
            check.state, check.actor = "open", "rule:supervision_exit"
            check.steps = []

    def fact(self, agency, number, channel, release):
        if agency != "customs":
            return 77
        known = self.customs.setdefault(number, [None, None])
        was, known[0], known[1] = list(known), channel, release
        if was == known:
            return 0
        trips = [t for t in self.trips.values()
                 if t.customs == number and not t.turned
                 and not t.closed]
        if release != was[1] and "stopped" in (release, was[1]):
            self.stop("CKHN/" + number[:11], release == "stopped")
        for trip in trips:
            trip.channel = channel
            self.renew(trip)
        for trip in trips:
            self.released(trip, release in self.satisfies,
                          news=release != was[1])
        return 0

    # -- corrections --------------------------------------------------------

    def amend(self, trip, what):
        """Which confirmations are to be given again, of which trips. What
        customs has said counts for what is declared now. Of a load whose
        trip is over nothing is corrected."""
        if what == "value" and any(
                t.declaration == trip.declaration and t.role == "main"
                and t.closed for t in self.trips.values()):
            return 1, None
        stale = [(t.name, name) for t in self.trips.values()
                 for name in self.vouched[what]
                 if t.declaration == trip.declaration and not t.closed
                 and (t is trip or what == "value" or name == "transfer")
                 and name in t.checks and t.checks[name].state == "confirmed"]
        for name, check in stale:   # one may take the next one's need away
            t = self.trips[name]
            (t.checks.get(check) or t.unneeded[check]).stale()
            self.renew(t)
        for t in self.trips.values():
            for name in self.vouched[what]:
                if (t.declaration == trip.declaration and name in t.unneeded
                        and (t is trip or what == "value")):
                    t.unneeded[name].changed = True
        for name, check in stale:
            end = self.trips[name]
            end.given = end.given and check != "transfer"
            stale = sorted(set(stale + self.fall(end)))
        for t in self.trips.values():
            if t.declaration == trip.declaration:
                self.renew(t)
        release = self.customs.get(trip.customs, [None, None])[1]
        for t in self.trips.values():
            if t.declaration == trip.declaration and not t.closed and (
                    release not in (None, "none")):
                self.released(t, release in self.satisfies, news=False)
        return 0, sorted(stale)

    # -- decisions ----------------------------------------------------------

    def turn_back(self, trip):
        """Only of a vehicle that has entered; else its trip is over."""
        if trip.given:
            return 1, ["load-given"]
        if not trip.turned:
            trip.turned, trip.place = True, None
            names = self.turned["receiving" if trip.role == "receiving"
                                else trip.direction]
            had = trip.checks
            trip.checks = {n: had.get(n) or self.new() for n in names}
            for name in self.left(trip):
                trip.checks[name] = had.get(name) or self.new()
        return 0, sorted(trip.checks)

    def divert(self, trip):
        """It gets out like one that is turned back."""
        return self.turn_back(trip)

    def end(self, trip):
        """Nobody waits any more for what was not given; but who has its load
        has to show that."""
        trip.closed, trip.place = True, None
        for name, check in trip.checks.items():
            others = name in self.shared and any(
                t.declaration == trip.declaration and not t.closed
                for t in self.trips.values())
            if check.state in self.open and not others:
                check.state = "void"
        for other in self.trips.values():
            if other.name in trip.gives and not other.closed:
                for name in self.left(other):
                    if name not in other.checks:
                        self.need(other, name)

    def impound(self, trip):
        for hold in self.holds.values():
            if hold["trip"] == trip.name and not hold["lifted"] and (
                    hold["agency"] == "customs"
                    or hold["by"].startswith("rule:")):
                hold["lifted"] = "rule:impound"
        self.end(trip)
        return 0, []

    def stop_goods(self, trip, agency):
        """A part that may not pass holds the vehicle, once."""
        hold = {"agency": agency, "reason": "goods-refused",
                "trip": trip.name, "lifted": None, "by": "rule:goods"}
        if hold not in self.holds.values():
            self.holds[f"CKHN-H{len(self.holds) + 1:05d}"] = hold

    def refuse_goods(self, trip, agency, packages):
        if packages > trip.packages:
            return 1, ["goods-exceeded"]
        trip.packages -= packages
        trip.refused += packages
        self.stop_goods(trip, agency)
        return 0, packages

    @staticmethod
    def undecided(trip):
        return trip.refused

    def dispose(self, trip, packages):
        """First of what was refused and is undecided. The rest is refused
        by it; when nothing is undecided, the vehicle is let go."""
        part = min(self.undecided(trip), packages)
        if packages - part > trip.packages:
            return 1, ["goods-exceeded"]
        if packages > part:
            self.stop_goods(trip, "customs")
        trip.refused -= part
        trip.packages -= packages - part
        weight = trip.checks.get("weight")
        if self.anew and weight and weight.state == "confirmed":
            weight.stale()      # that was another load
            self.renew(trip)
        for hold in self.holds.values():
            if not trip.refused and not hold["lifted"] and (
                    hold["trip"], hold["by"]) == (trip.name, "rule:goods"):
                hold["lifted"] = "rule:goods"
        return 0, trip.packages + trip.refused

    # -- weighing -----------------------------------------------------------

    @staticmethod
    def gross(trip):
        """As declared: its own mass, and what it carries or is to receive."""
        own, load = {"fruit": (15200, 21500), "furniture": (15200, 9000),
                     "garlic": (6120 if trip.name.endswith("2") else 6080,
                                9000)}[trip.goods]
        return own + load * (trip.packages + trip.refused) // 1200

    def weigh(self, trip, kg):
        """More than a twentieth beside what is declared is held, else the
        rule confirms; a limit of error matters to neither here."""
        trip.weighed = kg
        if abs(kg - self.gross(trip)) > self.tolerance * self.gross(trip):
            self.holds[f"CKHN-H{len(self.holds) + 1:05d}"] = {
                "agency": "gate_centre", "reason": "weight-mismatch",
                "trip": trip.name, "lifted": None, "by": "rule:weight"}
            return 0, "outside"
        check = trip.checks["weight"]
        if check.state in self.open:
            check.state, check.actor = "confirmed", "rule:weight"
            check.reason = None
            self.renew(trip)
        return 0, "within"

    # -- notes --------------------------------------------------------------

    def note(self, user, kind, text, trip):
        for number, note in self.notes.items():
            if (note["by"], note["kind"], note["text"], note["trip"],
                    note["closed"]) == (user, kind, text, trip, None):
                return 0, number
        count = sum(n["kind"] == kind for n in self.notes.values())
        number = f"{kind[0].upper()}-{count + 1}"
        self.notes[number] = {"by": user, "kind": kind, "text": text,
                              "trip": trip, "answer": None, "closed": None}
        return 0, number

    def answer(self, user, agency, number, text):
        note = self.notes[number]
        if agency not in self.above_of(self.answers[note["kind"]]):
            return 77
        if note["answer"]:
            return 0 if note["answer"] == (user, text) else 1
        if note["closed"]:
            return 1
        note["answer"] = user, text
        return 0

    def close(self, user, agency, number):
        note = self.notes[number]
        mine = note["by"] == user
        if not mine and agency not in self.above_of(
                self.answers[note["kind"]]):
            return 77
        if note["closed"]:
            return 0 if note["closed"] == user else 1
        if not note["answer"] and not mine:
            return 1
        note["closed"] = user
        return 0

    def open_notes(self):
        return {number: "answered" if n["answer"] else "open"
                for number, n in self.notes.items() if not n["closed"]}
