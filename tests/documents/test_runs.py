"""From what a person typed to runs and blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utkik.documents import shapes, words
from utkik.documents.runs import blocks, line, linked, safe, tidy


def test_control_signs_go_and_the_words_stay_apart():
    assert tidy("rad ett\x0brad två\x0cslut\x01") == "rad ett\nrad två\nslut"
    assert line("rad ett\x0brad två\u2028slut\x01") == "rad ett rad två slut"


def test_signs_that_turn_the_writing_go_but_joiners_of_other_scripts_stay():
    assert tidy("fil\u202egpj.exe \ufeff\u2066x") == "filgpj.exe x"
    assert tidy("می\u200cخواهم 👩🏽\u200d🚒") == "می\u200cخواهم 👩🏽\u200d🚒"


def test_an_address_in_a_text_becomes_a_link_and_the_full_stop_after_it_does_not():
    assert linked("Se https://lindholm.example/karta?a=1. Sedan mer") == [
        {"t": "Se "},
        {"t": "https://lindholm.example/karta?a=1", "href": "https://lindholm.example/karta?a=1"},
        {"t": ". Sedan mer"},
    ]


def test_each_line_is_a_paragraph_and_dashes_make_a_list():
    assert blocks("Först\n\nSedan:\n- ett\n– två\n3. maj är sista dagen\n-5 grader") == [
        {"kind": "p", "runs": [{"t": "Först"}]},
        {"kind": "p", "runs": [{"t": "Sedan:"}]},
        {"kind": "list", "items": [[{"t": "ett"}], [{"t": "två"}]]},
        {"kind": "p", "runs": [{"t": "3. maj är sista dagen"}]},
        {"kind": "p", "runs": [{"t": "-5 grader"}]},
    ]


@pytest.mark.parametrize("address", ["https://a.example/x", "http://a.example", "mailto:a@b.example"])
def test_these_addresses_may_be_links(address):
    assert safe(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//a.example", "/o/x", "https://", "http://a b.example"],
)
def test_these_stay_text(address):
    assert safe(address) is None


@given(st.text())
def test_whatever_is_typed_fits_the_contract(text):
    made = blocks(text)
    assert not made or list(shapes.blocks(made, "here")) == []
    assert [fault for run in linked(text) for fault in shapes.text(run["t"], "here") if "control" in fault] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("Ett ord – två", 3), ("a\nb\tc", 3), ("74 dagar.", 2), ("… — !", 0), ("e-tjänst", 1)],
)
def test_words_are_what_holds_a_letter_or_a_figure(text, expected):
    assert words.count(text) == expected


def test_fem_minuter_counts_everything_that_is_read():
    summary = {
        "lead": [{"t": "Två ord "}, {"t": "till", "b": True}],
        "items": [{"title": "En rubrik", "text": [{"t": "Och en mening."}]}, {"title": "Utan mening"}],
        "ask": {"title": "Vi ber", "text": "om svar"},
    }
    assert words.in_summary(summary) == 3 + 2 + 3 + 2 + 2 + 2
