"""What one vehicle does, step by step: where it goes next, when it is weighed
and pays, and what befalls it (its fate).
"""

LANES = ("B0-1", "B0-2", "B0-3", "B0-4", "B1-1", "B1-2", "B1-3", "B1-4",
         "B2-1", "B2-2", "B2-3")
IN, OUT = ("B0-1", "B0-2"), ("B2-1", "B2-2")
TO_CONTROL = ("B1-1", "B1-2", "B1-3")
# From a zone over these lanes: on the way out, and on the way home.
WAYS = {
    "export": {"outside": IN, "yard": TO_CONTROL, "control": OUT},
    "export home": {"abroad": ("B2-3",), "control": ("B1-4",),
                    "yard": ("B0-3", "B0-4")},
    "foreign": {"abroad": ("B2-3",), "control": ("B1-4",),
                "yard": TO_CONTROL},
    "foreign home": {"yard": TO_CONTROL, "control": OUT},
    "inland": {"abroad": ("B2-3",), "control": ("B1-4",), "yard": ("B0-4",)},
    "receiving": {"outside": IN, "yard": ("B0-4",)},
    "new": {"abroad": ("B2-3",), "control": ("B1-4",)},
}
ZONES = {"B0-1": "yard", "B0-2": "yard", "B0-3": "outside", "B0-4": "inland",
         "B1-1": "control", "B1-2": "control", "B1-3": "control",
         "B1-4": "yard", "B2-1": "abroad", "B2-2": "abroad",
         "B2-3": "control"}
SCALES = {"B0-1": "B0-S1", "B0-2": "B0-S2", "B1-4": "B1-S4"}
OTHER = {"B0-S1": "B0-S2", "B0-S2": "B0-S1"}
# Kilograms that the declaration does not know of.
TOO_MUCH = {"overweight": 5600, "mismatch": 3200}
# Fates of vehicles that do not come, or stay where they are.
NEVER_COMES = ("absent", "cancelled")
REFUSALS = {"pest": "pest", "certificate": "certificate-missing"}
# Who holds it in the yard, why, and whether others are told.
HOLDS = {"goods-doubt": ("hq-minh", "goods-doubt", False),
         "silent": ("bp-nam", "watch", True),
         "sample": ("kdtv-son", "sample-pending", False)}
LIFTS = {"overweight": "decided", "mismatch": "put-right"}


