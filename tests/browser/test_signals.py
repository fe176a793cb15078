"""Signals in a real browser: written by keyboard beside the article, never lost, never overwritten."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.signals.models import Signal

pytestmark = pytest.mark.django_db(transaction=True)
FACT = "Länsstyrelsen har räknat om riskerna längs ån. 140 fler fastigheter ligger innanför linjen."
MATTER = "Två av våra pågående planer ligger innanför den nya linjen. Höjer vi golvet nu kostar det lite."


@pytest.fixture
def cast():
    """A scanner with an area, and three items of a source in it."""
    scanner = make.member("scanner", name="Anna Bevakare")
    area = make.area("Klimat och vatten", owner=scanner)
    make.area("Bygga och bo")
    make.area("Skola")
    source = make.followed(name="Länsstyrelsen i Halland", area=area, level="near")
    titles = ["Nya översvämningskartor pekar ut 140 fler fastigheter", "Direktbuss prövas i ett år", "Färre barn i Åsa"]
    text = "Länsstyrelsen har räknat om riskerna för översvämning längs ån. " * 6
    entries = [make.entry(title, source=source, text=text) for title in titles]
    return scanner, entries


def open_entry(page, live_server, entry):
    page.goto(f"{live_server.url}/o/sandvik/stream/{entry.pk}")


def test_a_draft_takes_two_command_keys(page, live_server, log_in, cast, picture):
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("Ån kommer högre")
    picture(page, "inflode-signal")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#errors")).to_be_focused()
    signal = Signal.objects.get()
    assert (signal.state, signal.headline) == ("draft", "Ån kommer högre")


def test_a_whole_signal_takes_eleven_command_keys_and_no_page_load(page, live_server, log_in, cast, picture):
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.evaluate("window.stayed = true")
    keys = 0

    def press(key):
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("Ån kommer högre: planerna behöver nya mått")
    press("Tab")
    page.keyboard.type(FACT)
    press("Tab")
    page.keyboard.type(MATTER)
    press("Tab")
    press("2")
    press("Tab")
    press("Enter")
    press("Tab")
    press("1")
    picture(page, "inflode-signal-ifylld")
    press("Control+Enter")
    expect(page.locator("#said, .reading")).to_contain_text(["är publicerad"])
    signal = Signal.objects.get()
    assert (signal.state, signal.level, signal.area.name) == ("published", "near", "Klimat och vatten")
    assert signal.horizon is not None
    assert page.evaluate("window.stayed") is True
    assert keys <= 13
