"""Making trends one's own: take in, add, rename, describe, move, entrust, take off; each change keeps its why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from utkik import clock
from utkik.people import log
from utkik.people.models import Horizon, Membership, Organisation, Role, Unit
from utkik.signals import talk
from utkik.text import search
from utkik.text.normal import casefold_key, nfc, one_line
from utkik.trends import refusals
from utkik.trends.models import Alteration, FrameworkTrend, Proposal, Trend

What = Alteration.What
NAME, TEXT, WHY, SOURCE = 120, 4_000, 600, 200
FIELDS = ("name", "text", "happening", "force", "horizon", "pressure", "owner", "deputy", "origin")


@dataclass(frozen=True)
class Ground:
    """Why something changes, and from whose input it came."""

    why: str = ""
    source: str = ""
    unit: Unit | None = None
    proposal: Proposal | None = None


def take_in(named: FrameworkTrend, *, by: Membership, ground: Ground | None = None, **fields: Any) -> Trend:
    """Follow a framework's trend, under its own name until renamed. Fields as in `add`. Raises NoName, NameTaken."""
    given: dict[str, Any] = {"name": named.name, "force": named.force, "origin": named}
    return add(by=by, ground=ground, **(given | fields))


@transaction.atomic
def add(*, by: Membership, name: str, ground: Ground | None = None, **fields: Any) -> Trend:
    """A new trend with the next number. `fields`: any of FIELDS. Raises NoName, NameTaken."""
    home = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    name = _checked(name, home)
    last = Trend.objects.for_organisation(home).aggregate(last=Max("number"))["last"] or 0
    path = reverse("trends:trend", args=[home.slug, last + 1])
    trend = Trend.objects.create(
        organisation=home,
        number=last + 1,
        position=last + 1,
        conversation=talk.open(home, title=name, path=path, audience=Role.READER),
        taken_in_by=by,
        **_tidy(fields | {"name": name}),
    )
    _index(trend)
    origin = trend.origin.framework.title if trend.origin else ""
    _remember(trend, What.TAKEN_IN, before=origin, after=name, by=by, ground=ground)
    log.record("trend.taken_in", trend, by=by, details={"number": trend.number})
    return trend


@transaction.atomic
def change(
    trend: Trend,
    values: Mapping[str, Any],
    *,
    by: Membership,
    version: int | None = None,
    ground: Ground | None = None,
) -> list[Alteration]:
    """Set those of FIELDS that differ; one alteration for each. Returns them, none when nothing differs.

    `version`: the one that the writer saw. Raises ChangedMeanwhile, NoName, NameTaken, NotFollowed.
    """
    held = hold(trend)
    if not held.stands:
        raise refusals.NotFollowed
    if version is not None and version != held.version:
        raise refusals.ChangedMeanwhile
    tidy = _tidy(values)
    if "name" in tidy:
        tidy["name"] = _checked(tidy["name"], held.organisation, but=held)
    differ = [name for name in FIELDS if name in tidy and getattr(held, name) != tidy[name]]
    if not differ:
        return []
    before = {name: said(held, name) for name in differ}
    for name in differ:
        setattr(held, name, tidy[name])
    held.version += 1
    held.changed_at = clock.now()
    held.save(update_fields=[*differ, "version", "changed_at"])
    _index(held)
    log.record("trend.changed", held, by=by, changed=differ, details={"version": held.version})
    trend.refresh_from_db()
    return [_remember(held, What(n), before=before[n], after=said(held, n), by=by, ground=ground) for n in differ]


def rename(trend: Trend, name: str, *, by: Membership, why: str = "", source: str = "") -> list[Alteration]:
    return change(trend, {"name": name}, by=by, ground=Ground(why, source))


def describe(trend: Trend, *, by: Membership, why: str = "", source: str = "", **texts: str) -> list[Alteration]:
    """`texts`: text (what it means here), happening (what is going on)."""
    return change(trend, texts, by=by, ground=Ground(why, source))


def set_horizon(
    trend: Trend, horizon: Horizon | None, *, by: Membership, why: str = "", source: str = ""
) -> list[Alteration]:
    return change(trend, {"horizon": horizon}, by=by, ground=Ground(why, source))


def set_pressure(
    trend: Trend, pressure: int | None, *, by: Membership, why: str = "", source: str = ""
) -> list[Alteration]:
    return change(trend, {"pressure": pressure}, by=by, ground=Ground(why, source))


def set_owner(trend: Trend, owner: Membership | None, deputy: Membership | None, *, by: Membership) -> list[Alteration]:
    return change(trend, {"owner": owner, "deputy": deputy}, by=by)


@transaction.atomic
def end(trend: Trend, *, by: Membership, ground: Ground | None = None) -> bool:
    """Follow it no more; it stays in its editions and can be taken up again. False when it was taken off already."""
    return _mark(trend, What.ENDED, by=by, ground=ground)


@transaction.atomic
def resume(trend: Trend, *, by: Membership, ground: Ground | None = None) -> bool:
    """Follow it again. False when it is followed. Raises NameTaken when another has its name by now."""
    _checked(trend.name, trend.organisation, but=trend)
    return _mark(trend, What.RESUMED, by=by, ground=ground)


def hold(trend: Trend) -> Trend:
    """The trend as it stands, its row held until the transaction ends."""
    rows = Trend.objects.for_organisation(trend.organisation_id).select_related("organisation")
    return rows.select_for_update(of=("self",)).get(pk=trend.pk)


def said(trend: Trend, name: str) -> str:
    """A field's value in words, as the history keeps it."""
    value = getattr(trend, name)
    return "" if value is None else str(value)


def _mark(trend: Trend, what: Alteration.What, *, by: Membership, ground: Ground | None) -> bool:
    ends = what == What.ENDED
    held = hold(trend)
    if held.stands != ends:
        return False
    held.ended_at = clock.now() if ends else None
    held.version += 1
    held.changed_at = clock.now()
    held.save(update_fields=["ended_at", "version", "changed_at"])
    _remember(held, what, before=held.name if ends else "", after="" if ends else held.name, by=by, ground=ground)
    log.record(f"trend.{what.value}", held, by=by)
    trend.refresh_from_db()
    return True


def _remember(
    trend: Trend, what: Alteration.What, *, before: str, after: str, by: Membership, ground: Ground | None
) -> Alteration:
    ground = ground or Ground()
    return Alteration.objects.create(
        organisation_id=trend.organisation_id,
        trend=trend,
        what=what,
        before=before,
        after=after,
        why=nfc(ground.why).strip()[:WHY],
        source=one_line(ground.source)[:SOURCE],
        unit=ground.unit,
        proposal=ground.proposal,
        version=trend.version,
        by=by,
    )


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: value for name, value in values.items() if name in FIELDS}
    for name in {"text", "happening"} & set(made):
        made[name] = nfc(made[name]).strip()[:TEXT]
    return made


def _checked(name: str, organisation: Organisation, *, but: Trend | None = None) -> str:
    name = one_line(name)[:NAME]
    if not name:
        raise refusals.NoName
    others = dict(Trend.objects.for_organisation(organisation).standing().values_list("pk", "name"))
    if but:
        others.pop(but.pk, None)
    if any(casefold_key(other) == casefold_key(name) for other in others.values()):
        raise refusals.NameTaken
    return name


def _index(trend: Trend) -> None:
    """What search finds it by, and what its discussion is called."""
    terms = search.terms(trend.name, trend.text, trend.happening)
    Trend.objects.filter(pk=trend.pk).update(search_terms=terms)
    if trend.conversation.title != trend.name:
        trend.conversation.title = trend.name
        trend.conversation.save(update_fields=["title"])
