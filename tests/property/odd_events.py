"""Exports in the format `events` that ask for everything the standard, or a review platform, would rather not have."""
import json
import random
from pathlib import Path

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200"
                    "0148afa4710000000049454e44ae426082")
FILES = {"a.txt": b"words", "A.TXT": b"other words", "empty.txt": b"", "no extension": b"x", "caf\u00e9.txt": b"1",
         "cafe\u0301.txt": b"2", "face.png": PNG, "face.gif": b"this is no picture", "zero.png": b"", "rsmf_manifest.json": b"{}",
         "con.txt": b"device", "sub/a.txt": b"below", "zeros.bin": bytes(2 << 20), "x" * 180 + ".txt": b"long", "-.txt": b"dash"}
PEOPLE = ["u1", "u2", "u3", "U1", "", " ", "a,b", "\u00e9", "e\u0301", "x" * 300, "u/1", "u\n1", "nobody", "rsmf.unknown"]
CONVERSATIONS = ["c1", "c2", "c3", "C1", "", "a/b", "..", "x" * 300, "\u4e2d\u6587", "con"]
EVENTS = [f"e{n}" for n in range(25)] + ["", " ", "E1", "\u00e9", "x" * 300, "e\t1"]
TEXTS = ["", " ", "hello", "line\nline", "--=_rsmf", "--", "From me", ".", "a\u0000b", "a\u0007b", "\ud83d", "\U0001f6a2", "x" * 3000,
         "=?utf-8?Q?x?=", "tab\there", "\u202e\u2066", "a\r\nb\rc", "<b>&amp;</b>", "null", "\ufeff", "=3D=", "caf\u00e9 " * 400]
NAMES = ["Ada Quill", "Quill, Ada", " Ada ", "", "Ada\nQuill", "a\u0000", "\u202eada", "x" * 500, '"Ada" <a@b>', "\u4e2d\u6587", "Ada Quill"]
MAILS = ["ada@example.com", "", "ada", "+44 20", "Ada <a@b.org>", "a@b_c.org", "a@-b.org", "a@b", "\u00e9@b.org", "a b@c.org", "@", "19:x@thread.v2"]
TIMES = ["2024-03-01T08:%02d:%02dZ", "2024-03-01T10:%02d:%02d+02:00", "2024-03-01T08:%02d:%02d.123456789Z", "2024-03-0%dT08:%02d:00.5Z"]
ODD_TIMES = ["1969-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-30T00:00:00Z", "yesterday", "", 5,
             "2024-03-01T08:00:60Z", "2024-03-01t08:00:00z", "2024-03-01T08:00:00", "1677-01-01T00:00:00Z", "2262-12-31T00:00:00Z", None]


def maybe(rng: random.Random, row: dict, percent: int, name: str, make):
    if rng.randrange(100) < percent:
        row[name] = make()


def time(rng: random.Random):
    if rng.random() < 0.1:
        return rng.choice(ODD_TIMES)
    form = rng.choice(TIMES)
    return form % ((rng.randint(1, 3), rng.randrange(60)) if "0%d" in form else (rng.randrange(60), rng.randrange(60)))


def custom(rng: random.Random):
    if rng.random() < 0.3:
        return {rng.choice(TEXTS): rng.choice([*TEXTS, 5, True, None, [1], {"a": 1}])}
    return [{"name": rng.choice(TEXTS), "value": rng.choice([*TEXTS, 5, None])} for _ in range(rng.randrange(3))]


def several(rng: random.Random, make) -> list:
    return [make() for _ in range(rng.choice([0, 1, 1, 2, 3]))]


