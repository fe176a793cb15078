"""Calendar files (RFC 5545): events on the clocks of Stockholm, in lines of at most 75 octets.

A moment is written with the zone and its rules; the second of the two hours that autumn gives is written in UTC, since
a local time means the first of them (3.3.5). Other zones are written in UTC throughout. Every line is folded between
signs, never inside one and never inside an escape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from utkik.text.normal import nfc, one_line

MEDIA_TYPE = "text/calendar; charset=utf-8"
STOCKHOLM = "Europe/Stockholm"
MAKER = "-//Utkik//Utkik//SV"
LONGEST = 75  # octets a line, without its end (3.1)
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}

# The rules that hold since 1996: the last Sunday of March and of October, at 01:00 UTC.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True)
class Event:
    """Something with a time.

    `uid` never changes for the same thing; `sequence` grows with every change of it. `starts` and `ends` are aware
    moments, or both days: then it takes whole days, the last one included. Without `ends` it has no length, or one day.
    """

    uid: str
    summary: str
    starts: datetime | date
    changed_at: datetime
    ends: datetime | date | None = None
    description: str = ""
    location: str = ""
    address: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def uid(thing: str, number: int, host: str) -> str:
    """The lasting name of a thing's event: what it is, which, and at whose."""
    return f"{thing}-{number}@{host}"


def calendar(name: str, events: Iterable[Event], *, zone: str = STOCKHOLM, refresh: timedelta | None = None) -> bytes:
    """The file's octets. `refresh` tells a subscriber how often to look again.

    Raises ValueError for a moment without a zone, or an event that ends before it begins.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{MAKER}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(one_line(name))}",
        f"X-WR-CALNAME:{escape(one_line(name))}",
        f"X-WR-TIMEZONE:{zone}",
    ]
    if refresh is not None:
        minutes = max(1, round(refresh.total_seconds() / 60))
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{minutes}M", f"X-PUBLISHED-TTL:PT{minutes}M"]
    body = [line for event in events for line in _event(event, zone)]
    if any(";TZID=" in line for line in body):
        lines += _ZONE.split("\n")
    lines += [*body, "END:VCALENDAR"]
    return b"".join(fold(line) for line in lines)


def escape(text: str) -> str:
    """A TEXT value (3.3.11) on one line, without the control characters that no reader takes."""
    return "".join(_ESCAPES.get(sign, sign) for sign in nfc(text).replace("\t", " "))


def fold(line: str) -> bytes:
    """One content line with its end: cut before the 76th octet, every further line begun with a space."""
    folded, room = bytearray(), LONGEST
    for unit in _units(line):
        octets = unit.encode("utf-8")
        if len(octets) > room:
            folded += b"\r\n "
            room = LONGEST - 1
        folded += octets
        room -= len(octets)
    return bytes(folded + b"\r\n")


def _units(line: str) -> Iterator[str]:
    """The signs of a line; an escape and what it escapes are one."""
    signs = iter(line)
    for sign in signs:
        yield sign + next(signs, "") if sign == "\\" else sign


def _event(event: Event, zone: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one_line(event.uid)}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{escape(one_line(event.summary))}",
        *_when(event, zone),
    ]
    if event.location:
        lines.append(f"LOCATION:{escape(one_line(event.location))}")
    if event.description:
        lines.append(f"DESCRIPTION:{escape(event.description)}")
    if event.address:
        lines.append(f"URL:{one_line(event.address)}")
    return [*lines, "END:VEVENT"]


def _when(event: Event, zone: str) -> list[str]:
    starts, ends = event.starts, event.ends
    if isinstance(starts, datetime):
        if ends is None:
            return [_moment("DTSTART", starts, zone)]
        if not isinstance(ends, datetime) or _in_utc(ends) < _in_utc(starts):
            raise ValueError(f"{event.uid} ends before it begins, or on a day without a time")
        return [_moment("DTSTART", starts, zone), _moment("DTEND", ends, zone)]
    last = ends or starts
    if isinstance(last, datetime) or last < starts:
        raise ValueError(f"{event.uid} ends before it begins, or at a time without a day's beginning")
    after = last + timedelta(days=1)  # the end is not part of it (3.6.1)
    return [f"DTSTART;VALUE=DATE:{starts:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]


def _moment(name: str, moment: datetime, zone: str) -> str:
    local = _in_utc(moment).astimezone(ZoneInfo(zone))
    is_second = local.fold and local.utcoffset() != local.replace(fold=0).utcoffset()
    if zone != STOCKHOLM or is_second:
        return f"{name}:{_utc(moment)}"
    return f"{name};TZID={zone}:{local:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{_in_utc(moment):%Y%m%dT%H%M%SZ}"


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(UTC)
