#!/usr/bin/python3
"""What a site file must be, by other means than ours: python3-jsonschema for
its form, the jq program for its conditions, and a small model of a gate for
what its lanes let through.

	site-files.py form SCHEMA FILE		the schema holds
	site-files.py names FILE		what is named is there
	site-files.py conditions FACTS FILE...	each compiles alone and answers
	site-files.py needs FACTS FILE		the checks of known trips
	site-files.py routes FACTS FILE		known trips get through
	site-files.py fees FEES FILE		known fees are worked

Faults are printed, one a line; the exit status is 1 when there are any.
"""
import functools
import json
import re
import subprocess
import sys

FORBIDDEN = set("""now env input inputs import include debug halt halt_error
localtime mktime strflocaltime input_line_number input_filename _input
get_search_list modulemeta stderr builtins get_jq_origin get_prog_origin
have_decnum have_literal_numbers $ENV $__loc__ $__prog_args""".split())

faults = []


def fault(text):
    faults.append(text)


def load(path):
    def once(pairs):
        keys = [k for k, _ in pairs]
        for key in set(keys):
            if keys.count(key) > 1:
                fault(f"{path}: {key} is there twice")
        return dict(pairs)

    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=once)


def walk(value, path=""):
    yield path, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from walk(member, f"{path}/{key}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from walk(member, f"{path}/{index}")


# Form.

def form(schema, path):
    import jsonschema

    schema = load(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for error in validator.iter_errors(load(path)):
        fault(f"/{'/'.join(map(str, error.absolute_path))}: {error.message}")
    for where, value in walk(load(path)):
        if isinstance(value, float):
            fault(f"{where}: not an integer")


# Names.

def known(where, names, among):
    for name in names:
        if name is not None and name not in among:
            fault(f"{where}: no such name: {name}")


def circle(where, edges):
    done = set()

    def visit(name, path):
        if name in path:
            fault(f"{where}: a circle: {' '.join(path + [name])}")
        elif name not in done:
            for other in edges.get(name, ()):
                visit(other, path + [name])
            done.add(name)

    for name in edges:
        visit(name, [])


def names_of_lanes(site):
    zones, agencies = site["zones"], site["agencies"]
    for name, lane in site["lanes"].items():
        where = f"/lanes/{name}"
        known(where, [lane["from"], lane["to"]], zones)
        known(where, lane["require"] + lane["require_home"], site["checks"])
        known(where, [lane["queue"]], site["queues"])
        known(where, [lane["scale"]], site["scales"])
        known(where, [lane["duty"]["agency"]], agencies)
        if "points" in site:
            known(where, [lane["point"]], site["points"])
        if not name.startswith(lane["point"] + "-"):
            fault(f"{where}: not at point {lane['point']}")
        if set(lane["directions"]) & set(lane["home"]):
            fault(f"{where}: a direction both in directions and home")
        lines = list(lane.get("lines", {}).values())
        if len(lines) != len(set(lines)):
            fault(f"{where}: one line for two uses")
        scale = site["scales"].get(lane["scale"], {"lane": name})
        if scale["lane"] != name:
            fault(f"{where}: its scale stands elsewhere")
    for name, scale in site["scales"].items():
        known(f"/scales/{name}", [scale["lane"]], site["lanes"])
        lane = site["lanes"].get(scale["lane"], {"scale": name})
        if lane["scale"] != name:
            fault(f"/scales/{name}: its lane names another")


def names_of_checks(site):
    checks = site["checks"]
    aliases = [check["alias"] for check in checks.values() if "alias" in check]
    for alias in set(aliases):
        if aliases.count(alias) > 1 or alias in checks:
            fault(f"/checks: the alias {alias} is taken")
    for name, check in checks.items():
        where, auto = f"/checks/{name}", check.get("auto", {})
        known(where, [check["agency"]], site["agencies"])
        known(where, check.get("after", []), checks)
        known(where, check.get("after_linked", []), checks)
        known(where, check.get("where", []), site["zones"])
        known(where, [auto.get("from"), auto.get("to")], site["zones"])
        points = {lane["point"] for lane in site["lanes"].values()}
        known(where, [auto.get("lane_point")], points)
        for zone in check.get("where", []):
            if not site["zones"].get(zone, {}).get("inside", True):
                fault(f"{where}: nobody confirms in {zone}")
    circle("/checks", {n: c.get("after", []) for n, c in checks.items()})
    asked = {name for lane in site["lanes"].values()
             for name in lane["require"] + lane["require_home"]}
    for name, check in checks.items():
        if name not in asked and "auto" not in check:
            fault(f"/checks/{name}: no lane asks for it")


def names(path):
    site = load(path)
    agencies, zones, checks = site["agencies"], site["zones"], site["checks"]
    names_of_lanes(site)
    names_of_checks(site)
    for name, queue in site["queues"].items():
        known(f"/queues/{name}", [queue["from"], queue["to"]], zones)
        known(f"/queues/{name}", [queue.get("agency")], agencies)
    for group in ("home_leg", "turned_back"):
        for side, value in site[group].items():
            known(f"/{group}/{side}", value["require"], checks)
    for row in site.get("staff", []):
        where = f"/staff/{row['user']}"
        known(where, [a for a in row["agencies"]
                      if not a.startswith(("enterprise:", "broker:"))],
              agencies)
        known(where, [n for n in row["lanes"] if n != "*"], site["lanes"])
    known("/agencies", [a["superior"] for a in agencies.values()], agencies)
    circle("/agencies", {n: [a["superior"]] if a["superior"] else []
                         for n, a in agencies.items()})
    known("/field_owners", site["field_owners"].values(), agencies)
    weights = site["weights"]
    known("/weights", [weights["check"]], checks)
    known("/weights", [weights["hold_agency"]], agencies)
    known("/weights", weights["reasons"].values(), site["reasons"]["hold"])
    for kind in site.get("notes", {}).values():
        known("/notes", [kind["agency"]], agencies)
    for row in site["calendar"]:
        known("/calendar", [row["side"]],
              (site["country"], site["far_country"]))
    if site["site"] in site.get("gates", {}):
        fault("/gates: the gate itself")
    names_of_classes(site["tariff"])


def begin(site, direction, role):
    """The zone in which a trip begins, as ck-site(5) has it."""
    far = direction == "import" and role != "receiving"
    for name, zone in site["zones"].items():
        abroad = zone.get("country", site["country"]) != site["country"]
        if not zone["inside"] and abroad == far and any(
                lane["from"] == name and direction in lane["directions"]
                for lane in site["lanes"].values()):
            return name
    return None


def names_of_classes(tariff):
    bounds = [c["under_t"] for c in tariff["classes"].values()]
    if bounds.count(None) != 1 or len(bounds) != len(set(bounds)):
        fault("/tariff/classes: the bounds leave a gap or meet")
    split = tariff.get("split")
    if split and sum(part["percent"] for part in split) != 100:
        fault("/tariff/split: not 100")


# Conditions.

def conditions_of(site):
    for where, value in walk(site):
        key = where.rsplit("/", 1)[-1]
        if key in ("when", "base_when", "transfer_when"):
            yield where, value
        elif where.startswith("/kinds/"):
            yield where, value


def words(expression):
    """Names that jq would look up: not fields, not in a string."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', expression)
    return re.findall(r"(?<![.\w$])\$?[A-Za-z_]\w*", bare)


def jq(program, facts):
    """What a program answers to each object, with nothing around it."""
    lines = "".join(json.dumps(f) + "\n" for f in facts)
    run = subprocess.run(["/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "jq",
                          "-c", program], input=lines, text=True,
                         capture_output=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode or len(answers) != len(facts):
        raise ValueError(run.stderr.strip() or f"{len(answers)} answers")
    return answers


def truths(site, facts):
    """Which conditions hold: a set of places for each object of facts."""
    places = list(conditions_of(site))
    program = ", ".join(f"(({c}\n) | . != null and . != false)"
                        for _, c in places)
    return [{where for (where, _), true in zip(places, row) if true}
            for row in jq(f"[{program}]", facts)]


def true_in(site, cases):
    """Facts as cases give them, each with the places that hold."""
    facts = [f for case in cases for f in case.get("trips", [case.get("facts")])]
    for one, true in zip(facts, truths(site, facts)):
        one["true"] = true
    return cases


@functools.lru_cache(maxsize=None)
def trial(expression, facts):
    """The fault of a condition, compiled alone; once for all sites."""
    for word in sorted(FORBIDDEN & set(words(expression))):
        return f"{word} is not allowed"
    try:
        answers = jq(f"({expression}\n)", [t["facts"] for t in load(facts)])
    except ValueError as error:
        return str(error)
    if any(not isinstance(answer, bool) for answer in answers):
        return "neither true nor false"
    return None


def conditions(facts, *paths):
    for path in paths:
        site = load(path)
        bad = [(where, trial(condition, facts))
               for where, condition in conditions_of(site)]
        for where, error in bad:
            if error:
                fault(f"{path}: {where}: {error}")
        if not any(error for _, error in bad):
            kinds_and_classes(site, facts)


def kinds_and_classes(site, facts):
    for trip in true_in(site, load(facts)):
        true = trip["facts"]["true"]
        kinds = [k for k in site["kinds"] if f"/kinds/{k}" in true]
        if kinds != trip["kind"]:
            fault(f"{trip['name']}: kinds {kinds}, not {trip['kind']}")
        for name, queue in site["queues"].items():
            classes = [c for c in queue["classes"]
                       if f"/queues/{name}/classes/{c}/when" in true]
            if len(classes) != 1:
                fault(f"{trip['name']}: in classes {classes} of {name}")


# A small model of a gate.

def needed(site, facts):
    return {name for name in site["checks"]
            if f"/checks/{name}/when" in facts["true"]}


def needs(facts, path):
    site = load(path)
    for trip in true_in(site, load(facts)):
        got = needed(site, trip["facts"])
        if got != set(trip["needs"]):
            more, less = got - set(trip["needs"]), set(trip["needs"]) - got
            fault(f"{trip['name']}: needs also {sorted(more)}, "
                  f"not {sorted(less)}")


class Vehicle:
    """A trip on its way through the lanes of a site."""

    def __init__(self, site, trip):
        self.site, self.name, self.facts = site, trip["name"], trip["facts"]
        self.needs = needed(site, self.facts)
        self.zones, self.passed, self.weighed = [], [], False

    def satisfied(self, name):
        """Can the check be satisfied by now?"""
        check = self.site["checks"][name]
        auto, where = check.get("auto", {}), check.get("where", self.zones)
        if auto.get("on") == "passage":
            return any(auto.get("from", f) == f and auto.get("to", t) == t and
                       auto.get("lane_point", p) == p
                       for f, t, p in self.passed)
        if auto.get("on") == "weighing" and not self.weighed:
            return False
        return bool(set(where) & set(self.zones)) and all(
            self.satisfied(n) for n in check.get("after", [])
            if n in self.needs)

    def lanes(self, here, there, home):
        return {name: lane for name, lane in self.site["lanes"].items()
                if (lane["from"], lane["to"]) == (here, there) and
                self.facts["direction"] in lane["home" if home
                                                else "directions"]}

    def go(self, zones, home, back=False):
        zones = [z for z in zones if z in self.site["zones"]]
        for here, there in zip(zones, zones[1:]):
            self.zones.append(here)
            lanes = self.lanes(here, there, home)
            if not lanes:
                fault(f"{self.name}: no lane from {here} to {there}")
                return
            for name, lane in lanes.items():
                weighed, self.weighed = self.weighed, (
                    self.weighed or lane["scale"] is not None)
                asked = lane["require_home" if home or back else "require"]
                for check in asked:
                    if check in self.needs and not self.satisfied(check):
                        fault(f"{self.name}: stuck before {name}: {check}")
                self.weighed = weighed
            self.weighed |= any(l["scale"] for l in lanes.values())
            self.passed += [(here, there, l["point"]) for l in lanes.values()]
        self.zones.append(zones[-1])


def routes(facts, path):
    site = load(path)
    for trip in true_in(site, load(facts)):
        direction = trip["facts"]["direction"]
        taker = (trip["facts"]["role"] == "receiving" and
                 direction == "import")
        vehicle = Vehicle(site, trip)
        first = begin(site, direction, trip["facts"]["role"])
        if first != trip["out"][0]:
            fault(f"{trip['name']}: begins in {first}")
        vehicle.go(trip["out"], False)
        if "home" in trip:
            vehicle.needs |= set(site["home_leg"][direction]["require"])
            vehicle.go(trip["home"], True)
        for here, there in trip.get("never", []):
            if vehicle.lanes(here, there, False):
                fault(f"{trip['name']}: a lane from {here} to {there}")
        for back in trip.get("turned_back", []):
            turned = Vehicle(site, trip)
            turned.zones = list(trip["out"])
            rule = "receiving" if taker else direction
            turned.needs = set(site["turned_back"][rule]["require"])
            turned.go(back, not taker, back=True)


# Fees.

def charge(tariff, facts, others):
    true = facts["true"]
    amount = tariff["classes"][facts["class"]]["amount"]
    if "/tariff/transfer_when" in true:
        takers = [tariff["classes"][o["class"]]["amount"] for o in others
                  if o["role"] == "receiving"]
        base = max(takers) if tariff["transfer_of"] == "receiving" else amount
        return ["transfer", base * tariff["transfer_percent"] // 100]
    if "/tariff/base_when" not in true:
        return ["none", 0]
    for index, rule in enumerate(tariff["rules"]):
        if f"/tariff/rules/{index}/when" in true:
            return ["base", rule["amount"]]
    for index, multiplier in enumerate(tariff["multipliers"]):
        if f"/tariff/multipliers/{index}/when" in true:
            amount = (amount * multiplier["percent"] + 50) // 100
    return ["base", amount]


def fees(cases, path):
    site = load(path)
    for case in true_in(site, load(cases)):
        got = [charge(site["tariff"], facts, case["trips"])
               for facts in case["trips"]]
        if got != case["charges"]:
            fault(f"{case['name']}: {got}, not {case['charges']}")


VERBS = {f.__name__: f for f in (form, names, conditions, needs, routes, fees)}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
    print("\n".join(faults[:40]), end="\n" if faults else "")
    sys.exit(1 if faults else 0)
