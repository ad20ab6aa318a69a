"""Layer schema: what the published schemas ask of a manifest, and what Relativity asks on top."""
from cases import V1, V2, breaks, spares
from sample import Sample


def event(index: int, **members):
    return lambda f: f.event(index).update(members)


def dropped(of, *names):
    return lambda f: [of(f).pop(name) for name in names]


def mail(address: str):
    return lambda f: f.person(1).update(email=address)


def time(text: str, index: int = 3):
    return lambda f: f.event(index).update(timestamp=text)


def edit(f: Sample) -> dict:
    return f.event(0)["edits"][0]


def reaction(f: Sample) -> dict:
    return f.event(0)["reactions"][0]


V1_ONLY, V2_ONLY = {"bases": (V1,)}, {"bases": (V2,)}
LONELY = "the rows it names went with it"

for root, follow in (("participants", {}), ("conversations", {}), ("events", {})):
    breaks("R060", f"no {root}", lambda f, root=root: f.manifest.pop(root), at="", also={"*": LONELY})
breaks("R060", "no version", lambda f: (f.set_header("X-RSMF-Version", f.manifest.pop("version"))), at="", bases=(V2, V1))
breaks("R060", "a person without id", lambda f: f.manifest["participants"].append({"display": "Eve"}), at="/participants/4")
breaks("R060", "a person without display", dropped(lambda f: f.person(3), "display"), at="/participants/3", **V1_ONLY)
spares("R060", "a person without display", lambda f: (f.person(3).pop("display"), f.drop_header("X-RSMF-Participants")), **V2_ONLY)
for name in ("display", "type"):
    breaks("R060", f"a conversation without {name}", dropped(lambda f: f.conversation(0), name), at="/conversations/0", **V1_ONLY,
           also={"R091": "it counts as direct then"} if name == "type" else {})
breaks("R060", "a conversation without platform", dropped(lambda f: f.conversation(1), "platform"), at="/conversations/1")
breaks("R060", "an event without type", dropped(lambda f: f.event(3), "type"), at="/events/3")
for name, follow in (("participant", {}), ("conversation", {"R092": "and so not where its parent is"}),
                     ("timestamp", {"R092": "and older than its parent"})):
    breaks("R060", f"an event without {name}", dropped(lambda f: f.event(3), name), at="/events/3", **V1_ONLY, also=follow)
breaks("R060", "an attachment without id", lambda f: (f.event(0)["attachments"][0].pop("id"), f.entries.pop()),
       at="/events/0/attachments/0")
breaks("R060", "an attachment without size", dropped(lambda f: f.event(0)["attachments"][0], "size"),
       at="/events/0/attachments/0", **V1_ONLY)
spares("R060", "an attachment without size and display", dropped(lambda f: f.event(0)["attachments"][0], "size", "display"), **V2_ONLY)
breaks("R060", "a reaction without value", dropped(reaction, "value"), at="/events/0/reactions/0")
breaks("R060", "a reaction without count", dropped(reaction, "count"), at="/events/0/reactions/0", **V1_ONLY)
spares("R060", "a reaction without count", dropped(reaction, "count"), **V2_ONLY)
breaks("R060", "an edit without participant", dropped(edit, "participant"), at="/events/0/edits/0")
breaks("R060", "an edit without timestamp", dropped(edit, "timestamp"), at="/events/0/edits/0", **V1_ONLY)
breaks("R060", "a receipt without participant", lambda f: f.event(0)["read_receipts"][0].pop("participant"),
       at="/events/0/read_receipts/0", **V2_ONLY)
breaks("R060", "custom without value", lambda f: f.event(0)["custom"][0].pop("value"), at="/events/0/custom/0")
breaks("R060", "custom without name", lambda f: f.person(0)["custom"][0].pop("name"), at="/participants/0/custom/0")
spares("R060", "an event without id", lambda f: f.event(4).pop("id"))

for name, value in (("null", None), ("a number", 5), ("an array", ["hello"]), ("an object", {}), ("true", True)):
    breaks("R061", f"body is {name}", event(3, body=value), at="/events/3/body")
