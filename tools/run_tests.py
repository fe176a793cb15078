"""All tests, two suites at a time: a machine has two cores, and each suite is one process.

On SQLite and on PostgreSQL; then what kills, restores and walks (tests/slow), and what a person does in a browser (a
process of its own, see tests/browser/conftest.py). Each suite's output is printed whole when it ends.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=5"]
QUICK = ["-m", "not slow", "tests", "--ignore=tests/browser", "--ignore=tests/slow"]
PAIRS = [
    {"SQLite": QUICK, "PostgreSQL": ["-p", "tests.plugins.postgres", *QUICK]},
    {
        "kills, backups, walks": ["tests/slow", "tests/demo/test_fill.py"],
        "browser": ["-m", "not slow", "tests/browser"],
    },
]


def main() -> int:
    failed = [name for pair in PAIRS for name in run(pair)]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def run(suites: dict[str, list[str]]) -> list[str]:
    """Run the suites beside each other. Returns the names of those that failed."""
    began, running = time.monotonic(), {}
    with ExitStack() as files:
        for name, words in suites.items():
            told = files.enter_context(tempfile.TemporaryFile("w+"))
            running[name] = subprocess.Popen([*PYTEST, *words], cwd=ROOT, stdout=told, stderr=subprocess.STDOUT), told
        return [name for name, (process, told) in running.items() if ended(name, process, told, began)]


def ended(name: str, process: subprocess.Popen, told: IO[str], began: float) -> int:
    """Wait for a suite, print what it said. Returns its exit status."""
    status = process.wait()
    told.seek(0)
    print(f"\n=== {name}: {time.monotonic() - began:.0f} s ===\n{told.read()}", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
