"""The command `utkik`: what an operator types.

Each verb is a module of this package with `run(options) -> int | None`, imported when it is asked for: what one
verb needs (Django, a server, a PDF maker) would cost every other verb its start.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

from utkik.command.errors import Refused, Usage, in_words
from utkik.command.words import parser

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status; what went wrong is said on stderr in a sentence."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no å shows a ? rather than nothing
    options = parser().parse_args(arguments)
    verb = import_module(f"utkik.command.{options.module}")
    try:
        return verb.run(options) or 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except Usage as wrong:
        return _say(str(wrong), WRONG_USE)
    except Refused as refused:
        return _say(str(refused), FAILED)
    except Exception as error:
        words = in_words(error)
        if words is None:
            raise
        return _say(words, FAILED)


def _say(sentence: str, status: int) -> int:
    print(f"utkik: {sentence}", file=sys.stderr)
    return status
