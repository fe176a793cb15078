"""The cover's chart: the same each time, each mark in its level's ring."""

import math

import pytest

from utkik.documents import dial


def marks(numbered, plain):
    levels = ["own", "near", "wider"]
    made = [{"at": dial.day(1 + n % 30, 30), "level": levels[n % 3], "no": n + 1} for n in range(numbered)]
    return made + [{"at": dial.day(1 + n * 7 % 30, 30), "level": levels[n % 3]} for n in range(plain)]


def test_the_same_month_is_drawn_the_same_each_time():
    assert dial.place(marks(7, 27)) == dial.place(marks(7, 27))


def test_a_mark_stays_on_its_day_and_in_its_ring():
    given = marks(7, 27)
    for before, after in zip(given, dial.place(given), strict=True):
        low, high = dial.BANDS[before["level"]]
        assert low <= after["r"] <= high
        turn = abs(after["at"] - before["at"]) % 1
        assert min(turn, 1 - turn) < 0.5 / 30


def test_numbered_marks_do_not_cover_each_other():
    placed = [mark for mark in dial.place(marks(10, 40)) if "no" in mark]
    points = [(m["r"] * math.sin(math.tau * m["at"]), m["r"] * math.cos(math.tau * m["at"])) for m in placed]
    apart = [math.dist(a, b) for i, a in enumerate(points) for b in points[:i]]
    assert min(apart) > 0.1


def test_ten_signals_of_one_day_and_ring_are_all_seen():
    given = [{"at": dial.day(2, 31), "level": "wider", "no": n + 1} for n in range(5)]
    placed = dial.place(given + [{"at": dial.day(2, 31), "level": "wider"} for _ in range(5)])
    points = [
        (m["r"] * math.sin(math.tau * m["at"]), m["r"] * math.cos(math.tau * m["at"]), m.get("no")) for m in placed
    ]
    for index, (x, y, number) in enumerate(points):
        for ox, oy, other in points[:index]:
            sizes = sum(dial.NUMBERED if one else dial.PLAIN for one in (number, other))
            assert math.dist((x, y), (ox, oy)) >= sizes


@pytest.mark.parametrize("number", [0, 1, 300])
def test_any_number_of_signals_has_room(number):
    assert len(dial.place(marks(0, number))) == number


@pytest.mark.parametrize(
    ("days", "shown"), [(28, "1 5 10 15 20 25 28"), (30, "1 5 10 15 20 25 30"), (31, "1 5 10 15 20 25 31")]
)
def test_the_days_round_the_edge(days, shown):
    assert " ".join(label["t"] for label in dial.labels(days)) == shown
