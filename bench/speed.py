"""Times whole conversions, after checking their answers, in turns with the floor."""
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import inputs
from floor import Floor
from running import FreshFolders, Runner

PAIRS = 3
CHECKED_THREADS = (1, 2, 8)
TIMED_THREADS = (1, 2)
SPEED_UP, RATIO = 1.8, 0.7  # what two threads and the floor ask for


@dataclass(frozen=True)
class Row:
    name: str
    form: str
    shape: tuple  # of the input: flags of `rsmf generate`
    pack: bool
    per_second: int = 0  # messages, that are asked for; 0: this row is for comparison
    peak: int = 0        # megabytes, likewise

    def flags(self) -> list:
        return ["--pack"] if self.pack else []


MIXED = ("--conversations", "2000", "--shuffle", "200000")
ROWS = (
    Row("whatsapp, packed", "whatsapp", inputs.DAY, True, 1_800_000, 128),
    Row("whatsapp", "whatsapp", inputs.DAY, False),
    Row("slack, packed", "slack", inputs.DAY, True, 1_000_000, 128),
    Row("slack", "slack", inputs.DAY, False),
    Row("slack, 20 a day, packed", "slack", inputs.FEW, True, 400_000, 128),
    Row("slack, 20 a day", "slack", inputs.FEW, False, 200_000, 128),
    Row("events, in order", "events", inputs.DAY, False),
    Row("events, out of order", "events", MIXED, False, 500_000, 256),
)


@dataclass
class Best:
    """Of several runs: the shortest time and the least CPU (not of the same run), the highest peak."""
    wall: float = float("inf")
    cpu: float = float("inf")
    peak: int = 0

    def add(self, took: dict) -> None:
        self.wall, self.cpu, self.peak = min(self.wall, took["wall"]), min(self.cpu, took["cpu"]), max(self.peak, took["peak"])


def start_up(runner: Runner, program: Path) -> float:
    """Median milliseconds of `rsmf --version`."""
    times = sorted(runner.run([program, "--version"])["wall"] for _ in range(21))
    return times[len(times) // 2] * 1000


def unknown_flag(program: Path, row: Row) -> str:
    """A flag that the row needs and this program does not have."""
    for verb, flags in (("generate", row.shape), ("convert", row.flags())):
        known = subprocess.run([program, "help", verb], capture_output=True, text=True, check=True).stdout
        for flag in flags:
            if flag.startswith("--") and f"{flag} " not in known.replace("\n", " "):
                return f"rsmf {verb} {flag}"
    return ""


@dataclass
class Measurement:
    """One row on its way."""
    program: Path
    runner: Runner
    fresh: FreshFolders
    row: Row
    messages: int
    totals: dict = field(default_factory=dict)

    def __post_init__(self):
        self.path, self.expected = inputs.make(self.program, self.row.form, self.messages, self.row.shape)

    def convert(self, threads: int) -> tuple:
        """What a run took, and its output, which was found right."""
        output = self.fresh.next()
        os.sync()  # what was written before is no longer on its way to the disk
        took = self.runner.run([self.program, "convert", self.path, "-o", output, "--compression", "fast", "--quiet", "--threads",
                                threads, *self.row.flags()])
        self.totals = inputs.check_answer(output, self.expected, self.row.name)
        return took, output

    def check(self) -> None:
        first = None
        for threads in CHECKED_THREADS:
            files = inputs.digests(self.convert(threads)[1])
            first = first or files
            different = sorted(name for name in first.keys() | files.keys() if first.get(name) != files.get(name))
            if different:
                raise SystemExit(f"bench: {self.row.name}: {threads} threads gave other bytes: {', '.join(different[:5])}")

    def time(self) -> None:
        floor = Floor(self.runner, self.program, self.path, self.fresh)
        alone = None
        for threads in TIMED_THREADS:
            ours, theirs = Best(), Best()
            for _ in range(PAIRS):
                ours.add(self.convert(threads)[0])
                os.sync()
                theirs.add(floor.run(threads, self.row.pack))
            alone = alone or ours
            self.report(threads, ours, theirs, alone.wall / ours.wall)
        self.report_stages(floor.stages(self.row.pack), theirs)

    def report(self, threads: int, ours: Best, theirs: Best, speed_up: float) -> None:
        rate, slices = self.messages / ours.wall, self.totals["slices"]
        verdict = self.verdict(rate, ours.peak / 1e6, speed_up, theirs.wall / ours.wall) if threads > 1 else ""
        print(f"{self.row.name:24} {threads:2} {rate:12,.0f} {self.messages / ours.cpu:11,.0f} {slices:7,} {slices / ours.wall:8,.0f}"
              f" {ours.peak / 1e6:5.0f} MB {self.totals['output_bytes'] / 1e6:6.0f} MB {speed_up:6.2f}"
              f" {theirs.wall / ours.wall:6.2f} {theirs.cpu / ours.cpu:6.2f}  {verdict}", flush=True)

    def verdict(self, rate: float, peak: float, speed_up: float, ratio: float) -> str:
        """Of the run with most threads, what of the target is not met."""
        if self.row.per_second == 0:
            return ""
        asked = ((rate, self.row.per_second, f"{self.row.per_second:,}/s"), (-peak, -self.row.peak, f"{self.row.peak} MB"),
                 (speed_up, SPEED_UP, f"x {SPEED_UP}"), (ratio, RATIO, f"{RATIO} of the floor"))
        missed = [words for got, wanted, words in asked if got < wanted]
        return f"missed: {', '.join(missed)}" if missed else "met"

    def report_stages(self, stages: dict, theirs: Best) -> None:
        if stages["records"] < self.expected["records"]:
            raise SystemExit(f"bench: the floor met {stages['records']} records of {self.expected['records']}")
        times = {name: took for name, took in stages.items() if isinstance(took, float) and took >= 0.005}
        print(f"{'':24}    floor: " + ", ".join(f"{name.replace('_', ' ')} {took:.2f} s" for name, took in times.items()), flush=True)


def measure(program: Path, runner: Runner, messages: int, pattern: str) -> None:
    print(f"rsmf --version: {start_up(runner, program):.1f} ms")
    print(f"{messages:,} messages, --compression fast; answers checked; best of {PAIRS} runs, each beside one of the floor\n")
    print("input              threads   messages/s     per CPU  slices slices/s     peak    output  speed-  floor/ours\n"
          f"{'':27} {'':11} second {'':47} up   wall    CPU   target")
    with FreshFolders() as fresh:
        for row in (row for row in ROWS if pattern in row.name):
            if flag := unknown_flag(program, row):
                print(f"{row.name:24} left out: there is no `{flag}`", flush=True)
                continue
            measurement = Measurement(program, runner, fresh, row, messages)
            measurement.check()
            measurement.time()
    print()
