"""`utkik collect`: one pass over the feeds."""

from __future__ import annotations

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """Fetch what is due, or all; prints what came of it."""
    prepare.read_database()
    from utkik.collect.ask import fetch  # models: after django.setup()
    from utkik.collect.letters import mailroom  # models: after django.setup()

    letters = mailroom.read_once(all_of_them=options.all)
    totals = fetch.collect_once(all_feeds=options.all)
    totals["new_items"] += letters.new_items
    totals["new_entries"] += letters.new_entries
    line = (
        f"{totals['feeds']} feeds: {totals['unchanged']} unchanged, {totals['failed']} failed;"
        f" {totals['new_items']} new items, {totals['new_entries']} new entries; {totals['seconds']} s"
    )
    say(options, totals, [line])
    return 0
