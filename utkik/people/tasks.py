"""Background work: mail that waits, and what is over."""

from datetime import timedelta

from django.utils import timezone

from utkik import clock
from utkik.people import limits, mail
from utkik.people.models import Delivery, LogIn, SubmittedForm
from utkik.work.registry import chore, due

KEPT = timedelta(days=7)


@due(mail.waiting, every=timedelta(seconds=3), lease=mail.LEASE)
def send_mail(delivery: Delivery) -> None:
    """Send one waiting message."""
    mail.send(delivery)


@chore(every=timedelta(hours=6))
def forget_what_is_over() -> None:
    """Sessions that ended, keys of forms sent long ago, tries that no longer count."""
    LogIn.objects.filter(expire_date__lt=timezone.now()).delete()
    SubmittedForm.objects.filter(at__lt=clock.now() - KEPT).delete()
    limits.forget_full()
