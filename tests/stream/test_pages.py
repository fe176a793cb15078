from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.signals import begin
from utkik.stream import shown, triage
from utkik.stream.lists import VIEWS
from utkik.stream.models import Entry, Shown
from utkik.stream.order import PER_PAGE
from utkik.stream.receive import receive

pytestmark = pytest.mark.django_db
State = Entry.State


@pytest.fixture
def scanner(client):
    member = make.scanner(name="Anna Ek")
    client.force_login(member.user)
    return member


def address(member, name, *args, **query):
    return reverse(f"stream:{name}", args=[member.organisation.slug, *args], query=query or None)


def token(response):
    return response.context["page_token"]


def shown_keys(response):
    return [row.entry.pk for row in response.context["rows"]]


def words(response):
    return " ".join(response.content.decode().split())


def some_of_each(scanner, number):
    """So many entries of every state, some handed over, some by two sources, and as many decisions."""
    giver = make.member("scanner")
    for _ in range(number):
        new, kept, later, handed = make.entries(4, watched_by=scanner)
        triage.keep(kept, by=scanner)
        triage.later(later, scanner.organisation.today() + timedelta(days=3), by=scanner)
        triage.hand_over(handed, scanner, "Se här", by=giver)
        receive([make.said(make.followed(), item=new.item)])


@pytest.mark.parametrize(
    "name, query",
    [("list", {"view": view}) for view in VIEWS] + [("list", {"view": "all", "q": "artikel"}), ("decisions", {})],
)
def test_a_longer_list_costs_no_more_queries(client, scanner, name, query):
    counted = []
    for size in (1, 2):
        some_of_each(scanner, size)
        client.get(address(scanner, name, **query))
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address(scanner, name, **query))
        counted.append((len(response.context["rows"]), len(asked.captured_queries)))

    (few, cheap), (many, dear) = counted
    assert (many, dear) == (3 * few, cheap) and cheap < 30


def test_the_list_holds_what_waits_newest_first_and_says_how_many(client, scanner):
    rows = make.entries(3, watched_by=scanner)
    make.entry(watched_by=scanner, state=State.DISMISSED)
    everybodys = make.entry(organisation=scanner.organisation)

    response = client.get(address(scanner, "list"))

    assert shown_keys(response) == [*(row.pk for row in rows), everybodys.pk]
    assert response.context["finding"] == "4 kvar i dag, 3 i ditt område"


def test_a_look_at_the_list_writes_nothing(client, scanner, django_assert_num_queries):
    entry = make.entry(watched_by=scanner)
    client.get(address(scanner, "list"))
    before = list(Entry.objects.values())

    for name, args in (("list", []), ("entry", [entry.pk]), ("newer", []), ("decisions", [])):
        client.get(address(scanner, name, *args))

    assert list(Entry.objects.values()) == before
    assert not Shown.objects.exists()


@pytest.mark.parametrize("act, state", [("keep", State.KEPT), ("dismiss", State.DISMISSED)])
def test_without_script_an_act_leads_to_the_next_article(client, scanner, act, state):
    rows = make.entries(3, watched_by=scanner)
    page = token(client.get(address(scanner, "list")))

    response = client.post(address(scanner, act, rows[0].pk), {"page": page, "version": 1})

    rows[0].refresh_from_db()
    assert rows[0].state == state
    assert response["Location"] == address(scanner, "entry", rows[1].pk)
    assert Shown.objects.get().decided


def test_after_the_last_one_without_script_the_list_comes(client, scanner):
    entry = make.entry(watched_by=scanner)
    page = token(client.get(address(scanner, "list")))

    response = client.post(address(scanner, "dismiss", entry.pk), {"page": page, "version": 1}, follow=True)

    assert "Du har gått igenom allt" in words(response)
    assert "Inte aktuellt: ”" in words(response)
    assert 'id="undo"' in words(response)


