"""Layer meaning: what the rows of a manifest say together."""
import copy

from cases import V1, V2, breaks, spares
from sample import Sample

V1_ONLY, V2_ONLY = {"bases": (V1,)}, {"bases": (V2,)}
LONELY = "the rows it names went with it"


def event(index: int, **members):
    return lambda f: f.event(index).update(members)


def add(**members):
    """A further message of Ada's in the direct conversation, last of all."""
    return lambda f: f.manifest["events"].append(message(**members))


def message(**members) -> dict:
    base = {"id": "more", "type": "message", "conversation": "C2", "participant": "P1", "timestamp": "2024-03-01T09:00:00Z",
            "body": "More."}
    return {name: value for name, value in {**base, **members}.items() if value is not None}


def all_of(*changes):
    return lambda f: [change(f) for change in changes]


def many(root: str, count: int, row):
    return lambda f: f.manifest[root].extend(row(number) for number in range(count - len(f.manifest[root])))


def edit(f: Sample, index: int = 0) -> dict:
    return f.event(0)["edits"][index]


def reaction(f: Sample, index: int = 0) -> dict:
    return f.event(0)["reactions"][index]


def receipt(f: Sample) -> dict:
    return f.event(0)["read_receipts"][0]


def last(f: Sample) -> str:
    return f"/events/{len(f.manifest['events']) - 1}"


def quiet_people(f: Sample):
    f.drop_header("X-RSMF-Participants")


breaks("R080", "the same person", lambda f: f.manifest["participants"].append({"id": "P2", "display": "Bo"}), at="/participants/4/id")
spares("R080", "another letter case", lambda f: (f.manifest["participants"].append({"id": "p4", "display": "Dan"}),
                                                 f.conversation(0)["participants"].append("p4")))
breaks("R081", "the same conversation", lambda f: f.manifest["conversations"].append(copy.deepcopy(f.conversation(1))),
       at="/conversations/2/id")
spares("R081", "the id of a person", lambda f: (f.manifest["conversations"].append({**f.conversation(1), "id": "P1"}),
                                                add(conversation="P1")(f)))
breaks("R082", "in one conversation", add(id="e7"), at="/events/*/id")
breaks("R082", "in two conversations", event(5, id="e3"), at="/events/5/id", also={"R092": "a reply names the id it had"})
breaks("R082", "two empty ids", all_of(event(4, id=""), add(id="")), at="/events/*/id", also={"R111": "they are empty"})
spares("R082", "another letter case", add(id="E7"))
spares("R082", "no ids", all_of(add(id=None), add(id=None)))

breaks("R083", "nobody", lambda f: f.manifest.update(participants=[]), at="/participants", also={"*": LONELY})
spares("R083", "one", lambda f: None)
breaks("R084", "none", lambda f: f.manifest.update(conversations=[]), at="/conversations", also={"*": LONELY})
spares("R084", "one", lambda f: (f.manifest["conversations"].pop(), [f.manifest["events"].pop(5) for _ in range(3)]),
       also={"R107": "Zoë was in the other one"})
breaks("R085", "none", lambda f: (f.manifest.update(events=[]), f.drop_header("X-RSMF-EventCount"), f.entries.__delitem__(slice(1, 3)),
       f.drop_header("Date")), at="/events", also={"R090": LONELY, "R107": LONELY, "R024": "no date to give"})
spares("R085", "one", lambda f: (f.manifest["events"].__delitem__(slice(1, None)), f.manifest["conversations"].pop()),
       also={"R107": LONELY})
breaks("R086", "10,001", many("events", 10_001, lambda n: message(id=f"n{n}")), at="/events")
spares("R086", "10,000", many("events", 10_000, lambda n: message(id=f"n{n}")))
breaks("R087", "10,001 people", all_of(many("participants", 10_001, lambda n: {"id": f"n{n}", "display": f"N {n}"}), quiet_people),
       at="/participants", also={"R107": "none of them says a word"})
spares("R087", "10,000 people", all_of(many("participants", 10_000, lambda n: {"id": f"n{n}", "display": f"N {n}"}), quiet_people),
       also={"R107": "none of them says a word"})
breaks("R088", "no such conversation", event(7, conversation="C9"), at="/events/7/conversation")
spares("R088", "defined, and last", all_of(lambda f: f.manifest["conversations"].append({**f.conversation(1), "id": "C9"}), add(conversation="C9")))
for name in ("participant", "conversation", "timestamp"):
    breaks("R089", f"no {name}", lambda f, name=name: f.event(5).pop(name), at="/events/5", **V2_ONLY,
           also={"R092": "and its reply has no parent"} if name == "conversation" else {})
