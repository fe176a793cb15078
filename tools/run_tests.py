"""All tests, two suites at a time: a machine has two cores, and each suite is one process.

On SQLite and on PostgreSQL; who sees what; what kills, restores and walks (tests/slow); and what a person does in a
browser (a process of its own, see tests/browser/conftest.py). Each suite's output is printed whole when it ends. A
suite that does not end in time is ended, so that what it and the others said is not lost.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 1500
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=5", "-o", "timeout=240"]
TABLES = [f"tests/test_{name}.py" for name in ("access_table", "blindness", "guest_walk")]
QUICK = ["-m", "not slow", "tests", *(f"--ignore={path}" for path in ("tests/browser", "tests/slow", *TABLES))]
EVERY_PAGE = "tests/browser/test_every_page.py"
# The longest first.
SUITES = {
    "SQLite": QUICK,
    "PostgreSQL": ["-p", "tests.plugins.postgres", *QUICK],
    "every page": ["-m", "not slow", EVERY_PAGE],
    "kills, backups, walks": ["tests/slow", "tests/demo/test_fill.py"],
    "who sees what": TABLES,
    "browser": ["-m", "not slow", "tests/browser", f"--ignore={EVERY_PAGE}"],
}


def main() -> int:
    with ThreadPoolExecutor(2) as two:
        failed = [name for name, status in zip(SUITES, two.map(run, SUITES), strict=True) if status]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def run(name: str) -> int:
    """Run a suite and print what it said. Returns its exit status; 124 when it took too long."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen([*PYTEST, *SUITES[name]], cwd=ROOT, stdout=told, stderr=subprocess.STDOUT)
        try:
            status = process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            status = 124
            end(process)
        told.seek(0)
        print(f"\n=== {name}: {time.monotonic() - began:.0f} s ===\n{told.read()}", flush=True)
    return status


def end(process: subprocess.Popen) -> None:
    """Ask it to end, so that it clears up; kill it when it does not."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
