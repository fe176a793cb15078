"""Articles are let go by a recorded rule alone, only what nothing refers to, and they never come back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik import clock
from utkik.collect.models import Item, Sighting
from utkik.people.models import Act
from utkik.signals import begin
from utkik.stream import purge, triage
from utkik.stream.models import Entry
from utkik.stream.purge_models import Purged, PurgeRule
from utkik.stream.receive import receive

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


@pytest.fixture
def analyst():
    return make.member("analyst")


@pytest.fixture
def rule(analyst):
    """A decision about what was set aside a year ago, that acts already."""
    made = purge.record(analyst.organisation, 12, "Dokumenthanteringsplanen", by=analyst)
    PurgeRule.objects.update(at=clock.now() - timedelta(days=2))
    return made


def old(analyst, title="Gammal nyhet", **fields):
    """An article that was set aside long ago."""
    entry = make.entry(title, organisation=analyst.organisation, **fields)
    triage.dismiss(entry, by=analyst)
    Entry.objects.filter(pk=entry.pk).update(handled_at=clock.now() - YEAR)
    return entry


@pytest.fixture
def stub():
    with serving() as server:
        yield server


def test_without_a_recorded_rule_nothing_goes(analyst):
    entry = old(analyst)
    assert purge.run() == 0 and Entry.objects.filter(pk=entry.pk).exists()


def test_a_decision_acts_from_the_next_day_on_and_not_after_it_ended(analyst):
    entry = old(analyst)
    made = purge.record(analyst.organisation, 12, "Planen", by=analyst)
    assert purge.record(analyst.organisation, 6, "En till", by=analyst) is None
    assert purge.run() == 0
    assert purge.end(made, by=analyst) and not purge.end(made, by=analyst)
    with clock.at(clock.now() + timedelta(days=2)):
        assert purge.run() == 0 and Entry.objects.filter(pk=entry.pk).exists()


def test_what_nothing_refers_to_goes_with_its_words_and_its_trace_stays(analyst, rule):
    entry = old(analyst, text="Ord som ska bort")
    assert purge.run() == 1 == Purged.objects.filter(rule=rule).count()
    assert not Entry.objects.filter(pk=entry.pk).exists()
    gone = Item.objects.get(pk=entry.item_id)
    told = Sighting.objects.get(item=gone)
    assert gone.purged_at and not gone.address and not (told.title or told.summary_text or told.summary_html)
    assert Act.objects.get(verb="purge.done").details == {"articles": 1}


def by_signal(entry, analyst):
    begin.from_entry(entry, by=analyst)
    Entry.objects.filter(pk=entry.pk).update(state="dismissed", handled_at=clock.now() - YEAR)


def by_handover(entry, analyst):
    triage.hand_over(entry, make.member("scanner", organisation=analyst.organisation), by=analyst)
    Entry.objects.filter(pk=entry.pk).update(state="dismissed", handled_at=clock.now() - YEAR)


def by_being_kept(entry, analyst):
    triage.keep(entry, by=analyst)


def by_waiting(entry, analyst):
    triage.restore(entry, by=analyst)


def by_being_young(entry, analyst):
    Entry.objects.filter(pk=entry.pk).update(handled_at=clock.now() - timedelta(days=300))


@pytest.mark.parametrize("held", [by_signal, by_handover, by_being_kept, by_waiting, by_being_young])
def test_what_is_referred_to_kept_waiting_or_young_stays(analyst, rule, held):
    entry = old(analyst)
    held(entry, analyst)
    assert purge.run() == 0 and Entry.objects.filter(pk=entry.pk).exists()


def test_what_another_organisation_holds_keeps_its_words_there(analyst, rule):
    mine = make.source(by=analyst)
    other = make.member("scanner", organisation=make.organisation("norras"))
    make.source(mine.feed.address, by=other)
    sighting = make.said(mine, "Delad nyhet")
    receive([sighting])
    entry = Entry.objects.get(organisation=analyst.organisation)
    Entry.objects.filter(pk=entry.pk).update(state="dismissed", handled_at=clock.now() - YEAR)
    assert purge.run() == 1
    theirs = Entry.objects.get(organisation=other.organisation)
    assert theirs.sighting.title == "Delad nyhet" and theirs.item.purged_at is None
    assert receive([sighting]) == 0 and Entry.objects.count() == 1


@pytest.mark.parametrize("change", ["nothing", "the text", "the link", "another feed"])
def test_what_went_never_comes_again(analyst, rule, stub, change):
    def feed(link="https://a.example/1", text="Ingress"):
        return Reply(body=rss(item("Gammal nyhet", link, guid="g1", text=text)))

    stub.routes["/a"] = feed()
    make.source(stub.address + "/a", by=analyst)
    make.collected()
    entry = Entry.objects.get()
    Entry.objects.update(state="dismissed", handled_at=clock.now() - YEAR)
    assert purge.run() == 1
    stub.routes["/a"] = feed()
    if change == "the text":
        stub.routes["/a"] = feed(text="Annan ingress")
    if change == "the link":
        stub.routes["/a"] = feed(link="https://a.example/2")
    if change == "another feed":
        stub.routes["/b"] = feed()
        make.source(stub.address + "/b", by=analyst)
    assert make.collected(etag="", body_hash="", claimed_until=None)["feeds"]
    assert not Entry.objects.exists()
    assert not Sighting.objects.exclude(title="").filter(item=entry.item_id).exists()


def test_the_decision_is_taken_on_a_page_that_says_what_goes(client, analyst):
    old(analyst)
    client.force_login(analyst.user)
    address = reverse("stream:purge", args=[analyst.organisation.slug])
    assert "1 artikel" in client.get(address + "?months=6").content.decode()
    assert client.post(address, {"months": "6", "reason": " "}).status_code == 422
    page = client.post(address, {"months": "6", "reason": "Planen § 4"}, follow=True).content.decode()
    made = PurgeRule.objects.get()
    assert "Planen § 4" in page and (made.months, made.by) == (6, analyst)
    client.post(reverse("stream:purge_end", args=[analyst.organisation.slug, made.pk]))
    assert not PurgeRule.objects.in_force().exists()
