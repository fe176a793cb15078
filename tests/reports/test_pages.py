"""The pages of the reports: who sees what in which state, and what a reader finds."""

import hashlib
import re

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.reports import articles, begin, frame, publish, texts, write
from utkik.reports.models import Report

pytestmark = pytest.mark.django_db
MONTH = "2026-11"


def address(name, *args, slug="sandvik"):
    return reverse(f"reports:{name}", args=[slug, *args])


def get(client, member, name, *args, **kwargs):
    client.force_login(member.user)
    return client.get(address(name, *args), **kwargs)


MAKING = {
    # page of a month in the making: nobody outside the group sees that it is there
    ("report",): {"reader": 404, "contributor": 404, "scanner": 302, "analyst": 302},
    ("editions",): {"reader": 404, "contributor": 404, "scanner": 404, "analyst": 404},
    ("build",): {"reader": 403, "contributor": 403, "scanner": 200, "analyst": 200},
    ("preview",): {"reader": 403, "contributor": 403, "scanner": 200, "analyst": 200},
    ("publish",): {"reader": 403, "contributor": 403, "scanner": 403, "analyst": 200},
}


@pytest.mark.parametrize("name", MAKING)
@pytest.mark.parametrize("role", ["reader", "contributor", "scanner", "analyst"])
def test_a_report_in_the_making_is_the_groups_alone(client, name, role):
    make.report()
    assert get(client, make.member(role), *name, MONTH).status_code == MAKING[name][role]


@pytest.mark.parametrize("role", ["reader", "contributor", "scanner", "analyst"])
def test_a_published_report_is_every_members(client, role):
    report = make.published_report()
    member = make.member(role)
    for name, args in [
        ("archive", []),
        ("report", [MONTH]),
        ("editions", [MONTH]),
        ("edition", [MONTH, 1]),
        *(("file", [MONTH, 1, form]) for form in ("pdf", "md", "html")),
    ]:
        assert get(client, member, name, *args).status_code == 200, name
    assert get(client, member, "latest").url == address("report", MONTH)
    assert report.is_published


def test_a_stranger_finds_nothing(client):
    make.published_report()
    stranger = make.stranger()
    for name, args in [("archive", []), ("report", [MONTH]), ("file", [MONTH, 1, "pdf"]), ("build", [MONTH])]:
        assert get(client, stranger, name, *args).status_code == 404


def test_a_neighbours_report_of_the_same_month_is_not_ours(client):
    make.published_report(make.organisation("norras"))
    member = make.member("analyst")
    assert get(client, member, "report", MONTH).status_code == 404
    assert get(client, member, "latest").url == address("archive")


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "2026-1", "november"])
def test_what_is_no_month_is_no_page(client, month):
    member = make.member("analyst")
    client.force_login(member.user)
    assert client.get(f"/o/sandvik/reports/{month}").status_code == 404


def test_the_page_shows_the_stored_article_and_one_h1(client):
    report = make.published_report()
    page = get(client, make.member("reader"), "report", MONTH).content.decode()
    assert articles.inside(report.editions.get(), slug="sandvik") in page
    assert len(re.findall("<h1", page)) == 1


def test_an_earlier_edition_says_that_it_is_one(client):
    report = make.published_report()
    analyst = make.member("analyst")
    write.save(report, {"title": "En ny rubrik"}, {}, by=analyst)
    report.refresh_from_db()
    publish.publish(report, by=analyst, version=report.version)
    first = get(client, analyst, "edition", MONTH, 1).content.decode()
    newest = get(client, analyst, "report", MONTH).content.decode()
    assert "utgåva 1 av 2" in first
    assert "Vattnet kommer närmare" in first
    assert "En ny rubrik" in newest


def test_a_file_is_what_was_stored_and_its_checksum_stands_on_the_page(client):
    make.published_report()
    reader = make.member("reader")
    page = get(client, reader, "editions", MONTH).content.decode()
    for form in ("pdf", "md", "html"):
        answer = get(client, reader, "file", MONTH, 1, form)
        assert hashlib.sha256(answer.content).hexdigest() in page
        assert answer["Content-Disposition"] == f'attachment; filename="sandvik-2026-11-1.{form}"'


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_archive_costs_no_more_queries(client, size, django_assert_max_num_queries):
    for month in range(1, size + 1):
        make.published_report(period=make.MONTH.replace(month=month), lifted=1, more=0)
    reader = make.member("analyst")
    client.force_login(reader.user)
    client.get(address("archive"))
    with django_assert_max_num_queries(16):
        assert client.get(address("archive")).status_code == 200


def test_the_archive_shows_the_group_what_can_be_begun(client):
    make.locked_round()
    assert "Börja på rapporten" in get(client, make.member("scanner"), "archive").content.decode()
    assert "Börja på rapporten" not in get(client, make.member("reader"), "archive").content.decode()


