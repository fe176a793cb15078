"""How bytes are read: as a feed, as a list on a page or one page that is watched, as an article's page, as a letter, or
for what they lead to.

Knows no database.
"""

from dataclasses import asdict, dataclass

from utkik.collect.address import identity

FEED, LISTING, PAGE, ARTICLE, LETTER = "feed", "listing", "page", "article", "letter"
LEADS, SITEMAP, ROBOTS = "leads", "sitemap", "robots"
WATCHED = frozenset({LISTING, PAGE})
LEADING = frozenset({LEADS, SITEMAP, ROBOTS})


@dataclass(frozen=True, slots=True)
class Way:
    """`selector`: CSS, what of the page is read; `shape`: where the list stood the last time, else it is proposed."""

    kind: str
    selector: str = ""
    shape: str = ""

    def to_json(self) -> dict:
        """As a dictionary that JSON holds."""
        return asdict(self)


def identity_of(address: str, kind: str = FEED, selector: str = "") -> str:
    """What tells feeds apart: the address, and how a page is read."""
    own = identity(address)
    return own if kind == FEED or not own else " ".join((own, kind, selector)).strip()


def written(kind: str, address: str) -> str:
    """A way and its address as a form's choice carries them."""
    return address if kind == FEED else f"{kind}:{address}"


def parted(choice: str) -> tuple[str, str]:
    """The kind and the address of such a choice."""
    kind, mark, address = choice.partition(":")
    return (kind, address) if mark and kind in WATCHED else (FEED, choice)
