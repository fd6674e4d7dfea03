"""The faults people make. Each takes a document apart, returns what was sent
first (a document, or a line of bytes that is no JSON), and the finding that
must answer it; the right document follows some minutes later.
"""

import copy
import json


def misspelt(d):
    d["vehicals"] = d.pop("vehicles")
    return "unknown-key"


def not_yours(d):
    d["customs"][0]["channel"] = "green"
    return "not-yours"


def goods_code(d):
    # A spreadsheet took the code for a number.
    d["goods"][0]["hs"] = d["goods"][0]["hs"].lstrip("0")[:7]
    return "hs-form"


def mass_words(d):
    d["goods"][0]["gross_kg"] = f"{d['goods'][0]['gross_kg'] / 1000:.1f} tấn"
    return "mass-form"


def tax_code(d):
    code = d["enterprise"]["tax_code"]
    d["enterprise"]["tax_code"] = code[:9] + str((int(code[9]) + 3) % 10) \
        + code[10:]
    return "tax-code-check"


def bell(d):
    d["vehicles"][0]["plate"] += "\a"
    return "control-character"


def transfer_sum(d):
    d["transfers"][0]["packages"] -= 1
    d["transfers"][0]["gross_kg"] -= d["goods"][0]["gross_kg"] \
        // d["goods"][0]["packages"]
    return "transfer-sum"


def no_identifier(d):
    del d["vehicles"][0]["plate"]
    d["vehicles"][0].pop("trailer", None)
    d["vehicles"][0].pop("container", None)
    d["vehicles"][0].pop("other_plates", None)
    return "no-identifier"


def cut(document):
    """The connection broke in the middle."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text[:len(text) * 2 // 3], "syntax"


DOCUMENT_FAULTS = (misspelt, not_yours, goods_code, mass_words, tax_code,
                   bell, no_identifier)


def spoil(document, fault):
    wrong = copy.deepcopy(document)
    return wrong, fault(wrong)
