"""The domain as a second program knows it: checks and their verdicts, holds,
weighings, fees and the queue of the site Hữu Nghị. Written from the manuals and
the site's published rules, not from the C; it reads no store and no site
file.

Each act of class Model takes what a command is told and returns
(exit status, meaning), and changes the model when that is 0. Meaning is what
the command's answer says, without ids that only the store can give: a list of
codes of a refusal, or what was done.

To add a verb: an act here, its command in walk.py (Walk.ACTS), and what
listings show of it in Model.view() and Walk.view().
"""
from fractions import Fraction

from papers import Papers

STAFF = {"hq-lan": "customs", "hq-minh": "customs", "bp-hung": "border_guard",
         "bp-nam": "border_guard", "yte-mai": "medical_quarantine",
         "kdtv-son": "plant_quarantine", "vantai-tu": "transport",
         "tt-gate": "gate_centre", "phi-nga": "fee",
         "bai-xuan-cuong": "yard:XUAN-CUONG", "bql-an": "management_board"}
ABOVE = {"fee": "gate_centre", "yard:XUAN-CUONG": "gate_centre",
         "gate_centre": "management_board"}
YARD = ("yard", "control")


def carries(trip):
    return trip.laden or trip.role == "receiving"


def goes_inland(trip):
    return trip.direction == "import" and not trip.gives


# name: agency, where (None: anywhere), what comes first, what comes first at
# the other end of a transshipment, which fact confirms it, who needs it
CHECKS = {
    "border_guard_arrival": ("border_guard", YARD, (), (), None,
                             lambda t: True),
    "customs_arrival": ("customs", YARD, (), (), None, lambda t: True),
    "customs_documents": ("customs", None, (), (), None,
                          lambda t: t.channel in ("yellow", "red")),
    "customs_goods": ("customs", YARD, ("customs_arrival",
                                        "customs_documents"), (), None,
                      lambda t: t.role != "receiving"
                      and t.channel == "red"),
    "customs_reseal": ("customs", YARD, ("customs_goods",), (), None,
                       lambda t: "customs_goods" in t.checks
                       and "reseal" in t.checks["customs_goods"].conditions),
    "medical_quarantine": ("medical_quarantine", YARD, (), (), None,
                           lambda t: t.direction == "import"
                           and t.role != "receiving"),
    "plant_quarantine": ("plant_quarantine", YARD, (), (), None,
                         lambda t: t.role == "main"
                         and t.goods in ("fruit", "garlic")),
    "transport_licence": ("transport", None, (), (), None,
                          lambda t: t.role == "main"),
    "transport_entry": ("transport", None, (), (), "passage",
                        lambda t: t.direction == "import" and t.role == "main"
                        and t.nationality != "VN"),
    "transfer": ("yard:XUAN-CUONG", ("yard",),
                 ("transport_licence", "border_guard_arrival",
                  "customs_arrival"),
                 ("border_guard_arrival", "customs_arrival"), None,
                 lambda t: t.gives),
    "weight": ("gate_centre", None, (), ("transfer",), "weighing",
               lambda t: t.role == "receiving" or not t.gives),
    "fee": ("fee", None, (), (), "fee", carries),
    "supervision_exit": ("customs", None, (), (), "customs", carries),
    "customs_finish": ("customs", YARD, ("customs_arrival",
                                         "customs_documents",
                                         "customs_goods"), (), None,
                       lambda t: t.role != "receiving"),
    "border_guard_check": ("border_guard", YARD, ("border_guard_arrival",),
                           (), None, lambda t: t.role != "receiving"),
    "border_guard_yard_out": ("border_guard", ("yard",),
                              ("border_guard_arrival", "border_guard_check"),
                              (), None, goes_inland),
    "customs_yard_out": ("customs", ("yard",),
                         ("customs_arrival", "supervision_exit",
                          "plant_quarantine", "customs_finish"),
                         ("transfer", "plant_quarantine", "customs_finish"),
                         None, goes_inland),
    "border_guard_out": ("border_guard", YARD, ("border_guard_check",), (),
                         None, lambda t: t.direction == "export"),
    "customs_out": ("customs", YARD, ("customs_finish", "supervision_exit"),
                    (), None, lambda t: t.direction == "export"),
    "border_guard_return": ("border_guard", YARD, (), (), None,
                            lambda t: t.home),
    "customs_return": ("customs", None, (), (), "passage", lambda t: t.home),
}
SHARED = ("customs_documents",)         # one for all trips of a declaration
ON_REQUEST = ("plant_quarantine",)      # asked for before anything else
SHARES = {"fresh": 3, "other": 1}
CLASSES = {"VT4": 300000, "VT6": 800000}
OPEN = ("open", "requested", "started", "stale")
# a step, what it follows on, and whether the vehicle must be there
STEPS = {"request": ("requested", ("open", "stale"), False),
         "start": ("started", ("open", "stale", "requested"), True)}


