"""A committee answers a call for input: a proposal is written where it is chosen."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_chosen_proposal_unfolds_and_is_written_at_once(page, log_in, live_server, axe):
    call = make.call()
    home, unit = call.organisation, call.units.get().unit
    log_in(page, make.member("reader", home, unit=unit))
    page.goto(live_server.url + call.get_absolute_url())
    expect(page.locator("#id_why")).to_be_hidden()
    page.locator("#id_sort input").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_change")).to_be_visible()
    expect(page.locator("#id_sort input:checked")).to_be_focused()
    for label, field in (("Lägg till", "name"), ("Ta bort", "why"), ("Ändra texten", "change")):
        page.locator("#id_sort").get_by_text(label).click()
        expect(page.locator(f"#id_{field}")).to_be_focused()
    assert axe(page) == []
