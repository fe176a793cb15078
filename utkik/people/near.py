"""The frame around pages outside `/o/<slug>/`: help, the account, what everybody may read."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils import timezone, translation

from utkik.people.access import chosen_language
from utkik.people.models import Membership, Organisation

ADDRESS = re.compile(r"/o/([-\w]+)(?:/|$)")


def stand_in_frame(request: HttpRequest, thing: object = None) -> None:
    """Set `request.member` and `request.organisation` to the membership the person comes from, else the first.

    For whoever is not logged in the organisation is known only where the installation has just one.
    """
    member = _member(request)
    if member is not None:
        request.member, request.organisation = member, member.organisation  # type: ignore[attr-defined]
    else:
        request.organisation = only_organisation()  # type: ignore[attr-defined]
    if request.organisation is None:  # type: ignore[attr-defined]
        return
    timezone.activate(request.organisation.timezone)  # type: ignore[attr-defined]
    if not chosen_language(request):
        translation.activate(request.organisation.language)  # type: ignore[attr-defined]


def only_organisation() -> Organisation | None:
    """The organisation of an installation that has one; whose others are there is nobody's business."""
    found = list(Organisation.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def _member(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    mine = list(
        Membership.objects.select_related("organisation__logo", "user")
        .filter(user=request.user, left_at=None)
        .order_by("pk")
    )
    came_from = ADDRESS.search(request.headers.get("Referer", ""))
    slug = came_from[1] if came_from else ""
    return next((m for m in mine if m.organisation.slug == slug), mine[0] if mine else None)
