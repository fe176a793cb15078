from datetime import timedelta

from utkik.reports import digest
from utkik.work.registry import chore


@chore(every=timedelta(minutes=5))
def send_digests() -> None:
    """The week's mail, to whom it has not been made for."""
    digest.send_due()
