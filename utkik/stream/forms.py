"""The two acts that ask something: until when, and to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.people.models import Membership

DAYS = (1, 7, 30)
# A page that comes with the form open begins in it.
FOCUS = {"data-focus-now": ""}


class LaterForm(forms.Form):
    """A day ahead: one of three near at hand, or another."""

    day = forms.ChoiceField(required=False)
    other = forms.DateField(
        label=gettext_lazy("Another day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "later-%s")
        super().__init__(*args, **kwargs)
        words = (_("tomorrow"), _("in a week"), _("in a month"))
        days = [today + timedelta(days=ahead) for ahead in DAYS]
        choices = [(day.isoformat(), word) for day, word in zip(days, words, strict=True)]
        self.fields["day"] = forms.ChoiceField(
            label=_("When does it come back?"),
            choices=choices,
            widget=forms.RadioSelect(attrs=FOCUS),
            required=False,
            initial=choices[0][0],
        )
        self.fields["other"].widget.attrs["min"] = days[0].isoformat()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("other") and not told.get("day"):
            self.add_error("other", _("Choose a day."))
        return told

    @property
    def chosen(self) -> date:
        return self.cleaned_data.get("other") or date.fromisoformat(self.cleaned_data["day"])


class HandOverForm(forms.Form):
    """A colleague in the group, and a line why."""

    line = forms.CharField(label=gettext_lazy("A line why"), max_length=280, required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "share-%s")
        super().__init__(*args, **kwargs)
        refusal = _("Choose a colleague.")
        self.fields["to"] = forms.ModelChoiceField(
            queryset=Membership.objects.for_member(member).group().exclude(pk=member.pk),
            label=_("Share with"),
            empty_label=_("Choose a colleague"),
            error_messages={"required": refusal, "invalid_choice": refusal},
            widget=forms.Select(attrs=FOCUS),
        )
