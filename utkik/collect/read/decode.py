"""Bytes that came from outside, as text that an XML or HTML parser takes."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([A-Za-z0-9._-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
# What XML 1.0 does not hold, and the halves of pairs that some programs leave.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Seven-bit encodings look like ASCII and hide signs from whoever reads them as that.
_REFUSED = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"})
_SEVEN_BIT = frozenset({"iso2022_jp", "hz", "iso2022_kr"})


def text_of(body: bytes, charset: str = "") -> str:
    """The body as text without a byte order mark and without signs that XML does not hold.

    `charset` is what the Content-Type said. What is valid UTF-8 is read as that, whatever is claimed.
    """
    return _NOT_IN_XML.sub("", _decoded(body, charset))


def without_declaration(text: str) -> str:
    """The text without its XML declaration, whose encoding no longer holds."""
    return _DECLARATION.sub("", text, count=1).lstrip()


def _decoded(body: bytes, charset: str) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:4] == b"\x00<\x00?" or body[:2] == b"\x00<":
        return body.decode("utf-16-be", "replace")
    if body[:2] == b"<\x00":
        return body.decode("utf-16-le", "replace")
    claimed = [name for name in (_claim(body), _known(charset)) if name]
    for name in claimed:
        if name in _SEVEN_BIT:
            return body.decode(name, "replace")
    for name in ["utf-8", *claimed]:
        try:
            return body.decode(name)
        except (UnicodeDecodeError, ValueError):
            continue
    if claimed and claimed[0] == "utf-8" and b"\xc3" in body:
        return body.decode("utf-8", "replace")
    return body.decode("cp1252", "replace")


def _claim(body: bytes) -> str:
    start = body[:2048]
    found = _DECLARED.search(start) or _META.search(start)
    return _known(found[1].decode("ascii")) if found else ""


def _known(name: str) -> str:
    """Python's name of an encoding that may be used, or an empty text. Latin-1 is meant as windows-1252."""
    try:
        found = codecs.lookup(name.strip()).name if name.strip() else ""
    except LookupError:
        return ""
    if found in _REFUSED or not getattr(codecs.lookup(found), "_is_text_encoding", True) if found else True:
        return ""
    return "cp1252" if found in ("iso8859-1", "ascii") else found
