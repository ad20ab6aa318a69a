#!/usr/bin/python3
"""The judges judged: a sound file passes, and each way of spoiling it is noticed, by the rule that is meant for it."""
import base64
import copy
import io
import json
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from read_rsmf import judge  # noqa: E402
from schema import Schemas  # noqa: E402

MANIFEST = {
    "version": "2.0.0", "eventcollectionid": "f00d",
    "participants": [{"id": "u1", "display": "Ada Quill", "email": "ada@example.com"}, {"id": "u2", "display": "Ben"}],
    "conversations": [{"id": "c1", "display": "Planning", "platform": "acme", "type": "channel", "participants": ["u1"]}],
    "events": [
        {"id": "e1", "type": "message", "conversation": "c1", "participant": "u1", "timestamp": "2024-03-01T08:00:00Z",
         "body": "hello", "attachments": [{"id": "plan.txt", "display": "plan.txt", "size": 4}],
         "edits": [{"participant": "u1", "timestamp": "2024-03-01T08:01:00Z", "previous": "hell", "new": "hello"}]},
        {"id": "e2", "type": "join", "conversation": "c1", "participant": "u2", "timestamp": "2024-03-01T08:05:00Z"},
        {"id": "e3", "type": "message", "conversation": "c1", "participant": "u2", "timestamp": "2024-03-01T08:06:00.5Z",
         "body": "hi", "parent": "e1",
         "reactions": [{"value": "+1", "count": 1, "participants": ["u1"]}]},
    ],
}
HEADERS = [("X-RSMF-Version", "2.0.0"), ("From", '"Ada Quill" <ada@example.com>'), ("To", '"Ada Quill" <ada@example.com>'),
           ("Subject", "Planning"), ("Date", "Fri, 01 Mar 2024 08:00:00 +0000"),
           ("X-RSMF-BeginDate", "2024-03-01T08:00:00Z"), ("X-RSMF-EndDate", "2024-03-01T08:06:00.5Z"),
           ("X-RSMF-EventCount", "3"), ("X-RSMF-AttachmentCount", "1"), ("X-RSMF-Participants", "Ada Quill,Ben"),
           ("X-RSMF-EventCollectionID", "f00d"), ("MIME-Version", "1.0"),
           ("Content-Type", 'multipart/mixed; boundary="=_x"')]
TEXT = "Ada Quill\r\nhello\r\nplan.txt\r\n\r\nBen\r\nhi\r\n"
ZIP_HEAD = ('Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n'
            'Content-Disposition: attachment; filename="rsmf.zip"\r\n')


def zip_of(manifest: bytes, files: dict) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, data in {"rsmf_manifest.json": manifest, **files}.items():
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def build(manifest=MANIFEST, headers=HEADERS, files=None, text=TEXT, zip_head=ZIP_HEAD, width=76, end="--=_x--\r\n", zipped=None):
    data = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    zipped = zip_of(data, {"plan.txt": b"plan"} if files is None else files) if zipped is None else zipped
    code = base64.b64encode(zipped).decode()
    lines = "\r\n".join(code[i:i + width] for i in range(0, len(code), width))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return (f"{head}\r\n--=_x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--=_x\r\n{zip_head}\r\n{lines}\r\n"
            + end).encode()


def changed(change):
    manifest = copy.deepcopy(MANIFEST)
    change(manifest)
    return build(manifest)


def event(index, **members):
    return changed(lambda m: m["events"][index].update(members))


def without(*names):
    return build(headers=[(name, value) for name, value in HEADERS if name not in names])


def header(name, value):
    return build(headers=[(key, value if key == name else old) for key, old in HEADERS])


def spoiled_crc():
    zipped = bytearray(zip_of(json.dumps(MANIFEST).encode(), {"plan.txt": b"plan"}))
    zipped[zipped.index(b"plan.txtplan") + 9] ^= 1
    return build(zipped=bytes(zipped))


