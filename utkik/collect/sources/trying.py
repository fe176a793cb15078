"""What came of “try now”: the page waits for the answer, and says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.collect.models import Feed, Sighting, Source
from utkik.collect.sources.follow import OVERDUE
from utkik.collect.sources.health import Health

PATIENCE = timedelta(minutes=2)
A_READING = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: `mark` says when it was asked for, `waits` whether an answer may still come."""

    mark: str
    says: str
    waits: bool = False
    is_done: bool = False


def mark(moment: datetime) -> str:
    """A moment as it stands in an address."""
    return str(int(moment.timestamp()))


def attempt(source: Source, asked: str, health: Health, now: datetime) -> Attempt | None:
    """How the attempt went that was asked for then; None where none was, or long ago."""
    since = _moment(asked)
    if since is None or not timedelta(0) <= now - since < timedelta(hours=1):
        return None
    if _was_read(source.feed, since):
        return Attempt(asked, _outcome(source, since, health), is_done=True)
    if source.paused_at:
        return Attempt(asked, _("The source is paused, so it is not read."))
    if now - since < PATIENCE:
        return Attempt(asked, _("The source is being tried. How it went is said here."), waits=True)
    return Attempt(asked, _("The attempt waits for its turn. Come back in a while, or ask the operator."))


def _was_read(feed: Feed, since: datetime) -> bool:
    """Whether it was read after it was put first in line. The clock of whoever reads may go differently: then it is
    seen by its not standing first in line any more."""
    return feed.checked_at is not None and (feed.checked_at >= since or feed.next_check_at > since - OVERDUE / 2)


def _outcome(source: Source, since: datetime, health: Health) -> str:
    if source.feed.error_code:
        return _("It was tried now: %(why)s") % {"why": health.more}
    came_since = min(since, source.feed.checked_at - A_READING) if source.feed.checked_at else since
    number = Sighting.objects.filter(feed=source.feed_id, first_seen_at__gte=came_since).count()
    if not number:
        return _("It was tried now and answered well. Nothing new had come.")
    return ngettext(
        "It was tried now and gave %(count)d new article.", "It was tried now and gave %(count)d new articles.", number
    ) % {"count": number}


def _moment(asked: str) -> datetime | None:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):
        return None
    return datetime.fromtimestamp(int(asked), UTC)
