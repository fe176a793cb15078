"""A message as its parts, and the two forms it is sent in: plain text that says everything, and HTML beside it."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from django.template.loader import render_to_string

WIDTH = 72
ADDRESS = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)])")


@dataclass(frozen=True)
class Item:
    """One thing told of: its name and address, what somebody said, why it matters here, who and when."""

    name: str = ""
    url: str = ""
    said: str = ""
    because: str = ""
    meta: str = ""
    language: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    items: list[Item]


@dataclass(frozen=True)
class Letter:
    """A whole message. `above` stands over the heading; `act` is the one thing to do: (its words, its address)."""

    title: str
    above: str = ""
    lead: str = ""
    act: tuple[str, str] | None = None
    sections: list[Section] = field(default_factory=list)
    why: str = ""


def text(letter: Letter, because: str) -> str:
    """The message as plain text. `because` is the word before what it means here (“Therefore”)."""
    blocks = [letter.above.upper()] if letter.above else []
    blocks.append("\n".join(_wrapped(part) for part in (letter.title, letter.lead) if part))
    if letter.act:
        blocks.append(f"{letter.act[0]}:\n{letter.act[1]}")
    for section in letter.sections:
        blocks.append("\n" + section.title.upper())
        blocks += [_item(item, because) for item in section.items]
    return "\n\n".join(blocks)


def _item(item: Item, because: str) -> str:
    lines = [_wrapped(item.name), _wrapped(f"”{item.said}”") if item.said else ""]
    lines += [_wrapped(f"{because}: {item.because}") if item.because else "", _wrapped(item.meta), item.url]
    return "\n".join(line for line in lines if line)


def _wrapped(words: str) -> str:
    return textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def html(letter: Letter, *, language: str, organisation: str, footer: list[tuple[str, str]]) -> str:
    """The message as HTML: headed, in its language, nothing fetched. `footer`: (words, address) of each way out."""
    told = {"letter": letter, "language": language, "organisation": organisation, "footer": footer}
    return render_to_string("people/mail/letter.html", told).strip()


def html_of_text(subject: str, words: str, *, language: str, organisation: str) -> str:
    """A message that was written as text alone, in the same frame: its paragraphs, its addresses as links."""
    blocks = re.split(r"\n\s*\n", words.strip())
    paragraphs = [[_pieces(line) for line in block.split("\n")] for block in blocks if block.strip()]
    told = {"subject": subject, "paragraphs": paragraphs, "language": language, "organisation": organisation}
    return render_to_string("people/mail/plain.html", told).strip()


def _pieces(line: str) -> list[tuple[str, str]]:
    """The line in pieces: (its words, the address they lead to). Words that announce an address are its link."""
    parts = ADDRESS.split(line)
    if len(parts) == 3 and parts[0].endswith(": ") and not parts[2].strip():
        return [(parts[0].removesuffix(": "), parts[1])]
    return [(piece, piece if place % 2 else "") for place, piece in enumerate(parts) if piece]
