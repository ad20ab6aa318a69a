"""Times whole runs, after checking their answers, beside a yardstick that is timed in the same minute."""
import hashlib
import os
import resource
import shutil
import subprocess
import time
import zipfile
import zlib
from pathlib import Path

import inputs

RUNS = 3
CHUNK = 1 << 20


def run(command: list) -> tuple:
    """Wall seconds, CPU seconds and peak memory in bytes of one command."""
    start = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))}: exit {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def yardstick(path: Path) -> float:
    """CPU seconds to read the input, take its SHA-256 and inflate it: what nobody can do without."""
    start = time.process_time()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as packed:
                    while packed.read(CHUNK):
                        pass
    else:
        with path.open("rb") as file:
            crc = 0
            while chunk := file.read(CHUNK):
                crc = zlib.crc32(chunk, crc)
    return time.process_time() - start


def start_up(program: Path) -> float:
    """Median milliseconds of `rsmf --version`."""
    times = sorted(run([program, "--version"])[0] for _ in range(21))
    return times[len(times) // 2] * 1000


def convert(program: Path, form: str, messages: int) -> dict:
    path, expected = inputs.make(program, form, messages)
    best, digests, totals, peak = None, set(), {}, 0
    for turn in range(RUNS):
        output = inputs.DATA / "output"
        shutil.rmtree(output, ignore_errors=True)
        command = [program, "convert", path, "-o", output, "--compression", "fast", "--quiet"]
        wall, cpu, memory = run(command)
        totals = inputs.check_answer(output, expected, f"{form}, {messages} messages")
        if turn < 2:  # the digest costs more than the run
            digests.add(inputs.digest(output))
        peak = max(peak, memory)
        best = min(best or (wall, cpu), (wall, cpu))
        shutil.rmtree(output)
    if len(digests) != 1:
        raise SystemExit(f"bench: {form}, {messages} messages: two runs gave different bytes")
    measure = min(yardstick(path) for _ in range(RUNS))
    return {"wall": best[0], "cpu": best[1], "peak": peak, "totals": totals, "ratio": best[1] / measure,
            "input": path.stat().st_size}


def measure(program: Path, sizes: list) -> None:
    print(f"rsmf --version: {start_up(program):.1f} ms")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"best of {RUNS} runs, one thread, --compression fast; peak RSS is not seen below {own:.0f} MB\n")
    print("format     messages  messages/s  (CPU)       slices  slices/s  peak RSS   input     output    x yardstick")
    for form in inputs.FORMATS:
        for messages in sizes:
            r = convert(program, form, messages)
            totals = r["totals"]
            print(f"{form:9} {messages:9,}  {messages / r['wall']:10,.0f}  {messages / r['cpu']:10,.0f}  {totals['slices']:6,}"
                  f"  {totals['slices'] / r['wall']:8,.0f}  {r['peak'] / 1e6:5.0f} MB"
                  f"  {r['input'] / 1e6:6.1f} MB  {totals['output_bytes'] / 1e6:6.1f} MB  {r['ratio']:8.2f}", flush=True)
    print()
