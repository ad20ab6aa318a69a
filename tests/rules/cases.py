"""What a case is, and the list that the files *_cases.py fill.

    breaks("R103", "an empty array", lambda f: f.event(0).update(read_receipts=[]), at="/events/0/read_receipts")
    spares("R103", "no array", lambda f: f.event(0).pop("read_receipts"))

Each is tried with a sound file of each of its `bases`. `breaks` must raise its rule; `spares`, a near miss, must not.
Either may raise no other rule, save those in `also`, which must be raised, each with the reason why it cannot be helped.
"""
from dataclasses import dataclass, field

V1, V2, CONVERTED = "1.0.0", "2.0.0", "converted"
EVERY = (V2, V1, CONVERTED)  # for mutations that do not know the manifest


@dataclass
class Case:
    rule: str
    name: str
    change: object
    breaks: bool
    also: dict = field(default_factory=dict)  # code -> why
    bases: tuple = (V2, V1)
    at: object = None  # the JSON pointer at which the rule is broken, or all of them
    entry: str = None  # the zip's entry
    line: bytes = None  # what the line holds that the finding names
    file_name: str = "case.rsmf"
    sparse: int = 0  # the size to which the file is stretched without being written


CASES = []


def breaks(rule: str, name: str, change, **details):
    CASES.append(Case(rule, name, change, True, **details))


def spares(rule: str, name: str, change, **details):
    CASES.append(Case(rule, name, change, False, **details))