def event(rng: random.Random) -> dict:
    pick = rng.choice

    def row_of(*members) -> dict:
        row = {}
        for percent, name, make in members:
            maybe(rng, row, percent, name, make)
        return row

    def person():
        return pick(PEOPLE[:4]) if rng.random() < 0.7 else pick(PEOPLE)

    row = {"record": "event", "conversation": pick(CONVERSATIONS[:3]) if rng.random() < 0.7 else pick(CONVERSATIONS)}
    maybe(rng, row, 50, "type", lambda: pick(["message", "join", "leave", "history", "unknown", "disclaimer", "Message", "call", "", 5]))
    maybe(rng, row, 85, "id", lambda: pick(EVENTS))
    maybe(rng, row, 85, "participant", person)
    maybe(rng, row, 92, "timestamp", lambda: time(rng))
    maybe(rng, row, 80, "body", lambda: pick(TEXTS))
    maybe(rng, row, 40, "parent", lambda: pick(EVENTS))
    maybe(rng, row, 15, "parent_timestamp", lambda: time(rng))
    maybe(rng, row, 10, "deleted", lambda: pick([True, False, "true", None]))
    maybe(rng, row, 10, "importance", lambda: pick(["normal", "high", "low", "", None]))
    maybe(rng, row, 10, "direction", lambda: pick(["incoming", "outgoing", "sideways", ""]))
    maybe(rng, row, 30, "reactions", lambda: several(rng, lambda: row_of(
        (90, "value", lambda: pick(TEXTS + ["thumbsup"] * 5)), (30, "count", lambda: pick([0, 1, 5, -1, "2"])),
        (80, "participants", lambda: several(rng, person)))))
    maybe(rng, row, 30, "attachments", lambda: several(rng, lambda: row_of(
        (80, "path", lambda: pick([*FILES, "missing.txt", "../../etc/passwd", "", "/etc/passwd", "sub/"])),
        (50, "display", lambda: pick([*NAMES, *FILES])), (40, "size", lambda: pick([0, 5, -1, "9", 1.5])), (20, "id", lambda: pick(EVENTS)))))
    maybe(rng, row, 30, "edits", lambda: several(rng, lambda: row_of(
        (85, "participant", person), (80, "timestamp", lambda: time(rng)), (60, "previous", lambda: pick(TEXTS)), (60, "new", lambda: pick(TEXTS)))))
    maybe(rng, row, 30, "read_receipts", lambda: several(rng, lambda: row_of(
        (85, "participant", person), (70, "timestamp", lambda: time(rng)), (60, "action", lambda: pick(["read", "delivered", "seen", ""])))))
    maybe(rng, row, 20, "custom", lambda: custom(rng))
    maybe(rng, row, 5, pick(TEXTS[:8]), lambda: pick(TEXTS))
    return row


def participant(rng: random.Random, who: str) -> dict:
    row = {"record": "participant", "id": who}
    maybe(rng, row, 80, "display", lambda: rng.choice(NAMES))
    maybe(rng, row, 60, "email", lambda: rng.choice(MAILS))
    maybe(rng, row, 40, "avatar", lambda: rng.choice([*FILES, "missing.png"]))
    maybe(rng, row, 40, "account_id", lambda: rng.choice(TEXTS))
    maybe(rng, row, 30, "custom", lambda: custom(rng))
    return row


def conversation(rng: random.Random, which: str) -> dict:
    row = {"record": "conversation", "id": which}
    maybe(rng, row, 70, "display", lambda: rng.choice(NAMES))
    maybe(rng, row, 70, "platform", lambda: rng.choice(["slack", "", "x y", "\u00e9"]))
    maybe(rng, row, 70, "type", lambda: rng.choice(["direct", "channel", "group", ""]))
    maybe(rng, row, 70, "participants", lambda: [rng.choice(PEOPLE) for _ in range(rng.randrange(5))])
    maybe(rng, row, 50, "custodian", lambda: rng.choice(PEOPLE))
    maybe(rng, row, 30, "custom", lambda: custom(rng))
    return row


def write_odd_events(folder: Path, seed: str) -> Path:
    rng = random.Random(seed)
    folder.mkdir()
    (folder / "sub").mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    rows = [participant(rng, who) for who in PEOPLE if rng.random() < 0.7]
    rows += [conversation(rng, which) for which in CONVERSATIONS if rng.random() < 0.7]
    rows += [event(rng) for _ in range(rng.choice([3, 30, 150]))]
    if rng.random() < 0.3:
        rng.shuffle(rows)
    (folder / "chat.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder
