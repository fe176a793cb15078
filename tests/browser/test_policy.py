"""Text from outside in a real browser: cleaned it asks for nothing, and should cleaning ever slip, it does nothing."""

import pytest

from tests import factories as make
from tests.collect.test_clean import VECTORS
from utkik.collect.models import Sighting
from utkik.collect.read import clean

pytestmark = pytest.mark.django_db(transaction=True)
OND = "document.title='ond'"
PLANTED = (
    f"<p id='planted'>Planterat</p><img src='/nowhere' onerror=\"{OND}\"><script>{OND}</script>"
    "<style>h1{display:none}</style><p style='position:fixed;inset:0;background:red'>x</p>"
    f"<svg onload=\"{OND}\"></svg><form action='https://ond.example/'><button id='bait'>OK</button></form>"
    "<base href='https://ond.example/'>"
)
WATCH = "addEventListener('securitypolicyviolation', one => (window.refused ??= []).push(one.effectiveDirective))"


@pytest.fixture
def read(browser, live_server, log_in):
    """read(html): a browser's page in which an article with this text stands, and what else it asked for."""
    context = browser.new_context()
    context.add_init_script(WATCH)

    def opened(html):
        scanner = make.scanner()
        entry = make.entry("Kajen", organisation=scanner.organisation)
        Sighting.objects.filter(pk=entry.sighting_id).update(summary_html=html)
        page, asked = context.new_page(), []
        log_in(page, scanner)
        page.on("request", lambda one: None if one.url.startswith(live_server.url) else asked.append(one.url))
        page.goto(f"{live_server.url}/o/{scanner.organisation.slug}/stream/{entry.pk}")
        page.locator("#planted").wait_for()
        page.wait_for_timeout(300)
        return page, asked

    yield opened
    context.close()


def test_of_every_hostile_text_nothing_is_left_for_the_policy_to_refuse(read):
    hostile = [f"<div>{clean.clean(one, 'https://sandvik.example/')}</div>" for one in VECTORS.values()]
    page, asked = read(f"<p id='planted'>x</p>{''.join(hostile)}")
    assert page.evaluate("window.refused ?? []") == [] and asked == []


def test_what_slipped_into_an_article_runs_nothing_and_restyles_nothing(read, live_server):
    page, asked = read(PLANTED)
    assert "ond" not in page.title().split()
    assert page.locator("h1").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#planted ~ p[style]')).position") == "static"
    page.evaluate("document.querySelector('#bait').click()")
    page.wait_for_timeout(300)
    assert page.url.startswith(live_server.url) and asked == []
    refused = set(page.evaluate("window.refused"))
    assert {"script-src-attr", "script-src-elem", "style-src-elem", "style-src-attr", "form-action"} <= refused
