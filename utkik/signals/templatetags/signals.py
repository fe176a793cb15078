"""The parts of a signal's form: ``{% load signals %}``."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from utkik.people.models import Role
from utkik.signals import added, naming
from utkik.signals.forms import posted
from utkik.signals.models import Conversation, Signal
from utkik.signals.outcome import LIFTED, NOT_LIFTED, PARKED, SET_ASIDE
from utkik.web import dates, icons
from utkik.web import spelled as numbers

register = template.Library()
OUTCOME_WORDS = {
    LIFTED: pgettext_lazy("outcome of a signal", "Lifted"),
    PARKED: pgettext_lazy("outcome of a signal", "Parked"),
    SET_ASIDE: pgettext_lazy("outcome of a signal", "Set aside"),
    NOT_LIFTED: pgettext_lazy("outcome of a signal", "Not lifted"),
}


@register.inclusion_tag("signals/_counted.html")
def counted(bound: BoundField, most: int = 0, *, hint: str = "", land: bool = False) -> dict[str, Any]:
    """A text with what it may hold beside its name ("59 of 100"); `land`: it is what we ourselves say."""
    return {"field": bound, "most": most, "hint": hint, "land": land, "count": len(bound.value() or "")}


@register.inclusion_tag("signals/_choice.html")
def choice(
    bound: BoundField, *, suggested: Any = "", shape: str = "", digits: bool = False, rings: bool = False
) -> dict[str, Any]:
    """Radios in a row, each with its digit; what the source suggests is offered until somebody takes it."""
    offered = str(getattr(suggested, "pk", suggested) or "")
    return {
        "field": bound,
        "offered": offered if not bound.value() else "",
        "shape": shape,
        "digits": digits,
        "rings": rings,
    }


@register.simple_tag(takes_context=True)
def added_fields(context: Context) -> SafeString:
    """The controls that later steps add to the form."""
    form = context["form"]
    values = posted(form.data) if form.is_bound and hasattr(form.data, "getlist") else form.data or form.initial
    return added.drawn(context["request"], context.get("signal") or None, values)


@register.filter
def is_value(radio: Any, value: str) -> bool:
    """Whether this radio stands for the value."""
    return bool(value) and str(radio.data["value"]) == value


@register.simple_tag
def ring_of(level: str) -> Any:
    """The level's rings beside its word."""
    return icons.rings(level)


@register.simple_tag(takes_context=True)
def sift(context: Context, name: str, value: str) -> str:
    """The page's address with one filter set (or, with "", taken away), from its first page, nothing compared."""
    asked = context["request"].GET.copy()
    for gone in ("page", "compare", name):
        asked.pop(gone, None)
    if value:
        asked[name] = value
    return f"?{asked.urlencode()}" if asked else context["request"].path


@register.simple_tag
def outcome_word(signal: Signal) -> str:
    """What the round decided, in a word; empty before it did."""
    return str(OUTCOME_WORDS.get(signal.outcome, ""))


@register.simple_tag(takes_context=True)
def sift_month(context: Context, first: date) -> str:
    return sift(context, "month", f"{first:%Y-%m}")


@register.simple_tag(takes_context=True)
def sift_year(context: Context, year: int, step: int) -> str:
    """The line of months of another year, no month chosen."""
    asked = context["request"].GET.copy()
    for gone in ("page", "compare", "month"):
        asked.pop(gone, None)
    asked["year"] = str(year + step)
    return f"?{asked.urlencode()}"


@register.filter
def short_month(first: date) -> str:
    """nov."""
    return format_date(first, "MMM", locale=dates.language())[:3]


@register.filter
def spelled(number: int) -> str:
    """Small numbers as words."""
    return numbers.spelled(number)


@register.filter
def lines(text: str) -> list[str]:
    """The paragraphs of a text that somebody typed."""
    return [line for line in (text or "").split("\n") if line.strip()]


@register.filter
def outlook_word(signal: Signal) -> str:
    return str(naming.CHOICES["outlook"].get(signal.outlook, ""))


@register.filter
def reliability_word(signal: Signal) -> str:
    return str(naming.CHOICES["reliability"].get(signal.reliability, ""))


@register.simple_tag
def talk_hint(conversation: Conversation) -> str:
    """Who reads what is written here."""
    if conversation.audience == Role.READER:
        return _("Everybody reads it. It need not lead to a decision.")
    return _("Every contributor and the group read it. It need not lead to a decision.")


@register.inclusion_tag("signals/_differing.html")
def differing(pieces: list[Any]) -> dict[str, Any]:
    """A text in stretches, the added and the removed marked."""
    return {"pieces": pieces}
