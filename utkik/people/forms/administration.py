from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from utkik.people import colours
from utkik.people.models import Membership, Organisation, Role, Unit
from utkik.people.models.members import tidy_email
from utkik.people.models.organisations import COLOUR
from utkik.people.stale import remember_shown

MOST_AT_ONCE = 50


class InviteForm(forms.Form):
    """Addresses, one a line, and what they are invited as."""

    mails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One on each line. The link works for seven days, and once."),
        max_length=15_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "class": "input--plain"}),
        error_messages={"required": _("Write at least one e-mail address.")},
    )
    role = forms.ChoiceField(label=_("As"), choices=Role.choices, initial=Role.CONTRIBUTOR, widget=forms.RadioSelect)
    is_administrator = forms.BooleanField(label=_("Administrator too"), required=False)

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        if not by.is_administrator:
            del self.fields["is_administrator"]

    def clean_mails(self) -> list[str]:
        words = self.cleaned_data["mails"].replace(",", "\n").replace(";", "\n").split()
        addresses = list(dict.fromkeys(tidy_email(word.strip("<>")) for word in words))
        wrong = [address for address in addresses if not _is_address(address)]
        if wrong:
            raise ValidationError(_("This is no e-mail address: %(address)s"), params={"address": ", ".join(wrong[:5])})
        if len(addresses) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s at a time."), params={"most": MOST_AT_ONCE})
        return addresses


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class MemberForm(forms.Form):
    """One member: unit, role, mark. The name is the person's own; an administrator may mend it."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Write a name.")})
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("None"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    is_administrator = forms.BooleanField(
        label=_("Administrator"), required=False, help_text=_("Looks after members, the look, mail and the log.")
    )

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.for_member(by).standing()  # type: ignore[attr-defined]
        if not by.is_administrator:
            del self.fields["is_administrator"]
        remember_shown(self)


class SettingsForm(forms.ModelForm):
    """Name and limits; the language is the administrator's."""

    class Meta:
        model = Organisation
        fields = ["name", "matter_name", "contact", "language", "lift_min", "lift_max"]
        labels = {
            "name": _("The organisation's name"),
            "matter_name": _("Short name, the way you say it"),
            "contact": _("Where members and readers turn: an e-mail address or a phone number"),
            "language": _("Language for whoever has not chosen one"),
            "lift_min": _("At least"),
            "lift_max": _("At most"),
        }
        help_texts = {
            "matter_name": _("Stands in “Why this matters to …”. What is published keeps the name it had."),
            "contact": _("Shown on the help page and in the accessibility statement."),
        }
        widgets = {"language": forms.RadioSelect(choices=settings.LANGUAGES)}

    def __init__(self, *args: Any, by: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        for field in ("lift_min", "lift_max"):
            self.fields[field].widget.attrs |= {"min": 1, "max": 50, "inputmode": "numeric"}
            if not by.is_analyst:
                del self.fields[field]
        if not by.is_administrator:
            del self.fields["language"]
        remember_shown(self)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        least, most = told.get("lift_min"), told.get("lift_max")
        if least is not None and least < 1:
            self.add_error("lift_min", _("At least one signal is lifted."))
        elif most is not None and most > 50:
            self.add_error("lift_max", _("At most fifty signals are lifted."))
        elif least is not None and most is not None and most < least:
            self.add_error("lift_max", _("The most cannot be fewer than the least."))
        return told


class ColourField(forms.CharField):
    """A colour as # and six digits; capital letters are as good."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            required=False, max_length=7, validators=[COLOUR], widget=forms.TextInput(attrs=attributes), **options
        )

    def to_python(self, value: str | None) -> str:
        return (super().to_python(value) or "").lower()


class LookForm(forms.Form):
    """Two colours and a logo."""

    accent = ColourField(
        label=_("Colour of what can be pressed"), help_text=_("Links and buttons. Empty: fjord blue, #0a4f78.")
    )
    signal_colour = ColourField(label=_("Colour of what is new or lifted"), help_text=_("Empty: magenta, #ab1266."))
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 5 MB. It stands beside the name in the menu."),
    )

    def clean_accent(self) -> str:
        return self._readable("accent", colours.ACCENT)

    def clean_signal_colour(self) -> str:
        return self._readable("signal_colour", colours.SIGNAL)

    def _readable(self, field: str, part: colours.Part) -> str:
        colour = self.cleaned_data[field]
        if colour and (faults := colours.faults(colour, part)):
            raise ValidationError([fault.sentence() for fault in faults])
        return colour