SPOILED = [
    ("R001", lambda: build(end="")), ("R001", lambda: build().replace(b"Subject:", b"Subject")),
    ("R002", lambda: without("X-RSMF-Version")), ("R003", lambda: header("X-RSMF-Version", "3.0.0")),
    ("R004", lambda: header("X-RSMF-Version", "1.0.0")), ("R005", lambda: build(zip_head=ZIP_HEAD.replace("rsmf.zip", "x.zip"))),
    ("R007", lambda: build(width=80)), ("R007", lambda: build(zip_head=ZIP_HEAD.replace("base64", "Base64"))),
    ("R008", lambda: build(zip_head=ZIP_HEAD.replace("attachment;", "inline;"))), ("R009", lambda: build(text="\r\n")),
    ("R010", lambda: header("X-RSMF-BeginDate", "2024-03-01 08:00")), ("R012", lambda: header("X-RSMF-EndDate", "2024-03-01T08:06:00Z")),
    ("R014", lambda: header("X-RSMF-EventCount", "2")), ("R016", lambda: header("X-RSMF-AttachmentCount", "2")),
    ("R017", lambda: header("X-RSMF-Participants", "Ada Quill")), ("R019", lambda: header("X-RSMF-EventCollectionID", "f00e")),
    ("R021", lambda: build(headers=HEADERS + [("X-RSMF-Custom", " ")])), ("R024", lambda: without("Date")),
    ("R026", lambda: build(text=TEXT + "x" * 1000 + "\r\n")), ("R026", lambda: build().replace(b"hello\r\n", b"hello\n", 1)),
    ("R030", spoiled_crc), ("R030", lambda: build(zipped=b"PK")), ("R031", lambda: build(zipped=zip_of(b"{}", {}).replace(b"rsmf_man", b"RSMF_man"))),
    ("R034", lambda: build(files={})), ("R037", lambda: build(files={"plan.txt": b"plan", "more.txt": b"x"})),
    ("R040", lambda: build(files={"plan.txt": b"plans"})), ("R041", lambda: build(files={"plan.txt": b""})),
    ("R050", lambda: build(b'{"version":"\xff"}')), ("R051", lambda: build(b"{,}")), ("R051", lambda: build(b'{"version":NaN}')),
    ("R053", lambda: build(json.dumps(MANIFEST).replace('"version"', '"version":"2.0.0","version"', 1).encode())),
    ("R054", lambda: build(b"[]")), ("R055", lambda: event(0, body="bell \x07")),
    ("R060", lambda: changed(lambda m: m["conversations"][0].pop("platform"))), ("R061", lambda: event(0, body=None)),
    ("R062", lambda: event(0, type="Message")), ("R063", lambda: event(0, id="")), ("S07", lambda: event(0, reactions=[])),
    ("R064", lambda: changed(lambda m: m["participants"][0].update(email="+44 20"))),
    ("R065", lambda: event(0, timestamp="2024-02-30T08:00:00Z")), ("R065", lambda: event(0, timestamp="2024-03-01T08:00:00.123456789Z")),
    ("R067", lambda: changed(lambda m: m.update(version="2.1.0"))), ("R068", lambda: event(0, Body="x")),
    ("R070", lambda: event(2, reactions=[{"value": "x" * 31, "count": 1, "participants": ["u1"]}])),
    ("R080", lambda: changed(lambda m: m["participants"].append({"id": "u1", "display": "x"}))),
    ("R082", lambda: event(2, id="e1")), ("R085", lambda: changed(lambda m: m.update(events=[]))),
    ("R088", lambda: event(0, conversation="c9")), ("R089", lambda: changed(lambda m: m["events"][2].pop("timestamp"))),
    ("R091", lambda: changed(lambda m: m["conversations"][0].update(type="direct", participants=["u1", "u2"]))),
    ("R092", lambda: event(2, parent="e9")), ("R092", lambda: event(0, parent="e3")), ("R093", lambda: event(0, participant="u9")),
    ("R094", lambda: changed(lambda m: m["events"].pop(1))), ("R095", lambda: changed(lambda m: m["conversations"][0]["participants"].append("u9"))),
    ("R097", lambda: event(2, reactions=[{"value": "+1", "count": 1, "participants": ["u9"]}])),
    ("R098", lambda: event(0, edits=[{"participant": "u9"}])),
    ("R100", lambda: event(0, edits=[{"participant": "u1", "timestamp": "2024-03-01T07:00:00Z"}])),
    ("R103", lambda: event(0, read_receipts=[])), ("R106", lambda: event(0, attachments=MANIFEST["events"][0]["attachments"] * 2)),
    ("R109", lambda: changed(lambda m: m["events"].reverse())), ("S11", lambda: event(0, body="other words")),
]


def main() -> int:
    schemas = Schemas()
    bad = [f"a sound file is refused: {problem}" for problem in judge(build(), schemas)[0]]
    for number, (code, spoil) in enumerate(SPOILED):
        codes = {found for found, _, _ in judge(spoil(), schemas)[0]}
        if code not in codes:
            bad.append(f"case {number}: {code} was not noticed, only {sorted(codes)}")
    print("\n".join(bad))
    print(f"{len(SPOILED)} ways of spoiling a file, {len(bad)} problems")
    return 1 if bad else 0


sys.exit(main())
