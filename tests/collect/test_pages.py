"""The sources' pages, through the client: what they say, what they do, and that they cost the same for many rows."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik import clock
from utkik.collect.models import Feed, Source
from utkik.collect.sources import follow, yields
from utkik.people.models import Act
from utkik.signals.models import Evidence
from utkik.stream.models import Entry
from utkik.stream.receive import receive

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"\b[A-Za-z0-9]{32,}\b")


def address(name, member, *args):
    return reverse(f"collect:{name}", args=[member.organisation.slug, *args])


def shown(response):
    """The page on one line, without its tokens: chance writes short words into them."""
    return " ".join(TOKEN.sub("", response.content.decode()).split())


def test_an_empty_list_teaches(here, scanner):
    text = shown(here.get(address("list", scanner)))
    assert "Inga källor följs ännu" in text and "Lägg till källa" in text


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_list_costs_no_more_queries(here, scanner, size, django_assert_max_num_queries):
    for _ in range(size):
        make.said(make.source(by=scanner, area=make.area(organisation=scanner.organisation)))
    with django_assert_max_num_queries(20) as counted:
        here.get(address("list", scanner))
    numbers.append(len(counted))
    assert len(set(numbers)) == 1


numbers: list[int] = []


def test_sources_in_trouble_stand_first_and_the_heading_counts_them(here, scanner):
    make.source(by=scanner, name="Bra")
    bad = make.source(by=scanner, name="Ö dålig")
    moment = clock.now()
    Feed.objects.update(succeeded_at=moment)
    Feed.objects.filter(pk=bad.feed_id).update(error_code="not_found", failures=4, failing_since=moment)
    text = shown(here.get(address("list", scanner)))
    assert "En källa har tystnat, den andra läses som den ska" in text
    assert text.index("Ö dålig") < text.index("Bra")
    assert "Det finns inget på adressen längre" in text and "404" not in text


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("", {"Min", "Allas", "Andras"}),
        ("?view=mine", {"Min", "Allas"}),
        ("?view=unwell", set()),
        ("?area=none", {"Allas"}),
    ],
)
def test_the_list_is_narrowed(here, scanner, view, names):
    mine = make.area("Mitt", organisation=scanner.organisation, deputy=scanner)
    make.source(by=scanner, name="Min", area=mine)
    make.source(by=scanner, name="Allas")
    make.source(by=scanner, name="Andras", area=make.area("Annat", organisation=scanner.organisation))
    rows = here.get(address("list", scanner) + view).context["rows"]
    assert {row.source.name for row in rows} == names
    assert len(here.get(address("list", scanner) + f"?area={mine.pk}").context["rows"]) == 1


def test_looking_at_an_address_shows_what_would_come_and_stores_nothing(here, scanner, stub):
    stub.routes |= {
        "/": Reply(
            body=b"<!doctype html><link rel=alternate type=application/rss+xml href=/rss>",
            headers={"Content-Type": "text/html"},
        ),
        "/rss": Reply(body=rss(item("Ny simhall", date="2026-11-20"), item("<script>x</script>Hej & hå"))),
    }
    response = here.post(address("new", scanner), {"address": stub.address + "/", "act": "look"})
    text = shown(response)
    assert response.status_code == 200 and "Ny simhall" in text and "Hej &amp; hå" in text
    assert "127.0.0.1 har ett flöde" in text and stub.address + "/rss" in text
    assert not Feed.objects.exists()


def test_an_address_without_scheme_is_found_where_the_site_speaks_http_alone(here, scanner, stub):
    stub.routes["/rss"] = Reply(body=rss(item()))
    pasted = stub.address.removeprefix("http://") + "/rss"
    response = here.post(address("new", scanner), {"address": pasted, "act": "look"})
    assert response.status_code == 200
    assert f"{stub.address}/rss" in shown(response)


def test_following_what_was_found(here, scanner, stub):
    stub.routes["/rss"] = Reply(body=rss(item()))
    area = make.area(organisation=scanner.organisation)
    told = {
        "act": "follow",
        "address": stub.address,
        "feed": stub.address + "/rss",
        "name": " Sandviks\tnyheter ",
        "level": "near",
    }
    response = here.post(address("new", scanner), told | {"area": area.pk, "place": "", "once": "k1"})
    source = Source.objects.get()
    assert response["Location"] == address("source", scanner, source.pk)
    assert (source.name, source.level, source.area, source.added_by) == ("Sandviks nyheter", "near", area, scanner)
    assert Act.objects.filter(verb="source.followed", member=scanner).count() == 1
    again = here.post(address("new", scanner), told | {"area": area.pk, "place": "", "once": "k1"})
    assert again["Location"] == response["Location"] and Source.objects.count() == 1


def test_the_name_follows_the_feed_that_was_chosen(here, scanner):
    told = {"act": "follow", "feed": "https://a.example/b", "name": "Nyheter", "suggested": "Nyheter", "level": "wider"}
    here.post(address("new", scanner), told | {"title-https://a.example/b": "Anslagstavla"})
    here.post(
        address("new", scanner),
        told | {"feed": "https://a.example/c", "name": "Eget namn", "title-https://a.example/c": "X"},
    )
    assert set(Source.objects.values_list("name", flat=True)) == {"Anslagstavla", "Eget namn"}


def test_a_neighbours_area_cannot_be_chosen(here, scanner):
    theirs = make.area(organisation=make.organisation("norras"))
    told = {"act": "follow", "feed": "https://a.example/rss", "name": "A", "level": "near", "area": theirs.pk}
    assert here.post(address("new", scanner), told).status_code == 422
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "Klistra in en adress"),
        ("hej", "ingen webbadress"),
        ("ftp://a.example/", "Bara adresser som börjar med"),
        ("http://10.0.0.1/", "slutet nät"),
        ("https://a:b@a.example/", "användarnamn eller lösenord"),
        ("http://127.0.0.1:9/", "svarar inte"),
    ],
)
def test_what_cannot_be_looked_at_is_said_and_stays_in_the_field(here, scanner, pasted, sentence):
    response = here.post(address("new", scanner), {"address": pasted, "act": "look"})
    text = shown(response)
    assert response.status_code == 422 and sentence in text and f'value="{pasted}"' in text
    assert 'id="errors"' in text and 'href="#address"' in text


def test_an_address_without_https_is_completed(here, scanner):
    text = shown(here.post(address("new", scanner), {"address": "finns-inte.invalid", "act": "look"}))
    assert 'value="https://finns-inte.invalid"' in text and "Det finns ingen webbplats" in text


def test_level_and_place_are_suggested_from_the_address(here, scanner, stub):
    place = make.place("Sandvik", level="own", organisation=scanner.organisation)
    stub.routes["/rss"] = Reply(body=rss(item()))
    form = here.post(address("new", scanner), {"address": stub.address + "/rss", "act": "look"}).context["form"]
    assert (form["level"].value(), form["place"].value()) == ("own", place.pk)


def test_what_is_followed_already_is_said(here, scanner):
    make.source("https://a.example/rss", by=scanner, name="Gammal")
    told = {"act": "follow", "feed": "http://a.example/rss", "name": "Ny", "level": "near"}
    assert "Ni följer redan det flödet, som ”Gammal”" in shown(here.post(address("new", scanner), told))


def test_details_are_changed_and_told_in_the_log(here, scanner):
    source = make.source(by=scanner)
    here.post(address("edit", scanner, source.pk), {"name": "Nytt", "level": "own", "area": "", "place": ""})
    source.refresh_from_db()
    assert (source.name, source.level, source.version) == ("Nytt", "own", 2)
    assert Act.objects.get(verb="source.changed").changed == ["level", "name"]


def test_pausing_removing_and_having_back(here, scanner):
    source = make.source(by=scanner)
    here.post(address("pause", scanner, source.pk))
    assert "Pausad sedan" in shown(here.get(address("source", scanner, source.pk)))
    here.post(address("resume", scanner, source.pk))
    removed = here.post(address("remove", scanner, source.pk), follow=True)
    assert "är borttagen" in shown(removed) and address("restore", scanner, source.pk) in shown(removed)
    here.post(address("restore", scanner, source.pk))
    source.refresh_from_db()
    assert source.removed_at is None and source.paused_at is None


def test_what_was_removed_over_thirty_days_ago_stays_so(scanner):
    source = make.source(by=scanner)
    follow.remove(source, by=scanner)
    with clock.at(clock.now() + timedelta(days=31)):
        assert not follow.restore(source, by=scanner)


def test_a_source_is_removed_with_what_waits_and_came_by_it_alone(client):
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    source, other = make.source(by=analyst), make.source(by=analyst)
    alone, kept = make.entry(source=source), make.entry(source=source, state="kept")
    shared = make.entry(source=source)
    receive([make.said(other, item=shared.item)])
    page = client.get(address("remove_with_articles", analyst, source.pk))
    assert "med 1 artikel?" in shown(page)
    client.post(address("remove_with_articles", analyst, source.pk))
    states = {entry.pk: entry.state for entry in Entry.objects.all()}
    assert states == {alone.pk: "dismissed", kept.pk: "kept", shared.pk: "new"}
    source.refresh_from_db()
    assert source.removed_at


def test_the_page_of_a_source_says_how_it_is(here, scanner, stub):
    stub.routes["/rss"] = Reply(body=rss(item("Ny simhall", date=clock.now().isoformat())))
    source = make.source(stub.address + "/rss", by=scanner, name="Sandvik")
    assert "Läses inom en minut" in shown(here.get(address("source", scanner, source.pk)))
    make.collected()
    text = shown(here.get(address("source", scanner, source.pk)))
    assert "Läst alldeles nyss" in text and "Ny simhall" in text and "En artikel på tolv veckor" in text
    stub.routes["/rss"] = Reply(503)
    make.collected()
    text = shown(here.get(address("source", scanner, source.pk)))
    assert "Sandvik: slutade svara" in text and "Webbplatsen har egna problem" in text and "försöker igen" in text
    assert "503" not in text.split('id="last-answer"')[0]


def test_a_neighbours_reading_leaves_no_trace(here, scanner, stub):
    """Counts begin with the own following, and a feed's articles of before are not shown."""
    stub.routes["/rss"] = Reply(body=rss(item("Gammal nyhet")))
    make.source(stub.address + "/rss", organisation=make.organisation("norras"))
    make.collected()
    source = make.source(stub.address + "/rss", by=scanner)
    page = here.get(address("source", scanner, source.pk))
    assert "Gammal nyhet" not in shown(page) and sum(count for _, count in page.context["weeks"]) == 0


