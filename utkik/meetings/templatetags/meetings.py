"""What the pages of theme days and examples draw: ``{% load meetings %}``."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from utkik.meetings import drawing
from utkik.meetings.example_shown import Card
from utkik.meetings.models import ExampleStep

register = template.Library()


@register.simple_tag
def example_path(card: Card) -> SafeString:
    """How far an example has come: ``{% example_path card %}``."""
    steps = len(ExampleStep.Sort)
    name = card.step.get_sort_display() if card.step else _("No step yet")
    label = _("%(name)s, step %(place)d of %(steps)d") % {"name": name, "place": card.place + 1, "steps": steps}
    return drawing.path(card.place, stops=steps, label=label)
