"""The year's line: every word stands clear of every other, whatever the dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from utkik.insight import wheel

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MARKS = st.lists(st.builds(wheel.Mark, DAYS, st.text("abcåäö ", min_size=3, max_size=30), st.booleans()), max_size=14)


@given(MARKS, DAYS)
def test_no_two_words_stand_in_each_others_way(marks, today):
    by_line: dict[int, list[tuple[float, float]]] = {}
    for placed in wheel.place(2026, marks, today):
        if not placed.y:
            continue
        at, wide = 100 * wheel._share(2026, placed.mark.on), wheel.LETTER * len(placed.mark.words)
        first = {"start": at, "end": at - wide, "middle": at - wide / 2}[placed.anchor]
        assert first >= 0 and first + wide <= 100
        for a, b in by_line.get(placed.y, []):
            assert first > b or first + wide < a
        by_line.setdefault(placed.y, []).append((first, first + wide))


def test_marks_of_other_years_are_left_out_and_the_drawing_has_its_name():
    marks = [wheel.Mark(date(2026, 5, 20), "omvärldsdag", done=True), wheel.Mark(date(2027, 1, 8), "nästa")]
    stretch = [(date(2026, 1, 19), date(2026, 1, 19) + timedelta(days=9))]
    drawn = wheel.year(2026, date(2026, 11, 24), marks, rounds=stretch, now="i dag", label="Året 2026")
    assert "omvärldsdag" in drawn and "nästa" not in drawn and 'aria-label="Året 2026"' in drawn
    assert drawn.count("scale__done") == 1 and "style=" not in drawn


def test_a_stem_runs_round_the_words_of_other_dates():
    marks = [
        wheel.Mark(date(2026, 9, 11), "Tema för omvärldsdagen väljs", done=True),
        wheel.Mark(date(2026, 10, 30), "Inspel ut till nämnderna", done=True),
        wheel.Mark(date(2026, 11, 13), "Nämnderna svarar på inspel", late=True),
        wheel.Mark(date(2026, 11, 16), "Budgetberedningen får medskicken", done=True),
    ]
    placed = wheel.place(2026, marks, date(2026, 11, 25))
    assert [each.y for each in placed] == sorted((each.y for each in placed), reverse=True)
    for each in placed:
        at, wide = 100 * wheel._share(2026, each.mark.on), wheel.LETTER * len(each.mark.words)
        first = {"start": at, "end": at - wide, "middle": at - wide / 2}[each.anchor]
        higher = [100 * wheel._share(2026, one.mark.on) for one in placed if one.y < each.y]
        assert not any(first < x < first + wide for x in higher)
