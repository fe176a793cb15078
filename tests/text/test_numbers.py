import pytest

from utkik.text.numbers import number, numbers


@pytest.mark.parametrize("text", [None, "", "²", "٣", "-1", "1.0", " 1", "1e3", "9" * 19, "9" * 5000, "abc"])
def test_what_is_no_key_is_no_number(text):
    assert number(text) is None


def test_plain_digits_are():
    assert (number("0"), number("42"), number("9" * 18)) == (0, 42, 10**18 - 1)
    assert numbers(["1", "²", "3"]) == [1, 3]
