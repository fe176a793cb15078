"""Template filters that turn the content tree's runs and blocks into escaped HTML."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from utkik.documents import budget, drawing, tree, words
from utkik.documents.runs import safe
from utkik.web.templatetags.trusted import picture

register = template.Library()


@register.filter
def runs(value: Any) -> SafeString:
    """Words with their emphasis and links; an address of another kind than http, https or mailto stays text."""
    if value is None or isinstance(value, str):
        return format_html("{}", value or "")
    return format_html_join("", "{}", ((_run(run),) for run in value))


def _run(run: dict[str, Any]) -> SafeString:
    shown = format_html("{}", run["t"])
    if run.get("b"):
        shown = format_html("<strong>{}</strong>", shown)
    if run.get("i"):
        shown = format_html("<em>{}</em>", shown)
    if run.get("ref"):
        return format_html('<a href="#{}">{}</a>', run["ref"], shown)
    if safe(run.get("href")):
        return format_html('<a href="{}">{}</a>', run["href"], shown)
    return shown


@register.filter
def blocks(value: list[dict[str, Any]], css: str = "") -> SafeString:
    """Paragraphs and lists; `css` is a class for each paragraph."""
    return format_html_join("\n", "{}", ((_block(block, css),) for block in value))


def _block(block: dict[str, Any], css: str) -> SafeString:
    if block["kind"] == "list":
        items = format_html_join("", "<li>{}</li>", ((runs(item),) for item in block["items"]))
        return format_html("<ul>{}</ul>", items)
    if css:
        return format_html('<p class="{}">{}</p>', css, runs(block["runs"]))
    return format_html("<p>{}</p>", runs(block["runs"]))


@register.filter
def address(value: str | None) -> str:
    """The address where it may be a link, else nothing."""
    return safe(value) or ""


register.filter("how_title", tree.how_title)
register.filter("contents", budget.contents)
register.filter("ended", words.ended)
register.filter("source_title", words.source_title)


@register.filter
def level_sign(name: str) -> SafeString:
    return picture(drawing.level(name))


@register.filter
def chart(dial: dict[str, Any], levels: list[dict[str, str]]) -> SafeString:
    return picture(drawing.chart(dial, levels))


@register.filter
def line(node: dict[str, Any]) -> SafeString:
    return picture(drawing.line(node))


@register.filter
def ring(pressure: int) -> SafeString:
    return picture(drawing.ring(pressure))


@register.filter
def drawn(svg: str) -> SafeString:
    """A drawing of ours: `tree.check` has looked at what it holds."""
    return picture(svg)


@register.filter
def named(levels: list[dict[str, str]], name: str) -> str:
    """The level's word."""
    return next(level["name"] for level in levels if level["id"] == name)
