"""Judging and deciding as people do it."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from utkik.rounds import closing, judge
from utkik.rounds.models import Outcome

pytestmark = pytest.mark.django_db(transaction=True)
HEADLINES = [
    "Ån kommer högre: planerna söder om centrum behöver nya mått",
    "Vårdrum kan planeras in innan husen ritas",
    "Krav på svalka i äldreboenden väntas 2028",
    "Staten vill samla bygglov i en gemensam tjänst",
    "Direktbuss till flygplatsen prövas i ett år",
    "Danska bibliotek öppnar verkstad för digital legitimation",
]


@pytest.fixture
def cast(live_server):
    analyst, ada, bo = (make.member(role, name=name) for role, name in
                        (("analyst", "Åsa Ek"), ("scanner", "Ada Lund"), ("scanner", "Bo Hed")))  # fmt: skip
    levels = ["near", "own", "wider", "wider", "near", "wider"]
    authors = [ada, analyst, analyst, bo, analyst, bo]
    signals = [
        make.signal(author=author, state="published", headline=headline, level=level)
        for author, headline, level in zip(authors, HEADLINES, levels, strict=True)
    ]
    return analyst, ada, bo, signals


def test_a_judge_gives_changes_and_hands_in_with_the_keyboard_alone(page, live_server, log_in, axe, picture, cast):
    analyst, ada, _bo, signals = cast
    round = make.open_round(by=analyst)
    log_in(page, ada)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}")
    picture(page, "omgang")
    assert axe(page) == []
    more = page.locator(f"#more-{signals[1].pk}")
    more.focus()
    for left in (9, 8, 7):
        page.keyboard.press("Enter")
        page.get_by_text(f"{left} av 10 kvar").wait_for()
        expect(more).to_be_focused()
        page.wait_for_timeout(100)  # no person presses again within the frame that drew the button
    assert more.get_attribute("aria-disabled") == "true"
    page.locator(f"#less-{signals[1].pk}").press("Enter")
    page.get_by_text("Du har lagt 2 poäng, 8 är kvar").wait_for()
    assert page.locator(f"#more-{signals[0].pk}").count() == 0
    picture(page, "omgang-lagd")
    page.locator("#hand-in").press("Enter")
    page.get_by_role("heading", name="Du har lämnat in, med 2 poäng").wait_for()
    assert judge.judges(round) == (1, 3)


def test_spent_points_are_refused_in_words(page, live_server, log_in, cast):
    analyst, ada, _bo, signals = cast
    round = make.open_round(by=analyst)
    make.ballot(round, ada, {signals[1]: 3, signals[2]: 3, signals[3]: 3, signals[4]: 1})
    log_in(page, ada)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}")
    page.locator(f"#more-{signals[5].pk}").press("Enter")
    page.get_by_text("Du har 0 poäng kvar. Ta några från en annan signal först.").first.wait_for()


def test_the_group_decides_is_asked_why_and_locks(page, live_server, log_in, axe, picture, cast):
    analyst, ada, bo, signals = cast
    round = make.open_round(by=analyst)
    make.ballot(round, ada, {signals[1]: 3, signals[2]: 1, signals[3]: 3})
    make.ballot(round, bo, {signals[0]: 3, signals[1]: 3, signals[2]: 1})
    make.ballot(round, analyst, {signals[0]: 2, signals[3]: 0})
    judge.explain(judge.open_ballot(round, bo), signals[0].pk, "Två planer ligger innanför den nya linjen.")
    closing.close(round, by=analyst)
    log_in(page, analyst)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}/outcome")
    picture(page, "utfall")
    assert axe(page) == []
    page.locator(f"label:has(#lifted-{signals[1].pk})").click()
    page.get_by_text("1 lyft gränsen är 5–10").wait_for()
    page.locator(f"label:has(#lifted-{signals[2].pk})").click()
    why = page.locator(f"#line-{signals[2].pk}")
    why.fill("Två byggbeslut fattas före nästa omgång.")
    page.locator(f"label:has(#parked-{signals[3].pk})").click()
    page.locator(f"#until-{signals[3].pk}").wait_for()
    page.locator(f"label:has(#aside-{signals[4].pk})").click()
    page.locator(f"#line-{signals[4].pk}").fill("Vi har redan svarat på remissen.")
    page.locator("#lock").click()
    page.get_by_role("alert").get_by_text("2 är lyfta, gränsen är 5–10. Skriv på en rad varför.").wait_for()
    picture(page, "utfall-fattas")
    page.locator("#limits_line").fill("Månaden var tunn.")
    page.locator("#lock").click()
    page.get_by_role("heading", name="2 av 6 signaler lyftes").wait_for()
    picture(page, "utfall-last")
    assert axe(page) == []
    assert sorted(Outcome.objects.values_list("choice", flat=True)) == ["lifted", "lifted", "parked", "set_aside"]
    assert Outcome.objects.get(signal=signals[2]).line == "Två byggbeslut fattas före nästa omgång."


def test_it_works_without_script(browser, live_server, log_in, cast):
    analyst, ada, _bo, signals = cast
    round = make.open_round(by=analyst)
    page = browser.new_context(java_script_enabled=False).new_page()
    log_in(page, ada)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}")
    page.locator(f"#more-{signals[1].pk}").click()
    page.locator("#hand-in").click()
    closing.close(round, by=analyst)
    log_in(page, analyst)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}/outcome")
    page.locator(f"#lifted-{signals[1].pk}").check(force=True)
    page.locator("#save-choices").click()
    page.locator("#lock").click()
    page.locator("#limits_line").fill("Bara en.")
    page.locator("#lock").click()
    assert page.locator("h1").inner_text() == "1 av 6 signaler lyftes"


@pytest.mark.parametrize("state", ["none", "open", "closed"])
def test_the_archive_says_where_the_group_is(page, live_server, log_in, axe, picture, cast, state):
    analyst, ada, _bo, _signals = cast
    if state != "none":
        round = make.open_round(by=analyst)
        if state == "closed":
            closing.close(round, by=analyst)
    log_in(page, analyst if state == "none" else ada)
    page.goto(f"{live_server.url}/o/sandvik/rounds")
    picture(page, f"omgangar-{state}")
    assert axe(page) == []
    if state == "none":
        page.locator("#start").click()
        page.get_by_role("heading", name="Du har 10 poäng att lägga").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_window(page, live_server, log_in, axe, picture, cast, scheme):
    analyst, ada, bo, signals = cast
    round = make.open_round(by=analyst)
    make.ballot(round, bo, {signals[0]: 3})
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    log_in(page, ada)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}")
    picture(page, f"omgang-390-{scheme}")
    assert axe(page) == []
    closing.close(round, by=analyst)
    log_in(page, analyst)
    page.goto(f"{live_server.url}/o/sandvik/rounds/{round.pk}/outcome")
    picture(page, f"utfall-390-{scheme}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
