"""Runs commands and says what they took; makes folders that are thrown away when all is measured."""
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import inputs

TOOLS = ("bench_floor", "bench_measured")


def tools_for(program: Path) -> Path:
    """Where the programs lie that measurements need: beside `program`, or in the build of the preset `bench`."""
    for folder in (program.parent, inputs.ROOT / "build" / "bench"):
        if all((folder / name).is_file() for name in TOOLS):
            return folder
    raise SystemExit("bench: bench_floor and bench_measured are not built; `./dev build bench` does")


class Runner:
    def __init__(self, tools: Path):
        self.tools = tools

    def run(self, command: list) -> dict:
        """Seconds (`wall`, `cpu`, `system`) and `peak` bytes of one command."""
        words = [str(word) for word in (self.tools / "bench_measured", *command)]
        done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
        took = json.loads(done.stdout) if done.returncode == 0 else {"exit": done.returncode}
        if took["exit"] != 0:
            raise SystemExit(f"bench: {' '.join(words[1:])}: exit {took['exit']}")
        return took


class FreshFolders:
    """A new folder each time. They are deleted at the end, all at once: the file system gives inodes that were freed a
    moment ago out again only after a search, which makes every file that is created after a deletion dearer."""

    def __enter__(self):
        inputs.DATA.mkdir(parents=True, exist_ok=True)
        self.root = Path(tempfile.mkdtemp(prefix="outputs-", dir=inputs.DATA))
        self.made = 0
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def next(self) -> Path:
        self.made += 1
        return self.root / str(self.made)
