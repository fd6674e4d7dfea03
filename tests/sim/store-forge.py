#!/usr/bin/python3
"""store-forge.py STORE: makes a store's log consistent again after its lines
were changed behind our back: hashes, seals, heads, and what the tables keep of
them. Who has all rights can do this; only a head kept elsewhere tells.
"""
import hashlib
import json
import sqlite3
import sys


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(db, origin, line, hashes):
    """The line of a seal over what now stands in its range."""
    value = json.loads(line)
    body = value["body"]
    lines = db.execute("select line from event where origin = ? and seq"
                       " between ? and ? order by seq",
                       (origin, body["from"], body["to"]))
    body["digest"] = sha256("".join(row[0] + "\n" for row in lines))
    body["head"] = hashes[body["to"]]
    db.execute("update seal set digest = ?, hash = ? where from_seq = ?",
               (body["digest"], body["head"], body["from"]))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def forge(db):
    for origin, first in db.execute(
            "select origin, first_prev from origin").fetchall():
        hashes, last = {0: first}, 0
        for seq, line in db.execute(
                "select seq, line from event where origin = ? order by seq",
                (origin,)).fetchall():
            if '"event":"log.sealed"' in line:
                line = sealed(db, origin, line, hashes)
            hashes[seq] = sha256(f"{hashes[last]}\n{line}\n")
            db.execute("update event set line = ?, hash = ?"
                       " where origin = ? and seq = ?",
                       (line, hashes[seq], origin, seq))
            last = seq
        db.execute("update origin set seq = ?, hash = ? where origin = ?",
                   (last, hashes[last], origin))


def main():
    db = sqlite3.connect(sys.argv[1])
    with db:
        forge(db)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


if __name__ == "__main__":
    main()
