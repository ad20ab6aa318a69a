"""The exports that have a golden, and how they are converted."""
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_EXPORTS = (".options", ".md", ".py", ".hpp", ".cpp")


@dataclass
class Fixture:
    """A fixture NAME may have a file NAME.options beside it: more arguments for `rsmf convert`."""
    format: str  # folder name of the format, or "examples"
    path: Path
    golden: Path

    @property
    def name(self) -> str:
        return f"{self.format}/{self.path.name}"

    def options(self) -> list:
        file = self.path.with_name(self.path.name + ".options")
        return shlex.split(file.read_text(encoding="utf-8"), comments=True) if file.exists() else []


def is_export(path: Path) -> bool:
    if path.name.startswith((".", "_")) or path.name.endswith(NOT_EXPORTS):
        return False
    return path.is_dir() or path.is_file()


def all_fixtures() -> list:
    found = []
    for folder in sorted((ROOT / "src" / "sources").glob("[a-z]*/fixtures")):
        form = folder.parent
        found += [Fixture(form.name, path, form / "golden" / (path.name + ".txt"))
                  for path in sorted(folder.iterdir()) if is_export(path)]
    # An example's code lies in a folder with a CMakeLists.txt; what else lies there is an export.
    examples = ROOT / "examples"
    for path in sorted(examples.iterdir()) if examples.exists() else []:
        if is_export(path) and path.name != "CMakeLists.txt" and path.suffix in (".zip", ".txt", ".ndjson", ".jsonl", ".json"):
            found.append(Fixture("examples", path, ROOT / "tests" / "golden" / "examples" / (path.name + ".txt")))
    return found


def find(name: str) -> Fixture:
    for fixture in all_fixtures():
        if fixture.name == name:
            return fixture
    raise SystemExit(f"no fixture {name}")


def convert(program: str, fixture: Fixture, output: Path, more=(), cwd=None, env=None) -> subprocess.CompletedProcess:
    """Runs where the fixture lies, so that no path of this machine gets into the result."""
    source = fixture.path.name if cwd is None else str(fixture.path)
    command = [str(Path(program).resolve()), "convert", source, "-o", str(output), "--compression", "store",
               *fixture.options(), *more]
    return subprocess.run(command, cwd=cwd or fixture.path.parent, env=env, capture_output=True, text=True,
                          timeout=300, check=False)


if __name__ == "__main__":
    print("\n".join(fixture.name for fixture in all_fixtures()))
