import pytest

from utkik.stream.reasons import names, reason

PLACES = names(["Åsa", "Kungsbacka", "Kungsbackaån", "Västra Götalandsregionen", "EU", "  "])


@pytest.mark.parametrize(
    "text, found",
    [
        ("Kungsbacka bygger", ["Kungsbacka"]),
        ("Kungsbackas plan", ["Kungsbacka"]),
        ("KUNGSBACKA bygger", ["Kungsbacka"]),
        ("Kungsbackaån stiger", ["Kungsbackaån"]),
        ("Kungsbackabo i Åsas hamn", ["Åsa"]),
        ("Åsarna och euron", []),
        ("Direktbuss Kungsbacka–Landvetter", ["Kungsbacka"]),
        ("Västra Götalandsregionen och EU", ["Västra Götalandsregionen", "EU"]),
        ("EU, Åsa, Kungsbacka", ["Åsa", "Kungsbacka"]),
        ("", []),
    ],
)
def test_a_listed_place_is_named_as_a_word_of_its_own(text, found):
    assert PLACES.named_in(text) == found


def test_without_places_nothing_is_named():
    assert names([]).named_in("Kungsbacka") == []


def test_a_place_with_signs_of_its_own_is_only_a_name():
    assert names(["S:t Olof (norra)", ".*"]).named_in("I S:t Olof (norra) är det lugnt") == ["S:t Olof (norra)"]


def told(**fields):
    return reason(**({"places": [], "mine": False, "due": False, "area": "Vägar"} | fields))


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({}, "Vägar"),
        ({"area": ""}, "Alla områden"),
        ({"mine": True}, "Rör ditt område"),
        ({"places": ["Åsa"]}, "Nämner Åsa"),
        ({"places": ["Åsa", "EU"], "mine": True}, "Nämner Åsa och EU och rör ditt område"),
        ({"handed_by": "Bo", "places": ["Åsa"]}, "Från Bo"),
        ({"handed_by": "Bo", "line": "Se här"}, "Från Bo: ”Se här”"),
        ({"due": True, "mine": True}, "Uppskjuten, nu tillbaka"),
    ],
)
def test_the_reason_says_only_what_is_so(fields, sentence):
    assert told(**fields) == sentence
