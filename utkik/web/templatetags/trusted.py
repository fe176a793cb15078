"""The only place where text becomes markup unescaped.

``picture`` is for SVG that our own drawing functions made of numbers and escaped words; ``article`` is for HTML that
was cleaned when it was stored (utkik.collect.read.clean) or rendered from our own content tree (utkik.documents).
Anything typed or fetched that has not passed one of these doors stays text.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def picture(markup: str) -> SafeString:
    """SVG whose parts were escaped by the function that drew it."""
    return mark_safe(markup)


@register.filter
def article(html: str) -> SafeString:
    """Article HTML, cleaned before it was stored."""
    return mark_safe(html or "")
