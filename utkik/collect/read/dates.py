"""Dates as feeds write them: ISO 8601, RFC 822 and its many mistakes, names of months and zones."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# Three letters tell the months apart in English, Swedish, Norwegian, Danish, German and Dutch.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb fév fev",
            "mar mär mrt maa",
            "apr avr abr",
            "may maj mai mei",
            "jun",
            "jul",
            "aug aoû aou",
            "sep",
            "oct okt",
            "nov",
            "dec des dez déc",
        ),
        start=1,
    )
    for name in names.split()
}
_HOURS = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "ist": 1, "cet": 1, "met": 1, "mez": 1,
    "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9,
    "at": -4, "et": -5, "ct": -6, "mt": -7, "pt": -8,
}  # fmt: skip
_ISO = re.compile(
    r"^(\d{4})(?:[-/.](\d{1,2})(?!\d)(?:[-/.](\d{1,2})(?!\d))?|(\d{2})(\d{2})(?!\d))?"
    r"(?:[T\s,]+(?:kl\.?\s*)?(?P<h>\d{1,2})[:.]?(?P<m>\d{2})(?:[:.]?(?P<s>\d{2})(?:[.,]\d+)?)?)?\s*(?P<zone>.*)$",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"^(?:[^\W\d]+[.,]*\s+)?(?:den\s+)?(\d{1,2})[.:]?(?:st|nd|rd|th|:e)?[\s\-]+([^\W\d_]+)\.?[\s\-,]+(\d{4}|\d{2})\b"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"^(?:[^\W\d]+[.,]*\s+)?([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?P<time>[\s,]+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?P<zone>\s+(?:[A-Za-z]{2,4}|[+-]\d{4}))?[\s,]+(\d{4})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})\b(?P<rest>.*)$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})[/\s]+(\d{4})\b(?P<rest>.*)$")
_WEEK = re.compile(r"^(\d{4})-?W(\d{2})(?:-?([1-7]))?$", re.IGNORECASE)
_SECONDS = re.compile(r"^(\d{10})(?:\d{3})?$")
_WEEKDAY = re.compile(r"^[^\W\d]{2,9}[.,]*\s+(?=\d{4}[-/.])")
_NO_TIME = re.compile(r"^(?:[+-]\d{2}:?\d{2}|[^\d\W][^\d]*|\(.*)?$")
_TIME = re.compile(
    r"^[\s,T]*(?:kl\.?\s*|at\s+|-\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*"
    r"(?:(am|pm)(?![a-z]))?\s*(?P<zone>.*)$",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"^(?:gmt|utc|z)?\s*([+−-])\s*(\d{1,2})(?::?(\d{2}))?\b", re.IGNORECASE)
_EARLIEST = 1980


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """The moment in UTC, or None where no sensible one can be read. A missing zone is UTC, a missing time midnight."""
    text = " ".join(text.replace("−", "-").split())[:80]
    if not text:
        return None
    try:
        return _read(text)
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> datetime | None:
    if found := _SECONDS.match(text):
        return datetime.fromtimestamp(int(found[1]), UTC)
    if found := _WEEK.match(text):
        day = datetime.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        return _made(day.year, day.month, day.day, (0, 0, 0), "")
    if found := _ISO.match(_WEEKDAY.sub("", text)):
        return _year_first(found)
    return _by_name(text)


def _year_first(found: re.Match[str]) -> datetime | None:
    year, month, day, month2, day2 = found.group(1, 2, 3, 4, 5)
    zone = found["zone"]
    if found["h"] is None and not _NO_TIME.match(zone):
        if zone[0] in "-/." or zone[0].isdigit() or not (day or day2):
            return None  # what follows the year is no month that is known: better no date than a false one
        zone = ""
    clock = (int(found["h"] or 0), int(found["m"] or 0), int(found["s"] or 0))
    return _made(int(year), int(month or month2 or 1), int(day or day2 or 1), clock, zone)


def _by_name(text: str) -> datetime | None:
    found = _DAY_FIRST.match(text)
    if found:
        clock, zone = _clock(found["rest"])
        return _made(_year(found[3]), _month(found[2]), int(found[1]), clock, zone)
    found = _MONTH_FIRST.match(text)
    if found:
        clock, zone = _clock(found["time"] or found["rest"])
        return _made(int(found[5]), _month(found[1]), int(found[2]), clock, zone or found["zone"] or "")
    found = _DOTTED.match(text) or _SLASHED.match(text)
    if found and (found.re is _DOTTED or int(found[1]) > 12):  # 3/4 is April here and March in America: no date
        clock, zone = _clock(found["rest"])
        return _made(int(found[3]), int(found[2]), int(found[1]), clock, zone)
    return None


def _made(year: int, month: int, day: int, clock: tuple[int, int, int], zone: str) -> datetime | None:
    if year < _EARLIEST:
        return None
    hour, minute, second = clock
    whole_day = hour == 24
    read = datetime(year, month, day, 0 if whole_day else hour, minute, min(second, 59), tzinfo=_zone(zone))
    return (read + timedelta(days=int(whole_day))).astimezone(UTC)


def _clock(text: str) -> tuple[tuple[int, int, int], str]:
    found = _TIME.match(text)
    if not found:
        return (0, 0, 0), text
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return (hour, int(found[2]), int(found[3] or 0)), found["zone"]


def _zone(text: str) -> tzinfo:
    name = text.strip().strip("()").strip()
    offset = _OFFSET.match(name)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-span if offset[1] == "-" else span) if span < timedelta(hours=24) else UTC
    word = re.split(r"[\s(]", name)[0] if name else ""
    if word.lower() in _HOURS:
        return timezone(timedelta(hours=_HOURS[word.lower()]))
    if "/" in word:
        try:
            return ZoneInfo(word)
        except (KeyError, ValueError, OSError):
            return UTC
    return UTC


def _month(name: str) -> int:
    return _MONTHS.get(name.lower()[:3], 0)


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)
