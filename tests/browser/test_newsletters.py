"""Newsletters in a real browser: a sender is looked at, followed, declined; and a letter's text loads nothing."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.test_every_page import faults, overflow
from tests.collect.letters import letter
from utkik.collect.letters import mailroom
from utkik.collect.letters.models import Sender
from utkik.collect.read import letter as reader

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = """<table><tr><td><h1>Forskningsbrevet i mars</h1><p>Det här händer på forskningsfronten den här månaden.</p>
<h2>Kallare somrar längs kusten</h2><p>En ny studie visar att vattnet vid västkusten blir kallare om somrarna,
tvärt emot vad modellerna säger.</p><a href="https://forskning.example/kust">Läs mer</a><h2>Tysta lekplatser</h2>
<p>Barn leker längre där det är tyst.</p><a href="https://forskning.example/lek">Läs mer</a></td></tr><tr><td>
<img src="https://spar.example/o.gif">
<a href="https://forskning.example/avsluta?id=1">Avsluta prenumerationen</a></td></tr></table>"""


@pytest.fixture
def scanner():
    made = make.member("scanner", name="Anna Bevakare")
    make.area("Klimat och miljö", owner=made)
    raw = letter(LETTER, Subject="Forskningsbrevet i mars", From="Forskningsbrevet <brev@forskning.example>")
    mailroom.keep_letter(reader.read(raw), made.organisation)
    make.sender(made.organisation, name="Säljbrevet", letters=3)
    return made


def sound(page, axe, width):
    assert faults(page.content()) + overflow(page, width) + axe(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_new_sender_is_looked_at_followed_and_another_declined(
    page, live_server, log_in, scanner, axe, picture, width
):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, scanner)
    page.goto(f"{live_server.url}/o/sandvik/sources")
    expect(page.locator("#senders-waiting")).to_contain_text("2 nya avsändare av nyhetsbrev")
    sound(page, axe, width)
    page.click("#senders-waiting")
    expect(page.locator("h1")).to_have_text("2 avsändare av nyhetsbrev väntar på svar")
    sound(page, axe, width)
    picture(page, f"newsletters-{width}")

    page.get_by_role("link", name="Titta och följ Forskningsbrevet").click()
    expect(page.locator(".prose")).to_contain_text("Kallare somrar längs kusten")
    sound(page, axe, width)
    picture(page, f"sender-{width}")
    page.get_by_label("Varje artikel som ett brev länkar till blir en egen").check()
    page.click("#follow")
    expect(page.locator("h1")).to_have_text("Forskningsbrevet")
    sound(page, axe, width)
    picture(page, f"newsletter-source-{width}")

    page.goto(f"{live_server.url}/o/sandvik/sources/newsletters")
    page.get_by_role("button", name="Avböj Säljbrevet").click()
    expect(page.locator("#said")).to_contain_text("”Säljbrevet” är avböjd")
    expect(page.locator("h1")).to_have_text("Nyhetsbrev")
    sound(page, axe, width)
    picture(page, f"newsletters-decided-{width}")
    assert set(Sender.objects.values_list("state", flat=True)) == {"accepted", "declined"}
    assert not [address for address in asked if not address.startswith(live_server.url)], (
        "nothing of the letter is loaded"
    )
