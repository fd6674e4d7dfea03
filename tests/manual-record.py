#!/usr/bin/python3
"""Does the manual name what there is?

	manual-record.py events	<log	kinds of event and their roots; of each line
					of the log, the members of its body
	manual-record.py kinds		kinds of record and their members
	manual-record.py codes		faults of the reader and of verify, reasons
					and faults of a lane

Prints what is missing, one a line; exit status 1 when there is something.
Run in the top folder of the sources.
"""
import json
import pathlib
import re
import sys

COMMON = {"kind", "site", "simulated", "dry_run", "repeated", "trip",
          "declaration", "vehicle"}
# What the body of any event may have.
ANY = {"late_reason"}
# No record: the shape of a file.
FILES = {"site"}


def section(page, name):
    text = pathlib.Path(page).read_text(encoding="utf-8")
    return re.search(rf"^\.S[sh] {name}\n(.*?)^\.S[sh] ", text,
                     re.M | re.S).group(1)


def items(text):
    """(.It line, words that are set as literals) of each item."""
    for item in re.split(r"^\.It ", text, flags=re.M)[1:]:
        head, _, rest = item.partition("\n")
        literal = [line for line in rest.split("\n")
                   if re.match(r"\.(Pq |Po )?Cm ", line)]
        yield head, set(re.findall(r"[a-z][a-z0-9_]*", " ".join(literal)))


def events():
    named = {}
    for head, members in items(section("man/ck-record.5", "Events")):
        kinds, _, root = head.partition(" Pq ")
        for kind in re.findall(r"[a-z]+\.[a-z_]+", kinds):
            named[kind] = root, members
    table = pathlib.Path("lib/store/kinds.c").read_text(encoding="utf-8")
    known = dict(re.findall(r'\{ "([a-z_.]+)", "([a-z]+)",', table))
    for kind, root in known.items():
        if kind not in named:
            yield f"{kind}: not in the table"
        elif not named[kind][0].startswith(root):
            yield f"{kind}: its root is {root}, not {named[kind][0]}"
    yield from (f"{kind}: no such event" for kind in named.keys() - known)
    for line in map(json.loads, sys.stdin):
        kind = line["event"]
        lost = line["body"].keys() - named.get(kind, ("", set()))[1] - ANY
        yield from (f"{kind}: body has {member}" for member in sorted(lost))


def members(schema, at=None):
    at = schema if at is None else at
    found = set(at.get("properties", {}))
    parts = [at[key] for key in ("if", "then", "else") if key in at]
    for key in ("allOf", "anyOf", "oneOf"):
        parts += at.get(key, [])
    if at.get("$ref", "").startswith("#/$defs/"):
        parts.append(schema["$defs"][at["$ref"].removeprefix("#/$defs/")])
    for part in parts:
        found |= members(schema, part)
    return found


def kinds():
    named = {}
    for head, words in items(section("man/ck-record.5", "Kinds")):
        for kind in re.findall(r"\b[a-z][a-z_]*\b", head.partition(" Pq ")[0]):
            named[kind] = words
    schemas = {path.name.partition(".")[0]: path
               for path in pathlib.Path("share/schemas").glob("*.json")}
    for kind in schemas.keys() - FILES:
        if kind not in named:
            yield f"{kind}: not in the page"
            continue
        schema = json.loads(schemas[kind].read_text(encoding="utf-8"))
        for member in sorted(members(schema) - COMMON - named[kind]):
            yield f"{kind}: has {member}"
    yield from (f"{kind}: has no schema"
                for kind in named.keys() - schemas.keys())


def sources(folder):
    return "\n".join(path.read_text(encoding="utf-8") for path in
                     sorted(pathlib.Path(folder).glob("*.c")))


def codes():
    code = r'"([a-z][a-z0-9-]*)"'
    page = pathlib.Path("man/ck-record.5").read_text(encoding="utf-8")
    header = pathlib.Path("lib/record/reader.h").read_text(encoding="utf-8")
    stable = re.search(r"`code` is\s*\*? *stable (.*?)`message`", header, re.S)
    found = [("fault of the reader", word, page)
             for word in re.findall(code, stable.group(1))]
    page = pathlib.Path("man/ck-troubles.7").read_text(encoding="utf-8")
    found += [("fault of verify", word, page) for word in
              re.findall(rf"ck_verify_found\([^,]*,\s*{code}",
                         sources("lib/store"))]
    found += [("reason of a lane", word, page) for word in
              re.findall(rf"ck_judge_reason\([^,]*,\s*{code}",
                         sources("lib/lane"))]
    lane = pathlib.Path("lib/lane/lane.c").read_text(encoding="utf-8")
    found += [("fault of a lane", word, page) for word in
              re.findall(rf'\{{ "[a-z_]+", {code} \}}', lane)]
    for what, word, text in found:
        if not re.search(rf"^\.It .*\b{word}\b", text, re.M):
            yield f"no {what} {word}"
    if len({what for what, _, _ in found}) != 4:
        yield "codes are not where this test looks for them"


lost = sorted(set({"events": events, "kinds": kinds, "codes": codes}
                  [sys.argv[1]]()))
print("\n".join(lost), end="\n" if lost else "")
sys.exit(bool(lost))
