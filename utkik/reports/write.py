"""Writing a report together: nobody's words are lost, nobody overwrites what they have not seen."""

from __future__ import annotations

from django.db import transaction

from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import texts, together
from utkik.reports.models import Report, ReportRevision
from utkik.reports.texts import Fields
from utkik.reports.together import SITTING, Saved

__all__ = ["SITTING", "Saved", "base_after", "hold", "last_writer", "revise", "save"]


@transaction.atomic
def save(report: Report, mine: Fields, base: dict[str, str], *, by: Membership) -> Saved:
    """Keep what a form holds. `base` says, by field, the sign (texts.mark) of what the form was begun from.

    A field the writer left alone keeps a colleague's newer words; one that both changed keeps the colleague's, and
    the writer's are returned as clashes and kept in a revision set aside. Of ticked units the last ones stand.
    """
    report = hold(report)
    stands = texts.snapshot(report)
    sifted = together.sift(
        mine,
        base,
        stands,
        lambda name, text: together.writer_of(_revisions(report), name, text),
        by=by,
        chosen=lambda name: name.startswith("units-"),
    )
    changed, clashes = sifted.changed, sifted.clashes
    if clashes:
        _keep_aside(report, stands | clashes, by=by)
    if changed:
        texts.put(report, changed)
        revise(report, by=by, changed=changed, apart=sifted.was_behind)
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
    frozen = report.editions.values_list("of_version", flat=True)
    if not apart and last and together.goes_on(last, by=by, frozen=frozen):
        last.version, last.fields = report.version, fields
        last.save(update_fields=["version", "fields"])
        return
    ReportRevision.objects.create(
        organisation_id=report.organisation_id, report=report, version=report.version, fields=fields, by=by
    )
    log.record("report.changed", report, by=by, changed=changed or ["order"], details={"version": report.version})


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
