from datetime import timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.insight import hunt
from utkik.insight.hunt import Asked, Found, Hit
from utkik.text import marks
from utkik.text.search import parse

SEARCH = "/o/sandvik/search"


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Bygglovshanteringen tar tid", "bygglov", ["Bygglovshanteringen"]),
        ("Alkoholmissbruk ökar", "missbruk", ["Alkoholmissbruk"]),
        ("kostnad och glasstrut", "ost rut", []),
        ("Kartor, kartan och kartläggning", "karta", ["Kartor", "kartan", "kartläggning"]),
        (
            "Ångfartyg ÖVERSIKTSPLAN Écoskola",
            "ångfartyg översiktsplan ÉCOSKOLA",
            ["Ångfartyg", "ÖVERSIKTSPLAN", "Écoskola"],
        ),
        ("EU och Europa", "eu", ["EU"]),
        ("lovet blev långt", '"lovet blev"', ["lovet", "blev"]),
        ("", "ord", []),
    ],
)
def test_what_was_found_is_marked_and_no_letter_is_lost(text, query, found):
    pieces = marks.marked(text, parse(query))
    assert "".join(piece for piece, _hit in pieces) == text
    assert [piece for piece, hit in pieces if hit] == found


def test_a_long_text_is_cut_around_what_was_found():
    text = "ord " * 100 + "Översvämning hotar. " + "slut " * 100
    pieces = marks.around(text, parse("översvämningar"))
    said = "".join(piece for piece, _hit in pieces)
    assert said.startswith("… ") and said.endswith(" …") and "Översvämning hotar" in said and len(said) < 200
    assert len("".join(piece for piece, _hit in marks.around(text, parse("finns inte")))) < 200


def hits(*told):
    today = clock.today()
    return [Hit(kind, n, level, area, today - timedelta(days=age)) for n, (kind, level, area, age) in enumerate(told)]


def test_every_number_beside_a_link_is_what_the_link_shows():
    all_hits = hits(
        ("signals", "near", 1, 3),
        ("signals", "own", 2, 40),
        ("entries", "near", None, 3),
        ("entries", "wider", 1, 500),
        ("reports", "", None, 10),
    )
    for asked in (Asked("x"), Asked("x", level="near"), Asked("x", when="month"), Asked("x", area="1", kind="signals")):
        found = Found(asked, parse("x"), clock.today(), all_hits)
        for level, count in found.levels().items():
            narrowed = Asked("x", asked.kind, level, asked.when, asked.area)
            assert count == len(Found(narrowed, found.query, found.today, all_hits).left())
        for when, count in found.whens().items():
            narrowed = Asked("x", asked.kind, asked.level, when, asked.area)
            assert count == len(Found(narrowed, found.query, found.today, all_hits).left())
        for kind, count in found.kinds().items():
            narrowed = Asked("x", kind, asked.level, asked.when, asked.area)
            assert count == len(Found(narrowed, found.query, found.today, all_hits).left())


@pytest.mark.parametrize(
    "told",
    [
        {"in": "people"},
        {"level": "x"},
        {"when": "yesterday"},
        {"area": "1; DROP"},
        {"q": "x" * 10_000},
        {"q": '"'},
        {"q": "\0"},
    ],
)
@pytest.mark.django_db
def test_nonsense_in_the_address_narrows_nothing_and_breaks_nothing(client, told):
    client.force_login(make.member("scanner").user)
    assert client.get(SEARCH, {"q": "vatten", "page": "99999999"} | told).status_code == 200


@pytest.mark.django_db
def test_each_role_finds_what_it_may_see_and_no_more(client):
    make.signal(headline="Vattnet publicerat", state="published")
    make.signal(headline="Vattnet utkast")
    make.entry("Vattnet i inflödet")
    make.signal(headline="Vattnet hos grannen", state="published", organisation=make.organisation("norras"))
    seen = {"reader": {"publicerat"}, "contributor": {"publicerat"}, "scanner": {"publicerat", "utkast", "inflödet"}}
    for role, words in seen.items():
        client.force_login(make.member(role).user)
        page = client.get(SEARCH, {"q": "vatten"}).content.decode()
        for word in ("publicerat", "utkast", "inflödet", "grannen"):
            assert (word in page) == (word in words), (role, word)


@pytest.mark.django_db
def test_the_heading_counts_hits_and_signals(client):
    make.signal(headline="Vattnet ett", level="near", state="published")
    make.signal(headline="Vattnet två", level="own", state="published")
    make.entry("Vattnet i inflödet")
    client.force_login(make.member("scanner").user)
    assert client.get(SEARCH, {"q": "vatten"}).context["finding"] == "3 träffar, 2 av dem är signaler"
    assert client.get(SEARCH, {"q": "vatten", "level": "near"}).context["finding"].startswith("1 träff i närvärlden")
    assert client.get(SEARCH, {"q": "eld"}).context["finding"] == "Inget hittades för ”eld”"
    assert client.get(SEARCH).context["finding"] == "Sök"


@pytest.mark.django_db
def test_a_few_of_each_kind_and_many_of_one(client):
    for n in range(5):
        make.entry(f"Vattnet nummer {n}")
    client.force_login(make.member("scanner").user)
    page = client.get(SEARCH, {"q": "vatten"})
    (group,) = page.context["groups"]
    assert len(group["rows"]) == 3 and group["rest"] == 2
    (alone,) = client.get(SEARCH + group["more"]).context["groups"]
    assert len(alone["rows"]) == 5 and alone["rest"] == 0


@pytest.mark.django_db
def test_what_is_fetched_is_shown_as_text(client):
    make.entry("Vatten <script>alert(1)</script>", summary_html="<p>Vatten &lt;b&gt; &amp; luft</p>")
    client.force_login(make.member("scanner").user)
    page = client.get(SEARCH, {"q": "vatten"}).content.decode()
    assert "<script>alert" not in page and "&lt;b&gt; &amp; luft" in page


@pytest.mark.django_db
def test_counting_is_bounded(monkeypatch):
    monkeypatch.setattr(hunt, "MOST", 2)
    for n in range(4):
        make.entry(f"Vattnet nummer {n}")
    found = hunt.find(Asked("vatten"), make.member("scanner"))
    assert len(found.hits) == 2 and found.more == {"entries"}


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.django_db
def test_more_hits_cost_no_more_queries(client, size, django_assert_num_queries):
    for n in range(size):
        make.signal(headline=f"Vattnet {n}", state="published")
        make.entry(f"Vattnet {n}")
    client.force_login(make.member("scanner").user)
    client.get(SEARCH, {"q": "vatten"})
    with django_assert_num_queries(27):
        client.get(SEARCH, {"q": "vatten"})
