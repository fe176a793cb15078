"""Taking in a sheet's rows as signals, all of them or none; and taking the whole of it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q

from utkik import clock
from utkik.insight.earlier import columns, names, rows
from utkik.insight.earlier.reading import Sheet
from utkik.insight.earlier.rows import Planned
from utkik.insight.models import Import, ImportedSignal
from utkik.people import log
from utkik.people.models import Act, Membership, Organisation
from utkik.signals import fields as texts
from utkik.signals.models import Conversation, Evidence, Revision, Signal, SignalArea, SignalUnit
from utkik.text import search

A_BATCH = 500
NOON = 12
OWN = (Revision, Evidence, SignalArea, SignalUnit, ImportedSignal)  # what an imported signal has from its beginning


class ImportRefused(Exception):
    """It was taken in or undone already, or there is nothing to take in."""


def begin(sheet: Sheet, *, by: Membership) -> Import:
    """Keep a file's rows, with a guess at its columns; what the member had begun before and not taken in goes."""
    _only_an_analyst(by)
    guessed, known = columns.guess(sheet.head, by.organisation), _remembered_names(by)
    with transaction.atomic():
        Import.objects.for_member(by).filter(begun_by=by, state=Import.State.READ).delete()
        batch = Import.objects.create(
            organisation_id=by.organisation_id,
            name=sheet.name,
            head=sheet.head,
            rows=sheet.rows,
            columns=guessed,
            names=known,
            begun_by=by,
        )
        log.record("import.read", batch, by=by, details={"rows": len(sheet.rows)})
    return batch


def _remembered_names(by: Membership) -> dict:
    last = Import.objects.for_member(by).exclude(names={}).order_by("-pk").first()
    if last is None:
        return {}
    known = {field: {choice.value for choice in names.choices_of(field, by.organisation)} for field in names.FIELDS}
    return {
        field: {word: value for word, value in chosen.items() if value == names.NONE or value in known[field]}
        for field, chosen in last.names.items()
        if field in known
    }


def match(
    batch: Import, places: dict[str, int], said: dict[str, dict[str, str]], unfinished: bool, *, by: Membership
) -> None:
    """How the columns and words are read from now on. Raises ImportRefused when it was taken in already."""
    _only_an_analyst(by)
    waiting = Import.objects.for_member(by).filter(pk=batch.pk, state=Import.State.READ)
    kept = {field: batch.names.get(field, {}) | said.get(field, {}) for field in {*batch.names, *said}}
    if not waiting.update(columns=places, names=kept, unfinished=unfinished):
        raise ImportRefused
    batch.refresh_from_db()


def take_in(batch: Import, *, by: Membership) -> int:
    """Every row that can be, in one transaction. Returns how many. Raises ImportRefused."""
    _only_an_analyst(by)
    with transaction.atomic():
        held = (
            Import.objects.for_member(by)
            .select_for_update(of=("self",))
            .select_related("organisation")
            .get(pk=batch.pk)
        )
        if held.state != Import.State.READ:
            raise ImportRefused
        chosen = rows.taken(rows.plan(held), unfinished=held.unfinished)
        if not chosen:
            raise ImportRefused
        first = _numbers(held.organisation, len(chosen))
        for start in range(0, len(chosen), A_BATCH):
            _write(held, chosen[start : start + A_BATCH], first + start, by)
        held.state, held.done_at, held.rows = Import.State.DONE, clock.now(), []
        held.save(update_fields=["state", "done_at", "rows"])
        log.record("import.done", held, by=by, details={"signals": len(chosen)})
    batch.refresh_from_db()
    return len(chosen)


def _numbers(organisation: Organisation, count: int) -> int:
    """The first of so many numbers that no signal has or had."""
    held = Organisation.objects.filter(pk=organisation.pk)
    held.update(next_signal_number=F("next_signal_number") + count)
    return held.values_list("next_signal_number", flat=True).get() - count


