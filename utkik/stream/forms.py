"""What is asked: until when, to whom, and what a colleague tips of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.collect.address import canonical
from utkik.people.models import Membership
from utkik.people.uploads import ACCEPT
from utkik.web.fields import DayInput

DAYS = (1, 7, 30)
# A page that comes with the form open begins in it.
FOCUS = {"data-focus-now": ""}


class LaterForm(forms.Form):
    """A day ahead: one of three near at hand, or another."""

    day = forms.ChoiceField(required=False)
    other = forms.DateField(label=gettext_lazy("Another day"), required=False, widget=DayInput())

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


class TipForm(forms.Form):
    """A link, a thought, a file: one of them is enough. `of` is the link that the title came with."""

    url = forms.CharField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=gettext_lazy("What did you think of?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    title = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    of = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, homes: list[Membership], asks_file: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "tip-%s")
        super().__init__(*args, **kwargs)
        if asks_file:
            self.fields["file"] = forms.FileField(
                label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
            )
        if len(homes) > 1:
            choices = [(home.organisation.slug, home.organisation.name) for home in homes]
            self.fields["organisation"] = forms.ChoiceField(label=_("For"), choices=choices)

    def clean_url(self) -> str:
        told = self.cleaned_data["url"].strip()
        address = canonical(told) or (canonical(f"https://{told}") if "." in told and " " not in told else "")
        if told and (not address or ":" in told.split("/")[0] and not canonical(told)):
            raise forms.ValidationError(_("Paste a web address, for example https://www.ekviken.example/sidan."))
        return address

    def own_title(self) -> str:
        """The title that came with the link, where the link is still the one it came with."""
        told = self.cleaned_data
        return told["title"] if canonical(told["of"]) == told["url"] else ""
