"""What search looks in: a signal's own texts, its number, and the titles behind it."""

from __future__ import annotations

from utkik.signals.fields import LINES, TEXTS, Fields, snapshot
from utkik.signals.models import Signal
from utkik.text import search


def terms(signal: Signal, fields: Fields) -> str:
    """The search terms of a signal with these fields."""
    titles = signal.evidence.filter(removed_at=None).values_list("title", "publisher")
    own = [fields.get(name, "") for name in (*LINES, *TEXTS)]
    return search.terms(str(signal.number), *own, *(text for pair in titles for text in pair))


def index(signal: Signal) -> None:
    """Write the terms anew, after what lies behind the signal changed."""
    rows = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk)
    rows.update(search_terms=terms(signal, snapshot(signal)))
