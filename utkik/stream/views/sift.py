"""The filters of a list: what is chosen, in words, and the form that chooses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from utkik.collect.models import Source
from utkik.people.asking import MemberRequest
from utkik.people.models import Area, Level, Membership
from utkik.stream.lists import ALL, KEPT, Look
from utkik.stream.rows import names_of
from utkik.stream.rule_models import Rule
from utkik.text.sorting import swedish


def context(request: MemberRequest, look: Look) -> dict[str, Any]:
    """The filters that are on; the whole form only when it is opened, for a list of sources is long."""
    told: dict[str, Any] = {
        "sifting": request.GET.get("filter") == "open",
        "sift_closed": request.GET.get("filter") == "closed",
        "unfiltered": look.unfiltered().query(),
        "can_undo_earlier": look.view in (KEPT, ALL),
    }
    if look.is_filtered:
        told["chosen"] = _words(request, look)
    if told["sifting"]:
        told |= _choices(request, look)
    return told


def _words(request: MemberRequest, look: Look) -> list[str]:
    member = request.member
    areas = list(names_of(look.areas, member).values())
    levels = [str(Level(level).label) for level in look.levels]
    sources = list(Source.objects.for_member(member).filter(pk=look.source)) if look.source else []
    marks = [_("Marked “%(mark)s”") % {"mark": look.mark}] if look.mark else []
    words = [f"”{look.words}”"] if look.words else []
    return [*areas, *levels, *(source.name for source in sources), *marks, *words]


def _marks(member: Membership) -> list[str]:
    """The words that rules mark with, or did."""
    marked = Rule.objects.for_member(member).exclude(mark="").order_by("mark")
    return sorted(marked.values_list("mark", flat=True).distinct(), key=swedish)


def _choices(request: MemberRequest, look: Look) -> dict[str, Any]:
    member = request.member
    areas = Area.objects.for_member(member).valid().values_list("pk", "name")
    sources = Source.objects.for_member(member).standing().order_by("sort_key", "pk").values_list("pk", "name")
    return {
        "area_choices": [(pk, name, pk in look.areas) for pk, name in areas],
        "no_area_chosen": 0 in look.areas,
        "level_choices": [(level, level in look.levels) for level in Level.values],
        "source_choices": [(pk, name, pk == look.source) for pk, name in sources],
        "mark_choices": [(mark, mark == look.mark) for mark in _marks(member)],
    }
