"""The three rings of the first visit, with the organisation's own places written into them as they are typed."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from utkik.people.models import Organisation, Place
from utkik.web import drawing
from utkik.web.templatetags.trusted import picture

# where the level's name and its places stand, the field that names them, and how many letters the ring holds there
RINGS = ((-196, -178, "wider", 40), (-112, -94, "near", 30), (-6, 12, "matter_name", 16))


def drawn(told: dict[str, str]) -> SafeString:
    """`told` holds what is typed so far in `wider`, `near` and `matter_name`."""
    names = {"wider": _("Wider world"), "near": _("Near world"), "matter_name": _("Own world")}
    chart = drawing.chart(
        dots=[(182.8, -142.8)], label=_("Own world in the middle, near world around it, wider world outermost")
    )
    words = "".join(_words(*ring, names[ring[2]], told.get(ring[2], "")) for ring in RINGS)
    return picture(f"{chart.removesuffix('</svg>')}{words}</svg>")


def places_of(organisation: Organisation) -> dict[str, str]:
    """What stands in the rings once the organisation is there."""
    places = Place.objects.for_organisation(organisation).valid()
    told = {level: ", ".join(place.name for place in places if place.level == level) for level in ("near", "wider")}
    return told | {"matter_name": organisation.matter_name}


def _words(name_at: int, places_at: int, field: str, most: int, name: str, places: str) -> str:
    shown = f"{places[: most - 1]}…" if len(places) > most else places
    return (
        f'<text x="0" y="{name_at}" text-anchor="middle">{escape(name)}</text>'
        f'<text class="chart__name" x="0" y="{places_at}" text-anchor="middle" data-mirror="id_{field}" '
        f'data-mirror-most="{most}">{escape(shown)}</text>'
    )
