"""The sources' place in the frame."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.collect.models import Source
from utkik.web import rail


def register() -> None:
    rail.register(entry)


def entry(request: HttpRequest) -> rail.Entry | None:
    """The sources, for the group; the number is those that cannot be read."""
    if not request.member.in_group:  # type: ignore[attr-defined]
        return None
    unwell = Source.objects.for_member(request.member).standing().unwell().count()  # type: ignore[attr-defined]
    address = reverse("collect:list", args=[request.organisation.slug])  # type: ignore[attr-defined]
    return rail.Entry(_("Sources"), address, group=rail.CARE, order=100, count=unwell, said=_("cannot be read"))
