"""OPML in and out: files as other readers write them, and our own."""

import pytest

from tests import factories as make
from utkik.collect.models import Feed, Source
from utkik.collect.sources import follow, opml, starter, take_in
from utkik.people.models import Act, Area, Place

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>x</title></head><body>'


def file(body):
    return f"{HEAD}{body}</body></opml>".encode()


def outline(name="Källa", address="https://a.example/rss", more=""):
    return f'<outline text="{name}" type="rss" xmlUrl="{address}" {more}/>'


def taken(body, *, by=None, organisation=None):
    home = organisation or (by.organisation if by else make.organisation())
    return take_in.take_in(home, opml.read(file(body)), by=by)


def where(source):
    return (source.area and source.area.name, source.level, source.place and source.place.name)


def sources(organisation=None):
    home = organisation or make.organisation()
    return {source.name: source for source in Source.objects.for_organisation(home).standing()}


def test_names_and_addresses_are_exact_whatever_was_forgotten_to_escape():
    body = (
        '<outline text="Vård & omsorg">'
        + outline("Vård & omsorg, nytt", "https://a.example/rss?omr=vard&sida=1&copy=2&lt=3")
        + outline("S&amp;P &quot;rätt&quot;", "https://a.example/rss?a=1&amp;b=2")
        + "</outline>"
    )
    first, second = opml.read(file(body))
    assert (first.name, first.address) == ("Vård & omsorg, nytt", "https://a.example/rss?omr=vard&sida=1&copy=2&lt=3")
    assert (second.name, second.address) == ('S&P "rätt"', "https://a.example/rss?a=1&b=2")
    assert first.folders == ("Vård & omsorg",)


@pytest.mark.parametrize(
    "body",
    [
        outline(),
        outline().replace("xmlUrl", "xmlurl").replace("text=", "TITLE="),
        f'<outline type="rss" title="Mapp">{outline()}</outline>',
        f"<outline>{outline()}</outline>",
    ],
)
def test_forms_that_other_readers_write_are_read(body):
    (one,) = opml.read(file(body))
    assert (one.name, one.address) == ("Källa", "https://a.example/rss")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad_opml"),
        (b"hej", "bad_opml"),
        (b"<html><body/></html>", "bad_opml"),
        (b"<rss><channel/></rss>", "bad_opml"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body/></opml>', "bad_opml"),
        (file("<outline text='a'>" * 10_000), "opml_too_big"),
        (file("<outline text='a'>" * 100 + outline() + "</outline>" * 100), "opml_too_big"),
        (b"x" * (10 * 1024 * 1024 + 1), "opml_too_big"),
    ],
)
def test_what_is_no_opml_is_refused_with_a_sentence(body, code):
    with pytest.raises(opml.BadOpml) as wrong:
        opml.read(body)
    assert wrong.value.code == code and str(wrong.value.text).endswith(".")


@pytest.mark.django_db
def test_a_folder_becomes_an_area_even_when_it_calls_itself_a_feed():
    taken(f'<outline type="rss" title="Teknik">{outline("Digitala nyheter")}</outline>')
    assert where(sources()["Digitala nyheter"]) == ("Teknik", "wider", None)
    assert Source.objects.count() == 1
    assert Act.objects.filter(verb="area.added").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("folders", "wanted"),
    [
        (["Omvärld", "Sverige"], (None, "wider", "Sverige")),
        (["Nearby", "Halland", "Skola"], ("Skola", "near", "Halland")),
        (["Bygga", "Halland"], ("Bygga", "wider", "Halland")),
        (["Klimat och miljö"], ("Klimat och miljö", "wider", None)),
        (["SANDVIK"], (None, "own", "Sandvik")),
        (["Klimat och miljö", "Sandvik"], ("Klimat och miljö", "own", "Sandvik")),
        ([], (None, "wider", None)),
    ],
)
def test_folders_are_read_as_levels_places_and_areas(folders, wanted):
    make.area("Klimat och miljö")
    make.place("Sandvik", level="own")
    body = "".join(f'<outline text="{folder}">' for folder in folders) + outline() + "</outline>" * len(folders)
    taken(body)
    assert where(sources()["Källa"]) == wanted
    assert (
        Area.objects.filter(name="Klimat och miljö").count() == 1 and Place.objects.filter(name="Sandvik").count() == 1
    )


