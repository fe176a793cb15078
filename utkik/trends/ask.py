"""A call for input: opened for chosen trends and units, reminded of, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik import clock
from utkik.people import log, mail
from utkik.people.models import Membership, Unit
from utkik.text.normal import nfc, one_line
from utkik.trends import refusals
from utkik.trends.models import Answer, Call, CallTrend, CallUnit, Trend
from utkik.web import dates

TITLE, TEXT, QUESTION = 120, 1_000, 300
PAUSE = timedelta(hours=20)  # between two reminders to the same unit


@transaction.atomic
def open_call(
    title: str,
    due_on: date,
    *,
    by: Membership,
    trends: Sequence[Trend],
    units: Sequence[Unit],
    text: str = "",
    questions: dict[int, str] | None = None,
) -> Call:
    """Ask the units about the trends and write to their members. `questions`: by a trend's id, its own question.

    Raises Unfinished.
    """
    home = by.organisation
    if not trends or not units or due_on < home.today():
        raise refusals.Unfinished
    call = Call.objects.create(
        organisation=home,
        title=one_line(title)[:TITLE] or _("Input to the trends"),
        text=nfc(text).strip()[:TEXT],
        due_on=due_on,
        opened_by=by,
    )
    for place, trend in enumerate(trends, 1):
        question = one_line((questions or {}).get(trend.pk, ""))[:QUESTION]
        CallTrend.objects.create(organisation=home, call=call, trend=trend, question=question, position=place)
    for unit in units:
        invite(call, unit, by=by, trends=trends)
    log.record("call.opened", call, by=by, details={"units": len(units), "trends": len(trends)})
    return call


@transaction.atomic
def invite(call: Call, unit: Unit, *, by: Membership, trends: Sequence[Trend] | None = None) -> CallUnit:
    """Ask one more unit (about all of the call's trends); one that is asked already stays asked once."""
    asked, made = CallUnit.objects.get_or_create(organisation_id=call.organisation_id, call=call, unit=unit)
    if made:
        about = [row.trend for row in call.trends.order_by("position")] if trends is None else trends
        Answer.objects.bulk_create(
            Answer(organisation_id=call.organisation_id, call_unit=asked, trend=trend, position=place)
            for place, trend in enumerate(about, 1)
        )
        for member in people(asked):
            _write(asked, member, f"call-{asked.pk}")
    return asked


@transaction.atomic
def remind(asked: CallUnit, *, by: Membership | None) -> int:
    """Write to the unit's members again. Returns to how many; 0 when it has handed in or was reminded just now."""
    held = CallUnit.objects.for_organisation(asked.organisation_id).select_for_update().get(pk=asked.pk)
    lately = held.reminded_at is not None and clock.now() - held.reminded_at < PAUSE
    if held.is_handed_in or lately or not held.call.is_open:
        return 0
    members = people(held)
    if not members:
        return 0
    held.reminded_at = clock.now()
    held.save(update_fields=["reminded_at"])
    for member in members:
        _write(held, member, f"call-{held.pk}-reminder-{held.reminded_at:%Y%m%d%H%M}", again=True)
    log.record("call.reminded", held.call, by=by, details={"unit": held.unit_id})
    return len(members)


def close(call: Call, *, by: Membership) -> bool:
    """Nothing more is written in it; what was not handed in stays unread. False when it was closed."""
    return _mark(call, by=by, closed=True)


def open_again(call: Call, *, by: Membership) -> bool:
    return _mark(call, by=by, closed=False)


def people(asked: CallUnit) -> list[Membership]:
    """Who in the unit can be written to, and so can answer."""
    members = Membership.objects.for_organisation(asked.organisation_id).present()
    return list(members.filter(unit=asked.unit_id, user__isnull=False).select_related("user", "organisation"))


def _mark(call: Call, *, by: Membership, closed: bool) -> bool:
    rows = Call.objects.for_organisation(call.organisation_id).filter(pk=call.pk, closed_at__isnull=closed)
    with transaction.atomic():
        moment, who = (clock.now(), by) if closed else (None, None)
        if not rows.update(closed_at=moment, closed_by=who):
            return False
        log.record("call.closed" if closed else "call.opened_again", call, by=by)
    return True


def _write(asked: CallUnit, member: Membership, occasion: str, *, again: bool = False) -> None:
    home, call = member.organisation, asked.call
    if member.user is None or member.mail_paused_at is not None:
        return
    with mail.language_of(member.user, home) as language:
        told = {"unit": asked.unit.name, "day": dates.day(call.due_on), "title": call.title}
        subject = (_("A reminder: %(title)s") if again else _("Input is asked for: %(title)s")) % told
        lines = [
            _("%(unit)s is asked to answer together, by %(day)s at the latest.") % told,
            call.text,
            _("Several may write, one hands in: %(address)s") % {"address": f"{settings.UTKIK_URL}{_path(call)}"},
        ]
        text = "\n\n".join(filter(None, lines))
    mail.put(
        home,
        address=member.user.email,
        occasion=occasion,
        language=language,
        subject=subject,
        text=text,
        recipient=member,
    )


def _path(call: Call) -> str:
    return reverse("trends:call", args=[call.organisation.slug, call.pk])
