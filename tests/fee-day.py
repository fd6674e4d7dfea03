#!/usr/bin/python3
"""fee-day.py SEED STEPS DECLARATION...: a cashier's day against a small model.

Does STEPS commands of ck-fee at random on the simulated store CK_STORE, by two
collectors, and the same to a model of money that knows nothing of the store:
what is due, paid, waived and over of each fee, who holds what by which means,
which numbers of receipts were used. Exits with 1 at the first difference.
"""
import collections
import json
import os
import random
import subprocess
import sys

COLLECTORS = ["phi-nga", "phi-hoa"]


class Fee:
    def __init__(self, row):
        self.id, self.trip, self.charge = row["fee"], row["trip"], row["charge"]
        self.amount, self.paid, self.waived = row["amount"], 0, 0

    @property
    def open(self):
        return max(self.amount - self.waived - self.paid, 0)

    @property
    def over(self):
        # What was waived is nobody's money.
        return min(max(self.paid + self.waived - self.amount, 0), self.paid)


class Day:
    def __init__(self, seed, declarations):
        self.random = random.Random(seed)
        self.fees = {}              # by id, in order
        self.references = {}        # (what was asked, what it paid)
        self.vouchers = {}
        self.orders = {}
        self.payments = []          # (id, fee, reference, means, amount)
        self.refunds = []
        self.receipts = []          # payments of each; None once void
        self.hand = {c: collections.Counter() for c in COLLECTORS}
        self.handed = 0
        self.done = collections.Counter()
        self.declarations = declarations

    def run(self, *words, user="phi-nga"):
        got = subprocess.run(["ck-fee", "--lang", "en", "--as", user, *words],
                             text=True, capture_output=True, timeout=60,
                             stdin=subprocess.DEVNULL)
        self.command = f"ck-fee {' '.join(words)} ({user}): " \
                       f"{got.returncode} {got.stderr}"
        self.done[words[-2] if len(words) > 1 else words[0],
                  got.returncode] += 1
        return got.returncode, [json.loads(line)
                                for line in got.stdout.splitlines()]

    def expect(self, what, want, got):
        if want != got:
            raise AssertionError(
                f"{self.command}\n{what}: want {want}, got {got}")

    def number(self, prefix, of):
        """Mostly a new one, at times one that was used."""
        if of and self.random.random() < 0.2:
            return self.random.choice(sorted(of))
        return f"{prefix}{self.random.randrange(10**9)}"

    def target(self):
        """A fee, a trip or a declaration, and the fees it names in order."""
        fee = self.random.choice(list(self.fees.values()))
        which = self.random.choice(["fee", "trip", "declaration"])
        if which == "fee":
            return fee.id, [fee]
        name = fee.trip if which == "trip" else fee.id.split("/")[0]
        return name, sorted(
            (f for f in self.fees.values()
             if f.trip == name or f.id.split("/")[0] == name),
            key=lambda f: (f.trip, f.id))

    # -- acts -------------------------------------------------------------

    def assess(self):
        for declaration in self.declarations:
            status, rows = self.run("assess", declaration)
            self.expect("status", 0, status)
            for row in rows:
                self.fees.setdefault(row["fee"], Fee(row))

    def pay(self):
        user = self.random.choice(COLLECTORS)
        name, fees = self.target()
        means = self.random.choice(["cash", "transfer"])
        amount = self.random.choice([1, 1000, 33333, 90000, 300000, 800000,
                                     900000])
        reference = self.number("R", self.references)
        excess = self.random.random() < 0.3
        status, rows = self.run(
            "--amount", str(amount), "--reference", reference, "--means",
            means, *(["--excess"] if excess else []), "pay", name, user=user)
        if reference in self.references:
            before = self.references[reference]
            same = (all(f in {x.id for x in fees} for f, _, _ in before)
                    and all(m == means for _, m, _ in before)
                    and sum(a for _, _, a in before) == amount)
            self.expect("a reference told again", 0 if same else 65, status)
            return
        if amount > sum(f.open for f in fees) and not excess:
            self.expect("more than is open", 1, status)
            return
        self.expect("status", 0, status)
        parts = self.parts(fees, amount)
        self.expect("parts", [(f.id, part) for f, part in parts],
                    [(r["fee"], r["amount"]) for r in rows])
        for (fee, part), row in zip(parts, rows):
            fee.paid += part
            self.expect("open", fee.open, row["open"])
            self.payments.append((row["payment"], fee, reference, means, part))
        self.hand[user][means] += amount
        self.references[reference] = [(f.id, means, part) for f, part in parts]

    @staticmethod
    def parts(fees, amount):
        """Infrastructure before transfer; the rest to the last of them."""
        order = ([f for f in fees if f.charge == "infrastructure"] +
                 [f for f in fees if f.charge == "transfer"])
        parts, left = [], amount
        for fee in order:
            part = min(fee.open, left)
            left -= part
            if part:
                parts.append([fee, part])
        if left and parts:
            parts[-1][1] += left
        elif left:
            parts = [[order[-1], left]]
        return [tuple(part) for part in parts]

    def waive(self):
        fee = self.random.choice(list(self.fees.values()))
        order = self.number("QD", {o for f, o in self.orders if f == fee.id})
        amount = self.random.choice([1, 777, 100000, 800000])
        status, _ = self.run("--reason", "exempt", "--order", order,
                             "--amount", str(amount), "waive", fee.id)
        if (fee.id, order) in self.orders:
            self.expect("an order told again", 0 if self.orders[
                fee.id, order] == amount else 65, status)
        elif amount > fee.open:
            self.expect("more than is open", 1, status)
        else:
            self.expect("status", 0, status)
            fee.waived += amount
            self.orders[fee.id, order] = amount

    def refund(self):
        user = self.random.choice(COLLECTORS)
        name, fees = self.target()
        voucher = self.number("V", self.vouchers)
        amount = self.random.choice([1, 5000, 100000, 300000])
        status, rows = self.run(
            "--reason", "paid-twice", "--reference", voucher, "--means",
            "cash", "--amount", str(amount), "refund", name, user=user)
        if voucher in self.vouchers:
            before = self.vouchers[voucher]
            same = (all(f in {x.id for x in fees} for f in before)
                    and sum(before.values()) == amount)
            self.expect("a voucher told again", 0 if same else 65, status)
        elif amount > sum(f.over for f in fees):
            self.expect("more than is over", 1, status)
        else:
            self.expect("status", 0, status)
            self.vouchers[voucher] = {}
            left = amount
            for fee in fees:
                part = min(fee.over, left)
                if part:
                    fee.paid -= part
                    left -= part
                    self.vouchers[voucher][fee.id] = part
            self.expect("parts", self.vouchers[voucher],
                        {r["fee"]: r["amount"] for r in rows})
            self.hand[user]["cash"] -= amount

    def receipt(self):
        name, fees = self.target()
        ours = [p for p in self.payments if p[1] in fees]
        status, rows = self.run("receipt", name,
                                user=self.random.choice(COLLECTORS))
        self.expect("status", 0 if ours else 1, status)
        covered = {p[0]: n for n, r in enumerate(self.receipts, 1) if r
                   for p in r}
        new = collections.OrderedDict()
        for p in ours:
            if p[0] not in covered:
                new.setdefault((p[1].id.split("/")[0], p[2], p[1].charge),
                               []).append(p)
        got = [r for r in rows if r.get("done") and not r.get("repeated")]
        self.expect("how many are new", len(new), len(got))
        for row in got:
            self.receipts.append([p for p in ours if p[0] in
                                  {x["payment"] for x in row["payments"]}])
            self.expect("the next number", len(self.receipts), row["number"])
            self.expect("amount", sum(p[4] for p in self.receipts[-1]),
                        row["amount"])
        self.expect("what is new", sorted(p[0] for g in new.values()
                                          for p in g),
                    sorted(x["payment"] for r in got for x in r["payments"]))

    def void(self):
        if not self.receipts:
            return
        number = self.random.randint(1, len(self.receipts))
        status, _ = self.run("--reason", "mistake", "void",
                             f"CKHN-{number:07d}")
        self.expect("status", 0, status)
        self.receipts[number - 1] = None

    def close(self, user=None):
        user = user or self.random.choice(COLLECTORS)
        status, rows = self.run("close", user)
        if status == 1:
            self.expect("nothing taken", {}, {
                m: n for m, n in self.hand[user].items() if n})
            self.hand[user].clear()
            return
        self.expect("status", 0, status)
        row = rows[0]
        self.expect("by means", {m: n for m, n in self.hand[user].items()
                                 if n},
                    {t["means"]: t["amount"] for t in row["takings"]
                     if t["amount"]})
        total = sum(self.hand[user].values())
        self.expect("total", total, row["amount"])
        self.expect("shares", total, sum(p["amount"] for p in row["split"]))
        centre = next(p["amount"] for p in row["split"]
                      if p["to"] == "gate_centre")
        self.expect("a tenth, to the unit", True, abs(centre * 10 - total) < 10)
        self.handed += total
        self.hand[user].clear()

    # -- the day ----------------------------------------------------------

    def compare(self):
        _, rows = self.run("list")
        self.expect("fees", {f.id: (f.amount, f.paid, f.waived, f.open, f.over)
                             for f in self.fees.values()},
                    {r["fee"]: (r["amount"], r["paid"], r.get("waived", 0),
                                r["open"], r.get("over", 0)) for r in rows})
        _, rows = self.run("receipts")
        self.expect("numbers without gaps",
                    list(range(1, len(self.receipts) + 1)),
                    [r["number"] for r in rows])
        self.expect("which are void", [not r for r in self.receipts],
                    [r["state"] == "void" for r in rows])

    def end(self):
        for user in COLLECTORS:
            self.close(user)
        self.expect("the day's takings, handed over",
                    sum(f.paid for f in self.fees.values()), self.handed)


def main():
    seed, steps, *declarations = sys.argv[1:]
    day = Day(seed, declarations)
    acts = [day.pay] * 6 + [day.waive, day.refund, day.refund, day.refund,
                            day.receipt, day.receipt, day.void, day.close]
    try:
        day.assess()
        for n in range(int(steps)):
            day.random.choice(acts)()
            if n % 20 == 0:
                day.compare()
        day.compare()
        day.end()
    except AssertionError as error:
        sys.exit(f"seed {seed}: {error}")
    for (what, status), count in sorted(day.done.items(), key=str):
        print(f"# {what} {status}: {count}", file=sys.stderr)
    print(day.handed)


if __name__ == "__main__":
    sys.exit(main())
