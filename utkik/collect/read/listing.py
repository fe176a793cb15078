"""The list on a page: the links that repeat, each with the title and the date that stand beside it.

Links that stand at the same place of the tree (tags, and classes without what counts or varies) make a group; the
group with the most to say is proposed. A record is the largest part of the page that holds one link of the group.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lxml import html

from utkik.collect.address import absolute, canonical, identity
from utkik.collect.read import clean, furniture
from utkik.collect.read.reading import ENTRY_LIMIT, Raw
from utkik.collect.read.records import Record, is_generic

LEAST = 3
LINKS = 5_000
JUDGED = 200
CHOSEN = "selector"
_VARIES = re.compile(
    r"^(?:first|last|odd|even|active|current|selected|featured|highlight(?:ed)?|sticky|new|ny|is|has|js|big|large|small"
    r"|clearfix|row|col)$"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LOOSENED = (0, 1, 3, 5)
_SHORT = 25


@dataclass(slots=True)
class _Link:
    node: html.HtmlElement
    address: str
    steps: list[tuple[str, str]]


@dataclass
class _Group:
    """Links at one place of the tree."""

    key: str
    links: list[_Link] = field(default_factory=list)

    @cached_property
    def records(self) -> list[Record]:
        held: Counter = Counter()
        for link in self.links:
            held.update([link.node, *link.node.iterancestors()])
        made: dict[str, Record] = {}
        for link in self.links[: ENTRY_LIMIT + 1]:
            record = Record(link.node, link.address, held)
            if record.title:
                made.setdefault(link.address, record)
        return list(made.values())

    @cached_property
    def score(self) -> float:
        """How much the group has to say: long titles, each its own, with dates, headings and text beside them."""
        records = self.records[:JUDGED]
        titles = {record.title for record in records}
        if len(records) < LEAST or len(titles) < max(LEAST, len(records) * 0.6):
            return 0.0
        points = float(sum(min(len(title), 80) for title in titles))
        size = len(records)
        points *= 1 + 0.8 * sum(record.published is not None for record in records) / size
        points *= 1 + 0.4 * sum(record.has_heading for record in records) / size
        points *= 1 + 0.3 * sum(bool(record.summary) for record in records) / size
        usual = sorted(len(title) for title in titles)[len(titles) // 2]
        return points * (0.3 if usual < _SHORT and not any(record.says_more for record in records) else 1.0)


def read(
    root: html.HtmlElement, base: str, address: str, shape: str, chosen: list[html.HtmlElement] | None
) -> tuple[list[Raw], str]:
    """The list's entries and where it stands. `shape`: where it stood; `chosen`: what the selector names."""
    if chosen is not None:
        group = _of_chosen(chosen, base, address)
        return _entries(group.records), CHOSEN
    furniture.clear(root)
    links = list(islice(_links([root], base, address), LINKS))
    mains = set(root.xpath("//main | //*[@role='main']"))
    inside = [link for link in links if any(above in mains for above in link.node.iterancestors())]
    for some in (inside, links):
        if best := _standing(some, shape) or _best(_groups(some)):
            return _entries(best.records), best.key
    return [], ""


def _standing(links: list[_Link], shape: str) -> _Group | None:
    """The group that stands where the list stood before."""
    level = shape.partition(":")[0]
    if not level.isdigit():
        return None
    group = _Group(shape, [link for link in links if _key(link.steps, int(level)) == shape])
    return group if group.records else None


def _best(groups: list[_Group]) -> _Group | None:
    """The group with the most to say; the strictest of equals."""
    return max((group for group in groups if group.score), key=lambda group: group.score, default=None)


def _groups(links: list[_Link]) -> list[_Group]:
    """All groups, those of equal places first; in others the parts near the link may differ in their classes.

    A group that is the same as a stricter one is that one.
    """
    groups: dict[tuple[int, int], _Group] = {}
    for loose in _LOOSENED:
        found: dict[str, _Group] = {}
        for link in links:
            key = _key(link.steps, loose)
            found.setdefault(key, _Group(key)).links.append(link)
        for group in found.values():
            groups.setdefault((id(group.links[0]), len(group.links)), group)
    return list(groups.values())


def _key(steps: list[tuple[str, str]], loose: int) -> str:
    firm = len(steps) - loose
    told = [f"{tag}.{name}" if name and place < firm else tag for place, (tag, name) in enumerate(steps)]
    return f"{loose}:{'/'.join(told)}"


def _links(parts: Iterable[html.HtmlElement], base: str, address: str) -> Iterator[_Link]:
    here = identity(address).partition("#")[0]
    for part in parts:
        for node in part.iter("a"):
            href = (node.get("href") or "").strip()
            if not href or href.startswith("#") or _leads_elsewhere(node):
                continue
            place = canonical(absolute(base, href))
            if place and identity(place).partition("#")[0] != here:
                yield _Link(node, place, _steps(node))


def _leads_elsewhere(node: html.HtmlElement) -> bool:
    """To the next page of the list, or to a place where it is shared."""
    return bool(set((node.get("rel") or "").lower().split()) & {"next", "prev", "tag", "author"})


def _steps(node: html.HtmlElement) -> list[tuple[str, str]]:
    path = [node, *(above for above in node.iterancestors() if above.tag not in ("html", "body"))]
    return [("h" if one.tag in _HEADINGS else str(one.tag), _name(one)) for one in reversed(path)]


def _name(node: html.HtmlElement) -> str:
    """What an element is called, without numbers and what varies from one to the next."""
    for told in f"{node.get('class') or ''} {node.get('id') or ''}".lower().split():
        name = re.sub(r"\d+", "", told.partition("--")[0]).strip("-_")
        if name and not _VARIES.match(name):
            return name
    return ""


def _of_chosen(chosen: list[html.HtmlElement], base: str, address: str) -> _Group:
    """The links that a selector names: themselves, or the likeliest in each part; in one part alone the list in it."""
    if len(chosen) == 1 and chosen[0].tag != "a":
        within = list(islice(_links(chosen, base, address), LINKS))
        best = _best(_groups(within))
        return best or _Group(CHOSEN, within)
    group = _Group(CHOSEN)
    for part in chosen[:LINKS]:
        links = list(_links([part], base, address))
        often = Counter(link.address for link in links)
        if links:
            group.links.append(max(links, key=lambda link: _weight(link, often[link.address])))
    return group


def _weight(link: _Link, often: int) -> tuple[bool, int, bool, int]:
    """How likely a link leads to what its part is about: in the heading, named often, with words of its own."""
    words = clean.headline(link.node.text_content(), is_html=False)
    above = {node.tag for node in (link.node, *link.node.iterancestors(*_HEADINGS), *link.node.iter(*_HEADINGS))}
    return bool(above & _HEADINGS), often, not is_generic(words), len(words)


def _entries(records: list[Record]) -> list[Raw]:
    """Raw entries: told apart by their address without session ids, where that still tells them apart."""
    steady = Counter(furniture.steady_address(record.address) for record in records)
    made = []
    for record in records:
        own = furniture.steady_address(record.address)
        made.append(
            Raw(
                guid=own if steady[own] == 1 else record.address,
                title=record.title,
                link=record.address,
                text=record.summary,
                text_is_plain=True,
                published=record.published,
            )
        )
    return made
