"""Reminding who follows something up: a week before the day, and every other week once it has passed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from utkik import clock
from utkik.people import links, posting, wishes
from utkik.people.letters import Letter
from utkik.people.models import Absence, Organisation
from utkik.reports.models import FollowUp, FollowUpReminder
from utkik.web import dates

BEFORE = timedelta(days=7)
AGAIN = timedelta(days=14)


def is_due(due_on: date, last: date | None, today: date) -> bool:
    """Whether it is time: within a week of the day for the first time, then a fortnight after the last reminder, but
    never twice before the day has passed."""
    if today < due_on - BEFORE:
        return False
    if last is None or last < due_on - BEFORE:
        return True
    return today > due_on and today >= last + AGAIN


def remind() -> int:
    """Remind in all organisations; returns how many messages were laid in the queue."""
    return sum(_of(organisation) for organisation in Organisation.objects.order_by("pk"))


def _of(organisation: Organisation) -> int:
    today = organisation.today()
    waiting = FollowUp.objects.for_organisation(organisation).waiting().filter(due_on__lte=today + BEFORE)
    away = Absence.objects.for_organisation(organisation).on(today).values("member")
    named = waiting.filter(owner__left_at=None, owner__mail_paused_at=None, owner__user__isnull=False)
    rows = named.exclude(owner__in=away).annotate(last=Max("reminders__at"))
    related = ("owner__user", "owner__organisation", "organisation", "response__outcome__signal")
    sent = 0
    for row in rows.select_related(*related):
        last = organisation.local(row.last).date() if row.last else None
        sent += is_due(row.due_on, last, today) and _tell(row, today)
    return sent


@transaction.atomic
def _tell(follow_up: FollowUp, today: date) -> bool:
    owner, signal = follow_up.owner, follow_up.response.outcome.signal
    assert owner is not None

    def write() -> tuple[str, Letter]:
        told = {"signal": signal.headline, "day": dates.day(follow_up.due_on)}
        late = follow_up.due_on < today
        title = _("How did it go? “%(signal)s”") if late else _("“%(signal)s” is to be ready %(day)s")
        letter = Letter(
            title=title % told,
            act=(_("Tell how it went"), links.absolute(follow_up.get_absolute_url())),
            why=_("You get this because you follow it up."),
        )
        return title % told, letter

    occasion = f"follow-up-{follow_up.pk}-{today.isoformat()}"
    if posting.post(owner, write, occasion=occasion, kind=wishes.ALL) is None:
        return False
    FollowUpReminder.objects.create(
        organisation_id=follow_up.organisation_id, follow_up=follow_up, to=owner, at=clock.now()
    )
    return True
