"""What Markdown is written with: escaped words, links, headings, lists, tables."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from utkik.documents.runs import safe
from utkik.documents.words import plain, source_title

# Signs that mean something anywhere, and what means something only where a line begins.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$])|&(?=#?\w+;)")
_AT_START = re.compile(r"^([#+=-]|\d{1,9}(?=[.)]))")
# what an address may not hold unescaped inside <…>
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"


def escape(text: str) -> str:
    """The words on one line, none of their signs read as markup."""
    escaped = _ANYWHERE.sub(lambda found: "\\" + found.group(0), " ".join(text.split()))
    first = _AT_START.match(escaped)
    if not first:
        return escaped
    # a figure cannot be escaped, the point or bracket after it can
    start = first.group(1)
    return f"{start}\\{escaped[len(start) :]}" if start.isdigit() else f"\\{escaped}"


def link(shown: str, address: str | None) -> str:
    """Escaped words as a link, where the address may be one."""
    if not safe(address) or not address:
        return shown
    return f"[{shown}](<{quote(address, safe=_IN_ADDRESS)}>)"


def runs(value: Any) -> str:
    """Runs on one line. Emphasis and links keep the white space outside them."""
    if value is None or isinstance(value, str):
        return escape(value or "")
    if not any(run.keys() - {"t"} for run in value):
        return escape(plain(value))
    written = "".join(_run(run, first=place == 0) for place, run in enumerate(value))
    return " ".join(written.split())


def _run(run: dict[str, Any], *, first: bool) -> str:
    text = run["t"]
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    shown = escape(inner) if first else escape("x" + inner)[1:]
    if run.get("i"):
        shown = f"*{shown}*"
    if run.get("b"):
        shown = f"**{shown}**"
    return before + link(shown, run.get("href")) + after


def blocks(value: list[dict[str, Any]]) -> Iterator[str]:
    """Each paragraph or list as one piece."""
    for block in value:
        if block["kind"] == "list":
            yield "\n".join(f"- {runs(item)}" for item in block["items"])
        else:
            yield runs(block["runs"])


def heading(level: int, words: str) -> str:
    return f"{'#' * level} {escape(words)}"


def grid(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def source(one: dict[str, Any], labels: dict[str, Any]) -> str:
    title = escape(source_title(one, labels))
    told = [one[name] for name in ("publisher", "date") if name in one]
    return ", ".join([link(title, one.get("url")), *map(escape, told)])
