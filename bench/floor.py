"""The floor (floor/floor_main.cpp): what it must write to do as much as a conversion of ours, and its runs."""
import json
import subprocess
from pathlib import Path

from checking import manifest_of

MANIFESTS = 40  # of the payload


class Floor:
    """Writes as many files, of as many bytes each, with manifests of as many bytes as a conversion of `path` gives."""

    def __init__(self, runner, program: Path, path: Path, fresh):
        self.runner, self.path, self.fresh = runner, path, fresh
        output, self.folder = fresh.next(), fresh.next()
        self.folder.mkdir()
        self.plan, self.payload = self.folder / "plan", self.folder / "payload"
        subprocess.run([program, "convert", path, "-o", output, "--compression", "fast", "--quiet"], check=True)
        files = self.write_plan(program, output)
        with self.payload.open("wb") as payload:
            for name in files[::max(len(files) // MANIFESTS, 1)]:
                payload.write(manifest_of(Path(name), self.folder / "manifest.json").read_bytes())

    def write_plan(self, program: Path, output: Path) -> list:
        """From `rsmf validate`, so that each file is as it should be."""
        files = []
        command = [program, "validate", "--json", "--quiet", output]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as lines, self.plan.open("w") as plan:
            for line in lines.stdout:
                row = json.loads(line)
                if row["verdict"] != "passed":
                    raise SystemExit(f"bench: {row['file']}: {row['verdict']}")
                plan.write(f"{row['bytes']} {row['manifest_bytes']} {Path(row['file']).relative_to(output)}\n")
                files.append(row["file"])
        return files

    def command(self, threads: int, pack: bool) -> list:
        return [self.runner.tools / "bench_floor", "--threads", threads, *(["--pack"] if pack else []), self.path, self.plan,
                self.payload, self.fresh.next()]

    def run(self, threads: int, pack: bool) -> dict:
        return self.runner.run(self.command(threads, pack))

    def stages(self, pack: bool) -> dict:
        """Records met and seconds of each stage, one thread."""
        words = [str(word) for word in self.command(1, pack)]
        done = subprocess.run([words[0], "--stages", *words[1:]], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)
