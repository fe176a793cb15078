"""The log of what was done: written in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from utkik.people.models import Act, Membership, Organisation


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Membership | None,
    changed: Iterable[str] = (),
    details: dict[str, Any] | None = None,
) -> Act:
    """Write one act.

    `changed` holds names of fields, `details` ids, states, numbers: never the value of a personal field.
    The organisation is the thing's own.
    """
    act = _act(verb, thing, by=by, changed=changed, details=details)
    act.save()
    return act


def record_all(verb: str, things: Iterable[tuple[models.Model, dict[str, Any]]], *, by: Membership | None) -> None:
    """Write one act for each of the things, with its details: the same was done with all of them."""
    Act.objects.bulk_create(_act(verb, thing, by=by, details=details) for thing, details in things)


def history(thing: models.Model) -> models.QuerySet[Act]:
    """What was done with a thing, oldest first."""
    acts = Act.objects.for_organisation(thing.organisation_id)  # type: ignore[attr-defined]
    return acts.filter(thing=thing._meta.label, thing_id=thing.pk).select_related("member").order_by("at", "pk")


def _act(
    verb: str,
    thing: models.Model,
    *,
    by: Membership | None,
    changed: Iterable[str] = (),
    details: dict[str, Any] | None = None,
) -> Act:
    organisation = thing.pk if isinstance(thing, Organisation) else thing.organisation_id  # type: ignore[attr-defined]
    return Act(
        organisation_id=organisation,
        member=by,
        verb=verb,
        thing=thing._meta.label,
        thing_id=thing.pk,
        changed=sorted(changed),
        details=details or {},
    )
