"""Gathering a pattern: begun, named, its pieces laid in and taken out; each act can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from utkik import clock
from utkik.insight.models import Pattern, PatternPiece, PatternRefusal
from utkik.meetings import convening
from utkik.meetings.models import Question
from utkik.people import log
from utkik.people.models import Membership
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.text.normal import nfc, one_line
from utkik.trends import adapt, refusals

NAME, MEANING, FORUM_NAME = 120, 1200, 100
Thing = Signal | Entry
PieceOf = Thing | Question


class PatternRefused(Exception):
    """What was asked cannot be done. `field` is the form's, `sentence` says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass
class ChangedMeanwhile(Exception):
    """A colleague wrote in between: both texts are kept and shown."""

    pattern: Pattern


def begin(name: str, *, by: Membership, meaning: str = "", pieces: tuple[PieceOf, ...] = ()) -> Pattern:
    """A new pattern. Raises PatternRefused without a name, PermissionDenied for who is not of the group."""
    _only_the_group(by)
    with transaction.atomic():
        pattern = Pattern.objects.create(
            organisation_id=by.organisation_id, begun_by=by, name=_name(name), meaning=_meaning(meaning)
        )
        log.record("pattern.begun", pattern, by=by)
        for thing in pieces:
            add(pattern, thing, by=by)
    return pattern


def write(pattern: Pattern, name: str, meaning: str, *, by: Membership, version: int) -> Pattern:
    """Name and meaning over `version`. Raises PatternRefused, ChangedMeanwhile with the pattern as it stands."""
    _of_the_same(pattern, by)
    fields = {"name": _name(name), "meaning": _meaning(meaning)}
    with transaction.atomic():
        held = Pattern.objects.for_member(by).select_for_update().get(pk=pattern.pk)
        changed = [key for key, value in fields.items() if getattr(held, key) != value]
        if not changed:
            return held
        if held.version != version:
            raise ChangedMeanwhile(held)
        for key in changed:
            setattr(held, key, fields[key])
        held.version += 1
        held.changed_at = clock.now()
        held.save(update_fields=[*changed, "version", "changed_at"])
        log.record("pattern.changed", held, by=by, changed=changed)
    return held


def add(pattern: Pattern, thing: PieceOf, *, by: Membership) -> PatternPiece:
    """Lay a signal, a kept item or a question in; one that lies there already is left as it is."""
    _of_the_same(pattern, by)
    _of_the_same(thing, by)
    if isinstance(thing, Entry) and thing.state != Entry.State.KEPT:
        raise PatternRefused("entry", _("Keep the article first: a pattern is made of what was kept."))
    with transaction.atomic():
        Pattern.objects.for_member(by).select_for_update().get(pk=pattern.pk)
        which = _which(thing)
        if not isinstance(thing, Question):
            PatternRefusal.objects.for_member(by).filter(pattern=pattern, **which).delete()
        standing = PatternPiece.objects.for_member(by).filter(pattern=pattern, removed_at=None, **which).first()
        if standing:
            return standing
        piece = PatternPiece.objects.create(organisation_id=by.organisation_id, pattern=pattern, by=by, **which)
        _worked_on(pattern)
        log.record("pattern.piece_added", pattern, by=by, details={"piece": piece.pk})
    return piece


def take_out(piece: PatternPiece, *, by: Membership) -> bool:
    """False when it was taken out already."""
    return _mark(piece, by, "pattern.piece_removed", out=True)


def lay_back(piece: PatternPiece, *, by: Membership) -> bool:
    """False when it lies there, or was laid in anew meanwhile."""
    others = PatternPiece.objects.for_member(by).filter(
        pattern=piece.pattern_id,
        signal=piece.signal_id,
        entry=piece.entry_id,
        question=piece.question_id,
        removed_at=None,
    )
    return not others.exists() and _mark(piece, by, "pattern.piece_added", out=False)


def refuse(pattern: Pattern, thing: Thing, *, by: Membership) -> PatternRefusal:
    """Not this one: it is not offered to the pattern again."""
    _of_the_same(pattern, by)
    _of_the_same(thing, by)
    made, _new = PatternRefusal.objects.get_or_create(
        organisation_id=by.organisation_id, pattern=pattern, **_which(thing), defaults={"by": by}
    )
    return made


def remove(pattern: Pattern, *, by: Membership) -> bool:
    """Laid away with its pieces. False when it was already."""
    return _stand(pattern, by, "pattern.removed", out=True)