spares("R089", "no body", lambda f: f.event(5).pop("body"))
breaks("R090", "a silent one", lambda f: f.manifest["conversations"].append({**f.conversation(1), "id": "C9"}), at="/conversations/2")
spares("R090", "somebody joins", all_of(lambda f: f.manifest["conversations"].append({**f.conversation(0), "id": "C9"}),
                                        add(conversation="C9", type="join", participant="P3", body=None)))
breaks("R091", "join", add(type="join", participant="P4", body=None), at="/events/*")
breaks("R091", "leave", add(type="leave", participant="P3", body=None), at="/events/*")
spares("R091", "in a channel", add(type="leave", conversation="C1", body=None))
breaks("R092", "no such event", event(7, parent="e99"), at="/events/7/parent")
breaks("R092", "of another conversation", event(7, parent="e3"), at="/events/7/parent")
breaks("R092", "itself", event(7, parent="e8"), at="/events/7/parent")
breaks("R092", "a younger one", event(5, parent="e8"), at="/events/5/parent")
breaks("R092", "in a circle", all_of(add(id="m1", parent="m2"), add(id="m2", parent="m1")), at="/events/*/parent")
breaks("R092", "a reply without time", lambda f: f.event(2).pop("timestamp"), at="/events/2/parent", **V2_ONLY,
       also={"R089": "it is incomplete", "R094": "the year 1 is before the join"})
breaks("R092", "by a fraction", all_of(event(5, timestamp="2024-03-01T08:10:00.0000001Z"), event(6, parent="e6")), at="/events/6/parent",
       also={"R109": "so they are out of order"})
spares("R092", "of the same instant", event(6, timestamp="2024-03-01T08:09:00Z"))
spares("R092", "further down in the file", all_of(add(id="m1", parent="m2"), add(id="m2")))
spares("R092", "the same instant in another zone", event(6, timestamp="2024-03-01T03:09:00-05:00"))
breaks("R093", "no such person", event(7, participant="P9"), at="/events/7/participant")
spares("R093", "defined, and last", all_of(lambda f: f.manifest["participants"].append({"id": "P9", "display": "Eve"}),
                                           lambda f: f.conversation(1)["participants"].append("P9"), event(7, participant="P9")))
