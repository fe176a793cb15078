from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests import factories as make
from utkik.signals import evidence, find, months, outcome
from utkik.signals.models import Signal

pytestmark = pytest.mark.django_db


def listed(member, query=""):
    return [signal.headline for signal in find.find(member, QueryDict(query).dict()).signals]


def published(headline, moment=None, **fields):
    return make.signal(state="published", headline=headline, published_at=moment, **fields)


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 1, 31, 22, 30, tzinfo=UTC), "2026-01"),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), "2026-02"),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "2026-03"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "2026-07"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-01"),
    ],
)
def test_months_are_cut_by_the_organisations_clocks(moment, month):
    reader = make.member()
    published("På gränsen", moment)
    first = months.parse(month)
    assert months.of(moment, reader.organisation) == first
    assert listed(reader, f"month={month}") == ["På gränsen"]
    counted = dict(months.of_year(Signal.objects.all(), first.year, reader.organisation))
    assert {month for month, count in counted.items() if count} == {first}


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "0026-01", "2026-01-01", "٢٠٢٦-٠١", "x"])
def test_what_is_no_month_is_none(text):
    assert months.parse(text) is None


def test_the_month_after_december_is_january():
    assert months.after(date(2026, 12, 1)) == date(2027, 1, 1)


def test_every_filter_stands_in_the_address_and_counts_what_it_leaves():
    reader = make.member()
    climate, school = make.area("Klimat", code="climate"), make.area("Skola", code="school")
    published("A", level="own", area=climate)
    published("B", level="near", area=climate)
    lifted = published("C", level="near", area=school)
    outcome.mark(lifted, "lifted", None, rank=1, of=3)
    assert listed(reader, "level=near&area=climate") == ["B"]
    assert listed(reader, "outcome=lifted") == ["C"]
    found = find.find(reader, {"level": "near"})
    rows = {one["code"]: [(code, count) for code, _name, count in one["rows"]] for one in found.sieve}
    assert rows["level"] == [("own", 1), ("near", 2)]
    assert rows["area"] == [("climate", 1), ("school", 1)]
    assert rows["outcome"] == [("lifted", 1)]


def test_a_later_step_can_bring_a_filter(monkeypatch):
    monkeypatch.setattr(find, "_slots", [])
    reader = make.member()
    published("Kort"), published("Längre rubrik")
    find.add_filter(
        find.FilterSlot(
            "length",
            "Längd",
            lambda signals: [("short", "Kort", 1)],
            lambda signals, value: signals.filter(headline="Kort"),
        )
    )
    assert listed(reader, "length=short") == ["Kort"]


@pytest.mark.parametrize("sought", ["ångfartyg", "ÅNGFARTYG", "fartyg", "ÖVERSIKTSPLAN", "översiktsplanen", "écoskola"])
def test_search_finds_whatever_the_case(sought):
    reader = make.member()
    published("Ångfartyg i hamnen", fact="Om ÖVERSIKTSPLAN och Écoskola.")
    assert [s.headline for s in find.search(reader, sought)] == ["Ångfartyg i hamnen"]
    assert listed(reader, f"q={sought}") == ["Ångfartyg i hamnen"]


def test_search_finds_by_number_and_by_what_lies_behind():
    reader = make.member()
    signal = published("En rubrik")
    evidence.add_link(
        signal, address="https://a.example", title="Skyfallskartering", publisher="SMHI", by=signal.author
    )
    for sought in (str(signal.number), "skyfallskartering", "smhi"):
        assert list(find.search(reader, sought)) == [signal]
    evidence.remove(signal.evidence.get(), by=signal.author)
    assert list(find.search(reader, "skyfallskartering")) == []


def test_search_shows_each_role_what_it_may_see():
    make.signal(headline="Hemligt utkast")
    make.signal(organisation=make.organisation("norras"), state="published", headline="Grannens hemligt")
    assert list(find.search(make.member("contributor"), "hemligt")) == []
    assert [s.headline for s in find.search(make.member("scanner"), "hemligt")] == ["Hemligt utkast"]
    assert list(find.search(make.member("scanner"), " ")) == []


def test_the_heading_states_what_is_counted(client):
    reader = make.member()
    client.force_login(reader.user)
    for number in range(8):
        published(f"S{number}", datetime(2026, 11, 3, tzinfo=UTC), level="own" if number == 0 else "wider")
    page = client.get(reverse("signals:list", args=["sandvik"]) + "?month=2026-11").content.decode()
    assert "8 signaler i november" in page and "bara en kommer inifrån organisationen</h1>" in page


def test_at_most_three_are_compared_and_a_fourth_is_refused_in_words(client):
    client.force_login(make.member().user)
    numbers = [published(f"S{number}").number for number in range(4)]
    address = reverse("signals:list", args=["sandvik"])
    two = client.get(f"{address}?compare={numbers[0]},{numbers[2]}").content.decode()
    assert 'id="comparison"' in two and "S0" in two.split('id="comparison"')[1]
    four = client.get(address, {"compare": numbers}).content.decode()
    assert "Högst tre signaler får plats sida vid sida" in four


def test_a_draft_is_never_compared_by_a_reader(client):
    client.force_login(make.member().user)
    draft, public, other = make.signal(), published("P"), published("Q")
    page = client.get(
        reverse("signals:list", args=["sandvik"]), {"compare": [draft.number, public.number, other.number]}
    ).content.decode()
    assert draft.headline not in page and 'id="comparison"' in page
