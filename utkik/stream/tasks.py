"""Background work: what an analyst has decided to let go."""

from datetime import timedelta

from utkik.stream import purge
from utkik.work.registry import chore


@chore(every=timedelta(hours=12))
def let_go() -> None:
    """Let go of what the recorded rules concern."""
    purge.run()