class Check:
    def __init__(self):
        self.state, self.actor, self.reason = "open", None, None
        self.steps = []
        self.conditions = ()            # of a confirmation
        self.changed = False            # what it vouched for, while unneeded

    def stale(self):
        self.state, self.actor, self.reason = "stale", None, None
        self.steps, self.conditions = [], ()


class Trip:
    def __init__(self, name, role, direction, klass, goods, nationality="VN",
                 gives=()):
        self.name, self.role, self.direction = name, role, direction
        self.klass, self.goods, self.nationality = klass, goods, nationality
        self.gives = gives              # numbers of the trips that take over
        self.laden = role == "main"
        self.zone = ("abroad" if direction == "import" and role == "main"
                     else "outside")
        self.checks, self.fees = {}, []
        self.unneeded = {}              # verdicts that nobody asks for now
        self.customs = self.channel = None
        self.turned = self.closed = False
        self.home = False               # on its empty way back
        self.given = False              # its load, by a signed transfer
        self.packages = 1200            # of what is on it alone, to pass
        self.refused = 0                # of it, and nobody has decided
        self.weighed = None             # kg
        self.place = None               # in the queue

    @property
    def declaration(self):
        return self.name.split(".")[0]


class Fee:
    def __init__(self, name, charge, amount):
        self.name, self.charge, self.amount = name, charge, amount
        self.paid = 0

    @property
    def open(self):
        return max(self.amount - self.paid, 0)


