"""Watched lists on pages of eight kinds of systems over 30 days: each new link once, nothing of what is furniture."""

from datetime import date
from random import Random

import pytest

from tests.collect.systems import SYSTEMS, html, row
from utkik.collect import failures, settle
from utkik.collect.read import pages, ways

HERE = "https://www.sandvik.example/nyheter/"


def read(body, told=None, selector=""):
    shape = (told or {}).get("shape", "")
    return pages.read(body, HERE, "", ways.Way(ways.LISTING, selector, shape))


class Watched:
    """A list that is watched: what came of each visit."""

    def __init__(self, selector=""):
        self.told, self.known, self.came, self.warnings, self.selector = {}, set(), [], [], selector

    def visit(self, body):
        settled = settle.listing(self.told, read(body, self.told, self.selector), self.known)
        new = [entry for entry in settled.entries if entry.guid not in self.known]
        self.known |= {entry.guid for entry in new}
        self.told, self.warnings = settled.told, settled.warnings
        self.came += [entry.title for entry in new]
        return [entry.title for entry in new]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: one.__name__)
def test_thirty_days_of_a_list(system):
    chance, watched, newest = Random(system.__name__), Watched(), 12
    assert len(watched.visit(html(system, [row(n) for n in range(newest, 0, -1)][:10], 0))) == 10
    for day in range(1, 31):
        more = chance.choice((0, 0, 1, 1, 2, 4))
        rows = [row(n) for n in range(newest + more, 0, -1)][:10]
        came = watched.visit(html(system, rows, day))
        assert sorted(came) == sorted(row(n).title for n in range(newest + 1, newest + more + 1)), day
        assert watched.warnings == []
        newest += more


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: one.__name__)
def test_title_link_and_date_stand_where_the_page_has_them(system):
    rows = [row(n) for n in range(12, 2, -1)]
    found = read(html(system, rows)).entries
    assert [entry.title for entry in found] == [one.title for one in rows]
    assert [entry.published.date() for entry in found] == [one.day for one in rows]
    assert all(entry.link.startswith("https://www.sandvik.example/") for entry in found)


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: one.__name__)
def test_a_redesign_warns_and_brings_nothing_but_what_is_new_afterwards(system):
    other = SYSTEMS[(SYSTEMS.index(system) + 1) % len(SYSTEMS)]
    watched = Watched()
    watched.visit(html(system, [row(n) for n in range(10, 0, -1)]))
    rebuilt = [row(n, date(2020, 1, 1)) for n in range(500, 400, -1)]
    for visit in (1, 2):
        assert watched.visit(html(other, rebuilt, visit)) == []
        assert watched.warnings == [settle.REDESIGNED]
    new = row(501)
    assert watched.visit(html(other, [new, *rebuilt], 3)) == [new.title]
    assert watched.warnings == [settle.REDESIGNED], "until somebody has looked"
    watched.told = settle.confirmed(watched.told)
    assert watched.visit(html(other, [row(502), new, *rebuilt], 4)) == [row(502).title] and watched.warnings == []


def test_a_page_that_is_another_for_once_brings_nothing_when_it_is_itself_again():
    watched, rows = Watched(), [row(n) for n in range(10, 0, -1)]
    watched.visit(html(SYSTEMS[0], rows))
    menu = "".join(f"<li><a href='/a{n}'>Vi lagar våra system nu, del {n}</a></li>" for n in range(9))
    for body in (f"<html><body><ul>{menu}</ul>", "<html><body><p>Tillfälligt fel"):
        assert watched.visit(body.encode()) == [] and watched.warnings == [settle.REDESIGNED]
        assert watched.visit(html(SYSTEMS[0], rows)) == [] and watched.warnings == []
    assert watched.visit(html(SYSTEMS[0], [row(11), *rows])) == [row(11).title]


def test_a_list_in_another_order_brings_nothing():
    watched, rows = Watched(), [row(n) for n in range(10, 0, -1)]
    watched.visit(html(SYSTEMS[3], rows))
    Random(1).shuffle(rows)
    assert watched.visit(html(SYSTEMS[3], rows, 1)) == [] and watched.warnings == []


def test_what_moved_to_new_addresses_is_no_news():
    start = "<html><body><main><ul>"
    here = "".join(f"<li><a href='/gammal/{n}'>{row(n).title}</a>" for n in range(12))
    there = "".join(f"<li><a href='/ny/plats/{n}.html'>{row(n).title}</a>" for n in range(13))
    watched = Watched()
    watched.visit(f"{start}{here}".encode())
    assert watched.visit(f"{start}{there}".encode()) == [row(12).title]
    assert watched.visit(f"{start}{there} ".encode()) == []


def test_a_list_whose_rows_all_changed_in_a_long_pause_is_believed_by_its_dates():
    watched = Watched()
    watched.visit(html(SYSTEMS[0], [row(n) for n in range(10, 0, -1)]))
    late = [row(n) for n in range(60, 50, -1)]
    assert len(watched.visit(html(SYSTEMS[0], late, 1))) == 10 and watched.warnings == []


def test_a_list_that_was_empty_at_first_is_believed_when_it_fills():
    watched = Watched()
    assert watched.visit(b"<html><main><h1>Nyheter</h1><p>Inga nyheter just nu.") == []
    assert len(watched.visit(html(SYSTEMS[0], [row(n) for n in range(4, 0, -1)]))) == 4 and watched.warnings == []


def test_a_selector_says_what_the_list_is():
    body = html(SYSTEMS[6], [row(n) for n in range(9, 0, -1)])
    assert [entry.link for entry in read(body, selector=".card__tag").entries] == [
        "https://www.sandvik.example/amne/0",
        "https://www.sandvik.example/amne/2",
        "https://www.sandvik.example/amne/1",
    ]
    by_part = read(body, selector="main .card")
    assert [entry.title for entry in by_part.entries] == [row(n).title for n in range(9, 0, -1)]
    assert read(body, selector=".finns-inte").entries == []


@pytest.mark.parametrize("selector", ["main >", "li:has(", "[", "a::after"])
def test_a_selector_that_is_none_is_said(selector):
    with pytest.raises(failures.BadSelector):
        pages.check(selector)


def test_a_page_without_a_list_gives_none():
    assert read(b"<html><body><p>Hej <a href=/a>Om oss</a> <a href=/b>Kontakt</a>").entries == []


def test_links_that_say_no_more_than_read_more_have_their_heading_as_title():
    rows = "".join(
        f"<li><h3>Hela Sverige ska fungera {n}</h3><p>20 november 2026</p><a href='/x/{n}'>{words}</a>"
        for n, words in enumerate(("Läs mer", "Läs hela artikeln", "Läs mer om hela Sverige", "Mer", ""))
    )
    found = read(f"<html><body><ul>{rows}</ul>".encode()).entries
    assert [entry.title for entry in found] == [f"Hela Sverige ska fungera {n}" for n in range(5)]
    assert {str(entry.published.date()) for entry in found} == {"2026-11-20"}
