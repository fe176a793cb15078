"""The stream in a real browser: one key an act, nothing moves by itself, everything can be taken back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik import clock
from utkik.stream import triage
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
State = Entry.State


@pytest.fixture
def scanner(page, log_in):
    member = make.scanner(name="Anna Bevakare")
    log_in(page, member)
    return member


@pytest.fixture
def go(page, live_server, scanner):
    """go("?view=all"): the stream's page, marked so that a reload would be seen."""

    def open_it(path=""):
        page.goto(f"{live_server.url}/o/sandvik/stream{path}")
        page.evaluate("window.stayed = true")

    return open_it


def focused(page):
    return page.evaluate("document.activeElement.id")


def rows(page):
    seen = page.locator("#entries .entry:visible").evaluate_all("all => all.map(one => one.id)")
    return [int(name.removeprefix("entry-")) for name in seen]


def states(entries):
    found = dict(Entry.objects.filter(pk__in=[e.pk for e in entries]).values_list("pk", "state"))
    return [found[entry.pk] for entry in entries]


def test_the_views_stand_on_one_line_with_their_numbers(page, go, scanner):
    make.entries(2, watched_by=scanner)
    go()
    page.locator("#views").evaluate(
        """(nav) => [["mine", 234], ["handed", 3], ["tips", 3], ["later", 12]].forEach(([view, number]) => {
            const tab = nav.querySelector(`#view-${view}`)
            tab.querySelector(".number")?.remove()
            tab.insertAdjacentHTML("beforeend", ` <span class="number">${number}</span>`)
        })"""
    )
    assert len(set(page.locator("#views a").evaluate_all("all => all.map(one => one.offsetTop)"))) == 1
    assert page.locator("#views").evaluate("nav => nav.scrollWidth <= nav.clientWidth")


