"""Writing an analysis together: nobody's words are lost, nobody overwrites what they have not seen."""

from __future__ import annotations

from django.db import transaction

from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import together
from utkik.reports.analysis import texts
from utkik.reports.models import Analysis, AnalysisRevision
from utkik.reports.texts import Fields
from utkik.reports.together import Saved


@transaction.atomic
def save(analysis: Analysis, mine: Fields, base: dict[str, str], *, by: Membership) -> Saved:
    """Keep what a form holds, as `reports.write.save` does for a report."""
    analysis = hold(analysis)
    stands = texts.snapshot(analysis)
    mine = {name: text for name, text in mine.items() if name in stands}
    sifted = together.sift(
        mine,
        base,
        stands,
        lambda name, text: together.writer_of(revisions(analysis), name, text),
        by=by,
        chosen=texts.is_chosen,
    )
    if sifted.clashes:
        _keep_aside(analysis, stands | sifted.clashes, by=by)
    if sifted.changed:
        texts.put(analysis, sifted.changed)
        revise(analysis, by=by, changed=list(sifted.changed), apart=sifted.was_behind)
    return Saved(sorted(sifted.changed), sifted.clashes)


def hold(analysis: Analysis) -> Analysis:
    """The analysis as it stands, its row held until the transaction ends."""
    return Analysis.objects.for_organisation(analysis.organisation_id).select_for_update().get(pk=analysis.pk)


def revise(analysis: Analysis, *, by: Membership, changed: list[str] | None = None, apart: bool = False) -> None:
    """Count the version up and keep the words as they stand (inside the caller's transaction).

    `apart`: the words of before are kept too, though it is the same sitting.
    """
    analysis.version += 1
    analysis.save(update_fields=["version", *texts.WHOLE])
    chapters = texts.chapters_of(analysis)
    order = ",".join(str(chapter.trend.number) for chapter in chapters)
    fields = texts.snapshot(analysis, chapters) | {"order": order}
    last = revisions(analysis).filter(aside=False).order_by("-version").first()
    frozen = analysis.editions.values_list("of_version", flat=True)
    if not apart and last and together.goes_on(last, by=by, frozen=frozen):
        last.version, last.fields = analysis.version, fields
        last.save(update_fields=["version", "fields"])
        return
    AnalysisRevision.objects.create(
        organisation_id=analysis.organisation_id, analysis=analysis, version=analysis.version, fields=fields, by=by
    )
    told = {"version": analysis.version}
    log.record("analysis.changed", analysis, by=by, changed=changed or ["order"], details=told)


def last_writer(analysis: Analysis) -> Membership | None:
    """Who last changed the analysis' words."""
    last = revisions(analysis).filter(aside=False).select_related("by").order_by("-version").first()
    return last.by if last else None


def revisions(analysis: Analysis):
    return AnalysisRevision.objects.for_organisation(analysis.organisation_id).filter(analysis=analysis)


def _keep_aside(analysis: Analysis, fields: Fields, *, by: Membership) -> None:
    beside = revisions(analysis).filter(aside=True, by=by, version=analysis.version, fields=fields)
    if not beside.exists():
        AnalysisRevision.objects.create(
            organisation_id=analysis.organisation_id,
            analysis=analysis,
            version=analysis.version,
            fields=fields,
            by=by,
            aside=True,
        )
