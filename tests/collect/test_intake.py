"""A large file of sources: taken in portion by portion, with its progress, each source once whatever cuts it off."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.collect.models import Feed, Intake, Source
from utkik.collect.sources import intake, take_in
from utkik.collect.sources.opml import Outline
from utkik.work import stopping

pytestmark = pytest.mark.django_db
MANY = 120


@pytest.fixture
def analyst():
    return make.member("analyst")


def outlines(size):
    return [Outline(f"https://kalla{n}.example/rss", f"Källa {n}", folders=("Bygga",)) for n in range(size)]


def shown(response):
    return " ".join(response.content.decode().split())


def the_file(size):
    rows = "".join(f'<outline text="K {n}" xmlUrl="https://kalla{n}.example/rss"/>' for n in range(size))
    return SimpleUploadedFile("k.opml", f"<opml><body>{rows}</body></opml>".encode())


def address(name, member, *args):
    return reverse(f"collect:{name}", args=[member.organisation.slug, *args])


def test_a_large_file_is_taken_in_by_the_background_work_and_seen_to_proceed(client, analyst):
    client.force_login(analyst.user)
    page = client.post(address("opml", analyst), {"file": the_file(MANY)}, follow=True)
    assert f"0 av {MANY} källor är intagna" in shown(page) and "hx-trigger" in shown(page)
    made = Intake.objects.get()
    intake._portion(made)
    text = shown(client.get(address("intake", analyst, made.pk)))
    assert f"25 av {MANY} källor är intagna" in text and 'value="10"' in text
    assert intake.waiting().get() == made
    intake.go_on(made)
    assert Source.objects.count() == MANY and not intake.waiting().exists()
    text = shown(client.get(address("intake", analyst, made.pk)))
    assert f"0 av {MANY} har lästs" in text and "hx-trigger" in text
    Feed.objects.update(checked_at=clock.now(), succeeded_at=clock.now())
    Feed.objects.filter(pk=Feed.objects.first().pk).update(error_code="not_found")
    text = shown(client.get(address("intake", analyst, made.pk)))
    assert "120 källor lades till" in text and "1 gick inte att läsa" in text and "hx-trigger" not in text


def test_a_small_file_is_taken_in_at_once(client, analyst):
    client.force_login(analyst.user)
    page = client.post(address("opml", analyst), {"file": the_file(3)}, follow=True)
    assert Source.objects.count() == 3 and "0 av 3 har lästs" in shown(page)


def test_what_is_cut_off_goes_on_where_it_was(analyst, monkeypatch):
    made = intake.begin(outlines(MANY), by=analyst)
    whole, calls = take_in.follow.follow, iter(range(1000))

    def cut_off(*args, **fields):
        if next(calls) == 40:
            raise ConnectionError
        return whole(*args, **fields)

    monkeypatch.setattr(take_in.follow, "follow", cut_off)
    with pytest.raises(ConnectionError):
        intake.go_on(made)
    made.refresh_from_db()
    assert Source.objects.count() == 25 == MANY - len(made.outlines)
    intake.go_on(made)
    made.refresh_from_db()
    assert Source.objects.count() == MANY and not made.there and made.done_at


def test_it_lets_go_when_the_worker_is_to_stop(analyst):
    made = intake.begin(outlines(MANY), by=analyst)
    stopping.asked.set()
    try:
        intake.go_on(made)
    finally:
        stopping.asked.clear()
    assert Source.objects.count() == 25 and made.done_at is None


def test_what_was_there_and_what_is_refused_is_told(client, analyst):
    client.force_login(analyst.user)
    make.source("https://kalla0.example/rss", by=analyst, name="Den första")
    made = intake.begin([*outlines(2), Outline("file:///x", "Fel")], by=analyst)
    told = intake.progress(made)
    assert (told.size, told.taken, told.added) == (3, 3, 1) and made.there == ["Källa 0"]
    assert made.refused[0][0] == "Fel"
    with clock.at(clock.now() + timedelta(hours=3)):
        text = shown(client.get(address("intake", analyst, made.pk)))
    assert "Det har tagit lång tid" in text and "hx-trigger" not in text


def test_a_removed_source_is_not_waited_for(analyst):
    made = intake.begin(outlines(2), by=analyst)
    Source.objects.filter(name="Källa 0").update(removed_at=clock.now())
    Feed.objects.update(checked_at=clock.now())
    assert intake.progress(made).is_done
