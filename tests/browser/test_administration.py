"""Members, lists, look and account in a real browser."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.people.models import Area, Invitation, Membership, User

pytestmark = pytest.mark.django_db(transaction=True)
ADMINISTRATION = "/o/sandvik/administration"


@pytest.fixture
def analyst():
    return make.member("analyst", name="Astrid Sandberg", is_administrator=True)


def test_the_pages_are_accessible_wide_and_narrow_light_and_dark(page, live_server, log_in, axe, picture, analyst):
    make.area("Klimat och miljö", owner=analyst)
    make.member("scanner", name="Bo Ek")
    log_in(page, analyst)
    pages = ["", "/members", "/areas", "/places", "/units", "/settings", "/look", "/work", "/log"]
    addresses = [f"{ADMINISTRATION}{name}" for name in pages] + ["/account", "/o/sandvik/search?q=klimat"]
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(live_server.url + address)
            assert axe(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            picture(page, f"people{address.split('?')[0].replace('/', '-')}-{width}-{scheme}")


def test_a_colleague_is_invited_by_a_link_that_is_shown(page, live_server, log_in, browser, analyst):
    log_in(page, analyst)
    page.goto(f"{live_server.url}{ADMINISTRATION}/members")
    page.get_by_label("E-postadresser").fill("ny@example.org")
    page.get_by_label("Bevakare", exact=True).check()
    page.get_by_role("button", name="Granska inbjudan").click()
    assert page.get_by_role("heading", level=1).inner_text() == "En person bjuds in som bevakare"
    page.get_by_role("button", name="Gör länkarna").click()
    page.get_by_text("Visa länken").click()
    link = page.locator("[data-copy]").input_value()
    assert Invitation.objects.get().email == "ny@example.org"

    context = browser.new_context(locale="sv-SE")
    guest = context.new_page()
    guest.goto(live_server.url + "/invitation/" + link.rpartition("/")[2])
    guest.get_by_label("Ditt namn").fill("Ny Bevakare")
    guest.get_by_label("Lösenord").fill(make.PASSWORD)
    guest.get_by_role("button", name="Tacka ja").click()
    assert guest.url == f"{live_server.url}/o/sandvik/"
    assert Membership.objects.get(user__email="ny@example.org").role == "scanner"
    context.close()


def test_a_half_written_invitation_is_there_after_a_reload(page, live_server, log_in, analyst):
    log_in(page, analyst)
    page.goto(f"{live_server.url}{ADMINISTRATION}/members")
    page.get_by_label("E-postadresser").fill("halv@example.org")
    page.get_by_text("Sparat").wait_for()
    page.reload()
    assert page.get_by_label("E-postadresser").input_value() == "halv@example.org"


def test_areas_are_changed_and_taken_back(page, live_server, log_in, analyst):
    area = make.area("Klimat")
    log_in(page, analyst)
    page.goto(f"{live_server.url}{ADMINISTRATION}/areas")
    assert page.get_by_role("heading", level=1).inner_text() == "Ett område saknar bevakare"
    page.get_by_label("Bevakare: Klimat").select_option("Astrid Sandberg")
    page.get_by_role("button", name="Spara listan").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Varje område har en bevakare"
    page.get_by_role("button", name="Ångra").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ett område saknar bevakare"
    assert Area.objects.get(pk=area.pk).owner is None


def test_enter_in_a_name_saves_the_list_and_moves_nothing(page, live_server, log_in, analyst):
    first, second = make.area("Först"), make.area("Sedan")
    log_in(page, analyst)
    page.goto(f"{live_server.url}{ADMINISTRATION}/areas")
    page.locator(f"#id_row-{second.pk}-name").fill("Därefter")
    page.keyboard.press("Enter")
    page.locator("#said").get_by_text("Sparat.").wait_for()
    assert [a.name for a in Area.objects.order_by("position")] == ["Först", "Därefter"]
    assert first.pk


def test_a_key_is_changed_and_a_collision_refused(page, live_server, log_in, analyst):
    log_in(page, analyst)
    page.goto(f"{live_server.url}/account")
    page.get_by_label("Dela med").fill("k")
    page.get_by_label("Ditt namn").focus()
    page.keyboard.press("Enter")
    page.locator("#errors").wait_for()
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("Dela med").fill("x")
    page.get_by_role("button", name="Spara", exact=True).last.click()
    page.locator("#said").get_by_text("Sparat.").wait_for()
    assert User.objects.get(pk=analyst.user.pk).keys == {"hand_over": "x"}


def test_the_municipalitys_colour_is_on_the_buttons(page, live_server, log_in, analyst):
    log_in(page, analyst)
    page.goto(f"{live_server.url}{ADMINISTRATION}/look")
    page.get_by_label("Färg på det som går att trycka på").fill("#ffcc00")
    page.get_by_role("button", name="Spara").click()
    assert page.locator("#errors").is_visible()
    page.get_by_label("Färg på det som går att trycka på").fill("#006633")
    page.get_by_role("button", name="Spara").click()
    page.locator("#said").get_by_text("Sparat.").wait_for()
    expect(page.locator("#save")).to_have_css("background-color", "rgb(0, 102, 51)")
