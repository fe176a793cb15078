"""A theme day from its theme to what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.meetings import events, gather, inviting, plan, rows, wrong
from utkik.meetings.models import DayInvitation, DayResult, ThemeDay
from utkik.people.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner():
    return make.member("scanner")


@pytest.fixture
def analyst():
    return make.member("analyst")


def page_of(client, day, member):
    client.force_login(member.user)
    return client.get(day.get_absolute_url()).content.decode()


def test_two_who_change_the_plan_at_once_both_keep_their_words(client, scanner):
    day = make.coming_day(by=scanner)
    client.force_login(scanner.user)
    address = reverse("meetings:edit_theme_day", args=["sandvik", day.pk])
    sent = {"theme": "Min rubrik", "on": "2027-05-20", "version": day.version}
    plan.change(day, {"theme": "Kollegans rubrik"}, by=make.member("analyst"), version=day.version)
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Min rubrik" in answer.content.decode()
    assert "Kollegans rubrik" in answer.content.decode()
    assert ThemeDay.objects.get(pk=day.pk).theme == "Kollegans rubrik"
    again = client.post(address, sent | {"version": day.version + 1})
    assert again.status_code == 302
    assert ThemeDay.objects.get(pk=day.pk).theme == "Min rubrik"


def test_nobody_but_the_group_plans(scanner):
    day = make.coming_day(by=scanner)
    for act in (plan.cancel, plan.remove, plan.open_room):
        with pytest.raises(wrong.NotTheGroups):
            act(day, by=make.member("contributor"))
    with pytest.raises(wrong.NotTheGroups):
        plan.change(day, {"theme": "X"}, by=make.stranger(), version=1)


def test_a_moved_day_is_a_later_sequence_of_the_same_event_and_a_called_off_one_is_cancelled(scanner):
    day = make.coming_day(by=scanner, begins=time(8, 30), ends=time(15))
    first = events.of_day(day)
    plan.change(day, {"on": day.on + timedelta(days=7)}, by=scanner, version=1)
    day.refresh_from_db()
    moved = events.of_day(day)
    plan.change(day, {"purpose": "Ett syfte"}, by=scanner, version=2)
    day.refresh_from_db()
    assert events.of_day(day).sequence == moved.sequence, "other words are no other time"
    plan.cancel(day, by=scanner)
    day.refresh_from_db()
    gone = events.of_day(day)
    assert first.uid == moved.uid == gone.uid
    assert first.sequence < moved.sequence < gone.sequence
    assert (moved.is_cancelled, gone.is_cancelled) == (False, True)
    assert plan.cancel(day, by=scanner) is False


def test_the_calendar_file_is_read_without_logging_in_until_its_address_is_renewed(client, scanner):
    day = make.coming_day(by=scanner, begins=time(8, 30), ends=time(15))
    address = reverse("meetings:calendar", args=[day.calendar_key])
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"TZID=Europe/Stockholm" in answer.content
    plan.renew_link(day, by=scanner)
    assert client.get(address).status_code == 404


def test_invitations_are_sent_once_by_an_analyst_and_reach_guests_with_an_address_of_their_own(
    client, scanner, analyst, settings
):
    settings.EMAIL_HOST = "mail.example"
    day = make.coming_day(by=scanner)
    inviting.add_members(day, [scanner, make.member("reader")], by=scanner)
    guest = inviting.add_guest(day, name="Ebba", email="Ebba@Exempel.example", by=scanner)
    assert inviting.add_members(day, [scanner], by=scanner) == 0
    with pytest.raises(wrong.OnlyAnAnalyst):
        inviting.send(day, by=scanner)
    assert client.get(reverse("meetings:guest_day", args=[inviting.token(guest.guest)])).status_code == 404
    assert inviting.send(day, by=analyst) == 3
    with pytest.raises(wrong.NothingToSend):
        inviting.send(day, by=analyst)
    sent = Delivery.objects.for_member(analyst).filter(occasion__startswith="theme-day-")
    assert sent.count() == 3
    word = inviting.token(guest.guest)
    assert word in sent.get(address="ebba@exempel.example").text
    assert word not in "".join(sent.exclude(address="ebba@exempel.example").values_list("text", flat=True))


def test_a_guest_answers_reads_and_is_gone_when_it_is_over(client, scanner, analyst):
    day = make.full_day(by=scanner, word="Vatten", on=scanner.organisation.today() + timedelta(days=9))
    guest = make.day_guest(day, by=analyst)
    page = reverse("meetings:guest_day", args=[guest.token])
    text = client.get(page).content.decode()
    assert "Vatten inledning" in text
    assert "/o/sandvik" not in text, "a guest is led to no page of the members'"
    assert client.post(reverse("meetings:guest_answer", args=[guest.token]), {"answer": "yes"}).status_code == 302
    assert DayInvitation.objects.get(pk=guest.pk).answer == "yes"
    file = reverse("meetings:guest_file", args=[guest.token, day.material_row.pk])
    assert client.get(file).status_code == 200
    with clock.at(clock.now() + timedelta(days=60)):
        assert client.get(page).status_code == 404
        assert inviting.forget() == 1
    guest.guest.refresh_from_db()
    assert guest.guest.email == ""


def test_a_guest_who_is_taken_off_the_list_is_out_at_once(client, scanner, analyst):
    day = make.coming_day(by=scanner)
    other = make.coming_day(by=scanner)
    guest = make.day_guest(day, by=analyst)
    row = make.day_file(other, by=scanner)
    assert client.get(reverse("meetings:guest_file", args=[guest.token, row.pk])).status_code == 404
    inviting.drop(guest, by=scanner)
    assert client.get(reverse("meetings:guest_day", args=[guest.token])).status_code == 404


def test_the_tables_answer_from_phones_only_while_it_is_open_and_a_new_answer_takes_the_old_ones_place(client, scanner):
    day = make.full_day(by=scanner, word="Vatten")
    address = reverse("meetings:tables", args=[day.room_key])
    assert client.get(address).status_code == 404
    make.open_tables(day, by=scanner)
    choice = f"choice-{day.question.pk}"
    for table, given in ((1, 0), (2, 0), (2, 1), (3, 1)):
        sent = {"table": table, choice: given, "impression": "Havet kommer"}
        assert client.post(address, sent).status_code == 302
    assert [answer.choice for answer in day.question.answers.all()] == [0, 1, 1]
    assert client.post(address, {"table": "", choice: 0}).status_code == 422
    text = page_of(client, day, scanner)
    assert "3 bord svarade" in text
    assert text.count("Havet kommer") >= 3
    plan.close_room(day, by=scanner)
    client.logout()
    assert client.post(address, {"table": 1, choice: 0}).status_code == 404
    with pytest.raises(wrong.RoomIsClosed):
        gather.answer(day.question, 1, choice=0) if not day.refresh_from_db() else None


def test_a_table_cannot_flood_the_page(scanner):
    day = make.open_tables(make.theme_day(by=scanner), by=scanner)
    for number in range(gather.MOST_OF_A_TABLE):
        gather.impress(day, f"Intryck {number}", table=1)
    assert gather.impress(day, "Intryck 3", table=1) is None, "said already"
    with pytest.raises(wrong.RoomIsFull):
        gather.impress(day, "Ett till", table=1)
    assert gather.impress(day, "Ett till", table=2) is not None


def test_half_a_year_later_the_group_is_asked_on_start_until_it_is_told(client, scanner):
    day = make.theme_day(by=scanner, on=scanner.organisation.today() - timedelta(days=181))
    start = reverse("insight:start", args=["sandvik"])
    client.force_login(scanner.user)
    assert f"start-day-{day.pk}" not in client.get(start).content.decode()
    with clock.at(clock.now() + timedelta(days=1)):
        assert f"start-day-{day.pk}" in client.get(start).content.decode()
        client.force_login(make.member("reader").user)
        assert f"start-day-{day.pk}" not in client.get(start).content.decode()
        rows.add(DayResult, "result.added", by=scanner, day=day, sort="decision", text="Golvnivån höjs")
        rows.add(DayResult, "result.added", by=scanner, day=day, sort="untaken", text="Vem talar med dem?")
        plan.settle(day, by=scanner)
        client.force_login(scanner.user)
        assert f"start-day-{day.pk}" not in client.get(start).content.decode()
    assert "blev ett beslut och en fråga som ingen har tagit" in page_of(client, day, scanner)


def test_a_removed_row_comes_back_by_undo_and_a_removed_day_is_not_there(client, scanner):
    day = make.full_day(by=scanner, word="Vatten")
    client.force_login(scanner.user)
    part = day.parts.first()
    args = ["sandvik", day.pk, "programme", part.pk]
    client.post(reverse("meetings:remove_row", args=args))
    assert not day.parts.standing().filter(pk=part.pk).exists()
    client.post(reverse("meetings:bring_row_back", args=args))
    assert day.parts.standing().filter(pk=part.pk).exists()
    plan.remove(day, by=scanner)
    assert client.get(day.get_absolute_url()).status_code == 404


def test_whoever_is_invited_finds_it_on_start_and_answers(client, scanner, analyst):
    reader = make.member("reader")
    day = make.coming_day(by=scanner)
    inviting.add_members(day, [reader], by=scanner)
    inviting.send(day, by=analyst)
    client.force_login(reader.user)
    start = reverse("insight:start", args=["sandvik"])
    assert f"start-invited-{day.pk}" in client.get(start).content.decode()
    client.post(reverse("meetings:answer_theme_day", args=["sandvik", day.pk]), {"answer": "no"})
    assert f"start-invited-{day.pk}" not in client.get(start).content.decode()
    assert inviting.of_member(day, reader).answer == "no"


def test_the_list_costs_the_same_for_one_day_and_three(client, scanner, django_assert_max_num_queries):
    make.full_day(by=scanner, word="Ett")
    client.force_login(scanner.user)
    address = reverse("meetings:theme_days", args=["sandvik"])
    client.get(address)
    with django_assert_max_num_queries(30) as first:
        client.get(address)
    make.full_day(by=scanner, word="Två")
    make.full_day(by=scanner, word="Tre")
    with django_assert_max_num_queries(len(first)):
        client.get(address)


def test_events_of_a_year_hold_days_and_visits_for_the_plan(scanner):
    day = make.coming_day(by=scanner)
    visit = make.visit(by=scanner, on=day.on)
    found = events.of(scanner.organisation, day.on, day.on)
    assert {event.summary for event in found} == {f"Theme day: {day.theme}", visit.title} or len(found) == 2
    assert found[0].changed_at <= datetime.now(UTC) + timedelta(days=9000)


def test_the_room_is_shown_with_a_code_for_the_phones_while_it_is_open(client, scanner):
    day = make.full_day(by=scanner, word="Vatten")
    assert "day-qr" not in page_of(client, day, scanner)
    make.open_tables(day, by=scanner)
    text = page_of(client, day, scanner)
    assert "day-qr" in text
    assert reverse("meetings:tables", args=[day.room_key]) in text
    assert day.room_key not in page_of(client, day, make.member("reader"))


def test_those_invited_are_told_once_when_a_day_is_moved_or_called_off(scanner, analyst):
    day = make.coming_day(by=scanner)
    comes, cannot = make.member("reader"), make.member("reader")
    inviting.add_members(day, [comes, cannot], by=scanner)
    inviting.send(day, by=analyst)
    inviting.answer(inviting.of_member(day, cannot), "no")
    Delivery.objects.all().delete()
    fields = {"on": day.on + timedelta(days=7), "purpose": day.purpose}
    plan.change(day, fields, by=scanner, version=day.version)
    day.refresh_from_db()
    plan.change(day, {"purpose": "Annat syfte"}, by=scanner, version=day.version)
    moved = Delivery.objects.get()
    assert (moved.recipient, moved.subject) == (comes, f"Flyttad: {day.theme}")
    assert plan.cancel(day, by=scanner) and not plan.cancel(day, by=scanner)
    assert plan.uphold(day, by=scanner)
    told = list(Delivery.objects.order_by("pk").values_list("subject", flat=True))
    assert told == [f"Flyttad: {day.theme}", f"Inställd: {day.theme}", f"Blir av ändå: {day.theme}"]