breaks("R061", "a time as a number", event(4, timestamp=1709280480), at="/events/4/timestamp", also={"*": "it is undated then"})
breaks("R061", "a size as a string", lambda f: f.event(0)["attachments"][0].update(size="14"), at="/events/0/attachments/0/size")
breaks("R061", "half a byte", lambda f: f.event(0)["attachments"][0].update(size=14.5), at="/events/0/attachments/0/size")
breaks("R061", "deleted is a string", event(6, deleted="true"), at="/events/6/deleted")
breaks("R061", "an attachment is a string", lambda f: f.event(2).update(attachments=["plan.txt"]), at="/events/2/attachments/0")
breaks("R061", "reactions is an object", event(3, reactions={}), at="/events/3/reactions")
breaks("R061", "custom value is a number", lambda f: f.event(0)["custom"][0].update(value=7), at="/events/0/custom/0/value")
breaks("R061", "a member is a number", lambda f: f.conversation(1)["participants"].append(7), at="/conversations/1/participants/2")
breaks("R061", "an event is null", lambda f: f.manifest["events"].append(None), at="/events/10", **V2_ONLY)
spares("R061", "no attachments, as an empty array", event(3, attachments=[], reactions=[], edits=[], custom=[]))
breaks("R062", "type in capitals", event(3, type="Message"), at="/events/3/type")
breaks("R062", "a type of 2.0.0", event(3, type="unknown"), at="/events/3/type", **V1_ONLY)
breaks("R062", "low importance", event(3, importance="low"), at="/events/3/importance")
breaks("R062", "sideways", event(3, direction="sideways"), at="/events/3/direction", **V2_ONLY)
breaks("R062", "Channel", lambda f: f.conversation(1).update(type="group"), at="/conversations/1/type")
breaks("R062", "seen", lambda f: f.event(0)["read_receipts"][0].update(action="seen"), at="/events/0/read_receipts/0/action", **V2_ONLY)
spares("R062", "delivered", lambda f: f.event(0)["read_receipts"][0].update(action="delivered"), **V2_ONLY)
spares("R062", "disclaimer", event(3, type="disclaimer"))
breaks("R063", "an empty id", lambda f: f.manifest["participants"].append({"id": "", "display": "Eve"}), at="/participants/4/id")
breaks("R063", "an empty platform", lambda f: f.conversation(1).update(platform=""), at="/conversations/1/platform")
breaks("R063", "an empty custom value", lambda f: f.event(0)["custom"][0].update(value=""), at="/events/0/custom/0/value")
breaks("R063", "an empty custom name", lambda f: f.event(0)["custom"][0].update(name=""), at="/events/0/custom/0/name")
breaks("R063", "an empty reaction", lambda f: reaction(f).update(value=""), at="/events/0/reactions/0/value")
breaks("R063", "an empty display", lambda f: f.person(3).update(display=""), at="/participants/3/display", **V1_ONLY)
spares("R063", "an empty body", event(3, body=""))
spares("R063", "one letter", lambda f: f.event(0)["custom"][0].update(value="x", name="y"))
for name, address in (("a phone", "+44 20 7946 0000"), ("nothing", ""), ("with a name", "Ben <ben@example.com>"), ("no domain", "ben@"),
                      ("an underscore", "ben@mail_server.example.com"), ("a leading hyphen", "ben@-example.com"), ("a word", "ben")):
    breaks("R064", name, mail(address), at="/participants/1/email")
for name, address in (("a plus", "ben+work@example.com"), ("letters of all kinds", "bén@exämple.org"), ("no point", "ben@localhost")):
    spares("R064", name, mail(address))
for name, text in (("no seconds", "2024-03-01T08:07Z"), ("the 30th of February", "2024-02-30T08:07:00Z"), ("a date", "2024-03-01"),
                   ("hour 25", "2024-03-01T25:07:00Z"), ("words", "yesterday"), ("nothing", ""), ("month 13", "2024-13-01T08:07:00Z"),
                   ("minute 60", "2024-03-01T08:60:00Z"), ("29 February 2023", "2023-02-29T08:00:00Z")):
    breaks("R065", name, time(text, 7), at="/events/7/timestamp")
