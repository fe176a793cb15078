"""What a signal's fields and their values are called, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from utkik.people.models import Organisation
from utkik.signals import added
from utkik.signals import fields as texts
from utkik.signals.fields import Fields
from utkik.signals.forms import OUTLOOKS, RELIABILITIES, SignalForm
from utkik.web import dates
from utkik.web.templatetags.utkik import LEVELS

CHOICES = {"level": dict(LEVELS), "outlook": dict(OUTLOOKS), "reliability": dict(RELIABILITIES)}


def label(name: str, organisation: Organisation) -> str:
    """The field's name as the form says it."""
    if name == "matter":
        return _("Why this matters to %(name)s") % {"name": organisation.matter_name}
    later = added.find(name)
    return str(later.label if later else SignalForm.base_fields[name].label)


class Names:
    """The words for the values of some fields, looked up once for all of them."""

    def __init__(self, organisation: Organisation, several: Iterable[Fields]) -> None:
        self.organisation = organisation
        wanted: dict[str, set[int]] = {}
        for fields in several:
            for name in (*texts.ROWS, *texts.MANY):
                value = fields.get(name)
                keys = value if isinstance(value, list) else [value]
                wanted.setdefault(name, set()).update(key for key in keys if key)
        self._rows = {name: self._found(name, keys) for name, keys in wanted.items() if keys}

    def _found(self, name: str, keys: set[int]) -> dict[int, str]:
        model = {**texts.ROWS, **texts.MANY}[name]
        rows = model.objects.for_organisation(self.organisation).filter(pk__in=keys)
        return {row.pk: str(row)[:1].upper() + str(row)[1:] for row in rows}

    def of(self, name: str, value: Any) -> str:
        """The value in words; empty for none."""
        if name in texts.ROWS:
            return self._rows.get(name, {}).get(value, "")
        if name in texts.MANY:
            return ", ".join(self._rows.get(name, {}).get(key, "") for key in value or [])
        if name in CHOICES:
            return str(CHOICES[name].get(value, ""))
        if name == texts.DATE:
            return dates.day(dates.date.fromisoformat(value)) if value else ""
        later = added.find(name)
        return later.say(value, self.organisation) if later else value or ""
