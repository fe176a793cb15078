"""What older and stranger feeds do: packed titles, items in Atom, ids as addresses, CDF, dates said twice."""

from base64 import b64encode

from tests.collect.feeds import atom
from utkik.collect.read import parse

HERE = "https://norras.example/flode/allt"


def read(body: bytes):
    return parse.read(body, HERE).entries


def test_a_title_and_a_text_that_came_packed_are_unpacked():
    title, text = (b64encode(said.encode()).decode() for said in ("Kajen &amp; <b>hamnen</b>", "<p>Den lagas.</p>"))
    old = f'<entry><title mode="base64" type="text/html">{title}</title><content mode="base64" type="text/html">{text}'
    (entry,) = read(atom(f"{old}</content></entry>"))
    assert (entry.title, entry.summary_html) == ("Kajen & hamnen", "<p>Den lagas.</p>")
    (entry,) = read(atom(f'<entry><title type="application/octet-stream"> {title} </title></entry>'))
    assert entry.title == "Kajen & hamnen"


def test_what_only_claims_to_be_packed_is_read_as_it_stands():
    (entry,) = read(atom('<entry><title mode="base64">Å!</title></entry>'))
    assert entry.title


def test_an_atom_feed_may_call_its_entries_items():
    assert [entry.title for entry in read(atom("<item><title>Ett</title></item>"))] == ["Ett"]


def test_an_id_that_is_a_relative_address_leads_to_the_article():
    entries = read(
        atom(
            '<entry xml:base="https://norras.example/nytt/"><id>kajen</id><title>a</title></entry>'
            "<entry><id>tag:norras.example,2025:1</id><title>b</title></entry>"
            "<entry><id>nummer 12</id><title>c</title></entry>"
        )
    )
    assert [entry.link for entry in entries] == ["https://norras.example/nytt/kajen", "", ""]
    assert [entry.guid for entry in entries] == ["kajen", "tag:norras.example,2025:1", "nummer 12"]


def test_the_oldest_form_of_all():
    body = b"""<CHANNEL BASE="https://norras.example/" HREF="https://norras.example/"><TITLE>Kanal</TITLE>
    <ITEM HREF="/artikel/1" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>Ett</TITLE><ABSTRACT>Text</ABSTRACT></ITEM>
    </CHANNEL>"""
    (entry,) = read(body)
    assert (entry.title, entry.link) == ("Ett", "https://norras.example/artikel/1")
    assert entry.published.isoformat() == "2004-04-07T04:05:43+00:00"


def test_of_a_date_that_is_said_twice_the_last_counts():
    dates = "<updated>2010-12-01T10:14:55Z</updated><updated>2003-12-31T10:14:55Z</updated>"
    (entry,) = read(atom(f"<entry><title>a</title>{dates}</entry>"))
    assert entry.published.year == 2003
