from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utkik.people.models import Membership
from utkik.web.fields import DayInput


class AbsenceForm(forms.Form):
    """Who is away, from which day to which."""

    who = forms.ChoiceField(label=_("Who"))
    first_on = forms.DateField(
        label=_("First day away"),
        widget=DayInput(),
        error_messages={"required": _("Choose the first day."), "invalid": _("Write the day as 2026-07-01.")},
    )
    last_on = forms.DateField(
        label=_("Last day away"),
        widget=DayInput(),
        error_messages={"required": _("Choose the last day."), "invalid": _("Write the day as 2026-07-01.")},
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(member.pk): member for member in _choosable(by)}
        self.fields["who"].choices = [(key, member.name) for key, member in self.people.items()]  # type: ignore[attr-defined]
        self.fields["who"].initial = str(by.pk)
        if len(self.people) == 1:
            del self.fields["who"]
        self.by = by

    def member(self) -> Membership:
        return self.people.get(self.cleaned_data.get("who", ""), self.by)


def _choosable(by: Membership) -> list[Membership]:
    if not by.is_analyst:
        return [by]
    return list(Membership.objects.for_member(by).group())
