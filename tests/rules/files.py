"""The files of all cases, written below a folder."""
import copy
import os
import subprocess
from pathlib import Path

import cases
import mail_cases  # noqa: F401
import meaning_cases  # noqa: F401
import schema_cases  # noqa: F401
import text_cases  # noqa: F401
import zip_cases  # noqa: F401
from converted import converted_sample
from sample import sample


def run(*words) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=600, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, words[:4]))} ...: exit {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def write_files(program: str, folder: Path, only: str = "") -> dict:
    """Path -> (label, case) of each case whose label contains `only`, and of the sound files."""
    bases = {cases.V1: sample(cases.V1), cases.V2: sample(cases.V2),
             cases.CONVERTED: converted_sample(program, folder / "converted")}
    files = {}
    for number, case in enumerate(cases.CASES):
        for version in case.bases:
            label = f"{case.rule} {'broken' if case.breaks else 'spared'}: {case.name} ({version})"
            if only in label:
                path = folder / f"{number}-{version}" / case.file_name
                path.parent.mkdir()
                made = copy.deepcopy(bases[version])
                case.change(made)
                path.write_bytes(made.build())
                if case.sparse:
                    os.truncate(path, case.sparse)
                files[str(path)] = (label, case)
    for version, made in bases.items():
        path = folder / f"sound-{version}.rsmf"
        path.write_bytes(made.build())
        files[str(path)] = (f"sound {version}", cases.Case("R000", "", None, False))
    return files
