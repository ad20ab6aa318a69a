"""A sound RSMF of each version that uses all the standard offers, as data: mutations change it before it is written."""
import base64
import copy
import json
import struct
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "judges"))
from instants import instant  # noqa: E402
from zip_writer import Entry, write_zip  # noqa: E402

BOUNDARY = "=_rsmf_sample"


def png(shade: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(bytes((0, shade)))) + chunk(b"IEND", b""))


AVATAR, PHOTO, PLAN = png(7), png(200), b"Quay 4, noon.\n"
MANIFEST_2_0 = {
    "version": "2.0.0", "eventcollectionid": "harbour-2024",
    "participants": [
        {"id": "P1", "display": "Ada Quill", "email": "ada@example.com", "avatar": "ada.png", "account_id": "U100",
         "custom": [{"name": "Team", "value": "Harbour"}]},
        {"id": "P2", "display": "Ben Ode", "email": "ben.ode@mail.example.org"},
        {"id": "P3", "display": "Zoë Ñu"},
        {"id": "P4", "display": "Dan"}],
    "conversations": [
        {"id": "C1", "display": "harbour", "platform": "slack", "type": "channel", "participants": ["P1", "P2"],
         "custodian": "P1", "custom": [{"name": "Topic", "value": "Ships"}]},
        {"id": "C2", "display": "Ada and Zoë", "platform": "slack", "type": "direct", "participants": ["P1", "P3"],
         "custodian": "P1"}],
    "events": [
        {"id": "e1", "type": "message", "conversation": "C1", "participant": "P1", "timestamp": "2024-03-01T08:00:00Z",
         "body": "The pilot boards at noon.", "importance": "high", "direction": "outgoing",
         "attachments": [{"id": "plan.txt", "display": "plan.txt", "size": len(PLAN)},
                         {"id": "photo.png", "display": "photo.png", "size": len(PHOTO)}],
         "reactions": [{"value": "thumbsup", "count": 2, "participants": ["P1", "P2"]},
                       {"value": "ship", "count": 1, "participants": ["P2"]}],
         "edits": [{"participant": "P1", "timestamp": "2024-03-01T08:01:00Z", "previous": "The pilot", "new": "The pilot boards."},
                   {"participant": "P1", "timestamp": "2024-03-01T08:02:00Z", "previous": "The pilot boards.",
                    "new": "The pilot boards at noon."}],
         "read_receipts": [{"participant": "P2", "timestamp": "2024-03-01T08:03:00Z", "action": "read"}],
         "custom": [{"name": "Client", "value": "desktop"}]},
        {"id": "e2", "type": "join", "conversation": "C1", "participant": "P4", "timestamp": "2024-03-01T08:05:00Z"},
        {"id": "e3", "type": "message", "conversation": "C1", "participant": "P4", "parent": "e1",
         "timestamp": "2024-03-01T08:06:00.1234567Z", "body": "Which quay?", "direction": "incoming"},
        {"id": "e4", "type": "message", "conversation": "C1", "participant": "P2", "parent": "e1",
         "timestamp": "2024-03-01T10:07:00+02:00", "body": "Quay 4.", "importance": "normal"},
        {"id": "e5", "type": "leave", "conversation": "C1", "participant": "P2", "timestamp": "2024-03-01T08:08:00Z"},
        {"id": "e6", "type": "message", "conversation": "C2", "participant": "P3", "timestamp": "2024-03-01T08:09:00Z",
         "body": "Is he on board?"},
        {"id": "e7", "type": "message", "conversation": "C2", "participant": "P1", "timestamp": "2024-03-01T08:10:00Z",
         "parent": "e6", "body": "No.", "deleted": True},
        {"id": "e8", "type": "disclaimer", "conversation": "C2", "participant": "P1", "timestamp": "2024-03-01T08:11:00Z",
         "body": "Messages are kept."},
        {"id": "e9", "type": "history", "conversation": "C1", "participant": "P4", "timestamp": "2024-03-01T08:12:00Z"},
        {"id": "e10", "type": "unknown", "conversation": "C1", "participant": "P1", "timestamp": "2024-03-01T08:13:00.5Z",
         "custom": [{"name": "Subtype", "value": "poll"}]}],
}
BODIES = [event["body"] for event in MANIFEST_2_0["events"] if "body" in event]
TEXT = "\r\n".join([BODIES[0], "plan.txt, photo.png", *BODIES[1:], ""])
ONLY_2_0 = {"account_id", "custodian", "icon", "direction", "read_receipts", "previous", "new", "eventcollectionid"}
ONLY_2_0_HEADERS = {"X-RSMF-Application", "X-RSMF-Custodian", "X-RSMF-Participants", "X-RSMF-AttachmentCount",
                    "X-RSMF-EventCollectionID"}


def as_1_0(value):
    """The same without what came with 2.0.0."""
    if isinstance(value, dict):
        kept = {name: as_1_0(item) for name, item in value.items() if name not in ONLY_2_0}
        return {**kept, "version": "1.0.0"} if "version" in kept else kept
    if isinstance(value, list):
        return [as_1_0(item) for item in value if not (isinstance(item, dict) and item.get("type") in ("history", "unknown"))]
    return value


def rows(manifest, name: str) -> list:
    found = manifest.get(name) if isinstance(manifest, dict) else None
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def border(pick):
    def of(manifest):
        times = [e["timestamp"] for e in rows(manifest, "events") if instant(e.get("timestamp"))]
        return pick(times, key=instant, default=None)
    return of


