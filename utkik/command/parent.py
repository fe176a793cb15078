"""A child process that ends when the one that started it is gone, also after `kill -9`."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

VARIABLE = "UTKIK_PARENT"
PR_SET_PDEATHSIG = 1


def end_with_parent(number: signal.Signals) -> None:
    """Ask the kernel to send the signal when the parent ends, where it can (Linux). Does nothing for no child."""
    if not os.environ.get(VARIABLE):
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if parent_is_gone():
        sys.exit(1)


def parent_is_gone() -> bool:
    """Whether the process that started this one as its child has ended."""
    expected = os.environ.get(VARIABLE, "")
    return expected != "" and os.getppid() != int(expected)
