"""Whether the parts of the service answer."""

from typing import NamedTuple

from django.db import DatabaseError
from django.utils.translation import gettext as _

from utkik.work import heartbeat


class Part(NamedTuple):
    """One line of the status page: what it is, whether it is well, and how it is, in words."""

    name: str
    well: bool
    words: str


def parts() -> list[Part]:
    """The database, and the background work when the database can be asked for it."""
    try:
        works = heartbeat.somebody_works()
    except DatabaseError:
        return [Part(_("Database"), False, _("Does not answer"))]
    words = _("Works") if works else _("Has not been heard of for a minute: nothing new is fetched")
    return [Part(_("Database"), True, _("Answers")), Part(_("Background work"), works, words)]
