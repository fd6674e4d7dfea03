#!/usr/bin/python3
"""Records as an independent validator sees them.

	records.py SCHEMAS [KIND...] <records

Each line of standard input is a record; the schema of its kind is
SCHEMAS/KIND.schema.json. Faults are printed, one a line; the exit status is 1
when there are any, when a kind has no schema, when there is no record, or when
one of the KINDs was not seen.
"""
import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(sys.argv[1])
validators = {}
faults = []


def validator(kind):
    if kind not in validators:
        path = folder / f"{kind}.schema.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.FormatChecker())
    return validators[kind]


for number, line in enumerate(sys.stdin, 1):
    record = json.loads(line)
    kind = record.get("kind")
    try:
        errors = list(validator(kind).iter_errors(record))
    except OSError:
        faults.append(f"{number}: no schema for kind {kind}")
        continue
    for error in errors:
        where = "/".join(str(part) for part in error.absolute_path)
        faults.append(f"{number}: {kind}: /{where}: {error.message}")

if not validators:
    faults.append("no record")
for kind in sys.argv[2:]:
    if kind not in validators:
        faults.append(f"no record of kind {kind}")
print("\n".join(faults), end="\n" if faults else "")
sys.exit(bool(faults))
