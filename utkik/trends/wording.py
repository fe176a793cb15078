"""Headings that say what the pages show, computed from counts and names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.trends.models import EditionTrend
from utkik.web.spelled import spelled

Change = EditionTrend.Change
SENTENCE = re.compile(r".+?[.!?](?:\s|$)|.+$", re.S)
SHORT = 160


def list_finding(count: int, *, closer: int, further: int, new: int, silent: int, has_edition: bool) -> str:
    """“Seven trends have come closer, one has stood long without new evidence”."""
    if not count:
        return _("No trend is followed yet")
    first = _movement_finding(closer, further, new) if has_edition else ""
    if not first:
        told = {"number": spelled(count, begins=True)}
        first = ngettext("%(number)s trend is followed", "%(number)s trends are followed", count) % told
    if not silent:
        return first
    told = {"first": first, "silent": spelled(silent)}
    return (
        ngettext(
            "%(first)s, %(silent)s has stood long without new evidence",
            "%(first)s, %(silent)s have stood long without new evidence",
            silent,
        )
        % told
    )


def _movement_finding(closer: int, further: int, new: int) -> str:
    """What moved most since the newest edition; nothing when nothing did."""
    told = {"number": spelled(closer or new or further, begins=True)}
    if closer:
        return ngettext("%(number)s trend has come closer", "%(number)s trends have come closer", closer) % told
    if new:
        return ngettext("%(number)s trend is new", "%(number)s trends are new", new) % told
    if further:
        return ngettext("%(number)s trend lies further away", "%(number)s trends lie further away", further) % told
    return ""


def list_lead(name: str, count: int, forces: int, taken: int, own: int) -> str:
    """Whose trends these are, and where they come from."""
    told = {"name": name, "number": spelled(count, begins=True), "forces": spelled(forces)}
    first = ngettext("%(number)s trend that %(name)s follows", "%(number)s trends that %(name)s follows", count) % told
    within = ngettext("in %(forces)s force", "in %(forces)s forces", forces) % told
    lead = f"{first}, {within}." if forces else f"{first}."
    if not taken:
        return lead
    told = {"taken": spelled(taken, begins=True), "own": spelled(own)}
    from_frame = ngettext("%(taken)s comes from a framework", "%(taken)s come from a framework", taken) % told
    if not own:
        return f"{lead} {from_frame}."
    ours = ngettext("%(own)s is our own", "%(own)s are our own", own) % told
    return f"{lead} {from_frame}, {ours}."


def movement(change: str, was: str) -> str:
    """“closer, was this term of office”."""
    if change == Change.CLOSER:
        return _("closer, was %(was)s") % {"was": was}
    if change == Change.FURTHER:
        return _("further away, was %(was)s") % {"was": was}
    if change == Change.NEW:
        return _("new since the last edition")
    return _("unchanged") if change == Change.UNCHANGED else ""


def first_words(text: str) -> str:
    """The first sentence or two of a text, as a list shows it."""
    found = ""
    for sentence in SENTENCE.findall(text.strip()):
        if found and len(found) + len(sentence) > SHORT:
            break
        found += sentence
    found = " ".join(found.split())
    return found if len(found) <= SHORT + 40 else f"{found[:SHORT].rsplit(' ', 1)[0]} …"


def compared_finding(came: int, went: int, moved: int, reworded: int) -> str:
    """“Two came, two went, eight moved and three were reworded”."""
    parts = [
        (came, ngettext("%(number)s came", "%(number)s came", came)),
        (went, ngettext("%(number)s went", "%(number)s went", went)),
        (moved, ngettext("%(number)s moved", "%(number)s moved", moved)),
        (reworded, ngettext("%(number)s was reworded", "%(number)s were reworded", reworded)),
    ]
    said = [words % {"number": spelled(count)} for count, words in parts if count]
    if not said:
        return _("Nothing differs")
    whole = and_list(said)
    return whole[:1].upper() + whole[1:]


def and_list(words: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def overview_finding(handed_in: int, asked: int, waiting: int) -> str:
    """“Four of six units have answered and three proposals wait”."""
    if handed_in == asked:
        first = _("All have answered")
    elif not handed_in:
        first = _("No unit has answered yet")
    else:
        told = {"done": spelled(handed_in, begins=True), "asked": spelled(asked)}
        first = _("%(done)s of %(asked)s units have answered") % told
    if not waiting:
        return first
    told = {"number": spelled(waiting, neuter=True)}
    rest = ngettext("%(number)s proposal waits for an answer", "%(number)s proposals wait for an answer", waiting)
    return and_list([first, rest % told])


def answering_finding(given: int, asked: int, day: str, *, handed_in: bool) -> str:
    """“Five of eight trends are answered, three remain until 12 December”."""
    if handed_in:
        return _("The answers are handed in")
    left = asked - given
    if not left:
        return _("All trends are answered, hand in by %(day)s") % {"day": day}
    told = {"given": spelled(given, begins=True), "asked": spelled(asked), "left": spelled(left), "day": day}
    return (
        ngettext(
            "%(given)s of %(asked)s trends are answered, %(left)s remains until %(day)s",
            "%(given)s of %(asked)s trends are answered, %(left)s remain until %(day)s",
            left,
        )
        % told
    )
