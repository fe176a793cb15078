"""What came back from a fetch."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

PERMANENT = frozenset({301, 308})
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NEVER_FRESH = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed: the status, and the address it led to."""

    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `address` is where it came from in the end; `body` is unpacked and empty unless status is 200."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[Hop, ...] = field(default=())

    @property
    def content_type(self) -> str:
        """The type without parameters, in lower case, such as `application/rss+xml`."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that the Content-Type names, or an empty text."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""

    @property
    def moved_to(self) -> str:
        """The address that permanent redirects lead to before any temporary one; empty where there is none."""
        found = ""
        for hop in self.hops:
            if hop.status not in PERMANENT:
                break
            found = hop.address
        return found

    @property
    def fresh_for(self) -> timedelta:
        """How long the answer says that it holds (Cache-Control, else Expires), less its age."""
        told = self.headers.get("Cache-Control", "")
        if _NEVER_FRESH.search(told):
            return timedelta(0)
        age = _MAX_AGE.search(told)
        if age:
            return max(timedelta(seconds=int(age[1]) - _seconds(self.headers.get("Age", ""))), timedelta(0))
        until, since = _moment(self.headers.get("Expires", "")), _moment(self.headers.get("Date", ""))
        return max(until - since, timedelta(0)) if until and since and not told else timedelta(0)

    def wait_asked(self, now: datetime) -> timedelta:
        """How long the server asks to be left alone (Retry-After: seconds or a date); none where it does not say."""
        said = self.headers.get("Retry-After", "").strip()
        if said.isascii() and said.isdigit():
            return timedelta(seconds=_seconds(said))
        until = _moment(said)
        return max(until - (_moment(self.headers.get("Date", "")) or now), timedelta(0)) if until else timedelta(0)


def _seconds(said: str) -> int:
    return int(said[:10]) if said.isascii() and said.strip().isdigit() else 0


def _moment(said: str) -> datetime | None:
    """A header's date, or None where it is none."""
    try:
        moment = parsedate_to_datetime(said)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (TypeError, ValueError, IndexError):
        return None
