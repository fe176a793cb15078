"""A file of sources is taken in, portion by portion, so that a large one is seen to proceed and may be cut off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from time import monotonic

from django.db import transaction
from django.db.models import QuerySet

from utkik import clock
from utkik.collect.models import Intake, Source
from utkik.collect.sources import take_in
from utkik.collect.sources.opml import Outline
from utkik.people.models import Membership
from utkik.work import stopping

AT_ONCE = 50
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: of `size`, `taken` in; of the `added`, `read` for the first time, `unwell` of them."""

    size: int
    taken: int
    added: int
    read: int
    unwell: int

    @property
    def is_done(self) -> bool:
        return self.taken == self.size and self.read == self.added

    @property
    def share(self) -> int:
        """Per cent of the whole work: one half to take in, one to read."""
        if not self.size:
            return 100
        left = self.added - self.read + (self.size - self.taken)
        return round(50 * self.taken / self.size + 50 * (1 - left / self.size))


def begin(outlines: list[Outline], *, by: Membership) -> Intake:
    """Keep a file's feeds to be taken in; a small file is taken in at once."""
    made = Intake.objects.create(
        organisation=by.organisation, by=by, size=len(outlines), outlines=[asdict(outline) for outline in outlines]
    )
    if len(outlines) <= AT_ONCE:
        while _portion(made):
            pass
    return made


def waiting() -> QuerySet[Intake]:
    """What is not taken in yet, the oldest first."""
    return Intake.objects.filter(done_at=None).order_by("at", "pk")


def go_on(intake: Intake) -> None:
    """Take in what is left, for half a minute at most."""
    until = monotonic() + SECONDS
    while _portion(intake) and monotonic() < until and not stopping.asked.is_set():
        take_in.breathe()


def progress(intake: Intake) -> Progress:
    sources = Source.objects.for_organisation(intake.organisation_id).filter(intake=intake, removed_at=None)
    states = list(sources.values_list("added_at", "feed__checked_at", "feed__error_code"))
    read = [error for added, checked, error in states if checked and checked >= added]
    taken = intake.size - len(intake.outlines)
    return Progress(intake.size, taken, len(states), len(read), sum(bool(error) for error in read))


def _portion(intake: Intake) -> bool:
    """Take in some, all of them or none. Returns whether more is left."""
    with transaction.atomic():
        now = Intake.objects.select_for_update().get(pk=intake.pk)
        part = [Outline(**told | {"folders": tuple(told["folders"])}) for told in now.outlines[: take_in.PORTION]]
        taken = take_in.take_in(now.organisation, part, by=now.by)
        Source.objects.for_organisation(now.organisation_id).filter(pk__in=taken.sources).update(intake=now)
        intake.outlines = now.outlines[len(part) :]
        intake.there = now.there + taken.there
        intake.refused = now.refused + [[one.name, one.reason] for one in taken.refused]
        intake.done_at = None if intake.outlines else clock.now()
        intake.save(update_fields=["outlines", "there", "refused", "done_at"])
    return bool(intake.outlines)
