"""Which texts are addresses that may be asked for."""

import pytest

from utkik.net import errors
from utkik.net.place import checked, onward


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_address"),
        ("varberg", "bad_address"),
        ("www.varberg.se/rss", "bad_address"),
        ("https://", "bad_address"),
        ("http://[::1", "bad_address"),
        ("http://exempel.se:99999/", "bad_address"),
        ("http:\\\\exempel.se\\a", "bad_address"),
        ("http://exempel.se\\@127.0.0.1/", "bad_address"),
        ("https://" + "a" * 2100, "bad_address"),
        ("ftp://exempel.se/rss", "refused_scheme"),
        ("file:///etc/passwd", "refused_scheme"),
        ("data:text/xml,<rss/>", "refused_scheme"),
        ("javascript:alert(1)", "refused_scheme"),
        ("gopher://127.0.0.1:70/", "refused_scheme"),
        ("http://ok@127.0.0.1/", "holds_log_in"),
        ("https://namn:losen@exempel.se/", "holds_log_in"),
        ("https://:losen@exempel.se/", "holds_log_in"),
    ],
)
def test_what_may_not_be_asked_for_is_refused_with_its_own_sentence(text, code):
    with pytest.raises(errors.NetError) as wrong:
        checked(text)
    assert wrong.value.code == code
    assert str(wrong.value.text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("  https://exempel.se/rss#a ", "https://exempel.se/rss"),
        ("https://exempel.se/a\tb\n", "https://exempel.se/ab"),
        ("https://exempel.se/a b", "https://exempel.se/a%20b"),
        ("https://exempel.se/%2f%C3%A5?x=a%26b;c", "https://exempel.se/%2f%C3%A5?x=a%26b;c"),
        ("https://exempel.se/å?ö=1", "https://exempel.se/%C3%A5?%C3%B6=1"),
        ("https://räksmörgås.se/", "https://xn--rksmrgs-5wao1o.se/"),
        ("http://exempel.se#@127.0.0.1/", "http://exempel.se"),
    ],
)
def test_an_address_is_asked_for_as_it_is_written(text, asked):
    assert str(checked(text)).rstrip("/") == asked.rstrip("/")


def test_a_redirect_is_seen_from_where_it_stands():
    here = checked("https://exempel.se/a/b?c=1")
    assert str(onward(here, "../d")) == "https://exempel.se/d"
    assert str(onward(here, "//annan.se/x")) == "https://annan.se/x"
    assert str(onward(here, "?c=2")) == "https://exempel.se/a/b?c=2"


def test_every_failure_has_its_own_code_and_a_sentence():
    kinds = errors.all_kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(str(kind.text).endswith(".") for kind in kinds)
