"""What somebody who has left still answers for, beside areas and drafts: each leads to where it gets a new owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utkik.insight.models import PlanDate
from utkik.people.models import Membership
from utkik.reports.models import Commission, FollowUp
from utkik.trends.models import Trend


@dataclass(frozen=True)
class Left:
    """One thing: what it is, its name and page, and who left it."""

    sort: str
    name: str
    address: str
    owner: str


def by_leavers(member: Membership) -> list[Left]:
    """Commissions, follow-ups, trends and dates of the plan whose owner has left."""
    gone = {"owner__left_at__isnull": False}
    asked = Commission.objects.for_member(member).waiting().filter(**gone)
    taken = FollowUp.objects.for_member(member).waiting().filter(**gone)
    trends = Trend.objects.for_member(member).standing().filter(**gone)
    dates = PlanDate.objects.for_member(member).standing().filter(done_at=None, **gone)
    told = [
        *(Left(_("Commission"), row.text, row.get_absolute_url(), row.owner.name) for row in _with_home(asked)),
        *(
            Left(_("Follow-up"), row.response.outcome.signal.headline, row.get_absolute_url(), row.owner.name)
            for row in _with_home(taken).select_related("response__outcome__signal")
        ),
        *(Left(_("Trend"), row.name, row.get_absolute_url(), row.owner.name) for row in _with_home(trends)),
    ]
    plan = pgettext("left behind", "Plan")
    slug = member.organisation.slug
    for row in _with_home(dates):
        told.append(Left(plan, str(row), reverse("insight:plan_date", args=[slug, row.pk]), row.owner.name))
    return told


def _with_home(rows: Any) -> Any:
    return rows.select_related("owner", "organisation").order_by("pk")
