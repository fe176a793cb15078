"""The rail is put together from what each step offers."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from utkik.web import rail, slots
from utkik.web.rail import CARE, START, WAY, Entry

OFFERED = [
    Entry("Källor", "/o/x/sources", group=CARE, order=100),
    Entry("Signaler", "/o/x/signals", order=20, tab=30),
    Entry("Start", "/o/x/", group=START, tab=10),
    Entry("Inflöde", "/o/x/stream", order=10, tab=20, count=3),
]


def at(rf, monkeypatch, path):
    monkeypatch.setattr(rail, "_offering", [lambda request, entry=entry: entry for entry in OFFERED])
    return rail.entries(rf.get(path))


def test_entries_stand_in_the_order_of_the_way(rf, monkeypatch):
    groups = rail.grouped(at(rf, monkeypatch, "/o/x/"))

    assert [(g["name"], [e.name for e in g["entries"]]) for g in groups] == [
        (START, ["Start"]),
        (WAY, ["Inflöde", "Signaler"]),
        (CARE, ["Källor"]),
    ]


def test_the_page_below_an_entry_marks_it_too(rf, monkeypatch):
    def current(path):
        return {entry.name: entry.current for entry in at(rf, monkeypatch, path) if entry.current}

    assert current("/o/x/stream") == {"Inflöde": "page"}
    assert current("/o/x/stream/12") == {"Inflöde": "true"}
    assert current("/o/x/streams") == {}
    assert current("/o/x/") == {"Start": "page"}
    assert current("/o/x/elsewhere") == {}


def test_what_is_not_offered_is_in_no_menu(rf, monkeypatch):
    monkeypatch.setattr(rail, "_offering", [lambda request: None])

    assert rail.entries(rf.get("/o/x/")) == []


def test_the_bottom_bar_takes_the_five_most_used(rf, monkeypatch):
    many = [Entry(str(number), f"/{number}", tab=number) for number in (7, 3, 1, 5, 2, 6, 4)]

    assert [entry.name for entry in rail.tabs(many)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("own", "shown"), [({}, "g i"), ({"go_stream": "g x"}, "g x")])
def test_the_way_to_an_entry_has_the_persons_own_key(rf, monkeypatch, own, shown):
    monkeypatch.setattr(rail, "_offering", [lambda request: Entry("Inflöde", "/o/x/stream", key="g i")])
    monkeypatch.setattr(slots, "answering", lambda name: [])
    request = rf.get("/o/x/")
    request.member = SimpleNamespace(
        organisation=SimpleNamespace(slug="x"), user=SimpleNamespace(keys_on=True, keys=own)
    )

    html = Template("{% load utkik %}{% rail_menu %}").render(Context({"request": request}))

    assert f'data-key="{shown}"' in html