class Truck:
    def __init__(self, truth, minute_of):
        self.id, self.flow, self.fate = (
            truth[name] for name in ("id", "flow", "fate"))
        self.empty_kg, self.load_kg = truth["empty_kg"], truth["load_kg"]
        self.reads = truth["reads"]
        # Minutes of the day; which of them there are depends on the flow.
        self.join, self.arrive, self.ready = (
            minute_of(truth[name]) if name in truth else None
            for name in ("join", "arrive", "ready"))
        self.drive = truth.get("drive")
        self.partners = truth.get("with", [])
        self.refusal = REFUSALS.get(self.fate)
        self.trip = self.declaration = None
        self.zone = "outside" if self.flow in ("export", "receiving") \
            else "abroad"
        self.home = False           # on the way home
        self.home_after = truth.get("home")
        self.turned = False         # sent back
        self.joined = self.assessed = self.done = False
        self.unloaded = False
        self.loaded = False         # a receiving vehicle has all its goods
        self.called = self.passed_at = self.crossed_at = None
        self.entered_at = None
        self.entered_by = None
        self.tared = False
        self.weighings = 0          # of the loaded vehicle
        self.held = False           # an officer has held it
        self.hold = None            # the hold that is open
        self.waits_until = 0
        self.history = []           # what the barriers saw
        self.denials = 0

    # -- queue and fee -----------------------------------------------------

    def joins(self, now):
        return self.flow == "export" and not self.joined and self.trip \
            and self.join < now + 30 and self.fate not in NEVER_COMES

    def pays(self):
        return not self.assessed and not self.turned \
            and self.entered_at is not None

    # -- what officers do about it -----------------------------------------

    def refuses(self):
        return self.refusal and self.entered_at is not None \
            and not self.turned

    def left_alone(self):
        """Checks that are not given in the daily round."""
        if self.refusal or self.fate == "sample":
            yield "plant_quarantine"
        if self.fate == "other-side":
            yield "border_guard_out"
        if self.flow == "new":
            yield "quality_certificate"

    def orders(self, now):
        """(user, verb of ck-clear, record) for this half hour."""
        if self.turned or self.entered_at is None or now <= self.entered_at:
            return
        if self.fate in REFUSALS and now > self.entered_at + 30:
            yield self.turn("refused")
        elif self.fate == "other-side" and self.zone == "control":
            yield self.turn("other-side-refused")
        elif self.fate in HOLDS and not self.held:
            self.held = True
            user, reason, silent = HOLDS[self.fate]
            yield user, "hold", {"subject_kind": "plate", "subject": self.id,
                                 "reason": reason, "silent": silent}
        elif self.hold and self.denials and now >= self.waits_until:
            # Held, and sent away from the lane: the owner of the hold decides.
            yield from self.lift()

    def needs_officers(self, now):
        """In the queue, or inside and not just parked there."""
        if self.zone not in ("yard", "control"):
            return self.joined and not self.done and self.zone == "outside"
        parked = self.flow == "new" or self.fate in ("late", "sample")
        return not (parked and now > self.passed_at + 90)

    def turn(self, reason):
        return "tt-linh", "turn-back", {"trip": self.trip, "reason": reason}

    def lift(self):
        user = HOLDS[self.fate][0] if self.fate in HOLDS else "tt-linh"
        reason = LIFTS.get(self.fate, "nothing-found")
        if self.fate == "sample" or \
                self.fate == "mismatch" and self.weighings < 2:
            return
        yield user, "lift", {"hold": self.hold, "reason": reason}
        self.hold = None
        if self.fate == "overweight":
            yield self.turn("owner-request")

    # -- lanes -------------------------------------------------------------

    def way(self):
        if self.flow == "export" and (self.home or self.turned):
            return WAYS["export home"]
        if self.flow == "foreign" and self.turned:
            return WAYS["foreign home"]
        if self.flow == "foreign" and self.zone == "control" and self.home:
            return WAYS["foreign home"]
        return WAYS[self.flow]

    def wants(self, now):
        """The lanes that it may take now; None: it waits."""
        if self.done or not self.trip or self.fate in NEVER_COMES or \
                self.waits_until > now:
            return None
        lanes = self.way().get(self.zone)
        if not lanes or not self.may_go(now):
            return None
        return lanes

    def may_go(self, now):
        if self.zone == "outside":
            if self.flow == "receiving":
                return self.arrive < now + 30
            if self.called is None:
                return self.fate == "early" and not self.denials \
                    and now + 60 > self.join
            return self.called + self.drive < now + 30
        if self.zone == "abroad":
            if self.flow == "export":
                return self.home_after is not None \
                    and now >= self.crossed_at + self.home_after
            return self.arrive < now + 30
        if self.zone == "control" or self.turned or self.home and \
                self.flow == "export":
            return True
        # In the yard, on the way on. Who was held and sent away once does not
        # come again before the hold is lifted.
        if self.fate in ("late", "sample") or self.refusal or \
                self.hold and self.denials:
            return False
        if self.flow == "receiving":
            return self.weighings > 0 and self.ready + 30 <= now
        return self.ready <= now and now >= self.entered_at + 30

    def sighting(self, lane):
        if self.flow == "new":
            return {"source": "officer", "chassis": self.id}
        return {"source": "camera", "plate": self.reads, "confidence": 0.97}

    def answered(self, lane, decision, passage, now):
        if not passage or passage["kind"] == "error":
            self.denials += 1
            self.history.append("denied")
            if self.fate in HOLDS:
                self.waits_until = now + 120
            if self.fate == "stopped" and self.zone == "outside":
                # Its call will run out: it joins again when it is released.
                self.joined, self.called = False, None
                self.join = max(self.ready, now + 60)
            return
        self.passed_at = now
        before, self.zone = self.zone, ZONES[lane]
        if "abroad" in (before, self.zone):
            self.history.append("crossed in" if before == "abroad"
                                else "crossed out")
            if self.zone == "abroad":
                self.crossed_at = now
                self.home = self.flow == "export"
                self.done = self.flow == "foreign"
        if self.zone == "yard" and self.entered_at is None:
            self.entered_at = now
            self.entered_by = lane
        if self.zone == "control" and before == "yard":
            self.home = self.flow == "foreign"
        if self.zone in ("outside", "inland"):
            self.done = True

    # -- scales ------------------------------------------------------------

    def weighs(self, now):
        """(scale, kg, record) of what is to be weighed now."""
        if self.zone != "yard" or self.turned or self.home or \
                self.flow == "new":
            return
        gross = self.empty_kg + self.load_kg
        if self.flow == "receiving":
            if self.loaded and not self.weighings:
                yield "B0-S4", gross, {}
            elif not self.tared and int(self.trip[-3]) % 3 == 0:
                yield "B0-S1", self.empty_kg, {"weighs": "tare"}
        elif not self.weighings and not self.partners:
            yield SCALES[self.entered_by], gross + TOO_MUCH.get(
                self.fate, 0), {}
        elif self.fate == "mismatch" and self.weighings == 1 and self.denials:
            yield "B0-S4", gross, {"again": "failed"}
        elif self.fate == "mismatch" and self.weighings == 2:
            # Two scales say two things: another one decides.
            yield OTHER[SCALES[self.entered_by]], gross, {"again": "officer"}

    def weighed(self, record, answer):
        if "weighs" in record:
            self.tared = True
        else:
            self.weighings += 1
        if answer.get("hold"):
            self.hold = answer["hold"]
