"""Whom a contribution names, and that finding it out costs no more than reading it."""

from time import process_time

import pytest

from utkik.people.models import Membership
from utkik.signals import talk

MEMBERS = [Membership(pk=place, name=name) for place, name in enumerate(("Bo Ek Sten", "Åsa Groß", "Bo Ek", "Åsa"), 1)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fråga @Bo Ek.", [(6, 3)]),
        ("@bo ek sten och @ÅSA", [(0, 1), (16, 4)]),
        ("@Åsa GROSS", [(0, 2)]),
        ("@Åsaka, bo@ek.example, @", []),
        ("@@Bo Ek", [(1, 3)]),
        ("ingen", []),
    ],
)
def test_a_name_after_the_sign_is_found_whatever_its_case(text, named):
    assert [(place, member.pk) for place, member in talk.named_in(text, MEMBERS)] == named


def test_ten_thousand_signs_and_a_thousand_members_cost_next_to_nothing():
    members = [Membership(pk=place, name=f"{chr(97 + place % 26)}{place} Efternamn") for place in range(1_000)]
    before = process_time()

    for text in ("@" * talk.LONGEST, "@a" * (talk.LONGEST // 2), "@ " * (talk.LONGEST // 2)):
        assert talk.named_in(text, members) == []
    assert process_time() - before < 0.5
