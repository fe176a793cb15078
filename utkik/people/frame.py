"""What this step shows in the frame of every page."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from utkik.people.access import has_right
from utkik.people.asking import MemberRequest
from utkik.people.views.administration.index import stopped_work
from utkik.web import rail


def foot(request: MemberRequest, thing: object = None) -> tuple[str, dict]:
    """Log out, and the other language."""
    return "people/_rail_foot.html", {}


def account(request: MemberRequest) -> rail.Entry:
    return rail.Entry(_("My account"), reverse("people:account"), group=rail.CARE, order=400)


def administration(request: MemberRequest) -> rail.Entry | None:
    """For analysts and administrators; the administrator sees how much has stopped."""
    member = request.member
    if not (has_right(member, "analyst") or has_right(member, "administrator")):
        return None
    address = reverse("people:administration", args=[request.organisation.slug])
    count = stopped_work(member) if member.is_administrator else 0
    return rail.Entry(_("Administration"), address, group=rail.CARE, order=200, count=count, said=_("has stopped"))


def colours(request: MemberRequest, thing: object = None) -> SafeString | None:
    """The municipality's colours, where it has its own."""
    if getattr(request, "member", None) is None:
        return None
    organisation = request.organisation
    if not (organisation.accent or organisation.signal_colour):
        return None
    address = reverse("people:colours", args=[organisation.slug])
    version = f"{organisation.accent}{organisation.signal_colour}".replace("#", "")
    return format_html('<link rel="stylesheet" href="{}?v={}">', address, version)
