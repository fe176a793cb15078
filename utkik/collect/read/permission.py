"""Whether a site lets its articles be read by a program: robots.txt (RFC 9309) and reservations of text and data mining
(TDMRep). Decisions alone, of texts that were fetched elsewhere."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

NAME = "utkik"
LONGEST = 500_000
_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(slots=True)
class Rules:
    """What one site says: of robots (allowed, pattern), and of mining (pattern, reserved)."""

    robots: list[tuple[bool, str]] = field(default_factory=list)
    mining: list[tuple[str, bool]] = field(default_factory=list)

    def allow(self, address: str) -> bool:
        """Whether robots.txt lets us read the address: the longest rule that fits counts, of two alike the kind one."""
        path = _path(address)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.robots if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True

    def reserve(self, address: str) -> bool:
        """Whether the site keeps mining of the address to itself: the first rule that fits counts."""
        path = _path(address)
        return next((reserved for pattern, reserved in self.mining if _fits(pattern, path)), False)


def of_texts(robots: str, mining: str) -> Rules:
    """The rules of robots.txt and of /.well-known/tdmrep.json; an empty text says nothing."""
    return Rules(_of_robots(robots[:LONGEST]), _of_mining(mining[:LONGEST]))


def says_reserved(value: str) -> bool:
    """Whether a header or a meta element `tdm-reservation` reserves."""
    return value.strip().startswith("1")


def _of_robots(text: str) -> list[tuple[bool, str]]:
    """The rules of the group that names us, else of the group for everybody."""
    ours: list[tuple[bool, str]] = []
    everybodys: list[tuple[bool, str]] = []
    named: set[str] = set()
    is_head, names_us = False, False
    for line in text.replace("\r", "\n").lstrip("\ufeff").split("\n"):
        found = _LINE.match(line)
        if not found:
            continue
        word, said = found[1].lower(), found[2].strip()
        if word == "user-agent":
            named = named if is_head else set()
            named.add(re.split(r"[/\s]", said.lower())[0])
            is_head, names_us = True, names_us or NAME in named
        elif word in ("allow", "disallow"):
            is_head = False
            if said and NAME in named:
                ours.append((word == "allow", said))
            elif said and "*" in named:
                everybodys.append((word == "allow", said))
        elif word != "sitemap":
            is_head = is_head and word == "crawl-delay"
    return ours if names_us else everybodys


def _of_mining(text: str) -> list[tuple[str, bool]]:
    try:
        told = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        return []
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    return [(str(row.get("location", "/")), says_reserved(str(row.get("tdm-reservation", "")))) for row in rows]


def _path(address: str) -> str:
    parts = urlsplit(address)
    return unquote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _fits(pattern: str, path: str) -> bool:
    """`*` is anything, `$` at the end is the end; else the pattern is how the path begins. Each piece is looked for
    once, where it comes first after the one before: no pattern of a hostile site takes longer than the path."""
    is_whole = pattern.endswith("$")
    first, *others = unquote(pattern.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    if not others:
        return len(path) == len(first) or not is_whole
    place, last = len(first), others.pop()
    for piece in others:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if is_whole:
        return path.endswith(last) and len(path) - len(last) >= place
    return path.find(last, place) >= 0
