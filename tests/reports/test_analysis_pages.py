"""The pages of a budget analysis, and the command that writes it to a file."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from utkik import clock
from utkik.command import main
from utkik.documents import check
from utkik.reports import articles
from utkik.reports.analysis import comment, export, states, texts
from utkik.reports.models import AnalysisComment

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)


def client_of(member):
    client = Client()
    client.force_login(member.user)
    return client


def url(path="", year=2028):
    return f"/o/sandvik/analyses/{year}{path}"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def settled():
    with clock.at(datetime(2026, 12, 4, 8, tzinfo=UTC)):
        return make.settled_analysis(many=2, units=2)


def test_the_list_teaches_before_the_first_and_offers_to_begin():
    make.trend()
    page = text_of(client_of(make.member("scanner")).get("/o/sandvik/analyses"))
    assert 'id="begin-analysis"' in page
    response = client_of(make.member("scanner")).post("/o/sandvik/analyses/begin", {"year": "2028"})
    assert response.headers["Location"] == url("/build")
    assert client_of(make.member("scanner")).get(url("/build")).status_code == 200


@pytest.mark.parametrize("year", ["", "28", "nästa", "99999"])
def test_no_analysis_is_begun_for_what_is_no_year(year):
    client = client_of(make.member("scanner"))
    assert client.post("/o/sandvik/analyses/begin", {"year": year}).headers["Location"] == "/o/sandvik/analyses"


def test_the_list_costs_the_same_queries_for_one_and_three():
    reader = make.member("reader")
    client = client_of(reader)
    make.frozen_analysis()
    client.get("/o/sandvik/analyses")
    with CaptureQueriesContext(connection) as one:
        client.get("/o/sandvik/analyses")
    make.frozen_analysis(year=2029, units=0)
    make.frozen_analysis(year=2030, units=0)
    with CaptureQueriesContext(connection) as three:
        client.get("/o/sandvik/analyses")
    assert len(one) == len(three) < 30


def test_the_builder_keeps_words_moves_trends_and_adds_consequences():
    analysis = make.analysis(many=2, units=1, whole=False, evidence=0)
    client = client_of(make.member("scanner"))
    first, second = (chapter.trend.number for chapter in texts.chapters_of(analysis))
    client.post(url("/build"), {"title": "Ny rubrik", "down": str(first)})
    analysis.refresh_from_db()
    assert analysis.title == "Ny rubrik"
    assert [chapter.trend.number for chapter in texts.chapters_of(analysis)] == [second, first]
    unit = make.committee("Byggnadsnämnden")
    client.post(url("/build"), {"concern": str(first), f"unit-{first}": str(unit.pk)})
    page = text_of(client.get(url(f"/build?open=trend-{first}")))
    assert f'name="says-{first}-{unit.pk}"' in page
    answer = client.post(url("/build/words"), {f"says-{first}-{unit.pk}": "Höj golvet."}).json()
    assert answer["clash"] is False
    assert texts.snapshot(analysis)[f"says-{first}-{unit.pk}"] == "Höj golvet."


def test_settling_asks_first_and_then_freezes_once():
    analysis = make.analysis(many=1, units=1, evidence=0)
    client = client_of(make.member("analyst"))
    page = text_of(client.get(url("/publish")))
    assert 'id="publish"' in page
    form = {"version": str(analysis.version), "once": "nyckel"}
    assert client.post(url("/publish"), form).headers["Location"] == url()
    assert client.post(url("/publish"), form).status_code in (302, 409)
    assert analysis.editions.count() == 1


def test_a_page_that_was_looked_at_before_a_change_does_not_settle():
    analysis = make.analysis(many=1, units=1, evidence=0)
    response = client_of(make.member("analyst")).post(url("/publish"), {"version": str(analysis.version - 1)})
    assert response.status_code == 409
    assert not analysis.editions.exists()


def test_every_member_reads_the_whole_and_each_part(settled):
    client = client_of(make.member("reader"))
    edition = settled.editions.get()
    assert articles.inside(edition, slug="sandvik").strip() in text_of(client.get(url()))
    for part in edition.parts.all():
        page = text_of(client.get(url(f"/parts/{part.unit_id}")))
        assert f'<h1 class="finding">{part.title}</h1>' in page
        response = client.get(url(f"/editions/1/parts/{part.unit_id}/pdf"))
        assert check.read_back(response.content, part.tree) == []


def test_a_trend_and_a_signal_lead_to_the_analyses_they_stand_in(settled):
    client = client_of(make.member("scanner"))
    trend = settled.editions.get().told.first().trend
    page = text_of(client.get(trend.get_absolute_url()))
    assert f"/analyses/2028#trend-{trend.number}" in page
    units = settled.editions.get().parts.values_list("unit", flat=True)
    assert units and all(f"/analyses/2028/parts/{unit}#trend-{trend.number}" in page for unit in units)
    signal = settled.editions.get().told_signals.first().signal
    assert "/o/sandvik/analyses/2028" in text_of(client.get(signal.get_absolute_url()))


def test_a_committee_comments_on_its_own_part_and_reads_the_answer():
    analysis = make.analysis(many=1, units=2, evidence=0)
    states.send_out(analysis, None, by=analysis.created_by)
    part, other = texts.parts_of(analysis)
    client = client_of(make.member("reader", unit=part.unit))
    assert part.unit.name in text_of(client.get("/o/sandvik/analyses"))
    assert url(f"/input/{part.unit_id}") in text_of(client.get("/o/sandvik/"))
    assert client.get(url(f"/input/{other.unit_id}")).status_code == 404
    where = url(f"/input/{part.unit_id}")
    assert client.post(where, {"text": " "}).status_code == 422
    assert client.post(where, {"text": "Siffran är gammal."}).headers["Location"] == where
    said = AnalysisComment.objects.get()
    group = client_of(make.member("scanner"))
    group.post(f"{where}/{said.pk}/answer", {"answer": "Rättat."})
    assert "Rättat." in text_of(client.get(where))
    states.take_back(analysis, by=analysis.created_by)
    assert client.post(where, {"text": "För sent."}).status_code in (403, 404)


def test_a_comment_is_taken_back_and_said_again():
    analysis = make.analysis(many=1, units=1, evidence=0)
    states.send_out(analysis, None, by=analysis.created_by)
    part = texts.parts_of(analysis)[0]
    own = make.member("reader", unit=part.unit)
    said = comment.say(part, "Fel nämnd.", by=own)
    client = client_of(own)
    where = url(f"/input/{part.unit_id}/{said.pk}/remove")
    client.post(where)
    assert comment.standing(part) == []
    client.post(f"{where}?again=1")
    assert len(comment.standing(part)) == 1


def headings_of(content, form):
    if form == "pdf":
        return check.headings(content)
    text = content.decode()
    if form == "md":
        return [len(line.split(" ")[0]) for line in text.split("\n") if re.match("#+ ", line)]
    return [int(level) for level, _words in HEADING.findall(text)]


@pytest.mark.parametrize("committee", ["", "Byggnadsnämnden"])
def test_the_three_forms_of_a_file_have_the_same_headings(settled, committee):
    found = {
        form: headings_of(export.content(settled.organisation, 2028, form, committee), form)
        for form in ("html", "pdf", "md")
    }
    assert found["html"] == found["pdf"] == found["md"]
    assert len(found["md"]) >= 5
    whole = export.content(settled.organisation, 2028, "md").decode()
    assert "\n## Byggnadsnämnden\n" in whole
    part = export.content(settled.organisation, 2028, "md", "Byggnadsnämnden").decode()
    assert part.startswith("# Byggnadsnämnden\n")


def test_the_command_writes_the_newest_edition_and_a_committees_part(settled, tmp_path, capsys):
    whole, part = tmp_path / "hela.pdf", tmp_path / "del.md"
    assert main(["analysis", "2028", "--format", "pdf", "--output", str(whole)]) == 0
    assert whole.read_bytes() == export.content(settled.organisation, 2028, "pdf")
    words = ["--format", "md", "--output", str(part), "--committee", "Byggnadsnämnden"]
    assert main(["analysis", "2028", *words]) == 0
    assert part.read_text().startswith("# Byggnadsnämnden\n")


def test_the_command_names_the_committees_and_writes_nothing_for_an_unknown_one(settled, tmp_path, capsys):
    target = tmp_path / "ingen.md"
    words = ["--format", "md", "--output", str(target), "--committee", "Finns inte"]
    assert main(["analysis", "2028", *words]) == 1
    said = capsys.readouterr().err
    assert "Byggnadsnämnden" in said
    assert "Nämnden för vård och omsorg" in said
    assert main(["analysis", "2031", "--format", "md", "--output", str(target)]) == 1
    assert main(["analysis", "31", "--format", "md", "--output", str(target)]) == 2
    assert not target.exists()
