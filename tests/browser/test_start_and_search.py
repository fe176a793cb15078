"""Start and search, by keyboard and by eye."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scanner():
    member = make.member("scanner", name="Bo Ek")
    area = make.area("Klimat och miljö", owner=member)
    make.entry("Nya kartor för översvämningar", area=area)
    signal = make.signal(state="published", headline="Översvämningskartan saknar ägare", area=area)
    make.comment(signal, "Vi borde fråga fritid först.", by=make.member("contributor", name="Rektorn"))
    make.signal(author=member, headline="Halvt skriven om översvämning", matter="")
    return member


def test_start_is_accessible_and_leads_on(page, live_server, log_in, axe, picture, scanner):
    log_in(page, scanner)
    for width, scheme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{live_server.url}/o/sandvik/")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"start-{width}-{scheme}")
    page.get_by_role("link", name="Fortsätt i inflödet").click()
    assert page.url.endswith("/o/sandvik/stream")


def test_search_is_reached_asked_and_narrowed_by_keyboard(page, live_server, log_in, axe, picture, scanner):
    log_in(page, scanner)
    page.goto(f"{live_server.url}/o/sandvik/")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ÖVERSVÄMNING/?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    assert page.get_by_role("heading", level=1).inner_text() == "3 träffar, 2 av dem är signaler"
    assert page.locator("mark").first.inner_text().lower().startswith("översvämning")
    assert axe(page) == []
    picture(page, "search-1440")
    page.locator("#tab-entries").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**in=entries**")
    assert page.get_by_role("heading", level=1).inner_text() == "1 träff"
    page.go_back()
    assert page.get_by_role("heading", level=1).inner_text() == "3 träffar, 2 av dem är signaler"


def test_whoever_switched_keys_off_types_a_slash_in_peace(page, live_server, log_in, scanner):
    User.objects.filter(pk=scanner.user.pk).update(keys_on=False)
    log_in(page, scanner)
    page.goto(f"{live_server.url}/o/sandvik/")
    page.keyboard.press("/")
    page.keyboard.press("g")
    page.keyboard.press("i")
    assert page.url.endswith("/o/sandvik/")
