"""What the background work asks for: feeds whose time has come."""

from datetime import timedelta

from utkik.collect import fetch
from utkik.collect.models import Feed
from utkik.work.registry import due

BEGIN_WITHIN = 30.0


@due(
    lambda: Feed.objects.due().order_by("next_check_at"),
    every=timedelta(seconds=3),
    lease=fetch.LEASE,
    batch=60,
    apart=True,
)
def fetch_feeds(feeds: list[Feed]) -> None:
    """Fetch a batch of claimed feeds together; each one's failure stands in its own row.

    What a slow host has not let begin within half a minute waits for the next batch, so that it delays nobody else.
    """
    fetch.fetch_feeds(feeds, begin_within=BEGIN_WITHIN)
