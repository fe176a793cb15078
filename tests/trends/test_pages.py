"""The pages of trends: who sees what, and what a reader finds."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from utkik.trends import adapt, answering, ask, frameworks, freeze, outlines, propose
from utkik.trends.models import CallUnit, Framework, Proposal, Trend

pytestmark = pytest.mark.django_db


def address(page, *args, slug="sandvik"):
    return reverse(f"trends:{page}", args=[slug, *args])


def get(client, member, page, *args, **kwargs):
    client.force_login(member.user)
    return client.get(address(page, *args), **kwargs)


def post(client, member, page, *args, **data):
    client.force_login(member.user)
    return client.post(address(page, *args), data)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def call_of(analyst, unit, trends=None):
    due = analyst.organisation.today() + timedelta(days=10)
    about = trends or [make.trend(), make.trend()]
    return ask.open_call("Inspel 2026", due, by=analyst, trends=about, units=[unit])


@pytest.mark.parametrize("role", ["reader", "analyst"])
def test_the_empty_list_says_what_lives_here_and_offers_one_act(client, role):
    page = get(client, make.member(role), "list")
    assert page.status_code == 200
    assert "Ingen trend följs än" in text_of(page)
    assert (b'id="frameworks-first"' in page.content) == (role == "analyst")


def test_the_list_asks_as_many_questions_for_one_trend_as_for_three(client):
    member = make.member("analyst")
    make.trend()
    get(client, member, "list")
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            get(client, member, "list")
        counts.append(len(asked))
        make.trend()
        make.trend()
    assert counts[0] == counts[1] < 30


def test_the_list_says_what_moved_since_the_newest_edition(client):
    analyst = make.member("analyst")
    trend = make.trend(horizon=None)
    rings = list(make.trend().horizon.__class__.objects.for_member(analyst).valid())
    adapt.set_horizon(trend, rings[2], by=analyst)
    freeze.freeze(analyst.organisation, 2025, by=analyst)
    adapt.set_horizon(trend, rings[0], by=analyst)

    page = text_of(get(client, make.member("reader"), "list"))

    assert "En trend har kommit närmare" in page
    assert "närmare, var längre fram" in page


def test_a_trends_page_tells_meaning_consequences_discussion_and_history(client):
    analyst, unit = make.member("analyst"), make.unit("Vård och omsorg", sort="committee")
    trend = adapt.add(by=analyst, name="Värmen", text="Fem boenden saknar svalt rum.")
    adapt.rename(trend, "Värmen blir en vårdfråga", by=analyst, why="De äldsta tål den sämst.", source="Omvärldsdagen")

    page = text_of(get(client, make.member("reader"), "trend", trend.number))

    assert "Fem boenden saknar svalt rum." in page
    assert "Ingen konsekvens lämnad" in page and unit.name in page
    assert "”Värmen” blev ”Värmen blir en vårdfråga”" in page
    assert "De äldsta tål den sämst." in page and "Omvärldsdagen" in page


def test_a_reader_may_talk_about_a_trend_but_not_change_it(client):
    trend, reader = make.trend(), make.member("reader")
    page = get(client, reader, "trend", trend.number)
    assert b'id="say"' in page.content and b'id="edit"' not in page.content
    assert get(client, reader, "edit", trend.number).status_code == 403
    assert post(client, reader, "end", trend.number).status_code == 403


def test_editing_keeps_the_why_and_leads_back(client):
    trend = make.trend()
    data = {"name": "Nytt namn", "text": trend.text, "happening": trend.happening, "why": "Klarare.", "version": 1}
    response = post(client, make.member("scanner"), "edit", trend.number, **data, horizon=trend.horizon_id)
    assert response.url == trend.get_absolute_url()
    assert trend.alterations.get(what="name").why == "Klarare."


def test_who_edits_what_a_colleague_has_changed_sees_both(client):
    trend, analyst = make.trend(), make.member("analyst")
    adapt.describe(trend, by=analyst, text="Kollegans text.")
    data = {"name": trend.name, "text": "Min text.", "happening": trend.happening, "version": 1}

    response = post(client, make.member("scanner"), "edit", trend.number, **data)

    assert response.status_code == 409
    assert "Kollegans text." in text_of(response) and "Min text." in text_of(response)
    assert 'name="version" value="2"' in response.content.decode()


def test_a_framework_is_brought_chosen_from_and_handed_on(client):
    analyst = make.member("analyst")
    assert post(client, analyst, "bring", code="skr-vagval-4").status_code == 302
    framework = Framework.objects.get()
    first = framework.trends.get(number=1)

    assert get(client, analyst, "framework", framework.pk).status_code == 200
    post(client, analyst, "choose", framework.pk, take=[first.pk], **{f"force-{first.pk}": make.force().pk})

    trend = Trend.objects.get()
    assert (trend.origin, trend.force) == (first, make.force())
    for form in ("json", "xlsx"):
        content = get(client, analyst, "framework_file", framework.pk, form).content
        assert outlines.read(content).trends[0].name == first.name


def test_a_file_that_is_no_framework_is_refused_and_takes_nothing_in(client, tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b'{"name": "x", "trends": [{"name": ""}]}')
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    with path.open("rb") as file:
        response = client.post(address("take_file"), {"file": file})
    assert response.status_code == 422
    assert "Trend 1 har inget namn" in text_of(response)
    assert not Framework.objects.exists()


def test_names_are_filled_in_and_the_framework_says_what_is_missing(client):
    analyst = make.member("analyst")
    shell = next(each for each in outlines.shipped() if each.code == "skr-vagval-3")
    framework = frameworks.bring(shell, by=analyst)
    assert "saknar 9 namn" in text_of(get(client, analyst, "fill", framework.pk))
    post(client, analyst, "fill", framework.pk, **{"name-5": "Bostadsbrist", "source": "SKL 2018"})
    assert framework.trends.get(number=5).source == "SKL 2018"


def test_an_edition_is_frozen_on_the_page_that_shows_what_differs(client):
    analyst = make.member("analyst")
    trend = adapt.add(by=analyst, name="Havet")
    page = get(client, analyst, "editions")
    mark = re.search(r'name="mark" value="(\w+)"', page.content.decode())[1]
    response = post(client, analyst, "freeze", mark=mark, year="2026", note="Efter inspel.")
    assert response.url == address("edition", 1)
    adapt.rename(trend, "Havet stiger", by=analyst, why="Kortare.")

    compared = text_of(get(client, make.member("reader"), "editions"))

    assert "En skrevs om" in compared and "Kortare." in compared
    assert "Efter inspel." in text_of(get(client, make.member("reader"), "edition", 1))
    assert post(client, analyst, "freeze", mark=mark, year="2026").status_code == 409
    assert get(client, analyst, "edition_file", 1).content.startswith(b"PK")


def test_a_unit_answers_on_its_page_and_an_analyst_sees_who_has(client):
    analyst, unit = make.member("analyst"), make.unit("Vård och omsorg", sort="committee")
    member = make.member("reader", unit=unit)
    call = call_of(analyst, unit)
    first = call.trends.get(position=1).trend
    assert "Ingen av två trender" in text_of(get(client, member, "call", call.pk))

    response = post(client, member, "answer", call.pk, first.number, seen="yes", text="Vi ser det.", version=0, sort="")
    assert response.status_code == 302 and "trend=" in response.url
    assert post(client, member, "hand_in", call.pk).status_code == 302

    overview = text_of(get(client, analyst, "overview", call.pk))
    assert "Alla har svarat" in overview and "1 av 2" in overview and member.name in overview
    assert "Vi ser det." in text_of(get(client, make.member("reader"), "trend", first.number))


def test_nobody_outside_the_unit_sees_its_answers(client):
    analyst, unit = make.member("analyst"), make.unit("Vård och omsorg", sort="committee")
    call = call_of(analyst, unit)
    assert get(client, make.member("scanner"), "call", call.pk).status_code == 403
    assert get(client, make.member(unit=make.unit("Teknik")), "call", call.pk).status_code == 403
    assert get(client, make.member("scanner"), "overview", call.pk).status_code == 403
    assert "Vård och omsorg" in text_of(get(client, analyst, "call", call.pk)), "the overview"


def test_the_second_who_saves_the_same_answer_sees_both(client):
    analyst, unit = make.member("analyst"), make.unit("Vård och omsorg", sort="committee")
    call = call_of(analyst, unit)
    row = CallUnit.objects.get().answers.first()
    answering.save(row, {"text": "Kollegans."}, by=make.member(unit=unit), version=0)

    response = post(
        client, make.member(unit=unit), "answer", call.pk, row.trend.number, text="Mina ord.", version=0, sort=""
    )

    assert response.status_code == 409
    assert "Kollegans." in text_of(response) and "Mina ord." in text_of(response)


def test_a_proposal_is_answered_with_a_reason_that_its_maker_reads(client):
    analyst, scanner, trend = make.member("analyst"), make.member("scanner"), make.trend()
    post(client, scanner, "propose", trend.number, sort="removal", why="Inget nytt.")
    proposal = Proposal.objects.get()
    assert post(client, analyst, "answer_proposal", proposal.pk, answer="decline", reason="").status_code == 422

    post(client, analyst, "answer_proposal", proposal.pk, answer="decline", reason="Den prövas nästa år.")

    assert "Den prövas nästa år." in text_of(get(client, scanner, "proposals"))
    assert "Den prövas nästa år." not in text_of(get(client, make.member("reader"), "proposals"))


def test_an_adapted_change_is_written_in_the_analysts_words(client):
    analyst, trend = make.member("analyst"), make.trend()
    proposal = propose.propose(by=make.member("scanner"), sort="change", trend=trend, text="Vården först.")
    data = {
        "answer": "adapt",
        "name": trend.name,
        "text": "De äldsta och de yngsta.",
        "reason": "Skolan har lika många.",
    }
    assert post(client, analyst, "answer_proposal", proposal.pk, **data).status_code == 302
    trend.refresh_from_db()
    assert trend.text == "De äldsta och de yngsta."


def test_forces_stand_among_the_organisations_lists(client):
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    page = client.get(reverse("people:list", args=["sandvik", "forces"]))
    assert page.status_code == 200 and "Värderingar" in page.content.decode()
