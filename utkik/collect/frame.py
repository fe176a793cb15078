"""The sources' place in the frame."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.collect.models import Source
from utkik.people.asking import MemberRequest
from utkik.web import rail


def register() -> None:
    rail.register(entry)


def entry(request: MemberRequest) -> rail.Entry | None:
    """The sources, for the group; the number is those that cannot be read."""
    if not request.member.in_group:
        return None
    unwell = Source.objects.for_member(request.member).standing().unwell().count()
    address = reverse("collect:list", args=[request.organisation.slug])
    return rail.Entry(_("Sources"), address, group=rail.CARE, order=100, count=unwell, said=_("cannot be read"))
