"""A page without a feed in a real browser: what is proposed, the preview of each choice, and a selector."""

import pytest
from lxml import html as markup
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.test_every_page import faults, overflow
from tests.collect.systems import SYSTEMS, html, row
from tests.stub import Reply, serving
from utkik.collect.models import Feed

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_without_a_feed_is_watched(page, live_server, log_in, picture, axe):
    log_in(page, make.member("scanner", name="Anna Bevakare"))
    body = html(SYSTEMS[3], [row(n) for n in range(10, 0, -1)])
    with serving() as site:
        site.routes["/nyheter"] = Reply(body=body, headers={"Content-Type": "text/html"})
        page.goto(f"{live_server.url}/o/sandvik/sources/new")
        page.fill("#address", f"{site.address}/nyheter")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("har inget flöde där, men sidan går att bevaka", timeout=20_000)
        expect(page.locator("#feed-1")).to_be_checked()
        expect(page.locator(".preview").nth(0)).to_contain_text(row(10).title)
        page.check("#feed-2")
        expect(page.locator(".preview").nth(0)).to_be_hidden()
        expect(page.locator(".preview").nth(1)).to_contain_text("Så står det där nu")
        page.click("#by-selector")
        assert faults(page.content()) == [] and axe(page) == []
        picture(page, "watch-proposed")
        page.fill("#selector", "main .views-row-odd")
        page.click("#look")
        expect(page.locator(".pick")).to_contain_text("5 länkar", timeout=20_000)
        expect(page.locator("#selector")).to_have_value("main .views-row-odd")
        page.set_viewport_size({"width": 390, "height": 844})
        assert overflow(page, 390) == [] and axe(page) == []
        picture(page, "watch-selector-390")
        page.click("#follow")
        expect(page.locator("#feed-address")).to_have_attribute("href", f"{site.address}/nyheter")
    assert Feed.objects.values_list("kind", "selector").get() == ("listing", "main .views-row-odd")
    assert markup.fromstring(page.content()).xpath("count(//code)") == 1
    assert overflow(page, 390) == [] and axe(page) == []
    picture(page, "watch-source-390")
