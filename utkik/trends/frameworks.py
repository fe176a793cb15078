"""The frameworks an organisation has: taken in from what is shipped or a file, completed, handed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from utkik import clock
from utkik.people import begin, log
from utkik.people.models import Membership, Organisation
from utkik.text.normal import casefold_key, one_line
from utkik.trends import outlines
from utkik.trends.models import Force, Framework, FrameworkTrend


def offered(organisation: Organisation) -> list[outlines.Outline]:
    """What is shipped and not taken in yet."""
    has = set(Framework.objects.for_organisation(organisation).standing().values_list("code", flat=True))
    return [outline for outline in outlines.shipped() if outline.code not in has]


@transaction.atomic
def bring(outline: outlines.Outline, *, by: Membership) -> Framework:
    """Take a framework in; one with the same code is brought up to what the outline says, and loses nothing."""
    home = by.organisation
    facts = {
        "publisher": outline.publisher,
        "name": outline.name,
        "edition": outline.edition,
        "published_year": outline.published_year,
        "horizon_year": outline.horizon_year,
        "expected": outline.expected,
        "is_complete": outline.complete,
        "address": outline.address,
        "note": outline.note,
    }
    framework = Framework.objects.for_organisation(home).standing().filter(code=outline.code).first()
    if framework is None:
        framework = Framework.objects.create(organisation=home, code=outline.code, created_by=by, **facts)
    else:
        Framework.objects.filter(pk=framework.pk).update(**facts)
        framework.refresh_from_db()
    for row in outline.trends:
        FrameworkTrend.objects.update_or_create(
            organisation=home,
            framework=framework,
            number=row.number,
            defaults={"name": row.name, "force": _force(row.force, home), "source": row.source},
        )
    log.record("framework.brought", framework, by=by, details={"trends": len(outline.trends)})
    return framework


@transaction.atomic
def fill(
    framework: Framework, names: Mapping[int, str], *, by: Membership, source: str = "", complete: bool = False
) -> int:
    """Write names under their numbers: new ones, and other words for those that stand. Returns how many differ.

    It is complete when somebody says so and no name is known to be missing.
    """
    stands = {row.number: row for row in framework.trends.all()}
    written = 0
    for number, text in sorted(names.items()):
        name = one_line(text)[:200]
        row = stands.get(number)
        if not name or (row and row.name == name):
            continue
        FrameworkTrend.objects.update_or_create(
            organisation_id=framework.organisation_id,
            framework=framework,
            number=number,
            defaults={"name": name, "source": one_line(source)[:500]},
        )
        written += 1
    complete = complete and not missing(framework, framework.trends.all())
    if written or complete != framework.is_complete:
        framework.is_complete = complete
        framework.save(update_fields=["is_complete"])
        log.record("framework.filled", framework, by=by, details={"names": written, "complete": complete})
    return written


@transaction.atomic
def carry_on(newer: FrameworkTrend, older: FrameworkTrend | None, *, by: Membership) -> None:
    """Say which trend of an earlier edition this one carries on."""
    newer.follows = older
    newer.save(update_fields=["follows"])
    log.record("framework.mapped", newer.framework, by=by, details={"trend": newer.pk})


def remove(framework: Framework, *, by: Membership) -> bool:
    """Take it off the list; trends that came from it stay. False when it was gone."""
    return _mark(framework, by=by, removed=True)


def bring_back(framework: Framework, *, by: Membership) -> bool:
    """Put it on the list again; False when it is there, or when it was taken in anew."""
    standing = Framework.objects.for_organisation(framework.organisation_id).standing()
    return not standing.filter(code=framework.code).exists() and _mark(framework, by=by, removed=False)


def outline_of(framework: Framework) -> outlines.Outline:
    """The framework as a file holds it."""
    rows = framework.trends.select_related("force").order_by("number")
    return outlines.Outline(
        code=framework.code,
        publisher=framework.publisher,
        name=framework.name,
        edition=framework.edition,
        published_year=framework.published_year,
        horizon_year=framework.horizon_year,
        expected=framework.expected,
        complete=framework.is_complete,
        address=framework.address,
        note=framework.note,
        trends=[outlines.Named(r.number, r.name, r.force.name if r.force else "", r.source) for r in rows],
    )


def missing(framework: Framework, names: Iterable[object]) -> int:
    """How many names are known to be missing."""
    return max((framework.expected or 0) - len(list(names)), 0)


def _mark(framework: Framework, *, by: Membership, removed: bool) -> bool:
    rows = Framework.objects.for_organisation(framework.organisation_id).filter(pk=framework.pk)
    with transaction.atomic():
        if not rows.filter(removed_at__isnull=removed).update(removed_at=clock.now() if removed else None):
            return False
        log.record("framework.removed" if removed else "framework.brought_back", framework, by=by)
    return True


def _force(name: str, home: Organisation) -> Force | None:
    """The organisation's force of that name or code; a new one when it has none, nothing for no name."""
    if not name:
        return None
    forces = list(Force.objects.for_organisation(home).valid())
    for force in forces:
        if casefold_key(name) in (casefold_key(force.name), force.code):
            return force
    code = begin.free_code(Force, home, name)
    return Force.objects.create(organisation=home, code=code, name=name[:120], position=len(forces) + 1)
