"""A reading link shows one published thing to whoever has it, until it is ended."""

import re
from datetime import timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.people.models import Act
from utkik.reports import links, publish
from utkik.reports.articles import from_root, outside
from utkik.reports.models import ReadingLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst", name="Åsa Alm")


@pytest.fixture
def report(analyst):
    return make.published_report(analyst.organisation, by=analyst, lifted=2, more=1)


def path_of(link):
    return "/" + links.address_of(link).split("/", 3)[3]


@pytest.fixture
def link(report, analyst):
    return links.make(report, "Vård och omsorg", by=analyst)


def test_anybody_reads_the_article_and_its_pdf_and_nothing_else(client, report, link):
    answer = client.get(path_of(link))
    page = answer.content.decode()
    assert answer.status_code == 200 and report.title in page and page.count("<h1") == 1
    assert 'href="/o/' not in page and "<nav" not in page.split("<main")[0] and "<form" not in page
    hrefs = re.findall(r'<a\b[^>]*href="([^"]+)"', page)
    assert {href for href in hrefs if href.startswith("/")} == {f"{path_of(link)}/pdf"}
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store" and 'content="noindex"' in page
    pdf = client.get(f"{path_of(link)}/pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert not client.session.keys() and "sessionid" not in answer.cookies


def test_it_shows_the_newest_edition(client, report, link, analyst):
    report.title = "En ny rubrik om vatten"
    report.version += 1
    report.save()
    publish.publish(report, by=analyst, version=report.version)
    assert "En ny rubrik om vatten" in client.get(path_of(link)).content.decode()


def test_a_revoked_link_is_dead_at_once(client, report, link, analyst):
    client.force_login(analyst.user)
    client.post(f"/o/sandvik/reading-links/{link.pk}/revoke")
    client.logout()
    for address in (path_of(link), f"{path_of(link)}/pdf"):
        answer = client.get(address)
        assert answer.status_code == 404 and report.title not in answer.content.decode()
    assert Act.objects.filter(verb="reading_link.revoked", thing_id=link.pk).count() == 1
    assert not links.revoke(link, by=analyst)


def test_it_ends_after_its_last_day(client, report, analyst):
    today = analyst.organisation.today()
    link = links.make(report, "Hemtjänsten", by=analyst, until=today)
    assert client.get(path_of(link)).status_code == 200
    with clock.at(clock.now() + timedelta(days=1)):
        assert client.get(path_of(link)).status_code == 404
    with pytest.raises(links.DayPast):
        links.make(report, "Hemtjänsten", by=analyst, until=today - timedelta(days=1))


def test_only_its_hash_is_kept_and_it_changes_with_the_secret(link, client, settings):
    token = links.token_of(link)
    assert len(token) >= 43 and token not in str(ReadingLink.objects.values().get())
    assert client.get(f"/read/{token[::-1]}").status_code == 404
    settings.SECRET_KEY = "another secret altogether, long enough"
    assert links.address_of(link) == ""


def test_what_is_not_published_has_no_link(analyst):
    draft = make.report(analyst.organisation, by=analyst, lifted=1, more=1)
    with pytest.raises(links.NotPublished):
        links.make(draft, "Alla", by=analyst)


def test_an_analyst_makes_lists_and_ends_them_on_the_reports_page(client, report, analyst):
    client.force_login(analyst.user)
    here = f"/o/sandvik/reports/{report.month}/links"
    assert here in client.get(f"/o/sandvik/reports/{report.month}").content.decode()
    assert client.post(here, {"name": ""}).status_code == 422
    assert client.post(here, {"name": "Skolan", "until": "2020-01-01"}).status_code == 422
    client.post(here, {"name": "Skolan", "until": ""})
    page = client.get(here).content.decode()
    (made,) = ReadingLink.objects.all()
    assert "Skolan" in page and links.address_of(made) in page and "En läslänk leder hit" in page
    client.force_login(make.member("scanner").user)
    assert client.get(here).status_code == 403


def test_links_into_the_product_become_words_whatever_its_address_was_then():
    article = (
        '<p><a href="https://gammal.example/o/x/signals/1">Signal</a> <a class="k" href="https://kartor.example/o/1">Kartor</a>'
        '<a href="#s">ner</a> <a class="button" href="/o/x/reports/2026-10/editions/1/pdf">PDF</a>'
        ' <a class="button" href="/o/x/reports/2026-10/editions/1/md">Markdown</a></p>'
    )
    assert outside(article, slug="x", pdf="/read/t/pdf") == (
        '<p><span>Signal</span> <a class="k" href="https://kartor.example/o/1">Kartor</a>'
        '<a href="#s">ner</a> <a class="button" href="/read/t/pdf">PDF</a> </p>'
    )


def test_links_to_own_pages_hold_under_another_address_and_what_is_stored_stays(client, settings):
    settings.UTKIK_URL = "http://127.0.0.1:8111"
    analyst = make.member("analyst")
    report, analysis = make.published_report(by=analyst, lifted=1, more=1), make.frozen_analysis(by=analyst)
    edition, settled = report.editions.get(), analysis.editions.get()
    part = settled.parts.get()
    settings.UTKIK_URL = "https://utkik.sandvik.example"
    client.force_login(analyst.user)
    pages = {
        f"/o/sandvik/reports/{report.month}": (edition, "/o/sandvik/signals/"),
        f"/o/sandvik/reports/{report.month}/editions/1": (edition, "/o/sandvik/signals/"),
        analysis.get_absolute_url(): (settled, "/o/sandvik/trends/"),
        f"{analysis.get_absolute_url()}/parts/{part.unit_id}": (part, "/o/sandvik/trends/"),
    }
    for address, (frozen, leads_to) in pages.items():
        page = client.get(address).content.decode()
        assert 'href="http://127.0.0.1:8111/o/' in frozen.article and 'href="http://127.0.0.1:8111' not in page, address
        own = re.search(rf'href="({leads_to}\d+)"', page.split("<article")[1])
        assert own and client.get(own[1]).status_code == 200, address
        frozen.refresh_from_db()
        assert 'href="http://127.0.0.1:8111/o/' in frozen.article
    for file in edition.files.exclude(form="pdf"):
        assert b"http://127.0.0.1:8111/o/sandvik/signals/" in bytes(file.content)


def test_no_link_but_to_own_pages_is_shortened(settings):
    settings.UTKIK_URL = "https://nu.example"
    kept = (
        '<a href="https://kartor.example/o/x/1">Kartor</a><a href="https://da.example/o/xy/1">Grannen</a>'
        '<a href="https://da.example.org/o/x/1">Lik</a><a href="https://da.example/press">Press</a> https://da.example/o/x/1'
    )
    own = '<a class="k" href="https://da.example/o/x/signals/1?a=1&amp;b=2#c">S</a><a href="https://nu.example/o/x/2">T</a>'
    assert from_root(own + kept, slug="x", was_at="https://da.example/o/x/reports/2026-10") == (
        f'<a class="k" href="/o/x/signals/1?a=1&amp;b=2#c">S</a><a href="/o/x/2">T</a>{kept}'
    )
