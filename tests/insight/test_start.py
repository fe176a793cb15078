from datetime import UTC, datetime, timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.insight import planning
from utkik.people import invite
from utkik.work.models import FailedWork

pytestmark = pytest.mark.django_db
START = "/o/sandvik/"
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def start(client, member):
    client.force_login(member.user)
    response = client.get(START)
    assert response.status_code == 200
    return response.content.decode()


def test_a_scanner_goes_on_where_they_were(client):
    scanner = make.member("scanner")
    make.entry("Nya kartor för ån", watched_by=scanner)
    make.entry("En artikel för alla")
    page = start(client, scanner)
    assert "Fortsätt där du var: 2 kvar i dag, 1 i ditt område" in page
    assert "Fortsätt i inflödet" in page and 'class="month"' in page
    assert page.count("button--primary") == 1


def test_a_new_group_is_led_to_the_plan_of_its_first_months_until_it_has_one(client):
    analyst = make.member("analyst")
    page = start(client, analyst)
    assert "#part-start" in page and "/practice" in page and "Du har gått igenom allt" not in page
    assert "#part-start" not in start(client, make.member("reader"))
    planning.make_month(analyst.organisation, by=analyst)
    assert "#part-start" not in start(client, analyst)


def test_drafts_say_what_they_lack(client):
    scanner = make.member("scanner")
    make.signal(author=scanner, headline="Mitt halva", matter="")
    make.signal(author=scanner, headline="Mitt hela")
    make.signal(headline="En kollegas")
    page = start(client, scanner)
    assert "Saknar ”Därför är detta intressant för Sandvik”" in page and "Saknar inget, kan publiceras" in page
    assert "En kollegas" not in page


def test_what_colleagues_wrote_stands_there_but_not_what_i_wrote_last(client):
    scanner = make.member("scanner")
    one, two = make.signal(state="published", headline="Om ån"), make.signal(state="published", headline="Om vägen")
    make.comment(one, "Vi borde fråga fritid", by=make.member("contributor", name="Rektorn"))
    make.comment(two, "Det sa jag", by=scanner)
    page = start(client, scanner)
    assert "Vi borde fråga fritid" in page and "Rektorn" in page and "Det sa jag" not in page


def test_a_reader_lands_on_the_newest_five_minutes(client):
    reader = make.member("reader")
    assert "Inget är publicerat ännu" in start(client, reader)
    edition = make.published_report().editions.get() if hasattr(make, "published_report") else None
    if edition is not None:
        page = start(client, reader)
        assert f"{edition.title}</h1>" in page and "Läs rapporten" in page
        assert "Inflöde" not in page and 'class="month"' not in page


def test_a_contributor_sees_discussions_and_a_reader_none(client):
    make.comment(make.signal(state="published"), "Ett inlägg i samtalet")
    assert "Ett inlägg i samtalet" in start(client, make.member("contributor"))
    assert "Ett inlägg i samtalet" not in start(client, make.member("reader"))


def test_an_invited_contributor_sees_the_round(client):
    contributor = make.member("contributor")
    make.signal(state="published")
    round = make.open_round()
    assert f"/o/sandvik/rounds/{round.pk}" not in start(client, contributor)
    round.invitees.create(organisation=contributor.organisation, member=contributor)
    assert f"/o/sandvik/rounds/{round.pk}" in start(client, contributor)


def test_an_analyst_sees_what_is_late(client):
    analyst = make.member("analyst")
    make.signal(state="published", published_at=NOON - timedelta(days=30))
    make.area("Utan någon")
    with clock.at(NOON):
        page = start(client, analyst)
    assert "Ingen omgång öppnades för oktober" in page and "saknar bevakare" in page
    with clock.at(NOON - timedelta(days=18)):
        assert "Ingen omgång öppnades" not in start(client, analyst)
    assert "saknar bevakare" not in start(client, make.member("scanner"))


def test_an_analyst_sees_sources_that_are_unwell(client):
    source = make.followed("Kommunens grannar")
    source.feed.error_code, source.feed.failing_since = "no_connection", clock.now()
    source.feed.succeeded_at = clock.now() - timedelta(days=1)
    source.feed.save()
    page = start(client, make.member("analyst"))
    assert "Kommunens grannar" in page and "Slutade svara" in page
    assert "Slutade svara" not in start(client, make.member("scanner"))


def test_an_administrator_sees_what_stopped_and_who_has_not_answered(client):
    administrator = make.member("reader", is_administrator=True)
    home = administrator.organisation
    FailedWork.objects.create(
        duty="x", row=1, code="x", cause="hemligt", organisation_id=home.pk, parked_at=clock.now()
    )
    invite.invite(home, "ny@example.org", role="reader", by=administrator)
    page = start(client, administrator)
    assert "En sak har stannat" in page and "ny@example.org har inte svarat" in page and "hemligt" not in page
    assert "ny@example.org" not in start(client, make.member("analyst"))


@pytest.mark.parametrize("size", [1, 3])
def test_a_busier_start_costs_no_more_queries(client, size, django_assert_max_num_queries):
    analyst = make.member("analyst", is_administrator=True)
    for n in range(size):
        make.entry(f"Artikel {n}", watched_by=analyst)
        make.signal(author=analyst)
        make.comment(make.signal(state="published"), f"Inlägg {n}")
    client.force_login(analyst.user)
    with django_assert_max_num_queries(45):
        client.get(START)
