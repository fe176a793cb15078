"""Background work: reminders of what was agreed."""

from datetime import timedelta

from utkik.insight import reminding
from utkik.work.registry import chore


@chore(every=timedelta(minutes=30))
def remind_of_dates() -> None:
    """Mail two days before an agreed date, once."""
    reminding.remind()
