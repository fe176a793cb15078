"""What this step shows in the frame of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.web import rail


def start(request: HttpRequest) -> rail.Entry:
    address = reverse("insight:start", args=[request.organisation.slug])
    return rail.Entry(_("Start"), address, group=rail.START, icon="start", tab=10)
