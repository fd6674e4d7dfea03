#!/usr/bin/python3
"""store-random.py SEED STEPS DECLARATIONS: a random day, command by command.

Does STEPS commands of the real programs, chosen at random, on the simulated
store CK_STORE: right ones and wrong ones, by the right user and by others.
After each the tables must be what the log says (ck-store verify --all). Says
what was done, and exits with 1, when they are not, or when a program fails
that must not. DECLARATIONS holds one a line.
"""
import collections
import json
import os
import random
import socket
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone

AGENCIES = {"customs": "hq-lan", "border_guard": "bp-hung",
            "medical_quarantine": "yte-mai", "plant_quarantine": "kdtv-son",
            "animal_quarantine": "kddv-ha", "transport": "vantai-tu",
            "quality": "cl-thao", "gate_centre": "tt-gate", "fee": "phi-nga",
            "management_board": "bql-an"}
REASONS = {"refuse": ["pest", "quantity-differs", "nonsense"],
           "hold": ["overweight", "document-doubt", "watch"],
           "lift": ["put-right", "mistake"],
           "goods": ["pest", "violation", "destroy", "owner-request"],
           "turn-back": ["owner-request", "refused"],
           "leave": ["documents", "driver-request"],
           "open": ["clear-lane", "test"], "cancel": ["mistake"]}
# An answer, a refusal: not a failure of ours or of the disk.
FINE = {0, 1, 64, 65, 67, 75, 77}


class Scale:
    """A serial server that says one weight, stable, to whoever asks."""

    def __init__(self):
        self.kg = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.device = "tcp:127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def frame(self):
        body = b"+%06d0" % self.kg
        xor = 0
        for byte in body:
            xor ^= byte
        return b"\x02" + body + b"%02X" % xor + b"\x03"

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            try:
                while True:
                    client.sendall(self.frame() * 50)
            except OSError:
                pass
            client.close()


