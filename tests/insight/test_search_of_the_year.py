"""Search over what the year makes of the signals: each kind for whoever may see it, and for nobody else."""

import pytest

from tests import factories as make
from utkik import clock
from utkik.insight import gathering, telling
from utkik.meetings import convening, phones, saying
from utkik.meetings.models import Forum, Question
from utkik.people import links
from utkik.reports.models import Commission
from utkik.signals import talk
from utkik.text import search
from utkik.trends.models import Trend

pytestmark = pytest.mark.django_db
SEARCH = "/o/sandvik/search"
MEMBERS_SEE = {
    "trends",
    "analyses",
    "results",
    "commissions",
    "forums",
    "questions",
    "contributions",
    "days",
    "examples",
    "visits",
}


def one_of_each(organisation, word):
    """One thing of every kind with the word in it, and nothing else with it."""
    by = make.member("analyst", organisation=organisation)
    make.trend(organisation, name=f"Trenden {word}")
    made = make.analysis(organisation, by=by, many=1, units=1, evidence=0, year=2028)
    make.fill_analysis(made, by=by)
    made.title = f"Analysen {word}"
    made.save()
    make.follow_up(organisation, by=by, result=f"Resultatet {word}")
    make.commission(organisation, by=by, text=f"Uppdraget {word}")
    held = make.forum(organisation, by=by, name=f"Forumet {word}")
    saying.member(held, f"Inlägget {word}", by=by)
    make.question(organisation, by=by, text=f"Frågan {word}?", prompts=[])
    make.theme_day(organisation, by=by, theme=f"Dagen {word}")
    make.example(organisation, by=by, title=f"Exemplet {word}")
    make.visit(organisation, by=by, title=f"Besöket {word}")
    gathering.begin(f"Mönstret {word}", by=by)
    return by


def kinds(client, member, words, **narrowed):
    client.force_login(member.user)
    page = client.get(SEARCH, {"q": words} | narrowed)
    return {group["kind"]: group for group in page.context["groups"]}


def test_each_role_finds_every_kind_that_it_may_see(client):
    home = make.organisation()
    by = one_of_each(home, "sjöfågel")
    one_of_each(make.organisation("norras"), "sjöfågel")
    for role in ("reader", "contributor"):
        assert set(kinds(client, make.member(role), "sjöfågel")) == MEMBERS_SEE - {"analyses"}, role
    for member in (make.member("scanner"), by):
        found = kinds(client, member, "sjöfågel")
        assert set(found) == MEMBERS_SEE | {"patterns"}
        assert all(len(group["rows"]) == 1 for group in found.values())


def test_every_hit_leads_to_a_page_that_this_member_may_read(client):
    home = make.organisation()
    by = one_of_each(home, "sjöfågel")
    make.frozen_analysis(home, by=by, year=2029)
    for member in (make.member("reader"), make.member("scanner")):
        groups = [*kinds(client, member, "sjöfågel").values(), *kinds(client, member, "trender").values()]
        for row in (row for group in groups for row in group["rows"]):
            assert client.get(row.url.partition("#")[0]).status_code == 200, row.url


def test_an_analysis_is_found_by_what_is_frozen_and_not_by_what_is_written_since(client):
    made = make.frozen_analysis(make.organisation())
    made.introduction = "Hemliga strömmingar"
    made.save()
    for role in ("reader", "analyst"):
        member = make.member(role)
        assert set(kinds(client, member, made.title)) == {"analyses"}
        assert not kinds(client, member, "strömmingar")


def test_a_summary_is_found_once_it_is_published_and_until_then_by_the_group(client):
    by = make.member("analyst")
    forum = make.forum(by.organisation, by=by)
    convening.change(forum, {"headline": "Rubriken", "summary": "Strömmingen vänder"}, by=by, version=forum.version)
    assert not kinds(client, make.member("reader"), "strömming")
    assert set(kinds(client, by, "strömming")) == {"forums"}
    Forum.objects.update(published_at=clock.now(), published_by=by)
    assert set(kinds(client, make.member("reader"), "strömming")) == {"forums"}


def test_what_was_removed_or_withdrawn_is_found_no_more(client):
    by = one_of_each(make.organisation(), "sjöfågel")
    convening.remove(Forum.objects.get(), by=by)
    Question.objects.update(removed_at=clock.now())
    asked = Commission.objects.get()
    Commission.objects.filter(pk=asked.pk).update(withdrawn_at=clock.now(), withdrawn_by=by)
    assert set(kinds(client, by, "sjöfågel")) == {
        "trends",
        "analyses",
        "results",
        "days",
        "examples",
        "visits",
        "patterns",
    }


def test_what_is_said_in_a_forum_is_found_by_its_words_until_it_is_taken_away(client):
    by = make.member("analyst", name="Strömming Ek")
    reader = make.member("reader")
    forum = make.forum(by.organisation, by=by, name="Hamnens strömming")
    said = saying.member(forum, "Torsken kommer tillbaka", by=by)
    phones.say(links.hashed(make.phone(forum, by=by, name="Torskfiskaren")), "Bryggan behöver lagas")

    (row,) = kinds(client, reader, "torsk")["contributions"]["rows"]
    assert row.url == f"{forum.get_absolute_url()}#comment-{said.pk}" and row.title == [("Hamnens strömming", False)]
    assert f'id="comment-{said.pk}"' in client.get(forum.get_absolute_url()).content.decode()
    assert set(kinds(client, reader, "bryggan")) == {"contributions"}
    assert set(kinds(client, reader, "strömming")) == {"forums"}
    talk.remove(said, by=by)
    assert not kinds(client, reader, "torsk")
    convening.remove(forum, by=by)
    assert not kinds(client, reader, "bryggan")


def test_a_trend_is_found_by_what_is_stored_of_it_and_by_its_force(client):
    trend = make.trend(name="Värmen", text="Äldre drabbas", force=make.force(name="Klimatet"))
    member = make.member("reader")
    for words in ("värme", "äldre", "klimat"):
        assert set(kinds(client, member, words)) == {"trends"}, words
    Trend.objects.filter(pk=trend.pk).update(search_terms=search.terms("Kylan"))
    assert set(kinds(client, member, "kylan")) == {"trends"} and not kinds(client, member, "värme")


def test_a_choice_of_area_leaves_out_what_lies_in_none(client):
    by = one_of_each(make.organisation(), "sjöfågel")
    area = make.area("Hamnar")
    make.example(by.organisation, by=by, title="Ett annat sjöfågel", area=area)
    found = kinds(client, by, "sjöfågel", area=str(area.pk))
    assert {kind: len(group["rows"]) for kind, group in found.items()} == {"examples": 1}
    assert set(kinds(client, by, "sjöfågel", area="none")) <= {*telling.OF_AREAS}


@pytest.mark.parametrize("size", [1, 3])
def test_more_hits_of_every_kind_cost_no_more_queries(client, size, django_assert_num_queries):
    home = make.organisation()
    for number in range(size):
        by = one_of_each(home, f"sjöfågel {number}")
    client.force_login(by.user)
    client.get(SEARCH, {"q": "sjöfågel"})
    with django_assert_num_queries(26):
        client.get(SEARCH, {"q": "sjöfågel"})
