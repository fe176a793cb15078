"""Items that nobody refers to lose their words; what remains says that they were here, so that they never return."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from utkik import clock
from utkik.collect.decide import PURGED
from utkik.collect.models import Item, Sighting
from utkik.people.models import Organisation, Organised


def unreferred(rows: QuerySet, *, but: Iterable[type[models.Model]]) -> QuerySet:
    """Those of the rows that no other row points to, of whatever step; rows of the models in `but` do not count."""
    for model, field in _pointing_to(rows.model):
        if model not in tuple(but):
            rows = rows.exclude(Exists(model._base_manager.filter(**{field: OuterRef("pk")})))
    return rows


def forget_own(organisation: Organisation, items: list[int]) -> None:
    """What this step keeps of the items for the organisation alone, such as texts that were fetched."""
    for model, field in _pointing_to(Item):
        if issubclass(model, Organised) and model._meta.app_label == Item._meta.app_label:
            model._base_manager.filter(organisation=organisation, **{f"{field}__in": items}).delete()


def forget(items: list[int], *, but: Iterable[type[models.Model]]) -> int:
    """Take the words of those of the items that no organisation holds any more. Returns how many."""
    free = unreferred(Item.objects.filter(pk__in=items, purged_at=None), but=[Sighting, *but])
    keys = list(free.values_list("pk", flat=True))
    told = Sighting.objects.filter(item__in=keys)
    held = told.exclude(pk__in=unreferred(told, but=but).values("pk")).values_list("item", flat=True)
    keys = sorted(set(keys) - set(held))
    Sighting.objects.filter(item__in=keys).update(
        title="", link="", summary_html="", summary_text="", language="", text_hash=PURGED
    )
    return Item.objects.filter(pk__in=keys).update(purged_at=clock.now(), address="", published_at=None)


def _pointing_to(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The models that point to this one, and by which field."""
    relations = model._meta.get_fields(include_hidden=True)
    found = [one for one in relations if isinstance(one, models.ManyToOneRel)]
    return [(one.related_model, one.field.name) for one in found]
