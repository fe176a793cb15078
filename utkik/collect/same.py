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
CANONICAL_LIMIT = 2_000


def article(address: str) -> str:
    """What all forms of an article's address share; an empty text where it is no web address."""
    return of_canonical(canonical(address))


def of_canonical(address: str) -> str:
    """The same of an address that is canonical already, or empty."""
    if not address:
        return ""
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
    """The address that a page says is its own (rel=canonical), where it may say so: on its own site, not the front
    page. A page that claims another's address is not believed, and an empty text given."""
    said = canonical(claimed)
    if not said or len(said) > CANONICAL_LIMIT or site(said) != site(page):
        return ""
    is_front, was_front = (urlsplit(one).path in ("", "/") for one in (said, page))
    return "" if is_front and not was_front else said
