"""Fail over 400 lines a file (tests: 600) or 60 a function; print median, 90th percentile and the pages' CSS.

Catalogues, lock files, migrations and data do not count.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import brotli

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("utkik", "tests", "tools", "bench")
KINDS = (".py", ".html", ".txt", ".css", ".js", ".typ")
FILE, TEST_FILE, FUNCTION, SCRIPT = 400, 600, 60, 100
CSS_BYTES = 20_000
PASSED_OVER = ("migrations", "locale", "content", "data", "fonts")


def main() -> int:
    files = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()}
    functions = [found for path in files if path.suffix == ".py" for found in functions_of(path)]
    faults = [f"{name_of(path)}: {lines} lines" for path, lines in files.items() if lines > limit_of(path)]
    faults += [f"{place}: {lines} lines in a function" for place, lines in functions if lines > FUNCTION]
    size = css_size()
    if size > CSS_BYTES:
        faults.append(f"the pages' CSS: {size} bytes compressed, {CSS_BYTES} at most")
    print(spread("functions", [lines for _, lines in functions]))
    print(spread("files", list(files.values())))
    print(f"CSS: {size / 1000:.1f} kB compressed for all pages together, {CSS_BYTES / 1000:.0f} at most")
    print("\n".join(faults), end="\n" if faults else "")
    return int(bool(faults))


def source_files() -> Iterator[Path]:
    """What people wrote and read."""
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.suffix in KINDS and not set(path.relative_to(ROOT).parts) & set(PASSED_OVER):
                yield path


def limit_of(path: Path) -> int:
    if path.suffix == ".js":
        return SCRIPT
    return TEST_FILE if path.is_relative_to(ROOT / "tests") else FILE


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, decorators and docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 2
            yield f"{name_of(path)}:{node.lineno} {node.name}", lines


def css_size() -> int:
    """All of the pages' CSS, compressed together as it is sent."""
    sheets = sorted(ROOT.glob("utkik/*/static/**/*.css"))
    return len(brotli.compress(b"".join(sheet.read_bytes() for sheet in sheets)))


def spread(name: str, numbers: list[int]) -> str:
    middle, ninetieth = median(numbers), quantiles(numbers, n=10)[-1]
    return f"{name}: {len(numbers)}, median {middle:.0f} lines, 90th percentile {ninetieth:.0f}, longest {max(numbers)}"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
