"""Building, publishing and reading a report, as a person does it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as make
from utkik.reports import texts, write

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = "2026-11"


@pytest.fixture(autouse=True)
def public_address(settings, live_server):
    settings.UTKIK_URL = live_server.url


@pytest.fixture
def report():
    for name in ("Byggnadsnämnden", "Teknik"):
        make.unit(name)
    return make.report()


@pytest.fixture
def at(live_server):
    return lambda name, *args: live_server.url + reverse(f"reports:{name}", args=["sandvik", *args])


@pytest.fixture
def builder(page, report, log_in, at):
    log_in(page, make.member("analyst", organisation=report.organisation))
    page.goto(at("build", MONTH))
    return page


def order(report):
    return [piece.signal.number for piece in texts.pieces_of(report)]


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_down_by_keyboard_keeps_the_focus_on_the_moved_rows_button(builder, report):
    builder.locator("#down-1").focus()
    builder.keyboard.press("Enter")
    builder.locator("#place-1[value='2']").wait_for()
    expect(builder.locator("#down-1")).to_be_focused()
    builder.wait_for_timeout(100)
    builder.keyboard.press("Enter")
    builder.locator("#place-1[value='3']").wait_for()
    expect(builder.locator("#down-1")).to_be_focused()
    assert order(report) == [2, 3, 1, 4, 5]
    expect(builder.locator("#status")).to_contain_text("Nu på plats 3 av 5")


def test_at_the_end_the_button_stays_under_the_focus_and_does_nothing(builder, report):
    builder.locator("#down-5").focus()
    builder.keyboard.press("Enter")
    builder.wait_for_timeout(300)
    expect(builder.locator("#down-5")).to_be_focused()
    assert order(report) == [1, 2, 3, 4, 5]


def test_a_place_is_typed_and_applies_on_enter(builder, report):
    builder.fill("#place-5", "1")
    builder.keyboard.press("Enter")
    builder.locator("#place-5[value='1']").wait_for()
    expect(builder.locator("#place-5")).to_be_focused()
    assert order(report) == [5, 1, 2, 3, 4]


def test_opening_a_signal_leads_to_its_first_field_and_closing_back(builder, report):
    builder.click("#open-2")
    builder.locator("#report-text-2").wait_for()
    expect(builder.locator("#report-text-2")).to_be_focused()
    builder.click("#open-2")
    builder.locator("#report-text-2").wait_for(state="detached")
    expect(builder.locator("#open-2")).to_be_focused()


def test_what_is_typed_is_kept_counted_and_shown_beside(builder, report):
    builder.click("#open-2")
    builder.fill("#report-text-2", "Ett två tre fyra fem sex sju.")
    builder.locator("[data-autosave-status]", has_text="Sparat").wait_for()
    builder.locator("#preview-body", has_text="Ett två tre fyra fem sex sju.").wait_for()
    before = builder.locator("#words strong").inner_text()
    builder.fill("#report-text-2", "Ett två.")
    builder.locator("#preview-body", has_not_text="sex sju").wait_for()
    builder.wait_for_function("(text) => document.querySelector('#words strong').innerText !== text", arg=before)
    assert builder.locator("#report-text-2-count").inner_text() == "8 av 180"
    assert texts.snapshot(report)["text-2"] == "Ett två."
    expect(builder.locator("#report-text-2")).to_be_focused()


def test_moving_keeps_what_was_typed_a_moment_ago(builder, report):
    builder.fill("#report-introduction", "Halvskriven mening")
    builder.click("#down-1")
    builder.locator("#place-1[value='2']").wait_for()
    assert builder.input_value("#report-introduction") == "Halvskriven mening"
    report.refresh_from_db()
    assert report.introduction == "Halvskriven mening"


def test_two_who_write_in_one_field_see_both_texts(builder, report):
    colleague = make.member("scanner", organisation=report.organisation, name="Bea Bevakare")
    write.save(report, {"title": "Kollegans rubrik"}, {}, by=colleague)
    builder.fill("#report-title", "Min rubrik")
    builder.locator(".theirs", has_text="Kollegans rubrik").wait_for()
    assert builder.input_value("#report-title") == "Min rubrik"
    assert "Bea Bevakare" in builder.locator("#errors").inner_text()
    builder.fill("#report-title", "Min rubrik, efter att ha sett hennes")
    builder.locator("[data-autosave-status]", has_text="Sparat").wait_for()
    report.refresh_from_db()
    assert report.title == "Min rubrik, efter att ha sett hennes"


def test_taking_out_and_in_never_loses_the_focus(builder, report):
    builder.click("#open-3")
    builder.locator("#leave-3").click()
    builder.locator("#take-3").wait_for()
    assert focused(builder) not in ("", "main")
    builder.click("#take-3")
    builder.locator("#take-3").wait_for(state="detached")
    expect(builder.locator("#open-3")).to_be_focused()


def test_from_draft_to_published_page(builder, report, at, picture):
    picture(builder, "rapport-bygge")
    builder.click("#to-publish")
    builder.wait_for_url(at("publish", MONTH))
    picture(builder, "publicera")
    builder.click("#publish")
    builder.wait_for_url(at("report", MONTH))
    assert builder.locator("h1").inner_text() == report.title
    assert "Utgåva 1 är publicerad" in builder.locator("#said").inner_text()
    builder.click("text=Fem minuter >> nth=0")
    with builder.expect_download() as download:
        builder.click("a:has-text('PDF') >> nth=0")
    assert download.value.suggested_filename == "sandvik-2026-11-1.pdf"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_accessible(page, log_in, at, axe, picture, width, scheme):
    made = make.published_report()
    make.unit("Teknik")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    log_in(page, make.member("analyst", organisation=made.organisation))
    for name, where in {
        "rapporter": at("archive"),
        "rapport": at("report", MONTH),
        "utgavor": at("editions", MONTH),
        "rapport-bygge": f"{at('build', MONTH)}?open=2",
        "publicera": at("publish", MONTH),
    }.items():
        page.goto(where)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        picture(page, f"{name}-{width}-{scheme}")


def test_without_script_the_report_is_built_published_and_read(browser, live_server, log_in, at, report):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    log_in(page, make.member("analyst", organisation=report.organisation))
    page.goto(at("build", MONTH))
    page.fill("#report-title", "Utan skript")
    page.click("#down-1")
    assert order(report) == [2, 1, 3, 4, 5]
    page.click("#open-1")
    page.fill("#report-question-1", "Vad gör vi nu?")
    page.click("#to-publish")
    page.click("#publish")
    assert page.locator("h1").inner_text() == "Utan skript"
    assert "Vad gör vi nu?" in page.content()
    context.close()
