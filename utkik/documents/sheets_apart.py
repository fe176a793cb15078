"""Excel in, read by a process of its own: what runs away in a workbook is killed, and takes nothing else along.

The process gets the workbook on stdin and prints `{sheet: rows}` as JSON; exit status 1 when it is none.
"""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date

from utkik.documents import apart, sheets

COMMAND = [sys.executable, "-m", "utkik.documents.sheets_apart"]
SECONDS = 40
MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 20


def read(content: bytes) -> dict[str, list[list[str]]]:
    """Every sheet by its name, its cells as text: days as 2026-11-25, whole numbers without a point. Raises
    sheets.NotASheet."""
    if len(content) > sheets.MOST_BYTES:
        raise sheets.NotASheet("too large")
    try:
        done = apart.run(COMMAND, content, seconds=SECONDS)
        if done.returncode:
            raise sheets.NotASheet(done.stderr[-200:].decode("utf-8", "replace"))
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as broken:
        raise sheets.NotASheet(type(broken).__name__) from broken


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
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell


def _limit() -> None:
    """So much memory and time; where the system knows no such limits, the time limit outside must do."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 – Unix alone has it

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
