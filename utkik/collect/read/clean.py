"""HTML from outside, made harmless; and plain text made of it.

An allow-list without attributes but a link's address. Pictures are dropped (none is kept or loaded from elsewhere),
links are made absolute first and what is relative after that is refused.
"""

import html
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Literal

import nh3

from utkik.collect.address import absolute, canonical
from utkik.text.normal import nfc

TAGS = frozenset(
    "p br hr div a b strong i em u s del ins mark small sub sup q cite abbr code kbd samp var pre blockquote"  # noqa: SIM905
    " ul ol li dl dt dd table caption thead tbody tfoot tr th td".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
DROPPED_WHOLE = frozenset(
    "script style noscript template iframe object svg math title textarea select option button video audio"  # noqa: SIM905
    " canvas head noembed noframes xmp plaintext frameset".split()
)
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "noopener noreferrer"

_RELATIVE_LINK = re.compile(r"""href\s*=\s*["']?\s*(?!["']?\s*(?:https?:|mailto:))""", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h[1-6]>")
_EMPTY = re.compile(rf'<(p|div|a|b|strong|i|em)(?: href="[^"]*")?(?: rel="{REL}")?>(?:\s|&nbsp;|<br>)*</\1>')
_LINK_TO_NOWHERE = re.compile(rf'<a rel="{REL}">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>""")
_BLOCK_END = re.compile(r"<(?:/(?:p|li|dd|dt|tr|pre|blockquote|caption|h[1-6]|div|ul|ol|table)|br|hr)\b[^>]*>")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|img|ul|ol|li|h[1-6]|table|tr|td|th|blockquote|font|center|sub|sup|small|q"
    r"|pre|code|abbr|cite|hr|iframe|script|style|figure|section|article|svg|math|video|audio|input|form|button)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|br|div|a|ul|ol|li|strong|em|b|i|h[1-6]|span|img)\b", re.IGNORECASE)


def _seen_from_base(link: str) -> str | None:
    return canonical(absolute(_base.get(), link)) or None


def _cleaner(relative: Callable[[str], str | None] | Literal["deny"] = "deny") -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS | HEADINGS),
        attributes={"a": {"href"}, "*": set()},  # unsaid, title and lang would be let through everywhere
        clean_content_tags=set(DROPPED_WHOLE),
        url_schemes=set(SCHEMES),
        url_relative=relative,
        link_rel=REL,
    )


# What relative links are seen from just now: making a cleaner for each text would cost more than cleaning it.
_base: ContextVar[str] = ContextVar("utkik_base", default="")
_PLAIN, _WITH_BASE = _cleaner(), _cleaner(_seen_from_base)


def clean(text: str, base: str = "") -> str:
    """Harmless HTML. `base`: the address that relative links are seen from. Cleaning twice changes nothing more."""
    if base and _RELATIVE_LINK.search(text):
        token = _base.set(base)
        cleaned = _WITH_BASE.clean(text)
        _base.reset(token)
    else:
        cleaned = _PLAIN.clean(text)
    if "<h" in cleaned:
        cleaned = _PLAIN.clean(_HEADING.sub(_bold_paragraph, cleaned))
    return _tidied(cleaned).strip()


def has_markup(text: str) -> bool:
    """Whether the text holds HTML tags, not merely signs such as <3."""
    return bool(_MARKUP.search(text))


def unescaped_once(text: str) -> str:
    """HTML that was escaped once too often, as it was meant; anything else as it is."""
    return html.unescape(text) if not has_markup(text) and _ESCAPED_MARKUP.search(text) else text


def unescaped_all(text: str) -> str:
    """Text without tags whose entities are read: `Hamn &amp; kaj` is Hamn & kaj."""
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def paragraphs(text: str) -> str:
    """Plain text as HTML: a blank line parts paragraphs, a line break stays one."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def plain(cleaned: str) -> str:
    """The words of cleaned HTML: one line for each block."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", cleaned))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return nfc("\n".join(line for line in lines if line))


def headline(text: str, *, is_html: bool) -> str:
    """A title as one line of plain text. A sign such as < that begins no tag stays."""
    if (is_html and "<" in text) or has_markup(text):
        text = plain(_PLAIN.clean(text))
    elif "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(nfc(text).split())


def _bold_paragraph(tag: re.Match[str]) -> str:
    return "</strong></p>" if tag[1] else "<p><strong>"


def _tidied(cleaned: str) -> str:
    """Without links that lead nowhere and without what is left of a dropped picture."""
    if f'<a rel="{REL}">' in cleaned:
        cleaned = _LINK_TO_NOWHERE.sub(r"\1", cleaned)
    before = ""
    while before != cleaned:
        before, cleaned = cleaned, _EMPTY.sub("", cleaned)
    return cleaned