def test_the_undo_line_stands_after_a_reload_until_the_next_act(client, scanner):
    rows = make.entries(31, watched_by=scanner)
    page = token(client.get(address(scanner, "list")))
    client.post(address(scanner, "dismiss_above", rows[30].pk), {"page": page})
    assert not Entry.objects.filter(pk__in=[r.pk for r in rows[:30]]).exclude(state=State.DISMISSED).exists()

    response = client.get(address(scanner, "list"))
    assert response.context["undo"]["text"] == "Inte aktuellt: 30 artiklar"
    client.post(response.context["undo"]["url"])

    assert Entry.objects.filter(state=State.NEW).count() == 31
    assert client.get(address(scanner, "list")).context["undo"] is None


def test_all_above_leaves_what_came_after_the_page_was_opened(client, scanner):
    rows = make.entries(4, watched_by=scanner)
    page = token(client.get(address(scanner, "list")))
    came = [make.entry(source=rows[0].source, published=clock.now()) for _ in range(3)]

    response = client.post(address(scanner, "dismiss_above", rows[3].pk), {"page": page}, follow=True)

    assert not Entry.objects.filter(pk__in=[e.pk for e in came]).exclude(state=State.NEW).exists()
    assert "Inte aktuellt: 3 artiklar" in words(response)


def test_put_off_to_a_day_it_stands_under_read_later(client, scanner):
    entry = make.entry(watched_by=scanner)
    day = scanner.organisation.today() + timedelta(days=5)

    client.post(address(scanner, "later", entry.pk), {"other": day.isoformat(), "version": 1})

    assert shown_keys(client.get(address(scanner, "list", view="later"))) == [entry.pk]
    assert client.get(address(scanner, "list")).context["finding"] == "Inget kvar i dag"


@pytest.mark.parametrize("told, sentence", [({"other": "2020-01-01"}, "Välj en dag efter i dag"), ({}, "Välj en dag.")])
def test_a_day_that_does_not_do_is_asked_again(client, scanner, told, sentence):
    entry = make.entry(watched_by=scanner)

    response = client.post(address(scanner, "later", entry.pk), told | {"version": 1}, follow=True)

    assert sentence in words(response)
    assert 'name="other"' in words(response)
    entry.refresh_from_db()
    assert entry.state == State.NEW


def test_handed_over_with_a_line_it_stands_with_the_receiver(client, scanner):
    colleague = make.scanner(name="Bo Alm")
    entry = make.entry(watched_by=scanner)

    client.post(address(scanner, "hand_over", entry.pk), {"to": colleague.pk, "line": "Rör din plan?", "version": 1})
    client.force_login(colleague.user)
    response = client.get(address(colleague, "list", view="handed"))

    assert "Från Anna Ek: ”Rör din plan?”" in words(response)
    assert "Anna Ek delade den här med dig" in words(response)
    assert response.context["finding"] == "1 delad med dig"


def test_nobody_outside_the_group_can_be_handed_an_article(client, scanner):
    make.member("reader", name="Läsare")
    entry = make.entry(watched_by=scanner)

    page = words(client.get(address(scanner, "entry", entry.pk, open="share")))
    assert "Läsare" not in page

    response = client.post(address(scanner, "hand_over", entry.pk), {"to": make.stranger().pk}, follow=True)
    assert "Välj en kollega" in words(response)


def test_a_colleague_who_was_first_is_named(client, scanner):
    entry = make.entry(watched_by=scanner)
    triage.keep(entry, by=make.member("scanner", name="Bo Alm"))

    response = client.post(address(scanner, "dismiss", entry.pk), {"version": 1}, follow=True)

    assert "Bo Alm hann före. Inget ändrades." in words(response)
    assert "Behållen av Bo Alm" in words(response)


