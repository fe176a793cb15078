"""The tags every page uses: ``{% load utkik %}``."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from utkik.web import dates, drawing, icons, keys, rail, slots

register = template.Library()

LEVELS = {"own": gettext_lazy("Own world"), "near": gettext_lazy("Near world"), "wider": gettext_lazy("Wider world")}


# Signs


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign beside its word: ``{% icon "tip" %}``."""
    return icons.icon(name)


@register.simple_tag
def mark() -> SafeString:
    """The product's sign."""
    return icons.mark()


@register.simple_tag
def rings(level: str) -> SafeString:
    """The level's rings alone, named for who cannot see them."""
    return icons.rings(level, str(LEVELS[level]))


@register.simple_tag
def level(name: str) -> SafeString:
    """The level's rings with the word beside: ``{% level signal.level %}``."""
    return format_html('<span class="level">{}{}</span>', icons.rings(name), LEVELS[name])


@register.filter
def level_name(name: str) -> str:
    """Invärld, Närvärld, Omvärld."""
    return str(LEVELS.get(name, ""))


@register.filter
def shortened(text: str | None, most: int) -> str:
    """The beginning of a text, cut between words: ``{{ signal.matter|shortened:140 }}``."""
    text = str(text or "")
    if len(text) <= most:
        return text
    begun = text[:most].rsplit(None, 1)[0].rstrip(" ,;:–-")
    return f"{begun} …"


# Instruments

register.simple_tag(drawing.scale, name="scale")
register.simple_tag(drawing.plot, name="plot")
register.simple_tag(drawing.plot_head, name="plot_head")
register.simple_tag(drawing.bars, name="bars")
register.simple_tag(drawing.points, name="points")
register.simple_tag(drawing.chart, name="chart")


# The frame


@register.simple_tag(takes_context=True)
def o_url(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """``{% url %}`` with the organisation's slug put first: ``{% o_url "stream:entry" entry.pk %}``."""
    if kwargs:
        return reverse(name, kwargs={"slug": _slug(context), **kwargs})
    return reverse(name, args=[_slug(context), *args])


@register.simple_tag(takes_context=True)
def o_home(context: Context) -> str:
    """Where the mark leads: the member's start page, the choice among several, or the way in."""
    member = getattr(context.get("request"), "member", None)
    if member:
        return f"/o/{member.organisation.slug}/"
    home = context.get("home")
    return home() if callable(home) else "/log-in"


def _slug(context: Context) -> str:
    return (context.get("organisation") or context["request"].organisation).slug


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: Any = None) -> SafeString:
    """What later steps show here: ``{% slot "signal.trail" signal %}``."""
    request = context.get("request")
    return slots.render(name, request, thing) if request is not None else SafeString("")


@register.inclusion_tag("web/_rail.html", takes_context=True)
def rail_menu(context: Context) -> dict[str, Any]:
    """The rail's groups of entries with the member's own counts."""
    request, own = context["request"], _keys(context)
    chosen = {act.key: own.get(act.code, "") for act in keys.ACTS}
    offered = [replace(entry, key=chosen.get(entry.key, "")) for entry in _offered(request)]
    return {"request": request, "groups": rail.grouped(offered), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("web/_tabbar.html", takes_context=True)
def tabbar(context: Context) -> dict[str, Any]:
    """The bottom bar of five on narrow screens."""
    return {"tabs": rail.tabs(_offered(context["request"]))}


def _offered(request: Any) -> list[rail.Entry]:
    """Asked once per request: the counts cost queries."""
    if not hasattr(request, "rail_entries"):
        request.rail_entries = rail.entries(request)
    return request.rail_entries


# Keys


@register.simple_tag(takes_context=True)
def key(context: Context, code: str) -> SafeString:
    """The attributes that let a key press this button: ``<button {% key "dismiss" %}>``. Empty when keys are off."""
    pressed = _keys(context).get(code)
    if not pressed:
        return SafeString("")
    return format_html('data-key="{0}" aria-keyshortcuts="{1}"', pressed, _spoken(pressed))


@register.simple_tag(takes_context=True)
def kbd(context: Context, code: str) -> SafeString:
    """The key as it is shown on the button: ``{% kbd "dismiss" %}``. Empty when keys are off."""
    pressed = _keys(context).get(code)
    return format_html('<kbd aria-hidden="true">{}</kbd>', pressed) if pressed else SafeString("")


def _keys(context: Context) -> dict[str, str]:
    """The reader's keys; none when they are switched off."""
    member = getattr(context.get("request"), "member", None)
    user = getattr(member, "user", None)
    if not getattr(user, "keys_on", True):
        return {}
    return keys.keys_of(getattr(user, "keys", None))


def _spoken(pressed: str) -> str:
    return "Shift+A" if pressed == "A" else pressed


# Dates

for name, function in {
    "day": dates.day,
    "short_day": dates.short_day,
    "clock": dates.clock,
    "moment": dates.moment,
    "month": dates.month,
    "month_name": dates.month_name,
    "weekday": dates.weekday,
    "isoday": dates.iso_day,
    "week": dates.week,
    "ago": dates.ago,
}.items():
    register.filter(name, lambda value, show=function: show(value) if value else "")


# A day that was kept as text in a form's fields, as a day again.
register.filter("kept_day", lambda text: date.fromisoformat(text))


@register.simple_tag
def time_tag(value: Any, form: str = "day") -> SafeString:
    """``{% time_tag entry.published_at "ago" %}`` → <time datetime="…">40 min</time>."""
    if not value:
        return SafeString("")
    shows = {"day": dates.day, "short_day": dates.short_day, "moment": dates.moment, "ago": dates.ago}
    shows |= {"clock": dates.clock, "isoday": dates.iso_day, "month": dates.month, "weekday": dates.weekday}
    return format_html('<time datetime="{}">{}</time>', dates.machine(value), shows[form](value))
