"""`utkik collect`: one pass over the feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from utkik.command import prepare
from utkik.command.say import say

if TYPE_CHECKING:
    from utkik.collect.store import Stored


def run(options) -> int:
    """Fetch what is due, or all; prints what came of it."""
    prepare.read_database()
    from utkik.collect.ask import fetch  # models: after django.setup()

    letters = _letters(options.all)
    totals = fetch.collect_once(all_feeds=options.all)
    totals["new_items"] += letters.new_items
    totals["new_entries"] += letters.new_entries
    line = (
        f"{totals['feeds']} feeds: {totals['unchanged']} unchanged, {totals['failed']} failed;"
        f" {totals['new_items']} new items, {totals['new_entries']} new entries; {totals['seconds']} s"
    )
    say(options, totals, [line])
    return 0


def _letters(all_of_them: bool) -> Stored:
    """What the newsletters' mailbox brought; what reads mail is loaded only where there is one."""
    from utkik.collect.store import Stored  # models: after django.setup()

    if settings.NEWSLETTER_MAILBOX is None:
        return Stored()
    from utkik.collect.letters import mailroom

    return mailroom.read_once(all_of_them=all_of_them)
