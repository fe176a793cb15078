"""The rail's line to the help, the same place on every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.web.rail import CARE, Entry


def entry(request: HttpRequest) -> Entry:
    """Help is for everybody."""
    return Entry(_("Help"), reverse("web:help"), group=CARE, order=900, key="?")
