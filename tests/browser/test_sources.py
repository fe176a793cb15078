"""Sources in a real browser: added by pasting an address, paused, removed and had back; without script too."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik.collect.ask import flight
from utkik.collect.models import Feed, Source

pytestmark = pytest.mark.django_db(transaction=True)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site(monkeypatch):
    """A municipality's site with two feeds, the comments announced first."""
    monkeypatch.setitem(flight.outcomes.__kwdefaults__, "pause", 0.0)
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    with serving() as stub:
        head = link.format("Kommentarer", "/kommentarer") + link.format("Nyheter", "/nyheter")
        news = (item(f"Nyhet {n}", f"https://a.example/{n}", date="2026-11-20", text="<p>Text.</p>") for n in range(8))
        stub.routes = {
            "/": Reply(body=f"<!doctype html><title>Sandvik</title>{head}".encode(), headers=HTML),
            "/nyheter": Reply(body=rss(*news)),
            "/kommentarer": Reply(body=rss(item("Svar på Nyhet 1", "https://a.example/k"))),
        }
        yield stub


@pytest.fixture
def scanner():
    made = make.member("scanner", name="Anna Bevakare")
    make.area("Klimat och miljö", owner=made)
    make.place("Halland", level="near")
    return made


def sources(live_server):
    return f"{live_server.url}/o/sandvik/sources"


def test_a_source_is_added_by_pasting_the_sites_address(page, live_server, log_in, scanner, site, picture, axe):
    log_in(page, scanner)
    page.goto(sources(live_server))
    expect(page.locator("h1")).to_have_text("Inga källor följs ännu")
    page.click("#add")
    page.fill("#address", site.address)
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("har två flöden")
    expect(page.locator(".pick")).to_contain_text("Kommentarer")
    expect(page.locator("#feed-1")).to_be_checked()
    expect(page.locator(".preview").nth(0)).to_contain_text("Nyhet 0")
    expect(page.locator(".preview").nth(1)).to_be_hidden()
    page.check("#feed-2")
    expect(page.locator(".preview").nth(1)).to_be_visible()
    expect(page.locator(".preview").nth(0)).to_be_hidden()
    page.check("#feed-1")
    picture(page, "kalla-ny")
    assert axe(page) == []

    page.select_option("#id_area", label="Klimat och miljö")
    page.click("#follow")
    expect(page.locator("#said")).to_contain_text("följs. De första artiklarna kommer inom en minut")
    assert Source.objects.get().area.name == "Klimat och miljö"
    make.collected()
    page.reload()
    expect(page.locator("main")).to_contain_text("Nyhet 0")
    picture(page, "kalla")
    assert axe(page) == []


def test_what_is_wrong_is_said_first_and_the_address_stays(page, live_server, log_in, scanner, axe):
    log_in(page, scanner)
    page.goto(f"{sources(live_server)}/new")
    page.fill("#address", "finns-inte.invalid")
    page.click("#look")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#address")).to_have_value("https://finns-inte.invalid")
    page.click("#errors a")
    expect(page.locator("#address")).to_be_focused()
    assert axe(page) == []


def test_a_source_is_paused_removed_and_had_back(page, live_server, log_in, scanner):
    source = make.source(by=scanner, name="Länsstyrelsen")
    log_in(page, scanner)
    page.goto(f"{sources(live_server)}/{source.pk}")
    page.click("#pause")
    expect(page.locator("aside")).to_contain_text("Pausad sedan")
    page.click("#resume")
    page.click("#remove")
    expect(page.locator("h1")).to_have_text("Inga källor följs ännu")
    page.click("#undo")
    expect(page.locator(".sources")).to_contain_text("Länsstyrelsen")


def test_the_list_says_in_words_what_is_wrong(page, live_server, log_in, scanner, site, picture, axe):
    good = make.source(f"{site.address}/nyheter", by=scanner, name="Nyheter")
    make.source(f"{site.address}/borta", by=scanner, name="Borta")
    make.collected()
    assert Feed.objects.get(pk=good.feed_id).error_code == ""
    log_in(page, scanner)
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(sources(live_server))
        expect(page.locator("h1")).to_have_text("En källa har tystnat, den andra läses som den ska")
        expect(page.locator(".sources tbody tr").first).to_contain_text("Det finns inget på adressen längre")
        picture(page, f"kallor-{width}")
        assert axe(page) == []
        page.click(".sources__name a >> text=Borta")
        expect(page.locator("h1")).to_contain_text("Borta: har inte gått att läsa")
        picture(page, f"kalla-borta-{width}")
        assert axe(page) == []
    page.click("#search")
    expect(page.locator("#address")).to_have_value(f"{site.address}/borta")


def test_without_script_a_source_is_added_changed_and_removed(browser, live_server, log_in, scanner, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, scanner)
    page.goto(f"{sources(live_server)}/new")
    page.fill("#address", site.address)
    page.click("#look")
    page.check("#feed-2")
    page.fill("#id_name", "Kommentarer i Sandvik")
    page.click("#follow")
    expect(page.locator("h1")).to_contain_text("Kommentarer i Sandvik")
    page.click("#edit")
    page.fill("#id_name", "Nytt namn")
    page.click("#save")
    expect(page.locator("h1")).to_contain_text("Nytt namn")
    page.click("#remove")
    page.click("#undo")
    assert Source.objects.get().removed_at is None
    context.close()
