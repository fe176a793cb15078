import pytest
from django.urls import reverse

from tests import factories as make
from utkik.stream import triage

pytestmark = pytest.mark.django_db


def start(client, member):
    client.force_login(member.user)
    page = client.get(reverse("insight:start", args=[member.organisation.slug])).content.decode()
    return " ".join(page.split())


def test_start_and_rail_count_what_waits_for_who_asks(client):
    scanner, other = make.scanner(), make.scanner()
    make.entries(3, watched_by=scanner)
    make.entry(watched_by=other)
    make.entry("För alla", organisation=scanner.organisation)

    page = start(client, scanner)

    assert '<span class="number">4<span class="unseen"> kvar till dig</span></span>' in page
    assert "Fortsätt i inflödet" in page


def test_start_shows_what_is_shared_until_it_is_decided(client):
    scanner, colleague = make.scanner(name="Anna Ek"), make.scanner()
    entry = make.entry("Vägen stängs", watched_by=scanner)
    triage.hand_over(entry, colleague, "Rör dina vägar", by=scanner)

    page = start(client, colleague)
    assert "Delat med dig" in page and "Vägen stängs" in page
    assert "”Rör dina vägar”" in page and "Anna Ek" in page

    triage.dismiss(entry, by=colleague)
    assert "Vägen stängs" not in start(client, colleague)


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_who_is_not_in_the_group_sees_nothing_of_the_stream(client, role):
    make.entry("Hemligt", organisation=make.organisation())

    page = start(client, make.member(role))

    assert "Inflöde" not in page and "Hemligt" not in page
