"""Hostile documents at every door that takes XML from outside: nothing is expanded or fetched, and none is dear."""

import socket
import time
import zipfile
from io import BytesIO
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from utkik.collect import failures
from utkik.collect.read import leads, pages, parse, ways
from utkik.collect.sources import opml
from utkik.insight.earlier import reading as earlier
from utkik.people.papers import FileRefused

HERE = "https://a.example/x"
SECRET, HA, QUADRATIC = "hemligt-i-filen", "hahaha", "x" * 1_000
SECONDS = 2.0  # of the processor
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else HA}">' for n in range(10))
INSIDE = "<channel><item><title>{}</title><link>https://a.example/1</link></item></channel><body/>"
XINCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="FILE" parse="text"/>'
DTD = "http://127.0.0.1:9/x.dtd"

VECTORS = {
    "billion laughs": f"<!DOCTYPE r [{LAUGHS}]><ROOT>{INSIDE.format('&a9;')}</ROOT>",
    "quadratic blow-up": f'<!DOCTYPE r [<!ENTITY a "{QUADRATIC}">]><ROOT>{INSIDE.format("&a;" * 10_000)}</ROOT>',
    "a file by entity": f'<!DOCTYPE r [<!ENTITY a SYSTEM "FILE">]><ROOT>{INSIDE.format("&a;")}</ROOT>',
    "an address by entity": f'<!DOCTYPE r [<!ENTITY a SYSTEM "{DTD}">]><ROOT>{INSIDE.format("&a;")}</ROOT>',
    "an address by parameter": f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{DTD}"> %p;]><ROOT>{INSIDE.format("")}</ROOT>',
    "a definition elsewhere": f'<!DOCTYPE r SYSTEM "{DTD}"><ROOT>{INSIDE.format("Hej")}</ROOT>',
    "a file by inclusion": f"<ROOT>{INSIDE.format(XINCLUDE)}</ROOT>",
    "a stylesheet elsewhere": f'<?xml-stylesheet type="text/xsl" href="{DTD}"?><ROOT>{INSIDE.format("Hej")}</ROOT>',
    "a schema elsewhere": '<ROOT xmlns:x="http://www.w3.org/2001/XMLSchema-instance" '
    f'x:noNamespaceSchemaLocation="{DTD}"/>',
    "200 000 tags in a title": "<ROOT><channel><item><title>" + "<a>" * 200_000,
    "200 000 tags that end": f"<ROOT>{INSIDE.format('<a>' * 200_000 + '</a>' * 200_000)}</ROOT>",
    "an old harmless DOCTYPE": '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/d">'
    f"<ROOT>{INSIDE.format('Hej')}</ROOT>",
    "seven bits that hide signs": f'<?xml version="1.0" encoding="utf-7"?><ROOT>{INSIDE.format("+ADw-b+AD4-")}</ROOT>',
    "a hundred thousand beginnings of CDATA": "<ROOT>" + "<![CDATA[" * 100_000 + "&x</ROOT>",
    "a hundred thousand doctypes": "<!DOCTYPE " * 100_000 + "<ROOT/>",
    "a hundred thousand comments": "<!-- -->" * 100_000 + "<ROOT/>",
    "comments that never end": "<!--" * 100_000 + "<ROOT/>",
    "a million ampersands": "<ROOT>" + "&" * 1_000_000 + "</ROOT>",
    "50 000 attributes": "<ROOT " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>",
    "20 000 namespaces": "<ROOT " + " ".join(f'xmlns:a{n}="u:{n}"' for n in range(20_000)) + "/>",
}
DOORS = {
    "feed": ("rss", lambda body: repr(parse.read(body, HERE))),
    "OPML": ("opml", lambda body: repr(opml.read(body))),
    "sitemap": ("urlset", lambda body: repr(leads.read(body, HERE, "", ways.SITEMAP))),
    "watched page": ("div", lambda body: repr(pages.read(body, HERE, "", ways.Way(ways.PAGE)))),
}
# What a parser of HTML takes long for is ended by the system where it is read (see test_readers).
ELSEWHERE = {("watched page", "50 000 attributes"), ("watched page", "20 000 namespaces")}


@pytest.fixture
def nobody_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, place: asked.append(place))
    yield
    assert asked == []


def told(door, body):
    began = time.process_time()
    try:
        said = door(body)
    except (failures.Unreadable, opml.BadOpml) as wrong:
        said = wrong.code
    assert time.process_time() - began < SECONDS
    return said


@pytest.mark.parametrize(("door", "name"), [pair for pair in product(DOORS, VECTORS) if pair not in ELSEWHERE])
def test_a_hostile_document_is_harmless(door, name, nobody_is_asked, tmp_path):
    secret = tmp_path / "hemlig.txt"
    secret.write_text(SECRET)
    root, read = DOORS[door]
    body = VECTORS[name].replace("ROOT", root).replace("FILE", secret.as_uri())
    for encoding in ("utf-8", "utf-16"):
        said = told(read, body.encode(encoding))
        assert SECRET not in said and HA * 2 not in said and QUADRATIC * 2 not in said
        assert len(said) < 1_500_000


@pytest.mark.parametrize("name", [name for name in VECTORS if "<!ENTITY" in VECTORS[name]])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_an_entity_is_refused_with_a_sentence(name, encoding):
    body = VECTORS[name].replace("ROOT", "rss").encode(encoding)
    assert told(DOORS["feed"][1], body) == failures.DeclaresEntity.code
    assert told(DOORS["OPML"][1], body) == opml.BadOpml.code


@pytest.mark.parametrize("name", [name for name in VECTORS if "<!ENTITY" in VECTORS[name]])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_it_inside_is_refused(name, part, nobody_is_asked):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        parts = dict.fromkeys(("[Content_Types].xml", "xl/workbook.xml"), "<a/>")
        for place, text in (parts | {part: VECTORS[name].replace("ROOT", "worksheet")}).items():
            book.writestr(place, text)
    with pytest.raises(FileRefused):
        earlier.read(SimpleUploadedFile("tidigare.xlsx", made.getvalue()))
