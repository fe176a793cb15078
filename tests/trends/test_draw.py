"""The instruments: stable, readable, of attributes and classes only."""

import math
import re
from math import hypot, pi
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utkik.trends.draw import geometry, lines, marks, radar
from utkik.trends.draw.marks import Mark
from utkik.trends.draw.matrix import NARROW, Judged, Words, matrix
from utkik.trends.draw.slope import Stop, slope

RINGS = ["Nu", "Mandatperioden", "Längre fram", "Långt fram"]
FORCES = ["Befolkning", "Värderingar", "Teknik", "Klimat", "Globalisering"]


def a_mark(key=1, **fields):
    values = {"number": key, "label": f"{key}. Namn <b>", "sector": key % 5, "ring": key % 4, "href": f"/t/{key}"}
    return Mark(key, **(values | fields))


def tree(svg):
    return ElementTree.fromstring(str(svg))


@st.composite
def some_marks(draw):
    """At most two in a cell, as there is room for."""
    cells = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=20, unique=True))
    keys = draw(st.lists(st.integers(1, 10_000), min_size=len(cells), max_size=len(cells), unique=True))
    return [a_mark(key, sector=sector, ring=ring) for key, (sector, ring) in zip(keys, cells, strict=True)]


@settings(max_examples=40, deadline=None)
@given(some_marks())
def test_every_mark_lies_in_its_cell_and_on_no_other(every):
    rings = geometry.rings(4)
    placed = geometry.place(every, 5, rings)
    points = []
    for mark in placed:
        low, high = rings.cell(mark.ring)
        assert low < mark.distance < high and 0 < mark.along < 1
        angle = 2 * pi * (mark.sector + mark.along) / 5
        points.append(geometry.polar(0, 0, mark.distance * geometry.RADIUS, angle))
    for place, (x, y) in enumerate(points):
        assert all(hypot(x - p, y - q) > 26 for p, q in points[:place])


@settings(max_examples=30, deadline=None)
@given(some_marks(), st.integers(10_001, 20_000))
def test_a_later_trend_moves_no_earlier_one(every, key):
    before = {mark.key: mark for mark in geometry.place(every, 5, geometry.rings(4))}
    after = {
        mark.key: mark for mark in geometry.place([a_mark(key, sector=1, ring=1), *every[::-1]], 5, geometry.rings(4))
    }
    assert all(after[one] == mark for one, mark in before.items())


@pytest.mark.parametrize("rings", [1, 2, 3, 4, 5, 7])
def test_the_rings_grow_outwards_to_the_edge(rings):
    edges = geometry.rings(rings).edges
    assert list(edges) == sorted(set(edges)) and edges[-1] == 1.0


def test_four_rings_are_as_drawn():
    assert geometry.rings(4).edges == pytest.approx([0.36, 0.60, 0.81, 1.0])


def test_a_mark_without_a_horizon_is_not_drawn():
    assert geometry.place([a_mark(ring=None)], 5, geometry.rings(4)) == []


def test_what_is_hidden_keeps_its_place():
    every = [a_mark(key) for key in range(1, 15)]
    whole, part = (tree(radar.radar(every, RINGS, FORCES, label="x", hidden=gone)) for gone in ([], [3, 4]))
    at = {one.get("id"): one[0].get("cx") for one in whole.iter() if one.tag.endswith("}a") or one.tag == "a"}
    still = {one.get("id"): one[0].get("cx") for one in part.iter() if one.tag == "a"}
    assert still == {name: x for name, x in at.items() if name not in ("mark-3", "mark-4")}


@pytest.mark.parametrize("sectors", [1, 2, 5, 12])
def test_a_radar_says_each_mark_in_words_and_carries_no_style(sectors):
    every = [a_mark(key, sector=key % sectors, was=0, move="further") for key in range(1, 41)]
    svg = radar.radar(every, RINGS, [f"Kraft {n}" for n in range(sectors)], label='Allt "på" en gång')
    root = tree(svg)
    assert root.get("role") == "group" and root.get("aria-label") == 'Allt "på" en gång'
    assert sum(one.tag == "a" for one in root.iter()) == 40
    assert "style=" not in svg and "<script" not in svg and "1. Namn &lt;b&gt;" in svg


def test_without_links_a_radar_is_one_picture():
    assert tree(radar.radar([a_mark(href="")], RINGS, FORCES, label="x")).get("role") == "img"


def test_a_fan_holds_its_own_sector_alone():
    every = [a_mark(key) for key in range(1, 15)]
    root = tree(radar.fan(every, RINGS, 5, 2, label="Teknik"))
    assert {one.get("id") for one in root.iter() if one.tag == "a"} == {"fan-2", "fan-7", "fan-12"}


@pytest.mark.parametrize(("move", "tips"), [("new", 0), ("closer", 1), ("further", 1), ("unchanged", 0)])
def test_each_move_has_its_own_shape_without_colour(move, tips):
    sign = str(marks.sign(7, move))
    assert sign.count("mark-no__tip") == tips
    assert ("mark-no--new" in sign) == (move == "new")


def test_closer_and_further_point_opposite_ways():
    assert marks.sign(7, "closer") != marks.sign(7, "further")


