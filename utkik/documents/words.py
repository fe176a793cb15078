"""The letters of runs, how headlines and sources are said, and how long *Fem minuter* is and may be."""

from typing import Any

WORDS = 500
LEAD, TEXT, REQUEST = 500, 180, 280
HEADLINE = 100


def count(text: str) -> int:
    """Words in a text: what stands between white space and holds a letter or a figure."""
    return sum(1 for part in text.split() if any(sign.isalnum() for sign in part))


def ended(title: str) -> str:
    """A headline that more words follow on the same line: with a full stop, unless it ends itself."""
    return f"{title}." if title[-1:].isalnum() or title[-1:] in "”»)" else title


def source_title(source: dict[str, Any], labels: dict[str, Any]) -> str:
    """What a piece of evidence is called: its title, else its address, else that it has no name."""
    return str(source.get("title") or source.get("url") or labels["untitled"])


def plain(value: Any) -> str:
    """The letters of runs (see tree.py), without their marks and links."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return str(value.get("t", ""))
    return "".join(plain(run) for run in value or ())


def in_summary(summary: dict[str, Any]) -> int:
    """All words a reader of *Fem minuter* meets, headings of the signals included."""
    parts = [plain(summary.get("lead"))]
    for item in summary["items"]:
        parts += [plain(item["title"]), plain(item.get("text"))]
    ask = summary.get("ask")
    if ask:
        parts += [ask["title"], plain(ask["text"])]
    return sum(count(part) for part in parts)
