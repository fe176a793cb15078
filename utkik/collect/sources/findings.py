"""What the sources' pages state in their headings: made of counts and names alone."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.collect.address import host_of
from utkik.collect.models import Source
from utkik.collect.sources.health import Health
from utkik.web.spelled import spelled

ENOUGH_WEEKS = 4


def of_list(states: Sequence[Health]) -> str:
    """“Two sources have fallen silent, the other 41 are read as they should be”."""
    trouble, all_of_them = sum(one.is_trouble for one in states), len(states)
    if not all_of_them:
        return _("No sources are followed yet")
    if waiting := sum(one.state == "waiting" for one in states):
        return _with_waiting(trouble, waiting)
    if not trouble:
        return ngettext(
            "The only source is read as it should be", "All %(count)d sources are read as they should be", all_of_them
        ) % {"count": all_of_them}
    if trouble == all_of_them:
        return ngettext("The only source gives nothing", "None of the %(count)d sources gives anything", trouble) % {
            "count": trouble
        }
    return _mixed(trouble, all_of_them - trouble)


def _with_waiting(trouble: int, waiting: int) -> str:
    told = ngettext(
        "%(waiting)s source is read for the first time", "%(waiting)s sources are read for the first time", waiting
    ) % {"waiting": spelled(waiting, begins=True)}
    if not trouble:
        return told
    silent = ngettext("one has fallen silent", "%(trouble)s have fallen silent", trouble)
    return f"{told}, {silent % {'trouble': spelled(trouble)}}"


def _mixed(trouble: int, well: int) -> str:
    told = {"trouble": spelled(trouble, begins=True), "well": well}
    if well == 1:
        return (
            ngettext(
                "One source has fallen silent, the other is read as it should be",
                "%(trouble)s sources have fallen silent, the other one is read as it should be",
                trouble,
            )
            % told
        )
    return (
        ngettext(
            "One source has fallen silent, the other %(well)d are read as they should be",
            "%(trouble)s sources have fallen silent, the other %(well)d are read as they should be",
            trouble,
        )
        % told
    )


def of_source(source: Source, health: Health) -> str:
    """“Hallands Nyheter: stopped answering on 14 Nov”; the name alone while all is well."""
    if not health.is_trouble:
        return source.name
    return f"{source.name}: {health.says[:1].lower()}{health.says[1:]}"


def of_weeks(weeks: Sequence[int]) -> str:
    """“Mostly ten articles a week”; of what came in few weeks only, how many."""
    lived = [count for count in weeks if count]
    if not lived:
        return _("No articles in the last twelve weeks")
    if len(lived) < ENOUGH_WEEKS:
        number = sum(lived)
        return ngettext("One article in twelve weeks", "%(count)s articles in twelve weeks", number) % {
            "count": spelled(number, begins=True)
        }
    usual = round(median(lived))
    return ngettext("Mostly one article a week", "Mostly %(count)s articles a week", usual) % {"count": spelled(usual)}


def of_share(used: int, articles: int) -> str:
    """“Seven of 102 articles became signals, 7 per cent”; nothing where nothing came."""
    if not articles:
        return ""
    told = {"used": spelled(used, begins=True), "count": articles, "share": round(100 * used / articles)}
    if not used:
        return ngettext(
            "The article has not become a signal.", "None of the %(count)d articles has become a signal.", articles
        ) % {"count": articles}
    return (
        ngettext(
            "One of %(count)d articles became a signal: %(share)d per cent.",
            "%(used)s of %(count)d articles became signals: %(share)d per cent.",
            used,
        )
        % told
    )


def of_found(address: str, feeds: int) -> str:
    """“varberg.se has three feeds”."""
    told = {"site": host_of(address), "count": spelled(feeds)}
    return ngettext("%(site)s has one feed", "%(site)s has %(count)s feeds", feeds) % told


def of_page(address: str) -> str:
    """“varberg.se has no feed there, but the page can be watched”."""
    return _("%(site)s has no feed there, but the page can be watched") % {"site": host_of(address)}


def of_offers(feeds: int) -> str:
    """“Three feeds were found”."""
    return ngettext("One feed was found", "%(count)s feeds were found", feeds) % {"count": spelled(feeds, begins=True)}


def of_intake(size: int, taken: int, added: int, read: int) -> str:
    """What a file that is taken in has come to: it is taken in, then read for the first time."""
    if taken < size:
        return _("%(taken)d of %(size)d sources are taken in") % {"taken": taken, "size": size}
    if read < added:
        return ngettext(
            "The source is taken in and is read now",
            "The sources are taken in, %(read)d of %(count)d have been read",
            added,
        ) % {"read": read, "count": added}
    return ""


def of_import(added: int, there: int) -> str:
    """“Twelve sources were added”."""
    if added:
        return ngettext("One source was added", "%(count)s sources were added", added) % {
            "count": spelled(added, begins=True)
        }
    return _("All of them were there already") if there else _("No source was added")
