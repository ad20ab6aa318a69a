#!/usr/bin/python3
"""Reads .rsmf files with Python's email, zipfile and json, and with `unzip -t`, and judges them.

usage: read_rsmf.py [--schema FOLDER] [--json] [--verbose] FILE...

Prints what is wrong, one line each, and exits with 1 if anything is; says nothing about sound files, unless --json asks
for what was read of them. A rule's code is printed with each problem: R001.. are rules of the standard and its viewers, S07.. what we promise on
top (no empty arrays, fixed order and times in the zip, spelling that simple readers understand).
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import layers  # noqa: E402
import rsmf_file  # noqa: E402
import semantics  # noqa: E402
from schema import Schemas  # noqa: E402


def unzip_test(data: bytes):
    with tempfile.NamedTemporaryFile(suffix=".zip") as temporary:
        temporary.write(data)
        temporary.flush()
        run = subprocess.run(["unzip", "-tqq", temporary.name], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        yield "R030", "E", f"unzip -t: exit {run.returncode}: {run.stdout.strip()} {run.stderr.strip()}"


def judge(raw: bytes, schemas: Schemas, use_unzip: bool = True):
    """The problems of a file, and what was read of it (None where it cannot be read)."""
    try:
        file = rsmf_file.read(raw)
    except (rsmf_file.Broken, UnicodeDecodeError) as broken:
        return [(broken.args[0], "E", str(broken.args[1]))], None
    problems = [("R053", "W", f"member {name!r} stands there twice") for name in file.duplicate_members]
    problems += layers.mail(file)
    problems += schemas.check(file.manifest)
    shape = list(semantics.shape(file.manifest))
    problems += shape
    if use_unzip:
        problems += unzip_test(file.zip_bytes)
    if not any(severity == "E" for _, severity, _ in shape):  # what follows believes that members are what they should be
        problems += layers.counts(file)
        problems += layers.zip_layer(file)
        problems += semantics.references(file.manifest)
        problems += semantics.membership(file.manifest)
        problems += semantics.text_part(file)
    return problems, file


def summary(file) -> dict:
    text = next(part for part in file.message.iter_parts() if part is not file.attachment)
    return {"headers": {name: str(file.message[name]) if name in ("From", "To", "Subject") else value.strip()
                        for name, value, _ in file.headers},
            "encoding": text["Content-Transfer-Encoding"], "text": file.text, "manifest": file.manifest,
            "names": [entry.filename for entry in file.entries],
            "files": {name: data.decode("latin-1") for name, data in file.files.items() if name != "rsmf_manifest.json"}}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--schema", help="folder of the published schemas")
    parser.add_argument("--json", action="store_true", help="print what was read of sound files")
    parser.add_argument("--verbose", action="store_true", help="also what is worth knowing")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    schemas = Schemas(options.schema)
    if options.verbose and not schemas.present():
        print("no published schema at hand (RSMF_SCHEMA): judged by our own rules only")
    bad = 0
    for path in options.files:
        problems, file = judge(Path(path).read_bytes(), schemas)
        for code, severity, message in problems:
            if severity != "I" or options.verbose:
                print(f"{path}: {severity} {code} {message}")
        wrong = any(severity != "I" for _, severity, _ in problems)
        bad += wrong
        if options.json and not wrong:
            print(json.dumps(summary(file), ensure_ascii=False))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
