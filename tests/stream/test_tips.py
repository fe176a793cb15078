"""A tip lands where it is read, once, and its sender hears what became of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from utkik import clock
from utkik.collect import same
from utkik.collect.models import Feed, Item, Source
from utkik.people import limits
from utkik.people.models import Upload
from utkik.signals import begin, publish, write
from utkik.stream import lists, rows, tipped, tips, triage
from utkik.stream.errors import NothingTipped, ReadAlready
from utkik.stream.models import Entry, Tip
from utkik.stream.receive import receive

pytestmark = pytest.mark.django_db
LINK = "https://www.ekviken.example/regntunnor?utm_source=x"


@pytest.fixture
def scanner():
    return make.scanner(name="Anna Ek")


@pytest.fixture
def karin(scanner):
    return make.member("contributor", name="Karin Lund")


def view_of(member, view=lists.TIPS):
    return list(lists.Look(view).page(member))


def test_a_link_lands_in_the_stream_as_an_item_private_to_the_organisation(scanner, karin):
    tip = tips.send(by=karin, link=LINK, title="Regntunnor", thought="De lånar ut mot mätvärden")
    (entry,) = view_of(scanner)
    assert entry.pk == tip.entry_id and entry in view_of(scanner, lists.MINE)
    assert (
        entry.item.private_to == karin.organisation and entry.sighting.link == "https://www.ekviken.example/regntunnor"
    )
    (row,) = rows.rows_of(rows.in_order(scanner, [entry.pk]), scanner)
    assert row.reason == "Tips från Karin Lund: ”De lånar ut mot mätvärden”"
    assert [e.pk for e in lists.Look(lists.ALL, words="mätvärden").page(scanner)] == [entry.pk]
    stranger = make.scanner(organisation=make.organisation("norras"))
    assert view_of(stranger) == []


def test_it_goes_to_the_area_of_a_source_on_the_same_site_else_to_the_one_its_words_name(scanner, karin):
    school, water = make.area("Skola", owner=scanner), make.area("Vatten", owner=scanner)
    feed = Feed.objects.create(address="https://ekviken.example/rss", identity="ekviken.example/rss")
    make.followed(organisation=karin.organisation, feed=feed, area=school, level="near")
    by_site = tips.send(by=karin, link=LINK).entry
    assert (by_site.area, by_site.level) == (school, "near")
    assert tips.send(by=karin, thought="Nya sensorer för vatten i Fjärås").entry.area == water
    assert tips.send(by=karin, thought="Något helt annat").entry.area is None


def test_a_link_that_is_in_the_stream_joins_it(scanner, karin):
    source = make.followed(organisation=karin.organisation)
    address = "https://www.ekviken.example/regntunnor"
    item = Item.objects.create(identity="link:" + same.key(address), address=address)
    receive([make.said(source, "Regntunnor", item=item)])
    tip = tips.send(by=karin, link=LINK, thought="Sett")
    assert tip.has_joined and Entry.objects.count() == 1
    assert tips.send(by=karin, link=LINK, thought="Sett igen").pk == tip.pk
    other = tips.send(by=make.member("contributor", name="Bo"), link=LINK)
    assert other.entry_id == tip.entry_id and Tip.objects.count() == 2


def test_an_article_that_comes_by_a_source_later_joins_the_tip(scanner, karin):
    tip = tips.send(by=karin, link=LINK, thought="Mätvärden")
    source = make.followed(organisation=karin.organisation)
    address = "https://www.ekviken.example/regntunnor"
    item = Item.objects.create(identity="link:" + same.key(address), address=address)
    said = make.said(source, "Ekviken lånar ut", item=item)
    assert receive([said]) == 0 and receive([said]) == 0
    (entry,) = Entry.objects.all()
    assert entry.pk == tip.entry_id and entry.arrivals.count() == 2
    for words in ("mätvärden", "lånar"):
        assert lists.Look(lists.ALL, words=words).page(scanner).count() == 1


def test_a_neighbours_item_is_never_joined(karin):
    tips.send(by=make.member("contributor", organisation=make.organisation("norras")), link=LINK)
    mine = tips.send(by=karin, link=LINK)
    assert not mine.has_joined and Entry.objects.count() == 2


def test_the_box_of_tips_is_no_source_and_is_never_fetched(karin):
    tips.send(by=karin, link=LINK)
    assert Source.objects.filter(is_tips=True).count() == 1
    assert not Source.objects.standing().exists() and not Feed.objects.due().exists()


def test_nothing_is_no_tip_and_a_flood_is_slowed(karin):
    with pytest.raises(NothingTipped):
        tips.send(by=karin, link="javascript:alert(1)")
    for number in range(limits.TIPS.size):
        tips.send(by=karin, thought=f"Tanke {number}")
    with pytest.raises(limits.TooOften):
        tips.send(by=karin, thought="en till")
    assert Tip.objects.count() == limits.TIPS.size


def test_a_tip_can_be_regretted_until_it_is_read(scanner, karin):
    tip = tips.send(by=karin, link=LINK)
    assert tips.take_back(tip, by=karin)
    assert not Entry.objects.exists()
    read = tips.send(by=karin, link=LINK)
    triage.keep(read.entry, by=scanner)
    with pytest.raises(ReadAlready):
        tips.take_back(read, by=karin)


def test_its_sender_hears_what_became_of_it(scanner, karin):
    tip = tips.send(by=karin, link=LINK)
    known = lambda: tipped.ways(list(Tip.objects.select_related(*tipped.WITH_WAY)), karin)[tip.pk]  # noqa: E731
    assert known().short == "Tack, väntar på läsning"
    triage.dismiss(tip.entry, by=scanner)
    assert known().short == "Läst, inte aktuellt"
    triage.restore(tip.entry, by=scanner)
    triage.keep(tip.entry, by=scanner)
    assert known().short == "Läst och behållet"


def test_a_signal_made_of_it_is_told(scanner, karin):
    tip = tips.send(by=karin, link=LINK)
    signal, _new = begin.from_entry(tip.entry, by=scanner)
    ways = tipped.ways(list(Tip.objects.select_related(*tipped.WITH_WAY)), karin)
    assert ways[tip.pk].short == "Läst, blir signal" and not ways[tip.pk].url
    fields = {"headline": "Ekviken lånar ut regntunnor", "fact": "Ekviken lånar ut 200 tunnor mot mätvärden."}
    fields |= {"matter": "Vi saknar egna mätvärden om regn.", "level": "near", "area": scanner.areas_owned.first()}
    write.save(signal, fields, by=scanner, version=signal.version)
    signal.refresh_from_db()
    publish.publish(signal, by=scanner, version=signal.version)
    way = tipped.ways(list(Tip.objects.select_related(*tipped.WITH_WAY)), karin)[tip.pk]
    assert way.step == tipped.SIGNAL and way.url == signal.get_absolute_url() and f"signal {signal.number}" in way.said


def test_the_form_is_filled_in_by_the_address_and_writes_nothing(client, karin):
    client.force_login(karin.user)
    page = client.get("/tip", {"url": LINK, "title": "<b>Regntunnor", "text": "x" * 70_000}).content.decode()
    assert 'value="https://www.ekviken.example/regntunnor"' in page and "&lt;b&gt;Regntunnor" in page
    assert 'value="javascript' not in client.get("/tip", {"url": "javascript:alert(1)"}).content.decode()
    assert not Tip.objects.exists()
    told = {"url": "ekviken.example/regntunnor", "title": "Regntunnor", "of": "https://ekviken.example/regntunnor"}
    answer = client.post("/tip", told, follow=True)
    assert answer.redirect_chain == [("/o/sandvik/tips", 302)]
    assert "Tack. ”Regntunnor” är hos gruppen." in answer.content.decode()
    assert "Mina tips: ett skickat" in answer.content.decode()


HOSTILE = [
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "' autofocus onfocus=alert(1) x='",
]


@pytest.mark.parametrize("field", ["url", "title", "text", "of"])
@pytest.mark.parametrize(
    "written", [*HOSTILE, "https://a.example/" + "x" * 65_536, "\x00\r\nSet-Cookie: x=1", "a" * 65_536]
)
def test_what_a_bookmark_or_a_share_hands_over_is_text(client, karin, field, written):
    client.force_login(karin.user)
    for answer in (client.get("/tip", {field: written}), client.post("/tip", {field: written, "of": "x"})):
        page = answer.content.decode()
        assert answer.status_code in (200, 302, 422) and "Set-Cookie" not in answer.headers.get("Location", "")
        assert "<script>alert" not in page and "<img src=x" not in page and ">49<" not in page
        assert "onfocus=alert(1) x='" not in page.replace("&#x27;", "")
        assert len(page) < 200_000


def test_a_shared_text_gives_its_link(client, karin):
    client.force_login(karin.user)
    page = client.get("/tip", {"text": f"Se här {LINK}"}).content.decode()
    assert 'value="https://www.ekviken.example/regntunnor"' in page and "Se här" in page


def test_files_have_a_sum_for_the_day_of_each_and_of_all(client, scanner, karin, monkeypatch):
    monkeypatch.setattr(tips, "MOST_OF_ONE_A_DAY", 250)
    monkeypatch.setattr(tips, "MOST_A_DAY", 450)
    bo, late = make.member("contributor", name="Bo"), clock.now() + timedelta(days=1, minutes=1)

    def send(by):
        client.force_login(by.user)
        return client.post("/tip?file=1", {"file": SimpleUploadedFile("anteckning.txt", b"x" * 100)})

    assert [send(by).status_code for by in (karin, karin, karin, bo, bo, scanner)] == [302, 302, 422, 302, 302, 422]
    assert "Skicka en länk i stället" in send(karin).content.decode() and Upload.objects.count() == 4
    with clock.at(late):
        assert send(karin).status_code == 302


def test_a_file_is_read_by_the_group_and_its_sender_alone(client, scanner, karin):
    client.force_login(karin.user)
    given = SimpleUploadedFile("anteckning.txt", "Så gjorde Ekviken".encode(), content_type="text/plain")
    client.post("/tip?file=1", {"file": given})
    tip = Tip.objects.get()
    assert tip.title == "anteckning.txt"
    address = f"/o/sandvik/tips/{tip.pk}/file"
    assert client.get(address).status_code == 200
    client.force_login(scanner.user)
    assert b"".join(client.get(address).streaming_content) == "Så gjorde Ekviken".encode()
    client.force_login(make.member("contributor").user)
    assert client.get(address).status_code == 404


def test_a_member_of_several_chooses_where_it_goes(client, karin):
    other = make.organisation("norras")
    make.member("contributor", organisation=other, user=karin.user)
    client.force_login(karin.user)
    assert other.name in client.get("/tip").content.decode()
    client.post("/tip", {"text": "En tanke", "organisation": other.slug})
    assert Tip.objects.get().organisation == other


def test_a_reader_sends_no_tips(client):
    client.force_login(make.member("reader").user)
    assert client.get("/tip").status_code == 403
