"""Rules about the manifest. Each rule yields (code, severity, message)."""
import re

from instants import instant

STRING, INTEGER, BOOLEAN, ARRAY = str, int, bool, list
TYPES_1_0 = {"message", "disclaimer", "join", "leave"}
TYPES_2_0 = TYPES_1_0 | {"history", "unknown"}
CUSTOM = {"name": STRING, "value": STRING}
REACTION = {"value": STRING, "count": INTEGER, "participants": ARRAY}
ATTACHMENT = {"id": STRING, "display": STRING, "size": INTEGER}
EDIT = {"participant": STRING, "timestamp": STRING, "previous": STRING, "new": STRING}
RECEIPT = {"participant": STRING, "timestamp": STRING, "action": STRING}
ROWS = {
    "participants": {"id": STRING, "display": STRING, "email": STRING, "avatar": STRING, "account_id": STRING,
                     "custom": CUSTOM},
    "conversations": {"id": STRING, "display": STRING, "platform": STRING, "type": STRING, "participants": ARRAY,
                      "custodian": STRING, "icon": STRING, "custom": CUSTOM},
    "events": {"type": STRING, "id": STRING, "parent": STRING, "body": STRING, "participant": STRING,
               "conversation": STRING, "timestamp": STRING, "deleted": BOOLEAN, "importance": STRING,
               "direction": STRING, "reactions": REACTION, "attachments": ATTACHMENT, "edits": EDIT,
               "read_receipts": RECEIPT, "custom": CUSTOM},
}
ONLY_2_0 = {"account_id", "custodian", "icon", "direction", "read_receipts", "previous", "new"}
REQUIRED = {  # per version: what the schema of that version asks for
    "1.0.0": {"participants": {"id", "display"}, "conversations": {"id", "display", "platform", "type", "participants"},
              "events": {"type", "participant", "conversation", "timestamp"}, "reactions": {"value", "count", "participants"},
              "attachments": {"id", "display", "size"}, "edits": {"participant", "timestamp"}, "custom": {"name", "value"},
              "read_receipts": set()},
    "2.0.0": {"participants": {"id"}, "conversations": {"id", "platform", "type", "participants"},
              "events": {"type", "id", "conversation"}, "reactions": {"value", "count", "participants"},
              "attachments": {"id"}, "edits": {"participant"}, "custom": {"name", "value"},
              "read_receipts": {"participant"}},
}
ENUMS = {("conversations", "type"): {"direct", "channel"}, ("events", "importance"): {"normal", "high"},
         ("events", "direction"): {"incoming", "outgoing"}, ("read_receipts", "action"): {"read", "delivered"}}
MAY_BE_EMPTY = {("events", "body"), ("edits", "previous"), ("edits", "new")}
EMAIL = re.compile(r"[^\s@<>,;\"]+@[^\W_](?:(?:[^\W_]|[.-])*[^\W_])?(?:\.[^\W_](?:(?:[^\W_]|-)*[^\W_])?)+")
SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
TIMES = {"timestamp"}


def shape(manifest):
    version = manifest.get("version")
    if version not in REQUIRED:
        yield "R067", "E", f"version {version!r}"
        return
    for name in manifest:
        if name not in {"version", "eventcollectionid", *ROWS}:
            yield "R068", "W", f"unknown member {name}"
    if "eventcollectionid" in manifest and version == "1.0.0":
        yield "R069", "W", "eventcollectionid in 1.0.0"
    if "eventcollectionid" in manifest and not manifest["eventcollectionid"]:
        yield "R111", "W", "empty eventcollectionid"
    for table, code in (("participants", "R083"), ("conversations", "R084"), ("events", "R085")):
        rows = manifest.get(table)
        if not isinstance(rows, list):
            yield "R060", "E", f"{table} is not an array"
        elif not rows:
            yield code, "W", f"{table} is empty"
        else:
            for row in rows:
                yield from row_shape(version, table, ROWS[table], row)
    types = TYPES_1_0 if version == "1.0.0" else TYPES_2_0
    for event in manifest.get("events", []):
        if event.get("type") not in types:
            yield "R062", "E", f"event type {event.get('type')!r}"


