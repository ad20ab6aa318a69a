"""Ways of running that must not change a byte of the output."""
import os
import shutil
from pathlib import Path

import fixtures

TURKISH = {"TZ": "Europe/Kyiv", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "20", "TERM": "xterm"}
TINY = ["--frame-bytes", "64"]
# name: (more arguments, environment, run from elsewhere with absolute paths)
CONFIGURATIONS = {
    "again": ([], {}, False),
    "1 thread": (["--threads", "1"], {}, False),
    "1 thread, frames of 64 bytes": (["--threads", "1", *TINY], {}, False),
    "8 threads, frames of 64 bytes": (["--threads", "8", *TINY], {}, False),
    "8 threads, little memory": (["--threads", "8", "--memory", "1M"], {}, False),
    "sorted route, 1 thread": (["--force-sort", "--threads", "1"], {}, False),
    "sorted route, 8 threads, little memory": (["--force-sort", "--threads", "8", "--sort-memory", "65536"], {}, False),
    "other time zone and locale, 2 threads": (["--threads", "2"], TURKISH, False),
    "other working directory": ([], {}, True),
    "sync": (["--io", "sync"], {}, False),
    "threads for the disk": (["--io", "threads"], {}, False),
    "uring": (["--io", "uring"], {}, False),
}
# What is rare beside them.
RARE = {
    "2 threads, frames of 64 bytes": (["--threads", "2", *TINY], {}, False),
    "3 threads": (["--threads", "3"], {}, False),
    "8 threads": (["--threads", "8"], {}, False),
    "1 thread, little memory": (["--threads", "1", "--memory", "1M"], {}, False),
    "8 threads, little memory, frames of 64 bytes": (["--threads", "8", "--memory", "1M", *TINY], {}, False),
    "sorted route, 2 threads, little memory, frames of 64 bytes": (
        ["--force-sort", "--threads", "2", "--memory", "1M", "--sort-memory", "65536", *TINY], {}, False),
    "other time zone and locale, 8 threads, frames of 64 bytes": (["--threads", "8", *TINY], TURKISH, False),
    "other time zone and locale, sorted route, 8 threads": (["--force-sort", "--threads", "8"], TURKISH, False),
}


def files_of(folder: Path, same_name: bool) -> dict:
    """`same_name`: the input was given by the same name, so that even the reports must be the same."""
    result = {}
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or (name in ("report.json", "findings.csv") and not same_name):
            continue
        result[name] = path.read_bytes()
    return result


def problems(program: str, fixture, first: Path, first_exit: int, temporary: Path,
             configurations=None) -> list:
    found = []
    for number, (name, (arguments, environment, elsewhere)) in enumerate((configurations or CONFIGURATIONS).items()):
        output = temporary / f"out{number}"
        run = fixtures.convert(program, fixture, output, arguments, "/" if elsewhere else None,
                               {**os.environ, **environment})
        if name == "uring" and ("io_uring is not available" in run.stderr or "without io_uring" in run.stderr):
            print("uring is left out: " + run.stderr.strip())
            continue
        if run.returncode != first_exit:
            found.append(f"{name}: exit {run.returncode} instead of {first_exit}: {run.stderr.strip()}")
            continue
        expected, actual = files_of(first, not elsewhere), files_of(output, not elsewhere)
        for file in sorted(expected.keys() | actual.keys()):
            if expected.get(file) != actual.get(file):
                found.append(f"{name}: {file} differs")
        shutil.rmtree(output, ignore_errors=True)
    return found