class Day:
    def __init__(self, seed, declarations):
        self.random = random.Random(seed)
        self.now = datetime(2026, 11, 22, 6, 0,
                            tzinfo=timezone(timedelta(hours=7)))
        self.waiting = declarations
        self.scale = Scale()
        self.seen = collections.Counter()
        self.done = []

    def run(self, *words, stdin=None, user=None):
        """A command; its records. Raises what must not be."""
        env = dict(os.environ, CK_NOW=self.now.isoformat())
        command = [words[0], "--as", user or "tt-gate", *words[1:]]
        self.done.append(" ".join(command))
        got = subprocess.run(command, env=env, input=stdin or "", text=True,
                             capture_output=True, timeout=60)
        self.seen[words[0], words[1], got.returncode] += 1
        if got.returncode not in FINE:
            raise RuntimeError(f"exit status {got.returncode}: {got.stderr}")
        return [json.loads(line) for line in got.stdout.splitlines()]

    def query(self, sql):
        got = subprocess.run(["sqlite3", "-json", os.environ["CK_STORE"], sql],
                             text=True, capture_output=True, check=True)
        return json.loads(got.stdout or "[]")

    def trip(self):
        rows = self.query("select trip, zone, direction from trip where"
                          " closed_at is null")
        rows = rows or self.query("select trip, zone, direction from trip")
        return self.random.choice(rows) if rows else None

    def user(self, agency):
        """Mostly the right one."""
        if self.random.random() < 0.9:
            return AGENCIES.get(agency, "tt-gate")
        return self.random.choice(list(AGENCIES.values()) + ["nobody"])

    def reason(self, act):
        return self.random.choice(REASONS[act])

    def version(self, trip):
        """What the officer has seen: all there is, a while ago, or it is a
        number of something else."""
        newest = self.query(
            "select max(v) as v from (select max(t.version, d.version) as v"
            " from trip t join declaration d using (declaration) where"
            f" t.trip = '{trip}' union all select v.version from need n"
            " join verdict v using (subject, name) where"
            f" n.trip = '{trip}')")[0]["v"]
        first = self.query("select d.version as v from trip t join declaration"
                           f" d using (declaration) where t.trip = '{trip}'")
        return str(self.random.choice([newest] * 16 + [first[0]["v"], newest,
                                                       newest // 2]))

    # -- acts ----------------------------------------------------------------

    def submit(self):
        if self.waiting:
            self.run("ck-declare", "submit", stdin=self.waiting.pop(0),
                     user="tt-gate")

    def change(self, document):
        """Something else in it, as a Merge Patch."""
        ref, vehicle = self.random.choice(list(document["vehicles"].items()))
        plate = vehicle.get("plate") or "29C-000.01"
        digit = str(self.random.randint(0, 9))
        other = {**vehicle, "carries": None, "container": None,
                 "plate": f"29C-{self.random.randint(100, 999)}.{digit}5"}
        goods = self.random.choice([*document.get("goods", {"g1": 0})])
        return self.random.choice([
            {"vehicles": {ref: {"plate": plate[:-1] + digit}}},
            {"vehicles": {ref: {"plate": other["plate"]}}},
            {"vehicles": {ref: {"crew": {"p1": {"name": digit * 3}}}}},
            {"vehicles": {ref: None, "x" + digit: other}},
            {"vehicles": {"y" + digit: {**other, "role": "receiving"}}},
            {"goods": {goods: {"gross_kg": 1000 * int(digit) + 1}}},
            {"goods": {goods: {"hs": "0" + digit + "081000"}}},
            {"customs": {"z" + digit: {"paper": digit}}},
        ])

    def amend(self):
        rows = self.query("select declaration, document from declaration")
        if not rows:
            return
        row = self.random.choice(rows)
        record = {"declaration": row["declaration"], "reason": "mistake",
                  "patch": self.change(json.loads(row["document"]))}
        if self.random.random() < 0.3:
            record["present"] = True
        if self.random.random() < 0.2:
            record["breakdown"] = "engine"
        if self.random.random() < 0.8:
            self.run("ck-declare", "amend", stdin=json.dumps(record),
                     user=self.random.choice(["admin", "admin", "tt-gate"]))
            return
        record["request"] = True
        answers = self.run("ck-declare", "amend", stdin=json.dumps(record),
                           user="hq-lan")
        for number in [a["request"] for a in answers if "request" in a]:
            self.run("ck-declare", "amend", "--reason", "mistake",
                     self.random.choice(["--approve", "--decline"]),
                     str(number), row["declaration"], user="admin")

    def cancel(self):
        rows = self.query("select declaration from declaration")
        if rows:
            self.run("ck-declare", "cancel", "--reason", self.reason("cancel"),
                     self.random.choice(rows)["declaration"], user="tt-gate")

    def check(self):
        rows = self.query("select n.trip, n.name, v.agency from need n join"
                          " verdict v on v.subject = n.subject and"
                          " v.name = n.name where v.state <> 'void'")
        if not rows:
            return
        need = self.random.choice(rows)
        if self.random.random() < 0.85:
            self.run("ck-clear", "confirm", "--seen", self.version(need["trip"]),
                     need["name"], need["trip"],
                     user=self.user(need["agency"]))
        else:
            self.run("ck-clear", "refuse", "--reason", self.reason("refuse"),
                     need["name"], need["trip"],
                     user=self.user(need["agency"]))

    def check_all(self):
        trip = self.trip()
        if not trip:
            return
        for need in self.query("select n.name, v.agency from need n join"
                               " verdict v on v.subject = n.subject and"
                               " v.name = n.name where v.state = 'open' and"
                               f" n.trip = '{trip['trip']}'"):
            self.run("ck-clear", "confirm", "--seen", self.version(trip["trip"]),
                     "--reason", "document-seen", need["name"], trip["trip"],
                     user=AGENCIES.get(need["agency"], "tt-gate"))

    def hold(self):
        trip = self.trip()
        if not trip:
            return
        held = self.query("select hold, agency from hold"
                          " where lifted_at is null")
        if held and self.random.random() < 0.7:
            hold = self.random.choice(held)
            self.run("ck-clear", "lift", "--reason", self.reason("lift"),
                     hold["hold"], user=self.user(hold["agency"]))
            return
        what = self.random.choice([trip["trip"], "plate:12C-111.11"])
        self.run("ck-clear", "hold", "--reason", self.reason("hold"), what,
                 user="hq-lan")

    def note(self):
        trip = self.trip()
        if not trip:
            return
        notes = self.query("select note, agency, answered_at from note"
                           " where closed_at is null")
        if notes and self.random.random() < 0.7:
            note = self.random.choice(notes)
            act = (["close", "--reason", "settled"] if note["answered_at"]
                   else ["answer", "--text", "đã xem"])
            self.run("ck-clear", *act, note["note"],
                     user=self.user(note["agency"]))
            return
        self.run("ck-clear", "note", "--kind",
                 self.random.choice(["dispute", "feedback", "incident"]),
                 "--text", f"việc {self.random.random()}", trip["trip"],
                 user="tt-gate")

    def goods(self):
        """Refused, decided about, taken back: in any order, by anybody."""
        trip = self.trip()
        if not trip:
            return
        act = self.random.choice(["refuse", "refuse", "impound", "dispose",
                                  "turn-back", "divert", "withdraw"])
        words = {"refuse": [act, "bp-kt"], "divert": [act, "TT"]}
        reason = {"withdraw": "mistake", "turn-back": "owner-request",
                  "divert": "regulated", "dispose": "destroy"}
        more = ["--seen", self.version(trip["trip"]), "--goods", "g1",
                "--reason", reason.get(act, self.reason("goods"))]
        if self.random.random() < 0.6:
            more += ["--packages", str(self.random.randint(1, 900))]
        if act in ("impound", "dispose"):
            more += ["--order", "1/QD"]
        if act in ("impound", "dispose") and self.random.random() < 0.1:
            more = [w for w in more if w not in ("--goods", "g1")]
        self.run("ck-clear", *words.get(act, [act]), trip["trip"], *more,
                 user=self.user("border_guard"))

    def turn_back(self):
        trip = self.trip()
        if trip:
            self.run("ck-clear", "turn-back", "--reason",
                     self.reason("turn-back"), trip["trip"], user="tt-gate")

    def fee(self):
        trip = self.trip()
        if not trip:
            return
        self.run("ck-fee", "assess", trip["trip"], user=self.user("fee"))
        if self.random.random() < 0.8:
            self.run("ck-fee", "pay", "--means",
                     self.random.choice(["cash", "transfer"]), "--amount",
                     self.random.choice(["50000", "500000"]), "--reference",
                     f"R{self.random.randrange(10**6)}", trip["trip"],
                     *self.random.choice([[], ["--excess"]]),
                     user=self.user("fee"))

    def money(self):
        """What becomes of fees and payments afterwards."""
        rows = self.query("select fee, declaration, trip from fee")
        if not rows:
            return
        fee = self.random.choice(rows)
        what = self.random.choice([fee["fee"], fee["trip"],
                                   fee["declaration"]])
        number = str(self.random.randrange(50))
        act = self.random.choice([self.waive, self.refund, self.receipt,
                                  self.receipt, self.void, self.bank,
                                  self.close])
        act(what, number)

    def waive(self, what, number):
        self.run("ck-fee", "waive", "--reason", "exempt", "--order",
                 f"QD-{number}", *self.part(), what, user=self.user("fee"))

    def refund(self, what, number):
        self.run("ck-fee", "refund", "--reason", "paid-twice", "--means",
                 "cash", "--reference", f"V{number}", *self.part(), what,
                 user=self.user("fee"))

    def part(self):
        if self.random.random() < 0.6:
            return []
        return ["--amount", self.random.choice(["1000", "50000", "800000"])]

    def receipt(self, what, _):
        self.run("ck-fee", "receipt", what, user=self.user("fee"))

    def void(self, _, number):
        rows = self.query("select receipt from receipt") or [
            {"receipt": f"CKHN-00000{number}"}]
        self.run("ck-fee", "void", "--reason", "mistake",
                 self.random.choice(rows)["receipt"], user=self.user("fee"))

    def close(self, _, __):
        self.run("ck-fee", "close", *self.random.choice([[], ["phi-nga"]]),
                 user=self.user("fee"))

    def bank(self, what, number):
        """A list of some of what was paid, and of what was not."""
        day = self.now.strftime("%d/%m/%Y")
        rows = self.query("select reference, sum(amount_minor) as sum from"
                          " payment where means <> 'cash' group by reference")
        lines = [f"{day};{r['reference']};{r['sum']};PHI" for r in rows
                 if self.random.random() < 0.5]
        lines.append(f"{day};FT{number};50000;{what}")
        self.run("ck-fee", "match", "--map", os.environ["BANK_MAP"], "-",
                 stdin="\n".join(["Ngày giao dịch;Số tham chiếu;Ghi có;"
                                  "Nội dung", *lines]) + "\n",
                 user=self.user("fee"))

    def queue(self):
        trip = self.trip()
        act = self.random.choice(["join", "join", "call", "call", "leave"])
        if act == "call":
            self.run("ck-queue", "call", "export",
                     str(self.random.randint(1, 4)))
        elif trip and act == "join":
            self.run("ck-queue", "join", trip["trip"])
        elif trip:
            self.run("ck-queue", "leave", "--reason", self.reason("leave"),
                     trip["trip"])

    def weigh(self):
        scales = {"yard": "B1-S1", "control": "B2-S1"}
        there = self.query("select trip, zone from trip where closed_at is"
                           " null and zone in ('yard', 'control')")
        trip = self.random.choice(there) if there else self.trip()
        if not trip:
            return
        self.scale.kg = self.random.choice([12000, 36700, 38000, 52000])
        words = ["--frame-ms", "100", "--device", self.scale.device,
                 "--scale", scales.get(trip["zone"], "B1-S1")]
        if self.random.random() < 0.3:
            words += ["--again", "--reason", "officer"]
        self.run("ck-weigh", "record", *words, trip["trip"])

    def gate(self):
        trip = self.trip()
        if not trip:
            return
        lanes = {"outside": ["B0-1", "B0-2"], "yard": ["B1-1", "B0-4"],
                 "control": ["B2-1", "B1-4"], "abroad": ["B2-3"]}
        lane = self.random.choice(lanes.get(trip["zone"], ["B0-3"]))
        if self.random.random() < 0.15:
            lane = "B1-2"
        self.run("ck-gate", "decide", "--lane", lane, trip["trip"])
        if self.random.random() < 0.1:
            self.run("ck-gate", "open", "--reason", self.reason("open"), lane)
        if self.random.random() < 0.7:
            who = {"trip": trip["trip"]}
            if self.random.random() < 0.1:
                who = {"plate": "99X99999"}
            self.run("ck-gate", "run", lane, stdin=json.dumps(
                {"kind": "passage", "lane": lane, **who}) + "\n")

    def keep(self):
        act = self.random.choice(["tick", "add", "end"])
        if act == "tick":
            self.now += timedelta(hours=self.random.randint(0, 30))
            self.run("ck-store", "tick", user="admin")
        elif act == "add":
            self.run("ck-store", "staff", "add", "z", "--agency", "customs",
                     user="admin")
        else:
            self.run("ck-store", "staff", "end", "z", user="admin")

    def step(self):
        acts = [self.submit] * 3 + [self.check] * 3 + [self.check_all] * 2 + [
            self.hold, self.note, self.turn_back, self.goods, self.fee,
            self.fee, self.money, self.money, self.money, self.weigh,
            self.weigh, self.keep, self.cancel] + [self.queue] * 5 + [
                self.amend] * 4 + [self.gate] * 6
        self.now += timedelta(seconds=self.random.randint(1, 300))
        self.random.choice(acts)()


def verify():
    got = subprocess.run(["ck-store", "verify", "--all"], text=True,
                         capture_output=True,
                         env=dict(os.environ, CK_NOW=""))
    if got.returncode:
        raise RuntimeError(f"verify: {got.stdout}{got.stderr}")


def main():
    seed, steps, path = sys.argv[1:4]
    with open(path, encoding="utf-8") as lines:
        day = Day(seed, lines.readlines())
    try:
        for _ in range(int(steps)):
            day.step()
            verify()
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        print(f"seed {seed}, after {len(day.done)} commands, the last:")
        print("\n".join(day.done[-5:]))
        print(error)
        sys.exit(1)
    for (program, verb, status), count in sorted(day.seen.items()):
        print(program, verb, status, count)


if __name__ == "__main__":
    main()
