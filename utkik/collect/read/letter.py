"""A letter's bytes become a reading of kind `letter`: the letter itself first, then each article that it links to.

`title` is the sender as “Name <address>”, `site` what the sender is known by: the list's id, else the address. Mail
breaks every rule, so headers are decoded here with patience and never by a parser that raises.
"""

import re
from base64 import b64decode
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from utkik.collect.address import fingerprint
from utkik.collect.read import dates, decode, language, letter_links, ways
from utkik.collect.read.clean import clean, paragraphs, plain
from utkik.collect.read.reading import SUMMARY_LIMIT, TITLE_LIMIT, Entry, Reading
from utkik.text.normal import nfc

TEXT_LIMIT = 4 * SUMMARY_LIMIT
PARTS = 50
HEADER_LIMIT = 5_000
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]|=.*", re.DOTALL)
_NAME_LIMIT = 150
_KEY_LIMIT = 250
_WORD_GLUE = re.compile(r"(\?=)\s+(=\?)")
_LIST = re.compile(r"<([^<>\s]{3,})>")
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+")
_ADDRESS_IN_TEXT = re.compile(r"<?\b(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])>?")


def read(raw: bytes) -> Reading:
    """The letter. Without entries where it is no letter: an automatic reply or a report of what was not delivered."""
    mail = message_from_bytes(raw.replace(b"\r\r\n", b"\r\n"), policy=policy.compat32)
    name, address = _sender(mail)
    reading = Reading(ways.LETTER, named(name or address, address), _key(mail, address), "")
    if _is_automatic(mail):
        return reading
    markup, words = _body(mail)
    subject = _header(mail, "Subject")[:TITLE_LIMIT] or words.partition("\n")[0][:100] or name or address
    told = language.detect(f"{subject}\n{words}", _header(mail, "Content-Language")[:5])
    published = dates.moment(_header(mail, "Date")) or dates.moment(_header(mail, "Received").rpartition(";")[2])
    known_by = fingerprint("letter", _header(mail, "Message-ID"), _header(mail, "Subject"), words)
    text, links = letter_links.told(markup)
    reading.language = told
    reading.entries = [Entry(known_by, subject, "", text, plain(text)[:SUMMARY_LIMIT], published, told)]
    reading.entries += [
        Entry(link.address, link.title, link.address, "", "", published, language.detect(link.title, told))
        for link in links
    ]
    return reading


def unread(raw: bytes, sentence: str) -> Reading:
    """What is kept of a letter that could not be read: who sent it, its subject, and a sentence."""
    head = raw[:20_000].decode("latin-1")
    subject = re.search(r"^subject:[ \t]*([^\r\n]{1,200})", head, re.IGNORECASE | re.MULTILINE)
    sender = re.search(r"^from:[^\r\n]{0,200}?([^@\s<>\"]{1,64}@[^@\s<>\"]{1,150})", head, re.IGNORECASE | re.MULTILINE)
    address = sender[1].lower() if sender else "?"
    title = _decoded(subject[1]) if subject else address
    known_by = fingerprint("letter", head)
    entry = Entry(known_by, title[:TITLE_LIMIT], "", clean(paragraphs(sentence)), sentence, None, "")
    return Reading(ways.LETTER, named(address, address), f"from:{address}"[:_KEY_LIMIT], "", entries=[entry])


def named(name: str, address: str) -> str:
    """“Name <address>” as people read it."""
    name = name.replace("<", "").replace(">", "")[:_NAME_LIMIT].strip()
    return f"{name} <{address}>"[:TITLE_LIMIT]


def _sender(mail: Message) -> tuple[str, str]:
    """Name and address of whom the letter claims to come from; the first, where it claims several."""
    for header in ("From", "Sender", "Reply-To", "Return-Path"):
        said = _header(mail, header)
        for name, address in getaddresses([said]):
            found = _ADDRESS.search(address) or _ADDRESS.search(said)
            if found:
                return " ".join(name.split()), found[0].lower()[:_KEY_LIMIT]
    return "", "?"


def _key(mail: Message, address: str) -> str:
    said = _header(mail, "List-Id").lower()
    found = _LIST.search(said)
    name = found[1] if found else said.strip()
    return (f"list:{name}" if name and " " not in name else f"from:{address}")[:_KEY_LIMIT]


def _is_automatic(mail: Message) -> bool:
    """Nobody wrote it: an answer of an absent person, or a post office's report."""
    told = _header(mail, "Auto-Submitted").lower()
    is_report = mail.get_content_type() == "multipart/report"
    return told.startswith("auto-replied") or is_report or _header(mail, "X-Autoreply").lower() == "yes"


def _header(mail: Message, name: str) -> str:
    """A header's words on one line; of several the first."""
    said = next((str(value)[:HEADER_LIMIT] for known, value in mail.raw_items() if known.lower() == name.lower()), "")
    return _decoded(decode.text_of(said.encode("utf-8", "surrogateescape")))


def _decoded(said: str) -> str:
    """Encoded words read, whatever they claim."""
    glued = _WORD_GLUE.sub(r"\1 \2", said.replace("\r", "").replace("\n", " "))
    try:
        parts = decode_header(glued)
    except (HeaderParseError, ValueError, IndexError):
        parts = [(glued, None)]
    words = [part if isinstance(part, str) else _word(part, charset) for part, charset in parts]
    return " ".join(nfc("".join(words)).split())


def _word(part: bytes, charset: str | None) -> str:
    """An encoded word, or what stood between two of them."""
    return decode.text_of(part, charset) if charset else part.decode("raw-unicode-escape", "replace")


def _body(mail: Message) -> tuple[str, str]:
    """The letter as HTML (not yet cleaned) and as words."""
    found: dict[str, str] = {}
    for number, part in enumerate(_parts(mail)):
        kind = part.get_content_type()
        if number >= PARTS or kind in found or kind not in ("text/html", "text/plain"):
            continue
        said = _payload(part)
        if said.strip():
            found[kind] = said
    if "text/html" in found:
        markup = found["text/html"]
        return markup, plain(clean(markup[: 20 * TEXT_LIMIT]))[:TEXT_LIMIT]
    words = found.get("text/plain", "")[:TEXT_LIMIT].replace("\r\n", "\n")
    return _ADDRESS_IN_TEXT.sub(r'<a href="\1">\1</a>', paragraphs(words)), words


def _parts(mail: Message):
    """The parts that are the letter, in their order; none that is attached, none of a letter inside the letter,
    unless the whole letter is one that was passed on."""
    if mail.get_content_maintype() == "multipart" and isinstance(mail.get_payload(), list):
        for part in mail.get_payload():
            if isinstance(part, Message) and part.get_content_disposition() != "attachment":
                yield from _parts(part)
    elif mail.get_content_type() == "message/rfc822" and isinstance(mail.get_payload(), list):
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield mail


def _from_base64(packed: str) -> bytes:
    """What can be had, also of a letter that was cut off."""
    signs = _NOT_BASE64.sub("", packed)
    return b64decode(signs[: len(signs) // 4 * 4])


def _payload(part: Message) -> str:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        body = None
    if str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64":
        body = _from_base64(str(part.get_payload()))
    if not isinstance(body, bytes):
        body = str(part.get_payload()).encode("utf-8", "surrogateescape")
    try:
        charset = str(part.get_param("charset") or "")
    except (ValueError, IndexError):
        charset = ""
    return decode.text_of(body, charset)
