#!/usr/bin/python3
"""Reads .rsmf files with Python's email, zipfile and json, and with `unzip -t`, and judges them.

usage: read_rsmf.py [--quiet] FILE...     exit 1 if a file has an error or a warning

A rule's code is printed with each problem: R001.. are rules of the standard and its viewers, S07.. what we promise on
top (no empty arrays, fixed order and times in the zip, spelling that simple readers understand).
"""
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
    problems += layers.zip_layer(file)
    if use_unzip:
        problems += unzip_test(file.zip_bytes)
    problems += schemas.check(file.manifest)
    problems += semantics.shape(file.manifest)
    if not any(severity == "E" for _, severity, _ in problems):
        problems += semantics.references(file.manifest)
        problems += semantics.membership(file.manifest)
        problems += semantics.text_part(file)
    return problems, file


def main(arguments) -> int:
    quiet = "--quiet" in arguments
    paths = [argument for argument in arguments if argument != "--quiet"]
    schemas = Schemas()
    if not schemas.present() and not quiet:
        print("no published schema at hand (RSMF_SCHEMA): judged by our own rules only")
    bad = 0
    for path in paths:
        problems, _ = judge(Path(path).read_bytes(), schemas)
        for code, severity, message in problems:
            if severity != "I" or not quiet:
                print(f"{path}: {severity} {code} {message}")
        bad += any(severity != "I" for _, severity, _ in problems)
    if not quiet:
        print(f"{len(paths)} files, {bad} with problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
