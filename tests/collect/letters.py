"""Letters of our own, in the forms that mail comes in; each with what must be read of it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from quopri import encodestring

HEAD = {
    "From": "Forskningsbrevet <brev@norras.example>",
    "To": "utkik@sandvik.example",
    "Subject": "Kajen lagas i vår",
    "Date": "Mon, 13 Jan 2025 10:00:00 +0100",
    "Message-ID": "<1@norras.example>",
    "MIME-Version": "1.0",
}
TEXT = "Kajen i Norrås lagas i vår. Färjan går som vanligt, säger hamnchefen Åsa Öberg."
HTML = f'<h2>Kajen</h2><p>{TEXT}</p><p><a href="https://norras.example/nyheter/kajen">Läs mer</a></p>'


def letter(body: str | bytes = HTML, *, kind="text/html; charset=utf-8", raw: bool = False, **headers) -> bytes:
    """A letter; a header given as None is left out. `_` in a header's name is a hyphen."""
    said = {**HEAD, "Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"{name}: {value}" for name, value in said.items() if value is not None]
    packed = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + packed


def parts(*bodies: tuple[str, str | bytes], sort="alternative", edge="granssen") -> dict:
    """`body` and `kind` of a letter of several parts."""
    made = b""
    for head, body in bodies:
        packed = body if isinstance(body, bytes) else body.encode()
        made += f"--{edge}\r\n{head}\r\n\r\n".encode() + packed + b"\r\n"
    return {"body": made + f"--{edge}--\r\n".encode(), "kind": f'multipart/{sort}; boundary="{edge}"'}


@dataclass(frozen=True)
class Form:
    """A letter, and what must be read of it; `words`: what its text must hold."""

    raw: bytes
    title: str = "Kajen lagas i vår"
    sender: str = "Forskningsbrevet <brev@norras.example>"
    key: str = "from:brev@norras.example"
    words: str = "säger hamnchefen Åsa Öberg"
    links: tuple[str, ...] = ("https://norras.example/nyheter/kajen",)
    without: tuple[str, ...] = field(default=())
    has_date: bool = True


PLAIN = f"{TEXT}\r\n\r\nKajen lagas\r\nhttps://norras.example/nyheter/kajen\r\n"
_LATIN, _UTF8 = "text/plain; charset=iso-8859-1", "text/html; charset=utf-8"
_SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnorras.example%2Fnyheter%2Fkajen&data=05"
FORMS = {
    "html": Form(letter()),
    "plain text": Form(letter(PLAIN, kind="text/plain; charset=utf-8"), links=()),
    "latin-1 in eight bits": Form(letter(PLAIN.encode("latin-1"), kind=_LATIN), links=()),
    "no charset said": Form(letter(PLAIN.encode("cp1252"), kind="text/plain"), links=()),
    "a charset that there is none of": Form(letter(kind="text/html; charset=x-unknown")),
    "the wrong charset": Form(letter(kind="text/html; charset=us-ascii")),
    "quoted-printable": Form(letter(encodestring(HTML.encode()), Content_Transfer_Encoding="quoted-printable")),
    "base64": Form(letter(b64encode(HTML.encode()), Content_Transfer_Encoding="base64")),
    "base64 that is cut off": Form(
        letter(b64encode(HTML.encode())[:-3], Content_Transfer_Encoding="base64"),
        links=("https://norras.example/nyheter/kajen",),
    ),
    "text and html": Form(letter(**parts(("Content-Type: text/plain", "Bara text"), (f"Content-Type: {_UTF8}", HTML)))),
    "html and an attached file": Form(
        letter(
            **parts(
                (f"Content-Type: {_UTF8}", HTML),
                ("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt", "bilaga"),
                sort="mixed",
            )
        ),
        without=("bilaga",),
    ),
    "parts without an end": Form(letter(**parts((f"Content-Type: {_UTF8}", HTML))).removesuffix(b"--granssen--\r\n")),
    "pictures of its own": Form(
        letter(
            **parts(
                (f"Content-Type: {_UTF8}", HTML + '<img src="cid:1"><img src="https://spar.example/o.gif?id=7">'),
                ("Content-Type: image/gif\r\nContent-ID: <1>", b"GIF89a\x00"),
                sort="related",
            )
        ),
        without=("<img", "spar.example", "cid:"),
    ),
    "a letter passed on": Form(
        letter(letter(), kind="message/rfc822", Subject="VB: Kajen lagas i vår"), title="VB: Kajen lagas i vår"
    ),
    "a subject in encoded words": Form(letter(Subject="=?utf-8?Q?Kajen_lagas?=\r\n =?utf-8?Q?_i_v=C3=A5r?=")),
    "a subject in two charsets": Form(letter(Subject="=?iso-8859-1?Q?Kajen_lagas_i_?= =?utf-8?B?dsOlcg==?=")),
    "a subject in raw bytes": Form(letter(Subject="Kajen lagas i vår")),
    "a subject that is broken": Form(letter(Subject="=?utf-8?B?S2FqZW4*?= lagas"), title="=?utf-8?B?S2FqZW4*?= lagas"),
    "no subject": Form(letter(PLAIN, kind="text/plain; charset=utf-8", Subject=None), title=TEXT[:100], links=()),
    "no date but a post office's": Form(letter(Date=None, Received="from a by b; Mon, 13 Jan 2025 10:00:00 +0100")),
    "no date at all": Form(letter(Date="i går"), has_date=False),
    "a mailing list": Form(
        letter(List_Id="Nyheter från Norrås <nytt.norras.example>", From="Någon <n@x.example>"),
        sender="Någon <n@x.example>",
        key="list:nytt.norras.example",
    ),
    "a sender in encoded words": Form(
        letter(From="=?utf-8?Q?Norr=C3=A5s?= <BREV@Norras.example>"), sender="Norrås <brev@norras.example>"
    ),
    "two senders": Form(letter(From="A <brev@norras.example>, B <b@x.example>"), sender="A <brev@norras.example>"),
    "a sender without a name": Form(
        letter(From="brev@norras.example"), sender="brev@norras.example <brev@norras.example>"
    ),
    "no sender": Form(letter(From=None), sender="? <?>", key="from:?"),
    "counted links": Form(letter(HTML.replace("https://norras.example/nyheter/kajen", _SAFE.replace("&", "&amp;")))),
    "laid out in tables": Form(
        letter(f"<table><tr><td style='display:none'>förhandstext&zwnj;</td></tr><tr><td>{HTML}</td></tr></table>"),
        without=("<table", "<td", "förhandstext"),
    ),
    "what would run or load": Form(
        letter(
            HTML
            + "<script>x()</script><form action=/x><input name=a></form><style>p{}</style><iframe src=//x></iframe>"
        ),
        without=("script", "<form", "input", "style", "iframe"),
    ),
    "line ends that were doubled": Form(letter().replace(b"\n", b"\r\n")),
    "no body": Form(letter(""), words="", links=()),
}
