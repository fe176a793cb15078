"""What this step shows in the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.web import rail


def foot(request: HttpRequest, thing: object = None) -> tuple[str, dict]:
    """Log out, and the other language."""
    return "people/_rail_foot.html", {}


def account(request: HttpRequest) -> rail.Entry:
    return rail.Entry(_("My account"), reverse("people:account"), group=rail.CARE, order=400)
