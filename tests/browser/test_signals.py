"""Signals in a real browser: written by keyboard beside the article, never lost, never overwritten."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.signals import write
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


def edit_page(page, live_server, signal):
    page.goto(f"{live_server.url}/o/sandvik/signals/{signal.number}/edit")


def saved(page):
    expect(page.locator("[data-autosave-status]")).to_contain_text("Sparat")


def test_what_is_saved_is_there_in_another_browser(page, browser, live_server, log_in, cast):
    """R7: "Sparat" is true: whatever is typed before it is on the server."""
    scanner, _entries = cast
    signal = make.signal(author=scanner, headline="Från början")
    log_in(page, scanner)
    edit_page(page, live_server, signal)
    page.fill("#id_fact", "Skrivet och sparat av sig självt.")
    saved(page)
    other = browser.new_context()
    second = other.new_page()
    log_in(second, scanner)
    edit_page(second, live_server, signal)
    expect(second.locator("#id_fact")).to_have_value("Skrivet och sparat av sig självt.")
    other.close()


def test_text_survives_a_dead_network_and_a_closed_tab(page, live_server, log_in, cast):
    """R7, R8: the line says that it is not saved, the text is back when the page is opened anew, and is saved then."""
    scanner, _entries = cast
    signal = make.signal(author=scanner)
    log_in(page, scanner)
    edit_page(page, live_server, signal)
    page.context.set_offline(True)
    page.fill("#id_fact", "Skrivet utan nät.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Inte sparat")
    page.context.set_offline(False)
    context = page.context
    page.evaluate("window.stop()")
    page.close(run_before_unload=False)
    again = context.new_page()
    edit_page(again, live_server, signal)
    expect(again.locator("#id_fact")).to_have_value("Skrivet utan nät.")
    saved(again)
    signal.refresh_from_db()
    assert signal.fact == "Skrivet utan nät."


def test_a_log_out_while_writing_loses_nothing(page, live_server, log_in, cast):
    """R9: the text stays, a log-in elsewhere lets it be saved."""
    scanner, _entries = cast
    signal = make.signal(author=scanner)
    log_in(page, scanner)
    edit_page(page, live_server, signal)
    page.context.clear_cookies()
    page.fill("#id_fact", "Skrivet efter utloggningen.")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("loggats ut")
    expect(page.locator("#id_fact")).to_have_value("Skrivet efter utloggningen.")
    log_in(page, scanner)
    page.locator("#id_fact").press_sequentially(" Mer.")
    expect(status).to_contain_text("Sparat", timeout=15_000)
    signal.refresh_from_db()
    assert signal.fact == "Skrivet efter utloggningen. Mer."


def test_a_colleague_who_writes_on_the_same_item_is_told_quietly(page, browser, live_server, log_in, cast):
    """R13: within ten seconds, in the reading pane and at the form."""
    scanner, entries = cast
    bo = make.member("scanner", name="Bo Ek")
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    other = browser.new_context(locale="sv-SE")
    second = other.new_page()
    log_in(second, bo)
    open_entry(second, live_server, entries[0])
    line = "Anna Bevakare skriver en signal på den här"
    expect(second.locator("#entry-signal")).to_contain_text(line, timeout=10_000)
    other.close()


def test_two_editors_are_shown_both_texts(page, live_server, log_in, cast, picture):
    scanner, _entries = cast
    bo = make.member("scanner", name="Bo Ek")
    signal = make.signal(author=bo, state="published", matter="Fem boenden saknar kyla, det ryms inte i planen.")
    log_in(page, scanner)
    edit_page(page, live_server, signal)
    other = Signal.objects.get(pk=signal.pk)
    write.save(other, {"matter": "Sex boenden saknar kyla, det ryms inte i planen."}, by=bo, version=other.version)
    page.fill("#id_headline", "En annan rubrik")
    page.fill("#id_matter", "Fem boenden saknar kyla, det ryms inte i planen för 2027.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Ni ändrade samma text samtidigt, båda finns kvar")
    picture(page, "signal-krock")
    expect(page.locator("#merged-matter")).to_have_value("Sex boenden saknar kyla, det ryms inte i planen för 2027.")
    signal.refresh_from_db()
    assert (signal.headline, signal.matter[:3]) == ("En annan rubrik", "Sex")
    page.click("#save")
    expect(page.locator(".land__text")).to_have_text("Sex boenden saknar kyla, det ryms inte i planen för 2027.")


def test_what_is_missing_is_said_with_the_input_kept(page, live_server, log_in, cast):
    """R18: the summary gets the focus, leads to the field, and nothing typed is gone."""
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    page.locator("#id_headline").fill("En rubrik")
    page.locator("#id_fact").fill(FACT)
    page.click("#publish")
    errors = page.locator("#errors")
    expect(errors).to_be_focused()
    expect(errors).to_contain_text("Skriv varför detta är intressant för Sandvik.")
    expect(page.locator("#id_fact")).to_have_value(FACT)
    errors.get_by_role("link", name=re.compile("varför")).click()
    expect(page.locator("#id_matter")).to_be_focused()


def test_escape_closes_and_a_draft_without_a_word_was_never_begun(page, live_server, log_in, cast):
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#act-signal")).to_be_visible()
    assert not Signal.objects.filter(removed_at=None).exists()
    entries[0].refresh_from_db()
    assert entries[0].state == "new"


def test_letters_typed_in_the_form_are_letters(page, live_server, log_in, cast):
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("jesfkdl")
    for _step in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("e")
    page.keyboard.press("j")
    expect(page.locator("#id_headline")).to_have_value("jesfkdl")


def test_the_discussion_goes_on_in_place_and_survives_log_out(page, live_server, log_in, cast):
    scanner, _entries = cast
    signal = make.signal(author=scanner, state="published")
    log_in(page, scanner)
    page.goto(f"{live_server.url}/o/sandvik/signals/{signal.number}")
    page.fill("#say", "Vi borde fråga VA-bolaget")
    expect(page.locator("#say-form [data-autosave-status]")).to_contain_text("Sparat")
    page.context.clear_cookies()
    log_in(page, scanner)
    page.reload()
    expect(page.locator("#say")).to_have_value("Vi borde fråga VA-bolaget")
    page.click("#say-send")
    expect(page.locator(".talk")).to_contain_text("Vi borde fråga VA-bolaget")
    expect(page.locator("#say")).to_have_value("")
    expect(page.locator("#say")).to_be_focused()


def test_everything_works_without_script(browser, live_server, log_in, cast):
    """R20: from the item to a published signal and a contribution."""
    scanner, entries = cast
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.click("#act-signal")
    page.fill("#id_headline", "Utan skript")
    page.fill("#id_fact", FACT)
    page.click("#publish")
    expect(page.locator("#errors")).to_contain_text("Välj en nivå.")
    page.fill("#id_matter", MATTER)
    page.check("#id_level_1")
    page.check("#id_area_0")
    page.click("#publish")
    expect(page.locator("h1")).to_have_text("Utan skript")
    page.fill("#say", "Ett inlägg")
    page.click("#say-send")
    expect(page.locator(".talk")).to_contain_text("Ett inlägg")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_pages_are_accessible(page, live_server, log_in, cast, axe, width, scheme):
    scanner, entries = cast
    area = make.area("Skolan")
    signal = make.signal(author=scanner, state="published", area=area, how="Så gjorde de.")
    other = make.signal(author=scanner, state="published", area=area)
    draft = make.signal(author=scanner, matter="")
    make.comment(signal, f"Hej @{scanner.name}", by=scanner)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    log_in(page, scanner)
    home = f"{live_server.url}/o/sandvik/signals"
    compared = f"?compare={signal.number}&compare={other.number}"
    ways = [compared, "?level=own", "/drafts", "/new"]
    ways += [f"/{signal.number}{rest}" for rest in ("", "/edit", "/history", "/evidence")]
    found = {}
    for way in [*ways, f"/{draft.number}", f"/{draft.number}/edit?publish=1"]:
        page.goto(home + way)
        found[way] = axe(page)
    open_entry(page, live_server, entries[0])
    page.click("#act-signal")
    expect(page.locator("#id_headline")).to_be_visible()
    found["in the pane"] = axe(page)
    assert {way: faults for way, faults in found.items() if faults} == {}


def test_nothing_old_comes_back_after_the_form_was_sent(page, live_server, log_in, cast):
    """R8: the browser's copy goes once the server has it, however quickly the form was sent."""
    scanner, entries = cast
    log_in(page, scanner)
    open_entry(page, live_server, entries[0])
    page.keyboard.press("s")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("Snabbt skrivet")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#errors")).to_be_focused()
    signal = Signal.objects.get()
    write.save(signal, {"headline": "En kollegas rubrik"}, by=make.member("scanner"), version=signal.version)
    edit_page(page, live_server, signal)
    expect(page.locator("#id_headline")).to_have_value("En kollegas rubrik")
    page.fill("#id_fact", "Mitt eget.")
    page.click("#draft")
    expect(page.locator("h1")).to_have_text("En kollegas rubrik")
    edit_page(page, live_server, signal)
    expect(page.locator("#id_fact")).to_have_value("Mitt eget.")
    expect(page.locator("[data-autosave-status]")).to_have_text("")
    signal.refresh_from_db()
    assert (signal.headline, signal.fact) == ("En kollegas rubrik", "Mitt eget.")
