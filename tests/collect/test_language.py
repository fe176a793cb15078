"""The language of a text: by its commonest words, and by the model where they do not tell."""

import pytest

from utkik.collect.read import language

SWEDISH = (
    "Kommunstyrelsen föreslår nya riktlinjer för hemtjänsten och räknar med att behovet ökar, även i grannkommunen."
)
ENGLISH = "The report shows that the number of older people has grown, and this will change care in this municipality."
FINNISH = "Kunnanhallitus ehdottaa uusia ohjeita kotihoitoon ja arvioi, että tarve kasvaa lähivuosina koko maassa."


@pytest.mark.parametrize(("text", "found"), [(SWEDISH, "sv"), (ENGLISH, "en"), (FINNISH, "fi")])
def test_a_text_is_told_whatever_its_feed_claims(text, found):
    assert [language.detect(text, claimed)[:2] for claimed in ("", "sv-SE", "en", "de")] == [found] * 4


def test_a_claim_that_holds_stays_as_it_was_made():
    assert language.detect(SWEDISH, "sv_SE") == "sv-se"


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH])
def test_the_model_finds_what_the_commonest_words_say(text):
    name, certainty = language._identifier().classify(text)
    assert (language._by_words(text, ""), certainty > language.SURE) == (name, True)


def test_words_of_two_languages_are_left_to_the_model():
    assert language._by_words(f"{SWEDISH} {ENGLISH}", "sv") == ""
    assert language._by_words("Invånarna i kommunen och regionen", "") == ""