def test_the_same_article_by_two_sources_is_counted_once(client, scanner):
    climate, building = make.area("Klimat", owner=scanner), make.area("Bygg", owner=scanner)
    first, second = make.followed("Först", area=climate), make.followed("Sedan", area=building)
    entry = make.entry("Samma", source=first)
    receive([make.said(second, item=entry.item)])

    def counted(**query):
        response = client.get(address(scanner, "list", **query))
        return len(response.context["rows"]), response.context["finding"].split()[0]

    assert counted() == (1, "1")
    assert counted(source=first.pk) == counted(source=second.pk) == (1, "1")
    assert counted(area=climate.pk) == counted(area=[climate.pk, building.pk]) == (1, "1")
    assert "2 källor" in words(client.get(address(scanner, "list")))
    triage.dismiss(entry, by=scanner)
    for asked in ({}, {"source": first.pk}, {"source": second.pk}, {"area": climate.pk}):
        assert counted(**asked)[0] == 0


def test_filters_stand_in_the_address_and_count_their_rows(client, scanner):
    near = make.followed("Nära", level="near", area=scanner.areas_owned.get())
    make.entry("Bygglovshantering i Halland", source=near)
    make.entry("Skolmat", source=near)
    make.entry("Bygglov långt bort", watched_by=scanner)

    response = client.get(address(scanner, "list", q="bygglov", level="near"))

    assert [row.title for row in response.context["rows"]] == ["Bygglovshantering i Halland"]
    assert response.context["finding"] == "1 artikel passar"
    assert "Närvärld, ”bygglov”" in words(response)
    assert "q=bygglov" in words(response).split('id="open-')[1]


def test_a_long_list_is_cut_and_goes_on(client, scanner):
    rows = make.entries(PER_PAGE + 5, watched_by=scanner)
    first = client.get(address(scanner, "list"))
    older = parse_qs(urlsplit("?" + first.context["older"]).query)
    second = client.get(address(scanner, "list", **{name: value[0] for name, value in older.items()}))

    assert shown_keys(first) + shown_keys(second) == [row.pk for row in rows]
    assert (len(shown_keys(second)), second.context["older"]) == (5, "")


def test_newer_counts_what_the_list_would_show_more(client, scanner):
    make.entries(2, watched_by=scanner)
    newest = client.get(address(scanner, "list")).context["newest_key"]
    assert client.get(address(scanner, "newer", after=newest)).json()["count"] == 0

    make.entries(12, watched_by=scanner)
    make.entry(watched_by=make.scanner())
    make.entry(organisation=make.organisation("norras"))

    assert client.get(address(scanner, "newer", after=newest)).json() == {"count": 12, "text": "12 nya – visa"}
    assert len(shown_keys(client.get(address(scanner, "list")))) == 14


def test_foreign_text_says_its_language_and_unknown_says_nothing(client, scanner):
    make.entry("Sådan får vi unge til at blive", watched_by=scanner, language="da")
    make.entry("Okänt", watched_by=scanner, language="")
    make.entry("Svenskt", watched_by=scanner, language="sv")

    page = words(client.get(address(scanner, "list")))

    assert page.count('lang="da"') >= 2
    assert '<h2 class="entry__title"><a' in page
    assert page.count('lang="sv"') == 1


def test_an_article_dated_ahead_tells_its_date_and_is_not_on_top(client, scanner):
    with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        ahead = make.entry("Julmarknad", watched_by=scanner, published=datetime(2027, 12, 24, 11, tzinfo=UTC))
    with clock.at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        today = make.entry("I dag", watched_by=scanner, published=datetime(2026, 11, 25, 8, tzinfo=UTC))
        response = client.get(address(scanner, "list"))
        article = words(client.get(address(scanner, "entry", ahead.pk)))

    assert shown_keys(response) == [today.pk, ahead.pk]
    assert "24 december 2027, 12:00" in article


def test_words_of_an_article_are_text_and_never_markup(client, scanner):
    entry = make.entry("<script>alert(1)</script>", watched_by=scanner, link="javascript:alert(1)")

    for page in (client.get(address(scanner, "list")), client.get(address(scanner, "entry", entry.pk))):
        assert "<script>alert" not in page.content.decode()
        assert "javascript:" not in page.content.decode()


