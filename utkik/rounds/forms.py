from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik.rounds.models import Outcome
from utkik.web import dates
from utkik.web.fields import DayInput, HourInput


class OpenForm(forms.Form):
    """When a round is for and when it closes, in the organisation's zone."""

    period = forms.ChoiceField(label=_("Month"))
    closes_on = forms.DateField(label=_("Closes"), widget=DayInput())
    closes_time = forms.TimeField(label=pgettext_lazy("time of day", "At"), widget=HourInput())

    def __init__(self, *args, months: list[date], zone: str = "UTC", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        choices = [(month.isoformat(), dates.month(month)) for month in months]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def clean_period(self) -> date:
        return date.fromisoformat(self.cleaned_data["period"])

    def clean(self) -> dict:
        data = self.cleaned_data
        if "closes_on" in data and "closes_time" in data:
            moment = datetime.combine(data["closes_on"], data["closes_time"], tzinfo=ZoneInfo(self.zone))
            data["closes_at"] = moment
        return data


class ChoiceForm(forms.Form):
    """What the group decides on one signal."""

    choice = forms.ChoiceField(
        choices=[("", pgettext_lazy("signal", "Stays")), *Outcome.Choice.choices], required=False
    )
    line = forms.CharField(max_length=280, required=False)
    until = forms.DateField(required=False)
