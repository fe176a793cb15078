"""Who has a form open on a signal right now: told quietly to whoever looks at the same thing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people.models import Membership
from utkik.signals.models import Signal, Writing


def here(signal: Signal, *, by: Membership, version: int, pen: str) -> None:
    """Say that the member's form with this pen is open."""
    moment = clock.now()
    rows = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal, pen=pen)
    if rows.update(seen_at=moment) or not pen:
        return
    Writing.objects.get_or_create(
        organisation_id=signal.organisation_id,
        signal=signal,
        pen=pen,
        defaults={"member": by, "base_version": version, "seen_at": moment},
    )


def gone(signal: Signal, *, pen: str) -> None:
    """The form was closed without a word in it that was not sent."""
    rows = Writing.objects.for_organisation(signal.organisation_id).filter(signal=signal, pen=pen)
    rows.filter(fields={}).delete()


def line(signal: Signal, *, besides: Membership) -> str:
    """“NN is writing a signal about this”, for everybody but the writer; empty when nobody writes."""
    writing = Writing.objects.for_organisation(signal.organisation_id).at_work().filter(signal=signal)
    names = sorted(set(writing.exclude(member=besides).values_list("member__name", flat=True)))
    if not names:
        return ""
    if signal.is_draft:
        text = ngettext(
            "%(names)s is writing a signal about this", "%(names)s are writing a signal about this", len(names)
        )
    else:
        text = ngettext("%(names)s is changing this signal", "%(names)s are changing this signal", len(names))
    return text % {"names": joined(names)}


def joined(names: list[str]) -> str:
    """Anna, Bo and Cecilia."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
