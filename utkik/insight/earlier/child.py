"""A process of its own that reads one workbook: what runs away in it is killed, and takes nothing else along.

The workbook on stdin, `{sheet: rows}` as JSON on stdout; exit status 1 when it is none.
"""

import json
import sys
from contextlib import suppress
from datetime import date

from utkik.documents import sheets

MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 20


def main() -> int:
    _limit()
    try:
        book = sheets.read(sys.stdin.buffer.read())
    except (sheets.NotASheet, MemoryError) as refused:
        sys.stderr.write(str(refused))
        return 1
    told = {name: [[_plain(cell) for cell in row] for row in rows] for name, rows in book.items()}
    sys.stdout.write(json.dumps(told, ensure_ascii=True))
    return 0


def _plain(cell: sheets.Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return cell


def _limit() -> None:
    """So much memory and time; where the system knows no such limits, the time limit outside must do."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 – Unix alone has it

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
