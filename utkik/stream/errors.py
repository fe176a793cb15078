"""What an act of triage refuses, with a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StreamError(Exception):
    """An act that was refused; nothing changed. `text` is for the person, `code` for the program."""

    code = "stream"
    text: str | Promise = ""


class BadWords(StreamError):
    code = "rule_without_words"
    text = _("Write at least one word.")


class BadPattern(StreamError):
    code = "rule_pattern"
    text = _(
        "The regular expression cannot be used. Write it without look-around and back-references, or choose words"
        " instead."
    )


class DayNotAhead(StreamError):
    code = "day_not_ahead"
    text = _("Choose a day after today. The article comes back on that day.")


class NotAColleague(StreamError):
    code = "not_a_colleague"
    text = _("Choose a colleague in the group. Only scanners and analysts see the stream.")


class ListTooOld(StreamError):
    code = "list_too_old"
    text = _("The list on the page can no longer be read. Reload the page and try again.")


class NotYours(StreamError):
    code = "not_yours"
    text = _("Only whoever decided can undo it. Put the article back instead.")


class NothingTipped(StreamError):
    code = "nothing_tipped"
    text = _("Paste a link, or write what you saw.")


class ReadAlready(StreamError):
    code = "read_already"
    text = _("The group has read it already, so it stays. Write to whoever watches the area instead.")


class TooLongAgo(StreamError):
    code = "too_long_ago"
    text = _("It was decided more than 30 days ago. Put the article back instead.")
