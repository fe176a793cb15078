"""Writing a report together: nobody's words are lost, nobody overwrites what they have not seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import texts
from utkik.reports.models import Report, ReportRevision
from utkik.reports.texts import Fields

# One person's saves within this time are one revision: they are one sitting.
SITTING = timedelta(minutes=10)


@dataclass(frozen=True)
class Saved:
    """What became of a save: names of the fields that changed, and what was written where a colleague wrote too."""

    changed: list[str] = field(default_factory=list)
    clashes: Fields = field(default_factory=dict)


@transaction.atomic
def save(report: Report, mine: Fields, base: dict[str, str], *, by: Membership) -> Saved:
    """Keep what a form holds. `base` says, by field, the sign (texts.mark) of what the form was begun from.

    A field the writer left alone keeps a colleague's newer words; one that both changed keeps the colleague's, and
    the writer's are returned as clashes and kept in a revision set aside. Of ticked units the last ones stand.
    """
    report = hold(report)
    stands = texts.snapshot(report)
    written = {name: text for name, text in mine.items() if stands[name] != text and base.get(name) != texts.mark(text)}
    older = {name: text for name, text in written.items() if base.get(name) not in (None, texts.mark(stands[name]))}
    clashes = {
        name: text
        for name, text in older.items()
        if not name.startswith("units-") and _writer_of(report, name, stands[name]) != by.pk
    }
    changed = {name: text for name, text in written.items() if name not in clashes}
    if clashes:
        _keep_aside(report, stands | clashes, by=by)
    if changed:
        texts.put(report, changed)
        revise(report, by=by, changed=changed, apart=bool(older))
    return Saved(sorted(changed), clashes)


def base_after(mine: Fields, base: dict[str, str], stands: Fields) -> Fields:
    """The signs for a form that goes on after a save: new for what stands as the form has it; for what a colleague
    changed the sign stays the old one, since the form does not show their words."""
    return {name: texts.mark(text) if stands[name] == text else base.get(name, "") for name, text in mine.items()}


def hold(report: Report) -> Report:
    """The report as it stands, its row held until the transaction ends."""
    return Report.objects.for_organisation(report.organisation_id).select_for_update().get(pk=report.pk)


def revise(report: Report, *, by: Membership, changed: Fields | None = None, apart: bool = False) -> None:
    """Count the report's version up and keep its words as they stand (inside the caller's transaction).

    `apart`: the words of before are kept too, though it is the same sitting.
    """
    report.version += 1
    report.save(update_fields=["version", *texts.WHOLE])
    pieces = texts.pieces_of(report)
    fields = texts.snapshot(report, pieces) | {"order": ",".join(str(piece.signal.number) for piece in pieces)}
    last = _revisions(report).filter(aside=False).order_by("-version").first()
    if (
        last
        and not apart
        and last.by_id == by.pk
        and clock.now() - last.at < SITTING
        and not _is_frozen(report, last.version)
    ):
        last.version, last.fields = report.version, fields
        last.save(update_fields=["version", "fields"])
        return
    ReportRevision.objects.create(
        organisation_id=report.organisation_id, report=report, version=report.version, fields=fields, by=by
    )
    log.record("report.changed", report, by=by, changed=changed or ["order"], details={"version": report.version})


def _writer_of(report: Report, name: str, text: str) -> int | None:
    """Who wrote what stands in a field now: the one whose save it came with, not those who saved beside it."""
    writer = None
    for revision in _revisions(report).filter(aside=False).order_by("-version").iterator():
        if revision.fields.get(name) != text:
            break
        writer = revision.by_id
    return writer


def last_writer(report: Report) -> Membership | None:
    """Who last changed the report's words."""
    last = _revisions(report).filter(aside=False).select_related("by").order_by("-version").first()
    return last.by if last else None


def _keep_aside(report: Report, fields: Fields, *, by: Membership) -> None:
    beside = _revisions(report).filter(aside=True, by=by)
    if not beside.filter(version=report.version, fields=fields).exists():
        ReportRevision.objects.create(
            organisation_id=report.organisation_id,
            report=report,
            version=report.version,
            fields=fields,
            by=by,
            aside=True,
        )


def _revisions(report: Report):
    return ReportRevision.objects.for_organisation(report.organisation_id).filter(report=report)


def _is_frozen(report: Report, version: int) -> bool:
    return report.editions.filter(of_version=version).exists()
