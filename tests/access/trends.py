"""Who sees and does what in `trends`."""

from tests.access.row import Row

ROWS: list[Row] = []


def fill(organisation, word):
    """One of everything here, with the word in every text."""
