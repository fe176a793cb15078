"""One row of a list on a page: title, date and the text beside them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import cached_property

from lxml import html

from utkik.collect.read import clean, dates, furniture

_DATE = re.compile(furniture.DATE, re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:läs|se|visa|öppna|gå|ladda|hela|till|mer|read|see|view|show|more|go|open|pdf|länk|link)"
    r"(?:\s+(?:mer|mera|mer om|hela|vidare|ner|ned|till|här|om|på|more|full|the|to|on|all|this|about|here|allt?|alla"
    r"|artikeln?|nyheten|nyheter|inlägget|sidan|texten|nyhetssidan|article|news|story|page|post|details|pdf))*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:läs|se|read)\s+(?:mer|mera|hela|vidare|more)\b", re.IGNORECASE)
_TOO_LONG = 160
SIGNS = 2_000
_FLAT = frozenset({"a", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "p", "b", "strong", "span"})
_ROWS = frozenset({"li", "article", "tr", "dd", "p"})
_HEADINGS = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or @role='heading'"
_BESIDE = 4
_UPDATED = re.compile(r"uppdat|ändr|update|modif", re.IGNORECASE)


def is_generic(words: str) -> bool:
    """Whether a link's words say nothing of what it leads to."""
    return not words or bool(_GENERIC.fullmatch(words.strip(" .…»›→>"))) or sum(map(str.isalpha, words)) < 2


def words_of(node: html.HtmlElement) -> str:
    """An element's words on one line, with a gap between its parts."""
    return " ".join(" ".join(node.itertext()).split())


class Record:
    """`held`: how many links of the group each element of the page holds."""

    def __init__(self, link: html.HtmlElement, address: str, held: Counter) -> None:
        self.address, self._link, self._held = address, link, held
        self._top = link
        is_alone = max(held.values()) == 1
        for above in link.iterancestors():
            if held[above] > 1 or above.tag in ("body", "html", "main") or is_alone and self._top.tag in _ROWS:
                break
            self._top = above

    @cached_property
    def _parts(self) -> list[html.HtmlElement]:
        """The record, and in a flat list what stands beside it without a link of its own."""
        parts, top = [self._top], self._top
        if top.tag not in _FLAT:
            return parts
        before = top.getprevious()
        if top.tag == "dd" and before is not None and not self._held[before]:
            parts.insert(0, before)
        after = top.getnext()
        while after is not None and not self._held[after] and len(parts) < _BESIDE and after.tag != "dt":
            parts.append(after)
            after = after.getnext()
        return parts

    @cached_property
    def title(self) -> str:
        inside = self._link.xpath(f".//*[{_HEADINGS}]")
        words = words_of(inside[0]) if inside else words_of(self._link)
        if not inside and len(words) > _TOO_LONG:
            words = next((words_of(part) for part in self._link.iter("strong", "b", "p", "span", "div")), words)
        says_much = not is_generic(words) and not _DATE.fullmatch(words)
        if says_much and not (_LEADING.match(words) and self._headings):
            return clean.headline(words, is_html=False)
        for heading in self._headings:
            if not is_generic(words_of(heading)):
                return clean.headline(words_of(heading), is_html=False)
        told = self._link.get("aria-label") or self._link.get("title") or ""
        told = words if says_much else told
        return "" if is_generic(told) else clean.headline(told, is_html=False)

    @cached_property
    def _headings(self) -> list[html.HtmlElement]:
        return [one for part in self._parts for one in part.xpath(f"descendant-or-self::*[{_HEADINGS}]")]

    @property
    def has_heading(self) -> bool:
        return bool(self._headings) or bool(self._link.xpath(f"ancestor::*[{_HEADINGS}]"))

    @property
    def says_more(self) -> bool:
        return bool(self.published or self.summary)

    @cached_property
    def published(self) -> datetime | None:
        """The date that stands in the record; when it was published before when it was changed."""
        for node in sorted(self._times, key=lambda one: bool(_UPDATED.search(_called(one)))):
            found = dates.moment(node.get("datetime") or "") or _in_words(words_of(node))
            if found:
                return found
        words = " ".join(" ".join(part.itertext()) for part in self._parts)
        return _in_words(" ".join(words.split()).replace(self.title, " ", 1))

    @property
    def _times(self) -> list[html.HtmlElement]:
        wanted = "self::time or contains(@class, 'date') or contains(@class, 'datum') or contains(@class, 'publ')"
        return [one for part in self._parts for one in part.xpath(f"descendant-or-self::*[{wanted}]")]

    @cached_property
    def summary(self) -> str:
        """The paragraphs beside the title that say something."""
        found = []
        for part in self._parts:
            nodes = [part] if part.tag in ("p", "dd") else part.xpath(".//p | .//td[not(.//a)] | .//*[not(*)]")
            for node in nodes:
                words = furniture.steady_text(words_of(node)[:SIGNS])
                if len(words) > 20 and words != self.title and self.title not in words and words not in found:
                    found.append(words)
        return "\n\n".join(found)[:SIGNS]


def _called(node: html.HtmlElement) -> str:
    above = node.getparent()
    return " ".join(
        (node.get("class") or "", node.get("itemprop") or "", above.text or "" if above is not None else "")
    )


def _in_words(words: str) -> datetime | None:
    for found in _DATE.finditer(words[:3_000]):
        if read := dates.moment(found[0]):
            return read
    return None