def test_opml_goes_in_and_out_by_the_page(here, scanner):
    make.area("Bygga", organisation=scanner.organisation)
    body = (
        '<opml><body><outline text="Bygga"><outline text="A" xmlUrl="https://a.example/rss"/></outline>'
        '<outline text="Fel" xmlUrl="file:///x"/></body></opml>'
    )
    upload = SimpleUploadedFile("k.opml", body.encode())
    text = shown(here.post(address("opml", scanner), {"file": upload}, follow=True))
    assert "Källan är intagen och läses nu" in text and "Kom inte med" in text and "Fel" in text
    out = here.get(address("export", scanner))
    assert out["Content-Disposition"].startswith("attachment") and 'utkik:area="Bygga"' in out.content.decode()


@pytest.mark.parametrize("body", [b"", b"hej", b"<html/>"])
def test_a_wrong_file_is_refused_with_a_sentence(here, scanner, body):
    response = here.post(address("opml", scanner), {"file": SimpleUploadedFile("x.opml", body)})
    assert response.status_code == 422 and 'id="errors"' in shown(response)
    assert here.post(address("opml", scanner), {}).status_code == 422


def test_signals_are_counted_by_the_source_they_came_from(here, scanner):
    busy, barren = make.source(by=scanner, name="Givande"), make.source(by=scanner, name="Karg")
    Source.objects.update(added_at=clock.now() - timedelta(weeks=20))
    entry = make.entry(source=busy)
    signal = make.signal(organisation=scanner.organisation, author=scanner)
    Evidence.objects.create(organisation=scanner.organisation, signal=signal, sort="item", entry=entry, title="a")
    rows = {row.source.name: row for row in here.get(address("list", scanner)).context["rows"]}
    assert (rows["Givande"].signals, rows["Karg"].signals) == (1, 0)
    only = here.get(address("list", scanner) + "?view=barren").context["rows"]
    assert [row.source for row in only] == [barren]


