"""Fields, drafts and one-time keys: ``{% load utkik_forms %}``."""

import secrets
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from utkik.web.fields import DayInput

register = template.Library()


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, *, label: str = "", hint: str = "", shape: str = "") -> dict[str, Any]:
    """A field with label, hint and error: ``{% field form.title %}``.

    ``shape`` "choices" lays radios in a row, "scale" on the graduated line, "pick" gives each its line with meaning.
    """
    return {"field": bound, "label": label or bound.label, "hint": hint or bound.help_text, "kind": _kind(bound, shape)}


def _kind(bound: BoundField, shape: str) -> str:
    widget = bound.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return shape or "choices"
    return "check" if isinstance(widget, CheckboxInput) else "input"


@register.simple_tag
def widget(bound: BoundField) -> SafeString:
    """The control alone, in our dress: ``{% widget form.title %}``."""
    classes = [bound.field.widget.attrs.get("class", "")]
    if not isinstance(bound.field.widget, CheckboxInput):
        classes.append("input input--read" if isinstance(bound.field.widget, Textarea) else "input")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))} if any(classes) else {}
    described = _described_by(bound)
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs) + shown_first(bound)


@register.simple_tag
def shown_first(bound: BoundField) -> SafeString:
    """What the field showed when the page was made, carried along where its form compares it when it comes back."""
    return bound.as_hidden(only_initial=True) if bound.field.show_hidden_initial else SafeString("")


def _described_by(bound: BoundField) -> str:
    name = bound.auto_id
    return " ".join([f"{name}-hint"] * bool(bound.help_text) + [f"{name}-error"] * bool(bound.errors))


@register.simple_tag
def day_input(name: str, id: str, value: Any = "", *, described: str = "", wrong: bool = False) -> SafeString:
    """The same control for a day where a form is written by hand: ``{% day_input "due" "answer-due" typed.due %}``."""
    attrs: dict[str, str | bool] = {"class": "input", "id": id}
    if described:
        attrs["aria-describedby"] = described
    if wrong:
        attrs["aria-invalid"] = "true"
    return DayInput().render(name, value, attrs)


@register.simple_tag(takes_context=True)
def autosave(context: Context, key: str) -> SafeString:
    """Attributes for a <form> whose text is kept while it is written: ``<form {% autosave "signal-12" %}>``."""
    request = context["request"]
    member = getattr(request, "member", None)
    if member is None:
        return SafeString("")
    address = reverse("people:draft", args=[request.organisation.slug])
    return format_html('data-autosave="{}" data-autosave-url="{}" data-autosave-who="{}"', key, address, member.pk)


@register.simple_tag
def once() -> SafeString:
    """The form's own key, so that sending it twice acts once."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(16))
