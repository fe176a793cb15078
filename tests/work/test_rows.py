"""Many rows at once: what is inserted, returned and left out, on whichever database the tests run."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db.models import F

from utkik import clock
from utkik.collect.models import Feed, Item
from utkik.work import rows

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)
NAMES = ("identity", "address", "published_at", "first_seen_at")


def test_rows_are_as_the_models_would_have_written_them():
    ((key,),) = rows.insert(Item, NAMES, [("a", "https://a.example/%s?x=1", None, MOMENT)])
    item = Item.objects.get(pk=key)
    assert (item.identity, item.address, item.published_at) == ("a", "https://a.example/%s?x=1", None)
    assert (item.first_seen_at, item.private_to, item.purged_at) == (MOMENT, None, None)


def test_what_is_left_out_has_its_usual_value():
    rows.insert(Feed, ("address", "identity"), [("https://a.example/", "a.example/")])
    feed, made = Feed.objects.get(), Feed.objects.create(address="https://b.example/", identity="b.example/")
    for name in ("interval", "quiet", "failures", "kind", "etag", "claimed_until", "asks"):
        assert getattr(feed, name) == getattr(made, name), name
    assert feed.created_at - made.created_at < timedelta(minutes=5)


def test_what_is_there_already_is_left_out_and_not_returned():
    rows.insert(Item, NAMES, [("a", "", None, MOMENT)])
    found = rows.insert(
        Item,
        NAMES,
        [("a", "annan", None, MOMENT), ("b", "", None, MOMENT)],
        returning=("identity",),
        ignore_conflicts=True,
    )
    assert found == [("b",)] and Item.objects.get(identity="a").address == ""


def test_more_rows_than_one_statement_holds_are_all_inserted(monkeypatch):
    monkeypatch.setattr(rows, "MOST_VALUES", 40)
    found = rows.insert(Item, NAMES, [(str(n), "", None, clock.now()) for n in range(33)])
    assert len({key for (key,) in found}) == Item.objects.count() == 33
    assert rows.insert(Item, NAMES, []) == []


def test_each_row_gets_values_of_its_own():
    keys = dict(rows.insert(Item, NAMES, [(n, "", None, MOMENT) for n in "abc"], returning=("identity", "id")))
    later = MOMENT + timedelta(days=1)
    rows.update(Item, ("address", "published_at"), [("x", later, keys["a"]), ("y", None, keys["b"])], where=("id",))
    told = Item.objects.order_by("identity").values_list("address", "published_at")
    assert list(told) == [("x", later), ("y", None), ("", None)]
    rows.update(Item, ("address",), [], where=("id",))


def test_an_object_of_a_row_behaves_like_one_that_was_read():
    ((key,),) = rows.insert(Item, NAMES, [("a", "", None, MOMENT)])
    values = {"id": key, "identity": "a", "address": "", "published_at": None, "first_seen_at": MOMENT}
    item = rows.made(Item, values | {"private_to_id": None, "purged_at": None})
    assert item == Item.objects.get(pk=key) and item.private_to is None
    item.address = "https://a.example/"
    item.save(update_fields=["address"])
    assert Item.objects.get().address == "https://a.example/"


def test_moments_are_written_in_the_form_that_the_models_write():
    for moment in (MOMENT, MOMENT.replace(microsecond=0), MOMENT.astimezone(timezone(timedelta(hours=2)))):
        Item.objects.all().delete()
        rows.insert(Item, NAMES, [("a", "", moment, moment)])
        assert Item.objects.filter(published_at=moment, first_seen_at=moment).exists()
        Item.objects.update(published_at=moment)
        assert Item.objects.filter(published_at=F("first_seen_at")).exists()


def test_rows_are_found_among_many_values():
    rows.insert(Item, NAMES, [(n, "", None, MOMENT) for n in ("a", 'b"', "å")])
    keys = [item.pk for item in Item.objects.filter(identity__among={'b"', "å", "%s"}).order_by("pk")]
    assert list(Item.objects.filter(pk__among=keys).values_list("identity", flat=True).order_by("pk")) == ['b"', "å"]
    assert not Item.objects.filter(identity__among=[]).exists()
    assert not Item.objects.filter(private_to__among=keys).exists()