def test_the_newest_articles_of_a_source_tell_what_became_of_them(here, scanner):
    source = make.source(by=scanner)
    entry = make.entry("Bryggan stängs", source=source, state="kept")
    page = shown(here.get(address("source", scanner, source.pk)))
    assert f"/stream/{entry.pk}" in page and "Bryggan stängs" in page and "Behållen" in page


def test_areas_without_a_source_are_named(here, scanner):
    make.area("Skola", organisation=scanner.organisation)
    make.source(by=scanner, area=make.area("Bygga", organisation=scanner.organisation))
    page = shown(here.get(address("list", scanner)))
    assert "Utan egen källa: Skola." in page


def test_what_was_removed_lately_can_be_had_back_from_the_list(here, scanner):
    source = make.source(by=scanner, name="Länsstyrelsen")
    make.source(organisation=make.organisation("norras"), name="Grannens")
    for one in Source.objects.all():
        follow.remove(one, by=scanner)
    page = shown(here.get(address("list", scanner)))
    assert "Ta tillbaka Länsstyrelsen" in page and "Grannens" not in page
    with clock.at(clock.now() + timedelta(days=31)):
        assert not Source.objects.for_member(scanner).removed_lately().exists()
    assert here.post(address("restore", scanner, source.pk)).status_code == 302


def test_weeks_begin_on_monday_in_the_organisations_zone(scanner):
    """An article of Sunday 23:30 in Stockholm belongs to the week that ends, one of 00:30 to the next."""
    source = make.source(by=scanner)
    monday = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Stockholm"))
    with clock.at(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        Source.objects.update(added_at=clock.now() - timedelta(weeks=20))
        for moment in (monday - timedelta(minutes=30), monday + timedelta(minutes=30), monday + timedelta(days=1)):
            make.said(source, published=moment)
        assert yields.per_week(scanner.organisation)[source.feed_id][-2:] == [1, 2]
        assert yields.week_numbers(scanner.organisation) == list(range(37, 49))


@pytest.mark.parametrize("feed", ["", "hej", "ftp://a.example/", "https://a:b@a.example/rss", "javascript:alert(1)"])
def test_what_may_not_be_asked_for_is_not_followed(here, scanner, feed):
    told = {"act": "follow", "feed": feed, "name": "A", "level": "near"}
    assert here.post(address("new", scanner), told).status_code == 422
    assert not Feed.objects.exists()
