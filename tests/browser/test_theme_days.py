"""What a person does with theme days and examples: the group, a guest, and a table with its phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.meetings.models import DayAnswer, DayImpression, Example

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scanner():
    return make.member("scanner")


def fits(page):
    return page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_every_page_of_theme_days_and_examples_is_accessible_and_fits_a_phone(page, log_in, live_server, axe, scanner):
    day = make.full_day(by=scanner, word="Vatten")
    coming = make.coming_day(by=scanner)
    make.day_guest(coming, by=make.member("analyst"))
    make.table_answer(make.open_tables(day, by=scanner).questions.get())
    example = make.example(by=scanner, level="near")
    visit = make.visit(by=scanner, example=example, impressions="Pengarna var det enkla.")
    log_in(page, scanner)
    pages = [
        ("theme_days", []),
        ("theme_day", [day.pk]),
        ("theme_day", [coming.pk]),
        ("invitations", [coming.pk]),
        ("add_row", [day.pk, "results"]),
        ("examples", []),
        ("example", [example.pk]),
        ("add_step", [example.pk]),
        ("visits", []),
        ("visit", [visit.pk]),
        ("edit_visit", [visit.pk]),
    ]
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for name, args in pages:
            page.goto(live_server.url + reverse(f"meetings:{name}", args=["sandvik", *args]))
            assert axe(page) == [], name
            assert fits(page), f"{name} is wider than {width} px"
    page.goto(live_server.url + day.get_absolute_url() + "?change=1")
    assert axe(page) == []


def test_a_guest_says_yes_and_a_table_answers_from_a_phone(page, live_server, axe, scanner):
    coming = make.full_day(by=scanner, word="Vatten", on=scanner.organisation.today() + timedelta(days=20))
    guest = make.day_guest(coming, by=make.member("analyst"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("meetings:guest_day", args=[guest.token]))
    assert axe(page) == []
    assert fits(page)
    page.click("#answer-yes")
    guest.refresh_from_db()
    assert guest.answer == "yes"
    day = make.open_tables(coming, by=scanner)
    page.goto(live_server.url + reverse("meetings:tables", args=[day.room_key]))
    assert axe(page) == []
    assert fits(page)
    page.fill("#table", "4")
    page.get_by_label("Nej").check()
    page.fill("#impression", "Var det ska bo")
    page.click("#send")
    page.locator("#said").get_by_text("Tack, det är inskickat").wait_for()
    assert page.input_value("#table") == "4"
    assert DayAnswer.objects.get(question=coming.question).choice == 1
    assert DayImpression.objects.filter(text="Var det ska bo", table=4).exists()


def test_an_example_is_made_from_a_signal_and_a_step_is_noted_by_keyboard(page, log_in, live_server, scanner):
    signal = make.told_signal(5, author=scanner)
    log_in(page, scanner)
    page.goto(live_server.url + signal.get_absolute_url())
    page.locator("#make-example").press("Enter")
    page.get_by_role("heading", name=signal.headline).wait_for()
    page.locator("#add-step").press("Enter")
    page.fill("#id_line", "Ringde kansliet")
    page.locator("#save").press("Enter")
    page.get_by_text("Ringde kansliet").wait_for()
    example = Example.objects.for_member(scanner).get()
    assert [step.sort for step in example.steps.standing()] == ["found", "contacted"]
    page.locator("#undo").press("Enter")
    assert page.get_by_text("Ringde kansliet").count() == 0
