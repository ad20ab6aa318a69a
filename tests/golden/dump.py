"""An output folder as one text that a person can review and a diff can show."""
import csv
import io
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "judges"))
import rsmf_file  # noqa: E402

# What follows from other lines of the dump, and would change with each version number, is left out.
DERIVED_COLUMNS = {"bytes", "sha256"}
DERIVED_MEMBERS = {"output_bytes"}


def one_file(path: Path, name: str) -> str:
    file = rsmf_file.read(path.read_bytes())
    lines = [f"=== {name}", "--- headers"]
    lines += [f"{key}: {value}" for key, value, _ in file.headers]
    lines += ["--- text", file.text.rstrip("\n"), "--- rsmf.zip"]
    lines += [f"{entry.filename} size={entry.file_size} crc={entry.CRC:08x} method={entry.compress_type}"
              for entry in file.entries if entry.filename != "rsmf_manifest.json"]
    lines += ["--- manifest", json.dumps(file.manifest, ensure_ascii=False, indent=1)]
    return "\n".join(lines)


def table(path: Path, name: str) -> str:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    drop = {i for i, column in enumerate(rows[0]) if column in DERIVED_COLUMNS} if rows else set()
    if name != "outputs.csv":
        drop = set()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([cell for i, cell in enumerate(row) if i not in drop] for row in rows)
    return f"=== {name}\n" + text.getvalue().rstrip("\n")


def without_derived(value):
    if isinstance(value, dict):
        return {key: without_derived(item) for key, item in value.items() if key not in DERIVED_MEMBERS}
    return [without_derived(item) for item in value] if isinstance(value, list) else value


def dump(folder: Path, exit_code: int, stderr: str) -> str:
    parts = [f"exit {exit_code}"]
    if exit_code >= 2:
        parts.append(stderr.rstrip("\n"))
    generator = ""
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            continue
        if path.suffix == ".rsmf":
            parts.append(one_file(path, name))
        elif path.suffix == ".csv":
            parts.append(table(path, name))
        elif name == "report.json":
            report = json.loads(path.read_text(encoding="utf-8"))
            generator = report["generator"]  # "rsmf 1.2.3"
            parts.append(f"=== {name}\n" + json.dumps(without_derived(report), ensure_ascii=False, indent=1))
        else:
            parts.append(f"=== {name}: {path.stat().st_size} bytes of another kind")
    text = "\n".join(parts).replace("\r", "\\r") + "\n"
    return text.replace(generator, "rsmf VERSION") if generator else text
