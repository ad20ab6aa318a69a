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
EVENTS_PER_DAY = 1_000  # and so about 1,000 events a slice


def generator_version() -> str:
    """Changes when the generator's code does."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src" / "generate").glob("*.?pp")) + [ROOT / "src" / "io" / "zip_output.cpp"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make(program: Path, form: str, messages: int) -> tuple:
    """The path of the input, and what the generator says a conversion must count."""
    folder = DATA / generator_version()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{form}-{messages}{SUFFIX[form]}"
    model = folder / f"{form}-{messages}.model"
    totals = folder / f"{form}-{messages}.json"
    if not totals.exists():
        subprocess.run([program, "generate", form, "--messages", str(messages), "--seed", str(SEED), "--events-per-day",
                        str(EVENTS_PER_DAY), "--model", model, "--overwrite", "-o", path], check=True)
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


def digest(folder: Path) -> str:
    """Of all files below a folder, names and bytes."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(str(path.relative_to(folder)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
