"""Which rows a person had before them: a signed value that the page carries, so that looking writes nothing.

An act over "all above" touches only these rows, and the learning log tells from them what was passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.core import signing

from utkik import clock
from utkik.people.models import Membership
from utkik.stream.models import Entry
from utkik.stream.order import NEWEST, PER_PAGE

SALT = "stream.page"
HEADER = "X-Stream-Page"
FIELD = "page"


@dataclass(frozen=True)
class Page:
    """The rows of one list in their order, who saw them, and when."""

    member: int
    entries: tuple[int, ...]
    at: datetime
    order: str = NEWEST

    def above(self, entry: int) -> tuple[int, ...]:
        """The rows over one; all of them where it is not on the page."""
        return self.entries[: self.entries.index(entry)] if entry in self.entries else self.entries

    def place(self, entry: int) -> int:
        """The row's number, from 1."""
        return self.entries.index(entry) + 1

    def untouched(self, entry: Entry) -> bool:
        """Whether nothing was decided about it since the page was shown."""
        return entry.handled_at is None or entry.handled_at < self.at


def page_of(member: Membership, entries: list[int]) -> Page:
    return Page(member.pk, tuple(entries), clock.now())


def sign(page: Page) -> str:
    told = {"m": page.member, "e": page.entries, "t": page.at.timestamp(), "o": page.order}
    return signing.dumps(told, salt=SALT, compress=True)


def read(text: str, member: Membership) -> Page | None:
    """The page as it was signed for this member; None for anything else."""
    try:
        told = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    if told["m"] != member.pk or len(told["e"]) > PER_PAGE:
        return None
    return Page(told["m"], tuple(told["e"]), datetime.fromtimestamp(told["t"], UTC), told["o"])


def without(page: Page, gone: set[int]) -> Page:
    """The page without rows that have left it."""
    return replace(page, entries=tuple(key for key in page.entries if key not in gone))
