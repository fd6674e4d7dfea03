#!/usr/bin/python3
"""Commands of a day at the gate, one a line, for tests/sim/store-write.

	store-day.py [--seed N] [--commands N] [--writer N] [--no-persons]

The same arguments give the same lines. Every kind of event comes up; writers
with different numbers never touch the same declaration, so that their lines
may be appended in any order. A key ends in the number of events its command
has: w1:17:3.
"""
import argparse
import json
import random
from datetime import datetime, timedelta, timezone

SITE = "CKHN"
ZONE = timezone(timedelta(hours=7))
START = datetime(2026, 11, 22, 6, 0, tzinfo=ZONE)
CHECKS = {  # name: (agency, scope)
    "border_guard_arrival": ("border_guard", "trip"),
    "weight": ("gate_centre", "trip"),
    "plant_quarantine": ("plant_quarantine", "declaration"),
    "supervision_exit": ("customs", "customs"),
}
STEPS = ["requested", "started", "sampled", "resulted", "confirmed", "refused",
         "withdrawn", "staled", "expired"]
NAMES = ["Nông Văn A", "Hoàng Thị Bình", "王小明", "Lý \"Ba\" Cường"]


class Day:
    def __init__(self, options):
        self.random = random.Random(f"{options.seed}/{options.writer}")
        self.writer = options.writer
        self.persons = not options.no_persons
        self.now = START
        self.count = {}
        self.trips = []         # open ones
        self.customs = []
        self.holds = []
        self.staff = []
        self.declared = {}

    def number(self, what):
        """Unique beside other writers' numbers."""
        self.count[what] = self.count.get(what, 0) + 1
        return self.writer * 1000 + self.count[what]

    def ms(self, minutes=0):
        at = self.now + timedelta(minutes=minutes)
        return round(at.timestamp() * 1000)

    def trip(self):
        return self.random.choice(self.trips)

    def next_of(self, what, of):
        """Each in its turn, so that a short day has all of them."""
        n = self.count[what] = self.count.get(what, 0) + 1
        return of[n % len(of)]

    def sometimes(self, share):
        return self.random.random() < share

    # -- the declaration and what it begins ------------------------------

    def customs_number(self):
        if self.customs and self.sometimes(0.4):
            return self.random.choice(self.customs), []
        number = f"{30500000000 + self.number('customs')}"
        root = f"{SITE}/{number}"
        self.customs.append(root)
        agency, scope = CHECKS["supervision_exit"]
        return root, [
            ("customs.declared", root, root,
             {"number": number + "0", "type": "B11", "office": "15E4"}),
            ("check.opened", f"customs:{root}", root,
             {"name": "supervision_exit", "agency": agency, "scope": scope}),
        ]

    def new_trip(self, declaration, n, customs):
        plate = f"12C{self.number('plate') % 100000:05d}"
        trip = f"{declaration}.{n}"
        subject = {"trip": trip, "declaration": declaration,
                   "customs": customs}
        checks = [{"name": name, "agency": agency, "scope": scope,
                   "subject": subject[scope]}
                  for name, (agency, scope) in CHECKS.items()
                  if scope != "customs" or customs]
        self.trips.append({"trip": trip, "declaration": declaration,
                           "plate": plate, "customs": customs,
                           "checks": checks, "fees": [], "queued": False,
                           "admitted": None, "zone": "outside", "leg": "out"})
        return {"trip": trip, "vehicle_ref": f"v{n}", "role": "main",
                "kind": "fruit", "laden": True, "class": "VT6",
                "nationality": "VN", "label": plate,
                "vehicle": {"plate": plate, "label": plate}, "axles": 6,
                "self_g": 15000000, "gross_g": 38000000,
                "value_minor": 900000000, "leg": "out", "zone": "outside",
                "identities": [{"kind": "plate", "normal": plate,
                                "match": plate, "reversed": plate[::-1]}],
                "checks": checks}

    def submit(self):
        declaration = f"{SITE}-20261122-{self.number('declaration'):05d}"
        customs, more = self.customs_number()
        vehicles = self.random.randint(1, 3)
        paper = self.sometimes(0.2)
        document = {
            "goods": {"g1": {"hs": "08106000", "origin": "VN", "packages": 900,
                             "unit": "KGM", "gross_g": 21500000,
                             "net_g": 20000000, "value_minor": 900000000,
                             "currency": "VND", "customs": "c1",
                             "name": "Sầu riêng tươi"}},
            "customs": {"c1": {"paper": "X-1"} if paper
                        else {"customs": customs}},
            "vehicles": {f"v{n}": {"carries": [
                {"goods": "g1", "packages": 900 // vehicles,
                 "gross_g": 21500000 // vehicles}]}
                for n in range(1, vehicles + 1)},
            "transfers": [{"from": "v1", "to": "v2", "goods": "g1",
                           "packages": 10}] if vehicles > 1 else []}
        trips = [self.new_trip(declaration, n, None if paper else customs)
                 for n in range(1, vehicles + 1)]
        self.declared[declaration] = document, trips
        return [("declaration.submitted", declaration, declaration,
                 {"site": SITE, "direction": "export", "regime": "commercial",
                  "expected_at": self.ms(120), "digest": declaration,
                  "enterprise": "0100109106", "site_version": 1,
                  "document": document, "trips": trips})] + more

    def ask(self, declaration):
        number = self.number("request")
        return number, ("amendment.requested", declaration, declaration,
                        {"number": number, "reason": "typo",
                         "changed": ["/vehicles/v1/class"],
                         "patch": f"p{self.random.getrandbits(128):032x}"})

    def amend(self):
        declaration = self.trip()["declaration"]
        document, trips = self.declared[declaration]
        declined, first = self.ask(declaration)
        granted, second = self.ask(declaration)
        needless, third = self.ask(declaration)
        goods = {**document["goods"]["g1"], "packages": 880}
        told = {"to": "enterprise:0100109106", "reason": "typo",
                "changed": ["/vehicles/v1/class"]}
        return [first, ("message.sent", declaration, declaration,
                        {"number": declined, "about": "amendment.requested",
                         "request": declined, **told}), second,
                ("amendment.declined", declaration, declaration,
                 {"number": declined, "reason": "typo"}),
                ("declaration.amended", declaration, declaration,
                 {"regime": "commercial", "expected_at": self.ms(180),
                  "enterprise": "0100109106", "digest": f"{declaration}/2",
                  "reason": "typo", "request": granted,
                  "document": {**document, "goods": {"g1": goods}},
                  "trips": [{**t, "class": "VT5"} for t in trips],
                  "retired": {f"s{granted}": "seals"}}), third,
                ("amendment.granted", declaration, declaration,
                 {"number": needless, "reason": "typo"})]

    def entry(self):
        saved = [f"{SITE}/enterprise:0100109106/goods/g{self.number('saved')}"
                 for _ in range(2)]
        body = {"site": SITE, "owner": "enterprise:0100109106",
                "kind": "goods", "document": {"hs": "08106000"}}
        return [("entry.saved", entry, entry,
                 {**body, "name": entry.rsplit("/", 1)[1]})
                for entry in saved] + [
            ("entry.shown", saved[0], saved[0], {}),
            ("entry.removed", saved[0], saved[0], {})]

    def cancel(self):
        declaration = self.trip()["declaration"]
        gone = [t for t in self.trips if t["declaration"] == declaration]
        self.trips = [t for t in self.trips if t not in gone]
        return [("declaration.cancelled", declaration, declaration,
                 {"reason": "trader"})] + [
            ("trip.closed", declaration, t["trip"], {"outcome": "cancelled"})
            for t in gone]

    # -- checks, weights, fees --------------------------------------------

    def check(self):
        t = self.trip()
        c = self.random.choice(t["checks"])
        root = f"{'customs' if c['scope'] == 'customs' else 'declaration'}:" + (
            c["subject"] if c["scope"] == "customs" else t["declaration"])
        body = {"name": c["name"]}
        step = self.next_of("step", STEPS)
        if step == "refused":
            body["reason"] = "documents"
        if step == "confirmed":
            body["vouched"] = {"/vehicles/v1/plate": "0" * 64}
            body["conditions"] = ["seal"]
        events = [(f"check.{step}", root, c["subject"], body)]
        if step == "confirmed":
            events += [("check.dated", root, c["subject"],
                        {"name": c["name"], "ends_at": self.ms(600)})]
        return events

    def load(self):
        t = self.trip()
        body = {"check": "transfer", "vehicle": "v1"}
        kinds = self.next_of("load", [["moved"], ["moved", "returned"]])
        return [self.moved(t, kind, body) for kind in kinds]

    def moved(self, t, kind, body):
        body = {**body, "trips": [{"trip": t["trip"],
                                   "laden": kind == "returned"}]}
        if kind == "moved":
            body["moved_at"] = self.ms(0)
            body["loads"] = [{"from": "v1", "to": "v2", "goods": "g1",
                              "packages": 10, "from_seals": ["S-1"],
                              "to_seals": ["S-2"]}]
        return (f"load.{kind}", t["declaration"], t["trip"], body)

    def need(self):
        t = self.trip()
        c = {"name": "animal_quarantine", "subject": t["trip"],
             "agency": "animal_quarantine", "scope": "trip"}
        kind = self.random.choice(["needed", "unneeded"])
        return [(f"check.{kind}", t["declaration"], t["trip"], c)]

    def weighing(self, t, **more):
        weighing = f"{t['trip']}/W{self.number(t['trip'])}"
        return ("weighing.recorded", t["declaration"], t["trip"],
                {"weighing": weighing, "scale": "B1-S1", "lane": "B1-1",
                 "weighs": "gross", "gross_g": 38100000, "digits": "38100",
                 "unit": "kg", "e_g": 20000, "limit_g": 48000000,
                 "verified": True, "seal": "0123", "protocol": "yaohua-a9",
                 "frames": ["022b3030333831303003"], "outcome": "within",
                 "declared_g": 38000000, "difference_g": 100000, **more})

    def weigh(self):
        t = self.trip()
        first = self.weighing(t)
        events = [first]
        turn = self.number("weighed") % 4
        if turn == 1:
            first = first[3]["weighing"]
            other = self.weighing(t, scale="B1-S2", gross_g=36000000,
                                  again="driver-request",
                                  outcome="in-question", question="open",
                                  against=first, apart_g=-2100000,
                                  allowed_g=80000)
            events += [other, self.weighing(
                t, scale="B1-S3", again="scale-question",
                settles=[first, other[3]["weighing"]])]
        elif turn == 3:
            events += [self.weighing(
                t, weighs="tare", gross_g=16000000, outcome="within",
                rig="29C77701+29R12345", net_g=22100000, net_by="two-pass",
                tare_g=16000000, pair=first[3]["weighing"], between_ms=60000,
                net_e_g=20000, net_limit_g=80000, declared_net_g=22000000,
                net_difference_g=100000, net_tolerance_g=1180000)]
        elif turn == 2:
            events += [self.weighing(t, again="after-unloading", anew=True,
                                     unloaded_g=2400000)]
        return events + [
            ("check.confirmed", f"declaration:{t['declaration']}",
             t["trip"], {"name": "weight"})]

    def fee(self):
        t = self.trip()
        if t["fees"] and self.sometimes(0.4):
            return self.fee_change(t, self.random.choice(t["fees"]))
        if t["fees"] and self.sometimes(0.6):
            fee = self.random.choice(t["fees"])
            n = self.number("payment")
            return [("fee.paid", t["declaration"], fee,
                     {"payment": f"{t['declaration']}/P{n}",
                      "reference": f"R{n}", "means": "transfer",
                      "amount_minor": self.random.choice([100000, 500000])}),
                    ("payment.settled", t["declaration"],
                     f"{t['declaration']}/P{n}",
                     {"reference": f"R{n}", "booked_on": "2026-11-22",
                      "line_minor": 100000, "found_by": "reference"})]
        fee = f"{t['declaration']}/F{self.number('fee')}"
        t["fees"].append(fee)
        return [("fee.assessed", t["declaration"], fee,
                 {"trip": t["trip"], "kind": "infrastructure",
                  "amount_minor": 500000, "currency": "VND",
                  "unconfirmed": True, "working": [{"class": "VT6"}]})]

    def fee_change(self, t, fee):
        kind = self.next_of("fee", ["reduced", "waived", "refunded"])
        n = self.number("change")
        body = {"reduced": {"by_minor": 100000, "unconfirmed": False,
                            "working": [{"class": "VT5"}]},
                "waived": {"amount_minor": 50000, "reason": "exempt",
                           "order": f"{n}/QD"},
                "refunded": {"refund": f"{t['declaration']}/B{n}",
                             "reference": f"V{n}", "means": "cash",
                             "reason": "paid-twice",
                             "amount_minor": 100000, "waived_minor": 50000}}
        return [(f"fee.{kind}", t["declaration"], fee, body[kind])]

    def receipts(self):
        t = self.trip()
        number = self.number("receipt")
        receipt = f"{SITE}-{number:07d}"
        declaration = t["declaration"]
        return [("receipt.issued", receipt, receipt,
                 {"site": SITE, "series": SITE, "number": number,
                  "declaration": declaration, "charge": "infrastructure",
                  "amount_minor": 500000, "currency": "VND",
                  "unconfirmed": True, "reference": f"R{number}",
                  "means": "cash", "payments": [
                      {"payment": f"{declaration}/P{number}",
                       "fee": f"{declaration}/F1", "amount_minor": 500000}]}),
                ("receipt.voided", receipt, receipt, {"reason": "mistake"})]

    def closing(self):
        number = self.number("closing")
        closing = f"{SITE}-K{number:05d}"
        return [("closing.made", closing, closing,
                 {"site": SITE, "number": number, "collector": "phi-nga",
                  "from_seq": 0, "to_seq": number, "currency": "VND",
                  "total_minor": 500000,
                  "takings": [{"means": "cash", "amount_minor": 500000}],
                  "split": [{"to": "budget", "amount_minor": 500000}],
                  "receipts": [{"series": SITE, "first": 1}]})]

    def customs_fact(self):
        root = self.random.choice(self.customs)
        return [("customs.updated", root, root,
                 {"channel": self.random.choice(["green", "yellow", "red"]),
                  "release": self.random.choice(["registered", "cleared"])})]

    # -- holds and the queue -----------------------------------------------

    def hold(self):
        if self.holds and self.sometimes(0.5):
            hold = self.holds.pop()
            return [("hold.lifted", hold, hold, {"reason": "settled"})]
        n = self.number("hold")
        hold = f"{SITE}-H{n:05d}"
        self.holds.append(hold)
        return [("hold.placed", hold, hold,
                 {"site": SITE, "number": n, "agency": "customs",
                  "reason": "inspection", "subject_kind": "plate",
                  "subject": self.trip()["plate"],
                  "silent": self.sometimes(0.2),
                  "figures": {"declared_g": 1}, "review_at": self.ms(600)})]

    def words(self):
        """Free text that was erased since: its place, and the event."""
        person = f"p{self.random.getrandbits(128):032x}"
        return ({"person": person, "digest": "0" * 64},
                ("person.erased", person, person, {"reason": "request"}))

    def written(self):
        n = self.number("note")
        note = f"{SITE}-D{n:05d}"
        words, erased = self.words()
        return note, [("note.written", note, note,
                       {"site": SITE, "prefix": "D", "number": n,
                        "note_kind": "dispute", "agency": "customs",
                        "about": "weight", "subject_kind": "trip",
                        "subject": self.trip()["trip"],
                        "deadline_at": self.ms(600), "text": words}), erased]

    def note(self):
        """One that is answered and closed, and one that is not."""
        _, other = self.written()
        note, events = self.written()
        words, erased = self.words()
        return other + events + [
            ("note.answered", note, note,
             {"agency": "customs", "text": words}), erased,
            ("note.shown", note, note,
             {"persons": [words["person"]], "reason": "complaint"}),
            ("note.closed", note, note,
             {"reason": "settled", "agency": "customs"})]

    def queue(self):
        t = self.trip()
        queue = f"{SITE}/export"
        body = {"queue": queue, "class": "fresh"}
        if not t["queued"]:
            t["queued"] = True
            return [("queue.joined", queue, t["trip"],
                     {**body, "share": 3, "ticket": self.number("ticket"),
                      "turns": 1, "label": t["plate"]})]
        if self.sometimes(0.2):
            return [("queue.renamed", queue, t["trip"],
                     {"queue": queue, "label": t["plate"][::-1]})]
        if self.sometimes(0.6):
            return [("queue.called", queue, t["trip"],
                     {**body, "window_to": self.ms(30), "order": 1})]
        t["queued"] = False
        return [("queue.left", queue, t["trip"], {**body, "reason": "late"})]

    # -- lanes -------------------------------------------------------------

    def gate(self):
        t = self.trip()
        lane = f"{SITE}/{self.random.choice(['B0-1', 'B1-1', 'B2-1'])}"
        if self.sometimes(0.1):
            return [("gate.faulted", lane, lane,
                     {"lane": lane, "line": "loop_arrive", "code": "stuck"})]
        if self.sometimes(0.1):
            return [("gate.passed", lane, "unknown",
                     {"lane": lane, "admitted": False}),
                    ("gate.identified", lane, t["trip"],
                     {"lane": lane, "trip": t["trip"], "passage": "CKHN:2"})]
        if not t["admitted"]:
            return self.decide(t, lane)
        lane, t["admitted"] = t["admitted"], None
        return [("gate.opened", lane, t["trip"],
                 {"lane": lane, "trip": t["trip"]}),
                ("gate.passed", lane, t["trip"],
                 {"lane": lane, "trip": t["trip"], "admitted": True}),
                ] + self.move(t, lane)

    def decide(self, t, lane):
        admit = self.sometimes(0.7)
        body = {"lane": lane, "trip": t["trip"], "admit": admit,
                "sighting": {"plate": t["plate"]}, "rests_on": ["CKHN:1", "CKHN:2"],
                "reasons": [] if admit else [{"code": "not-called"}],
                "matched": "plate"}
        if admit:
            t["admitted"] = lane
            body["expires_at"] = self.ms(2)
        return [("gate.decided", lane, t["trip"], body)]

    def move(self, t, lane):
        way = {"outside": "yard", "yard": "control", "control": "abroad",
               "abroad": "outside"}
        start, t["zone"] = t["zone"], way[t["zone"]]
        body = {"from": start, "to": t["zone"], "lane": lane, "leg": t["leg"],
                "laden": t["leg"] == "out"}
        events = [("trip.moved", t["declaration"], t["trip"], body)]
        if start == "outside":
            body["enters"] = True
        if t["zone"] == "abroad":
            body.update(crossing="out", counted=t["leg"] == "out")
            t["leg"] = "home"
            events.append(("trip.leg_opened", t["declaration"], t["trip"],
                           {"leg": "home", "laden": False, "checks": []}))
            if t["customs"]:
                events.append(("customs.passed", t["customs"], t["customs"],
                               {"trip": t["trip"], "packages": 900,
                                "gross_g": 21500000, "lane": lane}))
        if t["zone"] == "outside":
            body.update(crossing="in", counted=False)
            self.trips.remove(t)
            events.append(("trip.closed", t["declaration"], t["trip"],
                           {"outcome": "returned"}))
        return events

    def turn_back(self):
        t = self.trip()
        return [("trip.rejudged", t["declaration"], t["trip"],
                 {"site_version": 2}),
                ("trip.turned_back", t["declaration"], t["trip"],
                 {"reason": "plant_quarantine"})]

    def goods(self):
        t = self.trip()
        declaration, trip = t["declaration"], t["trip"]
        customs = self.random.choice(self.customs)

        def refuse(goods, whole):
            return ("goods.refused", declaration, trip,
                    {"goods": goods, "check": "plant_quarantine",
                     "agency": "plant_quarantine", "reason": "pest",
                     "packages": 10, "gross_g": 250000, "whole": whole})

        def decide(act, **more):
            n = self.number("disposition")
            return (act, declaration, trip,
                    {"disposition": f"{declaration}/D{n}",
                     "reason": "pest", "agency": "customs",
                     "order": f"{n}/QD", **more})
        part = {"goods": "g1", "packages": 2, "gross_g": 50000,
                "value_minor": 1000}
        return [refuse("g1", False), refuse("g2", True),
                ("goods.readmitted", declaration, trip,
                 {"goods": "g2", "reason": "mistake"}),
                decide("goods.turned_back", **part),
                decide("goods.diverted", gate="TT", **part),
                decide("goods.impounded", **part),
                decide("goods.disposed", **part),
                ("customs.reduced", customs, customs,
                 {"trip": trip, "packages": 2, "gross_g": 50000}),
                decide("trip.diverted", gate="TT", ending="diverted"),
                decide("trip.disposed", ending="destroyed"),
                decide("trip.impounded")]

    def duty(self):
        if self.staff and self.sometimes(0.5):
            staff = self.staff.pop()
            return [("staff.ended", staff, staff, {"valid_to": self.ms()})]
        user = f"w{self.writer}-{self.number('staff')}"
        staff = f"{SITE}/{user}"
        self.staff.append(staff)
        return [("staff.added", staff, staff,
                 {"site": SITE, "user": user, "agencies": ["customs"],
                  "lanes": ["B1-1"], "valid_from": self.ms()})]

    def party(self):
        number = self.number("party")
        party, other = f"{SITE}/P{number}", f"{SITE}/Q{number}"
        both = [("party.added", who, who,
                 {"site": SITE, "tax_code": who[5:], "name": "Công ty A",
                  "valid_from": self.ms()}) for who in (party, other)]
        return both + [
            ("party.mandated", party, party,
             {"broker": other, "valid_from": self.ms(), "document": "1/HD"}),
            ("party.mandate_ended", party, party,
             {"broker": other, "valid_to": self.ms(60)}),
            ("party.ended", other, other, {"valid_to": self.ms(90)})]

    def codes(self):
        number = self.number("codes")
        codes = f"{SITE}/units/{number}"
        return [("codes.loaded", codes, codes,
                 {"site": SITE, "list": "units", "number": number,
                  "valid_from": self.ms(), "rows": 3, "digest": "0" * 64,
                  "source": "a day of tests"}),
                ("codes.listed", codes, codes, {"rows": [
                    {"code": "CT", "name": "Carton"},
                    {"code": "KGM", "name": "kilogram", "g": 1000}]}),
                ("codes.listed", codes, codes, {"rows": [
                    {"code": "TNE", "name": "tonne", "g": 1000000,
                     "valid_to": self.ms(600)}]})]

    def keys(self):
        own, other = (f"{site}/{self.random.getrandbits(64):016x}"
                      for site in (SITE, "TL"))
        held = {"valid_from": self.ms(), "valid_until": self.ms(10000)}
        return [("key.made", own, own,
                 {"site": SITE, "public": "00" * 32, **held}),
                ("key.imported", other, other,
                 {"site": "TL", "public": "11" * 32, **held}),
                ("key.retired", own, own, {})]

    def person(self):
        t = self.trip()
        erased = f"p{self.random.getrandbits(128):032x}"
        return [("pass.issued", t["declaration"], t["trip"],
                 {"digest": "0" * 64, "valid_until": self.ms(600)}),
                ("person.shown", t["declaration"], t["declaration"],
                 {"kinds": ["name"], "reason": "accident"}),
                ("person.erased", erased, erased, {"reason": "request"})]

    def clock(self):
        return [("clock.stepped", SITE, SITE, {"behind_ms": 5})
                ] + self.service() + self.permit()

    def permit(self):
        number = self.number("permit")
        permit = f"{SITE}-P{number:05}"
        given = [("permit.given", permit, permit,
                  {"site": SITE, "number": number,
                   "normal": "80A12345", "label": "80A-123.45",
                   "lanes": ["B0-1"], "reason": "police",
                   "valid_from": self.ms(), "valid_until": self.ms(60)})]
        if number % 2:
            given.append(("permit.ended", permit, permit,
                          {"reason": "over"}))
        return given

    def service(self):
        out, back = f"{SITE}/B0-1", f"{SITE}/B1-1"
        return [("lane.taken_out", out, out,
                 {"lane": out, "reason": "maintenance"}),
                ("lane.reversed", out, out,
                 {"lane": out, "to": "outside", "reversed": True,
                  "reason": "flow"}),
                ("lane.tested", out, out,
                 {"lane": out, "passed": 1, "failed": 0, "skipped": 0,
                  "lines": [{"line": "estop", "result": "passed"}]}),
                ("lane.put_in", back, back,
                 {"lane": back, "duty": "tt-gate"})]

    def command(self, n):
        acts = [self.submit, self.check, self.check, self.need, self.weigh,
                self.fee, self.fee, self.customs_fact, self.hold, self.queue,
                self.queue, self.duty] + [self.gate] * 8
        if self.sometimes(0.1) and len(self.trips) > 3:
            acts = [self.next_of("rare", [
                self.cancel, self.turn_back, self.goods, self.clock, self.codes,
                self.party, self.keys, self.person, self.amend, self.load,
                self.entry,
                self.receipts, self.closing, self.note])]
        act = self.random.choice(acts) if len(self.trips) > 1 else self.submit
        self.now += timedelta(seconds=self.random.randint(1, 40))
        events = act()
        record = {"key": f"w{self.writer}:{n}:{len(events)}",
                  "at": self.now.isoformat(timespec="milliseconds"),
                  "events": [dict(zip(("event", "root", "subject", "body"), e))
                             for e in events]}
        if self.persons and act == self.submit and self.sometimes(0.7):
            record["persons"] = {
                f"d{i}": {"name": self.random.choice(NAMES),
                          "phone": f"09{self.random.randrange(10**8):08d}"}
                for i in range(1, self.random.randint(2, 3))}
        return record


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", type=int, default=100)
    parser.add_argument("--writer", type=int, default=1)
    parser.add_argument("--no-persons", action="store_true")
    options = parser.parse_args()
    day = Day(options)
    for n in range(1, options.commands + 1):
        print(json.dumps(day.command(n), ensure_ascii=False,
                         separators=(",", ":")))


if __name__ == "__main__":
    main()
