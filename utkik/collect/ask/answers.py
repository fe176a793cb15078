"""A feed's last answer, kept for those who want the details: what is noted of it, and how that is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik import clock
from utkik.text.normal import nfc
from utkik.web import dates

if TYPE_CHECKING:
    from utkik.collect.ask.flight import Outcome
    from utkik.collect.models import Feed

LONGEST = 300
Lines = list[tuple[str, str]]


def told(outcome: Outcome) -> dict[str, Any]:
    """What is kept of an answer. An answer of “nothing new” is not noted: it costs no writing."""
    answer = outcome.answer
    found: dict[str, Any] = {"at": clock.now().isoformat()}
    if answer is None:
        return found
    if outcome.reading:
        found["entries"] = len(outcome.reading.entries)
    return found | {
        "status": answer.status,
        "type": _plain(answer.content_type),
        "bytes": len(answer.body),
        "address": _plain(answer.address),
        "redirects": len(answer.hops),
    }


def lines(feed: Feed) -> Lines:
    """The same as label and value, with when the feed is asked and how it says that nothing is new."""
    known = feed.answered
    made: Lines = []
    if at := known.get("at"):
        made += _answer(known, datetime.fromisoformat(at))
        if feed.succeeded_at and feed.succeeded_at > datetime.fromisoformat(at) + timedelta(minutes=1):
            made.append((_("Nothing new since, last asked"), dates.moment(feed.succeeded_at)))
    if feed.form:
        made.append((_("Written as"), FORMS.get(feed.form, feed.get_kind_display())))
    made.append((_("Is read"), every(feed.interval)))
    if not feed.retired_at:
        made.append((_("Is asked next"), dates.moment(feed.next_check_at)))
    made.append(
        (
            _("Tells when nothing is new"),
            pgettext("to a question", "Yes") if feed.etag or feed.last_modified else pgettext("to a question", "No"),
        )
    )
    return made


def every(interval: timedelta) -> str:
    """“About every 40 minutes”."""
    minutes = round(interval.total_seconds() / 60)
    if minutes < 60:
        return ngettext("About every minute", "About every %(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 24:
        return ngettext("About every hour", "About every %(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("About once a day", "About every %(count)d days", days) % {"count": days}


def _answer(known: dict[str, Any], at: datetime) -> Lines:
    made = [(_("Asked"), dates.moment(at))]
    if "status" not in known:
        return [*made, (_("What came"), _("No answer"))]
    made.append((_("Status of the answer"), str(known["status"])))
    if known["type"]:
        made.append((_("Kind of the answer"), known["type"]))
    if known["bytes"]:
        made.append((_("How large"), _kilobytes(known["bytes"])))
    if "entries" in known:
        made.append((_("Articles in it"), str(known["entries"])))
    if known["redirects"]:
        made.append((_("Led on to"), known["address"]))
    return made


def _kilobytes(count: int) -> str:
    return f"{max(round(count / 1000), 1)} kB"


def _plain(text: str) -> str:
    return "".join(sign for sign in nfc(text) if sign.isprintable())[:LONGEST]


FORMS = {"rss": "RSS", "rdf": "RSS 1.0", "atom": "Atom", "json": "JSON Feed"}
