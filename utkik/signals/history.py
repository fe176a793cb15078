"""How a signal came to be as it is: its versions with what changed in each, and the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from utkik.people import log
from utkik.people.models import Act
from utkik.signals import difference, naming
from utkik.signals import fields as texts
from utkik.signals.difference import Piece
from utkik.signals.models import Revision, Signal


@dataclass(frozen=True)
class Change:
    """One field of a version: its name, and the way from the former text to this one."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """A revision with what it changed; `aside`: a text that never stood."""

    revision: Revision
    changes: list[Change]


def versions(signal: Signal) -> list[Version]:
    """Every version, the newest first; those that changed no text are left out."""
    rows = list(signal.revisions.select_related("by").order_by("version", "aside", "pk"))
    names = naming.Names(signal.organisation, [row.fields for row in rows])
    before: dict[str, Any] = {}
    standing: dict[int, dict[str, Any]] = {}
    found = []
    for row in rows:
        former = standing.get(row.version, before) if row.aside else before
        found.append(Version(row, _changes(former, row.fields, names)))
        if not row.aside:
            before = standing[row.version] = row.fields
    return [version for version in sorted(found, key=_when, reverse=True) if version.changes]


def _when(version: Version) -> tuple[datetime, int]:
    return version.revision.at, version.revision.pk


def _changes(before: dict[str, Any], after: dict[str, Any], names: naming.Names) -> list[Change]:
    found = []
    for name in texts.names():
        if name not in after:
            continue
        old, new = names.of(name, before.get(name)), names.of(name, after[name])
        if old != new:
            found.append(Change(naming.label(name, names.organisation), difference.words(old, new)))
    return found


def changes_since_published(signal: Signal) -> int:
    """How often the text was changed after it went out."""
    if not signal.published_at:
        return 0
    return log.history(signal).filter(verb="signal.saved", at__gt=signal.published_at).count()


def acts(signal: Signal) -> list[tuple[Act, str]]:
    """What was done with the signal, in words, newest first."""
    said = {
        "signal.begun": _("Begun"),
        "signal.published": _("Published"),
        "signal.withdrawn": _("Withdrawn"),
        "signal.restored": _("Published again"),
        "signal.removed": _("Removed"),
        "signal.brought_back": _("Brought back"),
    }
    return [(act, said[act.verb]) for act in reversed(log.history(signal)) if act.verb in said]
