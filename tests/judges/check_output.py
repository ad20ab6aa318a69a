#!/usr/bin/python3
"""usage: check_output.py FOLDER     does an output folder hold what its own reports say?

Reads report.json and the tables, hashes every file, judges every .rsmf, and checks that all of them agree."""
import collections
import csv
import hashlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from instants import instant  # noqa: E402
from read_rsmf import judge  # noqa: E402
from schema import Schemas  # noqa: E402

MAX_ROWS = 10_000  # of one code, unless --max-findings says otherwise
REPORTS = {"report.json", "findings.csv", "outputs.csv", "attachments.csv"}


def rows_of(path: Path) -> list:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(file, strict=True)]


def unguarded(cell):
    """Without the apostrophe before what a spreadsheet would take for a formula."""
    if not isinstance(cell, str):
        return cell
    rest = cell.lstrip("'")
    is_guarded = cell[:1] == "'" and rest[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[0-9]+", rest)
    return cell[1:] if is_guarded else cell


def in_table(text: str) -> str:
    """As the tables write it: no raw control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", lambda c: f"\\x{ord(c[0]):02x}", text)


def is_copy(event: dict) -> bool:
    """A parent that was repeated in this slice: --links context."""
    return {"name": "Context", "value": "copy of an event in another slice"} in event.get("custom", [])


class Folder:
    def __init__(self, folder: Path):
        self.folder = folder
        self.problems = []
        self.schemas = Schemas()
        self.event_count = self.copy_count = self.attachment_count = 0
        self.ids = collections.Counter()
        self.seen = collections.defaultdict(set)

    def expect(self, holds: bool, problem: str):
        if not holds:
            self.problems.append(problem)

    def run(self) -> list:
        for name in sorted(REPORTS):
            self.expect((self.folder / name).is_file(), f"no {name}")
        if self.problems:
            return self.problems
        outputs = rows_of(self.folder / "outputs.csv")
        listed = [row["path"] for row in outputs]
        present = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
        self.expect(sorted(listed) == [name for name in present if name not in REPORTS],
                    "outputs.csv does not list just the files that are there")
        self.expect(len({name.casefold() for name in present}) == len(present), "names differ by case only")
        attachments = collections.defaultdict(list)
        for row in rows_of(self.folder / "attachments.csv"):
            attachments[row["path"]].append(row)
        self.expect(set(attachments) <= set(listed), "attachments.csv names files that are not in outputs.csv")
        for row in outputs:
            if (self.folder / row["path"]).is_file():
                self.output(row, attachments[row["path"]])
        for (conversation, event), count in self.ids.items():
            self.expect(count == 1, f"event {event!r} of {conversation!r} stands in {count} files")
        self.report(outputs, attachments)
        return self.problems

    def output(self, row: dict, attachments: list):
        name = row["path"]
        self.expect(not name.startswith("/") and ".." not in name.split("/"), f"{name} escapes")
        data = (self.folder / name).read_bytes()
        self.expect(row["bytes"] == str(len(data)), f"{name}: {len(data)} bytes, outputs.csv says {row['bytes']}")
        self.expect(row["sha256"] == hashlib.sha256(data).hexdigest(), f"{name}: SHA-256 differs")
        found, file = judge(data, self.schemas, use_unzip=len(self.ids) < 20_000)
        self.problems += [f"{name}: {severity} {code} {message}" for code, severity, message in found if severity != "I"]
        if file is None:
            return
        events = file.manifest["events"]
        own = [event for event in events if not is_copy(event)]
        times = sorted((instant(e["timestamp"]), e["timestamp"]) for e in own if "timestamp" in e)
        actual = {"events": str(len(own)), "context_copies": str(len(events) - len(own)),
                  "participants": str(len(file.manifest["participants"])),
                  "attachments": str(sum(len(e.get("attachments", [])) for e in events)),
                  "first": times[0][1] if times else "", "last": times[-1][1] if times else ""}
        for column, value in actual.items():
            self.expect(row[column] == value, f"{name}: {column} is {value}, outputs.csv says {row[column]}")
        self.expect({in_table(e.get("conversation", "")) for e in events} == {row["conversation_id"]},
                    f"{name}: not of the conversation that outputs.csv names")
        self.event_count += len(own)
        self.copy_count += len(events) - len(own)
        self.remember(events, file.manifest)
        # By folder: two collections of one conversation have one id, and a folder each.
        self.ids.update((name.rpartition("/")[0], e["id"]) for e in own)
        self.attachments(name, attachments, events, file)

    def remember(self, events: list, manifest: dict):
        """Who did it, where and when, as a reviewer sees it."""
        people = {row["id"]: row["display"] for row in manifest["participants"]}
        places = {row["id"]: row["display"] for row in manifest["conversations"]}
        for event in events:
            self.seen[in_table(event["id"])].add((in_table(places.get(event.get("conversation"), "")),
                                                  in_table(people.get(event.get("participant"), "")),
                                                  event.get("timestamp", "")))

    def findings(self, rows: list, all_written: bool):
        """A finding about an event that is in the output names its conversation, author and time."""
        for row in rows:
            where = f"findings.csv: {row['code']} {row['record']}"
            self.expect(bool(row["title"]) and row["explanation"].endswith((".", "?")), f"{where} is not explained")
            if not all_written or not (row["time"] or row["author"]) or row["record"] not in self.seen:
                continue
            self.expect(any(row["conversation"] == conversation and row["author"] in ("", author) and row["time"] == time
                            for conversation, author, time in self.seen[row["record"]]),
                        f"{where}: {row['conversation']!r}, {row['author']!r}, {row['time']!r} is no event of that id")

    def attachments(self, name: str, rows: list, events: list, file):
        by_id = {in_table(event["id"]): event for event in events}
        entries = {attachment["id"] for event in events for attachment in event.get("attachments", [])}
        self.expect({row["entry"] for row in rows if row["entry"]} == entries,
                    f"{name}: attachments.csv and the manifest name different entries")
        for row in rows:
            where = f"{name}: attachment {row['name']!r}"
            self.expect(row["event_id"] in by_id, f"{where} of an unknown event")
            self.expect(row["state"] in ("found", "missing", "damaged", "placeholder"), f"{where}: state {row['state']}")
            self.expect(bool(row["entry"]) == (row["state"] in ("found", "placeholder")), f"{where}: entry against state")
            self.expect(row["state"] == "found" or bool(row["reason"]), f"{where} is not there, and no reason is given")
            data = file.files.get(row["entry"])
            if data is not None:
                self.expect(row["size"] == str(len(data)) and row["sha256"] == hashlib.sha256(data).hexdigest(),
                            f"{where}: size or SHA-256 differs from the entry")

    def report(self, outputs: list, attachments: dict):
        report = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        totals = report["totals"]
        self.expect(totals["records"] + totals["split"] ==
                    totals["events"] + totals["folded"] + totals["dropped"] + totals["filtered"],
                    f"the totals do not balance: {totals}")
        rows = [row for group in attachments.values() for row in group if not row["copy"]]
        found = sum(row["state"] == "found" for row in rows)
        findings = rows_of(self.folder / "findings.csv")
        self.findings(findings, all_written=totals["filtered"] == 0)
        expected = {"events": self.event_count, "context_copies": self.copy_count, "slices": len(outputs),
                    "attachments_found": found, "attachments_missing": len(rows) - found,
                    "output_bytes": sum(int(row["bytes"]) for row in outputs)}
        for name, value in expected.items():
            self.expect(totals.get(name) == value, f"totals.{name} is {totals.get(name)}, the files have {value}")
        counted = {row["code"]: row["count"] for row in report["findings"]}
        listed = collections.Counter(row["code"] for row in findings)
        for code in counted.keys() | listed.keys():
            self.expect(listed[code] == min(counted.get(code, 0), MAX_ROWS),
                        f"{code}: {listed[code]} rows in findings.csv, {counted.get(code)} counted")
        dropped = sum(row["action"] == "dropped" for row in findings)
        if max(counted.values(), default=0) <= MAX_ROWS:
            self.expect(dropped == totals["dropped"], f"{totals['dropped']} records dropped, {dropped} findings say so")
        self.inputs(report)

    def inputs(self, report: dict):
        totals = report["totals"]
        for name in ("records", "split", "events", "folded", "dropped", "filtered", "slices"):
            total = sum(row.get(name, 0) for row in report["inputs"])
            self.expect(total == totals[name], f"inputs have {total} {name}, totals {totals[name]}")
        for row in report["inputs"]:
            if "error" in row:
                continue
            self.expect(row["records"] + row["split"] == row["events"] + row["folded"] + row["dropped"] + row["filtered"],
                        f"{row['path']} does not balance")
            for name in ("events", "slices"):
                total = sum(conversation[name] for conversation in row["conversations"])
                self.expect(total == row[name], f"{row['path']}: conversations have {total} {name}, the input {row[name]}")


def judge_folder(folder: Path) -> list:
    return Folder(Path(folder)).run()


def main(folder: str) -> int:
    problems = judge_folder(Path(folder))
    print("\n".join(problems) if problems else "the folder holds what its reports say")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
