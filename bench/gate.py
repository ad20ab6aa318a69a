"""The cost of a message, converted and checked, in exact numbers: instructions (callgrind) and allocations (memcheck). They do not depend on
how busy the machine is, so a change of two in a hundred is a fact. Conversions run on one thread."""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import checking
import inputs

EXPECTED = Path(__file__).resolve().parent / "expected" / "cost_per_message.csv"
MESSAGES = 10_000
TOLERANCE = 0.02
SKIPPED = 77
COLUMNS = ["format", "instructions_per_message", "allocations_per_message"]


def compiler_of(program: Path) -> str:
    """Written into every binary by the compiler; counts of different compilers do not compare."""
    found = re.search(rb"GCC: \([^)]*\) [0-9.]+|clang version [0-9.]+", program.read_bytes())
    return found.group().decode() if found else "unknown"


def valgrind(folder: Path, tool: list, command: list) -> str:
    """Runs a command and returns what valgrind says. All that could sway the count is fixed."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "SIMDJSON_FORCE_IMPLEMENTATION": "haswell"}
    command = ["valgrind", *tool, *map(str, command)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stderr


def instructions(folder: Path, command: list) -> int:
    return number(r"Collected : ([0-9,]+)", valgrind(folder, ["--tool=callgrind", "--callgrind-out-file=/dev/null"], command))


def allocations(folder: Path, command: list) -> int:
    text = valgrind(folder, ["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"], command)
    return number(r"total heap usage: ([0-9,]+) allocs", text)


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    if not found:
        raise SystemExit(f"bench: valgrind did not say what was asked:\n{text[-2000:]}")
    return int(found.group(1).replace(",", ""))


@dataclass(frozen=True)
class Conversion:
    name: str
    form: str
    shape: tuple = inputs.DAY
    flags: tuple = ()

    def of(self, program: Path, messages: int, folder: Path) -> tuple:
        """The command that converts so many messages in `folder`, and what must come out."""
        path, expected = inputs.make(program, self.form, messages, self.shape)
        name = f"input-{messages}{path.suffix}"
        shutil.copy(path, folder / name)
        return [program, "convert", name, "-o", f"out-{messages}", "--compression", "store", "--quiet", "--threads", "1",
                *self.flags], expected

    def cost(self, program: Path) -> list:
        """Instructions for each of the first MESSAGES messages; allocations for each of the next MESSAGES, as those of the
        start are no message's."""
        inputs.DATA.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=inputs.DATA) as temporary:
            folder = Path(temporary)
            command, expected = self.of(program, MESSAGES, folder)
            spent = instructions(folder, command)
            inputs.check_answer(folder / f"out-{MESSAGES}", expected, self.name)
            shutil.rmtree(folder / f"out-{MESSAGES}")
            start = allocations(folder, command)
            command, expected = self.of(program, 2 * MESSAGES, folder)
            whole = allocations(folder, command)
            inputs.check_answer(folder / f"out-{2 * MESSAGES}", expected, self.name)
            return [self.name, round(spent / MESSAGES), round((whole - start) / MESSAGES, 3)]


CONVERSIONS = (
    Conversion("slack", "slack"),
    Conversion("whatsapp", "whatsapp"),
    Conversion("events", "events"),
    Conversion("sorted", "events", flags=("--force-sort",)),
    Conversion("events out", "slack", flags=("--events", "events.out", "--overwrite")),
    Conversion("small slices", "slack", inputs.FEW),
)


def cost_of_checking(program: Path) -> list:
    """One manifest with all messages of the Slack export, all rules on."""
    path, _ = inputs.make(program, "slack", MESSAGES)
    with tempfile.TemporaryDirectory(dir=inputs.DATA) as temporary:
        folder = Path(temporary)
        bare, events = checking.whole_manifest(program, path, folder)
        report = folder / "report.json"

        def check():
            row = json.loads(report.read_text())
            if row["verdict"] != "passed" or row["events"] != events:
                raise SystemExit(f"bench: validate: {row['verdict']}, {row['events']} events of {events}")
            report.unlink()

        command = [program, "validate", "--json", "--quiet", "--threads", "1", "--ignore", "R086", "--overwrite", "-o", report.name,
                   bare.name]
        spent = instructions(folder, command)
        check()
        return ["validate", round(spent / events), round(allocations(folder, command) / events, 3)]


def read_expected() -> tuple:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        compiler = file.readline().removeprefix("#").strip()
        return compiler, {row["format"]: row for row in csv.DictReader(file)}


def write_expected(compiler: str, rows: list) -> None:
    EXPECTED.parent.mkdir(exist_ok=True)
    with EXPECTED.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {compiler}\n")
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def compare(row: list, expected: dict) -> bool:
    good = True
    for name, value in zip(COLUMNS[1:], row[1:]):
        wanted = float(expected[name])
        # A few allocations more in a whole run are not worth a failure: 0.005 a message are 50 in all.
        slack = wanted * TOLERANCE + (0.005 if name.startswith("allocations") else 0)
        change = (value / wanted - 1) * 100 if wanted else 0
        note = ""
        if value > wanted + slack:
            good, note = False, "  TOO MUCH"
        elif value < wanted - slack:
            note = "  less: bless it, so that it stays"
        print(f"{row[0]:12} {value:12,} {name.replace('_', ' '):26} expected {wanted:12,g}  {change:+6.2f} %{note}")
    return good


def check(program: Path, bless: bool) -> int:
    if not shutil.which("valgrind"):
        print("bench: no valgrind here, so the cost per message was not checked", file=sys.stderr)
        return SKIPPED
    compiler = compiler_of(program)
    if not bless and not EXPECTED.exists():
        print(f"bench: no {EXPECTED}; make it with `./dev bench --bless`", file=sys.stderr)
        return 1
    if not bless and read_expected()[0] != compiler:
        print(f"bench: built by {compiler}, expected counts are of {read_expected()[0]}: not compared", file=sys.stderr)
        return SKIPPED
    rows = [conversion.cost(program) for conversion in CONVERSIONS] + [cost_of_checking(program)]
    if bless:
        write_expected(compiler, rows)
        for row in rows:
            print(*row, sep="  ")
        return 0
    expected = read_expected()[1]
    results = [compare(row, expected[row[0]]) for row in rows]
    if all(results):
        return 0
    print("bench: a message costs more than before. If that is meant, `./dev bench --bless` and say why in the commit.",
          file=sys.stderr)
    return 1
