import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import factories as make
from utkik.signals.models import Conversation, Signal
from utkik.text import search

WORDS = some.one_of(
    some.sampled_from(["bygglov", "hantering", "skärgård", "arbetslös", "arbetslöst", "ko", "éko", "ost", "ÄR", "i"]),
    some.text("aåäbdostlöfu", min_size=1, max_size=12),
)

pytestmark = pytest.mark.django_db


def written(*texts):
    author = make.member("scanner")
    for number, text in enumerate(texts, 1):
        talk = Conversation.objects.create(organisation=author.organisation, title="", path="")
        Signal.objects.create(
            organisation=author.organisation,
            number=number,
            author=author,
            conversation=talk,
            headline=text[:100],
            search_terms=search.terms(text),
        )


def found(text):
    """What the database finds; compared one by one the same is found."""
    query = search.parse(text)
    hits = list(Signal.objects.filter(search_terms__finds=query).order_by("number").values_list("headline", flat=True))
    every = Signal.objects.order_by("number").values_list("headline", "search_terms")
    assert hits == [headline for headline, terms in every if search.finds(query, terms)]
    return hits


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("bygglov", ["bygglovshantering"]),
        ("hantering", ["bygglovshantering"]),
        ("missbruk", ["alkoholmissbruk"]),
        ("ost", []),
        ("rut", []),
        ("glass", ["glasstrut"]),
        ("kostnader", ["kostnad"]),
        ("ångfartyg", ["Ångfartyg"]),
        ("ÖVERSIKTSPLANEN", ["översiktsplan"]),
        ("ÉCOSKOLA", ["Écoskola"]),
        ("angfartyg", []),
        ("", []),
        ("!?", []),
    ],
)
def test_a_word_finds_its_compounds_but_no_short_part_that_means_something_else(query, hits):
    written("alkoholmissbruk", "bygglovshantering", "kostnad", "glasstrut", "Ångfartyg", "översiktsplan", "Écoskola")
    assert found(query) == hits


def test_all_words_must_be_there_and_quotes_are_exact():
    written("bygglov för skolor", "bygglovet och skolan", "skola för bygglov")
    assert len(found("bygglov skola")) == 3
    assert found('"bygglov för"') == ["bygglov för skolor"]
    assert found('"bygglov"') == ["bygglov för skolor", "skola för bygglov"]


@given(some.lists(WORDS, max_size=8), some.lists(WORDS, min_size=1, max_size=3), some.booleans())
def test_a_text_is_found_as_its_terms_are(text, asked, as_phrase):
    text = " ".join([*text, "Bygglovshanteringen i SKÄRGÅRDEN är arbetslöst e\u0301ko"])
    query = search.parse(f'"{" ".join(asked)}"' if as_phrase else " ".join(asked))
    assert search.finds_in(query, text) == search.finds(query, search.terms(text))


def test_a_changed_text_is_found_by_its_new_words_alone():
    written("badhus")
    Signal.objects.update(search_terms=search.terms("ishall"))
    assert (found("badhus"), len(found("ishall"))) == ([], 1)


@pytest.mark.parametrize("query", ['"', "a AND OR NOT", "col:x*", "'); DROP", "NEAR(", "\\", "a" * 5000, "å" * 600])
def test_no_search_breaks_the_query(query):
    written("badhus")
    assert found(query) in ([], ["badhus"])
