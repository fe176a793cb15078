"""Work done by a process of its own: two at a time for each of ours, since each may take hundreds of megabytes."""

from __future__ import annotations

import subprocess
from threading import BoundedSemaphore

_two = BoundedSemaphore(2)


def run(words: list[str], given: bytes, *, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """What the command makes of the bytes on its stdin. Waits for its turn. Raises subprocess.TimeoutExpired."""
    with _two:
        return subprocess.run(words, input=given, capture_output=True, timeout=seconds, check=False)
