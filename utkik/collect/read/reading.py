"""What is read of a feed, a page or a letter, before anything is stored."""

from dataclasses import dataclass, field
from datetime import datetime

TITLE_LIMIT = 500
SUMMARY_LIMIT = 10_000
ENTRY_LIMIT = 2_000
ADDRESS_LIMIT = 2_000


@dataclass(slots=True)
class Raw:
    """An entry as a form told it: nothing cleaned, links perhaps relative to `base`."""

    guid: str = ""
    title: str = ""
    title_is_html: bool = False
    link: str = ""
    text: str = ""
    text_is_plain: bool = False
    base: str = ""
    published: datetime | None = None
    language: str = ""


@dataclass(slots=True)
class RawFeed:
    """A feed as a form told it."""

    kind: str
    title: str = ""
    site: str = ""
    language: str = ""
    minutes: int = 0
    quiet: dict[str, list[int]] = field(default_factory=dict)
    entries: list[Raw] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One thing in a feed: title plain, text harmless HTML and its words, link absolute and canonical or empty.

    `terms`: what search looks in, where it was made already (see utkik.text.search).
    """

    guid: str
    title: str
    link: str
    summary_html: str
    summary_text: str
    published: datetime | None
    language: str
    terms: str = ""


@dataclass(slots=True)
class Reading:
    """What was read. `kind`: rss, rdf, atom, json, or one of `ways`; `minutes`: how seldom a feed asks to be fetched,
    or 0. Of a page that is watched, `shape` is where its list stands, `blocks` its text, and `again` its text as it
    was a moment later, where it was asked twice.

    `quiet`: the `hours` (UTC) and `days` (Monday is 0) in which it asks to be left alone.
    """

    kind: str
    title: str
    site: str
    language: str
    minutes: int = 0
    quiet: dict[str, list[int]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    shape: str = ""
    blocks: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    def to_json(self) -> dict:
        """As a dictionary that JSON holds: an entry is the list of its fields."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "entries": [
                [
                    entry.guid,
                    entry.title,
                    entry.link,
                    entry.summary_html,
                    entry.summary_text,
                    entry.published.isoformat() if entry.published else None,
                    entry.language,
                    entry.terms,
                ]
                for entry in self.entries
            ]
        }

    @classmethod
    def from_json(cls, made: dict) -> "Reading":
        """The reading that `to_json` gave."""
        entries = [Entry(*told) for told in made["entries"]]
        for entry in entries:
            if entry.published:
                entry.published = datetime.fromisoformat(entry.published)  # type: ignore[arg-type]
        return cls(**made | {"entries": entries})
