"""The agreed dates: made from the last in one act, told beside what happened, reminded once, followed as a calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.insight import hours, plan_states, plan_words, planning, practising, reminding
from utkik.insight.calendar_rules import all_moved, before_weekend, months_on, moved, nth_weekday
from utkik.insight.holidays import after_holidays, easter, is_holiday
from utkik.insight.models import CalendarKey, Hour, PlanDate
from utkik.people.models import Delivery, Draft

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _a_tuesday_in_november():
    with clock.at(NOW):
        yield


@pytest.fixture
def analyst():
    return make.member("analyst", name="Anna")


@pytest.fixture
def here(client, analyst):
    client.force_login(analyst.user)
    return client


def address(name, *args):
    return reverse(f"insight:{name}", args=["sandvik", *args])


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("day", "period", "to", "then"),
    [
        (date(2026, 11, 19), date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 17)),  # the third Thursday
        (date(2026, 11, 27), date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 25)),  # the last Friday
        (date(2026, 12, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 5)),  # the first Tuesday of the next
        (date(2026, 1, 29), date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 26)),
    ],
)
def test_a_date_plays_the_same_part_in_the_next_month(day, period, to, then):
    assert moved(day, period, to) == then


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 24))
def test_a_moved_date_keeps_its_weekday_and_its_month(day, months):
    period = day.replace(day=1)
    at = period.year * 12 + period.month - 1 + months
    to = date(at // 12, at % 12 + 1, 1)
    then = moved(day, period, to)
    assert then.weekday() == day.weekday() and then.replace(day=1) == to


def test_a_months_dates_come_in_the_same_order_in_the_next():
    """Although December's last Thursday comes after its last Friday, and January's first Tuesday after its first."""
    nov, dec, jan = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
    ends = all_moved([date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 1)], nov, dec)
    assert [*ends.values()] == [date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 5)]
    assert [*all_moved([date(2026, 11, 3), date(2026, 11, 6)], nov, jan).values()] == [
        jan.replace(day=5),
        jan.replace(day=8),
    ]


@given(st.sets(st.integers(0, 44), min_size=1, max_size=7), st.integers(1, 24))
def test_a_months_dates_keep_their_order_and_their_weekdays(distances, months):
    days = [date(2026, 11, 1) + timedelta(days=distance) for distance in sorted(distances)]
    then = [*all_moved(days, date(2026, 11, 1), months_on(date(2026, 11, 1), months)).values()]
    assert [day.weekday() for day in then] == [day.weekday() for day in days]
    assert then == sorted(set(then))


def test_swedish_holidays_are_known():
    assert [easter(year) for year in (2026, 2027, 2038)] == [date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)]
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    moving = [(3, 26), (3, 29), (5, 6), (6, 25)]  # Good Friday, Easter Monday, Ascension Day, Midsummer Eve
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [(day.month, day.day) for day in year if is_holiday(day)] == sorted(fixed + moving)
    assert after_holidays(date(2026, 12, 24)) == date(2026, 12, 28) and after_holidays(date(2027, 3, 24)).day == 24


def test_the_first_three_months_hold_no_holidays_and_a_months_dates_say_so(here, analyst):
    with clock.at(datetime(2026, 11, 26, 9, tzinfo=UTC)):  # 28 and 35 days later: Christmas Eve, New Year's Eve
        start = planning.make_start(analyst.organisation, by=analyst)
    assert not any(is_holiday(row.on) or row.on.weekday() > 4 for row in start)
    assert [row.on for row in start][4:6] == [date(2026, 12, 28), date(2027, 1, 4)]
    for _month in range(3):
        planning.make_month(analyst.organisation, by=analyst)
    december, january = (
        PlanDate.objects.get(sort="report", period=day) for day in (date(2026, 12, 1), date(2027, 1, 1))
    )
    assert december.on == date(2026, 12, 25) and january.on == date(2027, 1, 29)  # the rule stays the last Friday
    page = text(here.get(address("plan")))
    assert "helgdag" in page.split(f'id="date-{december.pk}"')[1].split("</td>")[0]
    assert "helgdag" not in page.split(f'id="date-{january.pk}"')[1].split("</td>")[0]


def test_weekends_give_way_and_short_months_have_a_last_weekday():
    assert before_weekend(date(2026, 11, 28)) == before_weekend(date(2026, 11, 29)) == date(2026, 11, 27)
    assert nth_weekday(date(2026, 2, 1), 0, 5) == date(2026, 2, 23)


def test_each_month_is_made_from_the_last_in_one_act(here, analyst):
    here.post(address("make_plan", "month"), follow=True)
    first = list(PlanDate.objects.standing())
    assert [row.on for row in first] == [date(2026, 11, n) for n in (5, 19, 26, 27)] + [date(2026, 12, 1)]
    PlanDate.objects.filter(sort="report").update(owner=analyst, name="Rapporten klar")
    answer = here.post(address("make_plan", "month"), follow=True)
    december = PlanDate.objects.standing().filter(period=date(2026, 12, 1))
    assert [row.on for row in december][:2] == [date(2026, 12, 3), date(2026, 12, 17)]
    assert december.get(sort="report").owner == analyst and str(december.get(sort="report")) == "Rapporten klar"
    undo = text(answer).split('action="/o/sandvik/plan/unmake/')[1].split('"')[0]
    here.post(address("unmake_plan", undo))
    assert not PlanDate.objects.standing().filter(period=date(2026, 12, 1)).exists()


def test_a_round_that_closes_another_day_than_was_agreed_says_so(analyst):
    home = analyst.organisation
    planning.make_month(home, by=analyst)
    make.signal(organisation=home, author=make.scanner(organisation=home), state="published")
    round = make.open_round(date(2026, 11, 1), by=analyst)
    for day, words in ((26, "Ingen av två har bedömt"), (30, "Ingen av två har bedömt, stänger 30 nov")):
        round.closes_at = datetime(2026, 11, day, 22, 30, tzinfo=UTC)
        round.save()
        rows = {row.date.sort: row for row in plan_states.rows(home, list(PlanDate.objects.standing()))}
        assert rows["closes"].told.words == words


def test_undoing_leaves_what_a_colleague_touched_meanwhile(analyst):
    made = planning.make_month(analyst.organisation, by=analyst)
    planning.set_done(made[0], True, by=analyst)
    assert planning.unmake([row.pk for row in made], by=analyst) == len(made) - 1


def test_the_year_and_the_first_three_months_are_made_once(here):
    for what, size in (("year", 8), ("start", 10)):  # in November the year that is made is the next
        for _again in range(2):
            here.post(address("make_plan", what))
        assert PlanDate.objects.standing().filter(scope=what).count() == size


def test_a_year_with_dates_noted_by_hand_is_filled_with_what_is_missing(here, analyst):
    home, day = analyst.organisation, date(2027, 5, 4)
    for fields in ({"sort": "theme_day"}, {"sort": "other", "name": "Studiebesök"}):
        planning.add(home, {"on": day, **fields}, by=analyst)
    planning.add(home, {"on": date(2026, 12, 8), "sort": "edition"}, by=analyst)  # one date is no plan to copy
    assert "Gör en plan för 2027" in text(here.get(address("plan")))
    answer = here.post(address("make_plan", "year"), follow=True)
    year = PlanDate.objects.standing().filter(period=date(2027, 1, 1))
    assert year.count() == 9 and year.get(sort="theme_day").on == day
    assert "Gör en plan för 2027" not in text(answer)
    undo = text(answer).split('action="/o/sandvik/plan/unmake/')[1].split('"')[0]
    assert "Gör en plan för 2027" in text(here.post(address("unmake_plan", undo), follow=True))
    here.post(address("make_plan", "year"))
    planning.set_removed(year.get(sort="forum"), True, by=analyst)
    assert planning.next_year(home) == 0 and planning.make_year(home, 2027, by=analyst) == []


def test_what_happened_stands_beside_what_was_agreed(here, analyst):
    home = analyst.organisation
    planning.make_month(home, by=analyst)
    make.signal(organisation=home, author=make.scanner(organisation=home), state="published")
    make.open_round(date(2026, 11, 1), by=analyst)
    rows = {row.date.sort: row for row in plan_states.rows(home, list(PlanDate.objects.standing()))}
    assert rows["opens"].done and not rows["closes"].done
    assert rows["closes"].told.words == "Ingen av två har bedömt"
    assert rows["pass"].late == 19
    page = text(here.get(address("plan")))
    assert "”Gemensamt pass, en timme” är 19 dagar sent" in page
    assert "Näst på tur: Omgången stänger, torsdag 26 november och Rapporten är klar, fredag 27 november." in page
    with clock.at(datetime(2026, 11, 5, 10, tzinfo=UTC)):
        from utkik.stream import triage  # noqa: PLC0415

        triage.keep(make.entry(organisation=home), by=analyst)
    rows = {row.date.sort: row for row in plan_states.rows(home, list(PlanDate.objects.standing()))}
    assert rows["pass"].done


def test_two_who_move_a_date_see_each_other(here, analyst):
    row = planning.add(analyst.organisation, {"on": TODAY, "sort": "theme", "name": "", "who": ""}, by=analyst)
    told = {"on": "2026-12-01", "sort": "theme", "version": row.version}
    assert here.post(address("plan_date", row.pk), told).status_code == 302
    late = here.post(address("plan_date", row.pk), told | {"on": "2026-12-09"})
    assert late.status_code == 409 and "är nu 1 december 2026" in text(late) and 'value="2026-12-09"' in text(late)
    row.refresh_from_db()
    assert row.on == date(2026, 12, 1)


def test_what_is_typed_wrongly_is_kept_and_explained(here):
    answer = here.post(address("new_plan_date"), {"on": "", "sort": "other", "name": ""})
    assert answer.status_code == 422 and "Välj dagen." in text(answer) and "Skriv vad det är." in text(answer)


def test_a_reminder_goes_once_to_the_owner_or_to_who_stands_in(analyst):
    home = analyst.organisation
    bo = make.scanner(organisation=home, name="Bo")
    near = {"on": TODAY + timedelta(days=2), "sort": "theme", "owner": analyst, "deputy": bo, "name": "", "who": ""}
    planning.add(home, near, by=analyst)
    planning.add(home, near | {"on": TODAY + timedelta(days=3)}, by=analyst)
    done = planning.add(home, near, by=analyst)
    planning.set_done(done, True, by=analyst)
    reminding.remind()
    reminding.remind()
    assert [row.address for row in Delivery.objects.all()] == [analyst.user.email]
    assert "torsdag 26 november" in Delivery.objects.get().subject
    make.absence(analyst)
    planning.add(home, near, by=analyst)
    reminding.remind()
    assert sorted(Delivery.objects.values_list("address", flat=True)) == sorted([analyst.user.email, bo.user.email])
    bo.mail_paused_at = clock.now()
    bo.save()
    planning.add(home, near, by=analyst)
    reminding.remind()
    assert Delivery.objects.count() == 2


def test_the_calendar_is_followed_without_log_in_and_ends_with_its_address(client, analyst):
    planning.add(analyst.organisation, {"on": TODAY, "sort": "theme", "name": "Åäö; temat", "who": ""}, by=analyst)
    gone = planning.add(analyst.organisation, {"on": TODAY, "sort": "draft", "name": "", "who": ""}, by=analyst)
    planning.set_removed(gone, True, by=analyst)
    make.stranger()
    client.force_login(analyst.user)
    client.post(address("subscription"))
    first = reverse("insight:calendar", args=[CalendarKey.objects.get().key])
    client.logout()
    told = client.get(first)
    assert told.status_code == 200, told.content[:3000]
    body = told.content.decode()
    assert told["Content-Type"].startswith("text/calendar") and "Åäö\\; temat" in body and "STATUS:CANCELLED" in body
    client.force_login(analyst.user)
    client.post(address("subscription"))
    assert client.get(first).status_code == 404
    assert "Avsluta prenumerationen" in client.get(address("subscription")).content.decode()
    second = reverse("insight:calendar", args=[CalendarKey.objects.get().key])
    client.post(address("subscription"), {"act": "end"})
    assert client.get(second).status_code == 404 and not CalendarKey.objects.exists()
    assert "Avsluta prenumerationen" not in client.get(address("subscription")).content.decode()
    client.post(address("subscription"))
    second = reverse("insight:calendar", args=[CalendarKey.objects.get().key])
    assert client.get(second).status_code == 200
    analyst.user.is_active = False
    analyst.user.save()
    assert client.get(second).status_code == 404, "a closed account reads nothing any more"
    analyst.user.is_active = True
    analyst.user.save()
    analyst.left_at, analyst.user = clock.now(), None
    analyst.save()
    assert client.get(second).status_code == 404


def test_the_finding_counts_what_is_late(analyst):
    home = analyst.organisation
    assert plan_words.finding([]) == "Inga datum är bestämda än"
    for days in (3, 4):
        planning.add(home, {"on": TODAY - timedelta(days=days), "sort": "theme", "name": "", "who": ""}, by=analyst)
    rows = plan_states.rows(home, list(PlanDate.objects.standing()))
    assert plan_words.finding(rows) == "Två datum har passerat utan att vara klara"


def test_the_hour_is_one_for_the_group_and_goes_step_by_step(here, analyst):
    page = text(here.get(address("hour")))
    assert "En timme i månaden" in page and not Hour.objects.exists()
    here.post(address("hour"))
    assert hours.begin(by=make.scanner(organisation=analyst.organisation)) == Hour.objects.get()
    for step in (2, 3, 4):
        here.post(address("hour_step"), {"step": step})
    assert "Steg fyra av fyra" in text(here.get(address("hour")))
    assert "började nyss" in text(here.get(address("hour")))
    make.signal(
        organisation=analyst.organisation, author=make.scanner(organisation=analyst.organisation), state="published"
    )
    make.open_round(by=analyst, organisation=analyst.organisation)
    assert "Först stängs och avgörs omgången" in text(here.get(address("hour")))
    here.post(address("hour_step"), {"step": 5})
    assert Hour.objects.get().ended_at


def test_practice_touches_nothing_and_can_be_thrown_away(here, analyst):
    for number, act in ((1, "signal"), (2, "keep"), (2, "")):
        assert here.post(address("practise", number), {"act": act}).status_code == 302
    assert practising.decided(analyst) == {1: "signal"}
    assert here.post(address("practise", 11), {"act": "keep"}).status_code == 404
    assert here.post(address("practise", 1), {"act": "burn"}).status_code == 404
    for number in range(1, 11):
        practising.decide(analyst, number, "dismiss")
    assert "Två av tio som en van hand hade gjort" in text(here.get(address("practice")))
    here.post(address("end_practice"))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_plan_costs_no_more_queries(here, analyst, size, django_assert_max_num_queries):
    for _n in range(size):
        for sort in PlanDate.Sort.values:
            told = {"on": TODAY, "sort": sort, "name": "x", "who": "", "owner": analyst}
            planning.add(analyst.organisation, told, by=analyst)
    with django_assert_max_num_queries(29) as counted:
        here.get(address("plan"))
    spent.append(len(counted))
    assert len(set(spent)) == 1


spent: list[int] = []


def test_what_is_done_before_its_day_says_so_and_what_it_became(analyst):
    home = analyst.organisation
    theme = planning.add(home, {"on": TODAY + timedelta(days=20), "sort": "theme", "name": "", "who": ""}, by=analyst)
    other = planning.add(
        home, {"on": TODAY + timedelta(days=20), "sort": "other", "name": "Post", "who": ""}, by=analyst
    )
    planning.set_done(other, True, by=analyst)

    def states():
        return [plan_words.state(row) for row in plan_states.rows(home, list(PlanDate.objects.standing()))]

    assert states() == ["", "Klart i förväg"]
    make.theme_day(home, by=analyst, theme="Var bor de äldsta?", on=theme.on + timedelta(days=10))
    assert states() == ["Var bor de äldsta?", "Klart i förväg"]
    with clock.at(datetime(2027, 1, 20, 10, tzinfo=UTC)):
        assert states() == ["Var bor de äldsta?", "Klart"]
