"""When a feed is fetched next: decisions alone, without clock and database."""

from datetime import datetime, timedelta
from statistics import median

SHORTEST = timedelta(minutes=15)
USUAL = timedelta(hours=1)
LONGEST = timedelta(days=1)
LONGEST_ASKED = timedelta(days=7)
OVERRIDES = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)}
_ENOUGH = 3
_SILENCE_SHARE = 24


def usual_interval(published: list[datetime], now: datetime) -> timedelta | None:
    """How long to wait between fetches of a feed that published at these moments; None where too few are known.

    A quarter of its usual pause, between 15 minutes and a day.
    """
    dates = sorted((moment for moment in set(published) if moment <= now), reverse=True)[:12]
    if len(dates) < _ENOUGH:
        return None
    pauses = [(later - earlier).total_seconds() for later, earlier in zip([now, *dates], dates, strict=False)]
    return _between(timedelta(seconds=median(pauses) / 4))


def learned_interval(before: timedelta, pause: timedelta) -> timedelta:
    """The same for a feed without dates, from the pause after which it brought something again."""
    return _between((before + pause / 4) / 2)


def grown(usual: timedelta, silence: timedelta) -> timedelta:
    """The interval of a feed that has brought nothing for so long: a 24th of its silence, up to a day."""
    return _between(max(usual, silence / _SILENCE_SHARE))


def wished(adapted: timedelta, rhythms: list[str]) -> timedelta:
    """What the followers want: those without a wish the adapted interval. Whoever wants most decides."""
    return min((OVERRIDES.get(rhythm, adapted) for rhythm in rhythms), default=adapted)


def after_success(usual: timedelta, *, asked: timedelta = timedelta(0), share: float = 0.5) -> timedelta:
    """The wait after an answer; what the site asks for counts up to a day.

    `share` (0 to 1) spreads feeds so that they do not all come at once; nobody comes earlier than asked.
    """
    asked = min(asked, LONGEST)
    return max(max(usual, asked, SHORTEST) * (0.95 + 0.1 * share), asked)


def after_failure(usual: timedelta, failures: int, *, asked: timedelta = timedelta(0), share: float = 0.5) -> timedelta:
    """Doubles with each failure up to a day, a fifth of it by chance; never shorter than the server asked for, up to
    a week."""
    doubled = min(max(usual, SHORTEST) * 2 ** min(max(failures - 1, 0), 10), max(LONGEST, usual))
    return max(doubled * (0.8 + 0.2 * share), min(asked, LONGEST_ASKED))


def out_of_quiet(moment: datetime, quiet: dict[str, list[int]]) -> datetime:
    """The first moment from here on that lies outside the hours (UTC) and weekdays in which a feed asks for peace."""
    hours, days = set(quiet.get("hours", ())), set(quiet.get("days", ()))
    for _hour in range(8 * 24):
        if moment.hour not in hours and moment.weekday() not in days:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def _between(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)
