"""The generated inputs of all measurements, kept below build/bench/data until the generator changes."""
import hashlib
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "build" / "bench" / "data"
SUFFIX = {"slack": ".zip", "whatsapp": ".txt", "events": ".ndjson"}
FORMATS = tuple(SUFFIX)
SEED = 3
DAY = ("--events-per-day", "1000")  # and so about 1,000 events a slice
FEW = ("--events-per-day", "20")


def generator_version() -> str:
    """Changes when the code of the generator or of what it writes with does."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in ("generate/*.?pp", "json/json_[ew]*.cpp", "archive/zip_*.cpp")
                       for path in (ROOT / "src").glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make(program: Path, form: str, messages: int, shape: tuple = DAY) -> tuple:
    """The path of the input, and what the generator says a conversion must count. `shape`: flags for the generator."""
    folder = DATA / generator_version()
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join([form, str(messages), *(word.removeprefix("--") for word in shape)])
    path, model, totals = folder / f"{name}{SUFFIX[form]}", folder / f"{name}.model", folder / f"{name}.json"
    if not totals.exists():
        subprocess.run([program, "generate", form, "--messages", str(messages), "--seed", str(SEED), *shape,
                        "--model", model, "--overwrite", "-o", path], check=True)
        with model.open("rb") as lines:
            lines.seek(max(model.stat().st_size - 4096, 0))
            totals.write_bytes(lines.read().splitlines()[-1])
        model.unlink()
    return path, json.loads(totals.read_text())


def check_answer(output: Path, expected: dict, what: str) -> dict:
    """The totals of a conversion, after they were found right. A fast wrong answer must not be reported."""
    totals = json.loads((output / "report.json").read_text())["totals"]
    for name in ("records", "events", "folded", "dropped", "conversations"):
        if totals[name] != expected[name]:
            raise SystemExit(f"bench: {what}: {totals[name]} {name}, but the generator made {expected[name]}")
    return totals


def digests(folder: Path) -> dict:
    """Of each file below a folder."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}