@pytest.mark.parametrize(
    "view, sentence",
    [
        ("mine", "Du har gått igenom allt"),
        ("handed", "Här står det kollegor delar med dig"),
        ("later", "Här väntar det du skjutit upp"),
        ("kept", "Här finns det gruppen tyckt är värt att minnas"),
    ],
)
def test_every_empty_list_teaches(client, scanner, view, sentence):
    make.entry(watched_by=scanner, state=State.DISMISSED)

    page = words(client.get(address(scanner, "list", view=view)))

    assert sentence in page
    assert page.count("button--primary") == 1
    assert page.count("<h1") == 1


def test_before_anything_came_the_list_says_what_is_being_read(client, scanner):
    assert "inte följer någon källa än" in words(client.get(address(scanner, "list")))

    make.followed("Boverket")
    page = words(client.get(address(scanner, "list")))
    assert "Här samlas det era källor skriver" in page
    assert "Boverket<span" in page and "på tur" in page


@pytest.mark.parametrize(
    "feed, added, sentence",
    [
        ({"failing_since": clock.now(), "checked_at": clock.now()}, 0, "för att källan inte svarar"),
        ({}, 3, "Bakgrundsarbetet verkar stå still"),
        ({"checked_at": clock.now()}, 3, "just börjat läsas"),
        ({}, 0, "just börjat läsas"),
    ],
)
def test_when_nothing_comes_a_sentence_says_why(client, scanner, feed, added, sentence):
    source = make.followed("Boverket", added_at=clock.now() - timedelta(minutes=added))
    for name, value in feed.items():
        setattr(source.feed, name, value)
    source.feed.save()

    assert sentence in words(client.get(address(scanner, "list")))


def test_who_watches_no_area_is_told_so(client):
    member = make.member("scanner")
    client.force_login(member.user)
    make.entry(watched_by=make.scanner())

    assert "Du bevakar inget område än" in words(client.get(address(member, "list")))


def test_the_page_speaks_english_to_whoever_does(client, scanner):
    scanner.user.language = "en"
    scanner.user.save()
    make.entries(2, watched_by=scanner)

    page = words(client.get(address(scanner, "list")))

    assert "2 left today" in page
    for swedish in ("kvar i dag", "Inte aktuellt", "Läs senare", "Mitt område", "Dagens pass"):
        assert swedish not in page


def test_own_decisions_can_be_undone_for_thirty_days(client, scanner):
    with clock.at(clock.now() - timedelta(days=29)):
        decision = triage.dismiss(make.entry("Vägar", watched_by=scanner), by=scanner)
    triage.dismiss(make.entry(watched_by=scanner), by=make.member("scanner"))

    response = client.get(address(scanner, "decisions"))
    assert "1 beslut kan ångras" in words(response) and "Inte aktuellt: ”Vägar”" in words(response)

    client.post(address(scanner, "undo", decision.pk))
    assert "Det finns inget att ångra" in words(client.get(address(scanner, "decisions")))


@pytest.mark.parametrize("page", ["", "nonsense", None])
def test_an_act_with_a_page_that_cannot_be_read_still_happens(client, scanner, page):
    entry = make.entry(watched_by=scanner)
    client.post(address(scanner, "dismiss", entry.pk), {} if page is None else {"page": page})

    entry.refresh_from_db()
    assert entry.state == State.DISMISSED


def test_all_above_without_its_page_is_refused_in_words(client, scanner):
    rows = make.entries(2, watched_by=scanner)
    other = shown.sign(shown.page_of(make.scanner(), [r.pk for r in rows]))

    response = client.post(address(scanner, "dismiss_above", rows[1].pk), {"page": other}, follow=True)

    assert "Listan på sidan går inte att läsa längre" in words(response)
    assert Entry.objects.filter(state=State.NEW).count() == 2


def test_an_article_that_has_a_signal_opens_it(client, scanner):
    entry = make.entry(watched_by=scanner)
    assert "Skapa signal" in words(client.get(address(scanner, "entry", entry.pk)))
    begin.from_entry(entry, by=scanner)

    page = words(client.get(address(scanner, "entry", entry.pk)))
    assert "Öppna signalen" in page and "Skapa signal" not in page
