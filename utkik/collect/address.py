"""One spelling for one address: what tells no pages apart is taken off."""

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

_TRACKS = re.compile(
    r"(?:utm_|pk_|mtm_|piwik_|matomo_|hsa_|__hs|_hs|oly_|vero_|at_(?:medium|campaign|custom)"
    r"|ns_(?:mchannel|source|campaign)).*|fbclid|g(?:clid|clsrc|braid)|dclid|wbraid|msclkid|yclid|twclid|ttclid"
    r"|mc_[ce]id|igsh(?:id)?|mkt_tok|xtor|wt_mc|_openstat|cmpid|ref_src|_ga|_gl|hsctatracking|s_cid",
    re.IGNORECASE,
)
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor=|at_medium|ref=rss|rss\b)", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": "80", "https": "443"}
# The two forms that nearly all addresses have, read without taking them apart: one that is canonical as it stands, and
# a path from the site's root without steps upwards. Signs from ! to ~ but #, % and ?.
_PATH = r"""/[!"$&->@-~]*"""
_SITE = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[1-9][0-9]{3})?"
_CANONICAL = re.compile(_SITE + _PATH)
_FROM_ROOT = re.compile(r"(?!//|.*/\.)" + _PATH)
_ROOT = re.compile(_SITE + r"(?=[/?#]|$)")
# Copies of pages that others keep for phones: which page is meant stands in the address.
_COPY = re.compile(
    r"^https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]{1,2}|www\.bing-amp\.com/[a-z])"
    r"/(s/)?(?=[^/?#]+\.[^/?#]+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def canonical(address: str) -> str:
    """The address as it is stored and shown: absolute http(s), tracking off; an empty text where it is none."""
    if _CANONICAL.fullmatch(address) and not ("amp" in address and _COPY.match(address)):
        return address
    try:
        parts = urlsplit(_COPY.sub(_original, address.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return ""
    place = f"[{host}]" if ":" in host else _ascii(host)
    if port and str(port) != _PORTS[scheme]:
        place += f":{port}"
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    path = _tidy(parts.path) or "/"
    return urlunsplit((scheme, place, path, _tidy(_untracked(parts.query)), _tidy(fragment)))


def identity(address: str) -> str:
    """What two spellings of one address share, http and https too. Empty where the address is none."""
    return canonical(address).partition("://")[2]


def absolute(base: str, address: str) -> str:
    """The address seen from a base; an empty text where it cannot be joined."""
    if address.startswith(("http://", "https://")):
        return address.strip()
    if _FROM_ROOT.fullmatch(address) and (root := _ROOT.match(base)):
        return root[0] + address
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def is_web(address: str) -> bool:
    """Whether the text is an absolute http(s) address."""
    return address.lstrip()[:4].lower() == "http" and bool(canonical(address))


def fingerprint(*parts: str) -> str:
    """A hash of texts, 64 signs."""
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def host_of(address: str) -> str:
    """The host's name without www, in lower case and as people read it; for showing."""
    name = (urlsplit(canonical(address)).hostname or "").removeprefix("www.")
    try:
        return name.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return name


def host_of_request(address: str) -> str:
    """The host that a request for the address goes to, whatever the port; for politeness. Empty where it is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").rstrip(".").lower()[:260]
    except ValueError:
        return ""


def _original(copy: re.Match[str]) -> str:
    return "https://" if copy[1] else "http://"


def _ascii(host: str) -> str:
    try:
        return host.lower() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()


def _untracked(query: str) -> str:
    if not query:
        return ""
    kept = [part for part in query.split("&") if not _TRACKS.fullmatch(unquote(part.partition("=")[0]))]
    return "&".join(kept)


def _tidy(text: str) -> str:
    """Escapes in one spelling; what must be escaped is."""
    if "%" in text:
        text = _ESCAPE.sub(lambda found: _one(found[0]), text)
    if text.isascii() and " " not in text:
        return text
    return "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{b:02X}" for b in sign.encode("utf-8", "replace")) for sign in text
    )


def _one(escape: str) -> str:
    sign = chr(int(escape[1:], 16))
    return sign if sign in _PLAIN else escape.upper()
