"""Ways of running that must not change a byte of the output."""
import json
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
}
# What a report may say of how it was run. All else must be the same.
WAYS = {"options", "route", "routes", "sort_spill_bytes", "command", "arguments"}


def files_of(folder: Path, same_place: bool) -> dict:
    result = {}
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            continue
        data = path.read_bytes()
        if name == "report.json":
            report = json.loads(data)
            data = json.dumps(strip(report, same_place)).encode()
        elif name == "findings.csv" and not same_place:
            continue  # names the input as it was given
        result[name] = data
    return result


def strip(value, same_place: bool):
    if isinstance(value, dict):
        return {key: strip(item, same_place) for key, item in value.items()
                if key not in WAYS and (same_place or key not in ("path", "input", "source"))}
    return [strip(item, same_place) for item in value] if isinstance(value, list) else value


def problems(program: str, fixture, first: Path, first_exit: int, temporary: Path) -> list:
    found = []
    for number, (name, (arguments, environment, elsewhere)) in enumerate(CONFIGURATIONS.items()):
        output = temporary / f"out{number}"
        run = fixtures.convert(program, fixture, output, arguments, "/" if elsewhere else None,
                               {**os.environ, **environment})
        if run.returncode != first_exit:
            found.append(f"{name}: exit {run.returncode} instead of {first_exit}: {run.stderr.strip()}")
            continue
        expected, actual = files_of(first, not elsewhere), files_of(output, not elsewhere)
        for file in sorted(expected.keys() | actual.keys()):
            if expected.get(file) != actual.get(file):
                found.append(f"{name}: {file} differs")
        shutil.rmtree(output, ignore_errors=True)
    return found
