"""When a feed is fetched next: decisions alone, without clock and database."""

from datetime import datetime, timedelta
from statistics import median

SHORTEST = timedelta(minutes=15)
USUAL = timedelta(hours=1)
LONGEST = timedelta(days=1)
_ENOUGH = 3


def usual_interval(published: list[datetime], now: datetime, *, asked: timedelta = timedelta(0)) -> timedelta:
    """How long to wait between fetches of a feed that published at these moments.

    A quarter of its usual pause, between 15 minutes and a day, and never shorter than it asks for itself. What has
    been silent for long counts its silence as a pause.
    """
    dates = sorted((moment for moment in set(published) if moment <= now), reverse=True)[:12]
    if len(dates) < _ENOUGH:
        return max(USUAL, min(asked, LONGEST))
    pauses = [(later - earlier).total_seconds() for later, earlier in zip([now, *dates], dates, strict=False)]
    return _between(max(timedelta(seconds=median(pauses) / 4), asked))


def after_success(usual: timedelta, *, asked: timedelta = timedelta(0), share: float = 0.5) -> timedelta:
    """The wait after an answer. `share` (0 to 1) spreads feeds so that they do not all come at once."""
    wait = _between(max(usual, asked))
    return wait * (0.95 + 0.1 * share)


def after_failure(usual: timedelta, failures: int, *, asked: timedelta = timedelta(0), share: float = 0.5) -> timedelta:
    """Doubles with each failure up to a day; never shorter than the server asked for, up to a week."""
    doubled = min(max(usual, SHORTEST) * 2 ** min(max(failures - 1, 0), 10), LONGEST)
    return max(doubled * (0.9 + 0.2 * share), min(asked, timedelta(days=7)))


def _between(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)