@pytest.mark.django_db
def test_a_second_import_adds_nothing_though_addresses_became_https():
    first = taken(outline("Kommunen", "http://a.example/feed.json") + outline("Regionen", "https://b.example/rss"))
    again = taken(
        outline("Kommunen", "https://a.example/feed.json")
        + outline("Regionen", "https://b.example/rss")
        + outline("Regionen igen", "https://B.example:443/rss")
    )
    assert (len(first.added), len(again.added), len(again.there)) == (2, 0, 3)
    assert Feed.objects.count() == Source.objects.count() == 2


@pytest.mark.django_db
def test_what_cannot_be_followed_is_named_with_its_reason():
    result = taken(
        outline("Fil", "file:///etc/passwd")
        + outline("Lösen", "https://a:b@c.example/")
        + outline("Trasig", "rss")
        + outline()
    )
    assert [one.name for one in result.refused] == ["Fil", "Lösen", "Trasig"]
    assert all(one.reason.endswith(".") for one in result.refused) and result.added == ["Källa"]


@pytest.mark.django_db
def test_another_organisation_gets_equal_areas_levels_and_places():
    home, other = make.organisation(), make.organisation("norras")
    make.source("https://a.example/1", name="A & Å", area=make.area("Bygga"), level="own", place=make.place("Sandvik"))
    make.source("https://a.example/2", name="B", level="near", place=make.place("Halland", level="near"))
    make.source("https://a.example/3", name="C", area=make.area("Omvärld"))
    body = opml.write(take_in.give_out(home), home.name)
    take_in.take_in(other, opml.read(body), by=None)
    assert {name: where(one) for name, one in sources(other).items()} == {n: where(o) for n, o in sources(home).items()}
    assert take_in.take_in(other, opml.read(body), by=None).added == []
    assert all(
        source.organisation_id == source.area.organisation_id for source in sources(other).values() if source.area
    )


@pytest.mark.django_db
def test_a_scanner_adds_sources_but_no_areas():
    scanner = make.member("scanner")
    taken(f'<outline text="Nytt område">{outline()}</outline>', by=scanner)
    assert where(sources()["Källa"]) == (None, "wider", None) and not Area.objects.exists()


@pytest.mark.django_db
def test_what_was_removed_can_be_had_back_or_imported_anew():
    by = make.member("analyst")
    source = make.source("https://a.example/rss", by=by)
    assert follow.remove(source, by=by) and not follow.remove(source, by=by)
    assert follow.restore(source, by=by)
    follow.remove(source, by=by)
    assert taken(outline("Igen"), by=by).added == ["Igen"]
    assert not follow.restore(source, by=by), "the feed is followed anew"


@pytest.mark.django_db
def test_what_one_organisation_calls_a_feed_is_nothing_that_another_sees():
    analyst, stranger = make.member("analyst"), make.stranger("analyst")
    taken(outline("Vår hemliga", more='htmlUrl="https://a.example/?kund=sandvik"'), by=analyst)
    taken(outline(""), by=stranger)
    assert list(sources(stranger.organisation)) == ["a.example/rss"]
    assert "sandvik" not in opml.write(take_in.give_out(stranger.organisation), "Norrås").decode()


@pytest.mark.django_db
def test_the_starter_pack_is_taken_in_whole(settings, tmp_path):
    by = make.member("analyst")
    care = make.area("Omsorg och vård", code="care")
    assert starter.add(by) == len(opml.read(starter.PACK.read_bytes())) > 35
    assert sources()["Socialstyrelsen"].area == care, "found by its code, whatever it is called here"
    own = tmp_path / "egna.opml"
    own.write_bytes(file(outline("Egen", "https://egen.example/rss")))
    settings.UTKIK_STARTER_PACK = str(own)
    assert starter.add(by) == 1
    assert all(source.level == "wider" for source in sources().values())


def test_the_starter_pack_holds_only_plain_public_addresses():
    pack = opml.read(starter.PACK.read_bytes())
    assert all(one.address.startswith("https://") and one.site.startswith("https://") for one in pack)
    assert len({one.address for one in pack}) == len({one.name for one in pack}) == len(pack)
