"""What a command prints: plain lines, or with --json one object."""

from __future__ import annotations

import json
import sys
from typing import Any


def say(options, told: dict[str, Any], lines: list[str]) -> None:
    """Print the lines, or with --json the object alone."""
    if options.json:
        one_object(told)
    else:
        print("\n".join(lines), flush=True)


def one_object(told: dict[str, Any]) -> None:
    """Print one object on a line of its own, readable in any encoding of the terminal."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    json.dump(told, sys.stdout, ensure_ascii=not is_utf8, default=str)
    sys.stdout.write("\n")
    sys.stdout.flush()