def test_marks_with_the_same_medians_stand_side_by_side():
    several = [Judged(a_mark(key), 4, 2, (3, 5), (1, 3)) for key in (1, 2, 3)]
    words = Words("Påverkan", "Osäkerhet", [("a", "b")] * 4)
    root = tree(matrix(several, words, label="x"))
    xs = [float(one[0].get("cx")) for one in root.iter() if one.tag == "a"]
    assert len(set(xs)) == 3 and sum(xs) / 3 == pytest.approx(xs[1], abs=0.2)


def test_a_telephone_gets_a_matrix_of_its_own_with_marks_as_large_and_no_two_at_one_place():
    several = [Judged(a_mark(key), 5, 1, (4, 5), (1, 2)) for key in (1, 2, 3)]
    root = tree(matrix(several, Words("Påverkan", "Osäkerhet", [("a", "b")] * 4), label="x", sheet=NARROW))
    hits = [one[0] for one in root.iter() if one.tag == "a"]
    places = {(float(hit.get("cx")), float(hit.get("cy"))) for hit in hits}
    assert len(places) == 3 and float(root.get("viewBox").split()[2]) < 360
    assert all(17 <= x <= 358 - 17 and y >= 17 for x, y in places) and {hit.get("r") for hit in hits} == {"17"}


def count(svg, sign):
    return str(svg).count(f'class="{sign}"')


def test_a_strip_shows_each_piece_and_a_long_silence():
    pieces = [lines.Piece(2024.1, 1), lines.Piece(2024.1, 1, True), lines.Piece(2025.2, -1), lines.Piece(2025.3, 0)]
    svg = lines.strip(pieces, 2022, 2026, 2026.9, label="x")
    assert (count(svg, "strip__dot"), count(svg, "strip__lit"), count(svg, "strip__gap")) == (3, 1, 1)


@pytest.mark.parametrize(("newest", "gaps"), [(2026.5, 0), (2026.48, 1)])
def test_a_gap_is_five_months(newest, gaps):
    svg = lines.strip([lines.Piece(newest, 1)], 2022, 2026, 2026.9, label="x")
    assert count(svg, "strip__gap") == gaps


def test_a_quarter_with_very_many_is_a_bar_with_its_number():
    svg = lines.strip([lines.Piece(2026.1, 1)] * 1000, 2022, 2026, 2026.9, label="x", words=("+", "-"), large=True)
    assert count(svg, "strip__dot") == 0 and ">1000</text>" in svg
    tree(svg)


def test_nothing_yet_is_an_empty_line():
    tree(lines.strip([], 2022, 2026, 2026.9, label="x", large=True))


@pytest.mark.parametrize(("was", "firm"), [(None, 0), (1, 0), (2, 1)])
def test_a_horizon_shows_what_it_has_moved(was, firm):
    svg = lines.horizon(1, was, 4)
    assert (count(svg, "scale__done"), count(svg, "horizon__was")) == (firm, firm)


def test_everybodys_answer_is_a_dot_and_the_own_is_open():
    svg = lines.pressure([1, 4, 5, 5], 4.5, (3.25, 5), label="x", mine=5)
    assert (count(svg, "scale__dot"), count(svg, "scale__mine"), count(svg, "scale__now")) == (3, 1, 1)


def test_stacked_marks_lie_on_each_other():
    root = tree(lines.stack([(1, 4, "new"), (2, 4, "unchanged"), (3, 1, "unchanged")], label="x"))
    places = {(one.get("cx"), one.get("cy")) for one in root.iter() if one.tag == "circle"}
    assert len(places) == 3


def test_a_slope_tells_what_came_went_and_moved():
    left = [Stop(1, "Kvar", 1), Stop(2, "Närmare & när", 2), Stop(3, "Borta", 3)]
    right = [Stop(1, "Kvar", 1), Stop(2, "Närmare & när", 0), Stop(4, "Ny", 1)]
    svg = slope(left, right, RINGS, ("2025", "2026"), label="x")
    tree(svg)
    for sign in ("slope__line--in", "slope__line--same", "slope__dot--new", "slope__gone"):
        assert sign in svg


def test_a_crowd_of_signals_here_and_now_stands_clear_of_itself():
    every = [a_mark(key, sector=key % 8, ring=0 if key % 2 else 1) for key in range(40)]
    placed = geometry.place(every, 8, geometry.rings(4, crowded=True))
    at = [
        geometry.polar(0, 0, one.distance * geometry.RADIUS, 2 * math.pi * (one.sector + one.along) / 8)
        for one in placed
    ]
    nearest = min(math.dist(one, other) for place, one in enumerate(at) for other in at[:place])
    assert nearest > 18


def test_a_phones_sector_keeps_its_marks_apart_and_in_their_rings():
    every = [a_mark(key, sector=0, ring=key % 4) for key in range(12)]
    drawn = str(radar.fan(every, list("abcd"), 5, 0, label="Kraft"))
    spots = [(float(x), float(y)) for x, y in re.findall(r'class="mark-no" cx="([\d.]+)" cy="([\d.]+)"', drawn)]
    assert len(spots) == 12
    assert min(math.dist(one, other) for place, one in enumerate(spots) for other in spots[:place]) > 24