def row_shape(version, table, members, row):
    label = f"{table} {row.get('id', row)!r}" if isinstance(row, dict) else table
    if not isinstance(row, dict):
        yield "R061", "E", f"{label}: a row is no object"
        return
    for name in REQUIRED[version].get(table, set()) - row.keys():
        yield "R060", "E", f"{label}: no {name}"
    for name, value in row.items():
        kind = members.get(name)
        if kind is None:
            yield "R068", "W", f"{label}: unknown member {name}"
        elif version == "1.0.0" and name in ONLY_2_0:
            yield "R069", "W", f"{label}: {name} in 1.0.0"
        elif isinstance(kind, dict):
            if not isinstance(value, list):
                yield "R061", "E", f"{label}: {name} is no array"
            elif not value:
                yield ("R103" if name == "read_receipts" else "S07"), "W", f"{label}: empty array {name}"
            else:
                for item in value:
                    yield from row_shape(version, name, kind, item)
        else:
            yield from value_shape(table, name, kind, value, label)


def value_shape(table, name, kind, value, label):
    if type(value) is not kind:
        yield "R061", "E", f"{label}: {name} is {value!r}"
        return
    if kind is ARRAY and any(not isinstance(item, str) or not item for item in value):
        yield "R063", "E", f"{label}: {name} holds something else than ids"
    if kind is ARRAY and len(set(value)) != len(value):
        yield "S07", "W", f"{label}: {name} names somebody twice"
    if kind is INTEGER and value < 0:
        yield "R061", "E", f"{label}: {name} is {value}"
    if kind is not STRING:
        return
    if not value and (table, name) not in MAY_BE_EMPTY:
        yield "R063", "E", f"{label}: empty {name}"
    if SURROGATE.search(value):
        yield "R055", "W", f"{label}: unpaired surrogate in {name}: {value[:80]!r}"
    if CONTROL.search(value):  # legal JSON, and evidence
        yield "R055", "I", f"{label}: control character in {name}: {value[:80]!r}"
    if value not in ENUMS.get((table, name), {value}):
        yield "R062", "E", f"{label}: {name} is {value!r}"
    if name == "email" and not EMAIL.fullmatch(value):
        yield "R064", "E", f"{label}: {value!r} is no address"
    if name in TIMES and instant(value) is None:
        yield "R065", "E", f"{label}: {value!r} is no timestamp"
    if (table, name) == ("reactions", "value") and len(value) > 30:
        yield "R070", "I", f"{label}: reaction {value!r} is longer than 30"


def references(manifest):
    for table, code in (("participants", "R080"), ("conversations", "R081"), ("events", "R082")):
        ids = [row.get("id") for row in manifest[table]]
        for twice in {i for i in ids if ids.count(i) > 1} if len(set(ids)) != len(ids) else ():
            yield code, "E", f"{table}: {twice!r} stands there twice"
    people = {row["id"] for row in manifest["participants"]}
    conversations = {row["id"]: row for row in manifest["conversations"]}
    if len(manifest["events"]) > 10_000:
        yield "R086", "W", f"{len(manifest['events'])} events"
    used = {event.get("conversation") for event in manifest["events"]}
    for row in conversations.values():
        members = row["participants"]
        for missing in set(members) - people:
            yield "R095", "W", f"member {missing!r} is not defined"
        if "custodian" in row and row["custodian"] not in set(members) & people:
            yield "R096", "W", f"custodian {row['custodian']!r} is no member"
        if row["id"] not in used:
            yield "R090", "W", f"conversation {row['id']!r} has no events"
    events = {event["id"]: event for event in manifest["events"] if "id" in event}
    for event in manifest["events"]:
        label = f"event {event.get('id')!r}"
        if event.get("conversation") not in conversations:
            yield "R088", "W", f"{label}: conversation is not defined"
        if "participant" not in event:
            yield "R089", "W", f"{label}: no participant"
        elif event["participant"] not in people:
            yield "R093", "W", f"{label}: participant is not defined"
        if "timestamp" not in event:  # the export gave it none, and inventing one is worse
            yield "R089", "I", f"{label}: no timestamp"
        yield from parent_rules(event, events, label)
        yield from detail_rules(event, people, label)


