"""What a signal needs before it may be published: decided from its fields alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from utkik.signals.fields import LONGEST, LONGEST_MATTER, SHORTEST_MATTER, Fields


def missing(fields: Fields, matter_name: str) -> list[tuple[str, str]]:
    """Pairs of field and sentence for everything that is missing or too long, in the form's order; none: it may go out.

    `matter_name` is the organisation's name in "Därför är detta intressant för …".
    """
    found = [
        ("headline", _headline(fields.get("headline", ""))),
        ("fact", "" if fields.get("fact") else _("Write what is new, in two to four sentences.")),
        ("matter", _matter(fields.get("matter", ""), matter_name)),
        ("level", "" if fields.get("level") else _("Choose a level.")),
        ("area", "" if fields.get("area") else _("Choose an area.")),
    ]
    return [(name, sentence) for name, sentence in found if sentence]


def too_long(fields: Fields) -> list[tuple[str, str]]:
    """Pairs of field and sentence for the lines that hold more than there is room for, also in a draft."""
    names = {"who": _("Who"), "words": _("Words")}
    found = [("headline", _headline(fields.get("headline", "") or "-"))]
    found += [
        (name, _("Shorten “%(name)s”: at most %(most)d characters fit.") % {"name": said, "most": LONGEST[name]})
        for name, said in names.items()
        if len(fields.get(name, "")) > LONGEST[name]
    ]
    return [(name, sentence) for name, sentence in found if sentence]


def _headline(text: str) -> str:
    longest = LONGEST["headline"]
    if not text:
        return _("Write a headline in your own words.")
    if len(text) > longest:
        return _("Shorten the headline: it has %(count)d characters, at most %(most)d fit.") % {
            "count": len(text),
            "most": longest,
        }
    return ""


def _matter(text: str, name: str) -> str:
    if not text:
        return _("Write why this matters to %(name)s.") % {"name": name}
    if len(text) < SHORTEST_MATTER:
        return _("Say more about why this matters to %(name)s: at least %(least)d characters.") % {
            "name": name,
            "least": SHORTEST_MATTER,
        }
    if len(text) > LONGEST_MATTER:
        return _("Shorten why this matters to %(name)s: it has %(count)d characters, at most %(most)d fit.") % {
            "name": name,
            "count": len(text),
            "most": LONGEST_MATTER,
        }
    return ""


def names_missing(fields: Fields, matter_name: str) -> list[str]:
    """The names of what is missing, for a line in a list of drafts."""
    names = {
        "headline": _("a headline"),
        "fact": _("“What is new?”"),
        "matter": _("“Why this matters to %(name)s”") % {"name": matter_name},
        "level": _("a level"),
        "area": _("an area"),
    }
    return [names[name] for name, _sentence in missing(fields, matter_name)]
