"""What a person does with the frame itself: keys, focus, text that is kept, the menu."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.people.models import Draft, Membership

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.sample")]


@pytest.fixture
def sample(page, live_server, log_in):
    """The sample page, opened as a scanner."""
    member = make.member("scanner")
    log_in(page, member)
    page.goto(f"{live_server.url}/o/{member.organisation.slug}/sample/")
    return page


def rows(page):
    return page.locator("#rows li").evaluate_all("rows => rows.map(row => row.id)")


def press(page, key, **marks):
    """A key event as the browser would make it with these marks (altKey, isComposing …), to what has the focus."""
    page.evaluate(
        """([key, marks]) => (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...marks }))""",
        [key, marks],
    )


def test_a_key_presses_the_button_of_the_current_row_and_the_focus_goes_on(sample):
    sample.keyboard.press("e")

    expect(sample.locator("#row-1")).to_have_count(0)
    expect(sample.locator("#open-2")).to_be_focused()
    expect(sample.locator("#status")).to_have_text("Inte aktuellt")
    assert rows(sample) == ["row-2", "row-3"]


@pytest.mark.parametrize(
    ("key", "marks"),
    [
        ("e", {"altKey": True, "ctrlKey": True, "modifierAltGraph": True}),
        ("e", {"modifierAltGraph": True}),
        ("e", {"ctrlKey": True}),
        ("e", {"altKey": True}),
        ("e", {"metaKey": True}),
        ("e", {"isComposing": True}),
        ("e", {"keyCode": 229}),
        ("E", {}),
    ],
)
def test_a_key_with_something_held_or_while_composing_does_nothing(sample, key, marks):
    press(sample, key, **marks)

    sample.wait_for_timeout(200)
    assert rows(sample) == ["row-1", "row-2", "row-3"]


@pytest.mark.parametrize("keys", ["Control+e", "Alt+e", "Meta+e", "Control+s", "Alt+f", "Meta+l"])
def test_the_browsers_own_shortcuts_stay_the_browsers(sample, keys):
    sample.keyboard.press(keys)

    sample.wait_for_timeout(200)
    assert rows(sample) == ["row-1", "row-2", "row-3"]


@pytest.mark.parametrize("field", ["#text", "#word", "#pick", "#free", "#find"])
def test_keys_rest_while_somebody_writes(sample, field):
    sample.locator(field).focus()
    sample.keyboard.type("sejj")

    sample.wait_for_timeout(200)
    assert rows(sample) == ["row-1", "row-2", "row-3"]
    assert sample.url.endswith("/sample/")


def test_a_slash_goes_to_the_search_field(sample):
    sample.keyboard.press("/")

    expect(sample.locator("#find")).to_be_focused()
    expect(sample.locator("#find")).to_have_value("")


def test_a_question_mark_opens_the_keys(sample):
    sample.keyboard.press("?")

    expect(sample).to_have_url(re.compile("/help"))
    expect(sample.get_by_role("heading", name="Kortkommandon")).to_be_visible()


def test_keys_that_are_switched_off_are_neither_shown_nor_pressed(page, live_server, log_in):
    member = make.member("scanner")
    member.user.keys_on = False
    member.user.save()
    log_in(page, member)
    page.goto(f"{live_server.url}/o/{member.organisation.slug}/sample/")

    page.keyboard.press("e")

    page.wait_for_timeout(200)
    assert rows(page) == ["row-1", "row-2", "row-3"]
    expect(page.locator("kbd")).to_have_count(0)


def test_a_changed_key_presses_the_same_button(page, live_server, log_in):
    member = make.member("scanner")
    member.user.keys = {"dismiss": "x"}
    member.user.save()
    log_in(page, member)
    page.goto(f"{live_server.url}/o/{member.organisation.slug}/sample/")

    page.keyboard.press("e")
    page.keyboard.press("x")

    expect(page.locator("#row-1")).to_have_count(0)


def test_enter_belongs_to_the_link_that_has_the_focus(sample):
    sample.locator("#open-3").focus()
    sample.keyboard.press("Enter")

    expect(sample).to_have_url(re.compile("#row-3$"))


def test_ctrl_enter_sends_the_form(sample):
    sample.locator("#text").fill("Ån kommer högre")
    sample.keyboard.press("Control+Enter")

    expect(sample.get_by_role("heading", name="Sparat")).to_be_visible()


def test_the_focus_goes_into_what_opens_and_back_when_it_closes(sample):
    sample.locator("#open").click()
    expect(sample.locator("#inner")).to_be_focused()

    sample.keyboard.press("Escape")

    expect(sample.locator("#closed")).to_be_focused()


def test_the_last_row_leaves_and_the_focus_stays_in_the_page(sample):
    for _number in range(3):
        sample.locator("#rows button").first.click()
        sample.wait_for_timeout(150)

    expect(sample.locator("#main")).to_be_focused()


def test_what_the_page_asks_by_itself_leaves_a_reader_alone(sample):
    sample.set_viewport_size({"width": 1440, "height": 300})
    sample.evaluate("scrollTo(0, 200)")
    before = sample.evaluate("scrollY")

    sample.evaluate("document.body.dispatchEvent(new Event('tick'))")
    expect(sample.locator("#asks")).to_contain_text("Stängt")
    sample.wait_for_timeout(200)

    assert sample.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", before]


def test_an_act_that_fails_leaves_the_row_and_says_so(sample):
    sample.context.set_offline(True)
    sample.locator("#dismiss-1").click()

    expect(sample.locator("#said")).to_contain_text("Det gick inte. Inget har ändrats.")
    expect(sample.locator("#status")).to_contain_text("Det gick inte")
    assert rows(sample) == ["row-1", "row-2", "row-3"]


def test_newer_is_offered_and_moves_nothing(sample):
    sample.goto(f"{sample.url}?newer=1")

    expect(sample.locator("#newer")).to_have_text("12 nya – visa")

    assert rows(sample) == ["row-1", "row-2", "row-3"]


def test_text_is_kept_on_the_server_while_it_is_written(sample):
    sample.locator("#text").fill("Ån kommer högre")
    expect(sample.locator("#kept")).to_have_text(re.compile(r"Sparat \d\d:\d\d"))

    sample.reload()

    expect(sample.locator("#text")).to_have_value("Ån kommer högre")
    assert sample.evaluate("Object.keys(localStorage).length") == 0


def test_text_survives_a_network_that_is_gone(sample):
    sample.context.set_offline(True)
    sample.locator("#text").fill("Skrivet på tåget")
    expect(sample.locator("#kept")).to_have_text("Inte sparat – försöker igen")

    sample.context.set_offline(False)

    expect(sample.locator("#kept")).to_have_text(re.compile("Sparat"))
    sample.reload()
    expect(sample.locator("#text")).to_have_value("Skrivet på tåget")


def test_text_that_never_reached_the_server_comes_back(sample):
    sample.route("**/drafts", lambda route: route.abort())
    sample.locator("#text").fill("Fliken dog")
    expect(sample.locator("#kept")).to_have_text("Inte sparat – försöker igen")

    sample.reload()

    expect(sample.locator("#text")).to_have_value("Fliken dog")


def test_text_survives_a_log_in_that_ran_out(sample, log_in):
    sample.context.clear_cookies(name="sessionid")
    sample.locator("#text").fill("Mitt i meningen")
    expect(sample.locator("#kept")).to_contain_text("Du har loggats ut. Texten finns kvar här.")

    log_in(sample, Membership.objects.get())

    expect(sample.locator("#kept")).to_have_text(re.compile("Sparat"), timeout=15_000)


def test_what_was_sent_is_not_offered_again(sample):
    sample.locator("#text").fill("Skickat direkt")
    sample.keyboard.press("Control+Enter")
    expect(sample.get_by_role("heading", name="Sparat")).to_be_visible()

    sample.goto(sample.url.replace("saved", ""))

    expect(sample.locator("#text")).to_have_value("")
    sample.wait_for_timeout(1500)
    expect(sample.locator("#text")).to_have_value("")


def test_a_draft_on_its_way_does_not_overtake_the_form(sample):
    order = []
    sample.on(
        "request", lambda request: order.append(request.url.rsplit("/", 1)[-1]) if request.method == "POST" else 0
    )

    def slowly(route):
        sample.wait_for_timeout(600)
        route.continue_()

    sample.route("**/drafts", slowly)
    sample.locator("#text").fill("Först utkastet")
    sample.wait_for_timeout(1000)
    sample.locator("#send").click()
    expect(sample.get_by_role("heading", name="Sparat")).to_be_visible()

    assert order == ["drafts", "saved"]
    assert Draft.objects.count() == 0


def test_a_form_that_the_network_lost_is_still_there(sample):
    address = sample.url
    sample.locator("#text").fill("Borta på vägen")
    sample.route("**/saved", lambda route: route.abort())
    sample.locator("#send").click()
    sample.wait_for_timeout(300)
    sample.unroute("**/saved")

    sample.goto(address)

    expect(sample.locator("#text")).to_have_value("Borta på vägen")


def test_logging_out_takes_unsent_text_away(sample):
    sample.evaluate(
        """() => {
            localStorage.setItem("utkik-draft:1:x", "hemligt")
            const form = Object.assign(document.createElement("form"), { action: "#" })
            form.dataset.logOut = ""
            document.body.append(form)
            form.dispatchEvent(new Event("submit", { bubbles: true }))
        }"""
    )
    assert sample.evaluate("Object.keys(localStorage).filter(k => k.startsWith('utkik-draft')).length") == 0


def test_the_first_tab_leads_past_the_menu(sample):
    sample.keyboard.press("Tab")
    expect(sample.locator("#skip")).to_be_focused()

    sample.keyboard.press("Enter")

    expect(sample.locator("#main")).to_be_focused()


def test_on_a_phone_the_rail_is_a_menu(sample, axe):
    sample.set_viewport_size({"width": 390, "height": 844})
    expect(sample.locator("#menu")).not_to_be_visible()

    sample.locator("#open-menu").click()

    expect(sample.locator("#menu")).to_be_visible()
    assert sample.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(sample) == []


def test_on_paper_stands_the_page_without_rail_and_bars(sample):
    sample.evaluate("document.documentElement.dataset.theme = 'dark'")
    sample.emulate_media(media="print")

    for bar in (".rail", ".tabbar", "#skip"):
        expect(sample.locator(bar)).not_to_be_visible()
    expect(sample.get_by_role("heading", name="Tre rader att pröva")).to_be_visible()
    assert sample.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 36, 47)"


def test_in_forced_colours_the_frame_is_still_there(sample, picture):
    sample.emulate_media(forced_colors="active")

    expect(sample.locator(".rail")).to_be_visible()
    picture(sample, "forced-colours")


SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
LARGE = "html { font-size: 200% }"


@pytest.mark.parametrize(("width", "rules"), [(320, ""), (390, SPACED), (390, LARGE), (1440, SPACED), (1440, LARGE)])
@pytest.mark.parametrize("address", ["/help", "/accessibility", "sample/"])
def test_nothing_scrolls_sideways_however_text_is_set(sample, live_server, address, width, rules):
    sample.set_viewport_size({"width": width, "height": 900})
    sample.goto(f"{live_server.url}{address}" if address.startswith("/") else sample.url)
    sample.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(rules)
            document.adoptedStyleSheets = [sheet]
        }""",
        rules,
    )

    assert sample.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize(
    "address", ["/help", "/help/because", "/accessibility", "/privacy", "/about", "/status", "/nej"]
)
def test_public_pages_are_accessible_to_strangers(page, live_server, axe, picture, address, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{address}")

    picture(page, f"public{address.replace('/', '-')}-{width}-{scheme}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
