"""A newcomer comes to a fresh installation: three screens, and the stream."""

import pytest
from playwright.sync_api import expect

from utkik.people.models import Area, Organisation

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "ett-riktigt-langt-losenord"


def fill_first_screen(page):
    page.get_by_label("Organisationens namn").fill("Kungsbacka kommun")
    page.get_by_label("Kort namn, så som ni säger det").fill("Kungsbacka")
    page.get_by_label("Närvärld: platser ni hör ihop med").fill("Halland, Göteborgsregionen")
    page.get_by_label("Ditt namn").fill("Astrid Sandberg")
    page.get_by_label("Din e-postadress").fill("astrid@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)


def test_three_screens_lead_to_the_stream(page, live_server, axe, picture):
    page.goto(live_server.url)
    assert page.url.endswith("/first-visit")
    fill_first_screen(page)
    assert page.locator(".land__text").inner_text() == "Därför är detta intressant för Kungsbacka"
    assert axe(page) == []
    picture(page, "first-visit-1")
    page.get_by_role("button", name="Fortsätt till områden").click()

    page.get_by_label("Klimat och miljö").check()
    assert axe(page) == []
    picture(page, "first-visit-2")
    page.get_by_role("button", name="Fortsätt till källor").click()

    assert page.get_by_role("checkbox").count() > 10
    assert axe(page) == []
    picture(page, "first-visit-3")
    page.get_by_role("button", name="Öppna inflödet").click()
    assert page.url.endswith("/o/kungsbacka-kommun/stream")
    picture(page, "first-visit-4")
    assert Area.objects.get(owner__isnull=False).code == "climate"


def test_the_keyboard_alone_is_enough(page, live_server):
    page.goto(f"{live_server.url}/first-visit")
    page.locator("#id_name").focus()
    for text in ("Kungsbacka kommun", "Kungsbacka", "Åsa", "Halland", "", "Astrid", "astrid@example.org", PASSWORD):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/first-visit/areas")
    page.locator("#id_mine_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/first-visit/sources")
    assert Organisation.objects.get().slug == "kungsbacka-kommun"


def test_what_is_missing_is_said_and_the_focus_is_there(page, live_server):
    page.goto(f"{live_server.url}/first-visit")
    page.evaluate("document.getElementById('begin-form').noValidate = true")
    fill_first_screen(page)
    page.get_by_label("Ditt namn").fill("")
    page.get_by_label("Lösenord").fill("kort")
    page.get_by_role("button", name="Fortsätt till områden").click()
    expect(page.locator("#errors")).to_be_focused()
    assert page.title().startswith("Fel: ")
    assert page.get_by_label("Organisationens namn").input_value() == "Kungsbacka kommun"
    page.get_by_role("link", name="Skriv ditt namn.").click()
    expect(page.locator("#id_person")).to_be_focused()


def test_it_works_without_script(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(live_server.url)
    fill_first_screen(page)
    page.get_by_role("button", name="Fortsätt till områden").click()
    page.get_by_role("button", name="Fortsätt till källor").click()
    page.get_by_role("button", name="Öppna inflödet").click()
    assert page.url.endswith("/o/kungsbacka-kommun/stream")
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_label("E-postadress").fill("ASTRID@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    assert page.url.endswith("/o/kungsbacka-kommun/")
    context.close()
