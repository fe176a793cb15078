"""Form fields that more than one step asks with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from utkik.text.numbers import number


class DayInput(forms.DateInput):
    """A day is asked for in one way everywhere: typed in the browser's own order of year, month and day, or picked."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off"} | (attrs or {}), format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off"} | (attrs or {}), format="%H:%M")


class Several(forms.ModelMultipleChoiceField):
    """Rows that are chosen together. A key that no database holds (forty digits, ²) cannot be chosen."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if number(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(key)[:40]}
                )
        return super().clean(value)
