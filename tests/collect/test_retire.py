"""A feed that is gone for good is asked no more, and those who answer for it are told."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik import clock
from utkik.collect.sources import follow
from utkik.people.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(stub):
    """A source in the area of an owner, whose feed answers 410."""
    stub.routes["/rss"] = Reply(410)
    owner, deputy = make.member("scanner"), make.member("scanner")
    area = make.area(owner=owner, deputy=deputy)
    return make.source(stub.address + "/rss", name="Sandviks nyheter", area=area, by=make.member("analyst"))


def told():
    return {letter.recipient_id: letter for letter in Delivery.objects.all()}


def test_it_is_asked_once_and_its_areas_owner_is_told_once(stub, gone):
    for _ in range(3):
        make.collected(next_check_at=clock.now() - timedelta(days=1))
    gone.feed.refresh_from_db()
    assert len(stub.asked) == 1 and gone.feed.retired_at and gone.feed.error_code == "gone"
    assert set(told()) == {gone.area.owner_id}
    letter = told()[gone.area.owner_id]
    assert "Sandviks nyheter" in letter.subject and f"/sources/{gone.pk}" in letter.text


def test_every_organisation_that_has_it_is_told_of_its_own_source(stub, gone):
    theirs = make.stranger("scanner")
    other = make.source(stub.address + "/rss", name="Grannen", by=theirs)
    make.collected()
    assert set(told()) == {gone.area.owner_id, theirs.pk}
    assert f"/sources/{other.pk}" in told()[theirs.pk].text and "Sandvik" not in told()[theirs.pk].text


def test_who_stands_in_is_told_as_well_while_the_owner_is_away(stub, gone):
    make.absence(gone.area.owner)
    make.collected()
    assert set(told()) == {gone.area.owner_id, gone.area.deputy_id}


def test_who_stands_in_is_told_where_the_owner_has_left(stub, gone):
    owner = gone.area.owner
    owner.left_at, owner.user = clock.now(), None
    owner.save()
    make.collected()
    assert set(told()) == {gone.area.deputy_id}


def test_without_an_area_it_is_who_added_it_and_else_the_analysts(stub):
    stub.routes |= {"/a": Reply(410), "/b": Reply(410)}
    analyst, scanner = make.member("analyst"), make.member("scanner")
    make.source(stub.address + "/a", by=scanner)
    make.collected()
    assert set(told()) == {scanner.pk}
    make.source(stub.address + "/b")
    make.collected()
    assert set(told()) == {scanner.pk, analyst.pk}


def test_whoever_paused_all_mail_is_left_in_peace(stub, gone):
    for member in (gone.area.owner, gone.area.deputy, gone.added_by):
        member.mail_paused_at = clock.now()
        member.save()
    make.collected()
    assert told() == {}


def test_trying_again_or_following_anew_asks_it_again(stub, gone):
    make.collected()
    stub.routes["/rss"] = Reply(body=rss(item()))
    follow.try_now(gone.feed)
    assert make.collected()["new_entries"] == 1
    gone.feed.refresh_from_db()
    assert (gone.feed.retired_at, gone.feed.error_code) == (None, "")
    stub.routes["/rss"] = Reply(410)
    make.collected()
    make.source(stub.address + "/rss", by=make.stranger("scanner"))
    assert make.collected()["feeds"] == 1
