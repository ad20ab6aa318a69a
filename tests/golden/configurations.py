"""Ways of running that must not change a byte of the output."""
import os
import shutil
from pathlib import Path

import fixtures

TURKISH = {"TZ": "Europe/Kyiv", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "20", "TERM": "xterm"}
# name: (more arguments, environment, run from elsewhere with absolute paths)
CONFIGURATIONS = {
    "again": ([], {}, False),
    "frames of 64 bytes": (["--frame-bytes", "64"], {}, False),
    "sorted route": (["--force-sort"], {}, False),
    "sorted route, little memory": (["--force-sort", "--sort-memory", "65536"], {}, False),
    "other time zone and locale": ([], TURKISH, False),
    "other working directory": ([], {}, True),
    "sync": (["--io", "sync"], {}, False),
    "threads for the disk": (["--io", "threads"], {}, False),
    "uring": (["--io", "uring"], {}, False),
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


def problems(program: str, fixture, first: Path, first_exit: int, temporary: Path) -> list:
    found = []
    for number, (name, (arguments, environment, elsewhere)) in enumerate(CONFIGURATIONS.items()):
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
