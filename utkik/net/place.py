"""Web addresses as they may be asked for: http or https, a host, no user name, quoted as they came."""

import re
import unicodedata
from urllib.parse import urljoin

from yarl import URL

from utkik.net import errors

LONGEST = 2000
# What an address may hold without being quoted anew (RFC 3986); then it is sent to the letter.
_AS_IT_IS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def checked(text: str) -> URL:
    """The address as it is asked for, without its fragment.

    Raises BadAddress, RefusedScheme or HoldsLogIn.
    """
    text = _tidy(text)
    scheme = text.partition(":")[0].lower()
    if "://" not in text or len(text) > LONGEST:
        raise errors.RefusedScheme(text) if _is_other_scheme(text) else errors.BadAddress(text)
    if scheme not in ("http", "https"):
        raise errors.RefusedScheme(text)
    try:
        place = URL(text, encoded=bool(_AS_IT_IS.fullmatch(text))).with_fragment(None)
        host, _port = place.host, place.port
    except ValueError as wrong:
        raise errors.BadAddress(wrong) from wrong
    if place.user is not None or place.password is not None or "@" in place.authority:
        raise errors.HoldsLogIn(host)
    if not host or "\\" in text.split("?")[0]:
        raise errors.BadAddress(text)
    return place


def onward(place: URL, location: str) -> URL:
    """Where a redirect leads. Raises BadRedirect, or as `checked` does."""
    if not location.strip():
        raise errors.BadRedirect(place)
    try:
        joined = urljoin(str(place), _tidy(location))
    except ValueError as wrong:
        raise errors.BadRedirect(wrong) from wrong
    return checked(joined)


def _tidy(text: str) -> str:
    """Without the blanks around and the tabs and line breaks inside, as browsers read an address."""
    cleaned = "".join(sign for sign in text.strip() if unicodedata.category(sign) != "Cc")
    return cleaned.replace(" ", "%20")


def _is_other_scheme(text: str) -> bool:
    return bool(re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", text, re.IGNORECASE)) and not text.lower().startswith("http")
