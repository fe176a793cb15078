"""What a view under `/o/<slug>/` gets: a request that knows who asks, and where."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from utkik.people.models import Membership, Organisation, User


class MemberRequest(HttpRequest):
    """A request after `@allowed`; no object is made of it, it only says which attributes are there."""

    member: Membership
    organisation: Organisation
    htmx: HtmxDetails


class UserRequest(HttpRequest):
    """A request after `@logged_in`: somebody is logged in."""

    user: User