def test_dismissing_is_one_key_and_nothing_else_moves(page, go, scanner):
    entries = make.entries(4, watched_by=scanner)
    go()
    page.keyboard.press("e")

    expect(page.locator(f"#open-{entries[1].pk}")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("Inte aktuellt: ”")
    assert rows(page) == [entry.pk for entry in entries[1:]]
    assert states(entries) == [State.DISMISSED, State.NEW, State.NEW, State.NEW]
    expect(page.locator("#finding")).to_have_text("3 kvar i dag")
    expect(page.locator(".way [aria-current] .number")).to_contain_text("3")
    expect(page.locator("#status")).to_contain_text("Inte aktuellt: ”")
    assert page.evaluate("window.stayed") is True


def test_each_act_is_one_key_and_undo_another(page, go, scanner):
    entries = make.entries(4, watched_by=scanner)
    go()
    for key, line in (("f", "Behållen: ”"), ("e", "Inte aktuellt: ”")):
        page.keyboard.press(key)
        expect(page.locator("#said")).to_contain_text(line)
    assert states(entries)[:2] == [State.KEPT, State.DISMISSED]

    page.keyboard.press("z")
    expect(page.locator("#said")).to_contain_text("Ångrat: 1 artikel är tillbaka")
    expect(page.locator(f"#open-{entries[1].pk}")).to_be_focused()
    assert states(entries)[:2] == [State.KEPT, State.NEW]
    assert rows(page) == [entry.pk for entry in entries[1:]]


def test_whoever_is_quicker_than_the_answer_dismisses_the_next_one_too(page, go, scanner):
    entries = make.entries(5, watched_by=scanner)
    go()
    page.keyboard.press("e")
    page.keyboard.press("e")

    expect(page.locator("#finding")).to_have_text("3 kvar i dag")
    assert states(entries)[:3] == [State.DISMISSED, State.DISMISSED, State.NEW]


def test_stepping_reads_and_decides_nothing(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    for key, place in (("j", 1), ("j", 2), ("k", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#open-{entries[place].pk}")).to_be_focused()
        expect(page.locator(".entry[aria-current=true]")).to_have_id(f"entry-{entries[place].pk}")
    page.keyboard.press("Enter")
    expect(page.locator("#article")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.mouse.wheel(0, 4000)
    page.reload()

    expect(page.locator("h1")).to_have_text(entries[1].sighting.title)
    assert set(states(entries)) == {State.NEW}


def test_all_above_thirty_mixed_ones_reload_and_undo(page, go, scanner):
    entries = make.entries(30, watched_by=scanner)
    for number, entry in enumerate(entries):
        if number % 3 == 1:
            triage.keep(entry, by=make.member("scanner"))
        if number % 3 == 2:
            triage.later(entry, scanner.organisation.today() + timedelta(days=9), by=scanner)
    last = make.entry(watched_by=scanner)
    former = states(entries)
    go(f"/{last.pk}?view=all")
    came = [make.entry(source=last.source, published=clock.now()) for _ in range(3)]

    page.keyboard.press("Shift+A")
    expect(page.locator("#said")).to_contain_text("Inte aktuellt: 30 artiklar")
    assert set(states(entries)) == {State.DISMISSED}
    assert set(states(came)) == {State.NEW}

    page.reload()
    page.keyboard.press("z")
    expect(page.locator("#said")).to_contain_text("Ångrat: 30 artiklar är tillbaka")
    assert states(entries) == former


KEYS_THAT_ARE_NO_ACT = [
    {"key": "€", "code": "KeyE", "ctrlKey": True, "altKey": True},
    {"key": "e", "code": "KeyE", "modifierAltGraph": True},
    {"key": "@", "code": "Digit2", "modifierAltGraph": True},
    {"key": "s", "code": "KeyS", "ctrlKey": True},
    {"key": "f", "code": "KeyF", "altKey": True},
    {"key": "l", "code": "KeyL", "metaKey": True},
    {"key": "Dead", "code": "BracketRight"},
    {"key": "e", "code": "KeyE", "isComposing": True},
    {"key": "E", "code": "KeyE"},
]


def test_only_the_plain_letters_act(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    for event in KEYS_THAT_ARE_NO_ACT:
        page.evaluate(
            "event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...event}))",
            event,
        )
    page.keyboard.press("d")
    page.locator("#share-line").fill("")
    page.locator("#share-line").press_sequentially("sefldzA")
    page.wait_for_timeout(300)

    assert set(states(entries)) == {State.NEW}
    expect(page.locator("#share-line")).to_have_value("sefldzA")


def test_a_failed_act_brings_the_row_back_with_a_sentence(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    page.route("**/dismiss*", lambda route: route.abort())
    page.keyboard.press("e")

    expect(page.locator("#said")).to_contain_text("Det gick inte")
    assert rows(page) == [entry.pk for entry in entries]
    assert set(states(entries)) == {State.NEW}


def test_the_row_leaves_before_the_server_has_answered(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    held = []
    page.route("**/dismiss*", lambda route: held.append(route))
    page.keyboard.press("e")

    expect(page.locator(f"#entry-{entries[0].pk}")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("#finding")).to_have_text("2 kvar i dag")


def test_new_ones_are_counted_and_shown_only_when_asked_for(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    page.clock.install()
    go()
    make.entries(12, watched_by=scanner)
    page.clock.fast_forward(61_000)

    expect(page.locator("#newer")).to_have_text("12 nya – visa")
    assert rows(page) == [entry.pk for entry in entries]
    page.locator("#newer").click()
    expect(page.locator("#finding")).to_have_text("15 kvar i dag")
    assert len(rows(page)) == 15


def test_read_later_and_sharing_by_keyboard_alone(page, go, scanner):
    colleague = make.scanner(name="Bo Alm")
    entries = make.entries(3, watched_by=scanner)
    go()
    page.keyboard.press("l")
    expect(page.locator("#later-day_0")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#act-later")).to_be_focused()
    page.keyboard.press("l")
    expect(page.locator("#later-day_0")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Läs senare: ”")
    expect(page.locator(f"#open-{entries[1].pk}")).to_be_focused()
    page.keyboard.press("d")
    expect(page.locator("#share-to")).to_be_focused()
    page.keyboard.type("Bo")
    page.keyboard.press("Tab")
    page.keyboard.type("Rör dina vägar")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Delad: ”")

    put_off, handed, _left = (Entry.objects.get(pk=e.pk) for e in entries)
    assert put_off.due_on == scanner.organisation.today() + timedelta(days=7)
    assert (handed.receiver, handed.handovers.get().line) == (colleague, "Rör dina vägar")
    assert rows(page) == [entries[2].pk]


def test_a_day_that_has_been_is_refused_in_place(page, go, scanner):
    make.entries(2, watched_by=scanner)
    go()
    page.keyboard.press("l")
    page.locator("#later-other").evaluate("field => { field.removeAttribute('min'); field.value = '2020-01-01' }")
    page.locator("#act-send").click()

    expect(page.locator("#acts [role=alert]")).to_contain_text("Välj en dag efter i dag")
    assert len(rows(page)) == 2


def test_what_a_colleague_did_first_is_said_and_kept(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    triage.keep(Entry.objects.get(pk=entries[0].pk), by=make.member("scanner", name="Bo Alm"))
    page.keyboard.press("e")

    expect(page.locator("#said")).to_contain_text("Bo Alm hann före")
    expect(page.locator("#article")).to_contain_text("Behållen av Bo Alm")
    assert states(entries)[0] == State.KEPT


def test_the_last_one_leads_on(page, go, scanner):
    make.entries(1, watched_by=scanner)
    go()
    page.keyboard.press("e")

    expect(page.locator("#go-on")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#said")).to_contain_text("Ångrat")
    assert len(rows(page)) == 1


def test_on_a_phone_the_list_leads_to_the_article_and_on(page, go, scanner):
    page.set_viewport_size({"width": 390, "height": 844})
    entries = make.entries(3, watched_by=scanner)
    go()
    expect(page.locator("#reading")).to_be_hidden()
    page.locator(f"#open-{entries[0].pk}").click()
    expect(page.locator("h1")).to_have_text(entries[0].sighting.title)
    expect(page.locator(".stream__list")).to_be_hidden()

    page.locator("#act-dismiss").click()
    expect(page.locator("h1")).to_have_text(entries[1].sighting.title)
    page.locator("#undo").click()
    expect(page.locator("h1")).to_have_text(entries[0].sighting.title)
    assert set(states(entries)) == {State.NEW}
    page.go_back()
    expect(page.locator("#finding")).to_have_text("3 kvar i dag")


def test_filters_open_in_place_and_close_again(page, go, scanner):
    near = make.followed("Nära", level="near", area=scanner.areas_owned.get())
    make.entry("Bygglovshantering", source=near)
    make.entries(2, watched_by=scanner)
    go()
    page.locator("#sift-open").click()
    expect(page.locator("#sift-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sift-open")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#sift-q").fill("bygglov")
    page.keyboard.press("Enter")

    expect(page.locator("#finding")).to_have_text("1 artikel passar")
    page.locator("#sift-clear").click()
    expect(page.locator("#finding")).to_have_text("3 kvar i dag")


def test_what_comes_first_appears_without_a_reload(page, go, scanner):
    source = make.followed("Boverket", area=scanner.areas_owned.get())
    go()
    expect(page.locator("h1")).to_contain_text("Här samlas det era källor skriver")
    make.entry("Den första", source=source)

    expect(page.locator("#entries")).to_contain_text("Den första", timeout=15_000)
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize("path", ["", "?view=all&filter=open", "/{pk}?open=later", "/{pk}?open=share", "/decisions"])
@pytest.mark.parametrize("width, theme", [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing(page, go, scanner, axe, picture, path, width, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    entries = make.entries(5, watched_by=scanner)
    make.entry("Sådan får vi unge til at blive", watched_by=scanner, language="da")
    triage.dismiss(entries[0], by=scanner)
    go(path.format(pk=entries[2].pk))
    picture(page, f"inflode-{width}{path.split('=')[-1].strip('/{}')}")

    assert axe(page) == []


@pytest.fixture
def scriptless(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    yield context.new_page()
    context.close()


def test_triage_works_without_script(scriptless, live_server, log_in):
    member = make.scanner(name="Anna Bevakare")
    make.scanner(name="Bo Alm")
    entries = make.entries(5, watched_by=member)
    log_in(scriptless, member)
    scriptless.goto(f"{live_server.url}/o/sandvik/stream")
    scriptless.locator("#act-keep").click()
    scriptless.locator("#act-dismiss").click()
    scriptless.locator("#act-later").click()
    scriptless.locator("#act-send").click()
    scriptless.locator("#act-share").click()
    scriptless.locator("#share-to").select_option(label="Bo Alm")
    scriptless.locator("#act-send").click()
    assert states(entries) == [State.KEPT, State.DISMISSED, State.LATER, State.NEW, State.NEW]
    expect(scriptless.locator("h1")).to_have_text(entries[4].sighting.title)

    scriptless.locator("#undo").click()
    assert Entry.objects.get(pk=entries[3].pk).receiver is None


@pytest.mark.parametrize("path", ["", "/{pk}", "/{pk}?open=later", "/{pk}?open=share", "?filter=open", "/decisions"])
def test_nothing_reaches_out_of_the_narrowest_screen(page, go, scanner, path):
    page.set_viewport_size({"width": 320, "height": 640})
    entries = make.entries(5, watched_by=scanner)
    long = "https://kommun.example/" + "upphandlingsförordningstillämpning" * 5
    table = "<table><tr><th>Kommun</th>" + "<td>117 463 invånare</td>" * 9 + "</tr></table>"
    entries[3] = make.entry(long, watched_by=scanner, summary_html=f"<p>{long}</p><pre>{long}</pre>{table}")
    triage.dismiss(entries[0], by=scanner)
    go(path.format(pk=entries[3].pk))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_back_leads_to_the_article_before_and_acts_go_on(page, go, scanner):
    entries = make.entries(4, watched_by=scanner)
    go()
    for place in (1, 2):
        page.keyboard.press("j")
        expect(page.locator(f"#open-{entries[place].pk}")).to_be_focused()
    page.go_back()
    expect(page.locator("#title")).to_have_text(entries[1].sighting.title)
    expect(page.locator(".entry[aria-current=true]")).to_have_id(f"entry-{entries[1].pk}")

    page.keyboard.press("e")
    expect(page.locator("#finding")).to_have_text("3 kvar i dag")
    assert states(entries) == [State.NEW, State.DISMISSED, State.NEW, State.NEW]


def test_a_link_pressed_with_ctrl_opens_beside(page, go, scanner):
    entries = make.entries(3, watched_by=scanner)
    go()
    with page.context.expect_page() as opened:
        page.locator(f"#open-{entries[2].pk}").click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h1")).to_have_text(entries[2].sighting.title)
    expect(page.locator(".entry[aria-current=true]")).to_have_id(f"entry-{entries[0].pk}")
