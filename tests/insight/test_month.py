import re
from datetime import UTC, date, datetime

import pytest

from tests import factories as make
from utkik import clock
from utkik.insight import month
from utkik.insight.month import Month
from utkik.stream.models import Decision

NOVEMBER = date(2026, 11, 1)


def test_the_line_shows_today_the_weeks_and_the_passes():
    drawn = month.drawn(Month(NOVEMBER, date(2026, 11, 24), frozenset({date(2026, 11, 2), date(2026, 11, 23)})))
    assert re.findall(r">(v\. \d+)<", drawn) == ["v. 45", "v. 46", "v. 47", "v. 48", "v. 49"]
    assert drawn.count("scale__done") == 2 and "24 november" in drawn and "style=" not in drawn
    assert 'x1="71.21%"' in drawn, "the middle of the day, on a line of 33 days"


def test_it_says_the_same_in_words():
    shown = Month(NOVEMBER, date(2026, 11, 24), frozenset({date(2026, 11, 2)}), date(2026, 11, 28))
    assert month.spoken(shown) == (
        "November. I dag är det 24 november 2026. Omgången stänger 28 november 2026. Ett pass är gjort."
    )
    assert "24 november, omgången stänger 28 nov<" in month.drawn(shown) and shown.dots == [27.5]


def test_two_words_over_the_line_never_stand_in_each_others_way():
    for day in range(1, 31):
        shown = Month(NOVEMBER, date(2026, 11, day), frozenset(), date(2026, 11, 28))
        drawn = month.drawn(shown)
        assert drawn.count("omgången stänger") == 1
        assert ('class="month__far"' in drawn) == (abs(28 - day) >= 6)


@pytest.mark.parametrize("closes", [date(2026, 10, 30), date(2026, 12, 20)])
def test_a_close_outside_the_line_is_not_drawn(closes):
    shown = Month(NOVEMBER, date(2026, 11, 24), frozenset(), closes)
    assert "scale__dot" not in month.drawn(shown) and shown.dots == []


@pytest.mark.django_db
def test_an_act_late_in_the_evening_belongs_to_its_own_day_in_the_zone():
    member = make.member("scanner")
    for at in (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), datetime(2026, 7, 3, 8, tzinfo=UTC)):
        Decision.objects.create(organisation=member.organisation, member=member, act="keep", at=at)
    with clock.at(datetime(2026, 7, 5, 8, tzinfo=UTC)):
        assert month.of(member, None).passes == {date(2026, 7, 1), date(2026, 7, 3)}