breaks("R094", "no member", event(7, participant="P4"), at="/events/7/participant")
breaks("R094", "before the join", event(1, timestamp="2024-03-01T08:06:30Z"), at="/events/2/participant", also={"R109": "out of order"})
breaks("R094", "after the leave", add(conversation="C1", participant="P2"), at="/events/*/participant")
spares("R094", "back again", all_of(add(id="m1", conversation="C1", participant="P2", type="join"), add(conversation="C1", participant="P2")))
spares("R094", "at the instant of the join", event(2, timestamp="2024-03-01T08:05:00Z"))
breaks("R095", "no such person", lambda f: f.conversation(1)["participants"].append("P9"), at="/conversations/1/participants/2")
spares("R095", "a silent one", lambda f: f.conversation(1)["participants"].append("P4"))
breaks("R096", "no such person", lambda f: f.conversation(1).update(custodian="P9"), at="/conversations/1/custodian", **V2_ONLY)
breaks("R096", "no member", lambda f: f.conversation(1).update(custodian="P4"), at="/conversations/1/custodian", **V2_ONLY)
spares("R096", "another member", lambda f: f.conversation(1).update(custodian="P3"), **V2_ONLY)
breaks("R097", "no such person", lambda f: reaction(f, 1).update(participants=["P9"]), at="/events/0/reactions/1/participants/0")
breaks("R097", "no member yet", lambda f: reaction(f, 1).update(participants=["P4"]), at="/events/0/reactions/1/participants/0")
spares("R097", "a member", lambda f: reaction(f, 1).update(participants=["P1"]))
breaks("R098", "no such person", lambda f: edit(f).update(participant="P9"), at="/events/0/edits/0/participant")
breaks("R098", "no member", lambda f: edit(f).update(participant="P3"), at="/events/0/edits/0/participant")
spares("R098", "another member", lambda f: edit(f).update(participant="P2"))
breaks("R099", "no such person", lambda f: receipt(f).update(participant="P9"), at="/events/0/read_receipts/0/participant", **V2_ONLY)
breaks("R099", "no member", lambda f: receipt(f).update(participant="P3"), at="/events/0/read_receipts/0/participant", **V2_ONLY)
spares("R099", "the author", lambda f: receipt(f).update(participant="P1"), **V2_ONLY)
breaks("R100", "a second early", lambda f: edit(f).update(timestamp="2024-03-01T07:59:59Z"), at="/events/0/edits/0/timestamp")
spares("R100", "at once", lambda f: edit(f).update(timestamp="2024-03-01T08:00:00Z"))
breaks("R101", "no time", lambda f: edit(f, 1).pop("timestamp"), at="/events/0/edits/1", **V2_ONLY)
spares("R101", "a time", lambda f: None)
breaks("R102", "a second early", lambda f: receipt(f).update(timestamp="2024-03-01T07:59:59Z"), at="/events/0/read_receipts/0/timestamp", **V2_ONLY)
spares("R102", "at once", lambda f: receipt(f).update(timestamp="2024-03-01T08:00:00Z"), **V2_ONLY)
spares("R102", "no time", lambda f: receipt(f).pop("timestamp"), **V2_ONLY)
breaks("R103", "an empty array", event(3, read_receipts=[]), at="/events/3/read_receipts", **V2_ONLY)
spares("R103", "other empty arrays", event(3, reactions=[], edits=[], attachments=[], custom=[]))
breaks("R104", "one too many", lambda f: reaction(f).update(count=3), at="/events/0/reactions/0/count")
spares("R104", "no count", lambda f: reaction(f).pop("count"), **V2_ONLY)
breaks("R105", "twice", lambda f: reaction(f, 1).update(value="thumbsup"), at="/events/0/reactions/1/value")
spares("R105", "on two events", event(3, reactions=[{"value": "thumbsup", "count": 1, "participants": ["P1"]}]))
breaks("R106", "twice", lambda f: f.event(0)["attachments"].append(dict(f.event(0)["attachments"][0])), at="/events/0/attachments/2/id")
spares("R106", "on two events", lambda f: f.event(3).update(attachments=[dict(f.event(0)["attachments"][0])]))
breaks("R107", "nobody knows her", lambda f: f.manifest["participants"].append({"id": "P9", "display": "Eve"}), at="/participants/4")
spares("R107", "a member", lambda f: (f.manifest["participants"].append({"id": "P9", "display": "Eve"}), f.conversation(1)["participants"].append("P9")))
breaks("R108", "another text", lambda f: edit(f, 1).update(new="The pilot boards at one."), at="/events/0", **V2_ONLY)
spares("R108", "no text", lambda f: edit(f, 1).pop("new"), **V2_ONLY)
breaks("R109", "two changed", lambda f: f.manifest["events"].insert(5, f.manifest["events"].pop(6)), at="/events/6")
spares("R109", "at the same instant", all_of(add(), add(id="m2")))
breaks("R110", "1989", lambda f: (event(5, timestamp="1989-12-31T23:59:59Z")(f), f.manifest["events"].insert(0, f.manifest["events"].pop(5))),
       at="/events/0/timestamp", also={"R028": "Date is that of the others"})
breaks("R110", "2101", add(timestamp="2101-01-01T00:00:00Z"), at="/events/*/timestamp")
spares("R110", "2100", add(timestamp="2100-12-31T23:59:59Z"))
breaks("R111", "an empty parent", event(5, parent=""), at="/events/5/parent")
breaks("R111", "an empty display", lambda f: (f.conversation(1).update(display="")), at="/conversations/1/display", **V2_ONLY)
breaks("R111", "an empty collection id", lambda f: f.manifest.update(eventcollectionid=""), at="/eventcollectionid", **V2_ONLY,
       also={"R021": "so is the header"})
breaks("R111", "an empty account_id", lambda f: f.person(1).update(account_id=""), at="/participants/1/account_id", **V2_ONLY)
spares("R111", "an empty body", event(3, body=""))
spares("R111", "before an edit", lambda f: edit(f).update(previous=""), **V2_ONLY)
breaks("R112", "joins twice", add(conversation="C1", participant="P4", type="join", body=None), at="/events/*")
breaks("R112", "leaves twice", add(conversation="C1", participant="P2", type="leave", body=None), at="/events/*", also={"R094": "he is none"})
spares("R112", "joins again", all_of(add(conversation="C1", participant="P2", type="join", body=None)))
breaks("R113", "the younger first", lambda f: f.event(0)["edits"][0].update(timestamp="2024-03-01T08:03:00Z"), at="/events/0/edits/1/timestamp")
spares("R113", "at the same instant", lambda f: f.event(0)["edits"][0].update(timestamp="2024-03-01T08:02:00Z"))
breaks("R114", "a member", lambda f: f.conversation(1)["participants"].append("P1"), at="/conversations/1/participants/2")
breaks("R114", "a reactor", lambda f: reaction(f).update(participants=["P1", "P1"]), at="/events/0/reactions/0/participants/1")
spares("R114", "in two reactions", lambda f: reaction(f, 1).update(participants=["P1"]))
breaks("R115", "no type", lambda f: f.conversation(1).pop("type"), at="/conversations/1", **V2_ONLY)
spares("R115", "direct", lambda f: None)
