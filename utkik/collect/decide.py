"""What of a reading is new, what has changed, what was there: decisions alone, without clock and database.

An item is one thing, told apart by its address; where it has none, by feed and guid; else by its words. A sighting
is an item as one feed told it, remembered by its guid there.
"""

from collections import Counter
from dataclasses import dataclass, field

from utkik.collect import same
from utkik.collect.address import fingerprint, identity, is_web
from utkik.collect.read.reading import Entry

PURGED = "purged"  # in the place of a text's hash: its words were taken, and are not written again


@dataclass(frozen=True, slots=True)
class Keyed:
    """An entry with what it is known by."""

    entry: Entry
    guid_hash: str
    item_identity: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting that is stored."""

    pk: int
    item: int
    text_hash: str


@dataclass(slots=True)
class Plan:
    """What is to be stored. `known`: sightings of the reading that were there before."""

    new: list[Keyed] = field(default_factory=list)
    changed: list[tuple[Seen, Keyed]] = field(default_factory=list)
    known: list[Seen] = field(default_factory=list)


def keyed(entries: list[Entry], feed_identity: str) -> list[Keyed]:
    """Every entry with its keys, each guid once.

    A guid or a link that several entries of one document share tells none of them apart, nor does a link to the
    site's front page.
    """
    guids = Counter(entry.guid for entry in entries if entry.guid)
    articles = [same.of_canonical(entry.link) for entry in entries]
    links: dict[str, set[str]] = {}
    for entry, link in zip(entries, articles, strict=True):
        links.setdefault(link, set()).add(entry.guid or entry.title)
    once: dict[str, Keyed] = {}
    for entry, link in zip(entries, articles, strict=True):
        guid_hash = _guid_hash(entry, is_shared=guids[entry.guid] > 1)
        own = link if link and len(links[link]) == 1 and not _is_front_page(link) else ""
        item = _item_identity(entry, own, guid_hash, feed_identity)
        text_hash = fingerprint(entry.title, entry.summary_text)
        once.setdefault(guid_hash, Keyed(entry, guid_hash, item, text_hash))
    return list(once.values())


def plan(entries: list[Keyed], seen: dict[str, Seen], purged: frozenset[str] = frozenset()) -> Plan:
    """What to do with a reading. `seen`: guid hash → stored sighting; `purged`: identities that never return."""
    made = Plan()
    for entry in entries:
        stored = seen.get(entry.guid_hash)
        if stored is None:
            if entry.item_identity not in purged:
                made.new.append(entry)
            continue
        made.known.append(stored)
        if stored.text_hash not in (entry.text_hash, PURGED):
            made.changed.append((stored, entry))
    return made


def _guid_hash(entry: Entry, *, is_shared: bool) -> str:
    if entry.guid:
        name = identity(entry.guid) if is_web(entry.guid) else entry.guid
        return fingerprint("guid", name, *([identity(entry.link) or entry.title] if is_shared else []))
    if entry.link:
        return fingerprint("link", identity(entry.link), entry.title if _is_front_page(identity(entry.link)) else "")
    return fingerprint("text", entry.title, entry.summary_text)


def _item_identity(entry: Entry, link: str, guid_hash: str, feed_identity: str) -> str:
    if link:
        return "link:" + fingerprint(link)
    if entry.guid or entry.link:
        return "guid:" + fingerprint(feed_identity, guid_hash)
    return "text:" + fingerprint(entry.title, entry.summary_text)


def _is_front_page(link: str) -> bool:
    return link.partition("/")[2] == ""