class Model(Papers):
    open, shared, new = OPEN, SHARED, Check

    def __init__(self):
        self.begin_papers()
        self.trips = {}
        self.holds = {}                 # id: what it is
        self.references = {}
        self.turns = {}                 # class: turns in the queue
        self.tickets = {}
        self.called = 0
        self.checks = dict(CHECKS)      # a mutation may change these
        self.on_request = ON_REQUEST
        self.shares = dict(SHARES)
        self.classes = dict(CLASSES)
        self.above = dict(ABOVE)

    # -- declaring and moving --------------------------------------------

    def declare(self, name, kind, number):
        make = {
            "fruit": lambda: [Trip(name + ".1", "main", "export", "VT6",
                                   "fruit")],
            "furniture": lambda: [Trip(name + ".1", "main", "export", "VT4",
                                       "furniture")],
            "inland": lambda: [Trip(name + ".1", "main", "import", "VT4",
                                    "furniture")],
            "transfer": lambda: [
                Trip(name + ".1", "main", "import", "VT6", "garlic", "CN",
                     (name + ".2", name + ".3")),
                Trip(name + ".2", "receiving", "import", "VT4", "garlic"),
                Trip(name + ".3", "receiving", "import", "VT4", "garlic")],
        }[kind]
        for trip in make():
            trip.customs = number
            trip.checks = {n: Check() for n, c in self.checks.items()
                           if c[5](trip)}
            self.trips[trip.name] = trip

    def way(self, name):
        """Where a vehicle goes next, one that comes in from its own side."""
        trip = self.trips[name]
        comes_in = trip.direction == "import" and trip.role == "main"
        return ({"abroad": "control", "control": "yard"} if comes_in else
                {"outside": "yard", "yard": "control"}).get(trip.zone)

    def move(self, name, to):
        self.trips[name].zone = to

    HOME = {"abroad": ("B2-3", "control"), "control": ("B1-4", "yard"),
            "yard": ("B0-3", "outside")}

    def lane(self, trip):
        """An export's lane over the line, and those of its way home."""
        if trip.home:
            return self.HOME[trip.zone]
        return ("B2-1", "abroad") if (trip.zone, trip.direction) == (
            "control", "export") else None

    def pass_lane(self, trip):
        """Over the line its way home begins, out of the yard it is over."""
        was, trip.zone = trip.zone, self.lane(trip)[1]
        if trip.zone == "outside":
            self.end(trip)
        elif trip.zone == "abroad":
            trip.home = True
            self.renew(trip)
        check = trip.checks.get("customs_return")
        if was == "abroad" and check and check.state in OPEN:
            check.state, check.actor = "confirmed", "rule:customs_return"
            check.reason = None

    # -- verdicts ---------------------------------------------------------

    def linked(self, trip):
        """The trips at the other end of a transshipment."""
        return [t for t in self.trips.values()
                if t.name in trip.gives or trip.name in t.gives]

    def missing(self, trip, name):
        _, _, after, linked, _, _ = self.checks[name]
        first = [(trip, other) for other in after]
        for t in self.linked(trip):
            gave = t.given and trip.name in t.gives
            if not gave and (trip.turned or trip.name in t.gives
                             and (t.turned or t.closed)):
                continue
            for other in linked:
                end = (trip if t.closed and gave and other in trip.checks
                       else t)
                if (end, other) not in first:
                    first.append((end, other))
        return [other for end, other in first
                if other in end.checks
                and end.checks[other].state != "confirmed"]

    def left(self, trip):
        """What givers that are gone have left unseen on its load."""
        waited = {n for name in trip.checks for n in self.checks[name][3]}
        return [n for t in self.trips.values()
                if t.closed and t.given and trip.name in t.gives
                for n, c in t.checks.items()
                if n in waited and c.state != "confirmed"]

    def fall(self, trip):
        """What rested on a verdict of this trip is to be given again."""
        stale = []
        for other in self.linked(trip):
            if other.closed:
                continue
            if other.turned and not (trip.given and other.name in trip.gives):
                continue
            for name, check in other.checks.items():
                if (check.state == "confirmed" and not self.checks[name][4]
                        and any(n in trip.checks
                                and trip.checks[n].state != "confirmed"
                                for n in self.checks[name][3])):
                    check.stale()
                    other.given = other.given and name != "transfer"
                    stale.append((other.name, name))
                    stale += self.fall(other)
        return stale

    def lonely(self, trip, name):
        """Part of the load is for a vehicle that is gone."""
        return (self.checks[name][3] and not trip.turned and not trip.given
                and any(self.trips[t].turned or self.trips[t].closed
                        for t in trip.gives))

    def forsaken(self, trip):
        """It came for a load, and all who were to give it are gone."""
        givers = [t for t in self.trips.values() if trip.name in t.gives]
        return givers and not trip.turned and not any(
            t.given or not (t.turned or t.closed) for t in givers)

    def present(self, trip, name):
        where = self.checks[name][1]
        return not where or trip.zone in where

    def unasked(self, trip, name):
        return (name in self.on_request
                and trip.checks[name].state == "open")

    def ground(self, trip, name, order=True):
        codes = [] if self.present(trip, name) else ["not-present"]
        if order and self.unasked(trip, name):
            codes.append("not-requested")
        if order:
            codes += ["after"] * len(self.missing(trip, name))
        if order and self.checks[name][3] and self.forsaken(trip):
            codes.append("no-giver")
        if order and self.lonely(trip, name):
            codes.append("no-receiver")
        return codes

    def may(self, user, name):
        return STAFF[user] == self.checks[name][0]

    def asked(self, user, name, trip):
        """The check, or why it is none that this officer can give."""
        if not self.may(user, name):
            return None, (77, None)
        check = trip.checks.get(name)
        return check, None if check else (1, ["not-needed"])

    def confirm(self, user, name, trip, reason=None, conditions=()):
        trip = self.trips[trip]
        check, no = self.asked(user, name, trip)
        if no:
            return no
        if check.state == "confirmed" and check.actor == user and (
                not reason or reason == check.reason) and (
                not conditions or conditions == check.conditions):
            return 0, "confirmed"
        if check.state == "confirmed":
            return 1, ["already-confirmed"]
        if check.state == "refused":
            return 1, ["check-refused"]
        codes = []
        fact = self.checks[name][4]
        if fact == "weighing" and trip.weighed is None:
            codes.append("not-weighed")
        elif fact and not reason:
            codes.append("by-fact")
        codes += self.ground(trip, name)
        if codes:
            return 1, codes
        check.state, check.actor, check.reason = "confirmed", user, reason
        check.conditions = conditions
        self.renew(trip)
        trip.given = trip.given or name == "transfer"
        return 0, "confirmed"

    def refuse(self, user, name, trip, reason):
        trip = self.trips[trip]
        check, no = self.asked(user, name, trip)
        if no:
            return no
        if (check.state, check.actor, check.reason) == ("refused", user,
                                                        reason):
            return 0, "refused"
        codes = self.ground(trip, name, order=False)
        if codes:
            return 1, codes
        check.state, check.actor, check.reason = "refused", user, reason
        check.conditions = ()
        self.renew(trip)
        trip.given = trip.given and name != "transfer"
        self.fall(trip)
        return 0, "refused"

    def step(self, act, user, name, trip):
        trip = self.trips[trip]
        state, follows, there = STEPS[act]
        check, no = self.asked(user, name, trip)
        if no:
            return no
        if (check.state, check.actor) == (state, user):
            return 0, state
        if check.state not in follows:
            return 1, ["not-now"]
        codes = self.ground(trip, name) if there else []
        if codes:
            return 1, codes
        check.state, check.actor, check.reason = state, user, None
        check.steps.append(state)
        return 0, state

    def withdraw(self, user, name, trip, _):
        trip = self.trips[trip]
        check, no = self.asked(user, name, trip)
        if no:
            return no
        if check.state in ("open", "stale"):
            return 1, ["not-now"]
        if check.steps and check.steps[-1] == check.state:
            check.steps.pop()
        check.state = check.steps[-1] if check.steps else "open"
        check.actor = user
        check.reason, check.conditions = None, ()
        self.renew(trip)
        trip.given = trip.given and name != "transfer"
        self.fall(trip)
        return 0, check.state

    # -- holds ------------------------------------------------------------

    def hold(self, user, reason, trip):
        """The id of the same hold, or None for a new one."""
        for name, hold in self.holds.items():
            if hold == {"agency": STAFF[user], "reason": reason, "trip": trip,
                        "lifted": None, "by": hold["by"]}:
                return 0, name
        return 0, None

    def held(self, name, user, reason, trip):
        self.holds[name] = {"agency": STAFF[user], "reason": reason,
                            "trip": trip, "lifted": None, "by": user}

    def lift(self, user, name, _):
        hold = self.holds[name]
        owner = hold["agency"]
        while owner and owner != STAFF[user]:
            owner = self.above.get(owner)
        if not owner:
            return 77, None
        if hold["lifted"]:
            return (0 if hold["lifted"] == user else 1), "lifted"
        hold["lifted"] = user
        return 0, "lifted"

    # -- fees -------------------------------------------------------------

    def charge(self, trip):
        if trip.gives:
            dearest = max(self.classes[self.trips[t].klass]
                          for t in trip.gives)
            return "transfer", dearest * 30 // 100
        amount = self.classes[trip.klass]
        if trip.direction == "import" and trip.role == "main":
            amount = amount * 130 // 100
        return "infrastructure", amount

    def paid_up(self, trip, news=True):
        """A rule confirms the check when all fees are paid."""
        check = trip.checks.get("fee")
        if (check and check.state in OPEN and trip.fees
                and (news or not self.in_hand(check))
                and not any(f.open for f in trip.fees)):
            check.state, check.actor = "confirmed", "rule:fee"
            check.reason = None

    def assess(self, user, trip):
        trip = self.trips[trip]
        if STAFF[user] != "fee":
            return 77, None
        if self.forsaken(trip):
            return 1, []
        news = not trip.fees
        if news:
            count = sum(len(t.fees) for t in self.trips.values()
                        if t.declaration == trip.declaration)
            trip.fees = [Fee(f"{trip.declaration}/F{count + 1}",
                             *self.charge(trip))]
        self.paid_up(trip, news)
        return 0, [(f.name, f.charge, f.amount) for f in trip.fees]

    def pay(self, user, reference, means, amount, trip):
        trip = self.trips[trip]
        if STAFF[user] != "fee":
            return 77, None
        told = (means, amount, trip.name)
        if reference in self.references:
            return (0 if self.references[reference] == told else 65), amount
        due = sum(f.open for f in trip.fees)
        if amount > due:
            return 1, ["overpaid" if due else "nothing-open"]
        self.references[reference] = told
        left = amount
        for fee in trip.fees:
            part = min(fee.open, left)
            fee.paid += part
            left -= part
        self.paid_up(trip)
        return 0, amount

    # -- the queue --------------------------------------------------------

    @staticmethod
    def queue_class(trip):
        return "fresh" if trip.goods == "fruit" else "other"

    def waiting(self, klass):
        return sorted((t.place[1], t.name) for t in self.trips.values()
                      if t.place and t.place[0] == klass
                      and t.place[2] == "waiting")

    def no_queue(self, trip):
        if trip.direction != "export" or trip.home:
            return "queue-not-needed"
        return "already-past" if trip.zone in YARD else None

    def join(self, trip):
        trip = self.trips[trip]
        code = self.no_queue(trip)
        if code:
            return 1, code
        if trip.place:
            return 0, (trip.place[0], trip.place[2])
        klass = self.queue_class(trip)
        if not self.waiting(klass):
            level = max((Fraction(n, self.shares[c])
                         for c, n in self.turns.items()), default=Fraction(0))
            self.turns[klass] = max(int(level * self.shares[klass]),
                                    self.turns.get(klass, 0))
        self.tickets[klass] = self.tickets.get(klass, 0) + 1
        trip.place = (klass, self.tickets[klass], "waiting")
        return 0, (klass, "waiting")

    def order(self):
        """Who waits, in the order of the calls to come."""
        marks = [(Fraction(self.turns[klass] + k, self.shares[klass]), klass,
                  k, name)
                 for klass in self.turns
                 for k, (_, name) in enumerate(self.waiting(klass), 1)]
        return [mark[3] for mark in sorted(marks)]

    def call(self, user, count):
        if STAFF[user] != "gate_centre":
            return 77, None
        called = []
        while len(called) < count and self.order():
            trip = self.trips[self.order()[0]]
            klass, ticket, _ = trip.place
            if self.no_queue(trip):
                trip.place = None
                continue
            self.turns[klass] += 1
            trip.place = (klass, ticket, "called")
            called.append(trip.name)
        return (0 if called else 1), called

    def leave(self, user, trip, _):
        trip = self.trips[trip]
        if trip.place and STAFF[user] != "gate_centre":
            return 77, None
        if not trip.place:
            return 1, "none"
        trip.place = None
        return 0, "left"

    # -- what listings show ------------------------------------------------

    def view(self):
        """Of all trips: what status, pending, list and the tables show."""
        pending = sorted(
            (name, check, c.state,
             not self.ground(t, check))
            for name, t in self.trips.items() if not t.closed
            for check, c in t.checks.items() if c.state in OPEN)
        return {
            "zones": {n: t.zone for n, t in self.trips.items()},
            "checks": {(n, name): (c.state, c.actor if c.state in
                                   ("confirmed", "refused") else None)
                       for n, t in self.trips.items()
                       for name, c in t.checks.items()},
            "pending": {agency: [p for p in pending
                                 if self.checks[p[1]][0] == agency]
                        for agency in sorted({c[0] for c in
                                              self.checks.values()})},
            "holds": {name: (h["agency"], h["reason"], h["trip"],
                             not h["lifted"])
                      for name, h in self.holds.items()},
            "fees": {f.name: (f.charge, f.amount, f.paid, f.open,
                              "paid" if not f.open else
                              "part" if f.paid else "open")
                     for t in self.trips.values() for f in t.fees},
            "queue": self.order(),
            "notes": self.open_notes(),
        }


