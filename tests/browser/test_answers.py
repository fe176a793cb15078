"""A meeting answers signal by signal with the keyboard, and hands in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as make
from utkik.reports.models import FollowUp, Response

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = "2026-11"


@pytest.fixture
def at(live_server):
    return lambda name, *args: live_server.url + reverse(f"reports:{name}", args=["sandvik", *args])


def test_a_meeting_is_noted_by_keyboard_and_handed_in(page, log_in, at, axe, picture):
    report = make.report(lifted=2, more=0)
    make.unit("Teknik")
    log_in(page, make.manager(report.organisation))
    page.goto(at("answers", MONTH))
    page.click("#note")
    expect(page.locator(".scale")).to_have_attribute("aria-label", "Signal 1 av 2, 0 är besvarade")
    page.wait_for_load_state()
    page.keyboard.press("3")
    expect(page.locator("#answer-no_action")).to_be_checked()
    expect(page.locator("#answer-unit")).to_be_hidden()
    page.keyboard.press("1")
    page.locator("#answer-unit").select_option(label="Teknik")
    page.locator("#answer-when-2").check()
    assert page.locator("#answer-due").input_value() != ""
    assert axe(page) == []
    picture(page, "svar")
    page.locator("#answer-line").fill("Pröva på två boenden. Tangent 2 och k skrivs bara i texten.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Signal 2 av 2")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("k")
    expect(page.locator("#answer-line")).to_have_value("Pröva på två boenden. Tangent 2 och k skrivs bara i texten.")
    page.locator("#next").click()
    expect(page.get_by_text("Signal 2 av 2")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("2")
    expect(page.locator("#answer-keep_watching")).to_be_checked()
    page.locator("#next").click()
    page.wait_for_url(at("answers", MONTH))
    page.click("#hand-in")
    expect(page.locator("#said")).to_contain_text("Två svar är inlämnade")
    assert FollowUp.objects.get().state == "open"
    assert axe(page) == []
    page.click("#undo")
    expect(page.locator("#said")).to_contain_text("Två svar är återtagna")
    assert not FollowUp.objects.exists() and Response.objects.given().count() == 0


def test_how_it_went_is_written_under_its_row_and_taken_back(page, log_in, at, axe):
    follow_up = make.follow_up()
    log_in(page, make.member("scanner", follow_up.organisation))
    page.goto(at("follow_ups"))
    page.click(f"#write-{follow_up.pk}")
    page.fill("#went-text", "Nämnden beslutade om nya mått.")
    page.locator("#effect-decision").check()
    assert axe(page) == []
    page.click("#went-save")
    expect(page.locator("main")).to_contain_text("Nämnden beslutade om nya mått.")
    assert axe(page) == []
    page.click("#undo")
    expect(page.locator("#said")).to_contain_text("Ångrat")
    assert FollowUp.objects.get().result == ""
