"""A letter is read in whatever form it comes, made harmless, and its links are led past their counters."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.collect.letters import FORMS, HTML, letter, parts
from utkik.collect.read import letter as reader
from utkik.collect.read import letter_links, redirects


@pytest.mark.parametrize("name", FORMS)
def test_a_letter_is_read_in_every_form(name):
    form = FORMS[name]
    reading = reader.read(form.raw)
    first, *linked = reading.entries
    assert (reading.kind, reading.title, reading.site) == ("letter", form.sender, form.key)
    assert (first.title, first.link) == (form.title, "")
    assert form.words in first.summary_text
    assert [entry.link for entry in linked] == list(form.links)
    assert not [word for word in form.without if word in first.summary_html]
    assert (first.published is not None) == form.has_date
    assert first.language in ("sv", "") or not form.words


def test_there_are_as_many_forms_as_promised():
    assert len(FORMS) >= 25


def test_a_letter_is_known_again_and_told_from_another():
    keys = [reader.read(raw).entries[0].guid for raw in (letter(), letter(Received="x"), letter(Message_ID="<2@x>"))]
    assert keys[0] == keys[1] != keys[2]
    assert reader.read(letter(HTML + "<p>Mer.</p>")).entries[0].guid != keys[0]


@pytest.mark.parametrize(
    "raw",
    [
        letter(Auto_Submitted="auto-replied (vacation)"),
        letter(**parts(("Content-Type: text/plain", "Kom inte fram"), sort="report")),
    ],
)
def test_what_nobody_wrote_is_no_letter(raw):
    assert reader.read(raw).entries == []


LETTER_OF_FIVE = """
<table><tr><td><h2>Kommunen bygger en lång brygga</h2><p>Text.</p><a href="https://a.example/brygga">Läs mer »</a></td>
</tr><tr><td><a href="https://a.example/skola"><b>Ny skola på Näset</b></a>
<a href="https://a.example/skola?utm_source=x">Läs mer</a></td></tr>
<tr><td><a href="https://a.example/">Till startsidan hos oss</a>
<a href="https://a.example/bild.png">Bilden av bryggan</a></td></tr>
<tr><td><a href="https://a.example/avsluta?id=7">Avsluta prenumerationen här</a>
<a href="mailto:a@b.se">Skriv till oss i dag</a>
<a href="https://www.facebook.com/sharer.php?u=https%3A%2F%2Fa.example%2Fskola">Dela på Facebook nu</a>
<a href="https://a.example/brev/12">Visa i webbläsare här</a></td></tr></table>"""


def test_each_article_of_a_letter_is_found_once_with_the_words_that_name_it():
    _first, *linked = reader.read(letter(LETTER_OF_FIVE)).entries
    assert [(entry.link, entry.title) for entry in linked] == [
        ("https://a.example/brygga", "Kommunen bygger en lång brygga"),
        ("https://a.example/skola", "Ny skola på Näset"),
    ]


PLACE = "https://norras.example/nyheter/kajen"
SAFE = "https://eur01.safelinks.protection.outlook.com/"
COUNTED = {
    f"{SAFE}?url=https%3A%2F%2Fnorras.example%2Fnyheter%2Fkajen%3Futm_source%3Dx&data=1": PLACE,
    "https://urldefense.com/v3/__https://norras.example/nyheter/kajen__;!!abc$": PLACE,
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__norras.example_nyheter_kajen&d=x": PLACE,
    "https://www.google.com/url?q=https://norras.example/nyheter/kajen&sa=D": PLACE,
    "https://a.example/r?to=https%3A%2F%2Fb.example%3Fu%3Dhttps%253A%252F%252Fnorras.example%252Fnyheter%252Fkajen": (
        PLACE
    ),
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fnorras.example%2Fnyheter%2Fkajen": PLACE,
    "https://norras.example/nyheter/kajen?utm_source=brev&mc_cid=1": PLACE,
    "https://norras.example/sok?q=kajen": "https://norras.example/sok?q=kajen",
}


@pytest.mark.parametrize("address", COUNTED)
def test_where_a_link_says_itself_that_it_leads_it_leads(address):
    assert redirects.unwrapped(address) == COUNTED[address]


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("https://norras.us1.list-manage.com/track/click?u=0a1b2c3d4e5f6&id=77aa&e=1", True),
        ("https://click.brev.example/f/a/AbCdEfGhIjKlMnOpQr~~/x", True),
        ("https://u123.ct.sendgrid.net/ls/click?upn=AbCdEf0123456789AbCdEf", True),
        ("https://norras.example/nyheter/kajen-lagas-i-var-igen", False),
        ("https://norras.example/nyheter/1234567890123456", False),
        ("https://news.example.org/artiklar/kommunen-bygger-en-ny-brygga", False),
    ],
)
def test_which_links_count_clicks(address, counts):
    assert redirects.is_counter(address) is counts


@pytest.mark.parametrize("words", ["Avsluta prenumerationen", "Unsubscribe", "Bekräfta", "Ändra inställningar"])
def test_what_would_do_something_in_the_readers_name_is_known(words):
    assert redirects.does_something("https://a.example/x", words)
    assert redirects.does_something("https://a.example/avregistrera?id=1")
    assert not redirects.does_something(PLACE, "Läs mer om kajen")


def test_links_in_the_text_are_led_to_where_they_were_found_to_lead():
    text = '<a href="https://c.example/?a=1&amp;b=2" rel="x">Kajen</a>'
    assert letter_links.addresses_in(text) == ["https://c.example/?a=1&b=2"]
    assert (
        letter_links.with_places(text, {"https://c.example/?a=1&b=2": PLACE}) == f'<a href="{PLACE}" rel="x">Kajen</a>'
    )


ENDLESS = {
    "subject": b"From: a@norras.example\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nHej",
    "sender": b"From: " + b"=?utf-8?q?a?= " * 50_000 + b"<a@norras.example>\nSubject: x\n\nHej",
    "senders": b"From: " + b"a@norras.example, " * 50_000 + b"\nSubject: x\n\nHej",
    "headers": b"From: a@norras.example\n" + b"".join(b"X-%d: b\n" % n for n in range(50_000)) + b"\nHej",
    "parts": b"From: a@norras.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nHej\n" * 10_000,
    "letters inside": b"From: a@norras.example\n" + b"Content-Type: message/rfc822\n\nFrom: b@b.se\n" * 150 + b"\nHej",
    "links": b"From: a@norras.example\nContent-Type: text/html\n\n"
    + b"<a href=https://a.example>Hej hopp</a>" * 20_000,
    "addresses": b"From: a@norras.example\n\n" + b"http://" * 200_000,
    "markup": b"From: a@norras.example\nContent-Type: text/html\n\n" + b"<!--" * 500_000,
}


@pytest.mark.parametrize("raw", ENDLESS.values(), ids=ENDLESS.keys())
def test_no_letter_costs_more_than_its_length(raw):
    began = time.process_time()
    reading = reader.read(raw)
    assert time.process_time() - began < 4
    assert len(reading.entries) <= 100 and reading.title


def test_a_long_letter_is_cut_and_whole():
    (first, *_rest) = reader.read(letter("<div>" + "<p>Ett stycke om kajen.</p>" * 2000 + "</div>")).entries
    assert len(first.summary_html) <= 10_000 and first.summary_html.endswith("</div>")


@given(some.binary(max_size=400), some.booleans())
def test_no_letter_is_too_odd(noise, is_body):
    raw = letter(noise) if is_body else noise + b"\r\n" + letter()
    for made in (reader.read(raw), reader.unread(raw, "Brevet gick inte att läsa.")):
        assert all(entry.guid for entry in made.entries)
