"""Text made such that equal texts are equal and nothing hides in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utkik.text.normal import casefold_key, nfc, one_line
from utkik.text.sorting import swedish


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A\u030angstro\u0308m", "Ångström"),
        ("en rad\r\ntill\rsist", "en rad\ntill\nsist"),
        ("tab\tstår kvar", "tab\tstår kvar"),
        ("noll\x00byte\x1b[31m", "nollbyte[31m"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("\ufeffbörjan", "början"),
        ("halv \ud83d bild", "halv  bild"),
        ("familj 👨\u200d👩\u200d👧", "familj 👨\u200d👩\u200d👧"),
    ],
)
def test_what_is_kept_of_typed_text(typed, kept):
    assert nfc(typed) == kept


def test_a_heading_is_one_line():
    assert one_line("  Ån\n kommer\t högre ") == "Ån kommer högre"


def test_names_that_differ_in_case_and_space_are_the_same():
    assert casefold_key("Klimat  och VATTEN") == casefold_key("klimat och vatten ")
    assert casefold_key("Åsa") != casefold_key("Asa")


@given(st.text())
def test_doing_it_twice_changes_nothing(text):
    once = nfc(text)

    assert nfc(once) == once
    assert "\x00" not in once
    once.encode()


def test_swedish_order():
    names = ["Örebro", "Ale", "Ängelholm", "Åre", "Wien", "Vara", "Éclair", "Edsbyn", "zebra", "v. 10", "v. 9", "Ünal"]

    assert sorted(names, key=swedish) == [
        "Ale",
        "Éclair",
        "Edsbyn",
        "Ünal",
        "v. 9",
        "v. 10",
        "Vara",
        "Wien",
        "zebra",
        "Åre",
        "Ängelholm",
        "Örebro",
    ]


def test_a_sort_key_holds_only_letters_and_digits_and_keeps_whole_words_together():
    assert swedish("Östra, Ängelholm (v. 2)").isalnum()
    assert sorted(["Alesund", "Ale nord", "Ale"], key=swedish) == ["Ale", "Ale nord", "Alesund"]


def test_order_looks_at_neither_case_nor_accent():
    assert swedish("ANDRÉ") == swedish("andre")
    assert swedish("Ærø") == swedish("Ärö")
