"""How a source is, in words: decisions and sentences, without database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.collect import failures
from utkik.collect.models import Feed, Source
from utkik.web import dates

QUIET_WEEKS = 3
KNOWN_WEEKS = 4
STEADY = 0.7
ANSWERLESS = {
    "no_connection",
    "names_unknown",
    "too_slow",
    "no_such_host",
    "site_trouble",
    "broken_answer",
    "not_found",
}


@dataclass(frozen=True, slots=True)
class Health:
    """`state`: well, paused, waiting, warned, failing or silent; `says` in a few words, `more` what to do about it.

    `then` says when it is tried again, as the end of the sentence that `says` begins.
    """

    state: str
    says: str
    more: str = ""
    silent_from: int | None = None
    then: str = ""

    @property
    def is_trouble(self) -> bool:
        return self.state in ("failing", "silent", "warned")

    @property
    def whole(self) -> str:
        """“Stopped answering on 14 Nov; tries again tomorrow at 07”."""
        return f"{self.says}; {self.then}" if self.then else self.says


def health(source: Source, weeks: Sequence[int], now: datetime) -> Health:
    """How a source is. `weeks`: what came each week, oldest first."""
    feed = source.feed
    if source.paused_at:
        return Health("paused", _("Paused since %(day)s") % {"day": dates.short_day(source.paused_at)})
    if feed.error_code:
        return _failing(feed, weeks, now)
    if feed.succeeded_at is None:
        return Health("waiting", _("Is read within a minute"))
    if feed.warning_code in failures.WANT_A_HAND:
        return Health("warned", _("The page has been rebuilt"), str(failures.sentence(feed.warning_code)))
    if (quiet := _quiet_weeks(weeks)) >= QUIET_WEEKS and _was_steady(weeks, quiet):
        week = dates.week(now - timedelta(weeks=quiet))
        says = _("Answers, but has given nothing since %(week)s") % {"week": week}
        return Health("silent", says, _("See on the site whether the feed has moved."), len(weeks) - quiet)
    return Health("well", last_read(feed.succeeded_at, now), str(failures.sentence(feed.warning_code)))


def last_read(moment: datetime, now: datetime) -> str:
    """“Read 40 minutes ago”."""
    passed = max(now - moment, timedelta(0))
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return _("Read just now")
    if minutes < 60:
        return ngettext("Read %(count)d minute ago", "Read %(count)d minutes ago", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("Read %(count)d hour ago", "Read %(count)d hours ago", hours) % {"count": hours}
    return _("Read on %(day)s") % {"day": dates.day(moment)}


def next_try(feed: Feed, now: datetime) -> str:
    """When an unwell feed is tried again, as the end of a sentence: “tries again tomorrow at 07”."""
    if feed.retired_at:
        return _("is not asked any more")
    wait = feed.next_check_at - now
    if wait <= timedelta(minutes=1):
        return _("tries again now")
    if wait < timedelta(hours=1):
        minutes = int(wait.total_seconds() // 60)
        return ngettext("tries again in %(count)d minute", "tries again in %(count)d minutes", minutes) % {
            "count": minutes
        }
    days = (dates.local(feed.next_check_at).date() - dates.local(now).date()).days
    told = {"hour": dates.clock(feed.next_check_at)[:2], "day": dates.short_day(feed.next_check_at)}
    if days == 0:
        return _("tries again today at %(clock)s") % {"clock": dates.clock(feed.next_check_at)}
    if days == 1:
        return _("tries again tomorrow at %(hour)s") % told
    return _("tries again on %(day)s at %(hour)s") % told


def _failing(feed: Feed, weeks: Sequence[int], now: datetime) -> Health:
    sentence, then = str(failures.sentence(feed.error_code)), next_try(feed, now)
    if feed.succeeded_at is None:
        return Health("failing", _("Has not been possible to read"), sentence, then=then)
    since = feed.failing_since or feed.succeeded_at
    says = _("Stopped answering on %(day)s") if _did_not_answer(feed) else _("Cannot be read since %(day)s")
    return Health("failing", says % {"day": dates.short_day(since)}, sentence, len(weeks) - _quiet_weeks(weeks), then)


def _did_not_answer(feed: Feed) -> bool:
    return feed.error_code in ANSWERLESS


def _quiet_weeks(weeks: Sequence[int]) -> int:
    """How many weeks at the end gave nothing."""
    quiet = 0
    for count in reversed(weeks):
        if count:
            break
        quiet += 1
    return quiet


def _was_steady(weeks: Sequence[int], quiet: int) -> bool:
    """Whether something came nearly every week before: what publishes now and then may be silent for long."""
    before = weeks[: len(weeks) - quiet]
    first = next((place for place, count in enumerate(before) if count), len(before))
    lived = before[first:]
    return len(lived) >= KNOWN_WEEKS and sum(bool(count) for count in lived) / len(lived) >= STEADY
