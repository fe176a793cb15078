"""What the background work asks for: feeds whose time has come."""

from datetime import timedelta

from utkik.collect import fetch
from utkik.collect.models import Feed
from utkik.work.registry import Flow, due

BEGIN_WITHIN = 30.0


@due(
    lambda: Feed.objects.due().order_by("next_check_at", "pk"),
    every=timedelta(seconds=3),
    lease=fetch.LEASE,
    apart=True,
    flows=True,
    mark=fetch.mark,
)
def fetch_feeds(flow: Flow) -> None:
    """Fetch what is due for as long as there is any.

    What a slow host has not let begin within half a minute is let go of, so that others may take it.
    """
    fetch.fetch_feeds([], begin_within=BEGIN_WITHIN, flow=flow)