def parent_rules(event, events, label):
    if "parent" not in event:
        return
    parent = events.get(event["parent"])
    if parent is None or parent.get("conversation") != event.get("conversation"):
        yield "R092", "W", f"{label}: parent {event['parent']!r} is not here"
        return
    if "timestamp" in parent and instant(parent["timestamp"]) > (instant(event.get("timestamp")) or (-1 << 62, 0)):
        yield "R092", "W", f"{label}: parent is younger"
    seen, at = set(), event
    while "parent" in at and at["parent"] in events:
        if at["id"] in seen:
            yield "R092", "W", f"{label}: its parents run in a circle"
            return
        seen.add(at["id"])
        at = events[at["parent"]]


def detail_rules(event, people, label):
    for reaction in event.get("reactions", []):
        if reaction["count"] < len(reaction["participants"]):
            yield "R104", "W", f"{label}: reaction count is smaller than its participants"
        for person in set(reaction["participants"]) - people:
            yield "R097", "W", f"{label}: reaction of {person!r}, who is not defined"
    attached = [a["id"] for a in event.get("attachments", [])]
    if len(set(attached)) != len(attached):
        yield "R106", "W", f"{label}: the same attachment twice"
    for edit in event.get("edits", []):
        if edit["participant"] not in people:
            yield "R098", "W", f"{label}: edit of {edit['participant']!r}, who is not defined"
        if "timestamp" in edit and "timestamp" in event and instant(edit["timestamp"]) < instant(event["timestamp"]):
            yield "R100", "W", f"{label}: edited before it was written"
    times = [instant(edit["timestamp"]) for edit in event.get("edits", []) if "timestamp" in edit]
    if times != sorted(times):
        yield "S07", "W", f"{label}: edits are not in time order"
    for receipt in event.get("read_receipts", []):
        if receipt["participant"] not in people:
            yield "R099", "W", f"{label}: receipt of {receipt['participant']!r}, who is not defined"


def membership(manifest):
    """Walks joins and leaves in time order, as reviewers' tools do."""
    order = [instant(event.get("timestamp")) or (1 << 62, 0) for event in manifest["events"]]
    if order != sorted(order):
        yield "R109", "W", "events are not in time order"
    for conversation in manifest["conversations"]:
        members = set(conversation["participants"])
        for event in manifest["events"]:
            if event.get("conversation") != conversation["id"]:
                continue
            label, actor, kind = f"event {event.get('id')!r}", event.get("participant"), event["type"]
            if kind in ("join", "leave") and conversation.get("type") != "channel":
                yield "R091", "W", f"{label}: {kind} in a direct conversation"
            if kind == "join":
                if actor in members:
                    yield "R112", "I", f"{label}: {actor!r} is a member already"
                members.add(actor)
            acting = {actor} if actor else set()
            acting |= {p for r in event.get("reactions", []) for p in r["participants"]}
            acting |= {r["participant"] for r in event.get("read_receipts", [])}
            acting |= {e["participant"] for e in event.get("edits", [])}
            for person in sorted(acting - members):
                yield "R094", "W", f"{label}: {person!r} acts but is no member then"
            if kind == "leave":
                members.discard(actor)


def text_part(file):
    """What people search for must stand in the text part, in the order of the events."""
    text = "".join(file.text.split())
    at = 0
    for event in file.manifest["events"]:
        body = "".join(event.get("body", "").split())
        found = text.find(body, at)
        if found < 0:
            yield "S11", "W", f"event {event.get('id')!r}: body is not in the text part, or out of order"
        else:
            at = found + len(body)
        names = [item["value"] for item in event.get("custom", []) if item["name"] == "Missing attachment"]
        stands_in = bool(names)  # then a file under its own name may be the note that stands in for a missing one
        names += [a["display"] for a in event.get("attachments", []) if not (stands_in and a["display"] == a["id"])]
        for name in names:
            if name != "(unnamed)" and "".join(name.split()) not in text:
                yield "S11", "W", f"{name!r} is not in the text part"
