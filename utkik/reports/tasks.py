from datetime import timedelta

from utkik.reports import digest, reminding
from utkik.work.registry import chore


@chore(every=timedelta(minutes=5))
def send_digests() -> None:
    """The week's mail, to whom it has not been made for."""
    digest.send_due()


@chore(every=timedelta(hours=1))
def remind_of_follow_ups() -> None:
    """Whoever follows something up hears of its day."""
    reminding.remind()
