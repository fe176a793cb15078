"""Background work: what people outside gave us is not kept longer than it is used."""

from datetime import timedelta

from utkik.meetings import contacts, convening, inviting
from utkik.work.registry import chore


@chore(every=timedelta(hours=6))
def forget_people_outside() -> None:
    """Contacts after two years, guests of days and forums that are over."""
    contacts.forget()
    inviting.forget()
    convening.forget()
