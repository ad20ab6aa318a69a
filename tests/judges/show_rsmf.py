#!/usr/bin/env python3
"""Reads .rsmf files with Python's own mail, zip and JSON readers and checks what a strict reader would.

usage: show_rsmf.py [--schema FOLDER] [--json] FILE...
Prints what is wrong, one line each; exit 1 if anything is. --json prints what was read instead of "ok".
"""
import argparse
import base64
import email
import io
import json
import os
import re
import sys
import zipfile
from datetime import datetime, timezone
from email.header import decode_header, make_header

STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$")


def stamp(text):
    """Ticks of 100 ns, exactly."""
    if not STAMP.match(text):
        raise ValueError(f"timestamp {text!r}")
    whole, _, fraction = text[:-1].partition(".")
    seconds = int(datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc).timestamp())
    return seconds * 10**7 + int((fraction or "0").ljust(7, "0"))


class Judge:
    def __init__(self, path, schemas):
        self.problems = []
        self.schemas = schemas
        with open(path, "rb") as file:
            self.raw = file.read()
        self.read()

    def check(self, condition, problem):
        if not condition:
            self.problems.append(problem)

    def read(self):
        self.lines()
        self.message = email.message_from_bytes(self.raw)
        self.check(not self.message.defects, f"mail defects {self.message.defects}")
        parts = self.message.get_payload()
        if not isinstance(parts, list) or len(parts) != 2:
            self.check(False, "not a message of two parts")
            return
        text, archive = parts
        for part in parts:
            self.check(not part.defects, f"part defects {part.defects}")
        self.check(text.get_content_type() == "text/plain", "first part is not text/plain")
        self.check(archive["Content-Transfer-Encoding"] == "base64", "zip part is not base64")
        self.check(archive["Content-Disposition"] == 'attachment; filename="rsmf.zip"', "disposition")
        self.encoding = text["Content-Transfer-Encoding"]
        self.text = text.get_payload(decode=True).decode("utf-8")
        self.check(self.text.strip(), "text part is empty")
        for part in parts:
            if part["Content-Transfer-Encoding"] == "base64":
                lines = part.get_payload().splitlines()
                self.check(all(len(line) <= 76 for line in lines), "base64 line over 76")
                base64.b64decode("".join(lines), validate=True)
        self.archive_bytes = archive.get_payload(decode=True)
        self.zip(zipfile.ZipFile(io.BytesIO(self.archive_bytes)))
        self.semantics()
        self.header_values()

    def lines(self):
        self.check(b"\r" not in self.raw.replace(b"\r\n", b""), "bare CR")
        self.check(b"\n" not in self.raw.replace(b"\r\n", b""), "bare LF")
        self.check(b"\0" not in self.raw, "NUL")
        self.check(max(map(len, self.raw.split(b"\r\n"))) <= 998, "line over 998")
        self.check(self.raw.startswith(b"X-RSMF-Version: "), "X-RSMF-Version is not the first line")
        for line in self.raw.split(b"\r\n\r\n")[0].split(b"\r\n"):
            name, colon, _ = line.partition(b":")
            plain = line[:1] in b" \t" or (colon and re.fullmatch(rb"[A-Za-z-]+", name))
            self.check(plain, f"header line {line!r}")
            if not line.startswith(b"X-RSMF-"):
                self.check(all(byte < 128 for byte in line), f"8-bit header {line!r}")

    def zip(self, archive):
        self.check(archive.testzip() is None, "zip entry is damaged")
        self.names = archive.namelist()
        self.check(self.names[0] == "rsmf_manifest.json", "manifest is not first")
        self.check(self.names[1:] == sorted(self.names[1:], key=lambda n: n.encode()), "entries are not sorted")
        folded = [name.casefold() for name in self.names]
        self.check(len(set(folded)) == len(folded), "entry names collide")
        for info in archive.infolist():
            self.check(info.compress_type in (0, 8), f"{info.filename}: method")
            self.check(info.flag_bits in (0, 0x800), f"{info.filename}: flags {info.flag_bits}")
            self.check(bool(info.flag_bits & 0x800) != info.filename.isascii(), f"{info.filename}: UTF-8 flag")
            self.check(info.date_time == (1980, 1, 1, 0, 0, 0), f"{info.filename}: time")
            self.check(info.file_size > 0, f"{info.filename}: empty")
            self.check(not re.search(r'[<>:"/\\|?*\x00-\x1f]', info.filename), f"{info.filename}: characters")
            self.check(len(info.filename.encode()) <= 200, f"{info.filename}: length")
        self.sizes = {info.filename: info.file_size for info in archive.infolist()}
        self.files = {name: archive.read(name) for name in self.names[1:]}
        self.manifest_text = archive.read("rsmf_manifest.json").decode("utf-8")

        def no_twins(pairs):
            self.check(len(dict(pairs)) == len(pairs), f"duplicate member in {pairs}")
            return dict(pairs)

        self.manifest = json.loads(self.manifest_text, object_pairs_hook=no_twins)

    def schema(self):
        if not self.schemas:
            return
        import jsonschema

        version = self.manifest["version"].replace(".", "_")
        with open(os.path.join(self.schemas, f"rsmf_schema_{version}.json"), encoding="utf-8") as file:
            schema = json.load(file)
        validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
        for error in validator.iter_errors(self.manifest):
            self.check(False, f"schema: {list(error.path)}: {error.message[:200]}")

    def no_blanks(self, node, where="manifest"):
        """No null, no empty text but where it says that a text was empty, no empty list but those that must be."""
        if isinstance(node, dict):
            for name, value in node.items():
                self.check(value is not None, f"{where}.{name} is null")
                self.check(value != "" or name in ("previous", "new"), f"{where}.{name} is empty")
                self.check(value != [] or name == "participants", f"{where}.{name} is an empty list")
                self.no_blanks(value, f"{where}.{name}")
        elif isinstance(node, list):
            for item in node:
                self.no_blanks(item, where)

    def semantics(self):
        manifest = self.manifest
        self.schema()
        self.no_blanks(manifest)
        people = [row["id"] for row in manifest["participants"]]
        self.check(len(set(people)) == len(people), "participant ids are not unique")
        self.check(len(manifest["conversations"]) == 1, "not one conversation")
        conversation = manifest["conversations"][0]
        self.check(conversation.get("type") in ("direct", "channel"), "conversation without type")
        members = set(conversation["participants"])
        self.check(members <= set(people), "member is no participant")
        self.check(conversation.get("custodian", next(iter(members), None)) in members or not members, "custodian")
        events = manifest["events"]
        ids = [event["id"] for event in events if "id" in event]
        self.check(len(set(ids)) == len(ids), "event ids are not unique")
        stamps = [stamp(event["timestamp"]) for event in events if "timestamp" in event]
        self.check(stamps == sorted(stamps), "events are not in time order")
        self.stamps = stamps
        by_id = {event["id"]: event for event in events if "id" in event}
        used = {row["avatar"] for row in manifest["participants"] if "avatar" in row}
        self.references = 0
        for event in events:
            self.event(event, conversation, members, by_id, used)
        self.check(used == set(self.names[1:]), f"files and references differ: {used ^ set(self.names[1:])}")

    def event(self, event, conversation, members, by_id, used):
        name = event.get("id")
        self.check(event["conversation"] == conversation["id"], f"{name}: conversation")
        if event["type"] in ("join", "leave"):
            self.check(conversation["type"] == "channel", f"{name}: moves in a direct conversation")
            (members.add if event["type"] == "join" else lambda who: None)(event["participant"])
        actors = [event["participant"]]
        for reaction in event.get("reactions", []):
            self.check(reaction["count"] == len(reaction["participants"]), f"{name}: reaction count")
            actors += reaction["participants"]
        own = stamp(event["timestamp"]) if "timestamp" in event else None
        for edit in event.get("edits", []):
            actors.append(edit["participant"])
            if "timestamp" in edit and own is not None:
                self.check(stamp(edit["timestamp"]) >= own, f"{name}: edit before event")
        for receipt in event.get("read_receipts", []):
            actors.append(receipt["participant"])
        self.check(set(actors) <= members, f"{name}: {set(actors) - members} no member")
        if event["type"] == "leave":
            members.discard(event["participant"])
        if "parent" in event:
            parent = by_id.get(event["parent"])
            self.check(parent is not None and parent is not event, f"{name}: parent")
            if parent is not None and "timestamp" in parent:
                self.check(own is not None and stamp(parent["timestamp"]) <= own, f"{name}: parent is younger")
        files = [attachment["id"] for attachment in event.get("attachments", [])]
        self.check(len(set(files)) == len(files), f"{name}: attachment twice")
        for attachment in event.get("attachments", []):
            self.check(attachment["size"] == self.sizes.get(attachment["id"]), f"{name}: size of {attachment['id']}")
        used.update(files)
        self.references += len(files)

    def header_values(self):
        def raw(name):
            found = self.message.get_all(name) or []
            self.check(len(found) <= 1, f"{name} repeated")
            if not found:
                return None
            value = found[0]
            if not isinstance(value, str):  # email's way of saying: raw bytes
                value = str(value)
                for line in self.raw.split(b"\r\n"):
                    if line.lower().startswith(name.lower().encode() + b": "):
                        value = line.split(b": ", 1)[1].decode("utf-8")
            return value

        manifest = self.manifest
        self.headers = {name: raw(name) for name in self.message.keys()}
        for name in ("From", "To", "Subject"):
            self.headers[name] = str(make_header(decode_header(self.message[name])))
        self.check(raw("X-RSMF-Version") == manifest["version"], "version")
        self.check(raw("X-RSMF-EventCount") == str(len(manifest["events"])), "event count")
        if self.stamps:
            self.check(stamp(raw("X-RSMF-BeginDate")) == min(self.stamps), "begin date")
            self.check(stamp(raw("X-RSMF-EndDate")) == max(self.stamps), "end date")
            date = email.utils.parsedate_to_datetime(raw("Date"))
            self.check(int(date.timestamp()) == min(self.stamps) // 10**7, "Date")
        else:
            for name in ("Date", "X-RSMF-BeginDate", "X-RSMF-EndDate"):
                self.check(raw(name) is None, f"{name} without dated events")
        if manifest["version"] == "2.0.0":
            self.check(raw("X-RSMF-AttachmentCount") == str(self.references), "attachment count")
            self.check(raw("X-RSMF-EventCollectionID") == manifest["eventcollectionid"], "collection id")
            names = raw("X-RSMF-Participants")
            if names is not None:
                expected = [row["display"] for row in manifest["participants"]]
                self.check(sorted(names.split(",")) == sorted(expected), "participants")

    def summary(self):
        return {"headers": self.headers, "encoding": self.encoding, "text": self.text, "names": self.names,
                "manifest": self.manifest, "files": {n: b.decode("latin-1") for n, b in self.files.items()}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schema")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    failed = False
    for path in options.files:
        judge = Judge(path, options.schema)
        for problem in judge.problems:
            print(f"{path}: {problem}")
        failed |= bool(judge.problems)
        if options.json and not judge.problems:
            print(json.dumps(judge.summary(), ensure_ascii=False))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
