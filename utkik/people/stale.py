"""Two who change the same settings: a form that was opened before a colleague saved puts nothing old back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form, ModelForm
from django.http import QueryDict


def remember_shown(form: Form | ModelForm) -> None:
    """Let the form carry what each field showed when the page was made."""
    for field in form.fields.values():
        field.show_hidden_initial = True


def with_newer(make: Callable[[QueryDict | None], Any], data: QueryDict) -> QueryDict:
    """What was posted, with what stands now in each field that the writer left as it was shown to them.

    `make` gives the form for some data, or for none as it stands now. Its fields carry what they showed
    (`remember_shown`); one whose field does not is taken as it was posted.
    """
    told, changed = data.copy(), set(make(data).changed_data)
    for bound in make(None):
        if bound.html_initial_name not in data or bound.name in changed:
            continue
        value = bound.value()
        if value is None or value is False:
            told.pop(bound.html_name, None)
        else:
            told[bound.html_name] = "on" if value is True else str(value)
    return told
