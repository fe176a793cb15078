"""The pages of answers, follow-ups, commissions and talk sheets, and what a report tells of them."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.documents import check
from utkik.insight import planning
from utkik.reports import commission as commissions
from utkik.reports import publish, refusals, respond, talk_sheet, went
from utkik.reports.models import Commission, Response
from utkik.signals.models import Signal
from utkik.trends import evidence
from utkik.web import dates

pytestmark = pytest.mark.django_db
MONTH = f"{make.MONTH:%Y-%m}"


def here(name, *args):
    return reverse(f"reports:{name}", args=["sandvik", *args])


def page(client, member, where):
    client.force_login(member.user)
    return client.get(where).content.decode()


def told(edition):
    return {"article": edition.article} | {
        file.form: bytes(file.content).decode(errors="replace") for file in edition.files.all()
    }


def test_the_meeting_goes_through_the_signals_in_the_reports_order(client):
    report = make.report(lifted=2, more=0)
    manager = make.manager()
    unit = make.unit("Teknik")
    client.force_login(manager.user)
    first, second = (piece.signal for piece in report.pieces.order_by("position"))
    shown = client.get(here("answer", MONTH, first.number)).content.decode()
    assert "Signal 1 av 2" in shown
    assert first.headline in shown and "Vem ska ge beskedet till husägarna?" in shown
    due = (report.organisation.today() + timedelta(days=40)).isoformat()
    posted = {"choice": "take_further", "unit": unit.pk, "owner": "Planchefen", "due": due, "version": 0}
    answer = client.post(here("answer", MONTH, first.number), posted)
    assert answer["Location"] == here("answer", MONTH, second.number)
    answer = client.post(here("answer", MONTH, second.number), {"choice": "no_action", "version": 0})
    assert answer["Location"] == here("answers", MONTH)
    noted = page(client, make.member("reader"), here("answers", MONTH))
    assert "Planchefen" not in noted
    client.force_login(manager.user)
    client.post(here("hand_in", MONTH))
    assert "Planchefen" in page(client, make.member("reader"), here("answers", MONTH))


def test_a_chosen_suggestion_counts_where_no_day_is_typed_and_what_lacks_is_said(client):
    make.locked_round(lifted=1, more=0)
    number = Signal.objects.get(outcome="", number=1).number
    client.force_login(make.manager().user)
    unit = make.unit("Teknik")
    where = here("answer", MONTH, number)
    lacking = client.post(where, {"choice": "take_further", "unit": unit.pk, "line": "Behåll den här raden"})
    assert lacking.status_code == 422
    assert "Skriv till när" in lacking.content.decode() and "Behåll den här raden" in lacking.content.decode()
    client.post(where, {"choice": "take_further", "unit": unit.pk, "due": "", "when": "2031-03-03"})
    assert Response.objects.get().due_on.isoformat() == "2031-03-03"


def test_the_next_agreed_meeting_is_offered_as_a_day(client):
    make.locked_round(lifted=1, more=0)
    member = make.manager()
    client.force_login(member.user)
    home, where = member.organisation, here("answer", MONTH, Signal.objects.get(outcome="", number=1).number)
    assert "Fyra veckor, " in client.get(where).content.decode()
    today = home.today()
    for days in (0, 20, 50):
        agreed = {"on": today + timedelta(days=days), "sort": "answers", "name": "", "who": ""}
        planning.add(home, agreed, by=make.member("analyst"))
    shown = client.get(where).content.decode()
    meets = today + timedelta(days=20)
    assert f"Nästa möte, {dates.short_day(meets)}" in shown and f'value="{meets.isoformat()}"' in shown
    assert "Fyra veckor" not in shown


def test_two_notes_of_the_same_answer_show_both(client):
    round = make.answered_round(choices=("keep_watching",), given=False)
    client.force_login(make.manager().user)
    where = here("answer", MONTH, round.outcomes.get().signal.number)
    clash = client.post(where, {"choice": "no_action", "version": 0, "line": "Min rad"})
    assert clash.status_code == 409
    shown = clash.content.decode()
    assert "Min rad" in shown and 'id="answer-theirs"' in shown and "Fortsätt bevaka" in shown
    assert client.post(where, {"choice": "no_action", "version": 1, "line": "Min rad"}).status_code == 302


def test_the_follow_up_page_says_what_is_late_and_what_the_use_is(client):
    with clock.at(clock.now() - timedelta(days=60)):
        make.follow_up(period=make.MONTH.replace(month=2))
    make.follow_up(period=make.MONTH.replace(month=3), result="Byggnadsnämnden fick ansvaret.", effect="decision")
    shown = page(client, make.member("reader"), here("follow_ups"))
    assert '<h1 class="finding">En av två lyfta signaler har lett till något, och en uppföljning är sen</h1>' in shown
    assert "30 dagar sen" in shown
    assert "Byggnadsnämnden fick ansvaret." in shown
    assert "2026: 2 lyfta, 2 besvarade, 2 tagna vidare, 1 ledde till något" in shown
    assert "1, 50 %" in shown
    only = client.get(here("follow_ups"), {"effect": "knowledge"}).content.decode()
    assert "Byggnadsnämnden" not in only


def test_how_it_went_is_written_in_its_row_and_shown_on_the_signal_and_to_its_author(client):
    follow_up = make.follow_up()
    signal = follow_up.response.outcome.signal
    client.force_login(make.member("scanner").user)
    assert 'id="went-text"' in client.get(here("follow_ups"), {"open": follow_up.pk}).content.decode()
    posted = {"act": "write", "text": "Nämnden beslutade om nya mått.", "effect": "decision", "version": 1}
    assert client.post(here("follow_up", follow_up.pk), posted).status_code == 302
    shown = page(client, make.member("reader"), reverse("signals:signal", args=["sandvik", signal.number]))
    assert "Nämnden beslutade om nya mått." in shown and "Så gick det" in shown
    start = page(client, signal.author, reverse("insight:start", args=["sandvik"]))
    assert "Så gick det med dina signaler" in start and "Nämnden beslutade" in start


def test_lists_cost_the_same_queries_for_one_and_three(client, django_assert_max_num_queries):
    client.force_login(make.member("reader").user)
    counts = {"follow_ups": [], "commissions": []}
    for months in ((4,), (5, 6)):
        for month in months:
            make.follow_up(period=make.MONTH.replace(month=month))
            make.commission()
        for name, costs in counts.items():
            with django_assert_max_num_queries(30) as captured:
                client.get(here(name))
            costs.append(len(captured))
    assert all(first == last for first, last in counts.values()), counts


def test_the_next_report_tells_once_how_it_went_in_all_three_forms():
    analyst = make.member("analyst")
    make.follow_up(by=analyst, period=make.MONTH.replace(month=9), result="Nämnden fick ansvaret i reglementet.")
    asked = make.commission(by=analyst, text="Bevaka elflyget till mars")
    report = make.report(by=analyst, lifted=1, more=1, period=make.MONTH.replace(month=10))
    edition = publish.publish(report, by=analyst, version=report.version)
    for form, words in told(edition).items():
        if form != "pdf":
            assert "Nämnden fick ansvaret i reglementet." in words, form
            assert "Bevaka elflyget till mars" in words, form
            assert "har en hittills tagits vidare, och en av dem har lett till" in words, form
    printed = bytes(edition.files.get(form="pdf").content)
    assert check.read_back(printed, edition.tree) == []
    assert len(pikepdf.open(io.BytesIO(printed)).pages) > 3
    commissions.answer(asked, "Två flygplatser prövar.", by=analyst, version=1)
    following = make.report(by=analyst, lifted=1, more=0, period=make.MONTH)
    texts = [one.thing for one in went.told(following)]
    assert [type(thing) for thing in texts] == [Commission]
    assert "Två flygplatser prövar." in str(went.sections(following, went.told(following)))
    assert {one.key[0] for one in went.told(report)} == {"f", "c"}


def test_the_group_may_leave_it_out_of_a_report_and_take_it_in_again(client):
    follow_up = make.follow_up(period=make.MONTH.replace(month=9), result="Det blev inget, och det är bra.")
    report = make.report(lifted=1, more=1)
    client.force_login(make.member("scanner").user)
    where = here("build", MONTH)
    assert "Det blev inget, och det är bra." in client.get(where).content.decode()
    client.post(where, {"untell": f"f{follow_up.pk}"})
    report.refresh_from_db()
    assert went.told(report) == []
    client.post(where, {"tell": f"f{follow_up.pk}"})
    assert [one.thing for one in went.told(report)] == [follow_up]


def test_a_frozen_edition_does_not_follow_what_is_written_later():
    analyst = make.member("analyst")
    follow_up = make.follow_up(by=analyst, period=make.MONTH.replace(month=9), result="Först så här.")
    edition = publish.publish(make.report(by=analyst, lifted=1, more=0), by=analyst, version=2)
    before = told(edition)
    respond.follow.write(follow_up, "Sedan så här.", "nothing", by=analyst, version=follow_up.version)
    edition.refresh_from_db()
    assert told(edition) == before and "Först så här." in edition.article


def test_a_commission_is_asked_by_a_unit_taken_answered_and_seen_by_those_who_asked(client):
    manager, scanner = make.manager(), make.member("scanner")
    client.force_login(manager.user)
    due = (manager.organisation.today() + timedelta(days=90)).isoformat()
    posted = {"text": "Bevaka elflyget till mars", "due": due, "unit": manager.unit.pk}
    assert client.post(here("ask"), posted | {"due": "snart"}).status_code == 422
    client.post(here("ask"), posted)
    asked = Commission.objects.get()
    assert "Bevaka elflyget till mars" in page(client, scanner, reverse("insight:start", args=["sandvik"]))
    signal = make.signal(state="published", author=scanner)
    client.post(here("commission", asked.pk), {"act": "take", "owner": scanner.pk, "version": 1})
    answer = {"act": "answer", "text": "Två prövar.", "version": 2, "signals": signal.number}
    client.post(here("commission", asked.pk), answer)
    asked.refresh_from_db()
    assert (asked.owner, asked.answer, asked.answered_by) == (scanner, "Två prövar.", scanner)
    assert "Två prövar." in page(client, manager, here("commission", asked.pk))
    shown = page(client, manager, reverse("signals:signal", args=["sandvik", signal.number]))
    assert "Bevaka elflyget till mars" in shown


def test_what_is_asked_and_its_day_are_changed_on_the_page_by_those_who_asked_or_the_group(client):
    manager, scanner = make.manager(), make.member("scanner")
    asked = make.commission(by=manager, text="Bevaka elflyget till mars")
    due = (manager.organisation.today() + timedelta(days=120)).isoformat()
    sent = {"act": "change", "text": "Bevaka elflyg och tåg", "why": "", "due": due, "area": "", "version": 1}
    client.force_login(scanner.user)
    refused = client.post(here("commission", asked.pk), sent | {"due": "snart"})
    assert refused.status_code == 422 and "Bevaka elflyg och tåg" in refused.content.decode()
    client.post(here("commission", asked.pk), sent)
    asked.refresh_from_db()
    assert (asked.text, asked.due_on.isoformat(), asked.version) == ("Bevaka elflyg och tåg", due, 2)
    assert "Bevaka elflyget till mars" in page(client, manager, here("commission", asked.pk))
    client.force_login(make.member("reader").user)
    assert client.post(here("commission", asked.pk), sent | {"version": 2}).status_code == 403
    assert 'id="change-form"' not in page(client, make.member("reader"), here("commission", asked.pk))


def test_a_commission_is_taken_back_and_asked_again_and_never_answered_meanwhile():
    analyst = make.member("analyst")
    asked = make.commission(by=analyst)
    assert commissions.withdraw(asked, by=analyst)
    with pytest.raises(refusals.NotWaiting):
        commissions.answer(asked, "Svar.", by=analyst, version=1)
    assert commissions.restore(asked, by=analyst) and not commissions.restore(asked, by=analyst)
    with pytest.raises(refusals.NotYourCommission):
        commissions.withdraw(asked, by=make.member("scanner"))
    with pytest.raises(refusals.NotYourCommission):
        commissions.ask(commissions.Asked("Bevaka", None), make.management(), by=make.member("reader"))


def test_a_talk_sheet_is_one_tagged_page_a_signal_with_the_questions_as_mended(client):
    report = make.published_report(lifted=2, more=0)
    first, second = (piece.signal for piece in report.pieces.order_by("position"))
    client.force_login(make.member("reader").user)
    shown = client.get(here("talk_sheet"), {"signal": first.number}).content.decode()
    assert "Vem ska ge beskedet till husägarna?" in shown
    posted = {"signal": [first.number, second.number], f"question-{first.number}-1": "Vad gör vi på måndag?"}
    answer = client.post(here("talk_sheet"), posted)
    assert answer["Content-Type"] == "application/pdf"
    made = talk_sheet.compose(
        report.organisation,
        talk_sheet.sheets([first, second], {f"question-{first.number}-1": "Vad gör vi på måndag?"}),
        "",
    )
    assert check.read_back(answer.content, made) == []
    assert len(pikepdf.open(io.BytesIO(answer.content)).pages) == 2
    assert made["body"][0]["questions"] == [[{"t": "Vad gör vi på måndag?"}]]
    assert check.headings(answer.content) == [1, 2, 2, 2, 2] * 2


def test_a_follow_up_and_the_trend_its_signal_speaks_for_lead_to_each_other(client):
    follow_up = make.follow_up(result="Nämnden beslutade.")
    trend = make.trend(name="Havet kommer närmare")
    evidence.link(trend, follow_up.response.outcome.signal, "supports", by=make.member("scanner"))
    reader = make.member("reader")
    assert "Nämnden beslutade." in page(client, reader, trend.get_absolute_url())
    assert trend.get_absolute_url() in page(client, reader, here("follow_up", follow_up.pk))
