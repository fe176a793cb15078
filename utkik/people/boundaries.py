"""Nothing of one organisation points at something of another: one generic question to every table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F

from utkik.people.models import Organisation


def crossings() -> list[str]:
    """Foreign keys that lead from one organisation into another, as "app.Model.field: ids"; empty when all is well."""
    return [words for model in apps.get_models(include_auto_created=True) for words in _of(model)]


def _of(model: type[models.Model]) -> Iterator[str]:
    paths = {field.name: path for field in _keys(model) if (path := _owner(field.related_model))}
    own = "pk" if model is Organisation else "organisation" if _has_organisation(model) else ""
    if not own and len(paths) > 1:
        first = next(iter(paths))
        own = f"{first}__{paths.pop(first)}"
    if not own:
        return
    for name, path in paths.items():
        there = {f"{name}__{path}__isnull": False, f"{own}__isnull": False}
        wrong = model._base_manager.filter(**there).exclude(**{f"{name}__{path}": F(own)})
        if found := list(wrong.order_by("pk").values_list("pk", flat=True)[:20]):
            yield f"{model._meta.label}.{name}: {found}"


def _keys(model: type[models.Model]) -> list[models.Field]:
    """The foreign keys to rows that belong to somebody."""
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is not Organisation]


def _owner(model: Any) -> str:
    """The field that says whose a row is; empty for what is the installation's."""
    return "organisation" if _has_organisation(model) else ""


def _has_organisation(model: Any) -> bool:
    return any(f.name == "organisation" and f.is_relation for f in model._meta.concrete_fields)
