"""What `rsmf convert` makes of a fixture, taken apart so that it can be mutated like the samples."""
import subprocess
import sys
from pathlib import Path

import sample

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "judges"))
import rsmf_file  # noqa: E402
from zip_writer import Entry  # noqa: E402

FIXTURE = ROOT / "src" / "sources" / "slack" / "fixtures" / "standard"


def converted_sample(program: str, folder: Path) -> sample.Sample:
    subprocess.run([program, "convert", str(FIXTURE), "-o", str(folder)], capture_output=True, check=False)
    files = {path: rsmf_file.read(path.read_bytes()) for path in sorted(folder.rglob("*.rsmf"))}
    file = max(files.values(), key=lambda one: (len(one.files), len(one.manifest["events"])))
    headers = [(name, file.manifest["version"] if name == "X-RSMF-Version" else value.strip()) for name, value, _ in file.headers]
    headers = [row if row[0] != "Content-Type" else ("Content-Type", sample.HEADERS[-1][1]) for row in headers]
    made = sample.Sample(file.manifest, headers, [Entry(name, data) for name, data in file.files.items() if
                                                  name != "rsmf_manifest.json"])
    made.on_manifest.append(lambda _: file.manifest_bytes)
    return made
