"""Writing a signal: saved with the version it was written from, so that nobody overwrites a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.signals import added, indexing
from utkik.signals import fields as texts
from utkik.signals.errors import Conflict, NotReady
from utkik.signals.fields import Fields
from utkik.signals.models import Conversation, Revision, Signal, SignalArea, SignalUnit, Writing
from utkik.signals.models.texts import HERE
from utkik.signals.needs import missing, too_long

FORGOTTEN = timedelta(days=1)


def save(signal: Signal, fields: Mapping[str, Any], *, by: Membership, version: int, pen: str = "") -> Signal:
    """Save the given fields over `version` (or the one that the form with this pen last saved by itself); what is
    equal changes nothing.

    Raises Conflict when the signal had moved on (the text is then kept as a revision set aside), NotReady when a
    published signal would lose what publishing needs or a line is too long, FieldRefused for values of nobody's form.
    """
    mine = texts.tidy(fields, signal.organisation_id)
    if beyond := too_long(mine):
        raise NotReady(beyond)
    with transaction.atomic():
        version = base_version(signal, pen, version)
        if _write(signal, mine, by=by, version=version, pen="", sent=True):
            return signal
        aside = keep_aside(signal, mine, by=by, version=version, pen=pen)
    raise Conflict(signal, mine, aside)


def autosave(signal: Signal, fields: Mapping[str, Any], *, by: Membership, version: int, pen: str) -> bool:
    """Keep what stands in an open form. A draft follows it as long as nobody else changed it; a published signal
    stays as it is until it is sent. False when the form had been sent already: a late copy changes nothing."""
    mine = texts.tidy(fields, signal.organisation_id)
    with transaction.atomic():
        if was_sent(signal, pen):
            return False
        base = _remember(signal, mine, by=by, version=version, pen=pen)
        signal.refresh_from_db()
        if signal.is_draft and not too_long(mine) and _write(signal, mine, by=by, version=base, pen=pen, sent=False):
            Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal, pen=pen).update(
                base_version=signal.version
            )
    return True


def was_sent(signal: Signal, pen: str) -> bool:
    """Whether the form with this pen was sent (saved, published, laid aside) before."""
    writings = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal, pen=pen)
    return bool(pen) and writings.exclude(sent_at=None).exists()


def base_version(signal: Signal, pen: str, version: int) -> int:
    """The version a form stands on: the one it last saved by itself, else the one it was opened with."""
    writing = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal, pen=pen).first()
    return writing.base_version if writing and pen else version


def keep_aside(signal: Signal, mine: Fields, *, by: Membership, version: int, pen: str = "") -> Revision:
    """Keep a text that never stood, beside the version it was written from."""
    signal.refresh_from_db()
    return Revision.objects.create(
        organisation_id=signal.organisation_id, signal=signal, version=version, fields=mine, by=by, aside=True, pen=pen
    )


def _remember(signal: Signal, mine: Fields, *, by: Membership, version: int, pen: str) -> int:
    moment = clock.now()
    writing, made = Writing.objects.get_or_create(
        organisation_id=signal.organisation_id,
        signal=signal,
        pen=pen,
        defaults={"member": by, "base_version": version, "fields": mine, "saved_at": moment, "seen_at": moment},
    )
    if not made:
        writing.fields, writing.saved_at, writing.seen_at = mine, moment, moment
        writing.save(update_fields=["fields", "saved_at", "seen_at"])
    return writing.base_version


def _write(signal: Signal, mine: Fields, *, by: Membership, version: int, pen: str, sent: bool) -> bool:
    before = _state_at(signal, version)
    if before is None:
        return False
    changed = {name: value for name, value in mine.items() if before[name] != value}
    if not changed:
        return True
    _refuse_a_hollow_signal(signal, before | mine)
    here = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk, version=version)
    terms = indexing.terms(signal, before | mine)
    if not here.update(version=F("version") + 1, changed_at=clock.now(), search_terms=terms, **texts.columns(changed)):
        return False
    _set_many(signal, changed)
    added.save(signal, changed, by)
    if "headline" in changed:
        talk = Conversation.objects.for_organisation(signal.organisation_id).filter(pk=signal.conversation_id)
        talk.update(title=changed["headline"] or str(signal.number))
    signal.refresh_from_db()
    _revise(signal, before | mine, by=by, pen=pen, sent=sent)
    if sent:
        log.record("signal.saved", signal, by=by, changed=changed, details={"version": signal.version})
    return True


def _state_at(signal: Signal, version: int) -> Fields | None:
    """The signal's fields now, if it still stands at the version."""
    signal.refresh_from_db()
    standing = signal.version == version and signal.removed_at is None
    return texts.snapshot(signal) if standing else None


def _refuse_a_hollow_signal(signal: Signal, whole: Fields) -> None:
    """A published signal keeps what publishing needs."""
    from_now = missing(whole, signal.organisation.matter_name) if not signal.is_draft else []
    if from_now:
        raise NotReady(from_now)


def _set_many(signal: Signal, changed: Fields) -> None:
    kept = {"organisation_id": signal.organisation_id, "signal": signal}
    if "other_areas" in changed:
        SignalArea.objects.for_organisation(signal.organisation_id).filter(signal=signal).delete()
        SignalArea.objects.bulk_create(SignalArea(**kept, area_id=key) for key in changed["other_areas"])
    if "units" in changed:
        SignalUnit.objects.for_organisation(signal.organisation_id).filter(signal=signal).delete()
        SignalUnit.objects.bulk_create(SignalUnit(**kept, unit_id=key) for key in changed["units"])


def _revise(signal: Signal, whole: Fields, *, by: Membership, pen: str, sent: bool) -> None:
    """One revision per version; those a form saves by itself follow each other in one row while it alone is open."""
    revisions = Revision.objects.for_organisation(signal.organisation_id).filter(signal=signal)
    values = {"version": signal.version, "fields": whole, "by": by, "at": clock.now(), "pen": pen, "sent": sent}
    others = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal).exclude(pen=pen)
    own = revisions.filter(version=signal.version - 1, pen=pen, sent=False, aside=False)
    if pen and not others.exists() and own.update(**values):
        return
    Revision.objects.create(organisation_id=signal.organisation_id, signal=signal, **values)


def renew(signal: Signal, *, by: Membership) -> None:
    """A later step changed what it keeps of the signal elsewhere: a new version, so that an open form notices."""
    here = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk)
    here.update(version=F("version") + 1, changed_at=clock.now())
    signal.refresh_from_db()
    _revise(signal, texts.snapshot(signal), by=by, pen="", sent=True)


def close(signal: Signal, *, by: Membership, pen: str) -> None:
    """The form with this pen was sent: a late copy of it changes nothing, and what it was begun with is done with."""
    moment = clock.now()
    writings = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal)
    with transaction.atomic():
        writings.filter(member=by, sent_at=None).exclude(pk__in=writings.at_work().exclude(pen=pen)).delete()
        writings.filter(sent_at__lt=moment - FORGOTTEN).delete()
        if pen:
            Writing.objects.update_or_create(
                signal=signal,
                pen=pen,
                defaults={
                    "organisation_id": signal.organisation_id,
                    "member": by,
                    "base_version": signal.version,
                    "fields": {},
                    "seen_at": moment - HERE,
                    "sent_at": moment,
                },
            )
