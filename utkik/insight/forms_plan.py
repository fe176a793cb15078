from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik.insight.models import PlanDate
from utkik.people.models import Membership
from utkik.web.fields import DayInput

TEXT = {"autocomplete": "off"}


class PlanForm(forms.Form):
    """An agreed date: when, what, and who sees to it."""

    on = forms.DateField(
        label=_("Day"),
        widget=DayInput(),
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day as 2026-07-01.")},
    )
    sort = forms.ChoiceField(label=_("What"), choices=PlanDate.Sort.choices)
    name = forms.CharField(
        label=_("In your own words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=TEXT),
        help_text=_("Shown in place of the choice above."),
    )
    owner = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=Membership.objects.none(), required=False, empty_label=_("Nobody named")
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=Membership.objects.none(), required=False, empty_label=_("Nobody")
    )
    who = forms.CharField(
        label=_("Who it concerns"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT)
    )
    scope = forms.ChoiceField(
        label=_("Stands under"),
        required=False,
        choices=[
            (PlanDate.Scope.YEAR, pgettext_lazy("plan", "Year")),
            (PlanDate.Scope.MONTH, pgettext_lazy("plan", "Month")),
        ],
    )

    def __init__(self, *args: Any, by: Membership, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        group = Membership.objects.for_member(by).group()
        self.fields["owner"].queryset = self.fields["deputy"].queryset = group  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("sort") == PlanDate.Sort.OTHER and not (told.get("name") or "").strip():
            self.add_error("name", _("Write what it is."))
        if told.get("owner") and told.get("owner") == told.get("deputy"):
            self.add_error("deputy", _("Choose somebody else than the owner."))
        return told
