"""From a person's plain text to the runs and blocks of the content tree."""

import re
from typing import Any

Run = dict[str, Any]

# What no form may carry: control signs, marks that turn the direction of writing, halves of signs.
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"”’]+[^\s<>\"”’.,;:!?)\]]")
_ITEM = re.compile(r"^[-–•]\s+(?=\S)")
SAFE = re.compile(r"(?:https?://|mailto:)\S+")


def tidy(text: str) -> str:
    """Line breaks of every kind become one kind; control signs go, the words on both sides stay apart."""
    return _DROPPED.sub("", _BREAKS.sub("\n", text))


def line(text: str) -> str:
    """One line: every white space is one space."""
    return " ".join(tidy(text).split())


def safe(address: str | None) -> str | None:
    """The address when it may be a link (http, https, mailto), else None: it stays text."""
    return address if address and SAFE.fullmatch(address) and len(address) > 8 else None


def linked(text: str) -> list[Run]:
    """A line as runs; a web address written in it becomes a link."""
    text, runs, end = line(text), [], 0
    for found in _ADDRESS.finditer(text):
        if found.start() > end:
            runs.append({"t": text[end : found.start()]})
        runs.append({"t": found.group(), "href": found.group()})
        end = found.end()
    if end < len(text):
        runs.append({"t": text[end:]})
    return runs


def blocks(text: str) -> list[dict[str, Any]]:
    """Each line as a paragraph; lines that begin with a dash and a space as one list.

    Numbers at the start of a line are left alone: "3. maj" is no third point.
    """
    found: list[dict[str, Any]] = []
    for written in (raw.strip() for raw in tidy(text).split("\n")):
        if not written:
            continue
        if not _ITEM.match(written):
            found.append({"kind": "p", "runs": linked(written)})
        elif found and found[-1]["kind"] == "list":
            found[-1]["items"].append(linked(_ITEM.sub("", written)))
        else:
            found.append({"kind": "list", "items": [linked(_ITEM.sub("", written))]})
    return found
