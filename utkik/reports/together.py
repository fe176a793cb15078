"""What several people write in one form, whatever it is a form of: nobody's words are lost or overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from utkik import clock
from utkik.people.models import Membership
from utkik.reports import texts
from utkik.reports.texts import Fields

# One person's saves within this time are one revision: they are one sitting.
SITTING = timedelta(minutes=10)


@dataclass(frozen=True)
class Saved:
    """What became of a save: names of the fields that changed, and what was written where a colleague wrote too."""

    changed: list[str] = field(default_factory=list)
    clashes: Fields = field(default_factory=dict)


@dataclass(frozen=True)
class Sifted:
    """A form's fields: those to keep, those that clash; `was_behind` when it was begun from older words."""

    changed: Fields
    clashes: Fields
    was_behind: bool


def sift(
    mine: Fields,
    base: Mapping[str, str],
    stands: Fields,
    writer_of: Callable[[str, str], int | None],
    *,
    by: Membership,
    chosen: Callable[[str], bool],
) -> Sifted:
    """Part a form's fields. `base` says, by field, the sign (texts.mark) of what the form was begun from;
    `writer_of(name, text)` says who wrote what stands now; of what is `chosen`, not written, the last stands."""
    written = {name: text for name, text in mine.items() if stands[name] != text and base.get(name) != texts.mark(text)}
    older = {name: text for name, text in written.items() if base.get(name) not in (None, texts.mark(stands[name]))}
    clashes = {
        name: text for name, text in older.items() if not chosen(name) and writer_of(name, stands[name]) != by.pk
    }
    return Sifted({name: text for name, text in written.items() if name not in clashes}, clashes, bool(older))


def writer_of(revisions: Any, name: str, text: str) -> int | None:
    """Who wrote what stands in a field now: the one whose save it came with, not those who saved beside it."""
    writer = None
    for revision in revisions.filter(aside=False).order_by("-version").iterator():
        if revision.fields.get(name) != text:
            break
        writer = revision.by_id
    return writer


def goes_on(last: Any, *, by: Membership, frozen: Iterable[int | None]) -> bool:
    """Whether a save belongs to the sitting of the last revision, which no edition was made of."""
    return bool(last and last.by_id == by.pk and clock.now() - last.at < SITTING and last.version not in frozen)
