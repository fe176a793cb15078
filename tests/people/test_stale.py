"""Two windows on the same settings: what a colleague saved since stays, unless the writer changed that very field."""

import re
from html import unescape

import pytest

from tests import factories as make
from utkik.people import leave
from utkik.people.models import Area, Membership, Organisation

pytestmark = pytest.mark.django_db
ADMINISTRATION = "/o/sandvik/administration"


@pytest.fixture
def analyst(client):
    found = make.member("analyst", name="Astrid", is_administrator=True)
    client.force_login(found.user)
    return found


def opened(client, address, form):
    """The form's fields as a browser would send them back."""
    page = client.get(address).content.decode()
    html = page.split(f'id="{form}"')[1].split("</form>")[0]
    told = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]*)"', tag)
        if name and ("checked" in tag or not re.search('type="(radio|checkbox)"', tag)):
            told[name[1]] = unescape((re.search(r'value="([^"]*)"', tag) or ["", ""])[1])
    for select in re.findall(r"<select.*?</select>", html, re.DOTALL):
        name = re.search(r'name="([^"]*)"', select)[1]
        told[name] = (re.search(r'value="([^"]*)" selected', select) or ["", ""])[1]
    return told


def test_settings(client, analyst):
    address = f"{ADMINISTRATION}/settings"
    mine = opened(client, address, "settings-form")
    Organisation.objects.update(matter_name="Nya Sandvik", lift_min=3)
    client.post(address, mine | {"lift_max": "12"})
    now = Organisation.objects.get()
    assert (now.matter_name, now.lift_min, now.lift_max) == ("Nya Sandvik", 3, 12)


def test_what_no_longer_fits_together_is_said(client, analyst):
    address = f"{ADMINISTRATION}/settings"
    mine = opened(client, address, "settings-form")
    Organisation.objects.update(lift_max=6)
    assert client.post(address, mine | {"lift_min": "8"}).status_code == 422


def test_roles(client, analyst):
    one, two = make.member("analyst"), make.member("reader")
    mine = opened(client, f"{ADMINISTRATION}/members", "members-form")
    leave.set_role(one, "reader", by=analyst)
    client.post(f"{ADMINISTRATION}/members", mine | {f"role-{two.pk}": "scanner"})
    assert [Membership.objects.get(pk=member.pk).role for member in (one, two)] == ["reader", "scanner"]


def test_a_member(client, analyst):
    other = make.member("analyst", name="Bo", is_administrator=True)
    address = f"{ADMINISTRATION}/members/{other.pk}"
    mine = opened(client, address, "member-form")
    leave.set_mark(other, False, by=analyst)
    leave.set_role(other, "reader", by=analyst)
    assert client.post(address, mine | {"name": "Bosse"}).status_code == 302
    now = Membership.objects.get(pk=other.pk)
    assert (now.name, now.role, now.is_administrator) == ("Bosse", "reader", False)


def test_a_list(client, analyst):
    one, two = make.area("Ett"), make.area("Två")
    mine = opened(client, f"{ADMINISTRATION}/areas", "rows-form")
    Area.objects.filter(pk=one.pk).update(name="Ett nytt", owner=analyst)
    added = make.area("Tre")
    assert client.post(f"{ADMINISTRATION}/areas", mine | {f"row-{two.pk}-name": "Två nytt"}).status_code == 302
    now = {area.pk: (area.name, area.owner_id) for area in Area.objects.all()}
    assert now == {one.pk: ("Ett nytt", analyst.pk), two.pk: ("Två nytt", None), added.pk: ("Tre", None)}
