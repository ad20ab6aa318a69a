"""Is the place that a finding names the place where the file is spoiled?"""
import base64
import fnmatch
import io
import json
import re
import zipfile

from places import line_and_column, spans

MANIFEST_LAYERS = ("text", "schema", "meaning")


def manifest_of(data: bytes):
    """The manifest of a file, if it can be had by simple means."""
    if data[:1] in (b"{", b"\xef"):
        return data
    if not data.startswith(b"PK"):
        match = re.search(rb'filename="rsmf\.zip"\r?\n\r?\n(.*?)\r?\n--', data, re.S)
        try:
            data = base64.b64decode(match[1]) if match else b""
        except ValueError:
            return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("rsmf_manifest.json")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
        return None


def place_problems(case, row: dict, path) -> list:
    data = path.read_bytes()
    manifest = manifest_of(data)
    try:
        where = spans(manifest) if manifest and json.loads(manifest.decode()) is not None else {}
    except (ValueError, RecursionError):
        where = {}
    problems = []
    for finding in row["findings"]:
        inside = finding["layer"] in MANIFEST_LAYERS
        text = manifest if inside else data if finding["layer"] in ("mail", "headers") else None
        problems += [f"{finding['code']}: {problem}" for problem in numbers(finding, text)]
        if inside and where:
            problems += [f"{finding['code']}: {problem}" for problem in within(finding, where)]
    if case.breaks:
        problems += stated(case, [f for f in row["findings"] if f["code"] == case.rule], data)
    return problems


def numbers(finding: dict, text) -> list:
    """Line, column and offset name the same byte."""
    offset, line, column = finding.get("offset"), finding.get("line"), finding.get("column")
    if text is None or offset is None:
        return []
    if offset > len(text):
        return [f"offset {offset} of {len(text)} bytes"]
    true = line_and_column(text, offset)
    if line and line != true[0] or column and column != true[1]:
        return [f"offset {offset} is {true}, it says {(line, column)}"]
    return []


def within(finding: dict, where: dict) -> list:
    pointer, offset = finding.get("pointer"), finding.get("offset")
    if pointer is None or offset is None:
        return []
    if pointer not in where:
        return [f"there is no {pointer!r}"]
    if not any(start <= offset < end for start, end in where[pointer]):
        return [f"offset {offset} is outside of {pointer!r} at {where[pointer]}"]
    return []


def stated(case, findings: list, data: bytes) -> list:
    """What the case says of the place."""
    problems = []
    if case.at is not None:
        for finding in findings or ():
            pointer = finding.get("pointer") or ""
            if not fnmatch.fnmatchcase(pointer, case.at):
                problems.append(f"{case.rule} is placed at {pointer!r}, not at {case.at!r}")
            elif finding.get("offset") is None or not finding.get("line") or not finding.get("column"):
                problems.append(f"{case.rule} has no line, column or offset: {finding}")
    if case.entry and not any(finding.get("entry") == case.entry for finding in findings):
        problems.append(f"{case.rule} names {[finding.get('entry') for finding in findings]}, not {case.entry!r}")
    if case.line:
        lines = data.split(b"\n")
        named = [lines[finding["line"] - 1] if finding.get("line") else b"" for finding in findings]
        if not any(case.line in line for line in named):
            problems.append(f"{case.rule} names the lines {named}, not one of {case.line!r}")
    return problems
