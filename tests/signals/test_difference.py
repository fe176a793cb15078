from time import process_time

import pytest

from utkik.signals.difference import both, only_in, words


def marked(pieces):
    signs = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(signs[piece.sort].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Fem boenden saknar kyla", "Sex boenden saknar kyla", "[-Fem][+Sex] boenden saknar kyla"),
        ("i planen.", "i planen för 2027.", "i planen[+ för 2027]."),
        ("ett två tre", "ett tre", "ett [-två ]tre"),
        ("", "nytt", "[+nytt]"),
        ("samma", "samma", "samma"),
        ("röd bil kör", "blå båt kör", "[-röd bil][+blå båt] kör"),
    ],
)
def test_differences_are_whole_words(old, new, shown):
    assert marked(words(old, new)) == shown


def test_each_side_shows_what_only_it_has():
    assert marked(only_in("Sex boenden", "Fem boenden")) == "[+Sex] boenden"
    assert "".join(piece.text for piece in only_in("a b c", "x y")) == "a b c"


BASE = "Fem av våra boenden saknar kyla, och investeringen ryms inte i planen."


def test_changes_in_different_places_are_both_made():
    mine = "Fem av våra boenden saknar kyla, och investeringen ryms inte i planen för 2027–2029."
    theirs = "Sex av våra boenden saknar kyla, och investeringen ryms inte i planen."
    assert both(theirs, mine, BASE) == (
        "Sex av våra boenden saknar kyla, och investeringen ryms inte i planen för 2027–2029."
    )


def test_what_both_add_in_the_same_place_stands_one_after_the_other():
    assert both(BASE + " Två i Onsala.", BASE + " Träd är billigast.", BASE) == (
        BASE + " Två i Onsala. Träd är billigast."
    )


def test_what_both_did_alike_stands_once():
    assert both(BASE + " Nytt.", BASE + " Nytt.", BASE) == BASE + " Nytt."
    assert both("", BASE, BASE) == ""


def test_without_the_base_every_sentence_of_both_is_there():
    assert both("Ett. Två.", "Ett. Tre.") == "Ett. Två. Tre."


def test_of_two_sentences_that_are_alike_one_stands_with_what_the_other_added():
    theirs = "Sex av våra boenden saknar kyla, det ryms inte i planen. Två ligger i Onsala."
    mine = "Fem av våra boenden saknar kyla, det ryms inte i planen för 2027. Träd är billigast."
    assert both(theirs, mine, "Något helt annat stod här.") == (
        "Sex av våra boenden saknar kyla, det ryms inte i planen för 2027. Två ligger i Onsala. Träd är billigast."
    )


ORDINARY = " ".join(f"Mening {place} handlar om hamnen och färjan." for place in range(400))


def test_a_long_text_is_compared_in_its_sentences_and_their_words():
    changed = ORDINARY.replace("Mening 200 handlar om hamnen", "Mening 200 säger något om hamnen")

    assert [(piece.sort, piece.text) for piece in words(ORDINARY, changed) if piece.sort != "same"] == [
        ("removed", "handlar"),
        ("added", "säger något"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ab " * 6_600, "ba " * 6_600),
        ("ab. " * 5_000, "ba. " * 5_000),
        ("a\n" * 10_000, "b\n" * 10_000),
        ("a " * 244, "b " * 244),
        ("a" * 20_000, "ab" * 10_000),
    ],
)
def test_texts_that_repeat_themselves_are_compared_soon(one, other):
    before = process_time()

    shown = words(one, other)
    both(one, other)
    both(one, other, one[:1_000])

    assert "".join(piece.text for piece in shown if piece.sort != "removed") == other
    assert "".join(piece.text for piece in shown if piece.sort != "added") == one
    assert process_time() - before < 4
