#!/usr/bin/python3
"""usage: demo-generator.py FOLDER

Looks over a generated day by other means than scripts/day has: check digits by
tables, sums by counting. Prints each fault; status 1 when there are any.
"""
import collections
import json
import os
import re
import sys

folder = sys.argv[1]
faults = []


def fault(*words):
    faults.append(" ".join(str(word) for word in words))


def lines(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                yield None


# ISO 6346, written out: value of each sign, weight 2^place, mod 11, mod 10.
SIGNS = dict(zip("0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ", range(39)))


def container_right(text):
    text = re.sub(r"[^0-9A-Z]", "", text)
    total = sum(SIGNS[c] * 2 ** i for i, c in enumerate(text[:10]))
    return total % 11 % 10 == int(text[10])


def tax_right(code):
    digits = [int(c) for c in code[:10]]
    total = sum(d * w for d, w in zip(
        digits, (31, 29, 23, 19, 17, 13, 7, 5, 3)))
    return 10 - total % 11 == digits[9]


PLATE = re.compile(
    r"[1-9]\d(?:[A-HK-NPR-VXYZ]|[A-HK-NPR-VXYZ]{2})\d{4,5}"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
    r"(?:[A-HJ-NP-Z0-9]{5}|\d{4}挂|\d{5}[DF])"
    r"|T12\d{5}")


def plate_right(text):
    folded = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c
                     for c in text)
    return PLATE.fullmatch(re.sub(r"[ .\-_·•・]", "", folded.upper()))


def look_at_vehicle(key, vehicle, wrong):
    for plate in [vehicle.get("plate"), vehicle.get("trailer"),
                  *vehicle.get("other_plates", [])]:
        if plate and not plate_right(plate):
            fault(key, "plate", plate)
    if "container" in vehicle and not container_right(vehicle["container"]):
        wrong.append(vehicle["container"])
    if "plate" not in vehicle and len(vehicle["chassis"]) != 17:
        fault(key, "chassis", vehicle["chassis"])


def look_at_sums(key, document):
    """What is carried and what is transferred add up to the goods."""
    goods = {f"g{i + 1}": (g["packages"], g["gross_kg"])
             for i, g in enumerate(document["goods"])}
    for name, rows in (
            ("carries", [c for v in document["vehicles"]
                         for c in v.get("carries", [])]),
            ("transfers", document.get("transfers", []))):
        sums = collections.defaultdict(lambda: (0, 0))
        for row in rows:
            packages, kg = sums[row["goods"]]
            sums[row["goods"]] = (packages + row["packages"],
                                  kg + row["gross_kg"])
        if rows and dict(sums) != goods:
            fault(key, name, dict(sums), "but", goods)
    for g in document["goods"]:
        if not 0 < g["net_kg"] <= g["gross_kg"] or g["gross_kg"] > 95000 * 6:
            fault(key, "mass", g)
        if not re.fullmatch(r"\d{8}", g["hs"]):
            fault(key, "hs", g["hs"])


def look_at_masses(truck):
    if truck["flow"] == "new":
        return
    gross = truck["empty_kg"] + truck["load_kg"]
    if not 2000 < truck["empty_kg"] < 18000 or gross > 48600:
        fault(truck["id"], "weighs", gross)


intent = json.load(open(os.path.join(folder, "intent.json")))
trucks = list(lines("trucks.ndjson"))
declarations = list(lines("declarations.ndjson"))
ids = [truck["id"] for truck in trucks]
if len(set(ids)) != len(ids):
    fault("a vehicle is there twice")
if len(declarations) != intent["declarations"]["sent"]:
    fault("lines", len(declarations))

# The last that was sent of each declaration is the right one.
right, wrong_digits, numbers = {}, [], collections.Counter()
for document in declarations:
    if document and ":" in document["key"]:
        key = ":".join(document["key"].split(":")[:2])
        if document["key"] == key:
            right[key] = document
if len(right) != intent["declarations"]["accepted"]:
    fault("declarations", len(right))
for key, document in right.items():
    if not tax_right(document["enterprise"]["tax_code"]):
        fault(key, "tax code", document["enterprise"]["tax_code"])
    for vehicle in document["vehicles"]:
        look_at_vehicle(key, vehicle, wrong_digits)
    look_at_sums(key, document)
    for entry in document["customs"]:
        numbers[entry["number"]] += 1
        if not re.fullmatch({"export": r"3\d{10}0", "import": r"1\d{10}0"}
                            [document["direction"]], entry["number"]):
            fault(key, "customs number", entry["number"])
if len(wrong_digits) != intent["wrong_container_digit"]:
    fault("container digits", wrong_digits)
for truck in trucks:
    look_at_masses(truck)
    if truck["declaration"] not in right:
        fault(truck["id"], "is not declared")
if sum(len(d["vehicles"]) for d in right.values()) != len(trucks):
    fault("vehicles", len(trucks))

# What the day is to have in it.
if len(trucks) > 1000:
    if not any(n > 1 for n in numbers.values()):
        fault("no customs number is shared")
    if not any(len(d["customs"]) > 2 for d in right.values()):
        fault("no truck has several customs numbers")
    if max(len(d["vehicles"]) for d in right.values()) < 20:
        fault("new vehicles do not share a customs number")

# Customs answers about every number, in order of time, and releases it.
last, state = "", {}
for seq, answer in enumerate(lines("customs.ndjson"), 1):
    if answer["seq"] != seq or answer["thoiGian"] < last:
        fault("customs answer", seq)
    last = answer["thoiGian"]
    state[answer["soTK"]] = answer["trangThai"]
if set(state) != set(numbers):
    fault("customs numbers without an answer", set(numbers) - set(state))
if set(state.values()) - {"thong_quan", "giai_phong_hang"}:
    fault("not released in the end", set(state.values()))

print("\n".join(faults))
sys.exit(bool(faults))
