"""Reminders of agreed dates by mail: two days before, to who sees to it, or to the deputy of who is away."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik import clock
from utkik.insight import plan_states
from utkik.insight.models import PlanDate
from utkik.people import mail
from utkik.people.models import Absence, Delivery, Membership, Organisation
from utkik.web import dates

BEFORE = timedelta(days=2)
FROM_HOUR = 6


def remind() -> int:
    """Lay the reminders that are due in the queue, one per date and day; returns how many."""
    return sum(_of(organisation) for organisation in Organisation.objects.all())


def _of(organisation: Organisation) -> int:
    if organisation.local(clock.now()).hour < FROM_HOUR:
        return 0
    today = organisation.today()
    due = PlanDate.objects.for_organisation(organisation).standing().filter(on__gte=today, on__lte=today + BEFORE)
    named = list(due.exclude(owner=None).select_related("owner__user", "deputy__user"))
    away = set(Absence.objects.for_organisation(organisation).on(today).values_list("member", flat=True))
    open_ones = [row.date for row in plan_states.rows(organisation, named) if not row.done] if named else []
    return sum(_send(row, to, organisation) for row in open_ones if (to := receiver(row, away)))


def receiver(row: PlanDate, away: set[int]) -> Membership | None:
    """Who is reminded: the owner, the deputy while the owner is away or gone, nobody who wants no mail."""
    for person in (row.owner, row.deputy):
        if person and person.left_at is None and person.user and person.pk not in away:
            return None if person.mail_paused_at else person
    return None


def _send(row: PlanDate, to: Membership, organisation: Organisation) -> int:
    occasion = f"plan-{row.pk}-{row.on.isoformat()}"
    if to.user is None or Delivery.objects.for_organisation(organisation).filter(occasion=occasion).exists():
        return 0
    with mail.language_of(to.user, organisation) as language:
        told = {"what": row, "day": dates.weekday(row.on)}
        address = settings.UTKIK_URL + reverse("insight:plan", args=[organisation.slug])
        text = _("%(what)s, %(day)s. You see to it that it is done.") % told
        plan = _("The plan: %(address)s") % {"address": address}
        mail.put(
            organisation,
            address=to.user.email,
            recipient=to,
            occasion=occasion,
            language=language,
            subject=f"{told['what']}, {told['day']}",
            text=f"{text}\n\n{plan}\n",
        )
    return 1
