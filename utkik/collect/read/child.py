"""A process of its own that reads what came from outside: what runs away in it is killed, and takes nothing else along.

Asked on stdin and answering on stdout, in frames: four bytes of length, then JSON; a question has its body after that.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import process_time
from typing import BinaryIO

from utkik.collect.failures import Unreadable
from utkik.collect.read import article, language, leads, letter, pages, parse, ways
from utkik.collect.read.frames import LENGTH
from utkik.collect.read.reading import Reading
from utkik.text import terms

MEMORY = 256 * 1024 * 1024
PROCESSOR_SECONDS = 8


def main() -> None:
    """Read what is asked until stdin ends."""
    asked, said = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints goes to stderr, never into a frame
    language.loading = _unlimited
    _limit_memory()
    while question := _question(asked):
        head, body = question
        _limit_processor()
        _answer(said, _read(head, body))


def _read(head: dict, body: bytes) -> dict:
    try:
        return {"reading": _reading(head, body).to_json()}
    except Unreadable as wrong:
        return {"failure": wrong.code, "cause": wrong.cause}
    except MemoryError:
        return {"failure": "too_heavy", "cause": "memory"}
    except Exception as wrong:  # a reader's own fault costs this feed alone
        return {"failure": "unreadable", "cause": f"{type(wrong).__name__}: {wrong}"[:500]}


def _reading(head: dict, body: bytes) -> Reading:
    address, charset = head["address"], head["charset"]
    way = ways.Way(**head.get("way", {"kind": ways.FEED}))
    if way.kind == ways.LETTER:
        return letter.read(body)
    if way.kind == ways.ARTICLE:
        return article.read(body, address, charset)
    if way.kind in ways.WATCHED:
        return pages.read(body, address, charset, way)
    if way.kind in ways.LEADING:
        return leads.read(body, address, charset, way.kind)
    return _with_terms(parse.read(body, address, charset))


def _with_terms(reading: Reading) -> Reading:
    """What search looks in is made here as well, beside the one who stores."""
    for entry in reading.entries:
        entry.terms = terms.terms(entry.title, entry.summary_text)
    return reading


def _question(stream: BinaryIO) -> tuple[dict, bytes] | None:
    sizes = stream.read(LENGTH.size)
    if len(sizes) < LENGTH.size:
        return None
    head, body = LENGTH.unpack(sizes)
    return json.loads(stream.read(head)), stream.read(body)


def _answer(stream: BinaryIO, told: dict) -> None:
    frame = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    stream.write(LENGTH.pack(len(frame), 0) + frame)
    stream.flush()


def _limit_processor() -> None:
    """So much for this document; over it the system ends the process. A busy machine's clock is no measure."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 – Unix alone has it

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + PROCESSOR_SECONDS, hard))


@contextmanager
def _unlimited() -> Iterator[None]:
    """For what is loaded once, at the first text that needs it: it is not counted as the document's."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 – Unix alone has it

        for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
            hard = resource.getrlimit(limit)[1]
            resource.setrlimit(limit, (hard, hard))
    try:
        yield
    finally:
        _limit_memory()
        _limit_processor()


def _limit_memory() -> None:
    """What it has now and so much more; where the system knows no such limit, the time limit must do."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 – Unix alone has it

        with open("/proc/self/statm") as told:
            now = int(told.read().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, hard))


if __name__ == "__main__":
    main()
