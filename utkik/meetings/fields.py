"""Fields that the forms of theme days, examples and visits share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.signals.evidence import web_address
from utkik.text.normal import nfc, one_line
from utkik.web.fields import DayInput, HourInput


class Line(forms.CharField):
    """Words on one line."""

    def clean(self, value: Any) -> str:
        return super().clean(one_line(value or ""))


class Prose(forms.CharField):
    """Words in paragraphs."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        most = {"maxlength": options["max_length"]} if options.get("max_length") else {}
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, **most}), **options)

    def clean(self, value: Any) -> str:
        return super().clean(nfc(value or "").strip())


class Address(Line):
    """A page on the web, or nothing."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=2000, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        given = super().clean(value)
        if given and not web_address(given):
            raise ValidationError(_("Write an address that begins with https:// or http://."))
        return given


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Write the day as 2026-07-01."),
        },
    )


def hour(label: Any, *, required: bool = False) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        required=required,
        widget=HourInput(),
        error_messages={
            "required": gettext_lazy("Write the time as 08:30."),
            "invalid": gettext_lazy("Write the time as 08:30."),
        },
    )


def check_hours(form: forms.Form) -> None:
    """It ends after it begins, and begins where it ends."""
    begins, ends = form.cleaned_data.get("begins"), form.cleaned_data.get("ends")
    if ends and not begins:
        form.add_error("begins", _("Write when it begins as well."))
    elif begins and ends and ends <= begins:
        form.add_error("ends", _("It has to end after it begins."))
