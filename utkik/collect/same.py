"""When two addresses lead to one article: the forms for phones and AMP, with www or without.

What is only guessed to be the same is never shown: the address stays as it was given, and its key is compared.
"""

import re
from urllib.parse import urlsplit

from utkik.collect.address import canonical, fingerprint

_HOST = re.compile(r"^(?:(?:www|m|mobil|mobile|amp|wap)\.)+(?=[^.]+\.)")
_START = re.compile(r"^/amp(?=/.)")
_END = re.compile(r"(?:/amp|\.amp)?/?$")
_PAGE = re.compile(r"\.amp(?=\.html?$)")
_FORM = re.compile(
    r"(?:amp|_amp)(?:=(?:1|true|yes))?|(?:output(?:type)?|outputtype|view|format)=amp|mobile?=(?:1|true)|m=1", re.I
)
# Addresses that have no other form, as most have: read without taking them apart.
_ONE_FORM = re.compile(r"https?://(?!(?:www|m|mobil|mobile|amp|wap)\.)[a-z0-9.:-]+/(?:[^?#\s]*[^?#\s/])?")
CANONICAL_LIMIT = 2_000


def article(address: str) -> str:
    """What all forms of an article's address share; an empty text where it is no web address."""
    return of_canonical(canonical(address))


def of_canonical(address: str) -> str:
    """The same of an address that is canonical already, or empty."""
    if not address:
        return ""
    if _ONE_FORM.fullmatch(address) and "amp" not in address:
        return address.partition("://")[2]
    parts = urlsplit(address)
    host = _HOST.sub("", parts.netloc)
    path = _END.sub("", _PAGE.sub("", _START.sub("", parts.path)))
    query = "&".join(part for part in parts.query.split("&") if part and not _FORM.fullmatch(part))
    return f"{host}{path or '/'}" + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def site(address: str) -> str:
    """The host, with its port, without what tells the forms of one site apart."""
    return _HOST.sub("", urlsplit(canonical(address)).netloc)


def key(address: str) -> str:
    """The article's key as a hash; empty where the address is none."""
    shared = article(address)
    return fingerprint(shared) if shared else ""


def believed(claimed: str, page: str) -> str:
    """The address that a page says is its own (rel=canonical), where it may say so; else an empty text.

    Many share a host: what one of them writes must not take the name of another's article. So a page is believed on
    its own site, when it only takes parameters from its address (or is a form for phones), and when it names an
    address in its own folder: the first two parts of the path, as far as there are any above the page itself. Pages
    at the top of a site have no folder. Who shares a folder with others (`/p/one`, `/p/two`) is not told apart; what
    such a page can do is join what its readers also follow.
    """
    said = canonical(claimed)
    if not said or len(said) > CANONICAL_LIMIT or site(said) != site(page):
        return ""
    if urlsplit(said).path in ("", "/") and urlsplit(page).path not in ("", "/"):
        return ""
    return said if _takes_away(said, page) or _folder(said) == _folder(page) != () else ""


def _takes_away(said: str, page: str) -> bool:
    """Whether an address is a page's own, with fewer parameters at most."""
    shared, own = urlsplit(f"//{article(said)}"), urlsplit(f"//{article(page)}")
    return shared.path == own.path and set(filter(None, shared.query.split("&"))) <= set(own.query.split("&"))


def _folder(address: str) -> tuple[str, ...]:
    """Whose part of a shared site an address lies in: at most two folders of its path."""
    parts = urlsplit(f"//{article(address)}").path.strip("/").split("/")
    return tuple(parts[:-1][:2])
