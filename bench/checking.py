"""Times `rsmf validate` and the scan of headers, after checking their answers."""
import csv
import json
import shutil
import subprocess
import zipfile
from base64 import b64decode
from pathlib import Path

import inputs

RUNS = 3
MESSAGES = 100_000
SMALL_FILES = 10_000


def convert(program: Path, form: str, name: str, shape: list, flags: list) -> Path:
    """A folder of .rsmf files, kept until the generator changes."""
    folder = inputs.DATA / inputs.generator_version() / f"checking-{form}-{name}"
    output = folder / "out"
    if not (output / "report.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        export = folder / f"export{inputs.SUFFIX[form]}"
        subprocess.run([program, "generate", form, "--messages", str(MESSAGES), "--seed", str(inputs.SEED), *shape, "-o", export],
                       check=True)
        subprocess.run([program, "convert", export, "-o", output, "--quiet", *flags], check=True)
    return output


def manifest_of(rsmf: Path, to: Path) -> Path:
    """Taken out with Python's own modules, so that the bytes are what anybody would see."""
    head, _, rest = rsmf.read_bytes().partition(b'filename="rsmf.zip"\r\n\r\n')
    packed = to.with_suffix(".zip")
    packed.write_bytes(b64decode(rest.split(b"\r\n--", 1)[0]))
    with zipfile.ZipFile(packed) as archive:
        to.write_bytes(archive.read("rsmf_manifest.json"))
    return to


WHOLE = ("--slice", "none", "--max-events", "1000000", "--max-bytes", "4G")


def whole_manifest(program: Path, export: Path, folder: Path) -> tuple:
    """The manifest of an export's largest conversation, in `folder`, and how many events the report says it has."""
    output = folder / "whole"
    subprocess.run([program, "convert", export, "-o", output, "--quiet", *WHOLE], check=True)
    with (output / "outputs.csv").open(encoding="utf-8-sig", newline="") as table:
        row = max(csv.DictReader(table), key=lambda r: int(r["events"]))
    bare = manifest_of(output / row["path"], folder / "rsmf_manifest.json")
    shutil.rmtree(output)
    return bare, int(row["events"])


def events_of(folder: Path) -> int:
    return json.loads((folder / "report.json").read_text())["totals"]["events"]


def verdicts(program: Path, path: Path, flags: list) -> tuple:
    """Files, events and manifest bytes as `validate` counts them; all must have passed."""
    done = subprocess.run([program, "validate", "--json", "--quiet", *flags, path], capture_output=True, text=True, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [row["file"] for row in rows if row["verdict"] != "passed"]
    if done.returncode != 0 or bad:
        raise SystemExit(f"bench: validate: exit {done.returncode}, not passed: {bad[:3]}")
    return len(rows), sum(row["events"] for row in rows), sum(row["manifest_bytes"] for row in rows)


def best(runner, command: list) -> tuple:
    runs = [runner.run(command) for _ in range(RUNS)]
    return min(r["wall"] for r in runs), min(r["cpu"] for r in runs), max(r["peak"] for r in runs)


def report(what: str, files: int, events: int, size: int, took: tuple) -> None:
    wall, cpu, memory = took
    print(f"{what:34} {files:7,} {events:9,} {size / 1e6:9.1f} MB {wall:7.3f} s {cpu:7.3f} s {size / cpu / 1e6:8,.0f} MB/s "
          f"{events / cpu:11,.0f} {files / wall:9,.0f} {memory / 1e6:6.0f} MB", flush=True)


def measure(program: Path, runner) -> None:
    print("checking; all rules on; MB and events per second of CPU, files per second of time\n")
    print("                                     files    events    manifests    wall       CPU       MB/s    events/s"
          "   files/s   peak")
    for form in inputs.FORMATS:
        folder = convert(program, form, "whole", ["--conversations", "1"], WHOLE)
        largest = max(folder.rglob("*.rsmf"), key=lambda path: path.stat().st_size)
        bare = manifest_of(largest, inputs.DATA / f"{form}_manifest.json")
        # A slice of more than 10,000 events is a warning by itself, here asked for.
        for what, path in ((f"{form}: bare manifest", bare), (f"{form}: .rsmf, fast", largest)):
            flags = ["--threads", "1", "--ignore", "R086"]
            counted = verdicts(program, path, flags)
            report(what, *counted, best(runner, [program, "validate", "--quiet", "--json", *flags, path]))
    folder = convert(program, "slack", "small", [*inputs.DAY],
                     ["--slice", "hour", "--max-events", "10"])
    for threads in ("1", "2"):
        counted = verdicts(program, folder, ["--threads", threads])
        if counted[1] != events_of(folder) or counted[0] < SMALL_FILES:
            raise SystemExit(f"bench: validate saw {counted[1]} events, {events_of(folder)} were written")
        report(f"folder of small files, {threads} thread(s)", *counted,
               best(runner, [program, "validate", "--quiet", "--json", "--threads", threads, folder]))
    wall, cpu, memory = best(runner, [program, "inspect", "--headers", "--csv", folder])
    print(f"headers only: {counted[0]:,} files in {wall:.3f} s, {counted[0] / wall:,.0f} files/s, {memory / 1e6:.0f} MB\n")