def bring_back(pattern: Pattern, *, by: Membership) -> bool:
    """False when it stands."""
    return _stand(pattern, by, "pattern.brought_back", out=False)


def to_trend(pattern: Pattern, *, by: Membership) -> Pattern:
    """The pattern becomes a trend of the organisation's own, with its name and what it may mean; it stays a pattern.

    Raises PatternRefused when it is one already or the name is taken.
    """
    _of_the_same(pattern, by)
    with transaction.atomic():
        held = Pattern.objects.for_member(by).select_for_update().get(pk=pattern.pk)
        if held.trend_id:
            raise PatternRefused("trend", _("It is a trend already."))
        try:
            ground = adapt.Ground(why=held.meaning, source=_("The pattern “%(name)s”") % {"name": held.name})
            held.trend = adapt.add(by=by, name=held.name, text=held.meaning, ground=ground)
        except refusals.NameTaken as taken:
            raise PatternRefused(
                "name", _("There is a trend with this name. Give the pattern another name.")
            ) from taken
        held.save(update_fields=["trend"])
        log.record("pattern.became_trend", held, by=by, details={"trend": held.trend.pk})
    return held


def to_forum(pattern: Pattern, *, by: Membership) -> Pattern:
    """A forum is planned around the pattern's signals and questions. Raises PatternRefused when there is one."""
    _of_the_same(pattern, by)
    with transaction.atomic():
        held = Pattern.objects.for_member(by).select_for_update().get(pk=pattern.pk)
        if held.forum_id:
            raise PatternRefused("forum", _("There is a forum about it already."))
        pieces = PatternPiece.objects.for_member(by).standing().filter(pattern=held).order_by("pk")
        rows = list(pieces.select_related("signal", "question"))
        asked = {
            "name": held.name[:FORUM_NAME],
            "about": held.meaning,
            "invites_group": True,
            "signals": [row.signal for row in rows if row.signal],
            "questions": [row.question for row in rows if row.question],
        }
        held.forum = convening.begin(asked, by=by)
        held.save(update_fields=["forum"])
        log.record("pattern.became_forum", held, by=by, details={"forum": held.forum.pk})
    return held


def _name(text: str) -> str:
    name = one_line(text)
    if not name:
        raise PatternRefused("name", _("Name what you see, in a few words."))
    if len(name) > NAME:
        raise PatternRefused("name", _("Shorten the name: at most %(most)d characters fit.") % {"most": NAME})
    return name


def _meaning(text: str) -> str:
    meaning = nfc(text).strip()
    if len(meaning) > MEANING:
        sentence = _("Shorten what it may mean: at most %(most)d characters fit.") % {"most": MEANING}
        raise PatternRefused("meaning", sentence)
    return meaning


def _which(thing: PieceOf) -> dict[str, PieceOf]:
    sort = "signal" if isinstance(thing, Signal) else "entry" if isinstance(thing, Entry) else "question"
    return {sort: thing}


def _only_the_group(by: Membership) -> None:
    if not by.in_group:
        raise PermissionDenied


def _of_the_same(thing: Pattern | PatternPiece | PieceOf, by: Membership) -> None:
    _only_the_group(by)
    if thing.organisation_id != by.organisation_id:
        raise PermissionDenied


def _worked_on(pattern: Pattern) -> None:
    Pattern.objects.for_organisation(pattern.organisation_id).filter(pk=pattern.pk).update(changed_at=clock.now())


def _mark(piece: PatternPiece, by: Membership, verb: str, *, out: bool) -> bool:
    _of_the_same(piece, by)
    with transaction.atomic():
        rows = PatternPiece.objects.for_member(by).filter(pk=piece.pk, removed_at__isnull=out)
        if not rows.update(removed_at=clock.now() if out else None):
            return False
        _worked_on(piece.pattern)
        log.record(verb, piece.pattern, by=by, details={"piece": piece.pk})
    return True


def _stand(pattern: Pattern, by: Membership, verb: str, *, out: bool) -> bool:
    _of_the_same(pattern, by)
    with transaction.atomic():
        rows = Pattern.objects.for_member(by).filter(pk=pattern.pk, removed_at__isnull=out)
        if not rows.update(removed_at=clock.now() if out else None):
            return False
        log.record(verb, pattern, by=by)
    return True