def attachment_count(manifest):
    lists = [event.get("attachments") for event in rows(manifest, "events")]
    return sum(isinstance(item, dict) for items in lists if isinstance(items, list) for item in items)


def displays(manifest):
    return ",".join(str(person.get("display", "")) for person in rows(manifest, "participants"))


def of_manifest(name: str):
    return lambda manifest: manifest.get(name) if isinstance(manifest, dict) else None


# A function computes its header from the manifest as mutated; where it gives nothing, the header is left out.
HEADERS = [
    ("X-RSMF-Version", of_manifest("version")), ("X-RSMF-Generator", "sample 1.0"),
    ("X-RSMF-BeginDate", border(min)), ("X-RSMF-EndDate", border(max)),
    ("X-RSMF-EventCount", lambda manifest: str(len(rows(manifest, "events")) or "") or None),
    ("X-RSMF-Application", "slack"), ("X-RSMF-Custodian", "Ada Quill"), ("X-RSMF-Participants", displays),
    ("X-RSMF-AttachmentCount", lambda manifest: str(attachment_count(manifest))),
    ("X-RSMF-EventCollectionID", of_manifest("eventcollectionid")), ("X-RSMF-Matter", "M-1"),
    ("From", '"Ada Quill" <ada@example.com>'), ("To", '"Ben Ode" <ben.ode@mail.example.org>'), ("Subject", "harbour"),
    ("Date", "Fri, 01 Mar 2024 08:00:00 +0000"), ("MIME-Version", "1.0"),
    ("Content-Type", f'multipart/mixed; boundary="{BOUNDARY}"'),
]
TEXT_HEAD = "Content-Type: text/plain; charset=utf-8\r\n"
ZIP_HEAD = ('Content-Type: application/zip; name="rsmf.zip"\r\nContent-Transfer-Encoding: base64\r\n'
            'Content-Disposition: attachment; filename="rsmf.zip"\r\n')


@dataclass
class Sample:
    """One file in the making. The hooks change the bytes of their layer once they are written."""
    manifest: object
    headers: list
    entries: list
    text: str = TEXT
    text_head: str = TEXT_HEAD
    zip_head: str = ZIP_HEAD
    width: int = 76
    preamble: str = ""
    closing: str = f"--{BOUNDARY}--\r\n"
    between: list = field(default_factory=list)  # further parts, (head, body), behind the text
    manifest_name: str = "rsmf_manifest.json"
    on_manifest: list = field(default_factory=list)
    on_zip: list = field(default_factory=list)
    on_base64: list = field(default_factory=list)
    on_mail: list = field(default_factory=list)
    whole: object = None  # a function that gives the file instead: of the mail, the zip and the manifest

    # What mutations use most.
    def event(self, index: int) -> dict:
        return self.manifest["events"][index]

    def person(self, index: int) -> dict:
        return self.manifest["participants"][index]

    def conversation(self, index: int) -> dict:
        return self.manifest["conversations"][index]

    def entry(self, name: str) -> Entry:
        return next(entry for entry in self.entries if entry.name == name)

    def set_header(self, name: str, value):
        self.headers = [(key, value if key == name else old) for key, old in self.headers]

    def add_header(self, name: str, value, first: bool = False):
        self.headers.insert(0 if first else 1, (name, value))

    def drop_header(self, *names: str):
        self.headers = [(key, value) for key, value in self.headers if key not in names]

    def zip_bytes(self) -> bytes:
        entries = ([Entry(self.manifest_name, self.manifest_bytes())] if self.manifest_name else []) + self.entries
        return through(self.on_zip, write_zip(entries))

    def manifest_bytes(self) -> bytes:
        return through(self.on_manifest, json.dumps(self.manifest, ensure_ascii=False, indent=1).encode())

    def mail(self, zipped: bytes) -> bytes:
        head = "".join(f"{name}: {value}\r\n" for name, value in self.header_values())
        code = base64.b64encode(zipped).decode()
        code = through(self.on_base64, "".join(code[i:i + self.width] + "\r\n" for i in range(0, len(code), self.width)))
        parts = ([(self.text_head, self.text + "\r\n")] if self.text is not None else []) + self.between
        parts.append((self.zip_head, code))
        body = "".join(f"--{BOUNDARY}\r\n{part_head}\r\n{content}" for part_head, content in parts)
        return through(self.on_mail, f"{head}\r\n{self.preamble}{body}{self.closing}".encode("utf-8", "surrogateescape"))

    def header_values(self):
        for name, value in self.headers:
            value = value(self.manifest) if callable(value) else value
            if value is not None:
                yield name, value

    def build(self) -> bytes:
        zipped = self.zip_bytes()
        return self.whole(self.mail(zipped), zipped, self.manifest_bytes()) if self.whole else self.mail(zipped)


def through(hooks: list, data):
    for hook in hooks:
        data = hook(data)
    return data


def sample(version: str) -> Sample:
    manifest = copy.deepcopy(MANIFEST_2_0) if version == "2.0.0" else as_1_0(MANIFEST_2_0)
    headers = [row for row in HEADERS if version == "2.0.0" or row[0] not in ONLY_2_0_HEADERS]
    return Sample(manifest, headers, [Entry("ada.png", AVATAR), Entry("photo.png", PHOTO), Entry("plan.txt", PLAN)])