# -- rules that are wrong on purpose: the walk must find each ----------------

def change(model, name, **what):
    fields = ("agency", "where", "after", "linked", "fact", "needed")
    row = list(model.checks[name])
    for field, value in what.items():
        row[fields.index(field)] = value
    model.checks[name] = tuple(row)


def once(model):
    """Only what rested on it itself falls."""
    def fall(trip):
        model.fall = lambda _: []
        try:
            return right(trip)
        finally:
            model.fall = fall
    right = model.fall
    return fall


MUTATIONS = {
    "channel": lambda m: change(m, "customs_documents",
                                needed=lambda t: t.channel == "red"),
    "release": lambda m: setattr(m, "satisfies", ("cleared",)),
    "stopped": lambda m: setattr(m, "stop", lambda *_: None),
    "vouched": lambda m: m.vouched.update(value=("customs_finish",)),
    "turned": lambda m: setattr(m, "turned", dict.fromkeys(m.turned, ())),
    "quantity": lambda m: setattr(m, "dispose", lambda t, n: (0, 1200 - n)),
    "parts": lambda m: setattr(m, "undecided", lambda t: 0),
    "away": lambda m: setattr(m, "divert", lambda t: (
        0, sorted(t.checks))),
    "kept": lambda m: setattr(m, "end", lambda *_: None),
    "left": lambda m: setattr(m, "left", lambda t: []),
    "tolerance": lambda m: setattr(m, "tolerance", 0.5),
    "anew": lambda m: setattr(m, "anew", False),
    "forsaken": lambda m: setattr(m, "forsaken", lambda t: False),
    "home": lambda m: change(m, "customs_return", needed=lambda t: False),
    "milder": lambda m: setattr(m, "drop", lambda *_: None),
    "renewed": lambda m: setattr(m, "differs", lambda c: False),
    "condition": lambda m: change(m, "customs_reseal",
                                  needed=lambda t: False),
    "chain": lambda m: setattr(m, "fall", once(m)),
    "fallen": lambda m: setattr(m, "fall", lambda t: []),
    "news": lambda m: setattr(m, "in_hand", lambda c: False),
    "answered": lambda m: m.answers.update(dispute="customs"),
    "request": lambda m: setattr(m, "on_request", ()),
    "inland": lambda m: change(
        m, "customs_yard_out",
        after=("customs_arrival", "supervision_exit"), linked=("transfer",)),
    "order": lambda m: change(m, "border_guard_check", after=()),
    "presence": lambda m: change(m, "customs_arrival", where=None),
    "agency": lambda m: change(m, "plant_quarantine", agency="customs"),
    "need": lambda m: change(m, "medical_quarantine",
                             needed=lambda t: t.direction == "export"),
    "linked": lambda m: change(m, "transfer", linked=()),
    "fact": lambda m: change(m, "supervision_exit", fact=None),
    "tariff": lambda m: m.classes.update(VT6=800001),
    "share": lambda m: m.shares.update(fresh=1),
    "superior": lambda m: m.above.clear(),
}
