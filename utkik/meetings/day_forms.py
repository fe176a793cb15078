"""The forms of a theme day: what can be written and chosen; what must hold is decided by the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from utkik.meetings.fields import Address, Line, Prose, check_hours, day, hour
from utkik.meetings.gather import LONGEST, TABLES
from utkik.meetings.models import DayResult, Visit
from utkik.people import uploads
from utkik.people.models import Membership, Unit
from utkik.reports.models import FollowUp
from utkik.signals.models import Signal

MOST_CHOICES, CHOICE = 6, 40


class DayForm(forms.Form):
    theme = Line(
        label=gettext_lazy("Theme"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write what the day is about.")},
    )
    purpose = Prose(
        label=gettext_lazy("Purpose"),
        help_text=gettext_lazy("What those who come should have with them when they leave."),
        required=False,
        max_length=600,
        rows=3,
    )
    on = day(pgettext_lazy("calendar", "Day"))
    begins = hour(gettext_lazy("Begins"))
    ends = hour(gettext_lazy("Ends"))
    place = Line(label=gettext_lazy("Where"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_hours(self)
        return told


class LookingBackForm(forms.Form):
    came = forms.IntegerField(label=gettext_lazy("How many came"), required=False, min_value=0, max_value=9999)
    invited = forms.IntegerField(
        label=gettext_lazy("How many were invited"),
        help_text=gettext_lazy("Only where the invitations were not sent from here."),
        required=False,
        min_value=0,
        max_value=9999,
    )
    takeaway = Prose(
        label=gettext_lazy("This we take with us"),
        help_text=gettext_lazy("What the day agreed on, in two or three sentences."),
        required=False,
        max_length=600,
    )


class PartForm(forms.Form):
    begins = hour(gettext_lazy("Begins"), required=True)
    title = Line(
        label=gettext_lazy("What"), max_length=120, error_messages={"required": gettext_lazy("Write what happens.")}
    )
    text = Line(label=gettext_lazy("A few words more"), required=False, max_length=200)
    who = Line(label=gettext_lazy("Who speaks or leads"), required=False, max_length=120)
    is_from_outside = forms.BooleanField(label=gettext_lazy("Comes from outside"), required=False)
    is_pause = forms.BooleanField(label=gettext_lazy("Break or meal"), required=False)


class QuestionForm(forms.Form):
    text = Line(
        label=gettext_lazy("Question to the tables"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    choices = Prose(
        label=gettext_lazy("Answers to choose among"),
        help_text=gettext_lazy("One on each line, at most six. Without them the tables answer in their own words."),
        required=False,
        rows=3,
    )

    def clean_choices(self) -> list[str]:
        rows = [" ".join(row.split())[:CHOICE] for row in self.cleaned_data["choices"].split("\n")]
        return list(dict.fromkeys(row for row in rows if row))[:MOST_CHOICES]


class MaterialForm(forms.Form):
    title = Line(label=gettext_lazy("What it is"), required=False, max_length=200)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, PowerPoint, Excel, PNG, JPEG or text, at most 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": uploads.ACCEPT}),
    )
    address = Address(label=gettext_lazy("or a link"), required=False)
    signal = forms.ModelChoiceField(
        label=gettext_lazy("or a signal"), queryset=Signal.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["signal"].queryset = Signal.objects.for_member(by).published().newest_first()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if sum(bool(told.get(name)) for name in ("file", "address", "signal")) != 1 and not self.errors:
            self.add_error("file", _("Give one thing: a file, a link or a signal."))
        return told


class ImpressionForm(forms.Form):
    text = Line(
        label=gettext_lazy("What made an impression"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    table = forms.IntegerField(label=gettext_lazy("Table"), required=False, min_value=1, max_value=TABLES)


class FollowUps(forms.ModelChoiceField):
    """Follow-ups by the headline of their signal."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.response.outcome.signal.headline} ({obj.unit.name})"


def follow_ups(by: Membership):
    """The follow-ups that can be named as a result."""
    found = FollowUp.objects.for_member(by).standing().select_related("response__outcome__signal", "unit")
    return found.order_by("-created_at")


class ResultForm(forms.Form):
    sort = forms.ChoiceField(
        label=gettext_lazy("What sort of result"), choices=DayResult.Sort.choices, widget=forms.RadioSelect
    )
    text = Line(
        label=pgettext_lazy("theme day", "What came of it"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write what came of it.")},
    )
    line = Line(label=gettext_lazy("Who, and when"), required=False, max_length=200)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Department or committee"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    follow_up = FollowUps(
        label=gettext_lazy("Follow-up"), queryset=FollowUp.objects.none(), required=False, empty_label="–"
    )
    visit = forms.ModelChoiceField(
        label=gettext_lazy("Study visit"), queryset=Visit.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.for_member(by).standing()  # type: ignore[attr-defined]
        self.fields["follow_up"].queryset = follow_ups(by)  # type: ignore[attr-defined]
        self.fields["visit"].queryset = Visit.objects.for_member(by).standing().order_by("-on")  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    name = Line(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Write the name.")}
    )
    affiliation = Line(label=gettext_lazy("From which firm or municipality"), required=False, max_length=120)
    email = forms.EmailField(label=gettext_lazy("Work e-mail"), required=False, max_length=254)