breaks("R065", "an edit's", lambda f: edit(f).update(timestamp="noon"), at="/events/0/edits/0/timestamp")
breaks("R065", "a receipt's", lambda f: f.event(0)["read_receipts"][0].update(timestamp="noon"),
       at="/events/0/read_receipts/0/timestamp", **V2_ONLY)
spares("R065", "an edit on leap day", lambda f: f.event(0)["edits"][1].update(timestamp="2028-02-29T23:59:59.9999999+14:00"))
breaks("R066", "no zone", time("2024-03-01T08:08:00", 4), at="/events/4/timestamp")
spares("R066", "an offset", time("2024-03-01T03:08:00-05:00", 4))
breaks("R067", "2.1.0", lambda f: (f.set_header("X-RSMF-Version", "2.0.0"), f.manifest.update(version="2.1.0")), at="/version",
       **V2_ONLY, also={"R004": "the header has another"})
breaks("R067", "2.0", lambda f: (f.set_header("X-RSMF-Version", "2.0.0"), f.manifest.update(version="2.0")), at="/version", **V2_ONLY,
       also={"R004": "the header has another"})
spares("R067", "the version", lambda f: None)
breaks("R068", "Body", event(3, Body="x"), at="/events/3/Body")
breaks("R068", "of the root", lambda f: f.manifest.update(generator="x"), at="/generator")
breaks("R068", "of a person", lambda f: f.person(1).update(phone="x"), at="/participants/1/phone")
breaks("R068", "of a reaction", lambda f: reaction(f).update(emoji="x"), at="/events/0/reactions/0/emoji")
breaks("R068", "of an attachment", lambda f: f.event(0)["attachments"][0].update(type="x"), at="/events/0/attachments/0/type")
breaks("R068", "of custom", lambda f: f.event(0)["custom"][0].update(kind="x"), at="/events/0/custom/0/kind")
breaks("R068", "a name with a slash", event(3, **{"a/b~c": "x"}), at="/events/3/a~1b~0c")
breaks("R068", "misplaced", lambda f: f.person(1).update(platform="slack"), at="/participants/1/platform")
spares("R068", "as custom", event(3, custom=[{"name": "Body", "value": "x"}]))
breaks("R069", "direction", event(3, direction="incoming"), at="/events/3/direction", **V1_ONLY)
breaks("R069", "account_id", lambda f: f.person(1).update(account_id="U7"), at="/participants/1/account_id", **V1_ONLY)
breaks("R069", "the text before an edit", lambda f: edit(f).update(previous="x"), at="/events/0/edits/0/previous", **V1_ONLY)
breaks("R069", "receipts", event(3, read_receipts=[{"participant": "P1"}]), at="/events/3/read_receipts", **V1_ONLY)
breaks("R069", "collection id", lambda f: f.manifest.update(eventcollectionid="x"), at="/eventcollectionid", **V1_ONLY)
spares("R069", "direction", event(3, direction="incoming"), **V2_ONLY)
breaks("R070", "31 characters", lambda f: reaction(f).update(value="x" * 31), at="/events/0/reactions/0/value")
spares("R070", "30 characters", lambda f: reaction(f).update(value="\u00e9" * 30))
for name, text in (("small t", "2024-03-01t08:08:00Z"), ("small z", "2024-03-01T08:08:00z"), ("second 60", "2024-03-01T23:59:60Z"),
                   ("8 digits", "2024-03-01T08:08:00.12345678Z"), ("9 digits", "2024-03-01T08:08:00.123456789Z")):
    breaks("R071", name, lambda f, text=text: f.event(0)["edits"][1].update(timestamp=text), at="/events/0/edits/1/timestamp")
spares("R071", "7 digits", time("2024-03-01T08:08:00.1234567Z", 4))
breaks("R072", "no participants", dropped(reaction, "participants"), at="/events/0/reactions/0", **V2_ONLY)
spares("R072", "nobody", lambda f: reaction(f).update(participants=[], count=0))
