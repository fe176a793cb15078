"""Who sees and does what in `meetings`."""

from tests.access import meetings_days, meetings_forums

ROWS = [*meetings_forums.ROWS, *meetings_days.ROWS]


def fill(organisation, word):
    """One of everything here, with the word in every text."""
    meetings_forums.fill(organisation, word)
    meetings_days.fill(organisation, word)
