"""Theme days and visits as calendar files, one at a time or all of an organisation's."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from utkik.documents import calendar
from utkik.meetings.models import ThemeDay, Visit
from utkik.people import links
from utkik.people.models import Organisation


def of(organisation: Organisation, first: date, last: date) -> list[calendar.Event]:
    """What lies between two days, both included, for a calendar of the whole year."""
    between = {"on__gte": first, "on__lte": last}
    days = ThemeDay.objects.for_organisation(organisation).standing().filter(**between).select_related("organisation")
    visits = Visit.objects.for_organisation(organisation).standing().filter(**between).select_related("organisation")
    found = [of_day(day) for day in days] + [of_visit(visit) for visit in visits]
    return sorted(found, key=lambda event: event.uid)


def behind(key: str) -> ThemeDay | Visit | None:
    """What a calendar address leads to; None when it is dead."""
    day = ThemeDay.objects.standing().filter(calendar_key=key).select_related("organisation").first()
    return day or Visit.objects.standing().filter(calendar_key=key).select_related("organisation").first()


def of_day(day: ThemeDay) -> calendar.Event:
    """The theme day with its programme's purpose."""
    return _event("theme-day", day, _("Theme day: %(theme)s") % {"theme": day.theme}, day.purpose)


def of_visit(visit: Visit) -> calendar.Event:
    return _event("visit", visit, visit.title, visit.guests)


def file(event: calendar.Event, organisation: Organisation) -> HttpResponse:
    """The event as a file for the calendar."""
    octets = calendar.calendar(organisation.name, [event], zone=organisation.timezone)
    response = HttpResponse(octets, content_type=calendar.MEDIA_TYPE)
    name = event.uid.partition("@")[0]
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _event(sort: str, thing: ThemeDay | Visit, summary: str, description: str) -> calendar.Event:
    host = urlsplit(settings.UTKIK_URL).hostname or "utkik"
    hours = thing.hours()
    starts, ends = hours or (thing.on, None)
    return calendar.Event(
        uid=calendar.uid(sort, thing.pk, host),
        summary=summary,
        starts=starts,
        ends=ends,
        changed_at=thing.changed_at,
        description=description,
        location=thing.place,
        address=links.absolute(thing.get_absolute_url()),
        sequence=thing.calendar_version,
        is_cancelled=thing.is_cancelled,
    )