def test_beginning_leads_to_the_builder_and_twice_makes_one_report(client):
    make.locked_round()
    scanner = make.member("scanner")
    client.force_login(scanner.user)
    for _try in range(2):
        answer = client.post(address("begin"), {"month": MONTH})
        assert answer.url == address("build", MONTH)
    assert Report.objects.for_member(scanner).count() == 1


@pytest.mark.parametrize(("role", "month", "status"), [("reader", MONTH, 403), ("scanner", "2026-10", 404)])
def test_beginning_is_refused(client, role, month, status):
    make.locked_round()
    client.force_login(make.member(role).user)
    assert client.post(address("begin"), {"month": month}).status_code == status


def test_the_confirm_page_says_the_effect_and_publishes_nothing(client):
    report = make.report()
    page = get(client, make.member("analyst"), "publish", MONTH).content.decode()
    assert "Utgåva 1 fryses med 5 signaler" in page
    assert re.search(r"Publicera november för \d+ medlemmar\?", page)
    assert not report.editions.exists()


def test_the_confirm_page_names_signs_the_pdf_cannot_show(client):
    report = make.report()
    write.save(report, {"request": "Cykla 🚲 hit"}, {}, by=report.created_by)
    assert "PDF:en saknar tecken för 🚲" in get(client, make.member("analyst"), "publish", MONTH).content.decode()


def test_publishing_needs_the_version_that_was_looked_at(client):
    report = make.report()
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    answer = client.post(address("publish", MONTH), {"version": report.version - 1})
    assert answer.status_code == 409
    assert "Någon ändrade rapporten under tiden" in answer.content.decode()
    answer = client.post(address("publish", MONTH), {"version": report.version})
    assert answer.url == address("report", MONTH)
    assert report.editions.count() == 1


def test_publishing_twice_with_one_form_makes_one_edition(client):
    report = make.report()
    client.force_login(make.member("analyst").user)
    for _try in range(2):
        client.post(address("publish", MONTH), {"version": report.version, "once": "samma-nyckel"})
    assert report.editions.count() == 1


def test_publishing_an_unfinished_report_says_what_is_missing(client):
    report = make.report(whole=False)
    client.force_login(make.member("analyst").user)
    answer = client.post(address("publish", MONTH), {"version": report.version})
    assert answer.status_code == 422
    assert "Skriv rubriken" in answer.content.decode()


def test_a_scanner_cannot_publish(client):
    report = make.report()
    client.force_login(make.member("scanner").user)
    assert client.post(address("publish", MONTH), {"version": report.version}).status_code == 403


def test_the_proof_is_a_pdf_of_what_stands_now(client):
    make.report()
    answer = get(client, make.member("scanner"), "proof", MONTH)
    assert answer.content.startswith(b"%PDF-")


def test_the_round_leads_on_to_its_report(client):
    round = make.locked_round()
    scanner = make.member("scanner")
    client.force_login(scanner.user)
    page = reverse("rounds:outcome", args=["sandvik", round.pk])
    assert "Börja på rapporten" in client.get(page).content.decode()
    begin.begin(round, by=scanner)
    assert address("build", MONTH) in client.get(page).content.decode()


def test_the_report_leads_back_to_its_round(client):
    report = make.published_report()
    page = get(client, make.member("reader"), "report", MONTH).content.decode()
    assert reverse("rounds:outcome", args=["sandvik", report.round.pk]) in page


def test_a_signal_tells_where_it_was_used(rf):
    report = make.published_report()
    request = rf.get("/")
    request.member = make.member("reader")
    request.organisation = request.member.organisation
    inside = texts.pieces_of(report)[0].signal
    template, context = frame.trail(request, inside)
    assert template == "reports/_trail.html"
    assert context["used"] == [report]
    outside = report.round.candidates.order_by("-position").first().signal
    assert frame.trail(request, outside) is None


def test_every_member_may_discuss_a_published_report_and_the_group_one_in_the_making(client):
    report = make.report()
    reader, scanner = make.member("reader"), make.member("scanner")
    where = reverse("signals:say", args=["sandvik", report.conversation_id])
    client.force_login(reader.user)
    assert client.post(where, {"text": "Hej"}).status_code == 404
    client.force_login(scanner.user)
    assert client.post(where, {"text": "Titta"}).status_code == 302
    publish.publish(report, by=make.member("analyst"), version=report.version)
    client.force_login(reader.user)
    assert client.post(where, {"text": "Vad gör vi?"}).url.startswith(address("report", MONTH))
    page = client.get(address("report", MONTH)).content.decode()
    assert "Titta" in page
    assert "Vad gör vi?" in page
    assert len(re.findall("<h1", page)) == 1
