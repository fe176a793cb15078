"""The forms of a signal. What must hold is decided by the acts; here stands only what can be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.people.models import Area, Horizon, Kind, Organisation, Place, Register, Unit
from utkik.signals import added
from utkik.signals import fields as texts
from utkik.signals.models import Signal
from utkik.web.fields import DayInput
from utkik.web.templatetags.utkik import LEVELS

MANY = tuple(texts.MANY)
OUTLOOKS = Signal.Outlook.choices
RELIABILITIES = Signal.Reliability.choices


class SignalForm(forms.Form):
    """Every field of a signal, for one organisation. `fields` is plain data (see utkik.signals.fields)."""

    headline = forms.CharField(
        label=gettext_lazy("Headline in your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "maxlength": 100, "class": "input--line"}),
    )
    fact = forms.CharField(label=gettext_lazy("What is new?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    matter = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 5, "maxlength": 600}))
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False, widget=forms.RadioSelect)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False, widget=forms.RadioSelect)
    horizon = forms.ChoiceField(label=gettext_lazy("Time horizon"), required=False, widget=forms.RadioSelect)
    who = forms.CharField(
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("A municipality, a company, an agency."),
        required=False,
        max_length=120,
    )
    how = forms.CharField(label=gettext_lazy("What they did"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    other_areas = forms.MultipleChoiceField(
        label=gettext_lazy("Other areas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Departments and committees concerned"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    outlook = forms.ChoiceField(
        label=gettext_lazy("Opportunity or threat"), required=False, choices=OUTLOOKS, widget=forms.RadioSelect
    )
    important_on = forms.CharField(label=gettext_lazy("Important date"), required=False, widget=DayInput())
    belief = forms.CharField(
        label=gettext_lazy("Which belief is challenged?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reliability = forms.ChoiceField(
        label=gettext_lazy("How reliable is the source?"),
        required=False,
        choices=RELIABILITIES,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Words"), help_text=gettext_lazy("Parted by commas."), required=False, max_length=200
    )

    def __init__(self, organisation: Organisation, fields: texts.Fields | None = None, **options: Any) -> None:
        values = dict(fields or {})
        super().__init__(initial=values, prefix=None, **options)
        self.fields["matter"].label = _("Why this matters to %(name)s") % {"name": organisation.matter_name}
        areas = _rows(Area, organisation, values.get("area"), *(values.get("other_areas") or []))
        self._offer("level", list(LEVELS.items()))
        self._offer("area", areas)
        self._offer("other_areas", areas)
        self._offer("horizon", _rows(Horizon, organisation, values.get("horizon")))
        self._offer("kind", [("", "–"), *_rows(Kind, organisation, values.get("kind"))])
        self._offer("place", [("", "–"), *_places(organisation, values.get("place"))])
        units = Unit.objects.for_organisation(organisation).standing()
        self._offer("units", [(unit.pk, unit.name) for unit in units])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def add_errors(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show the sentences at their fields; the form must be bound."""
        self.full_clean()
        for name, sentence in pairs:
            self.add_error(name, sentence)


def _rows(register: type[Register], organisation: Organisation, *chosen: Any) -> list[tuple[int, str]]:
    """What may be chosen: the rows that stand, and those that were chosen before they were ended."""
    rows = list(register.objects.for_organisation(organisation).valid())
    missing = {int(key) for key in chosen if key} - {row.pk for row in rows}
    if missing:
        rows += list(register.objects.for_organisation(organisation).filter(pk__in=missing))
    return [(row.pk, _capital(row.name)) for row in rows]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _places(organisation: Organisation, chosen: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """The places under their levels."""
    places = list(Place.objects.for_organisation(organisation).valid())
    if chosen and int(chosen) not in {place.pk for place in places}:
        places += list(Place.objects.for_organisation(organisation).filter(pk=chosen))
    groups = [(str(name), [(p.pk, p.name) for p in places if p.level == code]) for code, name in LEVELS.items()]
    return [group for group in groups if group[1]]


def posted(data: QueryDict) -> dict[str, Any]:
    """The fields as a form of a signal posts them: what is not checked is empty, not unsaid."""
    if "headline" not in data and "fact" not in data and "matter" not in data:
        return {}
    found: dict[str, Any] = {name: data.get(name, "") for name in texts.ALL if name not in MANY}
    return found | {name: data.getlist(name) for name in MANY} | added.read(data)


def of_signal(signal: Signal, fields: texts.Fields | None = None) -> SignalForm:
    """The form of a signal as it stands, or with what somebody wrote over it."""
    return SignalForm(signal.organisation, texts.snapshot(signal) | (fields or {}))
