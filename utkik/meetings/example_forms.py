"""The forms of examples, their steps and contacts, and of visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from utkik.meetings.day_forms import FollowUps, follow_ups
from utkik.meetings.fields import Address, Line, Prose, check_hours, day, hour
from utkik.meetings.models import Example, ExampleStep, Visit
from utkik.people.models import Area, Membership, Place, Unit
from utkik.reports.models import FollowUp
from utkik.trends.models import Trend
from utkik.web.fields import Several
from utkik.web.templatetags.utkik import LEVELS


class ExampleForm(forms.Form):
    title = Line(
        label=gettext_lazy("The example in a headline"),
        help_text=gettext_lazy("As a headline: “The street that may flood”."),
        max_length=100,
        error_messages={"required": gettext_lazy("Write what they did.")},
    )
    who = Line(
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("A municipality, a company, an agency."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write who did it.")},
    )
    how = Prose(
        label=gettext_lazy("How they did it"),
        help_text=gettext_lazy("The way there is worth more than the news that it happened. Write no private persons."),
        max_length=1200,
        rows=5,
        error_messages={"required": gettext_lazy("Write how they did it.")},
    )
    address = Address(label=gettext_lazy("Where to read more"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), required=False, choices=list(LEVELS.items()), widget=forms.RadioSelect
    )
    place = forms.ModelChoiceField(
        label=gettext_lazy("Place"), queryset=Place.objects.none(), required=False, empty_label="–"
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=Area.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].queryset = Place.objects.for_member(by).valid()  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.for_member(by).valid()  # type: ignore[attr-defined]


class StepForm(forms.Form):
    sort = forms.ChoiceField(label=gettext_lazy("How near"), choices=ExampleStep.Sort.choices, widget=forms.RadioSelect)
    on = day(pgettext_lazy("calendar", "Day"))
    line = Line(
        label=gettext_lazy("In a line"),
        help_text=gettext_lazy("“Invited to the breakfast of the technical department”."),
        required=False,
        max_length=160,
    )
    answered_on = day(
        gettext_lazy("They answered"), required=False, help_text=gettext_lazy("Empty as long as they have not.")
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Inspired a department or committee"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label="–",
    )
    follow_up = FollowUps(
        label=gettext_lazy("Inspired a follow-up"), queryset=FollowUp.objects.none(), required=False, empty_label="–"
    )
    trend = forms.ModelChoiceField(
        label=gettext_lazy("Inspired a trend"), queryset=Trend.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.for_member(by).standing()  # type: ignore[attr-defined]
        self.fields["follow_up"].queryset = follow_ups(by)  # type: ignore[attr-defined]
        self.fields["trend"].queryset = Trend.objects.for_member(by).standing()  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    name = Line(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Write the name.")}
    )
    reached_at = Line(label=gettext_lazy("Work e-mail or telephone"), required=False, max_length=200)


class VisitForm(forms.Form):
    title = Line(
        label=gettext_lazy("What the visit is about"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write what the visit is about.")},
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Who visits whom"), choices=Visit.Sort.choices, widget=forms.RadioSelect
    )
    on = day(pgettext_lazy("calendar", "Day"))
    begins = hour(gettext_lazy("Begins"))
    ends = hour(gettext_lazy("Ends"))
    place = Line(label=gettext_lazy("Where"), required=False, max_length=200)
    example = forms.ModelChoiceField(
        label=gettext_lazy("Belongs to the example"),
        queryset=Example.objects.none(),
        required=False,
        empty_label="–",
    )
    guests = Line(
        label=gettext_lazy("Who they are"),
        help_text=gettext_lazy("From where and how many. Names are not needed."),
        required=False,
        max_length=300,
    )
    who_came = Line(label=gettext_lazy("Who of us took part"), required=False, max_length=300)
    units = Several(
        label=gettext_lazy("Departments and committees"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    impressions = Prose(
        label=gettext_lazy("Impressions"),
        help_text=gettext_lazy("What surprised us, and what we would do in another way."),
        required=False,
        max_length=2000,
        rows=5,
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["example"].queryset = Example.objects.for_member(by).standing().order_by("title")  # type: ignore[attr-defined]
        self.fields["units"].queryset = Unit.objects.for_member(by).standing()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_hours(self)
        return told