def _write(batch: Import, chosen: Sequence[Planned], first: int, by: Membership) -> None:
    home = batch.organisation
    own = {"organisation": home}
    numbered = list(enumerate(chosen, first))
    talks = Conversation.objects.bulk_create(
        Conversation(**own, title=row.headline or f"{number}", path=f"/o/{home.slug}/signals/{number}")
        for number, row in numbered
    )
    made = Signal.objects.bulk_create(
        _signal(home, number, row, talk, by) for (number, row), talk in zip(numbered, talks, strict=True)
    )
    pairs = list(zip(made, chosen, strict=True))
    Revision.objects.bulk_create(
        Revision(**own, signal=signal, version=1, fields=row.fields, by=by) for signal, row in pairs
    )
    SignalArea.objects.bulk_create(
        SignalArea(**own, signal=signal, area_id=key) for signal, row in pairs for key in row.fields["other_areas"]
    )
    SignalUnit.objects.bulk_create(
        SignalUnit(**own, signal=signal, unit_id=key) for signal, row in pairs for key in row.fields["units"]
    )
    Evidence.objects.bulk_create(piece for signal, row in pairs for piece in _evidence(home, signal, row, by))
    ImportedSignal.objects.bulk_create(
        ImportedSignal(**own, batch=batch, signal=signal, row=row.number, author_name=row.author)
        for signal, row in pairs
    )
    Act.objects.bulk_create(
        Act(**own, member=by, verb="signal.imported", thing=Signal._meta.label, thing_id=signal.pk) for signal in made
    )


def _signal(home: Organisation, number: int, row: Planned, talk: Conversation, by: Membership) -> Signal:
    at = _noon(row.day, home) if row.day else None
    state = Signal.State.DRAFT if row.lacks else Signal.State(row.state)
    moment = clock.now()
    terms = search.terms(
        str(number),
        *(row.fields[name] for name in (*texts.LINES, *texts.TEXTS)),
        *(title for title, _address in row.links),
    )
    return Signal(
        organisation=home,
        number=number,
        state=state,
        language=home.language,
        author=by,
        conversation=talk,
        created_at=at or moment,
        changed_at=moment,
        published_at=at if state != Signal.State.DRAFT else None,
        withdrawn_at=moment if state == Signal.State.WITHDRAWN else None,
        search_terms=terms,
        **texts.columns(row.fields),
    )


def _noon(day: date, home: Organisation) -> datetime:
    """The middle of the day where the organisation is: no zone makes another day of it."""
    return datetime.combine(day, time(NOON), ZoneInfo(home.timezone)).astimezone(UTC)


def _evidence(home: Organisation, signal: Signal, row: Planned, by: Membership) -> Iterable[Evidence]:
    for place, (title, address) in enumerate(row.links, 1):
        yield Evidence(
            organisation=home,
            signal=signal,
            sort=Evidence.Sort.LINK,
            title=(title or urlsplit(address).hostname or address)[:500],
            address=address,
            position=place,
            added_by=by,
        )


def undo(batch: Import, *, by: Membership) -> tuple[int, int]:
    """Take the import back: the signals that nobody has touched since go. Returns how many went and how many stay.

    Raises ImportRefused when it is not taken in, or was undone.
    """
    _only_an_analyst(by)
    with transaction.atomic():
        held = Import.objects.for_member(by).select_for_update(of=("self",)).get(pk=batch.pk)
        if held.state != Import.State.DONE:
            raise ImportRefused
        all_of_it = Signal.objects.for_member(by).filter(imported__batch=held, removed_at=None)
        whole = all_of_it.count()
        touched = _touched(held, all_of_it.values_list("pk", flat=True))
        gone = all_of_it.exclude(pk__in=touched).update(removed_at=clock.now())
        held.state, held.undone_at = Import.State.UNDONE, clock.now()
        held.save(update_fields=["state", "undone_at"])
        log.record("import.undone", held, by=by, details={"removed": gone, "kept": whole - gone})
    batch.refresh_from_db()
    return gone, whole - gone


def _touched(batch: Import, keys: Iterable[int]) -> set[int]:
    """Those that were written, judged, talked about, linked or gathered since."""
    mine = Signal.objects.for_organisation(batch.organisation_id).filter(imported__batch=batch)
    assert batch.done_at is not None
    after = batch.done_at + timedelta(seconds=1)
    moved = Q(version__gt=1) | Q(conversation__comments__isnull=False) | Q(evidence__added_at__gt=after)
    acted = Act.objects.for_organisation(batch.organisation_id).filter(
        thing=Signal._meta.label, thing_id__in=mine.values("pk")
    )
    found = set(mine.filter(moved | Q(evidence__removed_at__isnull=False)).values_list("pk", flat=True))
    found |= {key for key in acted.exclude(verb="signal.imported").values_list("thing_id", flat=True) if key}
    for relation in Signal._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model not in OWN:
            found |= _pointed_at(relation, mine)
    return found & set(keys)


def _pointed_at(relation, mine) -> set[int]:
    """The signals of the import that something of a later step points at."""
    if relation.many_to_many:
        return set()  # told by the rows between
    column = relation.field.name
    rows = relation.related_model._default_manager.filter(**{f"{column}__in": mine.values("pk")})
    return set(rows.values_list(f"{column}__pk", flat=True))


def _only_an_analyst(by: Membership) -> None:
    if not by.is_analyst:
        raise PermissionDenied
