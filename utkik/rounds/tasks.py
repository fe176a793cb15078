from datetime import timedelta

from utkik.rounds import closing
from utkik.work.registry import chore


@chore(every=timedelta(minutes=1))
def close_overdue_rounds() -> None:
    """A round closes at the time that was agreed."""
    closing.close_overdue()
