"""What a page, a sitemap or a robots.txt leads to, as a reading: looked for where a runaway can be killed."""

from utkik.collect.read import discover, ways
from utkik.collect.read.reading import Entry, Reading

ANNOUNCED = "announced"


def read(body: bytes, address: str, charset: str, kind: str) -> Reading:
    """Of a page: its title, its feeds as entries, and as blocks what is worth a try where it names none. Of a sitemap:
    what may be a feed as blocks, further sitemaps as `again`. Of robots.txt: the sitemaps as blocks."""
    made = Reading(kind, "", address, "")
    if kind == ways.SITEMAP:
        feeds, more = discover.of_sitemap(body, address)
        made.blocks, made.again = feeds[: discover.LIMIT], more[: discover.LIMIT]
    elif kind == ways.ROBOTS:
        made.blocks = discover.sitemaps_of(body, address)[: discover.LIMIT]
    else:
        made.title = discover.title_of(body, charset)
        found = discover.feeds_of(body, address, charset)
        made.entries = [
            Entry(ANNOUNCED if one.announced else "", one.title, one.address, "", "", None, "") for one in found
        ]
        made.blocks = discover.guesses(body, address, charset)
    return made


def feeds(reading: Reading) -> list[discover.Found]:
    """The feeds that a page leads to, the likeliest first."""
    return [discover.Found(one.link, one.title, one.guid == ANNOUNCED) for one in reading.entries]
