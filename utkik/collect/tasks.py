"""What the background work asks for: feeds whose time has come."""

from datetime import timedelta

from utkik.collect import fetch
from utkik.collect.models import Feed
from utkik.work.registry import due


@due(lambda: Feed.objects.due().order_by("next_check_at"), every=timedelta(seconds=3), lease=fetch.LEASE, batch=60)
def fetch_feeds(feeds: list[Feed]) -> None:
    """Fetch a batch of claimed feeds together; each one's failure stands in its own row."""
    fetch.fetch_feeds(feeds)
